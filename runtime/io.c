/* io.c - waiting for descriptors, and read, write, accept, connect that wait so.
 *
 * A goroutine of the fiber back end parks in the poller (poll.c) until the descriptor is ready, and
 * then makes a call that does not block, whether or not the descriptor is in non-blocking mode;
 * where another takes what there was in between, the call may block its thread after all, like any
 * C call. All other goroutines are threads and simply block.
 *
 * Invariants
 *  - A descriptor's mode is as the program has set it whenever a goroutine waits.
 *  - Results and errno are those that POSIX gives for the call.
 */
#include "futex.h"
#include "poll.h"
#include "timer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

/* --- waiting ---------------------------------------------------------------------------------- */

/* The events that are there, or come in time (NULL: without limit); 0 for none, -1 with errno. */
static int ready_events(int fd, int events, const struct timespec *timeout) {
    struct pollfd p = {.fd = fd, .events = (short)events};
    int n = fd < 0 ? 1 : ppoll(&p, 1, timeout, NULL); /* which passes over negative ones */
    if (n <= 0) return n;
    if (fd < 0 || (p.revents & POLLNVAL)) {
        errno = EBADF;
        return -1;
    }
    return p.revents;
}

static int poll_now(int fd, int events) {
    int n;
    do n = ready_events(fd, events, &(struct timespec){0});
    while (n < 0 && errno == EINTR); /* as poll says of a signal, though it does not wait */
    return n;
}

/* Waits for events, at most until the deadline; returns those that came, -1 with errno, or 0: the caller
 * looks for itself. */
static int wait_for(struct chanc_g *g, int fd, int events, int64_t deadline,
                    const chanc_site *site) {
    struct timespec left;
    int n;
    if (chanc_is_fiber(g) && chanc_poller_park(g, fd, events, deadline, site)) return 0;
    left = chanc_timespec(deadline - chanc_now());
    chanc_note(g, CHANC_WAITING_FD, site);
    n = ready_events(fd, events, deadline == INT64_MAX ? NULL : &left);
    chanc_note(g, CHANC_RUNNING, site);
    return n;
}

int chanc_fdwait_at(int fd, int events, int64_t ns, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    int64_t deadline = ns < 0 ? INT64_MAX : chanc_deadline(ns);
    for (;;) {
        int n = poll_now(fd, events);
        if (n != 0 || deadline <= chanc_now()) return n;
        n = wait_for(g, fd, events, deadline, site);
        if (n > 0 || (n < 0 && errno != EINTR)) return n;
    }
}

/* --- limits of sockets ------------------------------------------------------------------------ */

/* When the time is over that fd itself, a socket, gives those who wait; INT64_MAX: never. Keeps errno. */
static int64_t limit_of(int fd, int events) {
    int option = events == POLLIN ? SO_RCVTIMEO : SO_SNDTIMEO, saved = errno;
    struct timeval limit = {0};
    socklen_t size = sizeof limit;
    bool limited = getsockopt(fd, SOL_SOCKET, option, &limit, &size) == 0 &&
                   (limit.tv_sec != 0 || limit.tv_usec != 0) &&
                   limit.tv_sec < INT64_MAX / 1000000000; /* else centuries */
    errno = saved;
    return limited ? chanc_deadline(limit.tv_sec * INT64_C(1000000000) + limit.tv_usec * 1000)
                   : INT64_MAX;
}

/* Whether a call that would have to wait fails at once. Keeps errno. */
static bool never_waits(int fd) {
    int saved = errno, mode = fcntl(fd, F_GETFL);
    errno = saved;
    return mode >= 0 && (mode & O_NONBLOCK);
}

/* After a call that returned `result`: whether it is to be repeated, since the descriptor seems ready.
 * *deadline is 0 after the first. */
static bool again(struct chanc_g *g, ssize_t result, int fd, int events, int64_t *deadline,
                  const chanc_site *site) {
    int n;
    chanc_note(g, CHANC_RUNNING, site);
    if (result >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) return false;
    if (!chanc_is_fiber(g) && !never_waits(fd)) return false; /* it has waited, as long as it may */
    if (*deadline == 0)
        *deadline = limit_of(fd, events);
    else if (*deadline <= chanc_now())
        return false;
    n = wait_for(g, fd, events, *deadline, site);
    if (n > 0 && chanc_is_fiber(g)) chanc_yield(); /* it says that it is ready, and is not */
    return n >= 0;
}

/* --- calls that do not block a fiber's thread; EAGAIN instead --------------------------------- */

/* After a call with RWF_NOWAIT, where poll says that nothing can be done yet: whether its result is what counts. All
 * other failures mean that the file, or the kernel, does not know such calls. */
static bool is_answer(ssize_t n) {
    return n >= 0 || errno == EAGAIN || errno == EBADF || errno == EINVAL;
}

/* Whether a plain call returns at once as well: in non-blocking mode, or because fd was not opened for that. Else
 * errno says to wait. */
static bool returns_at_once(int fd, int forbidden) {
    int mode = fcntl(fd, F_GETFL);
    errno = EAGAIN;
    return (mode & O_NONBLOCK) || (mode & O_ACCMODE) == forbidden;
}

static ssize_t read_now(int fd, void *to, size_t size) {
    const struct iovec all = {to, size};
    ssize_t n = preadv2(fd, &all, 1, -1, RWF_NOWAIT);
    return is_answer(n) || !returns_at_once(fd, O_WRONLY) ? n : read(fd, to, size);
}

static ssize_t write_now(int fd, const void *from, size_t size) {
    const struct iovec all = {(void *)(uintptr_t)from, size};
    ssize_t n = pwritev2(fd, &all, 1, -1, RWF_NOWAIT);
    return is_answer(n) || !returns_at_once(fd, O_RDONLY) ? n : write(fd, from, size);
}

