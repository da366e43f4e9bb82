/* pool.c - how many workers run, who is idle, and the queue that all share.
 *
 * A worker needs a place to run fibers; there are as many places as chanc_procs says. A worker with
 * nothing to do gives its place back and sleeps; who has work for it takes a place in its name,
 * then wakes it. A worker whose fiber blocks in the kernel loses its place to another (monitor.c), and
 * what waited for it goes to the shared queue; it asks for a place again when that fiber next switches.
 * Threads beyond the number of places end.
 *
 * A worker that gives its place up because of a crowd (contention.c) leaves its work to those that run:
 * for a while, `wary`, others look at the shared queue only if one of those stands still (worker.c).
 *
 * Invariants, under `lock`
 *  - `count` is right for each state. More than `chanc_places` are CHANC_WORKING only for a moment after chanc_procs.
 *  - `idle` holds those that are CHANC_IDLE. How one sleeps changes only while its `wake` is 0.
 *  - Fibers enter the shared queue and workers leave the idle list under the same lock, so that no
 *    worker sleeps while a place is free and a fiber waits there, but for a while after a crowd.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"
#include "futex.h"
#include "poll.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    SHORTEST_WARY = 5 * 1000 * 1000, /* ns that work is left alone after a crowd */
    LONGEST_WARY = 80 * 1000 * 1000, /* ns */
    PATIENT = 1000 * 1000 * 1000     /* ns that the system may refuse threads before that is said */
};

struct chanc_pool chanc_pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

_Atomic(struct chanc_worker *) chanc_workers;
sigset_t chanc_signals;

#define pool chanc_pool /* the one object of this file */

/* What is written under the lock needs no order of its own there, and who reads it without the lock takes it
 * for a hint: chanc_get and chanc_set will do. */

static void lock(void) {
    pthread_mutex_lock(&pool.lock);
}

static void unlock(void) {
    pthread_mutex_unlock(&pool.lock);
}

/* --- records of workers, states, the idle list: all under the lock --- */

static void count(enum chanc_worker_state state, unsigned change) {
    chanc_set(pool.count[state], chanc_get(pool.count[state]) + change);
}

/* A record that is not in use; NULL when there are too many, or no memory. */
static struct chanc_worker *new_record(void) {
    CHANC_EACH_WORKER(old) {
        if (chanc_get(old->state) == CHANC_ABSENT) return old;
    }
    struct chanc_worker *newest = chanc_get(chanc_workers);
    unsigned records = newest != NULL ? newest->number : 0;
    if (records == CHANC_WORKERS) return NULL;
    int saved = errno;
    struct chanc_worker *w = aligned_alloc(_Alignof(struct chanc_worker), sizeof *w);
    errno = saved;
    if (w == NULL) return NULL;
    memset(w, 0, sizeof *w);
    w->number = (uint16_t)(records + 1);
    w->older = newest;
    count(CHANC_ABSENT, 1);
    atomic_store_explicit(&chanc_workers, w, memory_order_release); /* see CHANC_EACH_WORKER */
    return w;
}

static void set_state(struct chanc_worker *w, enum chanc_worker_state state) {
    if (chanc_get(w->state) == CHANC_IDLE) chanc_ring_remove(&pool.idle, &w->idle);
    count(chanc_get(w->state), -1U);
    count(state, 1);
    chanc_set(w->state, state);
    if (state == CHANC_IDLE) {
        w->lingers = false;
        chanc_ring_add(&pool.idle, &w->idle);
        chanc_ring_set_first(&pool.idle, &w->idle);
    } else if (state == CHANC_WORKING) {
        chanc_set(pool.taken, chanc_get(pool.taken) + 1);
        if (chanc_pool_running() == 1) chanc_monitor_wake();
    }
}

/* How many workers have a thread. */
static unsigned threads(void) {
    unsigned sum = 0;
    for (int state = CHANC_ABSENT + 1; state < CHANC_STATES; state++)
        sum += chanc_get(pool.count[state]);
    return sum;
}

/* --- engaging workers --- */

/* Has a sleeping worker look at its state again. Under the lock: else the call could come when the
 * worker has long been up, and keep others from sleeping in the poller. */
