/* producers_consumers with threads: four fill a queue with room for 64, four empty it. */
#include "bench.h"
#include "queue.h"

enum { SIDES = 4 };

static struct queue *queue;
static int each;

static void *producer(void *unused) {
    (void)unused;
    for (int i = 0; i < each; i++) queue_put(queue, i);
    return NULL;
}

static void *consumer(void *sum) {
    for (int v; queue_take(queue, &v);) *(int64_t *)sum += v;
    return NULL;
}

static void start_thread(pthread_t *thread, void *(*function)(void *), void *argument) {
    if (pthread_create(thread, NULL, function, argument) != 0) abort();
}

int main(int argc, char **argv) {
    pthread_t producers[SIDES], consumers[SIDES];
    int64_t sums[SIDES] = {0}, sum = 0;

    each = (bench_count(argc, argv, 1000000) + SIDES - 1) / SIDES;
    queue = queue_make(64);
    int64_t start = bench_now();
    for (int i = 0; i < SIDES; i++) {
        start_thread(&consumers[i], consumer, &sums[i]);
        start_thread(&producers[i], producer, NULL);
    }
    for (int i = 0; i < SIDES; i++) pthread_join(producers[i], NULL);
    queue_close(queue);
    for (int i = 0; i < SIDES; i++) {
        pthread_join(consumers[i], NULL);
        sum += sums[i];
    }
    bench_finish(start, each * SIDES, sum == bench_sum(each) * SIDES);
}
