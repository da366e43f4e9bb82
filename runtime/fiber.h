/* fiber.h - goroutines on stacks of their own and the workers that run them: what fiber.c, birth.c,
 * pool.c, worker.c and monitor.c share.
 *
 * Invariants
 *  - A fiber is in exactly one place: on the stack of one worker (running), in one run queue or
 *    run-next slot, or parked (known only to whoever will make it ready).
 *  - A fiber's `on_stack` is 1 from before a thread switches to it until that thread has left its
 *    stack. Who takes a fiber from a queue switches to it only when it is 0: a fiber may be made
 *    ready as soon as others can see it, which is before it has left. Only loops wait for that.
 *  - A worker is one thread. Only that thread pushes to its queue, fills its run-next slot and
 *    writes its `ticks`; any thread may take from both.
 */
#ifndef CHANC_FIBER_H
#define CHANC_FIBER_H

#include "nursery.h"
#include "record.h"
#include "runq.h"
#include "sched.h"
#include "stack.h"

#include <pthread.h>

/* Why a worker is to look up at its next switch. */
enum {
    CHANC_ATTEND_PLACE = 1,  /* it may have no place any more */
    CHANC_ATTEND_STOP = 2,   /* the program ends: run nothing more */
    CHANC_ATTEND_TIMER = 4,  /* its fiber set a timer earlier than all: who waits must know */
    CHANC_ATTEND_WATCH = 16, /* in the child of a fork: there is no monitor yet */
    CHANC_ATTEND_CROWD = 8   /* it would do more alone: see contention.c */
};

enum chanc_worker_state {
    CHANC_ABSENT,  /* has no thread */
    CHANC_WORKING, /* has a place */
    CHANC_IDLE,    /* in the list of idle workers, without a place */
    CHANC_LOST,    /* runs a fiber, but its place was given away */
    CHANC_PAUSING, /* has no place, and is about to be idle or to end */
    CHANC_STATES   /* how many there are */
};

/* What a worker has lost, to others that use the same channels, since it was last reckoned up. */
struct chanc_contention {
    int64_t since;   /* when that was */
    int64_t lost;    /* ns */
    uint32_t losses; /* how many, ever */
};

/* A number that is looked at now and then, and since when it has been what it is. */
struct chanc_watch {
    uint32_t number;
    int64_t since;
};

/* Looks again: since when that is so. If it has changed, that is said to have been at `changed`. */
static inline int64_t chanc_since(struct chanc_watch *watch, uint32_t number, int64_t changed) {
    if (number != watch->number) *watch = (struct chanc_watch){number, changed};
    return watch->since;
}

/* When a worker tries to become alone: see alone.c. */
struct chanc_solitude {
    uint32_t until_look; /* fair choices until it looks at what the others do */
    uint32_t others;     /* what they had done by the last look */
    uint32_t penalty;    /* how many looks it had to sit out the last time, ... */
    uint32_t idle_looks; /* ... and has now */
    bool tried;          /* it did at the last look */
};

/* A thread that runs fibers. Records are reused but never freed: others may look at any time. */
struct chanc_worker {
    /* What each switch touches. */
    _Alignas(64) _Atomic(struct chanc_g *) next; /* made ready last: runs before the queue */
    _Atomic uint32_t ticks;             /* counts switches: stands still while one fiber runs */
    _Atomic uint32_t attention;         /* CHANC_ATTEND_ bits */
    int *errno_at;                      /* this thread's errno */
    _Atomic uint32_t *inside;           /* and its chanc_inside; alone.c's */
    void *spare;                        /* the stack of the fiber that ended last, for the next */
    uint64_t next_id;                   /* of the next goroutine spawned here, ... */
    unsigned ids_left;                  /* ... if it has one of so many left */
    uint32_t nowhere;                   /* what the switch away from an ended fiber releases */
    _Atomic int64_t balance;            /* goroutines spawned here less those that ended here */
    int64_t polled;                     /* when it last looked for descriptors */
    struct chanc_contention contention; /* with other workers */
    struct chanc_watch eldest;          /* the nursery's head */
    struct chanc_watch served;          /* the queue's head, ... */
    int64_t chained;                    /* ... and when it last looked at that */
    struct chanc_solitude solitude;     /* when it may become alone */
    struct chanc_cache stacks;          /* unused ones */
    struct chanc_cache records;         /* of fibers that ended, for the next */
    struct chanc_nursery nursery;       /* runnable, not begun */
    struct chanc_runq queue;            /* runnable, first in first out */
    struct chanc_g loop;                /* the worker's own code, in worker.c: no goroutine */

