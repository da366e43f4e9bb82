/* spawn_wait with threads: each puts its number into a queue with room for none. */
#include "bench.h"
#include "queue.h"

static struct queue *queue;

static void *one(void *number) {
    queue_put(queue, *(int *)number);
    return NULL;
}

int main(int argc, char **argv) {
    int n = bench_count(argc, argv, 10000), v = 0;
    int64_t sum = 0;

    queue = queue_make(0);
    int64_t start = bench_now();
    for (int i = 0; i < n; i++) {
        queue_thread(one, &i);
        queue_take(queue, &v); /* it has read i by then */
        sum += v;
    }
    bench_finish(start, n, sum == bench_sum(n));
}
