/* Select: what is ready, the choice among several, waiting, closing, the same channel twice, poll.
 */
#include "runtime_test.h"

#include <signal.h>
#include <sys/mman.h>

static void sends_when_there_is_room(void) {
    chanc_chan *c = MAKE(1);
    chanc_case cases[1];
    int value = 5;
    cases[0] = chanc_case_send(c, &value);
    EXPECT_EQUAL(chanc_select(cases, 1, CHANC_AT), 0);
    EXPECT_EQUAL(chanc_poll(cases, 1, CHANC_AT), -1);
    EXPECT_EQUAL(RECV(c), 5);
    FREE(c);
}

static void receives_a_value_or_the_close(void) {
    chanc_chan *c = MAKE(1);
    chanc_case cases[2];
    int v = 0;
    SEND(c, 6);
    cases[0] = chanc_case_recv(NULL, &v);
    cases[1] = chanc_case_recv(c, &v);
    EXPECT_EQUAL(chanc_select(cases, 2, CHANC_AT), 1);
    EXPECT_EQUAL(v, 6);
    EXPECT(cases[1].ok);
    CLOSE(c);
    EXPECT_EQUAL(chanc_select(cases, 2, CHANC_AT), 1);
    EXPECT_EQUAL(v, 0);
    EXPECT(!cases[1].ok);
    FREE(c);
}

static void poll_never_blocks(void) {
    chanc_chan *empty = MAKE(0), *full = MAKE(1);
    chanc_case cases[3];
    int v = 3;
    SEND(full, 1);
    cases[0] = chanc_case_recv(empty, &v);
    cases[1] = chanc_case_send(full, &v);
    cases[2] = chanc_case_recv(NULL, &v);
    EXPECT_EQUAL(chanc_poll(cases, 3, CHANC_AT), -1);
    EXPECT_EQUAL(chanc_poll(cases, 1, CHANC_AT), -1);
    EXPECT_EQUAL(chanc_poll(cases, 0, CHANC_AT), -1);
    EXPECT_EQUAL(chanc_poll(cases + 2, 1, CHANC_AT), -1);
    RECV(full);
    EXPECT_EQUAL(chanc_poll(cases, 3, CHANC_AT), 1);
    FREE(empty);
    FREE(full);
}

/* The choice among k ready cases of n: each count must be near its share. The bound on chi-square
 * is so far out that a right generator passes some 10^12 runs. */
static void check_uniform(int n, unsigned ready) {
    enum { ROUNDS = 60000 };
    chanc_chan *channels[16];
    chanc_case cases[16];
    double expected, chi_square = 0;
    int counts[16] = {0}, k = 0, v = 0;
    for (int i = 0; i < n; i++) {
        channels[i] = MAKE(1);
        if (i % 2) SEND(channels[i], 1); /* odd cases receive, even ones send */
        k += ready >> i & 1;
    }
    for (int round = 0; round < ROUNDS; round++) {
        int chosen;
        for (int i = 0; i < n; i++) {
            chanc_chan *c = ready >> i & 1 ? channels[i] : NULL;
            cases[i] = i % 2 ? chanc_case_recv(c, &v) : chanc_case_send(c, &v);
        }
        chosen = round % 2 ? chanc_select(cases, n, CHANC_AT) : chanc_poll(cases, n, CHANC_AT);
        EXPECT(chosen >= 0 && chosen < n);
        counts[chosen]++;
        if (chosen % 2)
            SEND(channels[chosen], 1);
        else
            RECV(channels[chosen]);
    }
    expected = (double)ROUNDS / k;
    for (int i = 0; i < n; i++) {
        double off = counts[i] - expected;
        if (ready >> i & 1)
            chi_square += off * off / expected;
        else
            EXPECT_EQUAL(counts[i], 0);
        FREE(channels[i]);
    }
    EXPECT(chi_square < 100);
}

static void choice_is_uniform(void) {
    check_uniform(2, 0x3);
    check_uniform(3, 0x7);
    check_uniform(8, 0xff);
    check_uniform(8, 0xc1);
    check_uniform(16, 0xffff);
    check_uniform(16, 0x8013);
}

struct job {
    chanc_chan *a, *b, *told;
};

static void select_two(void *p) {
    struct job *j = p;
    chanc_case cases[2];
    int v = 0, i;
    cases[0] = chanc_case_recv(j->a, &v);
    cases[1] = chanc_case_recv(j->b, &v);
    i = chanc_select(cases, 2, CHANC_AT);
    SEND(j->told, cases[i].ok ? v * 10 + i : -1 - i);
}

static void waiting_select_gets_a_value(void) {
    chanc_chan *a = MAKE(0), *b = MAKE(2), *told = MAKE(0);
    for (int i = 0; i < 100; i++) {
        GO(select_two, (struct job){a, b, told});
        if (i % 3 == 0) chanc_sleep(100000);
        SEND(i % 2 ? b : a, i);
        EXPECT_EQUAL(RECV(told), i * 10 + i % 2);
    }
    FREE(a);
    FREE(b);
    FREE(told);
}

