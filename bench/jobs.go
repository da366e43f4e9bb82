package main

import "time"

const (
	workers = 8
	steps   = 1000
)

func work(x uint32) uint32 {
	for i := 0; i < steps; i++ {
		x = x*1664525 + 1013904223
	}
	return x
}

func worker(jobs <-chan uint32, results chan<- uint32) {
	for job := range jobs {
		results <- work(job)
	}
}

func give(jobs chan<- uint32, n uint32) {
	for i := uint32(0); i < n; i++ {
		jobs <- i
	}
	close(jobs)
}

func main() {
	n := count(500000)
	jobs, results := make(chan uint32, 64), make(chan uint32, 64)
	sum, expected := uint32(0), uint32(0)

	start := time.Now()
	for i := 0; i < workers; i++ {
		go worker(jobs, results)
	}
	go give(jobs, uint32(n))
	for i := 0; i < n; i++ {
		sum += <-results
	}
	elapsed := time.Since(start)
	for i := 0; i < n; i++ {
		expected += work(uint32(i))
	}
	print(float64(elapsed.Nanoseconds())/float64(n), "ns per op", sum == expected)
}
