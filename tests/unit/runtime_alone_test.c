/* A worker that is alone: it comes to be that, another thread ends it, and both see what the other did. */
#include "runtime_test.h"

#include "sched.h"

#include <linux/filter.h>
#include <linux/membarrier.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

#if CHANC_HAVE_FIBERS

enum { FOREIGN = 2, VALUES = 3000, TIMES = 20, ROUNDS = 100 };

/* Generous: the machine may be busy with other things. */
static const int64_t SOON = 10000 * MILLISECOND;

/* Whether a worker can be alone at all here, and the caller's is one. */
static bool is_possible(void) {
    long commands = syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
    bool helped = commands > 0 && (commands & MEMBARRIER_CMD_PRIVATE_EXPEDITED);
    return chanc_is_fiber(chanc_self()) && helped && !chanc_tsan;
}

/* Two goroutines that talk to each other. */
struct talk {
    chanc_chan *there, *back;
};

static void answer(void *p) {
    const struct talk *t = p;
    int v;
    while (chanc_next(t->there, &v, CHANC_AT)) SEND(t->back, v + 1);
    CLOSE(t->back);
}

static struct talk begin_talk(void) {
    struct talk t = {MAKE(0), MAKE(0)};
    GO(answer, t);
    return t;
}

static void talk(struct talk t, int rounds) {
    for (int i = 0; i < rounds; i++) {
        SEND(t.there, i);
        EXPECT_EQUAL(RECV(t.back), i + 1);
    }
}

static void end_talk(struct talk t) {
    int v;
    CLOSE(t.there);
    EXPECT(!chanc_next(t.back, &v, CHANC_AT));
    FREE(t.there);
    FREE(t.back);
}

/* The worker that is alone. */
static __attribute__((noinline)) unsigned lonely(void) {
    return chanc_get(chanc_alone);
}

static bool somebody_is_alone(void) {
    return lonely() < CHANC_DISTURBED;
}

/* Talks until a worker is alone, which it has to be soon. */
static void talk_until_alone(struct talk t) {
    clock_t start = clock(); /* processor time: others may have the machine for long */
    do {
        talk(t, ROUNDS);
        EXPECT(clock() - start < 10 * CLOCKS_PER_SEC);
    } while (!somebody_is_alone());
}

/* --- tests --- */

static void *send_one(void *c) {
    SEND(c, 1);
    return NULL;
}

static void another_thread_ends_it(void) {
    if (!is_possible()) return;
    chanc_chan *c = MAKE(1);
    struct talk t = begin_talk();
    for (int i = 0; i < TIMES; i++) {
        talk_until_alone(t);
        unsigned before = lonely();
        pthread_t thread;
        EXPECT_EQUAL(pthread_create(&thread, NULL, send_one, c), 0);
        EXPECT_EQUAL(pthread_join(thread, NULL), 0);
        EXPECT(before >= CHANC_DISTURBED || lonely() != before);
        EXPECT_EQUAL(RECV(c), 1);
    }
    end_talk(t);
    FREE(c);
}

static void who_rests_gives_it_up(void) {
    if (!is_possible()) return;
    struct talk t = begin_talk();
    talk_until_alone(t);
    int64_t start = chanc_now();
    while (somebody_is_alone()) {
        chanc_sleep(10 * MILLISECOND);
        EXPECT(chanc_now() - start < SOON);
    }
    end_talk(t);
}

static void *send_many(void *c) {
    for (int i = 1; i <= VALUES; i++) {
        SEND(c, i);
        for (int pause = i % 64 * 16; pause > 0; pause--) chanc_relax();
    }
    SEND(c, 0);
    return NULL;
}

/* Foreign threads and a worker use one channel, and become each other's company again and again. */
static void nothing_is_lost(void) {
    chanc_chan *c = MAKE(3);
    struct talk t = begin_talk();
    pthread_t threads[FOREIGN];
    int64_t sum = 0;
    for (int i = 0; i < FOREIGN; i++)
        EXPECT_EQUAL(pthread_create(&threads[i], NULL, send_many, c), 0);
    for (int ended = 0; ended < FOREIGN;) {
        int v = RECV(c);
        sum += v;
        ended += v == 0;
        talk(t, v % 3 == 0);
    }
    for (int i = 0; i < FOREIGN; i++) EXPECT_EQUAL(pthread_join(threads[i], NULL), 0);
    EXPECT_EQUAL(sum, (int64_t)FOREIGN * VALUES * (VALUES + 1) / 2);
    end_talk(t);
    FREE(c);
}

/* What a signal's handler does that has interrupted a section which has not looked who is alone. */
static void *begin_interrupted(void *p) {
    const struct talk *ends = p;
    chanc_set(chanc_inside, 1);
    chanc_section_begin();
    SEND(ends->there, 1);
    RECV(ends->back);
    chanc_section_end();
    chanc_set(chanc_inside, 0);
    return NULL;
}

static void nobody_becomes_alone_beside_a_handler(void) {
    if (!is_possible()) return;
    struct talk t = begin_talk(), ends = {MAKE(1), MAKE(1)};
    pthread_t thread;
    talk_until_alone(t);
    EXPECT_EQUAL(pthread_create(&thread, NULL, begin_interrupted, &ends), 0);
    EXPECT_EQUAL(RECV(ends.there), 1);
    for (int64_t end = chanc_now() + 20 * MILLISECOND; chanc_now() < end;) {
        talk(t, ROUNDS);
        EXPECT(!somebody_is_alone());
    }
    SEND(ends.back, 1);
    EXPECT_EQUAL(pthread_join(thread, NULL), 0);
    talk_until_alone(t);
    end_talk(t);
    FREE(ends.there);
    FREE(ends.back);
}

