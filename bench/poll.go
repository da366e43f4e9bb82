package main

import "time"

func main() {
	n, received, nothing := count(50000000), 0, 0
	c := make(chan int32)

	start := time.Now()
	for i := 0; i < n; i++ {
		select {
		case <-c:
			received++
		default:
			nothing++
		}
	}
	finish(start, n, received == 0 && nothing == n)
}
