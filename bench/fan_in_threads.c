/* fan_in with threads: 100 fill a queue with room for none, one empties it. */
#include "bench.h"
#include "queue.h"

enum { PRODUCERS = 100 };

static struct queue *queue;
static int each;

static void *producer(void *unused) {
    (void)unused;
    for (int i = 0; i < each; i++) queue_put(queue, i);
    return NULL;
}

int main(int argc, char **argv) {
    int64_t sum = 0;

    each = (bench_count(argc, argv, 30000) + PRODUCERS - 1) / PRODUCERS;
    queue = queue_make(0);
    int64_t start = bench_now();
    for (int i = 0; i < PRODUCERS; i++) queue_thread(producer, NULL);
    for (int v = 0, i = 0; i < each * PRODUCERS; i++) {
        queue_take(queue, &v);
        sum += v;
    }
    bench_finish(start, each * PRODUCERS, sum == bench_sum(each) * PRODUCERS);
}
