/* timer.c - time: sleep, after, tick.
 *
 * Timers are in a heap (heap.c); what else is known of one lies in the sleeper's stack or before the
 * timer's channel. A back end calls chanc_timer_run when the first is due.
 *
 * The channel of chanc_after is given back when its value has been received. So that a program may
 * also free it, whether it has received or not, such channels are kept for a while: the memory of
 * one is reused only after KEPT others, or half as many if many are waited for, and only when nobody waits for it.
 *
 * Invariants, whenever nobody holds the lock
 *  - chanc_timer_next is the deadline of the heap's first, INT64_MAX without one.
 *  - A timer is in the heap until it is due; one that repeats always, until it is freed.
 *  - A struct timed is among the dead from when its one value was received.
 *  - `firing` is the number of calls that hold goroutines taken out of sleep and not yet ready.
 *
 * The lock comes before those of channels.
 */
#include "timer.h"

#include "channel.h"
#include "heap.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum {
    KEPT = 1024, /* channels of chanc_after that wait before one is freed */
    LOOKED = 2,  /* looked at when one more dies: so those waited for do not pile up */
    AT_ONCE = 64 /* timers fired under one lock, which who goes to sleep waits for */
};

/* A channel filled by a timer; the struct chanc_chan lies behind it. */
struct timed {
    union { /* first, so that what points to it points to the whole, for tools that look for leaks */
        struct chanc_timer timer;
        struct chanc_link link; /* when it is dead */
    };
    int64_t period; /* 0: fires once */
    bool dead;      /* its one value was received */
};

static struct {
    _Atomic uint32_t lock;
    _Atomic bool fired; /* someone fires what is due */
    struct chanc_heap heap;
    /* struct timed; those waited for, when they were to be freed, were put behind again */
    chanc_ring dead;
    int kept; /* how many those are */
    int64_t firing;
} timers;

_Atomic int64_t chanc_timer_next = INT64_MAX;

/* --- the heap --------------------------------------------------------------------------------- */

static void heap_changed(void) {
    int64_t when = chanc_heap_when(&timers.heap);
    if (when == chanc_get(chanc_timer_next)) return; /* which the lock guards here */
    /* Sequentially consistent for the sake of the end: see take_the_end in sched.c. To all others it is a hint:
     * who adds the first tells the back end. */
    atomic_store_explicit(&chanc_timer_next, when, memory_order_seq_cst);
}

static void add(struct chanc_timer *t) {
    if (!chanc_heap_add(&timers.heap, t, !t->sleeper || t->claims))
        chanc_fatal("no memory for a timer", ENOMEM);
    t->armed = true;
    heap_changed();
}

static void take_out(struct chanc_timer *t) {
    t->armed = false;
    if (t == chanc_heap_first(&timers.heap))
        chanc_heap_remove_first(&timers.heap);
    else
        chanc_heap_remove(&timers.heap, t);
    heap_changed();
}

/* --- struct timed ----------------------------------------------------------------------------- */

static chanc_chan *channel_of(struct timed *t) {
    return (chanc_chan *)(t + 1);
}

static struct timed *timed_of(chanc_chan *c) {
    return (struct timed *)c - 1;
}

/* Whether anybody waits for a dead channel, or has its lock, as a select that leaves its queue. That lock is not waited
 * for: in the child of a fork it may stay taken for ever. */
static bool is_in_use(chanc_chan *c) {
    if (!chanc_try_lock(&c->lock)) return true;
    chanc_channel_renew(c);
    bool waited = chanc_channel_is_waited_for(c);
    chanc_unlock(&c->lock);
    return waited;
}

