package main

import "time"

const channels = 8

func numbers(out chan<- int32, n int) {
	for i := 0; i < n; i++ {
		out <- int32(i)
	}
}

func main() {
	each := (count(500000) + channels - 1) / channels
	var c [channels]chan int32
	total := int64(0)

	for i := range c {
		c[i] = make(chan int32)
	}
	start := time.Now()
	for i := range c {
		go numbers(c[i], each)
	}
	for i := 0; i < channels*each; i++ {
		select {
		case v := <-c[0]:
			total += int64(v)
		case v := <-c[1]:
			total += int64(v)
		case v := <-c[2]:
			total += int64(v)
		case v := <-c[3]:
			total += int64(v)
		case v := <-c[4]:
			total += int64(v)
		case v := <-c[5]:
			total += int64(v)
		case v := <-c[6]:
			total += int64(v)
		case v := <-c[7]:
			total += int64(v)
		}
	}
	finish(start, channels*each, total == channels*sum(each))
}
