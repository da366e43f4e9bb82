package main

import "time"

func counter(out chan<- int32) {
	for i := int32(2); ; i++ {
		out <- i
	}
}

func filter(in <-chan int32, out chan<- int32, prime int32) {
	for {
		v := <-in
		if v%prime != 0 {
			out <- v
		}
	}
}

// primesUpTo is how many primes there are up to a number: to check the result.
func primesUpTo(last int32) int {
	primes := 0
	for i := int32(2); i <= last; i++ {
		d := int32(2)
		for d*d <= i && i%d != 0 {
			d++
		}
		if d*d > i {
			primes++
		}
	}
	return primes
}

func main() {
	n, prime := count(4000), int32(0)
	c := make(chan int32)

	start := time.Now()
	go counter(c)
	for i := 0; i < n; i++ {
		next := make(chan int32)
		prime = <-c
		go filter(c, next, prime)
		c = next
	}
	elapsed := time.Since(start)
	print(float64(elapsed.Nanoseconds())/float64(n)/1000, "us per op", primesUpTo(prime) == n)
}
