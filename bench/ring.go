package main

import "time"

const length = 500

func neighbour(in <-chan int32, out chan<- int32) {
	for v := range in {
		out <- v + 1
	}
}

func main() {
	rounds, v := (count(1500000)+length-1)/length, int32(0)
	first := make(chan int32)
	last := first

	for i := 1; i < length; i++ {
		next := make(chan int32)
		go neighbour(last, next)
		last = next
	}
	start := time.Now()
	for i := 0; i < rounds; i++ {
		first <- v + 1
		v = <-last
	}
	finish(start, rounds*length, int(v) == rounds*length)
}
