package main

import "time"

const batch = 1000

func one(out chan<- int32, i int32) {
	out <- i
}

func main() {
	batches := (count(500000) + batch - 1) / batch
	c := make(chan int32)
	total := int64(0)

	start := time.Now()
	for b := 0; b < batches; b++ {
		for i := int32(0); i < batch; i++ {
			go one(c, i)
		}
		for i := 0; i < batch; i++ {
			total += int64(<-c)
		}
	}
	finish(start, batches*batch, total == sum(batch)*int64(batches))
}
