/* Descriptors that several goroutines wait for, that are closed meanwhile, that race with time. */
#include "runtime_test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

struct wait {
    int fd;
    int events;
    int64_t timeout;
    chanc_chan *results; /* gets what fdwait returned, or -errno */
};

static void wait_for(void *p) {
    struct wait *w = p;
    int n = chanc_fdwait(w->fd, w->events, w->timeout);
    SEND(w->results, n < 0 ? -*chanc_errno_location() : n);
}

static void all_who_wait_are_woken(void) {
    enum { WAITERS = 5 };
    int ends[2];
    struct wait w = {.events = POLLIN, .timeout = -1, .results = MAKE(0)};
    EXPECT_EQUAL(pipe(ends), 0);
    w.fd = ends[0];
    for (int i = 0; i < WAITERS; i++) GO(wait_for, w);
    chanc_sleep(5 * MILLISECOND);
    EXPECT_EQUAL(write(ends[1], "x", 1), 1);
    for (int i = 0; i < WAITERS; i++) EXPECT_EQUAL(RECV(w.results), POLLIN);
    close(ends[0]);
    close(ends[1]);
    FREE(w.results);
}

static void readers_and_writers_wait_for_one_socket(void) {
    int ends[2];
    char bytes[4096] = "";
    struct wait reader = {.events = POLLIN, .timeout = -1, .results = MAKE(0)};
    struct wait writer = {.events = POLLOUT, .timeout = -1, .results = MAKE(0)};
    EXPECT_EQUAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    reader.fd = writer.fd = ends[0];
    while (send(ends[0], bytes, sizeof bytes, MSG_DONTWAIT) > 0) continue;
    GO(wait_for, reader);
    GO(wait_for, writer);
    chanc_sleep(5 * MILLISECOND);
    EXPECT_EQUAL(send(ends[1], "x", 1, 0), 1);
    EXPECT_EQUAL(RECV(reader.results), POLLIN);
    EXPECT_EQUAL(chanc_len(writer.results), 0);
    while (recv(ends[1], bytes, sizeof bytes, MSG_DONTWAIT) > 0) continue;
    EXPECT(RECV(writer.results) & POLLOUT);
    close(ends[0]);
    close(ends[1]);
    FREE(reader.results);
    FREE(writer.results);
}

static void closing_a_descriptor_wakes_who_waits(void) {
    int ends[2];
    if (!chanc_fibers) return; /* a thread in poll learns nothing of it */
    struct wait w = {.events = POLLIN, .timeout = -1, .results = MAKE(0)};
    EXPECT_EQUAL(pipe(ends), 0);
    w.fd = ends[0];
    GO(wait_for, w);
    GO(wait_for, w);
    chanc_sleep(5 * MILLISECOND);
    close(ends[0]);
    EXPECT_EQUAL(RECV(w.results), -EBADF);
    EXPECT_EQUAL(RECV(w.results), -EBADF);
    close(ends[1]);
    FREE(w.results);
}

static void a_number_used_again_is_waited_for_anew(void) {
    int first[2], second[2];
    if (!chanc_fibers) return;
    struct wait w = {.events = POLLIN, .timeout = -1, .results = MAKE(0)};
    EXPECT_EQUAL(pipe(first), 0);
    EXPECT_EQUAL(pipe(second), 0);
    w.fd = first[0];
    GO(wait_for, w);
    chanc_sleep(5 * MILLISECOND);
    EXPECT_EQUAL(dup2(second[0], first[0]), first[0]);
    EXPECT_EQUAL(write(second[1], "x", 1), 1);
    EXPECT_EQUAL(RECV(w.results), POLLIN);
    for (int i = 0; i < 2; i++) {
        close(first[i]);
        close(second[i]);
    }
    FREE(w.results);
}

