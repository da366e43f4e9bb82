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
 * The runtime's own descriptors go the same way in a program that closes all it does not know, and then has their
 * numbers for files of its own. So it is made sure that they are the runtime's before anything is added, and every now and
 * then: one of them is a socket, the number of whose inode is no other file's. If it is gone, both are made anew.
 *
 * Invariants
 *  - A waiter is on its goroutine's stack, and in its descriptor's list from before the goroutine
 *    parks until someone takes it off under the list's lock and then makes the goroutine ready.
 *  - A descriptor that has waiters is armed for what they want, or is about to be by who holds the lock, or
 *    could not be: then its waiters were taken off.
 *  - Nobody waits in epoll for longer than until the next sweep: it may not be that of the others any more.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"
#include "futex.h"
#include "poll.h"
#include "timer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
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
    int fd;          /* one of them, or -1 */
    uint32_t wanted; /* what all its waiters want: so nobody asks them all for each one more */
    chanc_ring waiters;
};

static struct {
    _Atomic int epoll;         /* -1 until first used, or if it cannot be made anew */
    _Atomic int wake;          /* a socket in it: always writable, and watched for that while ... */
    unsigned interrupts;       /* ... any of so many were not resumed */
    _Atomic ino_t wake_inode;  /* of the socket; 0: of none */
    _Atomic unsigned waiters;  /* goroutines that wait, or have not gone on yet */
    struct list lists[LISTS];  /* by descriptor */
    _Atomic uint32_t sweeping; /* 1 while some thread sweeps */
    _Atomic int64_t next_sweep; /* when to look for closed descriptors next */
    _Atomic bool used;          /* any goroutine ever waited: else all is as it was at the start */
    pthread_mutex_t lock;       /* held by who opens epoll, and for `interrupts` */
} poller = {.epoll = -1, .lock = PTHREAD_MUTEX_INITIALIZER};

unsigned chanc_poller_waiters(void) {
    /* Acquire: see the end of chanc_poller_park. */
    return atomic_load_explicit(&poller.waiters, memory_order_acquire);
}

bool chanc_poller_wanted(void) {
    return chanc_poller_waiters() > 0 || chanc_now() < chanc_get(poller.next_sweep);
}

/* --- setting up --- */

/* Moves a descriptor beyond those of standard input, output and errors, which may be closed: the program
 * may put others there. */
static int beyond_standard(int fd) {
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return moved;
}

/* The inode of a socket; 0 for what is none. By the bare system call: see control. */
static ino_t inode_of(int fd) {
    struct stat s;
    return syscall(SYS_fstat, fd, &s) == 0 && S_ISSOCK(s.st_mode) ? s.st_ino : 0;
}

/* The inode of the socket; 0: of none. Acquire: who sees the inode sees the numbers. */
static ino_t wake_inode(void) {
    return atomic_load_explicit(&poller.wake_inode, memory_order_acquire);
}

/* Whether epoll is there, and the program has not closed it. */
static bool is_open(void) {
    ino_t inode = wake_inode();
    return inode != 0 && inode_of(chanc_get(poller.wake)) == inode;
}

/* Changes what epoll has of fd. By the bare system call: ThreadSanitizer would take the library's
 * for an access to the descriptor, by whoever happens to look at the reports. */
static int control(int operation, int fd, struct epoll_event *event) {
    return (int)syscall(SYS_epoll_ctl, chanc_get(poller.epoll), operation, fd, event);
}

/* Has epoll watch the socket, or not, as the interrupts want it. Under the lock. */
static int watch_wake(int operation) {
    int wake = chanc_get(poller.wake);
    struct epoll_event event = {.events = poller.interrupts > 0 ? EPOLLOUT : 0, .data.fd = wake};
    return control(operation, wake, &event);
}

