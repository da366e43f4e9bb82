/* stress.c - does everything at once, at random, and checks that nothing is lost.
 *
 *     stress [SEED [SECONDS]]
 *
 * Each round makes some channels of random capacity, senders and receivers. A sender sends numbered
 * values, each to a channel of its own choice and in a way of its own choice: plainly, by a select
 * over several channels, by polling. Receivers do likewise until all channels are closed. In between
 * they yield, sleep, wait for timers and pipes, compute, block their thread in the kernel, and start
 * other goroutines; the number of workers changes. Another thread takes part as a foreign one.
 *
 * What is checked: every value sent is received exactly once; of one sender, through one channel, a
 * receiver gets them in order; goroutines end. Rounds follow from the seed, but for the order in which
 * goroutines run. Prints rounds and values; the first violation ends it with status 1.
 */
#include "chanc.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHANNELS = 6, SENDERS = 24, RECEIVERS = 8, VALUES = 300 };

/* What is sent. */
struct value {
    uint32_t sender;
    uint32_t number; /* counted by the sender for each channel */
    uint64_t check;  /* follows from both */
};

struct round {
    chanc_chan *channels[CHANNELS];
    chanc_chan *ended; /* gets one event from each receiver and each helper */
    chanc_wg senders;
    _Atomic uint64_t sent, received, sum_sent, sum_received;
};

/* A goroutine's part in a round. */
struct part {
    struct round *round;
    uint32_t id;
    uint64_t random;
};

static void fail(const char *what) {
    printf("failed: %s\n", what);
    fflush(stdout);
    _exit(1);
}

static uint32_t below(uint64_t *state, uint32_t n) {
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((*state >> 33) * n >> 31);
}

/* --- what happens in between -------------------------------------------------------------------- */

static void help(void *p) {
    struct part *part = p;
    chanc_sleep(below(&part->random, 200000));
    chanc_send(part->round->ended, NULL, CHANC_AT);
}

static void wait_for_pipe(void) {
    int ends[2];
    char byte = 'x';
    if (pipe(ends) != 0) return; /* too many at once */
    if (chanc_fdwait(ends[0], POLLIN, 50000) != 0) fail("an empty pipe is ready");
    if (chanc_write(ends[1], &byte, 1) != 1) fail("a pipe takes no byte");
    if (chanc_read(ends[0], &byte, 1) != 1 || byte != 'x') fail("a pipe gives no byte");
    close(ends[0]);
    close(ends[1]);
}

static void wait_for_timer(uint64_t *random) {
    chanc_chan *timer = chanc_after(below(random, 100000));
    if (below(random, 2)) chanc_recv(timer, NULL, CHANC_AT);
    chanc_free(timer, CHANC_AT);
}

static void pause_somehow(struct part *part) {
    switch (below(&part->random, 200)) {
    case 0: chanc_sleep(below(&part->random, 300000)); break;
    case 1: wait_for_timer(&part->random); break;
    case 2: wait_for_pipe(); break;
    case 3: usleep(below(&part->random, 500)); break;
    case 4:
        for (volatile uint32_t i = below(&part->random, 100000); i > 0; i--) continue;
        break;
    case 5: chanc_procs(1 + (int)below(&part->random, 5)); break;
    case 6:
    case 7:
    case 8:
    case 9: chanc_yield(); break;
    default: break;
    }
}

/* Polls, but not for ever: two that only poll do not meet. */
static int poll_a_while(chanc_case *cases, int n) {
    int chosen;
    for (int tries = 0; tries < 20; tries++) {
        if ((chosen = chanc_poll(cases, n, CHANC_AT)) >= 0) return chosen;
        chanc_yield();
    }
    return chanc_select(cases, n, CHANC_AT);
}

/* --- senders -------------------------------------------------------------------------------------- */

static struct value make_value(uint32_t sender, uint32_t number) {
    return (struct value){sender, number, (uint64_t)sender * 0x9E3779B97F4A7C15U ^ number};
}

/* Sends what is next for one of the channels; returns which. */
static int send_one(struct part *part, const uint32_t *numbers) {
    struct round *r = part->round;
    struct value values[CHANNELS];
    chanc_case cases[CHANNELS];
    int way = (int)below(&part->random, 3), n = 0, chosen = (int)below(&part->random, CHANNELS);
    int channels[CHANNELS];
    if (way == 0) {
        values[0] = make_value(part->id, numbers[chosen]);
        chanc_send(r->channels[chosen], values, CHANC_AT);
        return chosen;
    }
    for (int c = 0; c < CHANNELS; c++) {
        if (c != chosen && below(&part->random, 2)) continue;
        values[n] = make_value(part->id, numbers[c]);
        cases[n] = chanc_case_send(r->channels[c], &values[n]);
        channels[n++] = c;
    }
    return channels[way == 1 ? chanc_select(cases, n, CHANC_AT) : poll_a_while(cases, n)];
}

