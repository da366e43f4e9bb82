/* leave.c - pthread_exit and thrd_exit, in programs that are linked with --wrap=pthread_exit and the like, as
 * the tool links them: in a goroutine they end the goroutine, and not the thread that happens to run it.
 *
 * In a file of its own, which the archive gives only to programs that call one of them, and which pulls
 * nothing else out of it: a program may be linked with the library and not use it.
 */
#include "sched.h"

#include <pthread.h>
#include <threads.h>

/* The C library's functions, as the linker calls them with that option. */
_Noreturn void __real_pthread_exit(void *value) CHANC_MAYBE;
_Noreturn void __real_thrd_exit(int result) CHANC_MAYBE;

/* The linker's names for ours. */
_Noreturn void __wrap_pthread_exit(void *value) __attribute__((weak, visibility("default")));
_Noreturn void __wrap_thrd_exit(int result) __attribute__((weak, visibility("default")));

extern void chanc_leave_if_linked(void) __asm__("chanc_leave") __attribute__((weak));

void __wrap_pthread_exit(void *value) {
    if (chanc_leave_if_linked) chanc_leave_if_linked();
#if defined(__PIC__) && !defined(__PIE__)
    if (!__real_pthread_exit) pthread_exit(value);
#endif
    __real_pthread_exit(value);
}

void __wrap_thrd_exit(int result) {
    if (chanc_leave_if_linked) chanc_leave_if_linked();
#if defined(__PIC__) && !defined(__PIE__)
    if (!__real_thrd_exit) thrd_exit(result);
#endif
    __real_thrd_exit(result);
}
