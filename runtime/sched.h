/* sched.h - what a goroutine is, and the few operations that put it to sleep and wake it.
 *
 * The core (channels, select, timers, wait groups) knows nothing of threads or stacks. It calls the
 * inline functions below; each goes to one of two back ends, chosen once by chanc_start:
 *   thread.c: one pthread a goroutine. Works everywhere; also carries every foreign thread (one
 *   that the runtime did not start) under either back end.
 *   fiber.c: goroutines with their own stacks over a few worker threads.
 *
 * Invariants
 *  - A goroutine calls park only for itself. For each park there is exactly one ready, by whoever
 *    took the goroutine's waiter off its queue (and, for a select, won its claim).
 *  - ready(g) may come before g has left its stack: with park(g, lock) not before the lock is free,
 *    with park(g, NULL) at any time after g published itself. The back end keeps such a wake-up and
 *    never runs g on two threads.
 *  - What the waker wrote before ready(g) is seen by g after its park (release, acquire).
 *  - After park a goroutine may be on another thread: nothing thread-local may be kept across it.
 *  - Nobody parks or yields while holding a lock word (the one given to park apart), and nobody
 *    allocates but who has a timer more than ever before.
 *  - park, ready, spawn and yield leave the caller's errno as it was.
 *  - Once chanc_ending is set, no goroutine but the one that set it comes back from any of them. That one,
 *    and foreign threads, are thread.c's from then on, under either back end.
 */
#ifndef CHANC_SCHED_H
#define CHANC_SCHED_H

#include "alone.h"
#include "chanc.h"
#include "context.h"
#include "ring.h"
#include "sanitize.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Why a goroutine does not run; its text in reports is report.c's. */
enum chanc_reason {
    CHANC_RUNNING, /* it runs, or could */
    CHANC_SENDING,
    CHANC_RECEIVING,
    CHANC_SELECTING,
    CHANC_SENDING_NIL,   /* for good */
    CHANC_RECEIVING_NIL, /* for good */
    CHANC_NO_CASES,      /* select {}: for good */
    CHANC_SLEEPING,
    CHANC_WAITING_GROUP,
    CHANC_WAITING_FD,
    CHANC_REASONS /* how many there are */
};

/* A goroutine waiting in one queue of one channel, or for a group. The one of a plain operation is in its
 * goroutine's record; those of a select are on its stack. */
struct chanc_waiter {
    struct chanc_link link; /* the first member */
    struct chanc_g *g;
    void *value;    /* a sender's value, or where a receiver wants it; NULL: nowhere */
    uint32_t size;  /* bytes of the value: the channel may be gone when a close has woken it */
    bool selecting; /* of a select: to be served only by who wins g->claim */
    bool ok;     /* select: set by the waker: a value passed; false when the channel was closed */
    bool clears; /* a plain receive: zeroes *value when the channel is closed ... */
    bool tells;  /* ... and returns false */
};

/* One goroutine, or one foreign thread. Back ends embed it as the first member of their own record.
 * Its first line of the cache is all that passing a value and switching touch of another's. */
struct chanc_g {
    _Alignas(64) struct chanc_context context; /* fibers: where it goes on; its `result` is, in
                                                  either back end, what park returns */
    union {
        struct chanc_waiter waiter; /* of its plain operation */
        struct {                    /* fibers: what it runs, until it first does */
            void (*fn)(void *);
            void *args;
            uint64_t control; /* chanc_context_control of its maker */
        } start;
    };
    _Atomic uint32_t on_stack; /* fibers: see fiber.h */
    bool is_thread;            /* belongs to thread.c: a foreign thread or its goroutine */
    bool foreign;              /* a thread that the runtime did not start and that is not main */
    bool failed;               /* its send was ended by a close: it panics when it runs */

    _Alignas(64) struct chanc_worker *worker; /* fibers: who runs it, while it runs */
    const chanc_site *_Atomic where;          /* the operation it is blocked in, or last was */
    _Atomic uint32_t reason;   /* enum chanc_reason; back ends write RUNNING; reports read it */
    _Atomic uint32_t claim;    /* select: 0 until the first waker makes it 1 */
    struct chanc_g *next;      /* link in the back end's queues; from when a waker takes a parked
                                  goroutine off its queue until ready, the waker's */
    const chanc_site *started; /* its go statement; NULL for main and foreign threads */
    uint64_t id;               /* 1 for main; never used twice; 0: none yet, or it has ended */
    void *stack;               /* fibers: the low end of its stack */
    uint32_t random;           /* state of its select's random choice; see chanc_seed */
    int saved_errno;           /* fibers: its errno while it does not run */
};

/* A state to begin with: any would do, but small ones are followed by small ones for a while. */
static inline uint32_t chanc_seed(uint64_t id) {
    return (uint32_t)id * 2654435761U;
}