static void end_sleep(struct chanc_worker *w) {
    /* Release: the worker sees its state, and what was queued. */
    if (atomic_exchange_explicit(&w->wake, 1, memory_order_release)) return;
    if (w->polling)
        chanc_poller_interrupt();
    else
        chanc_futex_wake(&w->wake, 1);
}

/* Whether more threads are idle or running than there are places. Under the lock. */
static bool is_excess(void) {
    return chanc_get(pool.count[CHANC_IDLE]) + chanc_pool_running() > chanc_get(chanc_places);
}

/* Whether idle w may end. Under the lock. */
static bool is_needless(struct chanc_worker *w) {
    bool seeks = chanc_get(pool.seeker) == w && chanc_pool_has_place();
    bool first = w->thread == getpid(); /* of the process's threads: it must not end */
    return is_excess() && !first && !seeks;
}

/* If there are too many threads, wakes an idle one that sleeps without limit: so that it ends soon, and wakes the
 * next. Under the lock. */
static void thin_out(void) {
    if (!is_excess()) return;
    for (struct chanc_link *l = chanc_ring_first(&pool.idle); l != NULL;
         l = chanc_ring_next(&pool.idle, l)) {
        struct chanc_worker *w = CHANC_RING_OF(l, struct chanc_worker, idle);
        if (w->lingers || !is_needless(w)) continue;
        end_sleep(w);
        return;
    }
}

/* Gives a place to an idle worker and wakes it, or to a new one, which is returned: its thread is to be
 * started. Else NULL. Under the lock. */
static struct chanc_worker *engage(void) {
    if (!chanc_pool_has_place() || chanc_is_ending()) return NULL;
    struct chanc_link *idle = chanc_ring_first(&pool.idle);
    struct chanc_worker *w =
        idle != NULL ? CHANC_RING_OF(idle, struct chanc_worker, idle) : new_record();
    if (w == NULL) return NULL;
    set_state(w, CHANC_WORKING);
    chanc_set(pool.wanted, false);
    if (idle == NULL) return w;
    end_sleep(w);
    return NULL;
}

/* The thread of a new worker could not be made. The monitor tries again as long as no other thread comes back. */
static void dismiss(struct chanc_worker *w, int error) {
    static bool told;
    lock();
    set_state(w, CHANC_ABSENT);
    bool alone = threads() == 0;
    if (chanc_get(pool.refused_since) == 0) chanc_set(pool.refused_since, chanc_now());
    bool tells = !told && chanc_now() - chanc_get(pool.refused_since) >= PATIENT;
    told |= tells;
    unlock();
    if (alone) chanc_fatal("cannot make a thread", error);
    if (tells)
        dprintf(STDERR_FILENO, "warning: cannot make a thread, and those there are block: %s\n",
                strerror(error));
}

/* In the child of a fork, once it uses more than the goroutine it has. */
static void watch(void) {
    /* Relaxed: only who is first matters. */
    if (atomic_exchange_explicit(&pool.unwatched, false, memory_order_relaxed))
        chanc_monitor_start();
}

/* Gives up the lock, and then starts the thread of a new worker, if there is one (engage). */
static void unlock_and_start(struct chanc_worker *fresh) {
    unlock();
    if (fresh == NULL) return;
    int saved = errno;
    pthread_t thread;
    watch();
    int error = chanc_thread_helper(&thread, chanc_worker_main, fresh);
    if (error != 0)
        dismiss(fresh, error);
    else
        chanc_set(pool.refused_since, 0);
    errno = saved;
}

void chanc_pool_awake(struct chanc_worker *w) {
    lock();
    bool woken = chanc_get(w->wake);
    chanc_set(w->wake, 0);
    unlock();
    if (woken && w->polling) chanc_poller_resume();
}

void chanc_pool_call(void) {
    lock();
    chanc_set(pool.wanted, false);
    unlock_and_start(engage());
}

/* Whether an idle worker waits for timers and descriptors. Under the lock. */
static bool is_watched(void) {
    struct chanc_worker *seeker = chanc_get(pool.seeker);
    return seeker != NULL && chanc_get(seeker->state) == CHANC_IDLE;
}

