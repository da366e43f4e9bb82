/* sched.c - starts the runtime, chooses the back end, and ends the program.
 *
 * Invariants
 *  - chanc_fibers is written once, by the first thread that uses the runtime, before any other
 *    thread can have come through chanc_start.
 *  - Of all that want to end the program one does: it sets chanc_ender, then chanc_ending.
 */
#include "sched.h"

#include "hold.h"
#include "report.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

_Thread_local uint16_t chanc_user;
_Thread_local struct chanc_g *chanc_current;
#if CHANC_HAVE_FIBERS
bool chanc_fibers;
#endif
_Atomic bool chanc_ending;
struct chanc_g *chanc_ender;

static _Atomic bool started; /* chanc_start has come to its end */

uint64_t chanc_next_ids(unsigned count) {
    static _Atomic uint64_t next = 1;
    return atomic_fetch_add_explicit(&next, count, memory_order_relaxed); /* only unique */
}

uint32_t chanc_forks;
_Atomic unsigned chanc_places;

/* Unless the program says so: CHANC_PROCS, or the CPUs that it may use. */
static unsigned default_procs(void) {
    cpu_set_t sets[16]; /* of 1,024 CPUs each */
    const char *text = chanc_setting("CHANC_PROCS");
    char *end = "";
    long wanted =
        text ? strtol(text, &end, 10) : 0; /* one out of range is a limit, which is, too */
    if (wanted >= 1 && wanted <= CHANC_WORKERS && !*end) return (unsigned)wanted;
    _Static_assert(CHANC_WORKERS == 16384, "the message says so");
    if (text) chanc_setting_ignored("CHANC_PROCS", text, "a number from 1 to 16384");
    return sched_getaffinity(0, sizeof sets, sets) == 0 ? (unsigned)CPU_COUNT_S(sizeof sets, sets)
                                                        : 1;
}

void chanc_ready_all(struct chanc_list list) {
    struct chanc_g *first = chanc_list_take(&list), *g;
    if (!first) return;
    while ((g = chanc_list_take(&list)) != NULL) chanc_ready(g);
    chanc_ready(first); /* last: what a worker made ready last runs next */
}

/* All of the library, wherever a part of it is linked in: a shared library that the program loads later
 * uses what the program has, and would find the missing part in another runtime, that of libchanc.so. */
typedef void any_function(void);
static any_function *const whole[]
    __attribute__((used)) = {(any_function *)chanc_try_select, (any_function *)chanc_wg_wait_at,
                             (any_function *)chanc_read_at, (any_function *)chanc_after};

/* --- start ------------------------------------------------------------------------------------ */

static void choose_back_end(void) {
    const char *text = chanc_setting("CHANC_SCHED");
    bool threads = text && strcmp(text, "threads") == 0;
#if CHANC_HAVE_FIBERS
    bool fibers = text && strcmp(text, "fibers") == 0;
    /* valgrind, which preloads a library of that name, takes a switch of stacks for an error. */
    const char *preloaded = getenv("LD_PRELOAD");
    bool valgrind = preloaded && strstr(preloaded, "/vgpreload_");
    chanc_fibers = fibers || (!threads && !valgrind);
    if (text && !fibers && !threads)
        chanc_setting_ignored("CHANC_SCHED", text, "fibers or threads");
#else
    if (text && !threads) chanc_setting_ignored("CHANC_SCHED", text, "threads");
#endif
}

static _Atomic bool ended; /* somebody ends the program */

/* Makes the caller the one that ends the program: a thread, whatever it was, since no worker goes on; and another
 * thread than it was, if it was parked when a signal's handler called exit. */
static void take_the_end(void) {
    struct chanc_g *g = chanc_current;
    bool runs = g && !chanc_is_fiber(g) && chanc_get(g->reason) == CHANC_RUNNING;
    chanc_ender = runs ? g : chanc_thread_adopt(true);
    /* Release: chanc_ender is written. Sequentially consistent, as the look at the timers below, and as in timer.c,
     * where one is set before this is looked at: a timer that is not seen here is set by who sees the end. */
    atomic_store_explicit(&chanc_ending, true, memory_order_seq_cst);
    if (chanc_fibers) chanc_fiber_stop();
    /* Of a foreign thread, which now waits for the keeper. */
    bool timed = atomic_load_explicit(&chanc_timer_next, memory_order_seq_cst) != INT64_MAX;
    if (timed && !chanc_thread_alone()) chanc_keeper_poke();
}

