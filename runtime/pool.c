/* pool.c - how many workers run, who is idle, and the queue that all share.
 *
 * A worker needs a place to run fibers; there are as many places as chanc_procs says. A worker with
 * nothing to do gives its place back and sleeps; who has work for it takes a place in its name,
 * then wakes it. A worker whose fiber blocks in the kernel loses its place to another (monitor.c),
 * and asks for one again when that fiber next switches. Threads beyond the number of places end.
 *
 * Invariants, under `lock`
 *  - `running` workers have places; not more than `places`, but for a moment after chanc_procs.
 *  - A worker with a thread is running, idle (in the list, without a place), or lost (runs a fiber
 *    without a place).
 *  - Fibers enter the shared queue and workers leave the idle list under the same lock, so that no
 *    worker sleeps while a place is free and a fiber waits there.
 *  - `wanted` only if a call could be answered: a place is free.
 */
#define _GNU_SOURCE
#include "fiber.h"
#include "futex.h"
#include "poll.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct chanc_pool chanc_pool = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .places = 1, .seeker_until = INT64_MIN};

_Atomic(struct chanc_worker *) chanc_workers[CHANC_WORKERS];
_Atomic unsigned chanc_workers_count;
sigset_t chanc_signals;

#define pool chanc_pool /* the one object of this file */

/* The atomics that are written under the lock need no order of their own there. */
#define get(field) atomic_load_explicit(&(field), memory_order_relaxed)
#define set(field, value) atomic_store_explicit(&(field), value, memory_order_relaxed)

static void lock(void) {
    pthread_mutex_lock(&pool.lock);
}

static void unlock(void) {
    pthread_mutex_unlock(&pool.lock);
}

/* --- records and the idle list. All under the lock.
 * ---------------------------------------------------- */

struct chanc_worker *chanc_pool_add(void) {
    unsigned count = get(chanc_workers_count);
    for (unsigned i = 0; i < count; i++) {
        struct chanc_worker *old = get(chanc_workers[i]);
        if (!old->used) return old;
    }
    if (count == CHANC_WORKERS) return NULL;
    struct chanc_worker *w = aligned_alloc(_Alignof(struct chanc_worker), sizeof *w);
    if (w == NULL) return NULL;
    memset(w, 0, sizeof *w);
    set(chanc_workers[count], w);
    /* Release: who sees the new count sees the record. */
    atomic_store_explicit(&chanc_workers_count, count + 1, memory_order_release);
    return w;
}

static void add_idle(struct chanc_worker *w) {
    set(w->idle, true);
    w->idle_before = NULL;
    w->idle_next = pool.idle;
    if (pool.idle != NULL) pool.idle->idle_before = w;
    pool.idle = w;
    pool.idle_count++;
}

static void remove_idle(struct chanc_worker *w) {
    set(w->idle, false);
    if (w->idle_before != NULL)
        w->idle_before->idle_next = w->idle_next;
    else
        pool.idle = w->idle_next;
    if (w->idle_next != NULL) w->idle_next->idle_before = w->idle_before;
    pool.idle_count--;
}

static void take_place(void) {
    set(pool.running, get(pool.running) + 1);
    if (get(pool.running) == 1) chanc_monitor_wake();
}

static void give_place(void) {
    set(pool.running, get(pool.running) - 1);
}

/* A worker that has a place from now on: an idle one, or one without a thread; NULL: no place. */
static struct chanc_worker *engage(void) {
    if (get(pool.running) >= get(pool.places) || get(pool.stopping)) return NULL;
    struct chanc_worker *w = pool.idle;
    if (w != NULL) {
        remove_idle(w);
    } else {
        w = chanc_pool_add();
        if (w == NULL) return NULL;
        w->used = true;
        pool.threads++;
    }
    take_place();
    set(pool.wanted, false);
    return w;
}

/* --- waking. Without the lock, since it calls the kernel.
 * ---------------------------------------------- */

/* A worker that is not idle any more goes on; an idle one looks again at what it waits for. */
static void end_sleep(struct chanc_worker *w, bool polling) {
    /* Release: that it is not idle, and what was queued, is seen by the worker. */
    atomic_store_explicit(&w->wake, 1, memory_order_release);
    if (polling)
        chanc_poller_interrupt();
    else
        chanc_futex_wake(&w->wake, 1);
}

/* The thread of an engaged worker could not be made. */
static void dismiss(struct chanc_worker *w, int error) {
    lock();
    w->used = w->started = false;
    pool.threads--;
    give_place();
    bool alone = pool.threads == 0;
    unlock();
    if (alone) chanc_fatal("cannot make a thread", error);
}