/* Under the lock; returns what engage does. */
static struct chanc_worker *poke(void) {
    if (is_watched())
        end_sleep(chanc_get(pool.seeker));
    else if (chanc_pool_running() == 0)
        return engage();
    return NULL;
}

void chanc_fiber_poke(void) {
    lock();
    unlock_and_start(poke());
}

void chanc_pool_poke_for_poller(void) {
    lock();
    struct chanc_worker *seeker = chanc_get(pool.seeker);
    if (is_watched() && !seeker->polling) end_sleep(seeker);
    unlock();
}

void chanc_pool_poke_for_timer(void) {
    /* Either the seeker has the lock later, and looks at the timers after that; or this sees how long it sleeps. */
    lock();
    struct chanc_worker *seeker = chanc_get(pool.seeker);
    int64_t until = seeker != NULL ? chanc_get(seeker->until) : 0;
    bool late = until == 0 ? chanc_pool_running() == 0 : chanc_get(chanc_timer_next) < until;
    unlock_and_start(late ? poke() : NULL);
}

/* --- the shared queue --- */

/* Whether g runs for the first time when it runs next; main has the stack of its thread. */
static bool is_unborn(const struct chanc_g *g) {
    return g->stack == NULL && g->started != NULL;
}

/* Appends to the shared queue. Under the lock. */
static void append(struct chanc_g *g) {
    chanc_list_add(&pool.shared[is_unborn(g)], g);
    chanc_set(pool.waiting, chanc_get(pool.waiting) + 1);
}

/* Moves what waits for w, which may be about to add more, to the shared queue. Under the lock. */
static void unload(struct chanc_worker *w) {
    struct chanc_g *taken[CHANC_RUNQ / 2], *g;
    uint32_t count;
    g = chanc_worker_unslot(w);
    if (g != NULL) append(g);
    while ((count = chanc_runq_take(&w->queue, taken)) > 0)
        for (uint32_t i = 0; i < count; i++) append(taken[i]);
    while ((g = chanc_nursery_steal(&w->nursery)) != NULL) append(g);
}

/* Engages a worker for what is in the shared queue; none for what was left, because of a crowd, to those
 * that run. Under the lock. */
static struct chanc_worker *engage_for_shared(void) {
    bool left = chanc_pool_running() > 0 && chanc_pool_wary(chanc_now());
    return left ? NULL : engage();
}

void chanc_pool_inject(struct chanc_g *f) {
    lock();
    append(f);
    unlock_and_start(engage_for_shared());
}

void chanc_pool_spill(struct chanc_worker *w) {
    if (chanc_worker_length(w) == 0) return;
    lock();
    unload(w);
    unlock_and_start(engage_for_shared());
}

/* The first of the shared queue, or NULL: in turn one that goes on, and one that has not begun. Of those there may be
 * many that compute, and who has waited for time or a descriptor is not to wait for them all. Under the lock. */
static struct chanc_g *shift(void) {
    pool.turn = !pool.turn;
    if (pool.shared[pool.turn].first == NULL) pool.turn = !pool.turn;
    struct chanc_g *g = chanc_list_take(&pool.shared[pool.turn]);
    if (g != NULL) chanc_set(pool.waiting, chanc_get(pool.waiting) - 1);
    return g;
}

struct chanc_g *chanc_pool_take(struct chanc_worker *w, unsigned more) {
    if (chanc_get(pool.waiting) == 0) return NULL;
    lock();
    struct chanc_g *first = shift(), *g;
    /* A fair part, so that other workers find some too. */
    unsigned part = chanc_get(pool.waiting) / chanc_get(chanc_places);
    if (more > part) more = part;
    for (; more > 0 && (g = shift()) != NULL; more--) chanc_runq_push(&w->queue, g);
    unlock();
    return first;
}

/* --- places taken away --- */

