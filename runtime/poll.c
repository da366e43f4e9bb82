/* poll.c - one epoll for all goroutines that wait for descriptors.
 *
 * A goroutine that waits arms its descriptor, once: epoll disarms it when it reports it. When
 * woken, the goroutine tries what it wanted to do, or asks poll, and waits again if it cannot. So
 * it does not matter that epoll's idea of a descriptor can be out of date: the number may by now
 * belong to another file, since programs close descriptors without telling the runtime.
 *
 * A descriptor that is closed while somebody waits disappears from epoll without a word. So all
 * that are waited for are armed anew every now and then: that fails for the closed, and gets
 * numbers that another file has taken over into epoll again.
 *
 * Invariants
 *  - A waiter is on its goroutine's stack, and in its descriptor's list from before the goroutine
 *    parks until someone takes it off under the list's lock and then makes the goroutine ready.
 *  - A descriptor that has waiters is armed for what they want, or is about to be by who holds the lock, or
 *    could not be: then its waiters were taken off.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "poll.h"

#include "futex.h"
#include "timer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    BATCH = 128,                /* reports taken from epoll at once */
    LISTS = 4096,               /* lists: so many descriptors have one each */
    SWEEP = 100 * 1000 * 1000,  /* ns between looks for closed descriptors, at the least */
    SELDOM = 400 * 1000 * 1000, /* ns, at the most */
    SWEEP_SHARE = 100           /* a sweep may take one part in so many of the time */
};

/* One goroutine's wait for one descriptor. */
struct waiter {
    struct chanc_link link; /* in the descriptor's list; the first member */
    struct chanc_g *g;
    int fd;
    uint32_t events; /* EPOLL bits that it waits for */
    bool listed;     /* still in the list; under its lock */
};

/* Who waits for the descriptors of one remainder by LISTS. */
struct list {
    _Atomic uint32_t lock;
    chanc_ring waiters;
};

static struct {
    _Atomic int epoll;          /* -1 until first used */
    int wake;                   /* an eventfd in it */
    _Atomic unsigned waiters;   /* goroutines that wait, or have not gone on yet */
    struct list lists[LISTS];   /* by descriptor */
    _Atomic uint32_t sweeping;  /* 1 while some thread sweeps */
    _Atomic int64_t next_sweep; /* when to look for closed descriptors next */
    pthread_mutex_t opening;    /* held by who opens epoll */
} poller = {.epoll = -1, .opening = PTHREAD_MUTEX_INITIALIZER};

unsigned chanc_poller_waiters(void) {
    /* Acquire: see the end of chanc_poller_park. */
    return atomic_load_explicit(&poller.waiters, memory_order_acquire);
}

bool chanc_poller_used(void) {
    /* Acquire: who sees the number sees `wake`. */
    return atomic_load_explicit(&poller.epoll, memory_order_acquire) >= 0;
}

/* --- setting up --- */

/* Moves a descriptor beyond those of standard input, output and errors, which may be closed: the program
 * may put others there. */
static int beyond_standard(int fd) {
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return moved;
}

/* Opens epoll; false if that cannot be. */
static bool open_epoll(void) {
    int epoll = beyond_standard(epoll_create1(EPOLL_CLOEXEC));
    poller.wake = beyond_standard(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE));
    struct epoll_event event = {.events = EPOLLIN, .data.fd = poller.wake};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, poller.wake, &event) != 0) {
        close(poller.wake);
        close(epoll);
        return false;
    }
    atomic_store_explicit(&poller.epoll, epoll, memory_order_release); /* see chanc_poller_used */
    return true;
}

/* Opens epoll unless it is; who sleeps on a futex is told to sleep there instead. */
static bool start(void) {
    if (chanc_poller_used()) return true;
    pthread_mutex_lock(&poller.opening);
    bool open = chanc_poller_used() || open_epoll();
    pthread_mutex_unlock(&poller.opening);
    if (open) chanc_fiber_poke();
    return open;
}

static struct list *list_of(int fd) {
    return &poller.lists[(unsigned)fd % LISTS];
}

/* --- lists, under the list's lock --- */

static void take_off(struct list *list, struct waiter *w) {
    chanc_ring_remove(&list->waiters, &w->link);
    w->listed = false;
}

/* The waiter behind w, the first for NULL; NULL: there is none. */
static struct waiter *next_waiter(const struct list *list, const struct waiter *w) {
    return (struct waiter *)(w != NULL ? chanc_ring_next(&list->waiters, &w->link)
                                       : chanc_ring_first(&list->waiters));
}

/* Changes what epoll has of fd. By the bare system call: ThreadSanitizer would take the library's
 * for an access to the descriptor, by whoever happens to look at the reports. */
static int control(int operation, int fd, struct epoll_event *event) {
    return (int)syscall(SYS_epoll_ctl, poller.epoll, operation, fd, event);
}

/* Arms fd for all that its waiters want; false if that cannot be. */
static bool arm(int fd, struct list *list) {
    struct epoll_event event = {.events = EPOLLONESHOT, .data.fd = fd};
    for (struct waiter *w = NULL; (w = next_waiter(list, w)) != NULL;)
        if (w->fd == fd) event.events |= w->events;
    if (control(EPOLL_CTL_MOD, fd, &event) == 0) return true;
    return errno == ENOENT && control(EPOLL_CTL_ADD, fd, &event) == 0;
}

/* --- waiting --- */