/* In the child there is no other thread. */
static void a_child_begins_anew(void) {
    if (!is_possible()) return;
    struct talk t = begin_talk();
    talk_until_alone(t);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        struct talk own = begin_talk();
        chanc_chan *c = MAKE(1);
        pthread_t thread;
        EXPECT(!somebody_is_alone());
        talk_until_alone(own);
        EXPECT_EQUAL(pthread_create(&thread, NULL, send_one, c), 0);
        talk(own, 100 * ROUNDS);
        EXPECT_EQUAL(RECV(c), 1);
        _exit(0);
    }
    EXPECT_EQUAL(status_of(child), 0);
    end_talk(t);
}

/* Begins a section in which the caller's worker is alone. */
static __attribute__((noinline)) void begin_alone(struct talk t) {
    do talk_until_alone(t);
    while (!chanc_section_begin() && (chanc_section_end(), true));
}

static pthread_t other;

static void join_other(void) {
    _exit(pthread_join(other, NULL) == 0 ? 0 : 1);
}

/* As a signal's handler that has interrupted a section would. */
static void exit_within_a_section(struct talk t) {
    chanc_chan *c = MAKE(1);
    EXPECT_EQUAL(atexit(join_other), 0);
    begin_alone(t);
    EXPECT_EQUAL(pthread_create(&other, NULL, send_one, c), 0);
    while (somebody_is_alone()) chanc_relax();
    chanc_exit(1);
}

static volatile int progress;

static void look_for_progress(void) {
    int before = progress;
    usleep(50000);
    _exit(progress == before ? 0 : 1);
}

static void *exit_soon(void *c) {
    chanc_self(); /* else it would become known at the end */
    SEND(c, 1);
    while (progress == 0) chanc_relax();
    chanc_exit(1);
}

static void compute_from_within_a_section(struct talk t) {
    chanc_chan *c = MAKE(0);
    EXPECT_EQUAL(atexit(look_for_progress), 0);
    EXPECT_EQUAL(pthread_create(&other, NULL, exit_soon, c), 0);
    EXPECT_EQUAL(RECV(c), 1);
    begin_alone(t);
    progress = 1;
    for (int64_t end = chanc_now() + 5 * MILLISECOND; chanc_now() < end;) chanc_relax();
    chanc_section_end();
    for (;;) progress++;
}

/* Begins a section alone, which another thread waits for when this returns: who has called chanc_self, and waits for
 * `progress` and then does what `code` does. */
static void begin_awaited(struct talk t, void *(*code)(void *)) {
    chanc_chan *c = MAKE(0);
    EXPECT_EQUAL(pthread_create(&other, NULL, code, c), 0);
    EXPECT_EQUAL(RECV(c), 1);
    begin_alone(t);
    progress = 1;
    while (somebody_is_alone()) chanc_relax();
}

static void exit_too_within_a_section(struct talk t) {
    begin_awaited(t, exit_soon);
    chanc_exit(2);
}

static void *report_soon(void *c) {
    chanc_self();
    SEND(c, 1);
    while (progress == 0) chanc_relax();
    raise(SIGQUIT);
    return NULL;
}

static void report_too_within_a_section(struct talk t) {
    EXPECT(freopen("/dev/null", "w", stderr) != NULL);
    begin_awaited(t, report_soon);
    raise(SIGQUIT);
}

/* The status of a process that ends as `run` does, where a worker is alone. */
static int status_after(void (*run)(struct talk)) {
    fflush(stdout);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        alarm(20);
        run(begin_talk());
    }
    return status_of(child);
}

static void the_end_waits_for_no_section(void) {
    if (!is_possible()) return;
    EXPECT_EQUAL(status_after(exit_within_a_section), 0);
    EXPECT_EQUAL(status_after(exit_too_within_a_section), 1);
}

static void a_report_waits_for_no_section(void) {
    if (!is_possible()) return;
    EXPECT_EQUAL(status_after(report_too_within_a_section), 2);
}

static void who_is_alone_is_held_at_the_end(void) {
    if (!is_possible()) return;
    EXPECT_EQUAL(status_after(compute_from_within_a_section), 0);
}

/* Has the kernel refuse the calling thread the fence; false where there are no filters. */
static bool refuse_fences(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

static void *send_without_fence(void *c) {
    (void)refuse_fences();
    return send_one(c);
}

/* The last test: no worker becomes alone after that. */
static void who_may_not_fence_waits(void) {
    if (!is_possible()) return;
    chanc_chan *c = MAKE(1);
    struct talk t = begin_talk();
    pthread_t thread;
    talk_until_alone(t);
    EXPECT_EQUAL(pthread_create(&thread, NULL, send_without_fence, c), 0);
    EXPECT_EQUAL(pthread_join(thread, NULL), 0);
    EXPECT_EQUAL(RECV(c), 1);
    end_talk(t);
    FREE(c);
}

static int tests(void) {
    const struct CMUnitTest all[] = {
        TEST(another_thread_ends_it),
        TEST(who_rests_gives_it_up),
        TEST(nothing_is_lost),
        TEST(nobody_becomes_alone_beside_a_handler),
        TEST(a_child_begins_anew),
        TEST(the_end_waits_for_no_section),
        TEST(a_report_waits_for_no_section),
        TEST(who_is_alone_is_held_at_the_end),
        TEST(who_may_not_fence_waits),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, tests);
}

#else

int main(void) {
    return 0;
}

#endif
