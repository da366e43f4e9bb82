/* stack.h - stacks for goroutines: reserved large, used by need, guarded, recycled.
 *
 * A stack is known by its low end. It is chanc_stack_size() bytes, whole pages. The lowest
 * CHANC_STACK_GUARD bytes fault when touched.
 */
#ifndef CHANC_STACK_H
#define CHANC_STACK_H

#include "supply.h"

/* Bytes at the low end that are never usable: more than one page, since a frame with an array may
 * step over a single one without touching it. On aarch64 compilers that let large frames touch each
 * guard's worth count on 64 KiB, and pages may be as large. */
#ifdef __aarch64__
#define CHANC_STACK_GUARD ((size_t)64 * 1024)
#else
#define CHANC_STACK_GUARD ((size_t)16 * 1024)
#endif

/* How guards are made, best first. */
enum chanc_stack_guard {
    CHANC_GUARD_TOGETHER, /* one process_madvise for a batch */
    CHANC_GUARD_EACH,     /* one madvise a stack */
    CHANC_GUARD_PROTECT,  /* one mprotect a stack: two mappings each */
};

/* Bytes of each stack: CHANC_STACK from the environment (a number, K or M may follow), rounded up
 * to 64 KiB; 256 KiB without it. A guard of 64 KiB is on top. The same from the first call on. */
size_t chanc_stack_size(void);

/* The low ends of unused stacks, whose contents are unspecified. There are no more when memory or the
 * number of mappings is used up. */
extern struct chanc_depot chanc_stacks;

/* Gives the memory of the longest unused batch in the depot back to the system; false when none
 * holds any. The monitor calls it when the program has been quiet. */
bool chanc_stack_trim(void);

/* The low end of the stack that contains `address`, or NULL. Safe in a signal handler. */
void *chanc_stack_find(const void *address);

/* For tests: guards from now on as on a kernel that knows nothing better than `guard`. */
void chanc_stack_guard_by(enum chanc_stack_guard guard);

/* Why none could be had, for people: names the limit that was met. */
const char *chanc_stack_limit(void);

#endif
