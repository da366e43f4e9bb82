/* thread.c - the back end with one pthread a goroutine; also every foreign thread, under either.
 *
 * A thread parks on a futex word of its own. A keeper thread, started when first needed, runs the
 * timers and looks for deadlock. While the program ends that is so under either back end: the one that ends it
 * is a thread, too.
 *
 * Invariants
 *  - `wake` is ASLEEP only from before its thread sleeps until it is woken; WOKEN from ready until
 *    the park it belongs to ends.
 *  - The low half of `state` is the number of threads in the registry that are not parked, plus
 *    those that were made ready and have not got there yet: it is 0 only while all are parked. The
 *    high half counts how often that number grew, so that a 0 seen twice with the same high half lasted.
 *  - The registry is changed only under its lock, with signals blocked: a signal's handler that
 *    reports may wait for the lock.
 */
#include "thread.h"

#include "futex.h"
#include "quiet.h"
#include "stack.h"
#include "timer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { AWAKE, ASLEEP, WOKEN };

struct thread {
    struct chanc_g g;
    _Atomic uint32_t wake;  /* AWAKE, ASLEEP, WOKEN; the futex word */
    struct chanc_link link; /* in the registry */
    _Atomic pid_t number;   /* the kernel's, of the thread; 0 before it runs */
    void (*fn)(void *);     /* what a goroutine runs, with args */
    _Alignas(64) char args[];
};

static struct {
    _Atomic uint32_t lock;
    chanc_ring all;
    _Atomic int64_t threads; /* how many are in it */
    _Atomic int64_t spawned; /* how many goroutines were started here, less those that have ended */
} registry;

static _Atomic uint64_t state;

/* Who ends the program, if it was no thread that ran, or unknown. Not from malloc, which a signal's handler that calls exit may have
 * interrupted. */
static struct thread ender;
static _Atomic bool ender_taken;

static pthread_key_t ending_key;  /* its destructor is told that a thread ends */
static pthread_attr_t attributes; /* of goroutines */

/* --- the registry ----------------------------------------------------------------------------- */

static void lock_registry(sigset_t *before) {
    chanc_block_signals(before);
    chanc_lock(&registry.lock);
}

static void unlock_registry(const sigset_t *before) {
    chanc_unlock(&registry.lock);
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

static void enlist(struct thread *t) {
    sigset_t before;
    lock_registry(&before);
    chanc_ring_add(&registry.all, &t->link);
    atomic_fetch_add_explicit(&registry.threads, 1, memory_order_relaxed); /* under the lock */
    unlock_registry(&before);
}

static void delist(struct thread *t) {
    sigset_t before;
    lock_registry(&before);
    chanc_ring_remove(&registry.all, &t->link);
    atomic_fetch_sub_explicit(&registry.threads, 1, memory_order_relaxed); /* under the lock */
    unlock_registry(&before);
}

/* The one behind t, the first for NULL; NULL: there is none. The registry is locked. */
static struct thread *next_thread(const struct thread *t) {
    struct chanc_link *link =
        t ? chanc_ring_next(&registry.all, &t->link) : chanc_ring_first(&registry.all);
    return link ? CHANC_RING_OF(link, struct thread, link) : NULL;
}

void chanc_thread_each(chanc_visit *visit, void *context) {
    sigset_t before;
    lock_registry(&before);
    for (struct thread *t = NULL; (t = next_thread(t)) != NULL;) visit(&t->g, context);
    unlock_registry(&before);
}

void chanc_thread_threads(chanc_visit_thread *visit, void *context) {
    sigset_t before;
    lock_registry(&before); /* who is listed lives */
    for (struct thread *t = NULL; (t = next_thread(t)) != NULL;) {
        pid_t number = chanc_get(t->number);
        uint32_t reason = atomic_load_explicit(&t->g.reason, memory_order_seq_cst); /* see go_on */
        bool parked = reason != CHANC_RUNNING && reason != CHANC_WAITING_FD; /* in a call of C */
        if (number != 0 && !parked && !t->g.foreign) visit(number, context);
    }
    unlock_registry(&before);
}

int64_t chanc_thread_count(void) {
    return chanc_get(registry.spawned); /* only a number */
}

bool chanc_thread_alone(void) {
    sigset_t before;
    lock_registry(&before); /* who comes into it later sees what the caller did before */
    bool alone = chanc_get(registry.threads) == 1;
    unlock_registry(&before);
    return alone;
}

/* --- who runs, who is parked ------------------------------------------------------------------ */

/* Acquire and release in all that changes or reads `state`: what a thread did before it parked is
 * known to who sees it parked. */

static void count_running(void) {
    atomic_fetch_add_explicit(&state, ((uint64_t)1 << 32) + 1, memory_order_acq_rel);
}

static void count_parked(void) {
    uint64_t before = atomic_fetch_sub_explicit(&state, 1, memory_order_acq_rel);
    if ((uint32_t)before != 1 && !chanc_is_ending()) return;
    if (CHANC_FIBERS_RUN)
        chanc_fiber_poke();
    else
        chanc_keeper_poke();
}

static void look_whether_parked(const struct chanc_g *g, void *parked) {
    const struct thread *t = (const struct thread *)g;
    /* Acquire: what it did before is known, as of all that are counted in `state`. */
    bool asleep = atomic_load_explicit(&t->wake, memory_order_acquire) == ASLEEP;
    if (!asleep && !chanc_is_stopped(g)) *(bool *)parked = false;
}

/* Whether all who go on while the program ends are parked. */
static bool is_end_parked(void) {
    bool parked = true;
    chanc_thread_each(look_whether_parked, &parked);
    return parked;
}

char chanc_task_state(pid_t thread) {
    char path[64], text[64] = "";
    const char *name_end;
    int fd;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)thread);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    if (read(fd, text, sizeof text - 1) < 0) text[0] = '\0';
    close(fd);
    name_end = strrchr(text, ')'); /* NUMBER (NAME) STATE; the name may be anything */
    return name_end && name_end[1] ? name_end[2] : 0;
}

