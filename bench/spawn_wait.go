package main

import "time"

func one(out chan<- int32, i int32) {
	out <- i
}

func main() {
	n := count(800000)
	c := make(chan int32)
	total := int64(0)

	start := time.Now()
	for i := 0; i < n; i++ {
		go one(c, int32(i))
		total += int64(<-c)
	}
	finish(start, n, total == sum(n))
}