/* Sets an engaged worker going. NULL: does nothing. */
static void rouse(struct chanc_worker *w) {
    if (w == NULL) return;
    if (w->started) {
        end_sleep(w, w->polling);
    } else {
        w->started = true;
        int error = chanc_worker_thread(w);
        if (error != 0) dismiss(w, error);
    }
}

/* --- start, size, end
 * ------------------------------------------------------------------------------------ */

void chanc_pool_start(unsigned places) {
    set(pool.places, places);
    set(pool.wanted, places > 1);
}

struct chanc_worker *chanc_pool_first(void) {
    lock();
    struct chanc_worker *w = chanc_pool_add();
    if (w != NULL) {
        w->used = w->started = w->first = true;
        pool.threads++;
        take_place();
    }
    unlock();
    return w;
}

unsigned chanc_pool_places(int n) {
    lock();
    unsigned before = get(pool.places);
    if (n > 0) {
        set(pool.places, (unsigned)n);
        set(pool.wanted, get(pool.running) < (unsigned)n);
        for (unsigned i = 0; (unsigned)n < before && i < get(chanc_workers_count); i++)
            atomic_fetch_or_explicit(&((struct chanc_worker *)get(chanc_workers[i]))->attention,
                                     CHANC_ATTEND_EXCESS, memory_order_relaxed);
    }
    unlock();
    return before;
}

void chanc_pool_stop(void) {
    /* No lock: after a fork another thread may have held it. */
    set(pool.stopping, true);
    for (unsigned i = 0; i < get(chanc_workers_count); i++)
        atomic_fetch_or_explicit(&((struct chanc_worker *)get(chanc_workers[i]))->attention,
                                 CHANC_ATTEND_STOP, memory_order_relaxed);
}

static _Atomic int64_t foreign_balance; /* goroutines that foreign threads spawned */

void chanc_pool_count(void) {
    atomic_fetch_add_explicit(&foreign_balance, 1, memory_order_relaxed);
}

int64_t chanc_pool_balance(void) {
    int64_t sum = get(foreign_balance);
    unsigned count = atomic_load_explicit(&chanc_workers_count, memory_order_acquire);
    for (unsigned i = 0; i < count; i++)
        sum += get(((struct chanc_worker *)get(chanc_workers[i]))->balance);
    return sum;
}

/* --- the shared queue
 * ----------------------------------------------------------------------------------- */

void chanc_pool_inject(struct chanc_fiber *first, struct chanc_fiber *last, unsigned count) {
    int saved = errno;
    last->g.next = NULL;
    lock();
    if (pool.last != NULL)
        pool.last->g.next = &first->g;
    else
        pool.first = first;
    pool.last = last;
    set(pool.waiting, get(pool.waiting) + count);
    struct chanc_worker *w = engage();
    unlock();
    rouse(w);
    errno = saved;
}

void chanc_pool_overflow(struct chanc_worker *w, struct chanc_fiber *f) {
    struct chanc_fiber *taken[CHANC_RUNQ / 2 + 1];
    uint32_t count = chanc_runq_take(&w->queue, taken, CHANC_RUNQ / 2);
    taken[count] = f;
    for (uint32_t i = 0; i < count; i++) taken[i]->g.next = &taken[i + 1]->g;
    chanc_pool_inject(taken[0], f, count + 1);
}

void chanc_pool_spill(struct chanc_worker *w) {
    struct chanc_fiber *f = atomic_exchange_explicit(&w->next, NULL, memory_order_acquire);
    do {
        if (f != NULL) chanc_pool_inject(f, f, 1);
        f = chanc_runq_pop(&w->queue);
    } while (f != NULL);
}

/* The first of the shared queue. Under the lock. */
static struct chanc_fiber *shift(void) {
    struct chanc_fiber *f = pool.first;
    if (f == NULL) return NULL;
    pool.first = (struct chanc_fiber *)(void *)f->g.next;
    if (pool.first == NULL) pool.last = NULL;
    set(pool.waiting, get(pool.waiting) - 1);
    return f;
}

struct chanc_fiber *chanc_pool_take(struct chanc_worker *w, unsigned more) {
    if (get(pool.waiting) == 0) return NULL;
    lock();
    struct chanc_fiber *f = shift();
    /* A fair part, so that other workers find some too. */
    unsigned part = get(pool.waiting) / get(pool.places);
    if (more > part) more = part;
    for (struct chanc_fiber *other; more > 0 && (other = shift()) != NULL; more--)
        if (!chanc_runq_push(&w->queue, other)) abort(); /* the caller's queue has room */
    unlock();
    return f;
}

/* --- calling workers
 * ------------------------------------------------------------------------------------- */

void chanc_pool_call(void) {
    int saved = errno;
    lock();
    set(pool.wanted, false);
    struct chanc_worker *w = engage();
    unlock();
    rouse(w);
    errno = saved;
}

