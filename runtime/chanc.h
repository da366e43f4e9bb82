/* chanc.h - channels and goroutines for C: what translated code calls, and the library beside it.
 *
 * Needs no other header before it and includes none, so that a program's feature-test macros keep
 * their meaning. Valid C99 and later, and C++. All names begin chanc_ or CHANC_.
 *
 * Times are nanoseconds on the monotonic clock. Any thread may call everything here.
 */
#ifndef CHANC_H
#define CHANC_H

/* A goroutine may go on in another thread after any call that can block, and `errno` is a thread's
 * own. C libraries declare its location as a constant function, whose result the compiler would
 * keep across such calls; a later <errno.h> gets a plain one instead. */
#define __errno_location(x) CHANC_ERRNO_##x
#define CHANC_ERRNO_void chanc_libc_errno_(void)
#define CHANC_ERRNO_ chanc_errno_location()

#ifdef __cplusplus
#define CHANC_BOOL bool
extern "C" {
#else
#define CHANC_BOOL _Bool
#endif

#if defined(__GNUC__)
#define CHANC_NORETURN __attribute__((__noreturn__))
#define CHANC_FORMAT(format, first) __attribute__((__format__(__printf__, format, first)))
#else
#define CHANC_NORETURN
#define CHANC_FORMAT(format, first)
#endif

/* Translated code tells clang by line markers which of its text is that of a header. */
#if defined(__clang__)
#if __has_warning("-Wgnu-line-marker")
#pragma clang diagnostic ignored "-Wgnu-line-marker"
#endif
#endif

/* What the shared library exports is what is declared here. */
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

int *chanc_errno_location(void);

/* --- places ----------------------------------------------------------------------------------- */

/* A place in the source, for panics and reports. */
typedef struct chanc_site {
    const char *file;
    const char *function;
    int line;
} chanc_site;

/* The address of a static record of the place where it stands. */
#if defined(__GNUC__)
#define CHANC_AT                                                                                   \
    (__extension__({                                                                               \
        static const chanc_site chanc_here = {__FILE__, __FUNCTION__, __LINE__};                   \
        &chanc_here;                                                                               \
    }))
#else
#define CHANC_AT ((const chanc_site *)0)
#endif

/* --- channels --------------------------------------------------------------------------------- */

typedef struct chanc_chan chanc_chan;

/* A channel of values of element_size bytes (0: events) with room for `capacity` of them.
 * Panics if the capacity is negative or the memory cannot be had. */
#if defined(__cplusplus) &&                                                                        \
    defined(__GNUC__) /* C++98 has no such type; g++ asks for more than a word */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wlong-long"
#endif
__extension__ chanc_chan *chanc_make(__SIZE_TYPE__ element_size, long long capacity,
                                     const chanc_site *);
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* Sends the value at `value`; waits for a receiver or for room. Panics if closed. */
void chanc_send(chanc_chan *, const void *value, const chanc_site *);

/* Receives into `to` (NULL: drops the value) and returns `to`; zeroes it if closed and drained. */
void *chanc_recv(chanc_chan *, void *to, const chanc_site *);

/* The same; returns whether a value was received. */
CHANC_BOOL chanc_recv_ok(chanc_chan *, void *to, const chanc_site *);

/* The same, but leaves *to alone if closed and drained. */
CHANC_BOOL chanc_next(chanc_chan *, void *to, const chanc_site *);

void chanc_close(chanc_chan *, const chanc_site *);

/* Gives the channel's memory back. Panics if a goroutine is blocked on it. NULL: does nothing. */
void chanc_free(chanc_chan *, const chanc_site *);

int chanc_len(const chanc_chan *); /* values held; 0 for NULL */
int chanc_cap(const chanc_chan *); /* values there is room for; 0 for NULL */

/* --- select ----------------------------------------------------------------------------------- */

/* One case of a select. */
typedef struct chanc_case {
    chanc_chan *chan; /* NULL: never ready */
    __extension__ union {
        const void *send; /* the value to send */
        void *recv;       /* where a received value goes; NULL drops it */
    };
    CHANC_BOOL is_send;
    CHANC_BOOL ok; /* set by select for the receive it chose: false if closed and drained */
} chanc_case;

/* What the check below reads of a channel: the beginning of struct chanc_chan. */
struct chanc_peek {
    unsigned lock;
    unsigned count;    /* values held */
    unsigned capacity; /* values there is room for */
    unsigned closed;   /* 1 once closed */
    void *receivers;   /* the first goroutine that waits to receive */
    void *senders;     /* the first goroutine that waits to send; only while count == capacity */
};

/* Whether the case may be ready: false only if there was a moment in this call when it was not. */
static inline CHANC_BOOL chanc_may_be_ready(const chanc_case *c) {
    const struct chanc_peek *peek = (const struct chanc_peek *)(const void *)c->chan;
    const CHANC_BOOL is_send = c->is_send; /* before the loads, so that it need not be in memory */
    unsigned count;
    CHANC_BOOL blocked;
    if (!peek) return 0;
    /* The order of the loads matters: closing is for good, so what was blocked before a moment at
     * which the channel was still open, was blocked and open at once. */
    count = __atomic_load_n(&peek->count, __ATOMIC_ACQUIRE);
    if (is_send)
        blocked = count == peek->capacity && !__atomic_load_n(&peek->receivers, __ATOMIC_ACQUIRE);
    else
        /* Of those with room, senders wait only while values are held. */
        blocked = count == 0 && !__atomic_load_n(&peek->senders, __ATOMIC_ACQUIRE);
    return !blocked || __atomic_load_n(&peek->closed, __ATOMIC_RELAXED);
}

static inline chanc_case chanc_case_send(chanc_chan *chan, const void *value) {
    const chanc_case c = {chan, {value}, 1, 0};
    return c;
}

static inline chanc_case chanc_case_recv(chanc_chan *chan, void *to) {
    const chanc_case c = {chan, {to}, 0, 0};
    return c;
}

/* Waits until one of the n cases is ready, does it, and returns its index; chooses at random. */
int chanc_select(chanc_case *, int n, const chanc_site *);

/* The same without waiting; -1 if none is ready. */
int chanc_try_select(chanc_case *, int n, const chanc_site *);

static inline int chanc_poll(chanc_case *cases, int n, const chanc_site *site) {
    /* Of one case the check is exact; of several it is not for all at one moment. */
    if (n == 1 && !chanc_may_be_ready(cases)) return -1;
    return chanc_try_select(cases, n, site);
}

/* Blocks for good. */
CHANC_NORETURN void chanc_block(const chanc_site *);

/* --- goroutines ------------------------------------------------------------------------------- */

/* Starts fn(copy) in a new goroutine; the copy of the `size` bytes at `args` is made before this
 * returns, aligned to 64, and lives as long as the goroutine. */
void chanc_go(void (*fn)(void *), const void *args, __SIZE_TYPE__ size, const chanc_site *);

/* How many goroutines exist, main's included. */
__INT64_TYPE__ chanc_goroutines(void);

/* Sets the number of workers if n > 0; returns the number before. */
int chanc_procs(int n);

/* Lets other goroutines run. */
void chanc_yield(void);

/* Ends the program as a panic does, with a message. */
CHANC_NORETURN void chanc_panic(const char *format, ...) CHANC_FORMAT(1, 2);

/* --- time ------------------------------------------------------------------------------------- */

/* A time in nanoseconds; int64_t by another name, since this header includes no other. */
typedef __INT64_TYPE__ chanc_time;

/* Translated code names these types so, of which compilers warn by their own names. */
#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 chanc_int128;
__extension__ typedef unsigned __int128 chanc_uint128;
#endif

__INT64_TYPE__ chanc_now(void);
void chanc_sleep(__INT64_TYPE__ ns);

/* A channel of int64_t that gets the time once, after ns. */
chanc_chan *chanc_after(__INT64_TYPE__ ns);

/* A channel of int64_t that gets the time every ns, while it has room; free stops it. */
chanc_chan *chanc_tick(__INT64_TYPE__ ns);

/* --- wait groups ------------------------------------------------------------------------------ */

/* Waits for a number of goroutines. Zero-initialised it is ready; its fields are the library's. */
typedef struct chanc_wg {
    unsigned lock; /* guards the other fields */
    int count;     /* what wait waits for: until it is 0 */
    void *waiters; /* goroutines in wait */
} chanc_wg;

void chanc_wg_add(chanc_wg *, int n); /* panics if the count gets negative */
void chanc_wg_done(chanc_wg *);
void chanc_wg_wait(chanc_wg *);

/* --- descriptors: the POSIX calls of the same name, blocking the goroutine, not the thread ---- */

struct sockaddr;

/* Waits for events (POLLIN, POLLOUT); returns those that came, 0 after timeout_ns (negative: none),
 * -1 with errno. */
int chanc_fdwait(int fd, int events, __INT64_TYPE__ timeout_ns);
__PTRDIFF_TYPE__ chanc_read(int fd, void *to, __SIZE_TYPE__ size);
__PTRDIFF_TYPE__ chanc_write(int fd, const void *from, __SIZE_TYPE__ size);
int chanc_accept(int fd, struct sockaddr *address, unsigned *length);
int chanc_connect(int fd, const struct sockaddr *address, unsigned length);

/* --- the same with a place, for reports ------------------------------------------------------- */

void chanc_sleep_at(__INT64_TYPE__ ns, const chanc_site *);
void chanc_wg_add_at(chanc_wg *, int n, const chanc_site *);
void chanc_wg_wait_at(chanc_wg *, const chanc_site *);
int chanc_fdwait_at(int fd, int events, __INT64_TYPE__ timeout_ns, const chanc_site *);
__PTRDIFF_TYPE__ chanc_read_at(int, void *, __SIZE_TYPE__, const chanc_site *);
__PTRDIFF_TYPE__ chanc_write_at(int, const void *, __SIZE_TYPE__, const chanc_site *);
int chanc_accept_at(int, struct sockaddr *, unsigned *, const chanc_site *);
int chanc_connect_at(int, const struct sockaddr *, unsigned, const chanc_site *);
CHANC_NORETURN void chanc_panic_at(const chanc_site *, const char *, ...) CHANC_FORMAT(2, 3);

#if defined(__GNUC__)
#define chanc_sleep(ns) chanc_sleep_at(ns, CHANC_AT)
#define chanc_wg_add(wg, n) chanc_wg_add_at(wg, n, CHANC_AT)
#define chanc_wg_done(wg) chanc_wg_add_at(wg, -1, CHANC_AT)
#define chanc_wg_wait(wg) chanc_wg_wait_at(wg, CHANC_AT)
#define chanc_fdwait(fd, events, ns) chanc_fdwait_at(fd, events, ns, CHANC_AT)
#define chanc_read(fd, to, size) chanc_read_at(fd, to, size, CHANC_AT)
#define chanc_write(fd, from, size) chanc_write_at(fd, from, size, CHANC_AT)
#define chanc_accept(fd, address, length) chanc_accept_at(fd, address, length, CHANC_AT)
#define chanc_connect(fd, address, length) chanc_connect_at(fd, address, length, CHANC_AT)
#if !defined(__cplusplus) || __cplusplus >= 201103L /* before there were no such macros */
#define chanc_panic(...) chanc_panic_at(CHANC_AT, __VA_ARGS__)
#endif
#endif

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