/* The channel's one value was received. Adds to `unused` what may be freed. */
static void bury(struct timed *t, chanc_ring *unused) {
    t->dead = true;
    chanc_ring_add(&timers.dead, &t->link);
    timers.kept++;
    for (int i = 0; i < LOOKED && timers.kept > KEPT; i++) {
        t = CHANC_RING_OF(chanc_ring_first(&timers.dead), struct timed, link);
        chanc_ring_remove(&timers.dead, &t->link);
        bool used = is_in_use(channel_of(t));
        chanc_ring_add(used ? &timers.dead : unused, &t->link);
        timers.kept -= !used;
    }
}

static void free_all(chanc_ring *unused) {
    for (struct chanc_link *l; (l = chanc_ring_first(unused)) != NULL;) {
        chanc_ring_remove(unused, l);
        free(CHANC_RING_OF(l, struct timed, link));
    }
}

/* --- firing ----------------------------------------------------------------------------------- */

/* What is left to do once the lock is free. */
struct due {
    struct chanc_list wake; /* to be made ready */
    chanc_ring unused;      /* struct timed, to be freed */
};

/* Sends the time unless the channel is full. */
static void fire_timed(struct timed *t, int64_t now, struct due *due) {
    chanc_chan *c = channel_of(t);
    struct chanc_g *wake;
    chanc_lock(&c->lock);
    chanc_try_send(c, &now, &wake);
    chanc_unlock(&c->lock);
    if (wake) chanc_list_add(&due->wake, wake);
    if (t->period) {
        t->timer.when += t->period * (1 + (now - t->timer.when) / t->period);
        add(&t->timer);
    } else if (wake) {
        bury(t, &due->unused);
    }
}

static void fire(struct chanc_timer *t, int64_t now, struct due *due) {
    take_out(t);
    if (!t->sleeper)
        fire_timed((struct timed *)t, now, due);
    else if (!t->claims ||
             chanc_claim(t->sleeper)) /* who may be gone as soon as the lock is free */
        chanc_list_add(&due->wake, t->sleeper);
}

/* Fires some of what is due; false if nothing is any more. */
static bool fire_some(int64_t now) {
    struct due due = {.unused = NULL};
    int count = 0;
    chanc_lock(&timers.lock);
    while (chanc_heap_when(&timers.heap) <= now && count++ < AT_ONCE)
        fire(chanc_heap_first(&timers.heap), now, &due);
    bool more = chanc_heap_when(&timers.heap) <= now;
    timers.firing++;
    chanc_unlock(&timers.lock);
    chanc_ready_all(due.wake);
    free_all(&due.unused);
    chanc_lock(&timers.lock);
    timers.firing--;
    chanc_unlock(&timers.lock);
    return more;
}

int64_t chanc_timer_run(int64_t now) {
    /* Relaxed: whoever gets here in vain leaves the rest to who fires, or comes again. */
    if (!atomic_exchange_explicit(&timers.fired, true, memory_order_relaxed)) {
        while (fire_some(now)) continue;
        chanc_set(timers.fired, false);
    }
    return chanc_get(chanc_timer_next);
}

/* Whether somebody waits for t's channel who may go on. */
static bool is_awaited(struct timed *t) {
    chanc_chan *c = channel_of(t);
    struct chanc_link *l;
    chanc_lock(&c->lock);
    for (l = chanc_ring_first(&c->receivers); l != NULL; l = chanc_ring_next(&c->receivers, l))
        if (!chanc_is_stopped(((struct chanc_waiter *)l)->g)) break;
    chanc_unlock(&c->lock);
    return l != NULL;
}

bool chanc_timer_may_wake(void) {
    chanc_lock(&timers.lock);
    bool may = timers.firing > 0;
    for (uint32_t i = 0; i < timers.heap.count && !may; i++) {
        struct chanc_timer *t = chanc_heap_at(&timers.heap, i);
        may = t->sleeper ? !chanc_is_stopped(t->sleeper) : is_awaited((struct timed *)t);
    }
    chanc_unlock(&timers.lock);
    return may;
}

/* --- setting ---------------------------------------------------------------------------------- */

