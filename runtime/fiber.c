/* fiber.c - goroutines on stacks of their own: how they switch, park and get ready.
 *
 * A goroutine that parks switches straight to the next one; only when its worker has none does it
 * switch to the worker's loop (worker.c). Nothing here takes a lock, unless what gets ready is for
 * others.
 *
 * The order of running: a fiber just made ready goes to its waker's run-next slot, so that two that
 * talk to each other stay on one core and in its cache; what was in the slot moves to the queue. One
 * that has not begun goes to the nursery. With an empty slot, nursery and queue take turns; every
 * NURSED-th choice is made from the nursery first. Every FAIR-th looks at the shared queue, and whether a chain
 * of wake-ups has kept the queue waiting for a SLICE. The earliest of the nursery waits LONG at most.
 *
 * park ends in a chain of tail calls down to the switch, and whoever switches to a fiber completes
 * its park: the fiber goes on in the code that called send or receive. Returning through functions
 * in between would cost more than the switch, since processors predict returns from the calls that
 * another fiber made.
 *
 * Invariants: see fiber.h.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

enum {
    FAIR = 64,  /* choices between two that look at the shared queue, timers and descriptors */
    NURSED = 8, /* choices between two at which those that have not begun come first */
    SLICE = 1000 * 1000, /* ns that those who wake each other may go on while others are queued */
    LONG = 10 * 1000 * 1000 /* ns that the earliest of the nursery may wait */
};

struct chanc_worker *chanc_worker_here(void) {
    struct chanc_g *g = chanc_current;
    return g == NULL || g->is_thread ? NULL : g->worker;
}

/* --- switching --- */

/* Whether some thread is still on f's stack, so that it cannot be switched to. */
static CHANC_INLINE bool is_on_stack(struct chanc_g *f) {
    /* Acquire: with the release store of the switch that left it, its saved state is whole. */
    return CHANC_UNLIKELY(atomic_load_explicit(&f->on_stack, memory_order_acquire));
}

/* Waits until the thread that parked f has left its stack: a few instructions, unless the kernel
 * took that thread's processor away. Only for who is on no fiber's stack itself, or two could wait
 * for each other. */
static void wait_until_left(struct chanc_g *f) {
    for (unsigned spins = 0; is_on_stack(f); spins++) {
        if (spins < 100)
            chanc_relax();
        else
            sched_yield();
    }
}

/* Makes `to`, which is not on a stack, the running fiber of w's thread, all but the stack. */
static CHANC_INLINE void enter(struct chanc_worker *w, struct chanc_g *to) {
    /* Relaxed: nobody else reads them before the fiber is published again, but for reports. */
    chanc_set(to->on_stack, 1);
    chanc_set(to->reason, CHANC_RUNNING);
    to->worker = w;
    chanc_current = to;
    *w->errno_at = to->saved_errno;
    if (CHANC_UNLIKELY(to->failed)) chanc_send_failed(to);
}

void chanc_fiber_enter(struct chanc_worker *w, struct chanc_g *to) {
    wait_until_left(to);
    enter(w, to);
}

static struct chanc_g main_fiber;
static struct chanc_sanitize main_sanitize;

struct chanc_sanitize *chanc_fiber_sanitize(struct chanc_g *g) {
    if (g->stack != NULL) return chanc_sanitize_of(g->stack);
    return g == &main_fiber ? &main_sanitize : &g->worker->sanitize;
}

/* What the C++ library keeps, for each thread, of the exceptions that are being handled; the ABI for C++
 * gives the function and the layout. All zero is none. */
struct exceptions {
    void *caught;
    unsigned uncaught;
};

struct exceptions *__cxa_get_globals(void) __attribute__((weak));

static bool told; /* switches are to go through switch_told; written once, by chanc_fiber_start */

/* Exchanges the thread's exceptions. */
static struct exceptions handle(struct exceptions those) {
    if (__cxa_get_globals == NULL) return those;
    struct exceptions *now = __cxa_get_globals(), before = *now;
    *now = those;
    return before;
}

static uintptr_t switch_sanitized(struct chanc_g *from, struct chanc_g *to) {
    struct chanc_sanitize *s = chanc_fiber_sanitize(from);
    chanc_sanitize_leave(s, chanc_fiber_sanitize(to));
    uintptr_t result =
        chanc_context_switch(&from->context, &to->context, (uint32_t *)&from->on_stack);
    chanc_sanitize_enter(s);
    chanc_order_acquire(from);
    return result;
}