/* The poller keeps who waits for such numbers in one list. */
static void numbers_far_apart_are_kept_apart(void) {
    enum { APART = 4096 };
    int near[2], far[2];
    struct rlimit limit;
    struct wait first = {.events = POLLIN, .timeout = -1, .results = MAKE(0)}, second = first;
    second.results = MAKE(0);
    EXPECT_EQUAL(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    EXPECT_EQUAL(pipe(near), 0);
    EXPECT_EQUAL(pipe(far), 0);
    first.fd = near[0];
    second.fd = dup2(far[0], near[0] + APART);
    if (second.fd >= 0) { /* else there are not so many */
        GO(wait_for, first);
        GO(wait_for, second);
        chanc_sleep(5 * MILLISECOND);
        EXPECT_EQUAL(write(far[1], "x", 1), 1);
        EXPECT_EQUAL(RECV(second.results), POLLIN);
        if (chanc_fibers) {
            EXPECT_EQUAL(read(second.fd, &(char){0}, 1), 1);
            GO(wait_for, second);
            chanc_sleep(5 * MILLISECOND);
            close(second.fd);
            EXPECT_EQUAL(RECV(second.results), -EBADF);
        }
        EXPECT_EQUAL(write(near[1], "x", 1), 1);
        EXPECT_EQUAL(RECV(first.results), POLLIN);
        close(second.fd);
    }
    for (int i = 0; i < 2; i++) {
        close(near[i]);
        close(far[i]);
    }
    FREE(first.results);
    FREE(second.results);
}

static void write_after(void *p) {
    struct wait *w = p;
    chanc_sleep(w->timeout);
    EXPECT_EQUAL(write(w->fd, "x", 1), 1);
    SEND(w->results, 0);
}

static void time_races_with_data(void) {
    int ends[2], timed_out = 0;
    char byte;
    struct wait w = {.results = MAKE(0)};
    EXPECT_EQUAL(pipe(ends), 0);
    w.fd = ends[1];
    for (int i = 0; i < 200; i++) {
        int n;
        w.timeout = 20000 + i % 40 * 5000;
        GO(write_after, w);
        n = chanc_fdwait(ends[0], POLLIN, 120000);
        EXPECT(n == 0 || n == POLLIN);
        timed_out += n == 0;
        RECV(w.results);
        EXPECT_EQUAL(chanc_read(ends[0], &byte, 1), 1);
    }
    EXPECT(timed_out > 0);
    close(ends[0]);
    close(ends[1]);
    FREE(w.results);
}

static void files_are_always_ready(void) {
    int fd = open("/proc/self/exe", O_RDONLY);
    char byte;
    EXPECT(fd >= 0);
    EXPECT_EQUAL(chanc_fdwait(fd, POLLIN, -1) & POLLIN, POLLIN);
    EXPECT_EQUAL(chanc_read(fd, &byte, 1), 1);
    close(fd);
}

static void on_alarm(int number) {
    (void)number;
}

static void signals_do_not_end_a_wait(void) {
    int ends[2];
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval often = {{0, 2000}, {0, 2000}}, never = {{0, 0}, {0, 0}};
    int64_t start = chanc_now();
    EXPECT_EQUAL(pipe(ends), 0);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    /* A thread that waits itself may be interrupted, as in any program. */
    while (chanc_fdwait(ends[0], POLLIN, 50 * MILLISECOND) < 0) {
        EXPECT_EQUAL(*chanc_errno_location(), EINTR);
        EXPECT(!chanc_is_fiber(chanc_self()));
        if (chanc_now() - start > 100 * MILLISECOND) break;
    }
    EXPECT(chanc_now() - start >= 50 * MILLISECOND);
    setitimer(ITIMER_REAL, &never, NULL); /* one may still be on its way: the handler stays */
    close(ends[0]);
    close(ends[1]);
}

static void other_programs_can_be_started(void) {
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(99);
    }
    EXPECT(child > 0);
    EXPECT_EQUAL(status_of(child), 0);
}

struct crowd {
    int fd;
    _Atomic int *begun;
    chanc_wg *all;
};

static void wait_in_crowd(void *p) {
    struct crowd *crowd = p;
    (*crowd->begun)++;
    EXPECT(chanc_fdwait(crowd->fd, POLLIN, -1) > 0);
    chanc_wg_done(crowd->all);
}

/* Sweeps look at each of them once, not at all of them for each. */
static void many_may_wait_for_one(void) {
    enum { WAITERS = 3000 };
    int ends[2];
    _Atomic int begun = 0;
    chanc_wg all = {0};
    EXPECT_EQUAL(pipe(ends), 0);
    struct crowd crowd = {.fd = ends[0], .begun = &begun, .all = &all};
    chanc_wg_add(&all, WAITERS);
    for (int i = 0; i < WAITERS; i++) GO(wait_in_crowd, crowd);
    while (begun < WAITERS) chanc_sleep(10 * MILLISECOND);
    chanc_sleep(100 * MILLISECOND);
    clock_t start = clock();
    chanc_sleep(800 * MILLISECOND);
    EXPECT(clock() - start < CLOCKS_PER_SEC / 10);
    close(ends[1]);
    chanc_wg_wait(&all);
    close(ends[0]);
}

static int tests(void) {
    const struct CMUnitTest all[] = {
        TEST(all_who_wait_are_woken),
        TEST(readers_and_writers_wait_for_one_socket),
        TEST(closing_a_descriptor_wakes_who_waits),
        TEST(a_number_used_again_is_waited_for_anew),
        TEST(numbers_far_apart_are_kept_apart),
        TEST(time_races_with_data),
        TEST(files_are_always_ready),
        TEST(signals_do_not_end_a_wait),
        TEST(many_may_wait_for_one),
        TEST(other_programs_can_be_started),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, tests);
}
