/* worker.c - the threads that run fibers: finding work, stealing it, waiting for it.
 *
 * Work is taken from a worker that has not switched for STILL nanoseconds, or whose last in line would
 * wait longer than PATIENCE. Whether that pays, contention.c finds out: a message that crosses cores
 * costs more than one that stays. One worker at a time, the seeker, looks for such work: it spins for a
 * moment, then gives its place up and naps between looks, longer each time. While its naps are long,
 * `wanted` asks those who make work to call a worker. A call may be missed (nobody pays for a fence),
 * which costs no more than the longest nap: whenever a fiber runs, either a seeker naps or the monitor
 * looks.
 *
 * The idle seeker also waits for the next timer and for descriptors, and when it finds that nothing
 * else could ever happen, it reports the deadlock.
 *
 * Invariants
 *  - The functions here run in a worker's loop, on its own thread; chanc_worker_glance also in a
 *    parking fiber. None is called with a lock held.
 *  - A worker that waits has nothing in its slot and queue.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"
#include "futex.h"
#include "poll.h"

#include <errno.h>
#include <unistd.h>
#include <signal.h>

enum {
    STILL = 20 * 1000,              /* ns without a switch after which work is taken */
    SPIN = 40 * 1000,               /* ns that the seeker looks before it gives its place up */
    SHORTEST_NAP = 50 * 1000,       /* ns that the idle seeker sleeps at first between looks */
    CALLED_NAP = 1000 * 1000,       /* ns: from here on, those who make work call */
    LONGEST_NAP = 10 * 1000 * 1000, /* ns */
    RARELY = 50,                    /* times longer are naps while all fibers that run block */
    LINGER = 20 * 1000 * 1000,      /* ns that a thread too many sleeps before it ends */
    FOREIGN_NAP = 10 * 1000 * 1000, /* ns between looks whether unknown threads could still act */
    PATIENCE = 2 * 1000,            /* ns: work that would wait longer is taken as well */
    WARY = 100 * 1000,              /* ns: the same, after a theft that did not pay */
    OFTEN = 20 * 1000,              /* ns between two looks of a busy worker for descriptors */
    SHARE = 64                      /* most fibers taken from the shared queue at once */
};

#define pool chanc_pool

/* --- timers and descriptors --- */

void chanc_worker_glance(struct chanc_worker *w) {
    if (chanc_get(chanc_timer_next) == INT64_MAX && chanc_poller_waiters() == 0) return;
    int64_t now = chanc_now();
    if (chanc_get(chanc_timer_next) <= now) chanc_timer_run(now);
    if (chanc_poller_waiters() == 0 || now - w->polled < OFTEN) return;
    w->polled = now;
    chanc_poller_run(0);
}

/* --- stealing --- */

/* Whether v's work should be taken, or what v should take from the shared queue: v has stood still for
 * a while, or what waits last would wait too long at the speed at which v goes. Its own thread may
 * be anywhere meanwhile. */
static bool lags(struct chanc_worker *v, int64_t now) {
    int64_t elapsed = now - v->seek_since;
    uint32_t active =
        chanc_get(v->ticks) + chanc_get(v->queue.tail); /* it has switched, or made work */
    int64_t waiting = chanc_worker_length(v);
    uint32_t state = chanc_get(v->state);
    if (state == CHANC_LOST && waiting > 0) return true;
    if (elapsed < STILL) return false;
    uint32_t done = active - v->seek_activity;
    v->seek_activity = active;
    v->seek_since = now;
    if (done == 0) return waiting > 0 || (state == CHANC_WORKING && chanc_get(pool.waiting) > 0);
    return waiting * elapsed / done > (chanc_pool_wary(now) ? WARY : PATIENCE);
}

struct chanc_g *chanc_worker_unslot(struct chanc_worker *w) {
    chanc_section_begin();
    /* Acquire: with the release in fiber.c, the fiber is whole. */
    struct chanc_g *g = atomic_exchange_explicit(&w->next, NULL, memory_order_acquire);
    chanc_section_end();
    return g;
}

/* Takes half of v's queue, or one that has not begun, or what is in its slot, or from the shared queue;
 * the first is returned, the rest is w's. */