static void waiting_select_sees_the_close(void) {
    chanc_chan *a = MAKE(0), *b = MAKE(0), *told = MAKE(0);
    for (int i = 0; i < 10; i++) GO(select_two, (struct job){a, b, told});
    wait_until_blocked(b, 10);
    CLOSE(b);
    FREE(b);
    for (int i = 0; i < 10; i++) EXPECT_EQUAL(RECV(told), -2);
    FREE(a);
    FREE(told);
}

static void first_waiter_is_served_first(void) {
    chanc_chan *a = MAKE(0), *b = MAKE(0), *told[4];
    for (int i = 0; i < 4; i++) {
        told[i] = MAKE(1);
        GO(select_two, (struct job){a, b, told[i]});
        wait_until_blocked(b, i + 1);
    }
    for (int i = 0; i < 4; i++) {
        SEND(i % 2 ? a : b, i);
        EXPECT_EQUAL(RECV(told[i]), i * 10 + !(i % 2));
        FREE(told[i]);
    }
    FREE(a);
    FREE(b);
}

/* Sends and receives on the same channel in one select. */
static void meet(void *p) {
    struct job *j = p;
    int sent = 1, got = 0;
    chanc_case cases[2];
    cases[0] = chanc_case_send(j->a, &sent);
    cases[1] = chanc_case_recv(j->a, &got);
    SEND(j->told, chanc_select(cases, 2, CHANC_AT));
}

static void same_channel_both_ways(void) {
    enum { PAIRS = 50 };
    chanc_chan *c = MAKE(0), *told = MAKE(2 * PAIRS);
    int receivers = 0;
    for (int i = 0; i < 2 * PAIRS; i++) GO(meet, (struct job){c, NULL, told});
    for (int i = 0; i < 2 * PAIRS; i++) receivers += RECV(told);
    EXPECT_EQUAL(receivers, PAIRS); /* nobody met himself */
    FREE(c);
    FREE(told);
}

static void same_channel_many_times(void) {
    chanc_chan *c = MAKE(0), *told = MAKE(0);
    GO(select_two, (struct job){c, c, told});
    SEND(c, 4);
    EXPECT_EQUAL(RECV(told) / 10, 4);
    FREE(c);
    FREE(told);
}

static void select_mixed(void *p) {
    struct job *j = p;
    chanc_chan *order[7] = {j->b, j->a, j->told, j->a, j->b, j->told, j->a};
    chanc_case cases[7];
    int v = 0;
    for (int n = 1; n <= 7; n++) {
        for (int i = 0; i < n; i++) cases[i] = chanc_case_recv(order[i], &v);
        chanc_select(cases, n, CHANC_AT);
    }
    CLOSE(j->a);
}

static void channels_repeat_in_any_order(void) {
    chanc_chan *a = MAKE(0), *b = MAKE(0), *c = MAKE(0);
    GO(select_mixed, (struct job){a, b, c});
    for (int i = 0; i < 7; i++) {
        chanc_sleep(MILLISECOND);
        SEND(b, 1);
    }
    RECV(a);
    FREE(a);
    FREE(b);
    FREE(c);
}

struct many {
    chanc_chan **channels;
    int n;
    chanc_chan *told;
};

static void select_many(void *p) {
    struct many *m = p;
    chanc_case *cases = malloc((size_t)m->n * sizeof *cases);
    int v = 0;
    for (int i = 0; i < m->n; i++) cases[i] = chanc_case_recv(m->channels[i], &v);
    for (int i = 0; i < m->n; i++) {
        int chosen = chanc_select(cases, m->n, CHANC_AT);
        SEND(m->told, v == chosen);
    }
    free(cases);
}

static void a_thousand_cases(void) {
    enum { MANY = 1000 };
    chanc_chan *channels[MANY], *told = MAKE(0);
    for (int i = 0; i < MANY; i++) channels[i] = MAKE(0);
    GO(select_many, (struct many){channels, MANY, told});
    for (int i = 0; i < MANY; i++) {
        SEND(channels[(i * 7) % MANY], (i * 7) % MANY);
        EXPECT(RECV(told));
    }
    for (int i = 0; i < MANY; i++) FREE(channels[i]);
    FREE(told);
}

/* One token goes round between two channels, put into the other before it is taken from the one:
 * at each moment one of the two has one. */
static void shuttle(void *p) {
    struct job *j = p;
    for (int i = 0; i < 3000; i++) {
        SEND(i % 2 ? j->a : j->b, 1);
        RECV(i % 2 ? j->b : j->a);
    }
    CLOSE(j->told);
}