/* The switch, with the sanitizers told of it; exceptions stay with the goroutine that handles them. */
static uintptr_t switch_told(struct chanc_g *from, struct chanc_g *to) {
    struct exceptions own = handle((struct exceptions){0});
    uintptr_t result = chanc_sanitized ? switch_sanitized(from, to)
                                       : chanc_context_switch(&from->context, &to->context,
                                                              (uint32_t *)&from->on_stack);
    handle(own);
    return result;
}

/* Leaves `from`, which w runs, for `to`; returns from's result when it runs again, perhaps
 * elsewhere: to be called as the last thing. */
static CHANC_INLINE uintptr_t switch_to(struct chanc_worker *w, struct chanc_g *from,
                                        struct chanc_g *to) {
    from->saved_errno = *w->errno_at;
    enter(w, to);
    if (CHANC_UNLIKELY(to->context.sp == NULL)) chanc_fiber_begin(w, to);
    if (CHANC_UNLIKELY(told)) return switch_told(from, to);
    return chanc_context_switch(&from->context, &to->context, (uint32_t *)&from->on_stack);
}

/* --- choosing the next --- */

/* There is more work: calls a worker if one wants to be called. */
static CHANC_INLINE void call(void) {
    /* Relaxed: a hint; a call that is missed is made up for by who watches (worker.c). */
    if (CHANC_UNLIKELY(chanc_get(chanc_pool.wanted))) chanc_pool_call();
}

/* Puts `f` into w's slot, or nothing (NULL), in place of what is there, which is returned: for w's thread. */
static CHANC_INLINE struct chanc_g *exchange_next(struct chanc_worker *w, struct chanc_g *f) {
    struct chanc_g *before;
    if (chanc_section_begin()) {
        before = chanc_get(w->next);
        atomic_store_explicit(&w->next, f, memory_order_release); /* as below */
    } else {
        /* A thief may have come first. What is found is this thread's own writing. Release: the next thief sees
         * the fiber whole. */
        before = atomic_exchange_explicit(&w->next, f, memory_order_release);
    }
    chanc_section_end();
    return before;
}

static CHANC_INLINE struct chanc_g *take_next(struct chanc_worker *w) {
    return chanc_get(w->next) != NULL ? exchange_next(w, NULL) : NULL;
}

/* Whether w's place was taken away: what becomes runnable here is for others. Relaxed: should this be
 * missed, the monitor finds what was left. */
static CHANC_INLINE bool is_displaced(struct chanc_worker *w) {
    return CHANC_UNLIKELY(chanc_get(w->attention) & CHANC_ATTEND_PLACE);
}

void chanc_fiber_push(struct chanc_worker *w, struct chanc_g *f) {
    if (is_displaced(w)) {
        chanc_pool_inject(f);
        return;
    }
    chanc_runq_push(&w->queue, f);
    call();
}

void chanc_fiber_nurse(struct chanc_worker *w, struct chanc_g *f) {
    /* Who starts goroutines loses the right to have those it wakes run next: else two that wake
     * each other could start them faster than they ever begin. */
    struct chanc_g *woken = take_next(w);
    if (CHANC_UNLIKELY(woken != NULL)) chanc_fiber_push(w, woken);
    if (is_displaced(w)) {
        chanc_pool_inject(f);
        return;
    }
    chanc_nursery_add(&w->nursery, f, &w->queue);
    call();
}

/* The earliest in the nursery, if it has been that for long. */
static struct chanc_g *take_eldest(struct chanc_worker *w) {
    if (chanc_nursery_length(&w->nursery) == 0) return NULL;
    uint32_t eldest = chanc_get(w->nursery.head);
    int64_t now = chanc_now();
    bool waits_long = now - chanc_since(&w->eldest, eldest, now) >= LONG;
    return waits_long ? chanc_nursery_steal(&w->nursery) : NULL;
}

/* Whether the chain of those who wake each other is to go on, though others are queued. When it has for long enough, what
 * is in the slot queues up as well: so it takes turns with each of them. */
