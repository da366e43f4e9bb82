package main

import "time"

const producers = 100

func producer(out chan<- int32, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
}

func main() {
	each := (count(1000000) + producers - 1) / producers
	c := make(chan int32)
	total := int64(0)

	start := time.Now()
	for i := 0; i < producers; i++ {
		go producer(c, each)
	}
	for i := 0; i < each*producers; i++ {
		total += int64(<-c)
	}
	finish(start, each*producers, total == sum(each)*producers)
}