static void poll_of_several_is_of_one_moment(void) {
    chanc_chan *a = MAKE(2), *b = MAKE(2), *done = MAKE(0);
    int v, round = 0;
    SEND(a, 1);
    GO(shuttle, (struct job){a, b, done});
    do {
        chanc_case cases[3];
        cases[0] = chanc_case_recv(a, &v);
        cases[1] = chanc_case_recv(b, &v);
        cases[2] = chanc_case_recv(done, &v);
        int i = chanc_poll(cases, 3, CHANC_AT);
        EXPECT(i != -1);
        if (i == 2) break;
        SEND(i == 0 ? a : b, v);
        if (++round % 16 == 0) chanc_yield();
    } while (true);
    FREE(a);
    FREE(b);
    FREE(done);
}

/* After a handshake the other channel may be freed, although the select may still be leaving. */
static void others_may_be_freed_at_once(void) {
    chanc_chan *told = MAKE(0);
    for (int i = 0; i < 300; i++) {
        chanc_chan *a = MAKE(0), *b = MAKE(0);
        GO(select_two, (struct job){a, b, told});
        if (i % 2) chanc_yield();
        SEND(a, 1);
        if (i % 3 == 0) CLOSE(b);
        FREE(b);
        FREE(a);
        EXPECT_EQUAL(RECV(told), 10);
    }
    FREE(told);
}

struct either {
    chanc_chan *quit, *jobs, *ended;
};

static void wait_for_either(void *p) {
    struct either *e = p;
    chanc_case cases[] = {chanc_case_recv(e->quit, NULL), chanc_case_recv(e->jobs, NULL)};
    EXPECT_EQUAL(chanc_select(cases, 2, CHANC_AT), 0);
    SEND(e->ended, 1);
}

/* Else each send would pass over all of them again. */
static void who_was_served_elsewhere_is_found_once(void) {
    enum { SELECTS = 100 };
    int value = 1;
    struct either e = {MAKE(0), MAKE(0), MAKE(SELECTS)};
    for (int i = 0; i < SELECTS; i++) GO(wait_for_either, e);
    chanc_sleep(20 * MILLISECOND);
    CLOSE(e.quit);
    chanc_case send = chanc_case_send(e.jobs, &value);
    EXPECT_EQUAL(chanc_poll(&send, 1, CHANC_AT), -1);
    EXPECT(!chanc_may_be_ready(&send));
    for (int i = 0; i < SELECTS; i++) RECV(e.ended); /* some may only begin now */
    FREE(e.ended);
    FREE(e.jobs);
    FREE(e.quit);
}

/* A goroutine whose claim shows when it is touched: what a poll would say of its channel then. */
static struct {
    struct chanc_g *g;
    chanc_case send;
    bool may_be_ready;
} touched;

static void on_touch(int signal) {
    (void)signal;
    touched.may_be_ready = chanc_may_be_ready(&touched.send);
    mprotect(touched.g, sizeof *touched.g, PROT_READ | PROT_WRITE);
}

/* Until it is known whether another case has: else who polls its channels one after the other could find nobody there,
 * and then serve it. */
static void who_may_not_be_served_elsewhere_is_seen(void) {
    struct sigaction action = {.sa_handler = on_touch, .sa_flags = SA_ONSTACK}, before;
    int value = 1;
    chanc_chan *c = MAKE(0);
    touched.g =
        mmap(NULL, sizeof *touched.g, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(touched.g != MAP_FAILED);
    touched.g->claim = 1;
    touched.send = chanc_case_send(c, &value);
    touched.may_be_ready = false;
    struct chanc_waiter w = {.g = touched.g, .selecting = true};
    chanc_ring_add(&c->receivers, &w.link);
    EXPECT_EQUAL(sigaction(SIGSEGV, &action, &before), 0);
    EXPECT_EQUAL(mprotect(touched.g, sizeof *touched.g, PROT_NONE), 0);
    EXPECT_EQUAL(chanc_poll(&touched.send, 1, CHANC_AT), -1);
    EXPECT_EQUAL(sigaction(SIGSEGV, &before, NULL), 0);
    EXPECT(touched.may_be_ready);
    EXPECT(!chanc_may_be_ready(&touched.send));
    chanc_channel_leave(c, &c->receivers, &w);
    FREE(c);
    munmap(touched.g, sizeof *touched.g);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(sends_when_there_is_room),
        TEST(receives_a_value_or_the_close),
        TEST(poll_never_blocks),
        TEST(choice_is_uniform),
        TEST(waiting_select_gets_a_value),
        TEST(waiting_select_sees_the_close),
        TEST(first_waiter_is_served_first),
        TEST(same_channel_both_ways),
        TEST(same_channel_many_times),
        TEST(channels_repeat_in_any_order),
        TEST(a_thousand_cases),
        TEST(poll_of_several_is_of_one_moment),
        TEST(others_may_be_freed_at_once),
        TEST(who_was_served_elsewhere_is_found_once),
        TEST(who_may_not_be_served_elsewhere_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, all_tests);
}
