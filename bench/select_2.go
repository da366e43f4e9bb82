package main

import "time"

func numbers(out chan<- int32, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
}

func main() {
	each := (count(1000000) + 1) / 2
	a, b := make(chan int32), make(chan int32)
	total := int64(0)

	start := time.Now()
	go numbers(a, each)
	go numbers(b, each)
	for i := 0; i < 2*each; i++ {
		select {
		case v := <-a:
			total += int64(v)
		case v := <-b:
			total += int64(v)
		}
	}
	finish(start, 2*each, total == 2*sum(each))
}
