/* Stress: goroutines at random work over random channels; what must hold is counted.
 *
 * Each round has a few channels, each with its own goroutines that send and receive, by plain
 * operations, selects over several channels, and polls, while timers run. Every value is sent once:
 * that each arrives once, and those of one sender through one channel in order, is checked.
 * The program takes the number of rounds and a seed for a longer run. */
#include "runtime_test.h"

#include <stdatomic.h>

enum { CHANNELS = 4, SENDERS = 6, RECEIVERS = 5, VALUES = 300 };

struct value {
    int sender;
    int number;
};

struct round {
    chanc_chan *channels[CHANNELS];
    _Atomic unsigned char seen[SENDERS][VALUES];
    _Atomic int received;
    chanc_wg senders, receivers;
    unsigned seed;
};

struct worker {
    struct round *round;
    int number;
};

static unsigned seed = 20240607;
static int rounds = 12;

static unsigned draw(unsigned *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void rest(unsigned *state) {
    unsigned r = draw(state) % 200;
    if (r == 0) chanc_sleep(draw(state) % 50000);
    if (r == 1) usleep(draw(state) % 50);
    if (r == 2) chanc_yield();
    if (r == 3) chanc_free(chanc_after(draw(state) % 100000), CHANC_AT);
}

/* Sends on one of some channels, whichever is ready; polls before it waits, at times. */
static void send_somewhere(struct round *r, unsigned *state, const struct value *v) {
    chanc_case cases[CHANNELS];
    int n = 1 + (int)(draw(state) % CHANNELS);
    if (n == 1) {
        chanc_send(r->channels[draw(state) % CHANNELS], v, CHANC_AT);
        return;
    }
    for (int i = 0; i < n; i++) cases[i] = chanc_case_send(r->channels[draw(state) % CHANNELS], v);
    if (draw(state) % 4 == 0 && chanc_poll(cases, n, CHANC_AT) >= 0) return;
    chanc_select(cases, n, CHANC_AT);
}

static void send_all(void *p) {
    struct worker *w = p;
    unsigned state = w->round->seed + (unsigned)w->number;
    for (int i = 0; i < VALUES; i++) {
        struct value v = {w->number, i};
        send_somewhere(w->round, &state, &v);
        rest(&state);
    }
    chanc_wg_done(&w->round->senders);
}

static void check_value(struct round *r, const struct value *v, int *last) {
    EXPECT(v->sender >= 0 && v->sender < SENDERS && v->number >= 0 && v->number < VALUES);
    EXPECT_EQUAL(atomic_fetch_add(&r->seen[v->sender][v->number], 1), 0);
    if (last) {
        EXPECT(v->number > last[v->sender]);
        last[v->sender] = v->number;
    }
    atomic_fetch_add(&r->received, 1);
}

/* Receives from one channel until it is closed: what one sender sent comes in order, if nobody else
 * receives from it. */
static void receive_from_one(struct round *r, unsigned *state, chanc_chan *c, bool alone) {
    int last[SENDERS];
    struct value v;
    memset(last, -1, sizeof last);
    while (chanc_next(c, &v, CHANC_AT)) {
        check_value(r, &v, alone ? last : NULL);
        rest(state);
    }
}

/* Receives from all channels until all are closed. */
static void receive_from_all(struct round *r, unsigned *state) {
    chanc_case cases[CHANNELS];
    struct value v;
    int open = CHANNELS;
    for (int i = 0; i < CHANNELS; i++) cases[i] = chanc_case_recv(r->channels[i], &v);
    while (open > 0) {
        int chosen = chanc_select(cases, CHANNELS, CHANC_AT);
        if (cases[chosen].ok) {
            check_value(r, &v, NULL);
            rest(state);
        } else {
            cases[chosen].chan = NULL; /* never ready again */
            open--;
        }
    }
}

static void receive_all(void *p) {
    struct worker *w = p;
    struct round *r = w->round;
    unsigned state = r->seed + 1000 + (unsigned)w->number;
    bool alone = r->seed % 2 == 0; /* the last receiver, over all channels, is not there then */
    if (w->number < CHANNELS)
        receive_from_one(r, &state, r->channels[w->number], alone);
    else if (!alone)
        receive_from_all(r, &state);
    chanc_wg_done(&r->receivers);
}

static void run_round(unsigned round_seed) {
    struct round *r = calloc(1, sizeof *r);
    r->seed = round_seed;
    for (int i = 0; i < CHANNELS; i++)
        r->channels[i] = chanc_make(sizeof(struct value), i * (int)(round_seed % 3), CHANC_AT);
    chanc_wg_add(&r->senders, SENDERS);
    chanc_wg_add(&r->receivers, RECEIVERS);
    for (int i = 0; i < RECEIVERS; i++) GO(receive_all, (struct worker){r, i});
    for (int i = 0; i < SENDERS; i++) GO(send_all, (struct worker){r, i});
    chanc_wg_wait(&r->senders);
    for (int i = 0; i < CHANNELS; i++) CLOSE(r->channels[i]);
    chanc_wg_wait(&r->receivers);
    EXPECT_EQUAL(atomic_load(&r->received), SENDERS * VALUES);
    for (int i = 0; i < CHANNELS; i++) FREE(r->channels[i]);
    free(r);
}

static void every_value_arrives_once(void) {
    for (int i = 0; i < rounds; i++) run_round(seed + (unsigned)i);
}

struct tree {
    chanc_chan *parent; /* where the number of nodes goes */
    int depth;
};

static void grow(void *p) {
    struct tree *t = p;
    int nodes = 1;
    if (t->depth > 0) {
        chanc_chan *children = MAKE(0);
        for (int i = 0; i < 2; i++) GO(grow, (struct tree){children, t->depth - 1});
        for (int i = 0; i < 2; i++) nodes += RECV(children);
        FREE(children);
    }
    SEND(t->parent, nodes);
}

static void trees_grow_and_fall(void) {
    chanc_chan *c = MAKE(0);
    for (int i = 0; i < 10; i++) {
        GO(grow, (struct tree){c, 6});
        EXPECT_EQUAL(RECV(c), 127);
    }
    FREE(c);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_value_arrives_once),
        TEST(trees_grow_and_fall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    if (argc > 1) rounds = atoi(argv[1]);
    if (argc > 2) seed = (unsigned)strtoul(argv[2], NULL, 10);
    return run_everywhere(argv, all_tests);
}
