package main

import "time"

func numbers(out chan<- int32, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
	close(out)
}

func main() {
	n := count(8000000)
	c := make(chan int32, 100)
	total := int64(0)

	start := time.Now()
	go numbers(c, n)
	for v := range c {
		total += int64(v)
	}
	finish(start, n, total == sum(n))
}
