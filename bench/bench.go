// What the workloads in Go share; bench.h says it for C.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// count is the number of operations: the first argument, or the usual number without one.
func count(usual int) int {
	if len(os.Args) < 2 {
		return usual
	}
	n, err := strconv.Atoi(os.Args[1])
	if err != nil || n <= 0 {
		fmt.Fprintf(os.Stderr, "usage: %s [NUMBER OF OPERATIONS]\n", os.Args[0])
		os.Exit(1)
	}
	return n
}

func print(value float64, unit string, right bool) {
	if !right {
		fmt.Fprintln(os.Stderr, "wrong result")
		os.Exit(1)
	}
	fmt.Printf("%.3f %s\n", value, unit)
}

// finish: n operations are done, since start.
func finish(start time.Time, n int, right bool) {
	print(float64(time.Since(start).Nanoseconds())/float64(n), "ns per op", right)
}

// finishAll: all is done, since start.
func finishAll(start time.Time, right bool) {
	print(time.Since(start).Seconds(), "s", right)
}

// sum is the sum of the numbers from 0 to n - 1.
func sum(n int) int64 {
	return int64(n) * int64(n-1) / 2
}
