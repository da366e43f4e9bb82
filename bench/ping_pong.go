package main

import "time"

func opponent(ping <-chan int32, pong chan<- int32) {
	for v := range ping {
		pong <- v + 1
	}
}

func main() {
	n, v := count(1000000), int32(0)
	ping, pong := make(chan int32), make(chan int32)

	go opponent(ping, pong)
	start := time.Now()
	for i := 0; i < n; i++ {
		ping <- v
		v = <-pong
	}
	finish(start, n, int(v) == n)
}