/* How many threads the process has; 0 if the kernel does not tell. */
static int64_t count_tasks(void) {
    struct stat tasks;
    /* The directory has a link for each thread, besides . and its own name. */
    if (stat("/proc/self/task", &tasks) != 0 || tasks.st_nlink < 3) return 0;
    /* The first thread stays in the list when it has ended. */
    return (int64_t)tasks.st_nlink - 2 - (chanc_task_state(getpid()) == 'Z');
}

/* Part of programs built with ThreadSanitizer, which runs a thread of its own once there are two.
 */
void __tsan_init(void) __attribute__((weak));

/* Whether the process has a thread that is neither one of the caller's `own` nor in the registry. It may
 * say yes for one that is just ending. */
static bool foreign_may_act(int own) {
    int64_t known = chanc_get(registry.threads);
    int64_t tasks = count_tasks();
    return tasks == 0 || tasks > known + own + (__tsan_init != NULL);
}

enum chanc_verdict chanc_thread_verdict(int (*idle_threads)(void)) {
    uint64_t seen = atomic_load_explicit(&state, memory_order_acquire);
    if (chanc_is_ending() ? !is_end_parked() : (uint32_t)seen != 0)
        return chanc_is_ending() ? CHANC_UNSURE : CHANC_ALIVE;
    int own = idle_threads();
    if (own == 0) return CHANC_ALIVE;
    if (own < 0 || foreign_may_act(own)) return CHANC_UNSURE;
    /* Idle twice, with all threads parked in between: nothing was pending that could have made one run. And as
     * many threads: else one that ended could have hidden a foreign one. */
    if (idle_threads() != own || atomic_load_explicit(&state, memory_order_acquire) != seen)
        return CHANC_UNSURE;
    return CHANC_DEADLOCK;
}

/* --- park and ready --------------------------------------------------------------------------- */

static void sleep_until_woken(struct thread *t) {
    uint32_t awake = AWAKE;
    /* Acquire, here and below: what the waker wrote before ready is seen. Release: see is_end_parked. */
    if (atomic_compare_exchange_strong_explicit(&t->wake, &awake, ASLEEP, memory_order_acq_rel,
                                                memory_order_acquire))
        while (atomic_load_explicit(&t->wake, memory_order_acquire) == ASLEEP)
            chanc_futex_wait(&t->wake, ASLEEP, INT64_MAX);
    /* Relaxed: the next ready is ordered by how the thread publishes itself next. */
    chanc_set(t->wake, AWAKE);
}

