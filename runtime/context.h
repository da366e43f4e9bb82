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
    void *sp; /* stack pointer of the code that waits to go on */
};

/* Saves the caller in *from and goes on with *to; returns when something switches to *from. */
void chanc_context_switch(struct chanc_context *from, const struct chanc_context *to,
                          uint32_t *released);

/* Goes on with *to and never comes back: the caller's stack may be given away once *released is 0.
 */
_Noreturn void chanc_context_leave(const struct chanc_context *to, uint32_t *released);

/* Where a made context starts; calls the function with the argument that chanc_context_make stored.
 */
void chanc_context_start(void);

/* Makes a context that calls `enter(argument)` on the stack that ends at `top` (16-byte aligned).
 * `enter` never returns. */
void chanc_context_make(struct chanc_context *context, void *top, void (*enter)(void *),
                        void *argument);

#endif
