/* fiber.c - goroutines with stacks of their own: made, switched, parked, made ready, ended.
 *
 * A goroutine that parks switches straight to the next one; only when its worker has none does it
 * switch to the worker's loop (worker.c). Nothing here takes a lock.
 *
 * The order of running: a fiber just made ready goes to its waker's run-next slot, so that two that
 * talk to each other stay on one core and in its cache; what was in the slot moves to the queue.
 * Every FAIR-th choice is made from the queues instead, so that a chain of such wake-ups cannot
 * keep others waiting for ever.
 *
 * Invariants: see fiber.h. The stack of an ended fiber is touched until the switch away from it is
 * done, and only its own thread knows when: it is kept in `dead` until the next spawn or end.
 */
#define _GNU_SOURCE
#include "fiber.h"
#include "poll.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

enum {
    FAIR = 64,    /* choices between two that look at the shared queue, timers and descriptors */
    COLOURS = 16, /* descriptors start at as many different cache lines of a page */
    LINE = 64
};

_Static_assert(offsetof(struct chanc_fiber, g) == 0, "a goroutine is the start of its fiber");

static struct chanc_fiber *fiber_of(struct chanc_g *g) {
    return (struct chanc_fiber *)(void *)g;
}

struct chanc_worker *chanc_worker_here(void) {
    struct chanc_g *g = chanc_current;
    return g == NULL || g->is_thread ? NULL : fiber_of(g)->worker;
}

/* --- switching
 * ------------------------------------------------------------------------------------- */

/* Waits until the thread that parked f has left its stack: a few instructions, unless the kernel
 * took that thread's processor away. */
static void wait_until_left(struct chanc_fiber *f) {
    for (unsigned spins = 0; atomic_load_explicit(&f->on_stack, memory_order_acquire); spins++) {
        if (spins < 100)
            chanc_relax();
        else
            sched_yield();
    }
}

/* Makes `to` the running fiber of w's thread, all but the stack. */
static inline void enter(struct chanc_worker *w, struct chanc_fiber *to) {
    /* Acquire: with the release store of the switch that left it, its saved state is whole. */
    if (CHANC_UNLIKELY(atomic_load_explicit(&to->on_stack, memory_order_acquire)))
        wait_until_left(to);
    /* Relaxed: nobody else reads it before the fiber is published again. */
    atomic_store_explicit(&to->on_stack, 1, memory_order_relaxed);
    to->worker = w;
    chanc_current = &to->g;
}

static inline void switch_to(struct chanc_worker *w, struct chanc_fiber *from,
                             struct chanc_fiber *to) {
    from->saved_errno = *w->errno_at;
    enter(w, to);
    chanc_context_switch(&from->context, &to->context, (uint32_t *)&from->on_stack);
    *from->worker->errno_at = from->saved_errno;
}

/* --- choosing the next
 * ----------------------------------------------------------------------------- */

static void push(struct chanc_worker *w, struct chanc_fiber *f) {
    if (CHANC_UNLIKELY(!chanc_runq_push(&w->queue, f))) chanc_pool_overflow(w, f);
    /* Relaxed: a hint; a call that is missed is made up for by who watches (worker.c). */
    if (CHANC_UNLIKELY(atomic_load_explicit(&chanc_pool.wanted, memory_order_relaxed)))
        chanc_pool_call();
}

static inline struct chanc_fiber *take_next(struct chanc_worker *w) {
    if (atomic_load_explicit(&w->next, memory_order_relaxed) == NULL) return NULL;
    /* Acquire: what a thief left there is not possible, but NULL after a theft is. */
    return atomic_exchange_explicit(&w->next, NULL, memory_order_acquire);
}

/* The choice that looks beyond the run-next slot. */
static struct chanc_fiber *pick_fairly(struct chanc_worker *w) {
    uint32_t bits = atomic_load_explicit(&w->attention, memory_order_relaxed);
    if (bits & ~(uint32_t)CHANC_ATTEND_TIMER) return NULL;
    if (bits != 0) atomic_fetch_and_explicit(&w->attention, ~bits, memory_order_relaxed);
    chanc_worker_glance(w);
    struct chanc_fiber *f = chanc_pool_take(w, 0);
    if (f == NULL) f = chanc_runq_pop(&w->queue);
    if (f == NULL) f = take_next(w);
    if (f != NULL && bits != 0) chanc_pool_poke_for_timer();
    return f;
}

