/* compute with threads. */
#include "bench.h"
#include "queue.h"

static struct queue *result;
static int n;

static void *steps(void *unused) {
    unsigned x = 1;

    (void)unused;
    for (int i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
    }
    queue_put(result, (int)x);
    return NULL;
}

int main(int argc, char **argv) {
    int alone, first, second;

    n = bench_count(argc, argv, 60000000);
    result = queue_make(0);
    int64_t start = bench_now();
    queue_thread(steps, NULL);
    queue_take(result, &alone);
    int64_t one = bench_now() - start;

    start = bench_now();
    queue_thread(steps, NULL);
    queue_thread(steps, NULL);
    queue_take(result, &first);
    queue_take(result, &second);
    int64_t pair = bench_now() - start;
    bench_print(2.0 * (double)one / (double)pair, "times", first == alone && second == alone);
}
