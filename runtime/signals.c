/* signals.c - sigprocmask and pthread_sigmask, in programs that are linked with --wrap for both, as the tool links
 * them: what a goroutine blocks is blocked for the program, and not for the thread that happens to run it.
 *
 * In a file of its own, which the archive gives only to programs that call one of them, and which pulls nothing
 * else out of it: a program may be linked with the library and not use it. The library's own calls go to the kernel
 * (signals.h).
 */
#include <signal.h>
#include <stddef.h>

/* Within the shared library, which is linked without the option, there are none: see main.c. */
#if defined(__PIC__) && !defined(__PIE__)
#define MAYBE __attribute__((weak))
#define is_wrapped(function) ((function) != NULL)
#else
#define MAYBE
#define is_wrapped(function) 1
#endif

/* The C library's, as the linker calls them with that option, and the linker's names for ours. */
int __real_sigprocmask(int how, const sigset_t *set, sigset_t *before) MAYBE;
int __real_pthread_sigmask(int how, const sigset_t *set, sigset_t *before) MAYBE;
int __wrap_sigprocmask(int, const sigset_t *, sigset_t *) __attribute__((visibility("default")));
int __wrap_pthread_sigmask(int, const sigset_t *, sigset_t *)
    __attribute__((visibility("default")));

extern void chanc_signals_if_linked(void) __asm__("chanc_signals_changed") __attribute__((weak));

int __wrap_sigprocmask(int how, const sigset_t *set, sigset_t *before) {
    int result = is_wrapped(__real_sigprocmask) ? __real_sigprocmask(how, set, before)
                                                : sigprocmask(how, set, before);
    if (result == 0 && set != NULL && chanc_signals_if_linked) chanc_signals_if_linked();
    return result;
}

int __wrap_pthread_sigmask(int how, const sigset_t *set, sigset_t *before) {
    int error = is_wrapped(__real_pthread_sigmask) ? __real_pthread_sigmask(how, set, before)
                                                   : pthread_sigmask(how, set, before);
    if (error == 0 && set != NULL && chanc_signals_if_linked) chanc_signals_if_linked();
    return error;
}
