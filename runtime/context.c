/* context.c - makes the first context of a stack; see context.h and the .S file of the machine.
 *
 * Invariant: a made context looks as if chanc_context_switch had left it just before
 * chanc_context_start's first instruction.
 */
#include "context.h"

#include <string.h>

#if defined(__x86_64__) && CHANC_HAS_CONTEXT

struct frame {
    uint32_t mxcsr;     /* SSE: rounding, exception masks */
    uint16_t x87;       /* x87: rounding, precision, exception masks */
    uint16_t unused;    /* fills the word */
    void *kept[4];      /* r15, r14, r13, r12 */
    void *rbx;          /* chanc_context_start: the argument */
    void *rbp;          /* ends chains of frame pointers */
    void (*next)(void); /* where the context goes on */
};

enum { KEPT_R12 = 3 };

void chanc_context_make(struct chanc_context *context, void *top, void (*enter)(void *),
                        void *argument, uint64_t control) {
    struct frame *frame = (struct frame *)top - 1;
    frame->rbp = NULL;
    frame->rbx = argument;
    memcpy(&frame->kept[KEPT_R12], &enter, sizeof enter);
    frame->next = chanc_context_start;
    frame->mxcsr = (uint32_t)control;
    frame->x87 = (uint16_t)(control >> 32);
    context->sp = frame;
}

#elif defined(__aarch64__) && CHANC_HAS_CONTEXT

struct frame {
    void (*enter)(void *); /* x19: chanc_context_start's function */
    void *argument;        /* x20: its argument */
    void *kept[8];         /* x21 to x28 */
    void *x29;             /* ends chains of frame pointers */
    void (*next)(void);    /* x30: where the context goes on */
    double kept_float[8];  /* d8 to d15 */
    uint64_t fpcr;         /* rounding, exception traps */
    uint64_t unused;       /* keeps the size a multiple of 16 */
};

void chanc_context_make(struct chanc_context *context, void *top, void (*enter)(void *),
                        void *argument, uint64_t control) {
    struct frame *frame = (struct frame *)top - 1;
    frame->enter = enter;
    frame->argument = argument;
    frame->x29 = NULL;
    frame->next = chanc_context_start;
    frame->fpcr = control;
    context->sp = frame;
}

#else

typedef int chanc_context_is_absent; /* ISO C wants a declaration in every file */

#endif