bool chanc_pool_displace(struct chanc_worker *w, uint32_t ticks, bool replace) {
    struct chanc_worker *fresh = NULL;
    lock();
    bool stands =
        chanc_get(w->state) == CHANC_WORKING && chanc_get(w->ticks) == ticks && !chanc_is_ending();
    if (stands) {
        set_state(w, CHANC_LOST);
        chanc_alert(w, CHANC_ATTEND_PLACE);
        unload(w);
        if (replace || chanc_get(pool.waiting) > 0 || !is_watched()) fresh = engage();
    }
    unlock_and_start(fresh);
    return stands;
}

/* --- what a worker does about its own place --- */

/* Leaves work where it is for a while; for twice as long as before if that was only just over. */
static void beware(void) {
    int64_t now = chanc_now(), again = chanc_get(pool.wary_until) + pool.wary_for;
    pool.wary_for = now < again ? pool.wary_for * 2 : SHORTEST_WARY;
    if (pool.wary_for > LONGEST_WARY) pool.wary_for = LONGEST_WARY;
    chanc_set(pool.wary_until, now + pool.wary_for);
}

bool chanc_pool_settle(struct chanc_worker *w) {
    /* Acquire: who sees CHANC_ATTEND_STOP sees the end, which is looked at only then: else the bit could
     * be lost. */
    uint32_t bits = atomic_exchange_explicit(&w->attention, 0, memory_order_acquire);
    if (chanc_is_ending()) chanc_stop_thread();
    if (bits & CHANC_ATTEND_TIMER) chanc_pool_poke_for_timer();
    if (bits & CHANC_ATTEND_WATCH) watch();
    if ((bits & (CHANC_ATTEND_PLACE | CHANC_ATTEND_CROWD)) == 0) return true;
    lock();
    if (chanc_get(w->state) == CHANC_LOST) {
        set_state(w, chanc_pool_has_place() ? CHANC_WORKING : CHANC_PAUSING);
    } else if (chanc_pool_running() > chanc_get(chanc_places)) {
        set_state(w, CHANC_PAUSING);
    } else if ((bits & CHANC_ATTEND_CROWD) && chanc_pool_running() > 1) {
        set_state(w, CHANC_PAUSING);
        beware();
    }
    bool placed = chanc_get(w->state) == CHANC_WORKING;
    if (placed) thin_out();
    unlock();
    return placed;
}

/* Unless another seeks that is awake. Under the lock. */
static void become_seeker(struct chanc_worker *w) {
    if (chanc_get(pool.seeker) == NULL || is_watched()) chanc_set(pool.seeker, w);
}

bool chanc_pool_rest(struct chanc_worker *w) {
    chanc_alone_end(w);
    lock();
    bool rests = chanc_get(w->state) != CHANC_WORKING || chanc_get(pool.waiting) == 0;
    if (rests) {
        set_state(w, CHANC_IDLE);
        become_seeker(w);
        thin_out(); /* who was the seeker may have gone to sleep before there were too many */
    }
    unlock();
    return rests;
}

bool chanc_pool_rejoin(struct chanc_worker *w) {
    lock();
    if (chanc_get(w->state) == CHANC_IDLE && chanc_pool_has_place()) set_state(w, CHANC_WORKING);
    bool placed = chanc_get(w->state) == CHANC_WORKING;
    unlock();
    return placed;
}

bool chanc_pool_leave(struct chanc_worker *w) {
    lock();
    bool leaves = chanc_get(w->state) == CHANC_IDLE && is_needless(w);
    if (leaves) {
        set_state(w, CHANC_PAUSING);
        if (chanc_get(pool.seeker) == w) chanc_set(pool.seeker, NULL);
        thin_out();
    }
    unlock();
    return leaves;
}

void chanc_pool_retire(struct chanc_worker *w) {
    lock();
    set_state(w, CHANC_ABSENT);
    unlock();
}

bool chanc_pool_prepare_sleep(struct chanc_worker *w, bool seeks) {
    lock();
    bool asleep = chanc_get(w->state) == CHANC_IDLE && chanc_get(w->wake) == 0;
    if (asleep) {
        w->lingers = is_excess() && !seeks;
        w->polling = seeks && chanc_poller_wanted();
        if (seeks) chanc_set(w->until, INT64_MAX); /* see chanc_pool_poke_for_timer */
    }
    unlock();
    return asleep;
}

