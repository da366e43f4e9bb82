package main

import "time"

func sleeper(awake chan<- int32, milliseconds int) {
	start, wanted := time.Now(), time.Duration(milliseconds)*time.Millisecond

	time.Sleep(wanted)
	if time.Since(start) >= wanted {
		awake <- 1
	} else {
		awake <- 0
	}
}

func main() {
	n, awake := count(100000), int32(0)
	c := make(chan int32, 1000)

	start := time.Now()
	for i := 0; i < n; i++ {
		go sleeper(c, 1+i%100)
	}
	for i := 0; i < n; i++ {
		awake += <-c
	}
	finishAll(start, int(awake) == n)
}
