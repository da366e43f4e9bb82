/* ping_pong with threads: two queues with room for none. */
#include "bench.h"
#include "queue.h"

static struct queue *ping, *pong;

static void *opponent(void *unused) {
    (void)unused;
    for (int v; queue_take(ping, &v);) queue_put(pong, v + 1);
    return NULL;
}

int main(int argc, char **argv) {
    int n = bench_count(argc, argv, 20000), v = 0;

    ping = queue_make(0);
    pong = queue_make(0);
    queue_thread(opponent, NULL);
    int64_t start = bench_now();
    for (int i = 0; i < n; i++) {
        queue_put(ping, v);
        queue_take(pong, &v);
    }
    bench_finish(start, n, v == n);
}