int64_t chanc_deadline(int64_t ns) {
    int64_t now = chanc_now(), latest = INT64_MAX - 1;
    if (ns <= 0) return now;
    return ns > latest - now ? latest : now + ns;
}

/* Gives up the lock; tells the back end if t has become the first. */
static void unlock_and_tell(const struct chanc_timer *t) {
    bool first = chanc_heap_first(&timers.heap) == t;
    chanc_unlock(&timers.lock);
    if (!first) return;
    if (CHANC_FIBERS_RUN) /* looked at after the timer was set: see take_the_end in sched.c */
        chanc_fiber_timer();
    else
        chanc_keeper_poke();
}

int64_t chanc_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

void chanc_timer_arm(struct chanc_timer *t, int64_t when, struct chanc_g *g, bool claims) {
    t->when = when;
    t->sleeper = g;
    t->claims = claims;
    chanc_lock(&timers.lock);
    add(t);
    unlock_and_tell(t);
}

void chanc_timer_disarm(struct chanc_timer *t) {
    chanc_lock(&timers.lock);
    if (t->armed) take_out(t);
    chanc_unlock(&timers.lock);
}

void chanc_sleep_at(int64_t ns, const chanc_site *site) {
    struct chanc_timer t;
    struct chanc_g *g = chanc_self();
    if (ns <= 0) {
        chanc_yield();
        return;
    }
    chanc_timer_arm(&t, chanc_deadline(ns), g, false);
    chanc_park(g, NULL, CHANC_SLEEPING, site);
}

void(chanc_sleep)(int64_t ns) {
    chanc_sleep_at(ns, NULL);
}

static CHANC_INLINE chanc_chan *make_timed(int64_t ns, int64_t period) {
    struct timed *t = calloc(1, sizeof *t + sizeof(chanc_chan) + sizeof(int64_t));
    if (!t) chanc_fatal("no memory for a timer", ENOMEM);
    chanc_channel_init(channel_of(t), sizeof(int64_t), 1);
    channel_of(t)->timed = true;
    t->period = period;
    t->timer.when = chanc_deadline(ns);
    chanc_self(); /* starts the runtime if need be */
    chanc_lock(&timers.lock);
    add(&t->timer);
    unlock_and_tell(&t->timer);
    return channel_of(t);
}

chanc_chan *chanc_after(int64_t ns) {
    CHANC_FRAME();
    return make_timed(ns, 0);
}

chanc_chan *chanc_tick(int64_t ns) {
    CHANC_FRAME();
    return ns > 0 ? make_timed(ns, ns) : NULL; /* as in Go, a clock that never ticks */
}

void chanc_timer_received(chanc_chan *c) {
    struct timed *t = timed_of(c);
    chanc_ring unused = NULL;
    chanc_lock(&timers.lock);
    if (!t->dead && !t->timer.armed && !t->period) bury(t, &unused);
    chanc_unlock(&timers.lock);
    free_all(&unused);
}

void chanc_timer_free(chanc_chan *c) {
    struct timed *t = timed_of(c);
    bool dead;
    chanc_lock(&timers.lock);
    dead = t->dead; /* given back already */
    if (!dead && t->timer.armed) take_out(&t->timer);
    chanc_unlock(&timers.lock);
    if (!dead) free(t);
}

/* --- fork ------------------------------------------------------------------------------------- */

void chanc_timer_lock(void) {
    chanc_lock(&timers.lock);
}

void chanc_timer_unlock(void) {
    chanc_unlock(&timers.lock);
}

void chanc_timer_forget(void) {
    for (uint32_t i = 0; i < timers.heap.count; i++) {
        struct chanc_timer *t = chanc_heap_at(&timers.heap, i);
        if (!t->sleeper) t->armed = false; /* the others are of goroutines that are gone */
    }
    timers.heap.count = 0;
    heap_changed();
    timers.fired = false;
    timers.firing = 0;
}
