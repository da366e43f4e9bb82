/* context.h - the machine state of a goroutine that is not running, and the switch between two.
 *
 * A context is a stack pointer: everything else that the ABI wants kept across a call (callee-saved
 * registers, the control words of the floating-point units) lies on the stack it points to.
 *
 * Invariants
 *  - A context is live from chanc_context_make, or a switch away, until the one switch to it.
 *  - chanc_context_switch stores 0 to *released only when it no longer touches the stack it left,
 *    with release order: whoever sees the 0 (acquire) may run the context on another thread.
 *  - Code around a switch may continue on another thread: it must not keep anything thread-local.
 *
 * The code is in context_x86_64.S and context_aarch64.S; both describe each of their instructions
 * to unwinders, so that debuggers and profilers see through a switch.
 */
#ifndef CHANC_CONTEXT_H
#define CHANC_CONTEXT_H

#include <stddef.h>
#include <stdint.h>

/* Whether this machine has the switch; without it goroutines are threads. */
#if defined(__linux__) && (defined(__x86_64__) && !defined(__ILP32__) || defined(__aarch64__))
#define CHANC_HAS_CONTEXT 1
#else
#define CHANC_HAS_CONTEXT 0
#endif

struct chanc_context {
    void *sp;         /* stack pointer of the code that waits to go on */
    uintptr_t result; /* what chanc_context_switch returns there */
};

/* Saves the caller in *from and goes on with *to; returns from->result when something switches to
 * *from. The way out is a jump to the caller's return address: a function that ends in a tail call
 * of this one is, when the switch comes back, skipped, and costs no mispredicted returns. */
uintptr_t chanc_context_switch(struct chanc_context *from, const struct chanc_context *to,
                               uint32_t *released);

/* Goes on with *to and never comes back: the caller's stack may be given away once *released is 0.
 */
_Noreturn void chanc_context_leave(const struct chanc_context *to, uint32_t *released);

/* Where a made context starts; calls the function with the argument that chanc_context_make stored.
 */
void chanc_context_start(void);

/* Makes a context that calls `enter(argument)` on the stack that ends at `top` (16-byte aligned),
 * with the given control words. `enter` never returns. */
void chanc_context_make(struct chanc_context *context, void *top, void (*enter)(void *),
                        void *argument, uint64_t control);

/* The control words of the floating-point units: rounding, precision, which exceptions trap. */
static inline uint64_t chanc_context_control(void) {
#if defined(__x86_64__)
    uint32_t mxcsr;
    uint16_t x87;
    __asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    return (uint64_t)x87 << 32 | (mxcsr & ~0x3FU); /* without the flags of past exceptions */
#elif defined(__aarch64__)
    uint64_t fpcr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    return fpcr;
#else
    return 0;
#endif
}

static inline void chanc_context_set_control(uint64_t control) {
#if defined(__x86_64__)
    /* To see whether they differ would cost more than this: storing mxcsr takes 11 cycles. */
    uint32_t mxcsr = (uint32_t)control;
    uint16_t x87 = (uint16_t)(control >> 32);
    __asm__ volatile("ldmxcsr %0" : : "m"(mxcsr));
    __asm__ volatile("fldcw %0" : : "m"(x87));
#elif defined(__aarch64__)
    if (chanc_context_control() == control) return; /* loading is slow */
    __asm__ volatile("msr fpcr, %0" : : "r"(control));
#endif
}

#endif
