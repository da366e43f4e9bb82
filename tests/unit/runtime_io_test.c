/* Descriptors: fdwait, read, write, accept, connect; what is not ready blocks the goroutine alone.
 */
#include "runtime_test.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>

static void fdwait_tells_what_is_ready(void) {
    int ends[2];
    char byte = 'x';
    EXPECT_EQUAL(pipe(ends), 0);
    EXPECT_EQUAL(chanc_fdwait(ends[1], POLLOUT, -1), POLLOUT);
    EXPECT_EQUAL(chanc_fdwait(ends[0], POLLIN, 0), 0);
    EXPECT_EQUAL(chanc_write(ends[1], &byte, 1), 1);
    EXPECT_EQUAL(chanc_fdwait(ends[0], POLLIN, 1000 * MILLISECOND), POLLIN);
    close(ends[1]);
    EXPECT_EQUAL(chanc_read(ends[0], &byte, 1), 1);
    EXPECT_EQUAL(chanc_read(ends[0], &byte, 1), 0);
    close(ends[0]);
}

static void fdwait_times_out(void) {
    int ends[2];
    int64_t start = chanc_now();
    EXPECT_EQUAL(pipe(ends), 0);
    EXPECT_EQUAL(chanc_fdwait(ends[0], POLLIN, 10 * MILLISECOND), 0);
    EXPECT(chanc_now() - start >= 10 * MILLISECOND);
    close(ends[0]);
    close(ends[1]);
}

/* epoll takes no files. */
static void files_are_as_poll_says(void) {
    int file = open("/dev/null", O_RDONLY), directory = open("/", O_RDONLY | O_DIRECTORY);
    EXPECT_EQUAL(chanc_fdwait(directory, POLLIN, 1000 * MILLISECOND), POLLIN);
    EXPECT_EQUAL(chanc_fdwait(directory, POLLPRI, 10 * MILLISECOND), 0);
    EXPECT_EQUAL(chanc_fdwait(file, POLLPRI, 10 * MILLISECOND), 0);
    close(file);
    close(directory);
}

static void bad_descriptors_are_told(void) {
    char byte;
    errno = 0;
    EXPECT_EQUAL(chanc_fdwait(-1, POLLIN, 0), -1);
    EXPECT_EQUAL(errno, EBADF);
    errno = 0;
    EXPECT_EQUAL(chanc_fdwait(1000, POLLIN, -1), -1);
    EXPECT_EQUAL(errno, EBADF);
    errno = 0;
    EXPECT_EQUAL(chanc_read(1000, &byte, 1), -1);
    EXPECT_EQUAL(errno, EBADF);
    errno = 0;
    EXPECT_EQUAL(chanc_write(-1, &byte, 1), -1);
    EXPECT_EQUAL(errno, EBADF);
    errno = 0;
    EXPECT_EQUAL(chanc_accept(1000, NULL, NULL), -1);
    EXPECT_EQUAL(errno, EBADF);
}

/* Of a pipe, each at its wrong end. */
static void expect_wrong_ends(const int ends[2]) {
    char bytes[4] = "";
    errno = 0;
    EXPECT_EQUAL(chanc_read(ends[1], bytes, sizeof bytes), -1);
    EXPECT_EQUAL(errno, EBADF);
    errno = 0;
    EXPECT_EQUAL(chanc_write(ends[0], bytes, sizeof bytes), -1);
    EXPECT_EQUAL(errno, EBADF);
}

/* Though there is nothing to read. */
static void what_must_fail_does_not_wait(void) {
    int event = eventfd(0, 0), epoll = epoll_create1(0), ends[2];
    char bytes[4] = "";
    EXPECT_EQUAL(pipe(ends), 0);
    errno = 0;
    EXPECT_EQUAL(chanc_read(event, bytes, sizeof bytes), -1); /* it has eight */
    EXPECT_EQUAL(errno, EINVAL);
    errno = 0;
    EXPECT_EQUAL(chanc_read(epoll, bytes, sizeof bytes), -1);
    EXPECT_EQUAL(errno, EINVAL);
    errno = 0;
    EXPECT_EQUAL(chanc_write(epoll, bytes, sizeof bytes), -1);
    EXPECT_EQUAL(errno, EINVAL);
    expect_wrong_ends(ends);
    close(event);
    close(epoll);
    close(ends[0]);
    close(ends[1]);
}

/* 0, or how RWF_NOWAIT fails where a kernel does not know it, or a filter of system calls. */
static _Atomic int refusal;

/* Both in place of the C library's, in this program. */
ssize_t preadv2(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    errno = refusal;
    return refusal ? -1 : syscall(SYS_preadv2, fd, parts, count, offset, 0L, flags);
}

ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    errno = refusal;
    return refusal ? -1 : syscall(SYS_pwritev2, fd, parts, count, offset, 0L, flags);
}

static void the_wrong_end_does_not_wait(void) {
    static const int refusals[] = {EOPNOTSUPP, ENOSYS, EPERM};
    int ends[2];
    EXPECT_EQUAL(pipe(ends), 0);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        refusal = refusals[i];
        expect_wrong_ends(ends);
    }
    refusal = 0;
    close(ends[0]);
    close(ends[1]);
}

/* Where poll says nothing, until there has been a writer. */
static void fifos_without_writers_are_at_their_end(void) {
    char name[] = "/tmp/chanc-XXXXXX", byte;
    EXPECT(mkdtemp(name) != NULL);
    int directory = open(name, O_RDONLY | O_DIRECTORY);
    EXPECT_EQUAL(mkfifoat(directory, "fifo", 0600), 0);
    int fd = openat(directory, "fifo", O_RDONLY | O_NONBLOCK);
    EXPECT_EQUAL(chanc_read(fd, &byte, 1), 0);
    close(fd);
    unlinkat(directory, "fifo", 0);
    close(directory);
    rmdir(name);
}