/* Goroutines in order, linked by `next`; all zero is empty. */
struct chanc_list {
    struct chanc_g *first;
    struct chanc_g *last; /* while there is a first */
};

static inline void chanc_list_add(struct chanc_list *list, struct chanc_g *g) {
    g->next = NULL;
    if (list->first != NULL)
        list->last->next = g;
    else
        list->first = g;
    list->last = g;
}

/* Takes the first; NULL: there is none. */
static inline struct chanc_g *chanc_list_take(struct chanc_list *list) {
    struct chanc_g *g = list->first;
    if (g != NULL) list->first = g->next;
    return g;
}

/* Goes over goroutines for reports; called with the goroutine and its current reason. */
typedef void chanc_visit(const struct chanc_g *, void *context);

/* Goes over threads, by the kernel's numbers. */
typedef void chanc_visit_thread(pid_t thread, void *context);

/* --- the lock word: a spin lock, 0 when free -------------------------------------------------- */

void chanc_lock_slow(_Atomic uint32_t *lock);

/* Waits a moment for a word that was 1, for who has tried so often. */
void chanc_lock_wait(_Atomic uint32_t *word, unsigned tries);

/* Waits a few cycles, for who spins. */
static inline void chanc_relax(void) {
#if defined(__x86_64__) || defined(__i386__)
    __asm__ volatile("pause");
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/* Takes the lock if it is free, in a section; whether it was not. */
static CHANC_INLINE uint32_t chanc_lock_taken(_Atomic uint32_t *lock, bool alone) {
    /* Acquire: what the last holder did happened before. */
    if (!alone) return atomic_exchange_explicit(lock, 1, memory_order_acquire);
    uint32_t taken = chanc_get(*lock);
    chanc_set(*lock, 1);
    return taken;
}

/* For who is in a section already, to take several. */
static CHANC_INLINE void chanc_lock_within(_Atomic uint32_t *lock, bool alone) {
    if (CHANC_UNLIKELY(chanc_lock_taken(lock, alone))) chanc_lock_slow(lock);
}

static CHANC_INLINE void chanc_unlock_within(_Atomic uint32_t *lock) {
    /* Release: what was done under the lock is seen by the next holder. */
    atomic_store_explicit(lock, 0, memory_order_release);
}

/* The lock is held within a section (alone.h). */
static CHANC_INLINE void chanc_lock(_Atomic uint32_t *lock) {
    chanc_lock_within(lock, chanc_section_begin());
}

/* Whether the lock was free, and is the caller's now. */
static inline bool chanc_try_lock(_Atomic uint32_t *lock) {
    bool taken = chanc_lock_taken(lock, chanc_section_begin());
    if (taken) chanc_section_end();
    return !taken;
}

static CHANC_INLINE void chanc_unlock(_Atomic uint32_t *lock) {
    chanc_unlock_within(lock);
    chanc_section_end();
}

/* --- back end: threads (thread.c) ------------------------------------------------------------- */

void chanc_thread_start(void); /* once, whatever back end is chosen */
void chanc_thread_end(void);   /* the program ends: helper threads are gone when this returns */

/* Makes the caller's descriptor: once a thread, and for who `ends` the program in place of that which it may have. */
struct chanc_g *chanc_thread_adopt(bool ends);

uint64_t
chanc_thread_leave(void); /* undoes that if it was made; the goroutine's number, or a new one */
void chanc_thread_spawn(void (*fn)(void *), const void *args, size_t size, const chanc_site *);
uintptr_t chanc_thread_park(struct chanc_g *, _Atomic uint32_t *lock);
void chanc_thread_ready(struct chanc_g *);
void chanc_thread_yield(void);
/* How many goroutines were started, main not counted, less those that have ended, main counted. */
int64_t chanc_thread_count(void);
bool chanc_thread_alone(void);                 /* the caller is the only one that it knows */
void chanc_thread_each(chanc_visit *, void *); /* its goroutines, and all foreign threads */
void chanc_thread_threads(chanc_visit_thread *, void *); /* those of goroutines not parked */
int chanc_thread_main(int (*fn)(void *), void *);        /* runs fn(argument) as goroutine 1 */

/* Whether nothing can make any goroutine go on. `idle_threads`: how many threads the back end has at the
 * moment beside those of goroutines, if it waits for nothing of its own, nor for a timer; 0 if it does, and
 * looks again once that has come; negative: it cannot tell. */
enum chanc_verdict {
    CHANC_ALIVE,
    CHANC_UNSURE, /* a thread that the runtime does not know could still act, or is just ending: ask again */
    CHANC_DEADLOCK
};
enum chanc_verdict chanc_thread_verdict(int (*idle_threads)(void));

/* Has the keeper (keeper.c) look at timers and for deadlock again; starts it the first time. */
void chanc_keeper_poke(void);

/* Has pthread_cancel leave the calling thread alone: it runs goroutines, and what is said to it means one of them. */
void chanc_thread_uncancel(void);

/* Starts a thread of the back end's own, with all signals blocked; returns 0 or the error. */
int chanc_thread_helper(pthread_t *, void *(*code)(void *), void *argument);

/* The state of one of the process's threads, by the kernel's letter: R, S, Z, ...; 0: not known. */
char chanc_task_state(pid_t thread);

/* --- back end: fibers (fiber.c) --------------------------------------------------------------- */

void chanc_fiber_start(void); /* once, before any other; from the thread that uses chanc first */
void chanc_fiber_spawn(void (*fn)(void *), const void *args, size_t size, const chanc_site *);
uintptr_t chanc_fiber_park(struct chanc_g *, _Atomic uint32_t *lock); /* of fibers only */
void chanc_fiber_ready(struct chanc_g *);                             /* ready: from any thread */
void chanc_fiber_yield(struct chanc_g *);
_Noreturn void chanc_fiber_leave(struct chanc_g *); /* ends it; it is the caller */
void chanc_fiber_procs(bool fewer);                 /* chanc_places has changed */
int64_t chanc_fiber_count(void);                    /* as chanc_thread_count */
void chanc_fiber_each(chanc_visit *, void *); /* async-signal-safe; may miss what starts or ends */
void chanc_fiber_threads(chanc_visit_thread *, void *); /* those that may be running one */
extern sigset_t
    chanc_signals; /* for the threads that run fibers to block, but what they do themselves: as
                                  was at the first spawn, or before it at the start */
void chanc_fiber_timer(void);
void chanc_fiber_lose(int64_t ns); /* the caller waited for others that use the same channel */
void chanc_fiber_lock(void);       /* around a fork: what goroutines are made of is whole ... */
void chanc_fiber_unlock(void);
void chanc_fiber_forget(void); /* ... then, in the child: only the caller is left */
void chanc_fiber_poke(void);   /* has an idle worker look again at what it waits for, and for a
                                  deadlock; starts one if no worker would */

/* Runs fn(argument) as goroutine 1, which is main's, and returns what it returns. */
int chanc_fiber_main(int (*fn)(void *), void *);

/* The program is ending by the calling thread: no worker starts or continues a fiber. The thread is a worker's
 * no more, if it was. */
void chanc_fiber_stop(void);

/* How many threads the back end has if no fiber runs or waits to run, or none may any more; else 0. */
int chanc_fiber_quiet(void);

/* The goroutine whose stack's guard contains `address`, if the caller was on that stack, or NULL; `in_use`: the stack that
 * its stack pointer was in, or NULL. Async-signal-safe (fault.c). */
const struct chanc_g *chanc_fiber_overflowed(const void *address, const void *in_use);

/* --- what the core calls ---------------------------------------------------------------------- */

/* The running goroutine's descriptor. Back ends set it; NULL on a thread not seen before. Read it
 * once an operation, through chanc_self, and never after a park in the same function. */
extern _Thread_local struct chanc_g *chanc_current __attribute__((tls_model("initial-exec")));

/* The back end chosen; written once by chanc_start. */
#if CHANC_HAVE_FIBERS
extern bool chanc_fibers;
#else
enum { chanc_fibers = false };
#endif

void chanc_start(void); /* starts the runtime if it is not yet running; cheap to call again */
int chanc_run_main(int (*fn)(void *), void *argument); /* runs fn as goroutine 1 */

/* The program ends by the calling goroutine: from here on it runs alone. If another has begun, the
 * caller stops for good. */
void chanc_end(void);
void chanc_end_forget(void);                /* in the child of a fork by another: it does not end */
void chanc_leave(void);                     /* ends the calling goroutine if it is a fiber */
_Noreturn void chanc_exit(int status);      /* the same, then what exit does */
_Noreturn void chanc_libc_exit(int status); /* only that */

static inline struct chanc_g *chanc_self(void) {
    struct chanc_g *g = chanc_current;
    return CHANC_LIKELY(g != NULL) ? g : chanc_thread_adopt(false);
}

/* Panics in the name of g, which is about to run again and whose send was ended by a close. */
_Noreturn void chanc_send_failed(const struct chanc_g *g);

/* Whether g belongs to the fiber back end. */
#if CHANC_HAVE_FIBERS
static inline bool chanc_is_fiber(const struct chanc_g *g) {
    return CHANC_LIKELY(!g->is_thread);
}
#else
#define chanc_is_fiber(g) false /* a constant, so that no call of fiber.c is left */
#endif

/* The same functions, for callers that know the result to be 0 or 1 and want to end in a tail call.
 */
bool chanc_fiber_park_bool(struct chanc_g *, _Atomic uint32_t *) __asm__("chanc_fiber_park");
bool chanc_thread_park_bool(struct chanc_g *, _Atomic uint32_t *) __asm__("chanc_thread_park");

/* Whether the caller, which is in a section, is the one to make g ready, which waits for several things. Relaxed: only who
 * was first matters; the locks, and ready, order the rest. */
static inline bool chanc_claim(struct chanc_g *g) {
    if (!chanc_is_alone()) return !atomic_exchange_explicit(&g->claim, 1, memory_order_relaxed);
    uint32_t claimed = chanc_get(g->claim);
    chanc_set(g->claim, 1);
    return !claimed;
}

static inline void chanc_note(struct chanc_g *g, enum chanc_reason reason, const chanc_site *site) {
    /* Relaxed: only reports read these, and a report may be a moment late. */
    chanc_set(g->where, site);
    chanc_set(g->reason, reason);
}

/* Puts the caller to sleep until ready(g); then, or before sleeping, *lock (if any) becomes 0.
 * Returns g->context.result. As the last thing that a function does it is fastest. */
static inline uintptr_t chanc_park(struct chanc_g *g, _Atomic uint32_t *lock,
                                   enum chanc_reason reason, const chanc_site *site) {
    chanc_note(g, reason, site);
    return chanc_is_fiber(g) ? chanc_fiber_park(g, lock) : chanc_thread_park(g, lock);
}

static inline bool chanc_park_bool(struct chanc_g *g, _Atomic uint32_t *lock,
                                   enum chanc_reason reason, const chanc_site *site) {
    chanc_note(g, reason, site);
    return chanc_is_fiber(g) ? chanc_fiber_park_bool(g, lock) : chanc_thread_park_bool(g, lock);
}

/* Lets g, which parked or is about to, run again. */
static inline void chanc_ready(struct chanc_g *g) {
    chanc_order_release(g);
    if (chanc_is_fiber(g))
        chanc_fiber_ready(g);
    else
        chanc_thread_ready(g);
}

/* Makes a list of goroutines ready, to go on in its order. */
void chanc_ready_all(struct chanc_list list);

/* --- what back ends call ---------------------------------------------------------------------- */

uint64_t chanc_next_ids(unsigned count); /* the first of so many ids, in order; 1 is main's */

/* Runs what is due at `now`, returns when the next is due, INT64_MAX for none. Any thread. */
int64_t chanc_timer_run(int64_t now);

/* When the next timer is due, without a lock. Relaxed; set before the back end is told. */
extern _Atomic int64_t chanc_timer_next;

/* Whether a timer could still make a goroutine ready. Exact when no goroutine runs. */
bool chanc_timer_may_wake(void);

_Noreturn void chanc_report_deadlock(void); /* report.h has the other reports */

/* Gives the calling thread an alternate stack, on which fault.c's handler explains an overflow of
 * the stack in use: every thread that runs goroutines calls it first. fault.c installs the handler.
 */
void chanc_fault_start(void); /* once */
void chanc_fault_thread_start(void);
void chanc_fault_thread_end(void);

/* Ends the program as a panic does, with a runtime's own message ("cannot make a thread: ..."). */
_Noreturn void chanc_fatal(const char *message, int error);

/* How many forks lie between the program's first process and this one: who waited before the last is gone. Written
 * while there is no other thread. */
extern uint32_t chanc_forks;

extern _Atomic unsigned chanc_places; /* how many goroutines are to run at once */

enum { CHANC_WORKERS = 16384 }; /* most that may be asked for; most workers */

/* True once the program is ending: goroutines other than the one that ends it must not go on. */
extern _Atomic bool chanc_ending;
extern struct chanc_g *chanc_ender; /* who ends it; written before chanc_ending */

static inline bool chanc_is_ending(void) {
    /* Acquire: chanc_ender was written before; and who sees the end leaves all to the keeper, which begins
     * after it. Sequentially consistent, which costs no more: see take_the_end in sched.c. */
    return CHANC_UNLIKELY(atomic_load_explicit(&chanc_ending, memory_order_seq_cst));
}

/* Whether g must not go on, because another goroutine is ending the program. */
static inline bool chanc_is_stopped(const struct chanc_g *g) {
    return chanc_is_ending() && g != chanc_ender && !g->foreign;
}

/* The same of the caller; not of threads that run no goroutine. */
static inline bool chanc_must_stop(void) {
    return chanc_current != NULL && chanc_is_stopped(chanc_current);
}

/* Whether it is the fibers' workers that wait for timers and look for deadlock. Where there are no fibers this is false to
 * the compiler, optimizing or not, so that no call of theirs is left. */
#define CHANC_FIBERS_RUN (chanc_fibers && !chanc_is_ending())

/* Stops the calling thread for good. */
_Noreturn void chanc_stop_thread(void);

#endif
