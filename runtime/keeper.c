/* keeper.c - the thread beside those of thread.c that runs the timers and looks for deadlock.
 *
 * It is started when first needed: by a timer, or when all threads are parked. It sleeps until the
 * next timer is due or until it is poked. While all are parked, but a thread that the runtime does
 * not know could still act, it looks again after a pause that grows.
 *
 * Invariants
 *  - `pokes` changes before the keeper is woken, and the keeper reads it before it looks at
 *    anything else, so that no poke is lost.
 *  - `starting` is locked quietly: a handler may call exit, which wants it.
 */
#include "thread.h"

#include "futex.h"
#include "quiet.h"

#include <errno.h>
#include <pthread.h>

static _Atomic uint32_t pokes; /* the futex word */

static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;
static _Atomic bool started; /* written under `starting` */
static pthread_t keeper;     /* valid while `started`; under `starting` */
static _Atomic bool ending;  /* the keeper is to end */

static const int64_t FIRST_PAUSE = 50000, LONGEST_PAUSE = 20000000;

/* This one, and while the program ends the other back end's, if no timer may make a goroutine ready. */
static int idle_threads(void) {
    if (chanc_timer_may_wake()) return 0;
    return chanc_fibers ? 1 + chanc_fiber_quiet() : 1;
}

/* How long to sleep when nothing is known that could happen before. */
static int64_t next_pause(enum chanc_verdict verdict, int64_t pause) {
    if (verdict != CHANC_UNSURE) return 0;
    if (pause == 0) return FIRST_PAUSE;
    return pause < LONGEST_PAUSE ? pause * 2 : pause;
}

static void *keep(void *unused) {
    int64_t pause = 0;
    (void)unused;
    for (;;) {
        /* Acquire: what the poker did before is seen. */
        uint32_t seen = atomic_load_explicit(&pokes, memory_order_acquire);
        if (chanc_get(ending)) return NULL; /* by `pokes` */
        int64_t deadline = chanc_timer_run(chanc_now());
        enum chanc_verdict verdict = chanc_thread_verdict(idle_threads);
        if (verdict == CHANC_DEADLOCK) chanc_report_deadlock();
        pause = next_pause(verdict, pause);
        if (pause && chanc_now() + pause < deadline) deadline = chanc_now() + pause;
        chanc_futex_wait(&pokes, seen, deadline);
    }
}

static void start(void) {
    sigset_t before;
    int error = 0;
    chanc_lock_quietly(&starting, &before);
    if (!chanc_get(started)) error = chanc_thread_helper(&keeper, keep, NULL);
    atomic_store_explicit(&started, true, memory_order_release); /* read without the mutex */
    chanc_unlock_quietly(&starting, &before);
    if (error) chanc_fatal("cannot start the thread for timers", error);
}

static void poke(void) {
    atomic_fetch_add_explicit(&pokes, 1, memory_order_release); /* see the acquire in keep */
    chanc_futex_wake(&pokes, 1);
}

void chanc_keeper_poke(void) {
    int saved = errno;
    /* Acquire: what start did. */
    if (!atomic_load_explicit(&started, memory_order_acquire)) start();
    poke();
    errno = saved;
}

void chanc_keeper_end(void) {
    sigset_t before;
    chanc_lock_quietly(&starting, &before);
    if (chanc_get(started)) {
        chanc_set(ending, true); /* seen by the poke */
        poke();
        chanc_thread_join(keeper);
    }
    chanc_set(ending, false); /* destructors may start another */
    chanc_set(started, false);
    chanc_unlock_quietly(&starting, &before);
}

void chanc_keeper_forget(void) {
    pthread_mutex_init(&starting, NULL);
    chanc_set(started, false); /* no other thread exists */
    chanc_set(ending, false);
}