static struct chanc_g *rob(struct chanc_worker *w, struct chanc_worker *v) {
    struct chanc_g *taken[CHANC_RUNQ / 2];
    uint32_t count = chanc_runq_take(&v->queue, taken);
    for (uint32_t i = 1; i < count; i++) chanc_runq_push(&w->queue, taken[i]);
    if (count > 0) return taken[0];
    struct chanc_g *g = chanc_nursery_steal(&v->nursery);
    if (g == NULL) g = chanc_worker_unslot(v);
    return g != NULL ? g : chanc_pool_take(w, SHARE);
}

/* A worker whose work should be taken, or NULL. */
static struct chanc_worker *victim(struct chanc_worker *w) {
    int64_t now = chanc_now();
    struct chanc_worker *found = NULL;
    CHANC_EACH_WORKER(v) {
        if (v != w && lags(v, now)) found = v;
    }
    return found;
}

/* Looks for work to take over, for a moment; w has a place. */
static struct chanc_g *seek(struct chanc_worker *w) {
    if (chanc_pool_running() + chanc_get(pool.count[CHANC_LOST]) < 2 || !chanc_pool_seek(w))
        return NULL;
    int64_t start = chanc_now();
    do {
        for (int i = 0; i < 32; i++) chanc_relax();
        struct chanc_worker *v = victim(w);
        struct chanc_g *f = v != NULL ? rob(w, v) : NULL;
        if (f == NULL && !chanc_pool_wary(chanc_now())) f = chanc_pool_take(w, SHARE);
        if (f != NULL) return f;
    } while (chanc_now() - start < SPIN);
    return NULL;
}

/* --- waiting --- */

/* How many threads the back end has if no fiber runs; 0 if a descriptor or timer may make one ready or is
 * doing it; -1 if a worker is just up, or ending. */
static int idle_threads(void) {
    /* Quiet twice with nothing pending in between, and no fiber that ran meanwhile: what was pending could have
     * made one run, wait for something else and park. */
    unsigned taken = chanc_get(pool.taken);
    int threads = chanc_fiber_quiet();
    if (threads > 0 && (chanc_poller_waiters() > 0 || chanc_timer_may_wake())) return 0;
    bool quiet = threads > 0 && threads == chanc_fiber_quiet() && taken == chanc_get(pool.taken);
    return quiet ? threads : -1;
}

/* How long the idle seeker may sleep. */
static int64_t seeker_deadline(int64_t nap) {
    if (chanc_fiber_quiet() == 0) {
        /* Threads that block in the kernel alone: they take places of their own, or call. */
        if (chanc_pool_running() == 0) nap *= RARELY;
        int64_t until = chanc_now() + nap, timer = chanc_get(chanc_timer_next);
        bool could_run = chanc_pool_has_place();
        return could_run && timer < until ? timer : until;
    }
    enum chanc_verdict verdict = chanc_thread_verdict(idle_threads);
    if (verdict == CHANC_DEADLOCK) chanc_report_deadlock();
    int64_t timer = chanc_get(chanc_timer_next);
    int64_t look = verdict == CHANC_UNSURE ? chanc_now() + FOREIGN_NAP : INT64_MAX;
    return timer < look ? timer : look;
}

static void sleep_until(struct chanc_worker *w, int64_t deadline) {
    if (!w->polling)
        chanc_futex_wait(&w->wake, 0, deadline);
    else if (chanc_get(w->wake) == 0)
        chanc_poller_run(deadline);
}

/* One sleep of an idle worker. */
static void nap(struct chanc_worker *w, bool seeks, int64_t length) {
    if (!chanc_pool_prepare_sleep(w, seeks)) return;
    int64_t deadline = w->lingers ? chanc_now() + LINGER : INT64_MAX;
    if (seeks) {
        deadline = seeker_deadline(length);
        chanc_set(w->until, deadline);
    }
    sleep_until(w, deadline);
    if (seeks) chanc_set(w->until, 0);
}

/* Whether the idle seeker should take a place. */
static bool work_in_sight(struct chanc_worker *w) {
    if (!chanc_pool_has_place()) return false;
    int64_t now = chanc_now();
    return chanc_get(chanc_timer_next) <= now ||
           (chanc_get(pool.waiting) > 0 && !chanc_pool_wary(now)) || victim(w) != NULL;
}

