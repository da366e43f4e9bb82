/* signals.h - which signals the calling thread blocks, past sigprocmask and pthread_sigmask, which may be
 * wrapped to mean the whole program (signals.c). */
#ifndef CHANC_SIGNALS_H
#define CHANC_SIGNALS_H

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

/* NULL: no change; before may be NULL. */
static inline void chanc_signals_set(const sigset_t *set, sigset_t *before) {
    if (before != NULL) sigemptyset(before); /* the kernel's is shorter */
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, set, before, (_NSIG - 1) / 8);
}

#endif
