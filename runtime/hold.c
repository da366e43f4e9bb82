/* hold.c - holds goroutines still that compute or are in a call of C when the program ends.
 *
 * Those that communicate stop by themselves (sched.h). The threads of the others get a signal that the
 * program does not use, and stay in its handler. But one of them may have a lock, malloc's for
 * instance, that a handler of atexit wants. So the first that is held watches the thread that ends the
 * program: when that waits for a lock or a thread, or does not come to its end within a second, all go on,
 * until they next communicate.
 *
 * Invariants
 *  - The signal is taken after chanc_ending is set, and only if the program left it to the system.
 *  - The handler takes no lock and calls nothing but the kernel: it may have interrupted anything.
 */
#include "hold.h"

#include "futex.h"
#include "sched.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>

static const int64_t ANSWER = 10 * 1000 * 1000; /* ns that threads have to stop */
static const int64_t LOOK = 4 * 1000 * 1000;    /* ns between two looks at the ender */
static const int64_t LONG = 1000 * 1000 * 1000; /* ns after which all go on anyway */
enum { BLOCKED_LOOKS = 3 };                     /* so often in a row means blocked for long */

static _Atomic uint32_t over;    /* futex: 1 when those held are to go on */
static _Atomic uint32_t answers; /* futex: how many threads have had the signal */
static _Atomic bool begun;       /* some may be held */
static _Atomic bool complete;    /* the ender does not wait for them any more */
static _Atomic bool watched;     /* one of those held watches the ender */
static char ender_call[64];      /* the file that tells in which system call the ender is */

void chanc_hold_end(void) {
    /* Who waits before that waits for none that is held. */
    if (!chanc_get(begun)) return;
    chanc_set(over, 1); /* nothing goes with it */
    chanc_futex_wake(&over, INT_MAX);
}

/* Whether the ender sleeps on a futex: a lock of any kind, a condition, a thread to join. */
static bool is_ender_blocked(void) {
    char text[8] = "";
    int fd = (int)syscall(SYS_openat, AT_FDCWD, ender_call, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    long length = syscall(SYS_read, fd, text, sizeof text - 1);
    syscall(SYS_close, fd);
    int call = 0, i = 0;
    while (i < length && text[i] >= '0' && text[i] <= '9') call = call * 10 + (text[i++] - '0');
    return i > 0 && call == SYS_futex; /* else it begins with "running" */
}

static void watch_ender(void) {
    int64_t now = chanc_now(), end = now + LONG;
    for (int blocked = 0; chanc_get(over) == 0;) {
        bool waits = chanc_get(complete) && is_ender_blocked();
        blocked = waits ? blocked + 1 : 0;
        if (blocked >= BLOCKED_LOOKS || now >= end) chanc_hold_end();
        chanc_futex_wait(&over, 0, now + LOOK);
        now = chanc_now();
    }
}

static bool is_to_hold(const struct chanc_g *g) {
    return g != NULL && g->id != 0 && chanc_is_stopped(g);
}

static void on_signal(int signal) {
    int saved = errno;
    (void)signal;
    atomic_fetch_add_explicit(&answers, 1, memory_order_release); /* what the thread did is seen */
    chanc_futex_wake(&answers, 1);
    if (is_to_hold(chanc_current)) {
        /* Relaxed: only who is first matters. */
        if (!atomic_exchange_explicit(&watched, true, memory_order_relaxed)) watch_ender();
        while (chanc_get(over) == 0) chanc_futex_wait(&over, 0, INT64_MAX);
    }
    errno = saved;
}

/* One that does nothing unless a handler is installed, so that what is sent cannot do harm; or 0. */
static int unused_signal(void) {
    static const int candidates[] = {SIGURG, SIGWINCH};
    struct sigaction action;
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        if (chanc_fibers && sigismember(&chanc_signals, candidates[i]) == 1) continue;
        if (sigaction(candidates[i], NULL, &action) != 0 || action.sa_flags & SA_SIGINFO) continue;
        if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) return candidates[i];
    }
    return 0;
}

/* What is sent, and to how many so far. */
struct sending {
    int signal;
    uint32_t count;
};

static void send(pid_t thread, void *context) {
    struct sending *s = context;
    if (thread == gettid()) return;
    if (syscall(SYS_tgkill, getpid(), thread, s->signal) == 0) s->count++;
}

static void wait_for_answers(uint32_t count) {
    int64_t end = chanc_now() + ANSWER;
    for (;;) {
        /* Acquire: see on_signal. */
        uint32_t seen = atomic_load_explicit(&answers, memory_order_acquire);
        if (seen >= count || chanc_now() >= end) return;
        chanc_futex_wait(&answers, seen, end);
    }
}

void chanc_hold(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK | SA_RESTART};
    struct sending sending = {.signal = unused_signal()};
    if (sending.signal == 0) return;
    snprintf(ender_call, sizeof ender_call, "/proc/self/task/%d/syscall", (int)gettid());
    sigfillset(&action.sa_mask);
    if (sigaction(sending.signal, &action, NULL) != 0) return;
    chanc_set(begun, true);
    if (chanc_fibers) chanc_fiber_threads(send, &sending);
    chanc_thread_threads(send, &sending);
    wait_for_answers(sending.count);
    chanc_set(complete, true); /* nothing goes with it */
}

void chanc_hold_forget(void) {
    chanc_set(over, 0); /* there is no other thread */
    chanc_set(answers, 0);
    chanc_set(begun, false);
    chanc_set(complete, false);
    chanc_set(watched, false);
}