/* Sequentially consistent, as in chanc_thread_threads and chanc_is_ending: who goes on at the end sees the end, or is seen
 * to run, and is held. */
static void go_on(struct chanc_g *g) {
    atomic_store_explicit(&g->reason, CHANC_RUNNING, memory_order_seq_cst);
    if (chanc_must_stop()) chanc_stop_thread();
}

uintptr_t chanc_thread_park(struct chanc_g *g, _Atomic uint32_t *lock) {
    int saved = errno;
    if (lock) chanc_unlock(lock);
    if (chanc_must_stop()) chanc_stop_thread();
    count_parked();
    sleep_until_woken((struct thread *)g);
    errno = saved;
    go_on(g);
    if (g->failed) chanc_send_failed(g);
    chanc_order_acquire(g);
    return g->context.result;
}

void chanc_thread_ready(struct chanc_g *g) {
    struct thread *t = (struct thread *)g;
    int saved = errno;
    count_running();
    /* Release: the thread sees what was written before. It may be gone right after: a wake-up of
     * a word that is no longer its, is one that whoever sleeps there takes as an early one. */
    if (atomic_exchange_explicit(&t->wake, WOKEN, memory_order_release) == ASLEEP)
        chanc_futex_wake(&t->wake, 1);
    errno = saved;
}

void chanc_thread_yield(void) {
    if (chanc_must_stop()) chanc_stop_thread();
    sched_yield();
}

void chanc_stop_thread(void) {
    chanc_section_abandon(); /* a signal's handler may have interrupted them, and others wait for who was alone in one */
    for (;;) pause();
}

/* --- threads come and go ---------------------------------------------------------------------- */

/* Fills in what is to become a thread. */
static struct thread *prepare(struct thread *t) {
    memset(t, 0, sizeof *t);
    t->g.is_thread = true;
    t->g.id = chanc_next_ids(1);
    t->g.random = chanc_seed(t->g.id);
    return t;
}

static struct thread *make(size_t size) {
    size_t bytes;
    struct thread *t = NULL;
    if (!__builtin_add_overflow(sizeof *t + 63, size, &bytes)) t = aligned_alloc(64, bytes & ~63UL);
    if (!t) chanc_fatal("no memory for a goroutine", ENOMEM);
    return prepare(t);
}