    /* pool.c's, under its lock but for `wake`. */
    _Alignas(64) _Atomic uint32_t wake; /* futex: 1 when its sleep is to end */
    _Atomic uint32_t state;             /* enum chanc_worker_state */
    bool polling;                       /* its sleep is in the poller, not on the futex: who ends
                                           it interrupts the poller, which it has to resume */
    bool lingers;                       /* there are too many threads: its sleep is short */
    uint16_t number;                    /* from 1: chanc_user of its thread */
    _Atomic int64_t until;              /* the idle seeker's: when it wakes by itself; 0: it is
                                           not asleep. Each has its own, for a new one may follow
                                           while the old still sleeps */
    struct chanc_worker *older;         /* the record made before */
    struct chanc_link idle;             /* in pool.idle */

    /* What was seen of this worker, by the seeker and by the monitor. */
    uint32_t seek_activity;         /* switches and new work when the seeker last looked */
    int64_t seek_since;             /* when that was */
    struct chanc_watch monitored;   /* its ticks, seen by the monitor */
    int64_t monitored_cpu;          /* processor time that the thread had used by then */
    struct chanc_sanitize sanitize; /* of `loop` */
    clockid_t cpu_clock;            /* reads that */
    pid_t thread;                   /* the kernel's number of the thread */
};

/* Has w look up at its next switch. */
static inline void chanc_alert(struct chanc_worker *w, uint32_t bits) {
    /* Release: what it is to see. */
    atomic_fetch_or_explicit(&w->attention, bits, memory_order_release);
}

/* How many wait for w: in its slot, queue and nursery, or did a moment ago. Any thread. */
static inline uint32_t chanc_worker_length(struct chanc_worker *w) {
    return (chanc_get(w->next) != NULL) + chanc_runq_length(&w->queue) +
           chanc_nursery_length(&w->nursery);
}

/* Counts goroutines that start or end on w; for its own thread, or under a lock. */
static inline void chanc_worker_count(struct chanc_worker *w, int change) {
    /* Relaxed: w's alone to write; sums are of a moment that nobody can name. */
    chanc_set(w->balance, chanc_get(w->balance) + change);
}

/* --- fiber.c --- */

/* The worker that the calling thread is, or NULL. Not to be kept across a switch. */
struct chanc_worker *chanc_worker_here(void);

/* The fiber to run next, from w's slot and queue; NULL: there is none, or w is to attend. */
struct chanc_g *chanc_fiber_pick(struct chanc_worker *w);

/* From w's loop to a fiber; returns when w has nothing more to run, or is to attend. */
void chanc_fiber_run(struct chanc_worker *w, struct chanc_g *f);

/* Makes `to` the running fiber of w's thread, all but the stack, which is its if it has begun. */
void chanc_fiber_enter(struct chanc_worker *w, struct chanc_g *to);

/* Appends f to w's queue; w is the caller's. */
void chanc_fiber_push(struct chanc_worker *w, struct chanc_g *f);

/* Puts f, which has not begun, into w's nursery; w is the caller's. */
void chanc_fiber_nurse(struct chanc_worker *w, struct chanc_g *f);

/* What the sanitizers know of a fiber that has a stack, or of a loop. */
struct chanc_sanitize *chanc_fiber_sanitize(struct chanc_g *g);

/* The same of who has the stack at `low`, the lowest words of which are kept for it. */
static inline struct chanc_sanitize *chanc_sanitize_of(void *low) {
    return (struct chanc_sanitize *)((char *)low + CHANC_STACK_GUARD);
}

/* --- birth.c --- */

/* Gives f, which runs for the first time, a stack and what it starts with. */
void chanc_fiber_begin(struct chanc_worker *w, struct chanc_g *f);

/* Ends `self`, the calling fiber, which is not main's. */
_Noreturn void chanc_birth_leave(struct chanc_g *self);

/* In the child of a fork: of all goroutines only `self` (or NULL) is left, of all workers only `here` (or
 * NULL). */
void chanc_birth_forget(struct chanc_worker *here, struct chanc_g *self);

/* --- pool.c: places, idle workers, the shared queue --- */

/* What is shared by all workers. Written under `lock`; atomics may be read without. */
struct chanc_pool {
    pthread_mutex_t lock;
    /* the shared queue: those that go on, and those that have not begun */
    struct chanc_list shared[2];
    bool turn;                /* from which of the two the last was taken */
    _Atomic unsigned waiting; /* how many are in it */
    chanc_ring idle;          /* workers without a place; who was idle last comes first */
    _Atomic unsigned count[CHANC_STATES];  /* how many workers are in each state */
    _Atomic unsigned taken;                /* how often one got its place */
    _Atomic(struct chanc_worker *) seeker; /* who looks for work to take over, or NULL */
    _Atomic bool wanted;                   /* who makes work is to call a worker */
    _Atomic int64_t wary_until;            /* work is best left where it is until then */
    int64_t wary_for;                      /* ns: how long it was to be the last time */
    _Atomic bool unwatched;                /* the monitor's thread is still to be started */
    _Atomic int64_t refused_since; /* when the system began to refuse threads; 0: it does not */
};

extern struct chanc_pool chanc_pool;

/* The worker records so far, newest first; only added to. */
extern _Atomic(struct chanc_worker *) chanc_workers;