static bool goes_on(struct chanc_worker *w) {
    if (chanc_get(w->next) == NULL || chanc_runq_length(&w->queue) == 0) return false;
    uint32_t served = chanc_get(w->queue.head);
    int64_t now = chanc_now(), before = w->chained;
    w->chained = now;
    if (now - chanc_since(&w->served, served, before /* at the earliest */) < SLICE) return true;
    struct chanc_g *woken = take_next(w);
    if (woken != NULL) chanc_fiber_push(w, woken);
    return false;
}

/* The choice that looks beyond the run-next slot. Out of line: it is seldom made. */
static __attribute__((noinline)) struct chanc_g *pick_fairly(struct chanc_worker *w) {
    if (w->solitude.until_look-- == 0) chanc_alone_consider(w);
    uint32_t bits = chanc_get(w->attention);
    if (bits & ~(uint32_t)CHANC_ATTEND_TIMER) return NULL;
    if (bits != 0) atomic_fetch_and_explicit(&w->attention, ~bits, memory_order_relaxed);
    chanc_worker_glance(w);
    /* The shared queue and w's own come first in turn. */
    bool own = chanc_get(w->ticks) / FAIR % 2;
    struct chanc_g *f = own ? NULL : chanc_pool_take(w, 0);
    if (f == NULL) f = take_eldest(w);
    if (f == NULL && goes_on(w)) f = take_next(w);
    if (f == NULL) f = chanc_runq_pop(&w->queue);
    if (f == NULL && own) f = chanc_pool_take(w, 0);
    if (f == NULL) f = take_next(w);
    if (f == NULL) f = chanc_nursery_take(&w->nursery);
    if (f != NULL && bits != 0) chanc_pool_poke_for_timer();
    return f;
}

struct chanc_g *chanc_fiber_pick(struct chanc_worker *w) {
    uint32_t ticks = chanc_get(w->ticks) + 1;
    /* Relaxed: watchers only compare it with what it was. */
    chanc_set(w->ticks, ticks);
    if (CHANC_UNLIKELY(ticks % FAIR == 0 || chanc_get(w->attention))) return pick_fairly(w);
    struct chanc_g *f = ticks % NURSED == 0 ? chanc_nursery_take(&w->nursery) : NULL;
    if (f == NULL) f = take_next(w);
    if (f != NULL) return f;
    /* Those that have not begun and the others take turns. */
    if (ticks % 2 == 0 && (f = chanc_nursery_take(&w->nursery)) != NULL) return f;
    f = chanc_runq_pop(&w->queue);
    return f != NULL ? f : chanc_nursery_take(&w->nursery);
}

/* What a fiber that leaves switches to: the fiber picked, or the loop: if there is none, or if it has
 * not left its stack yet, which the loop can wait for. */
static CHANC_INLINE struct chanc_g *destination(struct chanc_worker *w, struct chanc_g *picked) {
    if (CHANC_UNLIKELY(picked == NULL)) return &w->loop;
    if (!is_on_stack(picked)) return picked;
    chanc_fiber_push(w, picked);
    return &w->loop;
}

/* --- what the core calls --- */

/* What park does for a fiber that was made ready before it switched. */
static uintptr_t stay(struct chanc_g *g) {
    chanc_set(g->reason, CHANC_RUNNING); /* for reports */
    if (g->failed) chanc_send_failed(g);
    return g->context.result;
}

uintptr_t chanc_fiber_park(struct chanc_g *g, _Atomic uint32_t *lock) {
    struct chanc_worker *w = g->worker;
    if (lock != NULL) chanc_unlock(lock);
    struct chanc_g *to = chanc_fiber_pick(w);
    if (CHANC_UNLIKELY(to == g)) return stay(g);
    return switch_to(w, g, destination(w, to));
}

void chanc_fiber_ready(struct chanc_g *g) {
    struct chanc_worker *w = chanc_worker_here();
    if (CHANC_UNLIKELY(w == NULL) || is_displaced(w)) {
        chanc_pool_inject(g);
        return;
    }
    if (chanc_get(w->next) == NULL) {
        /* Nobody else fills the slot. Release: a thief sees the fiber whole. */
        atomic_store_explicit(&w->next, g, memory_order_release);
        return;
    }
    struct chanc_g *before = exchange_next(w, g);
    if (before != NULL) chanc_fiber_push(w, before);
}

