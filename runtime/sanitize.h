/* sanitize.h - what AddressSanitizer, LeakSanitizer and ThreadSanitizer must be told of goroutines.
 *
 * Whether a sanitizer is there is known when the program starts: its functions are looked up
 * weakly, so that one library serves programs built with and without.
 *
 * To ThreadSanitizer a fiber is a thread, and only these order what goroutines do:
 *   sends, and close, are released to the channel's first address, which receives acquire; receives
 *   are released to its second, which sends acquire; making ready and spawning are released to
 *   the goroutine, which acquires them when it runs. Sends do not order sends, nor do the runtime's
 *   locks and switches order anything: else races would be missed.
 */
#ifndef CHANC_SANITIZE_H
#define CHANC_SANITIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chanc_g;

extern bool chanc_tsan;      /* ThreadSanitizer is there; written once, by chanc_sanitize_start */
extern bool chanc_sanitized; /* it or AddressSanitizer is */

void chanc_sanitize_start(void);

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

/* What is done before is seen by whoever acquires the address later. */
static inline void chanc_order_release(const void *address) {
    if (__builtin_expect(chanc_tsan, 0)) __tsan_release((void *)(uintptr_t)address);
}

static inline void chanc_order_acquire(const void *address) {
    if (__builtin_expect(chanc_tsan, 0)) __tsan_acquire((void *)(uintptr_t)address);
}

/* Before and after a try to send to, or receive from, the channel at `c`; under its lock. */
static inline void chanc_order_to_send(const void *c) {
    chanc_order_acquire((const char *)c + 1);
}

static inline void chanc_order_sent(const void *c) {
    chanc_order_release(c);
}

static inline void chanc_order_to_receive(const void *c) {
    chanc_order_acquire(c);
}

static inline void chanc_order_received(const void *c) {
    chanc_order_release((const char *)c + 1);
}

/* Between them calls seem to ThreadSanitizer to come from `caller`, an address in the program: the runtime's own
 * functions are not seen by it. */
void __tsan_func_entry(void *caller) __attribute__((weak));
void __tsan_func_exit(void) __attribute__((weak));

/* Has AddressSanitizer report memory that was freed. */
void chanc_sanitize_check(const volatile void *memory, size_t size);

/* Gives the function that it stands in a frame pointer, by which AddressSanitizer finds who asked for memory
 * or gave it back. */
#define CHANC_FRAME() __asm__ volatile("" : : "r"(__builtin_frame_address(0)))

/* What is known of a fiber. */
struct chanc_sanitize {
    void *fake_stack;   /* AddressSanitizer's, while the fiber does not run */
    const void *bottom; /* its stack */
    size_t size;
    void *thread; /* ThreadSanitizer's idea of it */
};

/* A fiber gets a stack; the calling thread's code becomes a fiber on that thread's own stack. */
void chanc_sanitize_begin(struct chanc_sanitize *s, const void *bottom, size_t size);
void chanc_sanitize_adopt(struct chanc_sanitize *s);

/* Before a switch to another fiber (from == NULL: for the last time, and `ended` is of the one that
 * is left), and after it, with that which runs now. */
void chanc_sanitize_leave(struct chanc_sanitize *from, const struct chanc_sanitize *to);
void chanc_sanitize_enter(struct chanc_sanitize *now);

/* A fiber has ended: frees what belongs to it. Not by itself. */
void chanc_sanitize_end(struct chanc_sanitize *s);

/* Memory that may hold the only pointers to what the program has allocated. */
void chanc_sanitize_root(const void *start, size_t size);

#endif
