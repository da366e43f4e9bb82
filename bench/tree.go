package main

import "time"

func node(sum chan<- int32, depth int) {
	if depth == 0 {
		sum <- 1
		return
	}
	c := make(chan int32, 2)
	go node(c, depth-1)
	go node(c, depth-1)
	left, right := <-c, <-c
	sum <- left + right
}

func main() {
	n, depth := count(1000000), 0
	sum := make(chan int32, 1)

	for 2<<depth-1 < n {
		depth++
	}
	start := time.Now()
	go node(sum, depth)
	leaves := int(<-sum)
	finish(start, 2*leaves-1, leaves == 1<<depth)
}
