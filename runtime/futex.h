/* futex.h - sleeping in the kernel until a word changes. */
#ifndef CHANC_FUTEX_H
#define CHANC_FUTEX_H

#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* A time, or a while, in the kernel's form; 0 for what is over. */
static inline struct timespec chanc_timespec(int64_t ns) {
    if (ns < 0) ns = 0;
    return (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = ns % 1000000000};
}

/* Sleeps while *word is `seen`, at most until the monotonic time `deadline` (INT64_MAX: no limit).
 * May come back early: callers look again. Changes errno. */
static inline void chanc_futex_wait(_Atomic uint32_t *word, uint32_t seen, int64_t deadline) {
    struct timespec until = chanc_timespec(deadline);
    syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, seen, deadline == INT64_MAX ? NULL : &until,
            NULL, FUTEX_BITSET_MATCH_ANY);
}

/* Sleeps at most until the monotonic time `deadline`; as chanc_futex_wait. */
static inline void chanc_futex_sleep(int64_t deadline) {
    _Atomic uint32_t never = 0;
    chanc_futex_wait(&never, 0, deadline);
}

/* Wakes up to n threads that sleep on the word. Changes errno only if the word is gone. */
static inline void chanc_futex_wake(_Atomic uint32_t *word, int n) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, n);
}

#endif
