/* jobs with threads: eight take jobs from a queue, compute for about a microsecond each, and put their
 * results into another. */
#include "bench.h"
#include "queue.h"

enum { WORKERS = 8, STEPS = 1000 };

static struct queue *jobs, *results;

static uint32_t work(uint32_t x) {
    for (int i = 0; i < STEPS; i++) x = x * 1664525 + 1013904223;
    return x;
}

static void *worker(void *unused) {
    (void)unused;
    for (int job; queue_take(jobs, &job);) queue_put(results, (int)work((uint32_t)job));
    return NULL;
}

static void *give(void *n) {
    for (int i = 0; i < *(int *)n; i++) queue_put(jobs, i);
    queue_close(jobs);
    return NULL;
}

int main(int argc, char **argv) {
    int n = bench_count(argc, argv, 500000), result;
    uint32_t sum = 0, expected = 0;

    jobs = queue_make(64);
    results = queue_make(64);
    int64_t start = bench_now();
    for (int i = 0; i < WORKERS; i++) queue_thread(worker, NULL);
    queue_thread(give, &n);
    for (int i = 0; i < n && queue_take(results, &result); i++) sum += (uint32_t)result;
    int64_t elapsed = bench_now() - start;
    for (int i = 0; i < n; i++) expected += work((uint32_t)i);
    bench_print((double)elapsed / n, "ns per op", sum == expected);
}