static inline struct chanc_fiber *pick(struct chanc_worker *w) {
    uint32_t ticks = atomic_load_explicit(&w->ticks, memory_order_relaxed) + 1;
    /* Relaxed: watchers only compare it with what it was. */
    atomic_store_explicit(&w->ticks, ticks, memory_order_relaxed);
    if (CHANC_UNLIKELY(ticks % FAIR == 0 ||
                       atomic_load_explicit(&w->attention, memory_order_relaxed)))
        return pick_fairly(w);
    struct chanc_fiber *f = take_next(w);
    return f != NULL ? f : chanc_runq_pop(&w->queue);
}

struct chanc_fiber *chanc_fiber_pick(struct chanc_worker *w) {
    return pick(w);
}

/* --- what the core calls
 * ---------------------------------------------------------------------------- */

void chanc_fiber_park(struct chanc_g *g, _Atomic uint32_t *lock) {
    struct chanc_fiber *self = fiber_of(g);
    struct chanc_worker *w = self->worker;
    if (lock != NULL) chanc_unlock(lock);
    struct chanc_fiber *to = pick(w);
    if (to == self) return; /* made ready in the meantime */
    switch_to(w, self, to != NULL ? to : &w->loop);
}

void chanc_fiber_ready(struct chanc_g *g) {
    struct chanc_fiber *f = fiber_of(g);
    struct chanc_worker *w = chanc_worker_here();
    if (CHANC_UNLIKELY(w == NULL)) {
        chanc_pool_inject(f, f, 1);
        return;
    }
    if (atomic_load_explicit(&w->next, memory_order_relaxed) == NULL) {
        /* Nobody else fills the slot. Release: a thief sees the fiber whole. */
        atomic_store_explicit(&w->next, f, memory_order_release);
        return;
    }
    struct chanc_fiber *before = atomic_exchange_explicit(&w->next, f, memory_order_acq_rel);
    if (before != NULL) push(w, before);
}

void chanc_fiber_yield(struct chanc_g *g) {
    struct chanc_fiber *self = fiber_of(g);
    struct chanc_worker *w = self->worker;
    push(w, self);
    struct chanc_fiber *to = pick(w);
    if (to == self) return;
    switch_to(w, self, to != NULL ? to : &w->loop);
}

/* --- birth and death
 * -------------------------------------------------------------------------------- */

static void count(struct chanc_worker *w, int change) {
    /* Relaxed: w's alone to write; sums are of a moment that nobody can name. */
    int64_t balance = atomic_load_explicit(&w->balance, memory_order_relaxed);
    atomic_store_explicit(&w->balance, balance + change, memory_order_relaxed);
}

/* The end of the fiber's own code; the worker goes on with another. */
static _Noreturn void end(struct chanc_fiber *self) {
    struct chanc_worker *w = self->worker;
    count(w, -1);
    self->g.id = 0; /* reports skip it */
    if (w->dead != NULL) chanc_stack_give(&w->stacks, w->dead->low);
    w->dead = self;
    struct chanc_fiber *to = pick(w);
    if (to == NULL) to = &w->loop;
    enter(w, to);
    chanc_context_leave(&to->context, (uint32_t *)&self->on_stack);
}

static void run(void *argument) {
    struct chanc_fiber *self = argument;
    *self->worker->errno_at = 0;
    self->fn(self->args);
    end(self);
}

/* Where the descriptor of the stack at `low` is. Stacks are a power of two apart: were all
 * descriptors as far below the ends, they would share a few sets of the caches. */
static struct chanc_fiber *fiber_at(void *low) {
    size_t size = chanc_stack_size();
    size_t colour = (uintptr_t)low / size % COLOURS * LINE;
    size_t room = (sizeof(struct chanc_fiber) + LINE - 1) / LINE * LINE;
    return (struct chanc_fiber *)(void *)((char *)low + size - colour - room);
}

/* A stack for a fiber: the calling worker's last, or one of its cache; foreign threads share one.
 */
static void *take_stack(struct chanc_worker *w) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct chanc_stack_cache shared;
    void *low;
    if (w == NULL) {
        pthread_mutex_lock(&lock);
        low = chanc_stack_take(&shared);
        pthread_mutex_unlock(&lock);
    } else if (w->dead != NULL) {
        low = w->dead->low;
        w->dead = NULL;
    } else {
        low = chanc_stack_take(&w->stacks);
    }
    if (low == NULL) chanc_fatal(chanc_stack_limit(), errno);
    return low;
}

