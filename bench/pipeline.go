package main

import "time"

const stages = 10

func source(out chan<- int32, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
	close(out)
}

func stage(in <-chan int32, out chan<- int32) {
	for v := range in {
		out <- v + 1
	}
	close(out)
}

func main() {
	n := count(150000)
	first := make(chan int32)
	last := first
	total := int64(0)

	for i := 0; i < stages; i++ {
		next := make(chan int32)
		go stage(last, next)
		last = next
	}
	start := time.Now()
	go source(first, n)
	for v := range last {
		total += int64(v)
	}
	finish(start, n, total == sum(n)+int64(n)*stages)
}