/* Acquire: who sees a record sees it whole. */
#define CHANC_EACH_WORKER(w)                                                                       \
    for (struct chanc_worker *w = atomic_load_explicit(&chanc_workers, memory_order_acquire);      \
         w != NULL; w = w->older)

/* How many workers have a place. */
static inline unsigned chanc_pool_running(void) {
    return chanc_get(chanc_pool.count[CHANC_WORKING]);
}

/* Whether another worker may have one. */
static inline bool chanc_pool_has_place(void) {
    return chanc_pool_running() < chanc_get(chanc_places);
}

/* A worker with a place for the calling thread, which is the process's first; NULL: no memory. */
struct chanc_worker *chanc_pool_first(void);

/* In the child of a fork: no worker but `here` (NULL: none) has a thread, and nothing waits to run. */
void chanc_pool_forget(struct chanc_worker *here);

/* Appends a fiber to the shared queue and wakes a worker if one may run. Any thread. */
void chanc_pool_inject(struct chanc_g *f);

/* Whether a fiber waits to run that nobody has taken yet. */
bool chanc_pool_holds_work(void);

/* Moves all of w's runnable fibers to the shared queue. Any thread. */
void chanc_pool_spill(struct chanc_worker *w);

/* Takes the first of the shared queue, and up to `more` others for w's own queue; NULL if empty. */
struct chanc_g *chanc_pool_take(struct chanc_worker *w, unsigned more);

/* Wakes or starts a worker to look for work to take over, if there is a place for it. */
void chanc_pool_call(void);

/* Has an idle worker wait in the poller, if one waits elsewhere: the first goroutine waits for a descriptor. */
void chanc_pool_poke_for_poller(void);

/* chanc_fiber_poke if the next timer is due before anybody would look. */
void chanc_pool_poke_for_timer(void);

/* Takes the place of w, whose fiber has not switched since `ticks`, and gives it to another worker if
 * that is wanted; false: w has moved meanwhile. */
bool chanc_pool_displace(struct chanc_worker *w, uint32_t ticks, bool replace);

/* Looks at w's attention bits; false: it has no place any more. */
bool chanc_pool_settle(struct chanc_worker *w);

/* w becomes idle and the seeker; false: there is work, it keeps its place. */
bool chanc_pool_rest(struct chanc_worker *w);

/* Idle w takes a place by itself; false: there is none. True also if it was called just now. */
bool chanc_pool_rejoin(struct chanc_worker *w);

/* Idle w ends if there are threads enough without it; false: it was called, or is needed. */
bool chanc_pool_leave(struct chanc_worker *w);

/* The thread of w, which left, ends: nothing of it touches the record any more.
 */
void chanc_pool_retire(struct chanc_worker *w);

/* Decides, and tells who will wake it, how idle w sleeps; false: it is not idle, or was just called. */
bool chanc_pool_prepare_sleep(struct chanc_worker *w, bool seeks);

/* w, which was asleep, is up: it has nothing more to do with what woke it. */
void chanc_pool_awake(struct chanc_worker *w);

/* w is or becomes the seeker; false: another is. */
bool chanc_pool_seek(struct chanc_worker *w);

/* w, which has found work, is not the seeker any more. */
void chanc_pool_found(struct chanc_worker *w);

/* Whether two workers have just got in each other's way. */
static inline bool chanc_pool_wary(int64_t now) {
    return now < chanc_get(chanc_pool.wary_until);
}

/* --- worker.c --- */

/* Runs fibers as long as there are any and the worker is needed; w has a place.
 */
void chanc_worker_loop(struct chanc_worker *w);

/* Notes how the kernel calls w's thread, which is the caller. */
void chanc_worker_identify(struct chanc_worker *w);

/* Makes the calling thread w's. */
void chanc_worker_begin(struct chanc_worker *w);

/* What the thread of a worker (`argument`) runs, but for the process's first. */
void *chanc_worker_main(void *argument);

/* Looks whether timers or descriptors are due. */
void chanc_worker_glance(struct chanc_worker *w);

/* What is in w's slot, which is empty then. Any thread. */
struct chanc_g *chanc_worker_unslot(struct chanc_worker *w);

/* --- alone.c --- */

/* w's thread begins or ends; it is the caller. */
void chanc_alone_enlist(struct chanc_worker *w, bool begins);

/* Now and then, outside of sections, by w's thread: makes it alone if it seems to be. */
void chanc_alone_consider(struct chanc_worker *w);

/* w's thread does not need to be alone any more. */
void chanc_alone_end(struct chanc_worker *w);

/* In the child of a fork: there is no other worker than `here` (NULL: none). */
void chanc_alone_forget(struct chanc_worker *here);

/* --- monitor.c --- */

void chanc_monitor_start(void);

/* A fiber runs again after none did: there is something to watch. Under the pool's lock. */
void chanc_monitor_wake(void);

#endif
