package main

import "time"

func steps(result chan<- uint32, n int) {
	x := uint32(1)

	for i := 0; i < n; i++ {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
	}
	result <- x
}

func main() {
	n := count(60000000)
	result := make(chan uint32)

	start := time.Now()
	go steps(result, n)
	alone := <-result
	one := time.Since(start)

	start = time.Now()
	go steps(result, n)
	go steps(result, n)
	first, second := <-result, <-result
	pair := time.Since(start)
	print(2*one.Seconds()/pair.Seconds(), "times", first == alone && second == alone)
}
