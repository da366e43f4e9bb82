/* spawn with threads: each puts one number into a queue with room for none. */
#include "bench.h"
#include "queue.h"

enum { BATCH = 1000 };

static struct queue *queue;
static int numbers[BATCH];

static void *one(void *number) {
    queue_put(queue, *(int *)number);
    return NULL;
}

int main(int argc, char **argv) {
    int batches = (bench_count(argc, argv, 10000) + BATCH - 1) / BATCH;
    int64_t sum = 0;

    for (int i = 0; i < BATCH; i++) numbers[i] = i;
    queue = queue_make(0);
    int64_t start = bench_now();
    for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < BATCH; i++) queue_thread(one, &numbers[i]);
        for (int v = 0, i = 0; i < BATCH; i++) {
            queue_take(queue, &v);
            sum += v;
        }
    }
    bench_finish(start, batches * BATCH, sum == bench_sum(BATCH) * batches);
}