void chanc_pool_poke(void) {
    int saved = errno;
    lock();
    struct chanc_worker *seeker = get(pool.seeker), *fresh = NULL;
    bool asleep = seeker != NULL && get(seeker->idle), polling = asleep && seeker->polling;
    if (!asleep && get(pool.running) == 0) fresh = engage();
    unlock();
    /* Should the seeker be called in the meantime, this costs it one more look. */
    if (asleep) end_sleep(seeker, polling);
    rouse(fresh);
    errno = saved;
}

void chanc_pool_poke_for_timer(void) {
    /* Either the seeker sees the timer before it sleeps, or this sees how long it sleeps: each
     * writes its own first and reads the other's after a fence (chanc_pool_quiet_until). */
    atomic_thread_fence(memory_order_seq_cst);
    int64_t until = get(pool.seeker_until);
    if (until == INT64_MIN ? get(pool.running) == 0 : get(chanc_timer_next) < until)
        chanc_pool_poke();
}

bool chanc_pool_replace(struct chanc_worker *w, uint32_t ticks) {
    lock();
    bool stands = !get(w->idle) && !w->lost && get(w->ticks) == ticks && !get(pool.stopping);
    struct chanc_worker *other = NULL;
    if (stands) {
        w->lost = true;
        set(pool.lost, get(pool.lost) + 1);
        give_place();
        /* Release: the worker's settle sees `lost`. */
        atomic_fetch_or_explicit(&w->attention, CHANC_ATTEND_LOST, memory_order_release);
        other = engage();
    }
    unlock();
    rouse(other);
    return stands;
}

/* --- what a worker does about its own place
 * -------------------------------------------------------------- */

bool chanc_pool_settle(struct chanc_worker *w) {
    if (get(pool.stopping)) chanc_stop_thread();
    uint32_t bits = atomic_exchange_explicit(&w->attention, 0, memory_order_acquire);
    if ((bits & (CHANC_ATTEND_LOST | CHANC_ATTEND_EXCESS)) == 0) return true;
    lock();
    if (w->lost) {
        w->lost = false;
        set(pool.lost, get(pool.lost) - 1);
        take_place();
    }
    bool stays = get(pool.running) <= get(pool.places);
    if (!stays) give_place();
    unlock();
    return stays;
}

bool chanc_pool_rest(struct chanc_worker *w, bool has_place) {
    lock();
    bool rests = !has_place || get(pool.waiting) == 0;
    if (rests) {
        if (has_place) give_place();
        add_idle(w);
        struct chanc_worker *seeker = get(pool.seeker);
        if (seeker == NULL || get(seeker->idle)) set(pool.seeker, w);
    }
    unlock();
    return rests;
}

bool chanc_pool_rejoin(struct chanc_worker *w) {
    lock();
    bool placed = !get(w->idle);
    if (!placed && get(pool.running) < get(pool.places)) {
        remove_idle(w);
        take_place();
        placed = true;
    }
    unlock();
    return placed;
}

bool chanc_pool_quiet(void) {
    lock();
    bool quiet = get(pool.running) == 0 && get(pool.lost) == 0 && get(pool.waiting) == 0;
    unlock();
    return quiet;
}

int chanc_pool_threads(void) {
    lock();
    int threads = (int)pool.threads + 1; /* the monitor */
    unlock();
    return threads;
}

bool chanc_pool_polls(struct chanc_worker *w, bool seeks) {
    lock();
    w->polling = seeks && chanc_poller_used();
    unlock();
    return w->polling;
}

static bool excess(void) {
    return pool.idle_count + get(pool.running) > get(pool.places);
}

bool chanc_pool_excess(void) {
    lock();
    bool is = excess();
    unlock();
    return is;
}

bool chanc_pool_leave(struct chanc_worker *w) {
    lock();
    bool leaves = get(w->idle) && excess() && !w->first &&
                  (get(pool.seeker) != w || get(pool.running) >= get(pool.places));
    if (leaves) {
        remove_idle(w);
        if (get(pool.seeker) == w) set(pool.seeker, NULL);
        pool.threads--;
    }
    unlock();
    return leaves;
}

bool chanc_pool_seek(struct chanc_worker *w) {
    lock();
    struct chanc_worker *seeker = get(pool.seeker);
    if (seeker == NULL || get(seeker->idle)) set(pool.seeker, seeker = w);
    unlock();
    return seeker == w;
}

void chanc_pool_found(struct chanc_worker *w) {
    if (get(pool.seeker) != w) return;
    lock();
    set(pool.seeker, NULL);
    set(pool.wanted, get(pool.running) < get(pool.places));
    unlock();
}

void chanc_pool_retire(struct chanc_worker *w) {
    lock();
    w->used = w->started = false;
    unlock();
}