struct transfer {
    int fd;
    size_t size;
    chanc_chan *done;
};

static void write_pattern(void *p) {
    struct transfer *t = p;
    char *bytes = malloc(t->size);
    for (size_t i = 0; i < t->size; i++) bytes[i] = (char)(i * 7 + i / 256);
    SEND(t->done, chanc_write(t->fd, bytes, t->size) == (ssize_t)t->size);
    free(bytes);
    close(t->fd);
}

static void check_transfer(int from, int to) {
    enum { SIZE = 1 << 20 };
    chanc_chan *done = MAKE(1);
    char buffer[5000];
    size_t position = 0;
    ssize_t n;
    GO(write_pattern, (struct transfer){to, SIZE, done});
    while ((n = chanc_read(from, buffer, sizeof buffer)) > 0)
        for (ssize_t i = 0; i < n; i++, position++)
            EXPECT_EQUAL(buffer[i], (char)(position * 7 + position / 256));
    EXPECT_EQUAL(n, 0);
    EXPECT_EQUAL(position, SIZE);
    EXPECT(RECV(done));
    FREE(done);
    close(from);
}

static void pipes_carry_all(void) {
    int ends[2];
    EXPECT_EQUAL(pipe(ends), 0);
    check_transfer(ends[0], ends[1]);
}

/* A device that takes nothing, and says so, is played by a pipe; else -2, which is none. */
static _Atomic int full = -2;

/* In place of the C library's, in this program. */
ssize_t write(int fd, const void *from, size_t size) {
    return fd == full ? 0 : syscall(SYS_write, fd, from, size);
}

static void nothing_written_is_no_progress(void) {
    int ends[2];
    EXPECT_EQUAL(pipe(ends), 0);
    full = ends[1];
    EXPECT_EQUAL(chanc_write(ends[1], "abc", 3), 0);
    full = -2;
    close(ends[0]);
    close(ends[1]);
}

static void non_blocking_pipes_carry_all(void) {
    int ends[2];
    EXPECT_EQUAL(pipe2(ends, O_NONBLOCK), 0);
    check_transfer(ends[0], ends[1]);
}

static void sockets_carry_all(void) {
    int ends[2];
    EXPECT_EQUAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    check_transfer(ends[0], ends[1]);
}

struct server {
    int listener;
    chanc_chan *done;
};

static void serve(void *p) {
    struct server *s = p;
    char byte;
    for (int i = 0; i < 3; i++) {
        int fd = chanc_accept(s->listener, NULL, NULL);
        EXPECT(fd >= 0);
        while (chanc_read(fd, &byte, 1) == 1) chanc_write(fd, &byte, 1);
        close(fd);
    }
    CLOSE(s->done);
}

static int listen_here(struct sockaddr_in *address) {
    socklen_t length = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQUAL(bind(fd, (struct sockaddr *)address, sizeof *address), 0);
    EXPECT_EQUAL(listen(fd, 5), 0);
    EXPECT_EQUAL(getsockname(fd, (struct sockaddr *)address, &length), 0);
    return fd;
}

static void clients_and_servers_meet(void) {
    struct sockaddr_in address;
    int listener = listen_here(&address);
    chanc_chan *done = MAKE(0);
    GO(serve, (struct server){listener, done});
    for (int i = 0; i < 3; i++) {
        char byte = (char)('a' + i);
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        EXPECT_EQUAL(chanc_connect(fd, (struct sockaddr *)&address, sizeof address), 0);
        EXPECT(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
        EXPECT_EQUAL(chanc_write(fd, &byte, 1), 1);
        byte = 0;
        EXPECT_EQUAL(chanc_read(fd, &byte, 1), 1);
        EXPECT_EQUAL(byte, 'a' + i);
        close(fd);
    }
    RECV(done);
    FREE(done);
    close(listener);
}

static void refused_connections_are_told(void) {
    struct sockaddr_in address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    close(listen_here(&address));
    for (int i = 0; i < 3; i++) { /* the same socket may try again */
        errno = 0;
        EXPECT_EQUAL(chanc_connect(fd, (struct sockaddr *)&address, sizeof address), -1);
        EXPECT_EQUAL(errno, ECONNREFUSED);
    }
    close(fd);
}

static void read_byte(void *p) {
    const struct transfer *t = p;
    char byte;
    EXPECT_EQUAL(chanc_read(t->fd, &byte, t->size), 0);
    CLOSE(t->done);
}

static void shutdown_ends_a_wait(void) {
    int ends[2];
    struct transfer t = {.size = 1, .done = MAKE(0)};
    EXPECT_EQUAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    t.fd = ends[0];
    GO(read_byte, t);
    chanc_sleep(20 * MILLISECOND);
    EXPECT_EQUAL(shutdown(ends[0], SHUT_RDWR), 0);
    RECV(t.done);
    FREE(t.done);
    close(ends[0]);
    close(ends[1]);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(fdwait_tells_what_is_ready),
        TEST(fdwait_times_out),
        TEST(files_are_as_poll_says),
        TEST(bad_descriptors_are_told),
        TEST(what_must_fail_does_not_wait),
        TEST(the_wrong_end_does_not_wait),
        TEST(fifos_without_writers_are_at_their_end),
        TEST(pipes_carry_all),
        TEST(nothing_written_is_no_progress),
        TEST(non_blocking_pipes_carry_all),
        TEST(sockets_carry_all),
        TEST(clients_and_servers_meet),
        TEST(refused_connections_are_told),
        TEST(shutdown_ends_a_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, all_tests);
}
