/* quiet.h - mutexes that a signal's handler may want, as it may end the program: signals are blocked while one is held, so that
 * none interrupts who holds it. */
#ifndef CHANC_QUIET_H
#define CHANC_QUIET_H

#include <pthread.h>
#include <signal.h>

/* Blocks all signals of the calling thread; `before` is what it blocked until then. */
static inline void chanc_block_signals(sigset_t *before) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

static inline void chanc_lock_quietly(pthread_mutex_t *mutex, sigset_t *before) {
    chanc_block_signals(before);
    pthread_mutex_lock(mutex);
}

static inline void chanc_unlock_quietly(pthread_mutex_t *mutex, const sigset_t *before) {
    pthread_mutex_unlock(mutex);
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

#endif
