/* exit.c - exit, in programs that are linked with --wrap=exit, as the tool links them: the
 * goroutines stop before the first of the handlers that atexit registered runs.
 *
 * In a file of its own that pulls nothing else out of the archive: a program may be linked with the
 * library and not use it. Programs linked without the option have the goroutines stopped a little
 * later, after their own handlers (sched.c).
 */
#include "sched.h"

#include <stdlib.h>

/* The C library's exit, as the linker calls it with that option; NULL without. */
_Noreturn void __real_exit(int status) __attribute__((weak));

/* The linker's name for ours; weak, so that a program may have its own. */
_Noreturn void __wrap_exit(int status) __attribute__((weak, visibility("default")));

extern void chanc_end_if_linked(void) __asm__("chanc_end") __attribute__((weak));

void chanc_libc_exit(int status) {
    if (__real_exit) __real_exit(status);
    exit(status);
}

void __wrap_exit(int status) {
    if (chanc_end_if_linked) chanc_end_if_linked();
    chanc_libc_exit(status);
}