bool chanc_pool_seek(struct chanc_worker *w) {
    lock();
    become_seeker(w);
    unlock();
    return chanc_get(pool.seeker) == w;
}

void chanc_pool_found(struct chanc_worker *w) {
    if (chanc_get(pool.seeker) != w) return;
    lock();
    chanc_set(pool.seeker, NULL);
    chanc_set(pool.wanted, chanc_pool_has_place());
    unlock();
}

/* --- fork --- */

/* What waited for v, whose thread the child does not have, or which is the child's own. */
static void drop_work(struct chanc_worker *v) {
    chanc_set(v->next, NULL);
    memset(&v->queue, 0, sizeof v->queue);
    memset(&v->nursery, 0, sizeof v->nursery);
}

void chanc_pool_forget(struct chanc_worker *here) {
    unsigned working = here != NULL, all = 0;
    CHANC_EACH_WORKER(v) {
        all++;
        chanc_set(v->state, v == here ? CHANC_WORKING : CHANC_ABSENT);
        chanc_set(v->attention, CHANC_ATTEND_WATCH);
        chanc_set(v->wake, 0);
        chanc_set(v->until, 0);
        v->polling = false; /* there is no poller */
        drop_work(v);
    }
    if (here != NULL) chanc_worker_identify(here);
    pool =
        (struct chanc_pool){.lock = PTHREAD_MUTEX_INITIALIZER, /* another thread may have held it */
                            .count = {[CHANC_ABSENT] = all - working, [CHANC_WORKING] = working},
                            .wanted = working < chanc_get(chanc_places),
                            .unwatched = true};
    chanc_poller_forget();
    chanc_alone_forget(here);
}

/* --- the whole pool --- */

struct chanc_worker *chanc_pool_first(void) {
    lock();
    struct chanc_worker *w = new_record();
    if (w != NULL) set_state(w, CHANC_WORKING);
    unlock();
    return w;
}

/* Sets attention bits of all workers. */
static void alert_all(uint32_t bits) {
    CHANC_EACH_WORKER(w) {
        chanc_alert(w, bits);
    }
}

void chanc_fiber_procs(bool fewer) {
    lock(); /* who is engaged before is alerted; who is later sees the new number */
    if (fewer) alert_all(CHANC_ATTEND_PLACE);
    chanc_set(pool.wanted, chanc_pool_has_place());
    thin_out();
    unlock();
}

void chanc_fiber_stop(void) {
    struct timespec until;
    alert_all(CHANC_ATTEND_STOP);
    chanc_section_abandon(); /* exit may have been called by a signal's handler */
    /* Nobody is alone from here on: who is, and is held in a section (hold.c), would be waited for. */
    chanc_section_begin();
    chanc_section_end();
    /* Not for ever: exit may have been called by a signal's handler that interrupted the holder of the lock. */
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    bool locked = pthread_mutex_timedlock(&pool.lock, &until) == 0;
    CHANC_EACH_WORKER(w) {
        if (w->number != chanc_user) continue;
        set_state(w, CHANC_ABSENT);
        chanc_alone_end(w);
    }
    if (locked) unlock();
    chanc_user = 0;
}

void chanc_fiber_threads(chanc_visit_thread *visit, void *context) {
    CHANC_EACH_WORKER(w) {
        uint32_t state = chanc_get(w->state);
        if (state == CHANC_WORKING || state == CHANC_LOST) visit(w->thread, context);
    }
}

bool chanc_pool_holds_work(void) {
    CHANC_EACH_WORKER(w) {
        if (chanc_worker_length(w) > 0) return true;
    }
    return chanc_get(pool.waiting) > 0;
}

int chanc_fiber_quiet(void) {
    lock();
    /* An idle worker may have got work from the poller or a timer, and no place yet. */
    unsigned own = threads();
    bool idle = chanc_get(pool.count[CHANC_IDLE]) == own && !chanc_pool_holds_work();
    bool quiet = chanc_is_ending() || idle;
    own += !chanc_get(pool.unwatched); /* the monitor */
    unlock();
    return quiet ? (int)own : 0;
}

#endif
