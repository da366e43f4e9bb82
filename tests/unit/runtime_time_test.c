/* Time: sleep, yield, after, tick. Bounds are wide below only by what clocks may round; there is
 * none above but the test's own time limit, so that a busy machine makes no test fail. */
#include "runtime_test.h"

#include <malloc.h>

static void sleep_takes_its_time(void) {
    const int64_t times[] = {1, 1000, 100000, MILLISECOND, 20 * MILLISECOND};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        int64_t start = chanc_now();
        chanc_sleep(times[i]);
        EXPECT(chanc_now() - start >= times[i]);
    }
}

static void sleep_of_nothing_returns(void) {
    chanc_sleep(0);
    chanc_sleep(-5);
    chanc_sleep(INT64_MIN);
}

struct sleeper {
    chanc_chan *told;
    int ms;
};

static void sleep_and_tell(void *p) {
    struct sleeper *s = p;
    chanc_sleep(s->ms * MILLISECOND);
    SEND(s->told, s->ms);
}

/* Unless the machine is so busy that one begins to sleep, or goes on, too late: not every time. */
static void sleepers_wake_in_order(void) {
    chanc_chan *told = MAKE(0);
    bool ordered = false;
    for (int tries = 0; tries < 20 && !ordered; tries++) {
        ordered = true;
        for (int i = 0; i < 5; i++) GO(sleep_and_tell, (struct sleeper){told, (5 - i) * 30});
        for (int i = 1; i <= 5; i++) ordered &= RECV(told) == i * 30;
    }
    EXPECT(ordered);
    FREE(told);
}

static void many_sleep_at_once(void) {
    enum { MANY = 500 };
    chanc_chan *told = MAKE(MANY);
    int64_t start = chanc_now(), sum = 0, expected = 0;
    for (int i = 0; i < MANY; i++) {
        GO(sleep_and_tell, (struct sleeper){told, i * 37 % 50});
        expected += i * 37 % 50;
    }
    for (int i = 0; i < MANY; i++) sum += RECV(told);
    EXPECT_EQUAL(sum, expected);
    EXPECT(chanc_now() - start < 50 * MANY * MILLISECOND);
    FREE(told);
}

static int64_t receive_time(chanc_chan *c) {
    int64_t t = -1;
    chanc_recv(c, &t, CHANC_AT);
    return t;
}

static void after_gives_the_time_once(void) {
    int64_t start = chanc_now(), t;
    chanc_chan *c = chanc_after(10 * MILLISECOND);
    EXPECT_EQUAL(chanc_cap(c), 1);
    t = receive_time(c);
    EXPECT(t - start >= 10 * MILLISECOND);
    EXPECT(t <= chanc_now());
}

static void after_may_be_freed_before_and_after(void) {
    chanc_chan *waited = chanc_after(MILLISECOND), *due = chanc_after(MILLISECOND);
    chanc_chan *early = chanc_after(1000000 * MILLISECOND);
    FREE(early);
    receive_time(waited);
    FREE(waited);
    chanc_sleep(3 * MILLISECOND);
    EXPECT_EQUAL(chanc_len(due), 1);
    FREE(due);
    receive_time(chanc_after(-1));
}

static void received_after_blocks(void) {
    chanc_chan *c = chanc_after(1);
    chanc_case cases[1];
    int64_t t;
    receive_time(c);
    cases[0] = chanc_case_recv(c, &t);
    EXPECT_EQUAL(chanc_poll(cases, 1, CHANC_AT), -1);
}

static void after_in_a_select_times_out(void) {
    chanc_chan *never = MAKE(0);
    for (int i = 0; i < 20; i++) {
        chanc_chan *out = chanc_after((i % 4) * 100000);
        chanc_case cases[2];
        int64_t t;
        int v;
        cases[0] = chanc_case_recv(never, &v);
        cases[1] = chanc_case_recv(out, &t);
        EXPECT_EQUAL(chanc_select(cases, 2, CHANC_AT), 1);
        EXPECT(cases[1].ok);
        FREE(out);
    }
    FREE(never);
}

static void memory_of_afters_comes_back(void) {
    for (int i = 0; i < 5000; i++) receive_time(chanc_after(0)); /* leaks would be found by tools */
    for (int i = 0; i < 5000; i++) FREE(chanc_after(1000 * MILLISECOND));
}

struct patient {
    chanc_chan *quit;
    chanc_chan *done;
};