/* Puts w into its list and arms its descriptor; false if that cannot be. */
static bool enlist(struct list *list, struct waiter *w) {
    chanc_lock(&list->lock);
    chanc_ring_add(&list->waiters, &w->link);
    w->listed = true;
    bool armed = arm(w->fd, list);
    if (!armed) take_off(list, w);
    chanc_unlock(&list->lock);
    return armed;
}

/* Parks w's goroutine until a report, or its timer, wins its claim. */
static void park(struct list *list, struct waiter *w, int64_t deadline, const chanc_site *site) {
    struct chanc_timer timer;
    bool timed = deadline != INT64_MAX;
    if (timed) chanc_timer_arm(&timer, deadline, w->g, true);
    chanc_park(w->g, NULL, CHANC_WAITING_FD, site);
    if (!timed) return;
    chanc_timer_disarm(&timer);
    chanc_lock(&list->lock);
    if (w->listed) take_off(list, w);
    chanc_unlock(&list->lock);
}

bool chanc_poller_park(struct chanc_g *g, int fd, int events, int64_t deadline,
                       const chanc_site *site) {
    struct waiter w = {.g = g, .fd = fd, .events = (uint32_t)events | EPOLLERR | EPOLLHUP};
    struct list *list = list_of(fd);
    if (!start()) return false;
    /* Relaxed, both: others see them by the locks. */
    chanc_set(g->claim, 0);
    atomic_fetch_add_explicit(&poller.waiters, 1, memory_order_relaxed);
    bool waits = enlist(list, &w);
    if (waits) park(list, &w, deadline, site);
    /* Release: who sees that g does not wait any more sees all that made it go on. */
    atomic_fetch_sub_explicit(&poller.waiters, 1, memory_order_release);
    return waits;
}

/* --- reports --- */

/* Makes those ready who wait for one of `events` of fd (-1: of any), unless their timers came first, and arms for
 * the others; makes those ready, too, for whom that cannot be. */
static void serve(struct list *list, int fd, uint32_t events) {
    struct chanc_list taken = {NULL, NULL};
    struct waiter *next;
    chanc_lock(&list->lock);
    for (struct waiter *w = next_waiter(list, NULL); w != NULL; w = next) {
        next = next_waiter(list, w);
        if (fd >= 0 && w->fd != fd) continue;
        if ((w->events & events) == 0 && arm(w->fd, list)) continue;
        take_off(list, w);
        if (chanc_claim(w->g)) chanc_list_add(&taken, w->g);
    }
    chanc_unlock(&list->lock);
    chanc_ready_all(taken);
}

/* Looks for descriptors that were closed while they were waited for. */
static void sweep(void) {
    for (struct list *list = poller.lists; list < poller.lists + LISTS; list++)
        if (chanc_ring_first(&list->waiters) != NULL) serve(list, -1, 0);
}

/* Sweeps if it is time to, and nobody else does. */
static void sweep_in_time(void) {
    int64_t start = chanc_now();
    if (chanc_get(poller.waiters) == 0 || start < chanc_get(poller.next_sweep)) return;
    /* Acquire, and release below: one sweep comes after the other. */
    if (atomic_exchange_explicit(&poller.sweeping, 1, memory_order_acquire)) return;
    sweep();
    int64_t end = chanc_now(), pause = (end - start) * SWEEP_SHARE;
    if (pause < SWEEP) pause = SWEEP;
    chanc_set(poller.next_sweep, end + (pause < SELDOM ? pause : SELDOM));
    atomic_store_explicit(&poller.sweeping, 0, memory_order_release);
}

static int wait_for_reports(struct epoll_event *events, int64_t deadline) {
    int64_t latest = chanc_get(poller.waiters) > 0 ? chanc_get(poller.next_sweep) : INT64_MAX;
    if (deadline > latest) deadline = latest;
    int64_t left = deadline - chanc_now();
    struct timespec wait = chanc_timespec(left);
    int n = (int)syscall(SYS_epoll_pwait2, poller.epoll, events, BATCH,
                         deadline == INT64_MAX ? NULL : &wait, NULL, 0);
    /* Before Linux 5.11; EPERM where a filter of system calls does not know this one. */
    if (n >= 0 || (errno != ENOSYS && errno != EPERM)) return n;
    int64_t ms = left <= 0 ? 0 : (left + 999999) / 1000000;
    if (ms > INT_MAX) ms = INT_MAX;
    return epoll_wait(poller.epoll, events, BATCH, deadline == INT64_MAX ? -1 : (int)ms);
}

void chanc_poller_run(int64_t deadline) {
    struct epoll_event events[BATCH];
    if (!chanc_poller_used()) return;
    int saved = errno;
    int n = wait_for_reports(events, deadline);
    /* Nobody waits for the eventfd, which only ends the wait. */
    for (int i = 0; i < n; i++)
        serve(list_of(events[i].data.fd), events[i].data.fd, events[i].events);
    sweep_in_time();
    errno = saved;
}

void chanc_poller_forget(void) {
    if (chanc_poller_used()) {
        close(poller.epoll);
        close(poller.wake);
        memset(&poller, 0, sizeof poller);
        poller.epoll = -1;
    }
    pthread_mutex_init(&poller.opening, NULL); /* another thread may have held it */
}

void chanc_poller_interrupt(void) {
    const uint64_t one = 1;
    int saved = errno;
    while (write(poller.wake, &one, sizeof one) < 0 && errno == EINTR) continue;
    errno = saved;
}

void chanc_poller_resume(void) {
    uint64_t one;
    /* Who interrupts announces it first: the count may not be there yet. */
    while (read(poller.wake, &one, sizeof one) < 0 && (errno == EAGAIN || errno == EINTR))
        sched_yield();
}

#endif
