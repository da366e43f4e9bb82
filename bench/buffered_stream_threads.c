/* buffered_stream with threads: one fills a queue with room for 100, one empties it. */
#include "bench.h"
#include "queue.h"

static struct queue *queue;
static int n;

static void *numbers(void *unused) {
    (void)unused;
    for (int i = 0; i < n; i++) queue_put(queue, i);
    queue_close(queue);
    return NULL;
}

int main(int argc, char **argv) {
    int64_t sum = 0;

    n = bench_count(argc, argv, 3000000);
    queue = queue_make(100);
    int64_t start = bench_now();
    queue_thread(numbers, NULL);
    for (int v; queue_take(queue, &v);) sum += v;
    bench_finish(start, n, sum == bench_sum(n));
}
