/* ring with threads: 500 of them, and as many queues with room for none. */
#include "bench.h"
#include "queue.h"

enum { LENGTH = 500 };

static struct queue *queues[LENGTH];

static void *neighbour(void *in) {
    struct queue **from = in;
    for (int v; queue_take(from[0], &v);) queue_put(from[1], v + 1);
    return NULL;
}

int main(int argc, char **argv) {
    int rounds = (bench_count(argc, argv, 50000) + LENGTH - 1) / LENGTH, v = 0;

    for (int i = 0; i < LENGTH; i++) queues[i] = queue_make(0);
    for (int i = 1; i < LENGTH; i++) queue_thread(neighbour, &queues[i - 1]);
    int64_t start = bench_now();
    for (int i = 0; i < rounds; i++) {
        queue_put(queues[0], v + 1);
        queue_take(queues[LENGTH - 1], &v);
    }
    bench_finish(start, rounds * LENGTH, v == rounds * LENGTH);
}