void chanc_fiber_yield(struct chanc_g *g) {
    struct chanc_worker *w = g->worker;
    chanc_fiber_push(w, g);
    struct chanc_g *to = chanc_fiber_pick(w), *newborn;
    if (to == g && (newborn = chanc_nursery_take(&w->nursery)) != NULL) { /* rather another */
        chanc_fiber_push(w, g);
        to = newborn;
    }
    if (to != g) switch_to(w, g, destination(w, to));
}

void chanc_fiber_leave(struct chanc_g *g) {
    handle((struct exceptions){0}); /* one it may have been handling is left, too */
    if (g != &main_fiber) chanc_birth_leave(g);
    main_fiber.id = 0; /* its stack stays, but there is no goroutine any more */
    chanc_worker_count(g->worker, -1);
    for (;;) chanc_fiber_park(g, NULL);
}

/* --- workers and main --- */

void chanc_fiber_run(struct chanc_worker *w, struct chanc_g *f) {
    wait_until_left(f);
    switch_to(w, &w->loop, f);
}

static void main_loop(void *argument) {
    if (chanc_sanitized) chanc_sanitize_enter(&((struct chanc_worker *)argument)->sanitize);
    chanc_worker_loop(argument);
    abort(); /* the first thread's worker never leaves */
}

/* Makes the calling thread a worker whose current fiber is `self`; its loop gets another stack. */
static void become_worker(struct chanc_worker *w, struct chanc_g *self) {
    char *low = chanc_supply_take(&chanc_stacks, &w->stacks);
    if (low == NULL) chanc_fatal(chanc_stack_limit(), errno);
    chanc_context_make(&w->loop.context, low + chanc_stack_size(), main_loop, w,
                       chanc_context_control());
    if (chanc_sanitized) {
        chanc_sanitize_begin(&w->sanitize, low, chanc_stack_size());
        chanc_sanitize_adopt(&main_sanitize);
    }
    chanc_worker_begin(w);
    chanc_set(self->on_stack, 1);
    self->worker = w;
    chanc_current = self;
}

int chanc_fiber_main(int (*fn)(void *), void *argument) {
    struct chanc_worker *w = chanc_pool_first();
    if (w == NULL) chanc_fatal("cannot start", ENOMEM);
    main_fiber.id = chanc_thread_leave(); /* constructors may have used the runtime */
    become_worker(w, &main_fiber);
    return fn(argument);
}

void chanc_fiber_start(void) {
    told = chanc_sanitized || __cxa_get_globals != NULL;
    pthread_sigmask(SIG_SETMASK, NULL, &chanc_signals);
    chanc_fiber_procs(false);
    chanc_monitor_start();
}

void chanc_fiber_timer(void) {
    struct chanc_worker *w = chanc_worker_here();
    if (w == NULL || is_displaced(w))
        chanc_pool_poke_for_timer();
    else if (chanc_current != &w->loop) /* the loop looks before it waits */
        chanc_alert(w, CHANC_ATTEND_TIMER);
}

void chanc_fiber_forget(void) {
    struct chanc_worker *here = chanc_worker_here();
    struct chanc_g *self = here != NULL ? chanc_current : NULL;
    if (self != &main_fiber) main_fiber.id = 0;
    chanc_birth_forget(here, self != &main_fiber ? self : NULL);
    chanc_pool_forget(here);
}

/* --- reports --- */

void chanc_fiber_each(chanc_visit *visit, void *context) {
    if (main_fiber.id != 0) visit(&main_fiber, context);
    chanc_record_each(visit, context);
}

/* A search for the goroutine that runs on a stack. */
struct search {
    const void *stack;
    const struct chanc_g *found;
};

static void compare(const struct chanc_g *g, void *context) {
    struct search *s = context;
    if (g->stack == s->stack) s->found = g;
}

const struct chanc_g *chanc_fiber_overflowed(const void *address, const void *in_use) {
    const char *low = chanc_stack_find(address);
    if (low == NULL || (const char *)address >= low + CHANC_STACK_GUARD) return NULL;
    /* The pointer is below the stack if a frame was larger than what was left. */
    if (low != in_use && (chanc_current == NULL || chanc_current->stack != low)) return NULL;
    struct search s = {.stack = low};
    chanc_record_each(compare, &s);
    if (chanc_current != NULL) compare(chanc_current, &s); /* which may end the program */
    return s.found;
}

#endif
