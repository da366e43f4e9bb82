/* context.c - makes the first context of a stack; see context.h and the .S file of the machine.
 *
 * Invariant: a made context looks as if chanc_context_switch had left it just before
 * chanc_context_start's first instruction.
 */
#include "context.h"

#if CHANC_HAS_CONTEXT

/* Which word is what; see the drawings in the .S files. */
#if defined(__x86_64__)
enum { CONTROL = 0, ENTER = 4, ARGUMENT = 5, FRAME_POINTER = 6, NEXT = 7, WORDS = 8 };
#else
enum { ENTER = 0, ARGUMENT = 1, FRAME_POINTER = 10, NEXT = 11, CONTROL = 20, WORDS = 22 };
#endif

void chanc_context_make(struct chanc_context *context, void *top, void (*enter)(void *),
                        void *argument, uint64_t control) {
    uintptr_t *frame = (uintptr_t *)top - WORDS;
    frame[CONTROL] = control;
    frame[ENTER] = (uintptr_t)enter;
    frame[ARGUMENT] = (uintptr_t)argument;
    frame[FRAME_POINTER] = 0; /* ends chains of frame pointers */
    frame[NEXT] = (uintptr_t)chanc_context_start;
    context->sp = frame;
}

#endif
