package main

import "time"

const sides = 4

func producer(out chan<- int32, done chan<- struct{}, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
	done <- struct{}{}
}

func consumer(in <-chan int32, sums chan<- int64) {
	sum := int64(0)
	for v := range in {
		sum += int64(v)
	}
	sums <- sum
}

func main() {
	each := (count(4000000) + sides - 1) / sides
	c := make(chan int32, 64)
	sums := make(chan int64)
	done := make(chan struct{})
	total := int64(0)

	start := time.Now()
	for i := 0; i < sides; i++ {
		go consumer(c, sums)
		go producer(c, done, each)
	}
	for i := 0; i < sides; i++ {
		<-done
	}
	close(c)
	for i := 0; i < sides; i++ {
		total += <-sums
	}
	finish(start, each*sides, total == sum(each)*sides)
}