/* Waits until idle w has a place again; false: its thread is to end. */
static bool wait_idly(struct chanc_worker *w) {
    int64_t since = chanc_now();
    for (int64_t length = SHORTEST_NAP;; length = length < LONGEST_NAP ? length * 2 : LONGEST_NAP) {
        chanc_pool_awake(w);
        if (chanc_get(w->state) != CHANC_IDLE)
            return true; /* it may even have lost the place again */
        if (chanc_is_ending()) chanc_stop_thread();
        bool seeks = chanc_get(pool.seeker) == w;
        if (seeks && length >= CALLED_NAP) chanc_set(pool.wanted, chanc_pool_has_place());
        nap(w, seeks, length);
        if (chanc_worker_length(w) > 0) { /* of the poller's */
            if (chanc_pool_rejoin(w)) return true;
            chanc_pool_spill(w);
        }
        if (seeks && work_in_sight(w) && chanc_pool_rejoin(w)) return true;
        if (chanc_now() - since >= LINGER && chanc_pool_leave(w)) return false;
    }
}

/* --- the loop --- */

/* A fiber to run, from wherever there is one, after waiting for it if need be; w has a place. NULL:
 * the thread is to end. */
static struct chanc_g *find(struct chanc_worker *w) {
    for (;;) {
        bool placed = chanc_get(w->attention) == 0 || chanc_pool_settle(w);
        if (placed) {
            struct chanc_g *f = chanc_fiber_pick(w);
            if (f == NULL) f = chanc_pool_take(w, SHARE);
            if (f == NULL) {
                chanc_worker_glance(w);
                f = chanc_fiber_pick(w);
            }
            if (f == NULL) f = seek(w);
            if (f != NULL) {
                chanc_pool_found(w);
                return f;
            }
        } else {
            chanc_pool_spill(w);
        }
        if (chanc_worker_length(w) > 0)
            continue; /* asked to attend meanwhile, it was not given out */
        if (!chanc_pool_rest(w)) continue;
        bool placed_again = wait_idly(w);
        chanc_pool_awake(w);
        if (!placed_again) return NULL;
    }
}

void chanc_worker_loop(struct chanc_worker *w) {
    struct chanc_g *f;
    while ((f = find(w)) != NULL) chanc_fiber_run(w, f);
}

/* --- threads --- */

void chanc_worker_identify(struct chanc_worker *w) {
    w->thread = gettid();
    if (pthread_getcpuclockid(pthread_self(), &w->cpu_clock) != 0)
        w->cpu_clock = CLOCK_MONOTONIC; /* the monitor takes it for busy */
}

void chanc_worker_begin(struct chanc_worker *w) {
    chanc_thread_uncancel();
    chanc_fault_thread_start();
    w->errno_at = &errno;
    chanc_alone_enlist(w, true);
    w->loop.worker = w;
    chanc_worker_identify(w);
    chanc_user = w->number;
}

void *chanc_worker_main(void *argument) {
    struct chanc_worker *w = argument;
    pthread_detach(pthread_self());
    /* Its creator may be a goroutine that blocks signals for itself alone. */
    pthread_sigmask(SIG_SETMASK, &chanc_signals, NULL);
    chanc_worker_begin(w);
    chanc_set(w->loop.on_stack, 1);
    chanc_current = &w->loop;
    if (chanc_is_ending()) chanc_stop_thread(); /* whom chanc_fiber_stop has not met */
    if (chanc_sanitized) chanc_sanitize_adopt(&w->sanitize);
    chanc_worker_loop(w);
    if (w->spare != NULL) chanc_supply_give(&chanc_stacks, &w->stacks, w->spare);
    w->spare = NULL;
    chanc_supply_drain(&chanc_stacks, &w->stacks);
    chanc_supply_drain(&chanc_records, &w->records);
    chanc_fault_thread_end();
    chanc_current = NULL; /* what the program does when threads end is a foreign thread's doing */
    chanc_user = 0;
    chanc_alone_enlist(w, false);
    chanc_pool_retire(w);
    return NULL;
}

#endif
