package main

import "time"

func blocked(gate <-chan struct{}, here chan<- int32) {
	here <- 1
	<-gate
	here <- 1
}

func main() {
	n, blocks, ended := count(1000000), int32(0), int32(0)
	gate := make(chan struct{})
	here := make(chan int32, 1000)

	start := time.Now()
	for i := 0; i < n; i++ {
		go blocked(gate, here)
	}
	for i := 0; i < n; i++ {
		blocks += <-here
	}
	close(gate)
	for i := 0; i < n; i++ {
		ended += <-here
	}
	finishAll(start, int(blocks) == n && int(ended) == n)
}