/* What is left when exit was called by code that chanc_exit does not see: handlers that the program
 * registered have run by now; no goroutine runs while stdio is flushed. The C library may let only one thread into
 * its exit, and it is this one: another that came to its end first waits there for ever. */
static void end_at_exit(void) {
    /* Acquire: what the first did before it came here. */
    if (atomic_load_explicit(&ended, memory_order_acquire))
        take_the_end();
    else
        chanc_end();
    chanc_thread_end();
}

static void start(void) {
    int saved = errno;
    chanc_sanitize_start();
    choose_back_end();
    chanc_thread_start();
    chanc_report_start();
    chanc_fault_start();
    chanc_set(chanc_places, default_procs());
    chanc_alone_start();
    if (chanc_fibers) chanc_fiber_start();
    if (atexit(end_at_exit) != 0) chanc_fatal("cannot register the end of the program", ENOMEM);
    errno = saved;
}

void chanc_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    /* Not before: a signal's handler that calls exit may have interrupted the start, and would wait for it. Relaxed: read by
     * who came through here, and by others that would find nothing to stop. */
    chanc_set(started, true);
}

int chanc_run_main(int (*fn)(void *), void *argument) {
    chanc_start();
    return chanc_fibers ? chanc_fiber_main(fn, argument) : chanc_thread_main(fn, argument);
}

/* --- calls that go to the back end chosen ----------------------------------------------------- */

void chanc_go(void (*fn)(void *), const void *args, size_t size, const chanc_site *site) {
    chanc_self(); /* starts the runtime if need be */
    if (CHANC_UNLIKELY(chanc_tsan)) __tsan_func_entry(__builtin_return_address(0));
    if (chanc_fibers)
        chanc_fiber_spawn(fn, args, size, site);
    else
        chanc_thread_spawn(fn, args, size, site);
    if (CHANC_UNLIKELY(chanc_tsan)) __tsan_func_exit();
}

void chanc_yield(void) {
    struct chanc_g *g = chanc_self();
    if (chanc_is_fiber(g))
        chanc_fiber_yield(g);
    else
        chanc_thread_yield();
}

int chanc_procs(int n) {
    chanc_start();
    if (n <= 0) return (int)chanc_get(chanc_places);
    unsigned now = n < CHANC_WORKERS ? (unsigned)n : CHANC_WORKERS;
    /* Relaxed: only a number. */
    unsigned before = atomic_exchange_explicit(&chanc_places, now, memory_order_relaxed);
    if (chanc_fibers) chanc_fiber_procs(now < before);
    return (int)before;
}

int64_t chanc_goroutines(void) {
    chanc_start();
    return 1 + (chanc_fibers ? chanc_fiber_count() : chanc_thread_count());
}

/* --- end -------------------------------------------------------------------------------------- */

void chanc_end(void) {
    if (!started) return; /* nothing runs that would have to stop */
    if (chanc_ender && chanc_ender == chanc_current)
        return; /* exit within exit: the library goes on with what is left */
    /* Acquire and release: the only one to get false writes chanc_ender. */
    if (atomic_exchange_explicit(&ended, true, memory_order_acq_rel)) chanc_stop_thread();
    take_the_end();
    chanc_hold();
    chanc_report_leaks();
}

void chanc_end_forget(void) {
    if (chanc_current == chanc_ender) return;
    chanc_set(chanc_ending, false); /* there is no other thread */
    chanc_set(ended, false);
    chanc_ender = NULL;
    chanc_hold_forget();
}

void chanc_leave(void) {
    struct chanc_g *g = chanc_current;
    if (g && chanc_is_fiber(g)) chanc_fiber_leave(g);
}

void chanc_exit(int status) {
    chanc_end();
    chanc_libc_exit(status);
}
