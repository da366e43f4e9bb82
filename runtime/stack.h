/* stack.h - stacks for goroutines: reserved large, used by need, guarded, recycled.
 *
 * A stack is known by its low end. It is chanc_stack_size() bytes, aligned to that size, so that
 * any address inside finds it. The lowest CHANC_STACK_GUARD bytes fault when touched.
 */
#ifndef CHANC_STACK_H
#define CHANC_STACK_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes at the low end that are never usable: more than one page, since a frame with an array may
 * step over a single one without touching it. */
#define CHANC_STACK_GUARD ((size_t)16 * 1024)

/* How guards are made, best first. */
enum chanc_stack_guard {
    CHANC_GUARD_TOGETHER, /* one process_madvise for a magazine */
    CHANC_GUARD_EACH,     /* one madvise a stack */
    CHANC_GUARD_PROTECT,  /* one mprotect a stack: two mappings each */
};

enum { CHANC_MAGAZINE = 64 }; /* stacks that a worker takes from, or gives to, the depot at once */

struct chanc_magazine {
    struct chanc_magazine *next;  /* in the depot: one of its two lists */
    unsigned count;               /* how many of `stacks` are filled */
    bool touched;                 /* the stacks hold memory that could be given back */
    void *stacks[CHANC_MAGAZINE]; /* low ends of unused stacks */
};

/* A worker's own supply; only its thread touches it. All zero is empty and ready. */
struct chanc_stack_cache {
    struct chanc_magazine *loaded; /* taken from and given to; NULL before the first use */
    struct chanc_magazine *spare;  /* full or empty: so that taking and giving in turn stays here */
};

/* Bytes of each stack: CHANC_STACK from the environment (a number, K or M may follow), rounded up
 * to a power of two; 256 KiB without it. The same from the first call on. */
size_t chanc_stack_size(void);

/* The low end of an unused stack, or NULL with errno when memory or the number of mappings is used
 * up. Contents are unspecified. */
void *chanc_stack_take(struct chanc_stack_cache *cache);

/* Takes back a stack that nothing runs on. */
void chanc_stack_give(struct chanc_stack_cache *cache, void *low);

/* Hands all that a cache holds to the depot; for a worker that stops. */
void chanc_stack_drain(struct chanc_stack_cache *cache);

/* Gives the memory of the longest unused magazine in the depot back to the system; false when none
 * holds any. The monitor calls it when the program has been quiet. */
bool chanc_stack_trim(void);

/* The low end of the stack that contains `address`, or NULL. Safe in a signal handler. */
void *chanc_stack_find(const void *address);

/* Around a fork, which leaves the depot as it is: no other thread is using it. */
void chanc_stack_lock(void);
void chanc_stack_unlock(void);

/* For tests: guards from now on as on a kernel that knows nothing better than `guard`. */
void chanc_stack_guard_by(enum chanc_stack_guard guard);

/* Why chanc_stack_take failed, for people: names the limit that was met. */
const char *chanc_stack_limit(void);

#endif