static ssize_t read_some(int fd, void *to, size_t size) {
    if (size == 0) return read(fd, to, 0); /* which does not wait */
    ssize_t n = recv(fd, to, size, MSG_DONTWAIT);
    if (n >= 0 || errno != ENOTSOCK) return n;
    return poll_now(fd, POLLIN) ? read(fd, to, size) : read_now(fd, to, size);
}

/* How much a single write may be given that is to come back soon. */
static size_t portion(int fd, size_t size) {
    struct stat s;
    bool could_fill = fstat(fd, &s) != 0 || S_ISFIFO(s.st_mode) || S_ISCHR(s.st_mode);
    return could_fill && size > PIPE_BUF ? PIPE_BUF : size;
}

static ssize_t write_some(int fd, const void *from, size_t size) {
    if (size == 0) return write(fd, from, 0);
    ssize_t n = send(fd, from, size, MSG_DONTWAIT);
    if (n >= 0 || errno != ENOTSOCK) return n;
    return poll_now(fd, POLLOUT) ? write(fd, from, portion(fd, size)) : write_now(fd, from, size);
}

static int accept_one(int fd, struct sockaddr *address, socklen_t *length) {
    int listens = 0;
    socklen_t size = sizeof listens;
    bool waits = getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens;
    if (!waits || poll_now(fd, POLLIN)) return accept(fd, address, length);
    errno = EAGAIN;
    return -1;
}

/* Starts to connect; the descriptor's mode is the program's, and changed only for the moment. */
static int start_connecting(int fd, const struct sockaddr *address, socklen_t length) {
    int mode = fcntl(fd, F_GETFL), result, error;
    if (mode < 0) return -1;
    if (!(mode & O_NONBLOCK) && fcntl(fd, F_SETFL, mode | O_NONBLOCK) < 0) return -1;
    result = connect(fd, address, length);
    error = errno;
    if (!(mode & O_NONBLOCK)) fcntl(fd, F_SETFL, mode);
    errno = error;
    return result;
}

static int finish_connecting(int fd, const chanc_site *site) {
    int64_t deadline = limit_of(fd, POLLOUT), left = deadline - chanc_now();
    int error, n;
    socklen_t size = sizeof error;
    if (left < 0) left = 0;
    n = chanc_fdwait_at(fd, POLLOUT, deadline == INT64_MAX ? -1 : left, site);
    if (n == 0) errno = EINPROGRESS; /* as connect says when its time is over */
    if (n <= 0) return -1;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return -1;
    if (error == 0) return 0;
    /* Else the next try would fail with ECONNABORTED, where one after a connect that blocked begins anew. */
    (void)connect(fd, &(struct sockaddr){.sa_family = AF_UNSPEC}, sizeof(struct sockaddr));
    errno = error;
    return -1;
}

/* --- the public calls ------------------------------------------------------------------------- */

ssize_t chanc_read_at(int fd, void *to, size_t size, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    int64_t deadline = 0;
    ssize_t n;
    do {
        chanc_note(g, CHANC_WAITING_FD, site);
        n = chanc_is_fiber(g) ? read_some(fd, to, size) : read(fd, to, size);
    } while (again(g, n, fd, POLLIN, &deadline, site));
    return n;
}

ssize_t chanc_write_at(int fd, const void *from, size_t size, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    size_t done = 0;
    int64_t deadline = 0;
    do {
        const char *rest = (const char *)from + done;
        ssize_t n;
        chanc_note(g, CHANC_WAITING_FD, site);
        n = chanc_is_fiber(g) ? write_some(fd, rest, size - done) : write(fd, rest, size - done);
        if (n > 0) done += (size_t)n;
        /* 0 would be returned for ever, too: as a full device may do. */
        if (!again(g, n, fd, POLLOUT, &deadline, site) && n <= 0) return done ? (ssize_t)done : n;
    } while (done < size);
    return (ssize_t)done;
}

int chanc_accept_at(int fd, struct sockaddr *address, unsigned *length, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    int64_t deadline = 0;
    int n;
    do {
        chanc_note(g, CHANC_WAITING_FD, site);
        n = chanc_is_fiber(g) ? accept_one(fd, address, length) : accept(fd, address, length);
    } while (again(g, n, fd, POLLIN, &deadline, site));
    return n;
}

int chanc_connect_at(int fd, const struct sockaddr *address, unsigned length,
                     const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    int n;
    chanc_note(g, CHANC_WAITING_FD, site);
    n = chanc_is_fiber(g) ? start_connecting(fd, address, length) : connect(fd, address, length);
    chanc_note(g, CHANC_RUNNING, site);
    if (n == 0 || (errno != EINPROGRESS && errno != EAGAIN)) return n;
    if (!chanc_is_fiber(g) && !never_waits(fd)) return n; /* the socket's limit has passed */
    /* A full local listener has no event to wait for: EAGAIN. */
    return errno == EAGAIN ? connect(fd, address, length) : finish_connecting(fd, site);
}

int(chanc_fdwait)(int fd, int events, int64_t timeout_ns) {
    return chanc_fdwait_at(fd, events, timeout_ns, NULL);
}

ssize_t(chanc_read)(int fd, void *to, size_t size) {
    return chanc_read_at(fd, to, size, NULL);
}

ssize_t(chanc_write)(int fd, const void *from, size_t size) {
    return chanc_write_at(fd, from, size, NULL);
}

int(chanc_accept)(int fd, struct sockaddr *address, unsigned *length) {
    return chanc_accept_at(fd, address, length, NULL);
}

int(chanc_connect)(int fd, const struct sockaddr *address, unsigned length) {
    return chanc_connect_at(fd, address, length, NULL);
}