static void send_all(void *p) {
    struct part *part = p;
    struct round *r = part->round;
    uint32_t numbers[CHANNELS] = {0};
    uint64_t sum = 0;
    for (int i = 0; i < VALUES; i++) {
        int c = send_one(part, numbers);
        sum += make_value(part->id, numbers[c]++).check;
        pause_somehow(part);
    }
    atomic_fetch_add(&r->sent, VALUES);
    atomic_fetch_add(&r->sum_sent, sum);
    chanc_wg_done(&r->senders);
}

/* --- receivers ------------------------------------------------------------------------------------ */

/* Receives one value from one of those open, of which there is one at least; false: it is closed. */
static bool receive_one(struct part *part, const bool *open, int *from, struct value *v) {
    struct round *r = part->round;
    chanc_case cases[CHANNELS];
    int channels[CHANNELS], n = 0, way = (int)below(&part->random, 3), chosen;
    for (int c = 0; c < CHANNELS; c++) {
        if (!open[c]) continue;
        cases[n] = chanc_case_recv(r->channels[c], v);
        channels[n++] = c;
    }
    if (way == 0 && n == 1) {
        *from = channels[0];
        return chanc_recv_ok(r->channels[*from], v, CHANC_AT);
    }
    chosen = way == 1 ? poll_a_while(cases, n) : chanc_select(cases, n, CHANC_AT);
    *from = channels[chosen];
    return cases[chosen].ok;
}

static void receive_all(void *p) {
    struct part *part = p;
    struct round *r = part->round;
    bool open[CHANNELS];
    static const struct value zero;
    uint32_t next[CHANNELS][SENDERS + 1] = {{0}};
    int left = CHANNELS, from;
    uint64_t count = 0, sum = 0;
    memset(open, true, sizeof open);
    while (left > 0) {
        struct value v = {1, 1, 1};
        if (!receive_one(part, open, &from, &v)) {
            if (memcmp(&v, &zero, sizeof v) != 0) fail("a closed channel gives no zero");
            open[from] = false;
            left--;
            continue;
        }
        if (v.check != make_value(v.sender, v.number).check) fail("a value is damaged");
        if (v.number < next[from][v.sender]) fail("values come out of order");
        next[from][v.sender] = v.number + 1;
        count++;
        sum += v.check;
        pause_somehow(part);
    }
    atomic_fetch_add(&r->received, count);
    atomic_fetch_add(&r->sum_received, sum);
    chanc_send(r->ended, NULL, CHANC_AT);
}

/* --- rounds ----------------------------------------------------------------------------------------- */

static void *send_from_thread(void *p) {
    send_all(p);
    return NULL;
}

static void run_round(uint64_t seed) {
    struct round r = {.ended = chanc_make(0, 0, CHANC_AT)};
    struct part part = {.round = &r, .random = seed};
    struct part foreign;
    pthread_t thread;
    for (int c = 0; c < CHANNELS; c++) {
        static const int capacities[] = {0, 0, 1, 7, 64};
        r.channels[c] =
            chanc_make(sizeof(struct value), capacities[below(&part.random, 5)], CHANC_AT);
    }
    chanc_wg_add(&r.senders, SENDERS + 1);
    for (part.id = 0; part.id < SENDERS; part.id++) {
        part.random += 0x9E3779B97F4A7C15U;
        chanc_go(send_all, &part, sizeof part, CHANC_AT);
        if (part.id < RECEIVERS) chanc_go(receive_all, &part, sizeof part, CHANC_AT);
        chanc_go(help, &part, sizeof part, CHANC_AT);
    }
    foreign = part;
    if (pthread_create(&thread, NULL, send_from_thread, &foreign) != 0) fail("no thread");
    chanc_wg_wait(&r.senders);
    for (int c = 0; c < CHANNELS; c++) chanc_close(r.channels[c], CHANC_AT);
    for (int i = 0; i < RECEIVERS + SENDERS; i++) chanc_recv(r.ended, NULL, CHANC_AT);
    pthread_join(thread, NULL);
    if (r.sent != r.received) fail("values are lost or come twice");
    if (r.sum_sent != r.sum_received) fail("other values come than were sent");
    for (int c = 0; c < CHANNELS; c++) chanc_free(r.channels[c], CHANC_AT);
    chanc_free(r.ended, CHANC_AT);
}

static uint64_t seed, seconds, rounds;

static void run_rounds(void *done) {
    chanc_chan *c = *(chanc_chan **)done;
    int64_t end = chanc_now() + (int64_t)seconds * 1000000000;
    do run_round(seed + rounds++ * 1000003);
    while (chanc_now() < end);
    chanc_close(c, CHANC_AT);
}

int main(int argc, char **argv) {
    chanc_chan *done = chanc_make(0, 0, CHANC_AT);
    seed = argc > 1 ? strtoull(argv[1], NULL, 0) : 1;
    seconds = argc > 2 ? strtoull(argv[2], NULL, 0) : 10;
    chanc_go(run_rounds, &done, sizeof done, CHANC_AT);
    chanc_recv(done, NULL, CHANC_AT);
    chanc_free(done, CHANC_AT);
    printf("seed %llu: %llu rounds, %llu values, nothing lost\n", (unsigned long long)seed,
           (unsigned long long)rounds, (unsigned long long)rounds * (SENDERS + 1) * VALUES);
    return 0;
}
