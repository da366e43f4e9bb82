/* bench.h: what the workloads in C and Channel C share: how many operations, the clock, the result.
 *
 * Each program takes the number of operations as its argument, times them itself and prints one
 * line, `VALUE UNIT`; it ends with status 1, and says so, if the work was not done right. */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The number of operations: the first argument, or the usual number without one. */
static inline int bench_count(int argc, char **argv, int usual) {
    int n = argc > 1 ? atoi(argv[1]) : usual;
    if (n > 0) return n;
    fprintf(stderr, "usage: %s [NUMBER OF OPERATIONS]\n", argv[0]);
    exit(1);
}

static inline int64_t bench_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static inline void bench_print(double value, const char *unit, bool right) {
    if (right) {
        printf("%.3f %s\n", value, unit);
        return;
    }
    fprintf(stderr, "wrong result\n");
    exit(1);
}

/* n operations are done, since `start`. */
static inline void bench_finish(int64_t start, int n, bool right) {
    bench_print((double)(bench_now() - start) / n, "ns per op", right);
}

/* All is done, since `start`. */
static inline void bench_finish_all(int64_t start, bool right) {
    bench_print((double)(bench_now() - start) / 1e9, "s", right);
}

/* The sum of the numbers from 0 to n - 1. */
static inline int64_t bench_sum(int n) {
    return (int64_t)n * (n - 1) / 2;
}

#endif
