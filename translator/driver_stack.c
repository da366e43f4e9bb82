/* driver_stack.c: a thread for the sake of its stack. See driver_stack.h. */
#include "driver_stack.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

/* Smaller stacks are no better than the process's own. */
static const size_t least = (size_t)8 << 20;

/* What the thread calls. */
struct call {
    void (*function)(void *);
    void *argument;
};

static void *make_call(void *call) {
    const struct call *made = call;
    made->function(made->argument);
    return NULL;
}

/* A stack above a page that may not be touched, or NULL. */
static void *map_stack(size_t size) {
    void *stack = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return NULL;
    if (mprotect(stack, (size_t)sysconf(_SC_PAGESIZE), PROT_NONE) == 0) return stack;
    munmap(stack, size);
    return NULL;
}

/* Makes the call in a thread on that stack; false when there can be none. */
static bool call_on(void *stack, size_t size, struct call *call) {
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0) return false;
    bool started = pthread_attr_setstack(&attributes, stack, size) == 0 &&
                   pthread_create(&thread, &attributes, make_call, call) == 0;
    pthread_attr_destroy(&attributes);
    return started && pthread_join(thread, NULL) == 0;
}

void stack_call(size_t size, void (*function)(void *), void *argument) {
    struct call call = {function, argument};
    void *stack = NULL;
    for (size &= ~(size_t)0xffff; size >= least; size = size / 2 & ~(size_t)0xffff) {
        stack = map_stack(size);
        if (stack != NULL) break;
    }
    if (stack == NULL || !call_on(stack, size, &call)) function(argument);
    if (stack != NULL) munmap(stack, size);
}