/* Makes the fiber that will run fn on a copy of the arguments. */
static struct chanc_fiber *make(void *low, void (*fn)(void *), const void *args, size_t size) {
    struct chanc_fiber *f = fiber_at(low);
    char *copy = (char *)f - (size + LINE - 1) / LINE * LINE;
    if (size > chanc_stack_size() / 2) chanc_fatal("go: arguments too large for a stack", 0);
    if (size > 0) memcpy(copy, args, size);
    f->g = (struct chanc_g){0};
    f->low = low;
    f->fn = fn;
    f->args = copy;
    atomic_store_explicit(&f->on_stack, 0, memory_order_relaxed);
    chanc_context_make(&f->context, copy, run, f);
    return f;
}

void chanc_fiber_spawn(void (*fn)(void *), const void *args, size_t size, const chanc_site *site) {
    struct chanc_worker *w = chanc_worker_here();
    struct chanc_fiber *f = make(take_stack(w), fn, args, size);
    f->g.started = site;
    f->g.id = chanc_next_id();
    f->g.random = (uint32_t)f->g.id * 2654435761u;
    if (w == NULL) {
        chanc_pool_count();
        chanc_pool_inject(f, f, 1);
    } else {
        count(w, 1);
        push(w, f);
    }
}

/* --- workers and main
 * ------------------------------------------------------------------------------- */

void chanc_fiber_run(struct chanc_worker *w, struct chanc_fiber *f) {
    switch_to(w, &w->loop, f);
}

static struct chanc_fiber main_fiber;

static void main_loop(void *argument) {
    chanc_worker_loop(argument);
    abort(); /* the first thread's worker never leaves */
}

/* Makes the calling thread a worker whose current fiber is `self`; its loop gets another stack. */
static void become_worker(struct chanc_worker *w, struct chanc_fiber *self) {
    void *low = chanc_stack_take(&w->stacks);
    if (low == NULL) chanc_fatal(chanc_stack_limit(), errno);
    struct chanc_fiber *unused = fiber_at(low); /* left empty: the stack is no goroutine's */
    unused->g.id = 0;
    chanc_context_make(&w->loop.context, unused, main_loop, w);
    chanc_worker_begin(w);
    atomic_store_explicit(&self->on_stack, 1, memory_order_relaxed);
    self->worker = w;
    chanc_current = &self->g;
}

int chanc_fiber_main(int (*fn)(void *), void *argument) {
    struct chanc_worker *w = chanc_pool_first();
    if (w == NULL) chanc_fatal("cannot start", ENOMEM);
    main_fiber.g.id = chanc_next_id();
    become_worker(w, &main_fiber);
    return fn(argument);
}

void chanc_fiber_start(void) {
    pthread_sigmask(SIG_SETMASK, NULL, &chanc_signals);
    cpu_set_t set;
    int cpus = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    chanc_pool_start((unsigned)chanc_setting("CHANC_PROCS", 1, CHANC_WORKERS, cpus));
    chanc_monitor_start();
}

int chanc_fiber_procs(int n) {
    return (int)chanc_pool_places(n > CHANC_WORKERS ? CHANC_WORKERS : n);
}

void chanc_fiber_timer(int64_t deadline) {
    (void)deadline;
    struct chanc_worker *w = chanc_worker_here();
    if (w == NULL)
        chanc_pool_poke_for_timer();
    else if (chanc_current != &w->loop.g) /* the loop looks before it waits */
        atomic_fetch_or_explicit(&w->attention, CHANC_ATTEND_TIMER, memory_order_relaxed);
}

void chanc_fiber_check(void) {
    chanc_pool_poke();
}

void chanc_fiber_stop(void) {
    chanc_pool_stop();
}

/* --- reports
 * ---------------------------------------------------------------------------------------- */

int64_t chanc_fiber_count(void) {
    return chanc_pool_balance();
}

struct visit {
    chanc_visit *visit; /* what to call */
    void *context;      /* and with what */
};

static void visit_stack(void *low, void *context) {
    struct visit *v = context;
    struct chanc_fiber *f = fiber_at(low);
    if (f->g.id != 0) v->visit(&f->g, v->context);
}

void chanc_fiber_each(chanc_visit *visit, void *context) {
    struct visit v = {visit, context};
    if (main_fiber.g.id != 0) visit(&main_fiber.g, context);
    chanc_stack_each(visit_stack, &v);
}

const struct chanc_g *chanc_fiber_overflowed(const void *address) {
    char *low = chanc_stack_find(address);
    if (low == NULL || (const char *)address >= low + CHANC_STACK_GUARD) return NULL;
    return &fiber_at(low)->g;
}
