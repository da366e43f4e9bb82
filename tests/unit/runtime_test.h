/* runtime_test.h - what the tests of the runtime share.
 *
 * A test program runs its tests once in each configuration, by starting itself again with the
 * variables that choose one: with both back ends, with few and many workers, and each test in a
 * goroutine or on the first thread, which the runtime did not make. As goroutines change threads
 * and cmocka belongs to one, tests look at results with EXPECT, which ends the program when it
 * fails.
 *
 * What ends the program (panics) is a scenario: a function that the program runs when it is started
 * once more with its name, and whose output and status are looked at.
 */
#ifndef RUNTIME_TEST_H
#define RUNTIME_TEST_H

#define _GNU_SOURCE
#include "channel.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MILLISECOND ((int64_t)1000000)

/* Sends and receives of int as the translator writes them. */
#define MAKE(capacity) chanc_make(sizeof(int), capacity, CHANC_AT)
#define SEND(c, v) chanc_send(c, &(int){v}, CHANC_AT)
#define RECV(c) receive_int(c, CHANC_AT)
#define CLOSE(c) chanc_close(c, CHANC_AT)
#define FREE(c) chanc_free(c, CHANC_AT)

/* Starts fn with a copy of the arguments, which are a compound literal. */
#define GO(fn, ...) chanc_go(fn, &(__VA_ARGS__), sizeof(__VA_ARGS__), CHANC_AT)

static inline int receive_int(chanc_chan *c, const chanc_site *site) {
    int v;
    return *(int *)chanc_recv(c, &v, site);
}

/* ThreadSanitizer does not see the runtime's locks, and so must not look at what they guard. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define BEHIND_THE_SCENES __attribute__((no_sanitize("thread")))
#endif
#elif defined(__SANITIZE_THREAD__)
#define BEHIND_THE_SCENES __attribute__((no_sanitize_thread, noinline))
#endif
#ifndef BEHIND_THE_SCENES
#define BEHIND_THE_SCENES
#endif

/* How many goroutines are blocked on the channel. */
BEHIND_THE_SCENES static __attribute__((noinline, unused)) int blocked_on(chanc_chan *c) {
    int blocked = 0;
    chanc_lock(&c->lock);
    for (int sending = 0; sending < 2; sending++) {
        const chanc_ring *queue = sending ? &c->senders : &c->receivers;
        struct chanc_link *w = *queue;
        for (; w; w = chanc_ring_next(queue, w)) blocked++;
    }
    chanc_unlock(&c->lock);
    return blocked;
}

/* Waits until there are n. */
static inline void wait_until_blocked(chanc_chan *c, int n) {
    while (blocked_on(c) != n) chanc_yield();
}

/* --- expectations ----------------------------------------------------------------------------- */

#define EXPECT(condition)                                                                          \
    ((condition) ? (void)0 : expectation_failed(__FILE__, __LINE__, #condition))
#define EXPECT_EQUAL(a, b)                                                                         \
    expect_equal((intmax_t)(a), (intmax_t)(b), __FILE__, __LINE__, #a " == " #b)

static inline void expectation_failed(const char *file, int line, const char *text) {
    printf("%s:%d: failed: %s\n", file, line, text);
    fflush(stdout);
    _exit(1);
}

static inline void expect_equal(intmax_t a, intmax_t b, const char *file, int line,
                                const char *text) {
    if (a == b) return;
    printf("%jd and %jd: ", a, b);
    expectation_failed(file, line, text);
}

/* --- other programs: this one again ----------------------------------------------------------- */

static inline int status_of(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0) EXPECT_EQUAL(errno, EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Reads until the other end is closed. */
static inline void read_all(int fd, char *text, size_t size) {
    size_t used = 0;
    ssize_t n;
    while (used + 1 < size && (n = read(fd, text + used, size - 1 - used)) > 0) used += (size_t)n;
    text[used] = '\0';
    close(fd);
}

/* Runs the scenario; what it writes goes to `error` and `output`, of `size` bytes each; returns its
 * status. */
static inline int run_scenario(const char *name, char *error, char *output, size_t size) {
    int error_pipe[2], output_pipe[2];
    pid_t child;
    EXPECT_EQUAL(pipe(error_pipe), 0);
    EXPECT_EQUAL(pipe(output_pipe), 0);
    child = fork();
    if (child == 0) {
        dup2(error_pipe[1], STDERR_FILENO);
        dup2(output_pipe[1], STDOUT_FILENO);
        execl("/proc/self/exe", "scenario", name, (char *)NULL);
        _exit(99);
    }
    EXPECT(child > 0);
    close(error_pipe[1]);
    close(output_pipe[1]);
    read_all(error_pipe[0], error, size);
    read_all(output_pipe[0], output, size);
    return status_of(child);
}

#if defined(__has_feature)
#define ADDRESS_SANITIZER __has_feature(address_sanitizer)
#define THREAD_SANITIZER __has_feature(thread_sanitizer)
#else
#ifdef __SANITIZE_ADDRESS__
#define ADDRESS_SANITIZER 1
#else
#define ADDRESS_SANITIZER 0
#endif
#ifdef __SANITIZE_THREAD__
#define THREAD_SANITIZER 1
#else
#define THREAD_SANITIZER 0
#endif
#endif

/* --- tests ------------------------------------------------------------------------------------ */

struct body {
    void (*run)(void);
};

struct running {
    struct body body;
    chanc_chan *done;
};

static inline void run_body(void *p) {
    struct running *r = p;
    r->body.run();
    CLOSE(r->done);
}

static inline void run_one(void **state) {
    const struct body *body = *state;
    chanc_chan *done;
    if (!getenv("RUNTIME_TEST_GOROUTINE")) {
        body->run();
        return;
    }
    done = MAKE(0);
    GO(run_body, (struct running){*body, done});
    RECV(done);
    FREE(done);
}

/* An entry of cmocka's list. */
#define TEST(name)                                                                                 \
    {                                                                                              \
#name, run_one, NULL, NULL, &(struct body) {                                               \
            name                                                                                   \
        }                                                                                          \
    }

/* --- configurations --------------------------------------------------------------------------- */

struct configuration {
    const char *back_end; /* CHANC_SCHED */
    const char *workers;  /* CHANC_PROCS */
    bool goroutine;       /* tests run in one */
};

static inline int run_configuration(char **argv, const struct configuration *c) {
    pid_t child;
    printf("--- %s, %s workers, %s\n", c->back_end, c->workers,
           c->goroutine ? "in a goroutine" : "on the first thread");
    fflush(stdout);
    child = fork();
    if (child == 0) {
        setenv("CHANC_SCHED", c->back_end, 1);
        setenv("CHANC_PROCS", c->workers, 1);
        if (c->goroutine) setenv("RUNTIME_TEST_GOROUTINE", "1", 1);
        execv("/proc/self/exe", argv);
        _exit(99);
    }
    return child < 0 ? 1 : status_of(child);
}

static inline int run_everywhere(char **argv, int (*tests)(void)) {
    static const struct configuration all[] = {
        {"threads", "2", false}, {"threads", "2", true}, {"fibers", "1", true},
        {"fibers", "2", true},   {"fibers", "8", true},  {"fibers", "2", false},
    };
    int failed = 0;
    if (getenv("CHANC_SCHED")) return tests();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!CHANC_HAVE_FIBERS && strcmp(all[i].back_end, "fibers") == 0) continue;
        int status = run_configuration(argv, &all[i]);
        if (status) printf("--- status %d\n", status);
        failed += status != 0;
    }
    return failed;
}

#endif
