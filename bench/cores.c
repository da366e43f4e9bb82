/* cores: whether two cores are there to be measured on.
 *
 * Times some work alone on each of two cores, then on both at once, by pinned threads. Prints how
 * much two get done against one: 2 when both cores are ours. Status 0 if that is at least the first
 * argument, 1 if not, 2 if there are not two cores. */
#define _GNU_SOURCE
#include "bench.h"
#include <pthread.h>
#include <sched.h>

enum {
    STEPS = 3000000, /* of the work: some milliseconds */
    TRIES = 3        /* of one core alone, of which the best counts */
};

static int cores[2];
static pthread_barrier_t both;
static volatile unsigned result; /* so that the work is not optimised away */

static void pin(int core) {
    cpu_set_t set;

    CPU_ZERO(&set);
    CPU_SET(core, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) exit(2);
}

static double work(void) {
    int64_t start = bench_now();
    unsigned x = 1;

    for (int i = 0; i < STEPS; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
    }
    result = x;
    return (double)(bench_now() - start);
}

static double alone(int core) {
    double best = 0;

    pin(core);
    for (int i = 0; i < TRIES; i++) {
        double time = work();
        if (i == 0 || time < best) best = time;
    }
    return best;
}

static void *at_once(void *time) {
    double *mine = time;

    pin(cores[mine[0] > 0]);
    pthread_barrier_wait(&both);
    *mine = work() + work();
    return NULL;
}

static bool find_cores(void) {
    cpu_set_t set;
    int found = 0;

    if (sched_getaffinity(0, sizeof set, &set) != 0) return false;
    for (int core = 0; core < CPU_SETSIZE && found < 2; core++)
        if (CPU_ISSET(core, &set)) cores[found++] = core;
    return found == 2;
}

int main(int argc, char **argv) {
    double wanted = argc > 1 ? atof(argv[1]) : 1.8;
    double times[2] = {0, 1}; /* in: which core, out: how long it took */
    pthread_t threads[2];

    if (!find_cores() || pthread_barrier_init(&both, NULL, 2) != 0) return 2;
    double one = (alone(cores[0]) + alone(cores[1])) / 2;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, at_once, &times[i]) != 0) return 2;
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    double longer = times[0] > times[1] ? times[0] : times[1];
    printf("%.2f\n", 4 * one / longer);
    return 4 * one / longer < wanted;
}