int chanc_thread_helper(pthread_t *thread, void *(*code)(void *), void *argument) {
    sigset_t before;
    int error;
    chanc_block_signals(&before); /* they are the program's */
    error = pthread_create(thread, NULL, code, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

/* Makes the calling thread t. */
static struct chanc_g *become(struct thread *t) {
    int error = pthread_setspecific(ending_key, t);
    if (error) chanc_fatal("no memory for a thread", error);
    chanc_current = &t->g;
    chanc_set(t->number, gettid()); /* read under the lock */
    return &t->g;
}

/* Each goroutine's thread that ends leaves itself here, and waits for the one before to be gone. So
 * only the last is left for the end of the program, and tools find nothing of the others. NOBODY: that has come. */
#define NOBODY ((pthread_t)-1)
static _Atomic pthread_t last_ended;

/* Acquire and release: what that thread did, and whether the program was ending, is seen. */
static pthread_t take_ended(pthread_t replacement) {
    return atomic_exchange_explicit(&last_ended, replacement, memory_order_acq_rel);
}

void chanc_thread_join(pthread_t thread) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    if (pthread_timedjoin_np(thread, NULL, &until) != 0) pthread_detach(thread);
}

static void leave_to_next(void) {
    pthread_t before = take_ended(pthread_self());
    if (before == NOBODY)
        chanc_stop_thread(); /* nobody will: it is no thread that has ended, then */
    if (before) chanc_thread_join(before);
}

static void end(void *pointer) {
    struct thread *t = pointer;
    bool spawned = t->fn != NULL;
    chanc_fault_thread_end();
    chanc_current = NULL;
    /* Main's end as well. Relaxed: only a number. */
    if (!t->g.foreign) atomic_fetch_sub_explicit(&registry.spawned, 1, memory_order_relaxed);
    delist(t);
    if (t != &ender) free(t);
    count_parked(); /* after delisting: its thread is a foreign one until it is really gone */
    if (spawned) leave_to_next();
}

uint64_t chanc_thread_leave(void) {
    struct chanc_g *g = chanc_current;
    uint64_t id = g ? g->id : chanc_next_ids(1);
    if (!g) return id;
    pthread_setspecific(ending_key, NULL);
    end(g);
    return id;
}

void chanc_thread_end(void) {
    chanc_keeper_end();
    pthread_t last = take_ended(NOBODY);
    if (last) chanc_thread_join(last);
}

struct chanc_g *chanc_thread_adopt(bool ends) {
    struct chanc_g *before = chanc_current;
    struct thread *t;
    chanc_start();
    /* Relaxed: only who is first matters. */
    bool takes = ends && !atomic_exchange_explicit(&ender_taken, true, memory_order_relaxed);
    t = takes ? prepare(&ender) : make(0);
    t->g.foreign = before ? before->foreign : gettid() != getpid();
    if (before) {
        t->g.id = before->id;
        t->g.started = before->started;
        t->g.stack = before->stack;
        before->id = 0;
        if (before->is_thread) delist((struct thread *)before);
    }
    count_running();
    enlist(t);
    return become(t);
}

void chanc_thread_uncancel(void) {
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
}

int chanc_thread_main(int (*fn)(void *), void *argument) {
    chanc_self();
    chanc_thread_uncancel();
    chanc_fault_thread_start();
    return fn(argument);
}

static void *run(void *pointer) {
    struct thread *t = pointer;
    become(t);
    chanc_thread_uncancel();
    chanc_fault_thread_start();
    if (chanc_must_stop()) chanc_stop_thread();
    t->fn(t->args);
    return NULL; /* `end` does the rest, as it does when the goroutine calls pthread_exit */
}

/* Starts t's thread; patient, because threads that have just ended may still count. Where thread-local objects
 * need more than the stack is to have, it gets what the system gives. */
static int start_thread(struct thread *t) {
    const struct timespec moment = {.tv_nsec = 1000000};
    pthread_t id;
    int error, tries = 0;
    while ((error = pthread_create(&id, &attributes, run, t)) == EAGAIN && tries++ < 500)
        nanosleep(&moment, NULL);
    return error == EINVAL ? pthread_create(&id, NULL, run, t) : error;
}

void chanc_thread_spawn(void (*fn)(void *), const void *args, size_t size, const chanc_site *site) {
    int saved = errno, error;
    struct thread *t = make(size);
    if (chanc_must_stop()) chanc_stop_thread();
    t->fn = fn;
    if (size) memcpy(t->args, args, size);
    t->g.started = site;
    atomic_fetch_add_explicit(&registry.spawned, 1, memory_order_relaxed); /* only a number */
    count_running();
    enlist(t);
    error = start_thread(t);
    if (error) chanc_fatal("cannot start a thread for a goroutine", error);
    errno = saved;
}

/* --- fork: the child has the calling thread alone --------------------------------------------- */

static sigset_t before_fork;

static void prepare_fork(void) {
    if (chanc_fibers) chanc_fiber_lock();
    lock_registry(&before_fork);
    chanc_timer_lock();
}

static void continue_parent(void) {
    chanc_timer_unlock();
    unlock_registry(&before_fork);
    if (chanc_fibers) chanc_fiber_unlock();
}

static void continue_child(void) {
    struct chanc_g *g = chanc_current;
    struct thread *t = g && g->is_thread ? (struct thread *)g : NULL;
    registry.all = NULL;
    if (t) chanc_ring_add(&registry.all, &t->link);
    chanc_set(registry.threads, t != NULL); /* there is no other thread, here and below */
    chanc_set(registry.spawned, 0);         /* a goroutine left alone is counted as main is */
    chanc_set(state, t != NULL);
    chanc_set(last_ended, 0);
    chanc_set(ender_taken, t == &ender);
    chanc_forks++;
    chanc_end_forget();
    chanc_timer_forget();
    chanc_keeper_forget();
    if (chanc_fibers) chanc_fiber_forget();
    continue_parent();
}

void chanc_thread_start(void) {
    int error = pthread_key_create(&ending_key, end);
    if (!error) error = pthread_attr_init(&attributes);
    if (!error) error = pthread_atfork(prepare_fork, continue_parent, continue_child);
    if (error) chanc_fatal("cannot prepare for threads", error);
    pthread_attr_setstacksize(&attributes, chanc_stack_size());
}