/* Goes on selecting on a channel that gives nothing any more. */
static void wait_for_the_dead(void *p) {
    struct patient *w = p;
    chanc_chan *dead = chanc_after(0);
    chanc_case cases[2];
    int64_t t;
    receive_time(dead);
    cases[0] = chanc_case_recv(dead, &t);
    cases[1] = chanc_case_recv(w->quit, NULL);
    EXPECT_EQUAL(chanc_select(cases, 2, CHANC_AT), 1);
    SEND(w->done, 1);
}

static void memory_of_afters_comes_back_though_many_are_waited_for(void) {
    enum { MANY = 1500, LATER = 20000 };
    size_t before;
    if (!chanc_fibers) return;
    struct patient w = {MAKE(0), MAKE(0)};
    for (int i = 1; i <= MANY; i++) {
        GO(wait_for_the_dead, w);
        if (i % 100 == 0) wait_until_blocked(w.quit, i); /* before so many die that it is freed */
    }
    for (int i = 0; i < LATER; i++) receive_time(chanc_after(0));
    before = mallinfo2().uordblks;
    for (int i = 0; i < LATER; i++) receive_time(chanc_after(0));
    EXPECT(mallinfo2().uordblks < before + LATER * sizeof(chanc_chan) / 4);
    CLOSE(w.quit);
    for (int i = 0; i < MANY; i++) RECV(w.done);
    FREE(w.quit);
    FREE(w.done);
}

static void tick_repeats_and_drops(void) {
    int64_t start = chanc_now(), last = start;
    chanc_chan *c = chanc_tick(2 * MILLISECOND);
    for (int i = 1; i <= 5; i++) {
        int64_t t = receive_time(c);
        EXPECT(t - start >= i * 2 * MILLISECOND);
        EXPECT(t > last);
        last = t;
    }
    chanc_sleep(20 * MILLISECOND);
    EXPECT_EQUAL(chanc_len(c), 1);
    FREE(c);
}

struct succession {
    _Atomic int received;
    chanc_chan *ended;
};

enum { SUCCESSORS = 3000 };

static void succeed(void *p) {
    struct succession *s = *(struct succession **)p;
    while (s->received < SUCCESSORS) {
        chanc_recv(chanc_after(0), NULL, CHANC_AT);
        s->received++;
    }
    SEND(s->ended, 1);
}

/* As a select has it whose waiter has just left the queue; and in the child of a fork for ever, if a thread had it. */
static void an_after_is_kept_while_its_lock_is_taken(void) {
    struct succession s = {.ended = MAKE(0)};
    chanc_chan *c = chanc_after(0);
    chanc_recv(c, NULL, CHANC_AT);
    chanc_lock(&c->lock);
    GO(succeed, (struct succession *){&s});
    for (int i = 0; i < 10000 && s.received < SUCCESSORS; i++) usleep(1000);
    EXPECT_EQUAL(s.received, SUCCESSORS); /* nobody waits for the lock */
    EXPECT_EQUAL(chanc_get(c->lock), 1);
    chanc_unlock(&c->lock);
    EXPECT_EQUAL(RECV(s.ended), 1);
    FREE(s.ended);
}

static void tick_of_no_time_never_ticks(void) {
    EXPECT(!chanc_tick(0));
    EXPECT(!chanc_tick(-1));
}

static void many_timers_start_and_stop(void) {
    enum { MANY = 2000 };
    static chanc_chan *timers[MANY];
    for (int i = 0; i < MANY; i++)
        timers[i] = chanc_tick((1 + i * 7919 % MANY) * (MILLISECOND / 10));
    for (int i = 0; i < MANY; i += 2) FREE(timers[i]);
    for (int i = 1; i < MANY; i += 200) receive_time(timers[i]);
    for (int i = 1; i < MANY; i += 2) FREE(timers[i]);
}

static void yield_lets_others_run(void) {
    chanc_chan *told = MAKE(1);
    GO(sleep_and_tell, (struct sleeper){told, 0});
    while (chanc_len(told) == 0) chanc_yield();
    EXPECT_EQUAL(RECV(told), 0);
    FREE(told);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(sleep_takes_its_time),
        TEST(sleep_of_nothing_returns),
        TEST(sleepers_wake_in_order),
        TEST(many_sleep_at_once),
        TEST(after_gives_the_time_once),
        TEST(after_may_be_freed_before_and_after),
        TEST(received_after_blocks),
        TEST(after_in_a_select_times_out),
        TEST(memory_of_afters_comes_back),
        TEST(tick_repeats_and_drops),
        TEST(memory_of_afters_comes_back_though_many_are_waited_for),
        TEST(an_after_is_kept_while_its_lock_is_taken),
        TEST(tick_of_no_time_never_ticks),
        TEST(many_timers_start_and_stop),
        TEST(yield_lets_others_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, all_tests);
}
