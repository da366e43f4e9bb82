/* monitor.c - the thread that sees what workers cannot: a fiber that does not come back.
 *
 * While all places are taken nobody seeks work. So the monitor looks at each worker every now and
 * then: one that has not switched since the last look, while work waits, loses its place to another
 * worker, at once if its thread used no processor time (it blocks in the kernel), after a while if
 * it computes. After a loss the next looks follow quickly, since blocking calls come together.
 *
 * One that has blocked for long while nothing waits loses its place too, so that a program all of
 * whose goroutines wait has no thread that wakes up to watch.
 *
 * It also runs timers and polls descriptors when all workers are too busy to, tries again to have a
 * thread where the system refused one, gives the memory of unused stacks back, and sleeps without
 * limit while no fiber runs.
 *
 * Invariants
 *  - The monitor holds no place, runs no fiber and takes no signal.
 *  - Only it touches the `monitored` fields of workers.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"
#include "futex.h"
#include "poll.h"

#include <time.h>

enum {
    PERIOD = 4 * 1000 * 1000,   /* ns between looks */
    SOON = 60 * 1000,           /* ns to the next look after a worker lost its place */
    SLEEPS = 100 * 1000 * 1000, /* ns after which a fiber that blocks is not watched any more */
    LONG = 10 * 1000 * 1000     /* ns that a fiber may compute while others wait */
};

#define pool chanc_pool

static _Atomic uint32_t asleep; /* futex: 1 while the monitor sleeps without limit */

void chanc_monitor_wake(void) {
    if (chanc_get(asleep) == 0) return;
    chanc_set(asleep, 0);
    chanc_futex_wake(&asleep, 1);
}

/* Sleeps until a fiber runs. Not while no worker is idle, who would find what comes up: all block, and the system gave no
 * thread in their place. */
static void sleep_while_quiet(void) {
    pthread_mutex_lock(&pool.lock);
    chanc_set(asleep, chanc_pool_running() == 0 && chanc_get(pool.count[CHANC_IDLE]) > 0);
    pthread_mutex_unlock(&pool.lock);
    while (chanc_get(asleep) != 0) chanc_futex_wait(&asleep, 1, INT64_MAX);
}

static int64_t processor_time(struct chanc_worker *w) {
    struct timespec t;
    if (clock_gettime(w->cpu_clock, &t) != 0) return -1;
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Whether the kernel has put w's thread to sleep. True if that cannot be known, for want of descriptors or
 * of /proc: another thread in its place does no harm. */
static bool is_asleep(struct chanc_worker *w) {
    char state = chanc_task_state(w->thread);
    return state == 0 || state == 'S' || state == 'D';
}

enum conduct { SWITCHES, BLOCKS, COMPUTES };

/* What w's fiber has done since the last look. */
static enum conduct conduct(struct chanc_worker *w, int64_t now) {
    int64_t since = chanc_since(&w->monitored, chanc_get(w->ticks), now);
    int64_t cpu = processor_time(w), before = w->monitored_cpu;
    w->monitored_cpu = cpu;
    if (since == now) return SWITCHES;
    /* Without any progress it may also just wait for a processor. */
    if (cpu == before) return is_asleep(w) ? BLOCKS : SWITCHES;
    return now - since >= LONG ? COMPUTES : SWITCHES;
}

/* Looks at all workers; whether one was replaced. */
static bool look(int64_t now) {
    bool waits = chanc_pool_holds_work(), replaced = false;
    CHANC_EACH_WORKER(w) {
        if (chanc_get(w->state) == CHANC_LOST) chanc_pool_spill(w);
        enum conduct is = chanc_get(w->state) == CHANC_WORKING ? conduct(w, now) : SWITCHES;
        if (is == SWITCHES) continue;
        if (!waits && is == BLOCKS) {
            /* It needs no place to sleep, and nobody has to watch it. */
            if (now - w->monitored.since >= SLEEPS)
                chanc_pool_displace(w, w->monitored.number, false);
        } else if (waits && !chanc_pool_has_place()) { /* else somebody will take what waits */
            replaced |= chanc_pool_displace(w, w->monitored.number, true);
        }
    }
    if (waits && chanc_pool_has_place() && chanc_get(pool.seeker) == NULL) chanc_pool_call();
    return replaced;
}

/* What workers do between switches, in case they do not switch. */
static void help(int64_t now) {
    /* An idle worker does it, if there is one that seeks. */
    if (chanc_pool_has_place() && chanc_get(pool.seeker) != NULL) return;
    if (chanc_get(chanc_timer_next) <= now) chanc_timer_run(now);
    if (chanc_poller_waiters() > 0) chanc_poller_run(0);
}

static void *monitor(void *unused) {
    (void)unused;
    pthread_detach(pthread_self());
    int64_t period = PERIOD;
    for (unsigned quiet = 0;;) {
        chanc_futex_sleep(chanc_now() + period);
        int64_t now = chanc_now();
        help(now);
        period = look(now) ? SOON : period * 2 < PERIOD ? period * 2 : PERIOD;
        quiet = chanc_pool_running() == 0 ? quiet + 1 : 0;
        if (quiet > 2 && !chanc_stack_trim()) sleep_while_quiet();
    }
    return NULL;
}

void chanc_monitor_start(void) {
    pthread_t thread;
    chanc_set(asleep, 0); /* before a fork it may have been */
    int error = chanc_thread_helper(&thread, monitor, NULL);
    if (error != 0) chanc_fatal("cannot make a thread", error);
}

#endif
