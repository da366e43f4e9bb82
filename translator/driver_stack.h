/* driver_stack.h: calling a function with a stack of a chosen size.
 *
 * Translation recurses as deep as its text nests, and a sum of ten thousand terms, as programs write
 * them, nests as deep: more than the stack that a process is given. */
#ifndef CHANC_DRIVER_STACK_H
#define CHANC_DRIVER_STACK_H

#include <stddef.h>

/* Calls `function` and returns when it has. The stack is of `size` bytes, or of less when the system
 * grants no more; memory is taken for what is used of it. */
void stack_call(size_t size, void (*function)(void *), void *argument);

#endif