/* Opens epoll; false if that cannot be. Under the lock. */
static bool open_epoll(void) {
    int epoll = beyond_standard(epoll_create1(EPOLL_CLOEXEC));
    int wake = beyond_standard(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    chanc_set(poller.wake_inode, 0);
    chanc_set(poller.epoll, epoll);
    chanc_set(poller.wake, wake);
    if (watch_wake(EPOLL_CTL_ADD) != 0) {
        close(wake);
        close(epoll);
        chanc_set(poller.epoll, -1);
        return false;
    }
    atomic_store_explicit(&poller.wake_inode, inode_of(wake),
                          memory_order_release); /* see wake_inode */
    return true;
}

static void sweep(void);

/* Opens epoll unless it is; false if that cannot be. Keeps errno. */
static bool start(void) {
    if (is_open()) return true;
    int saved = errno;
    pthread_mutex_lock(&poller.lock);
    bool open = is_open() || open_epoll();
    pthread_mutex_unlock(&poller.lock);
    sweep(); /* who waited in the one before, which was closed */
    errno = saved;
    return open;
}

static struct list *list_of(int fd) {
    return &poller.lists[(unsigned)fd % LISTS];
}

/* --- lists, under the list's lock --- */

/* The waiter behind w, the first for NULL; NULL: there is none. */
static struct waiter *next_waiter(const struct list *list, const struct waiter *w) {
    return (struct waiter *)(w != NULL ? chanc_ring_next(&list->waiters, &w->link)
                                       : chanc_ring_first(&list->waiters));
}

/* What all waiters of fd want. */
static uint32_t wanted(struct list *list, int fd) {
    if (list->fd == fd) return list->wanted;
    list->fd = fd;
    list->wanted = 0;
    for (struct waiter *w = NULL; (w = next_waiter(list, w)) != NULL;)
        if (w->fd == fd) list->wanted |= w->events;
    return list->wanted;
}

static void put_on(struct list *list, struct waiter *w) {
    list->wanted = wanted(list, w->fd) | w->events;
    chanc_ring_add(&list->waiters, &w->link);
    w->listed = true;
}

static void take_off(struct list *list, struct waiter *w) {
    if (list->fd == w->fd) list->fd = -1;
    chanc_ring_remove(&list->waiters, &w->link);
    w->listed = false;
}

/* Arms fd for all that its waiters want; false if that cannot be. */
static bool arm(int fd, struct list *list) {
    struct epoll_event event = {.events = EPOLLONESHOT | wanted(list, fd), .data.fd = fd};
    if (control(EPOLL_CTL_MOD, fd, &event) == 0) return true;
    return errno == ENOENT && is_open() && control(EPOLL_CTL_ADD, fd, &event) == 0;
}

/* --- waiting --- */

/* Puts w into its list and arms its descriptor; false if that cannot be. */
static bool enlist(struct list *list, struct waiter *w) {
    chanc_lock(&list->lock);
    put_on(list, w);
    bool armed = arm(w->fd, list);
    if (!armed) take_off(list, w);
    chanc_unlock(&list->lock);
    return armed;
}

/* Takes w off its list after it has parked. */
static __attribute__((noinline)) void leave(struct list *list, struct waiter *w) {
    chanc_lock(&list->lock);
    if (w->listed) take_off(list, w);
    chanc_unlock(&list->lock);
}

/* Parks w's goroutine until a report, or its timer, wins its claim. */
static void park(struct list *list, struct waiter *w, int64_t deadline, const chanc_site *site) {
    struct chanc_timer timer;
    bool timed = deadline != INT64_MAX;
    if (timed) chanc_timer_arm(&timer, deadline, w->g, true);
    chanc_park(w->g, NULL, CHANC_WAITING_FD, site);
    if (!timed) return;
    chanc_timer_disarm(&timer);
    leave(list, w);
}

bool chanc_poller_park(struct chanc_g *g, int fd, int events, int64_t deadline,
                       const chanc_site *site) {
    struct waiter w = {.g = g, .fd = fd, .events = (uint32_t)events | EPOLLERR | EPOLLHUP};
    struct list *list = list_of(fd);
    if (!chanc_get(poller.used)) chanc_set(poller.used, true);
    /* Relaxed, all: others see them by the locks. */
    chanc_set(g->claim, 0);
    if (atomic_fetch_add_explicit(&poller.waiters, 1, memory_order_relaxed) == 0)
        chanc_pool_poke_for_poller();
    bool waits = enlist(list, &w) || (start() && enlist(list, &w));
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
    int tried = -1; /* to arm */
    bool armed = false;
    chanc_lock(&list->lock);
    for (struct waiter *w = next_waiter(list, NULL); w != NULL; w = next) {
        next = next_waiter(list, w);
        if (fd >= 0 && w->fd != fd) continue;
        bool served = (w->events & events) != 0;
        if (!served && w->fd != tried) armed = arm(tried = w->fd, list);
        if (!served && armed) continue;
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
    int64_t latest = chanc_get(poller.next_sweep);
    if (deadline > latest) deadline = latest;
    int64_t left = deadline - chanc_now();
    struct timespec wait = chanc_timespec(left);
    int epoll = chanc_get(poller.epoll);
    int n = (int)syscall(SYS_epoll_pwait2, epoll, events, BATCH, &wait, NULL, 0);
    /* Before Linux 5.11; EPERM where a filter of system calls does not know this one. */
    if (n >= 0 || (errno != ENOSYS && errno != EPERM)) return n;
    return epoll_wait(epoll, events, BATCH, left <= 0 ? 0 : (int)((left + 999999) / 1000000));
}

/* Whether there is an epoll to wait in. That it is the runtime's own is looked at in time for each sweep: to ask the
 * system before each wait would be a fifth of what a message through a socket costs. */
static bool can_wait(void) {
    return (wake_inode() != 0 && chanc_now() < chanc_get(poller.next_sweep)) || start();
}

void chanc_poller_run(int64_t deadline) {
    struct epoll_event events[BATCH];
    int saved = errno;
    int n = can_wait() ? wait_for_reports(events, deadline) : 0;
    if (n < 0 && errno != EINTR) start(); /* it was closed */
    /* Nobody waits for the socket, which only ends the wait. */
    for (int i = 0; i < n; i++)
        serve(list_of(events[i].data.fd), events[i].data.fd, events[i].events);
    sweep_in_time();
    errno = saved;
}

void chanc_poller_forget(void) {
    if (!chanc_get(poller.used))
        return; /* rather than touch so many pages in a child that calls exec */
    if (is_open()) {
        close(poller.epoll);
        close(poller.wake);
    }
    memset(&poller, 0, sizeof poller);
    poller.epoll = -1;
    pthread_mutex_init(&poller.lock, NULL); /* another thread may have held it */
}

static void count_interrupt(unsigned change) {
    int saved = errno;
    pthread_mutex_lock(&poller.lock);
    poller.interrupts += change;
    if (is_open()) watch_wake(EPOLL_CTL_MOD); /* else it will be once it is opened */
    pthread_mutex_unlock(&poller.lock);
    errno = saved;
}

void chanc_poller_interrupt(void) {
    count_interrupt(1);
}

void chanc_poller_resume(void) {
    count_interrupt(-1U);
}

#endif
