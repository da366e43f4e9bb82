/* thread.h - what thread.c and its keeper thread share. */
#ifndef CHANC_THREAD_H
#define CHANC_THREAD_H

#include "sched.h"

/* Waits for a thread that is ending; not for ever: destructors of the program's own may run, and a signal's handler
 * that calls exit may have interrupted who holds a lock which that thread wants. */
void chanc_thread_join(pthread_t);

/* Ends the keeper and waits until it is gone. */
void chanc_keeper_end(void);

/* After a fork, in the child: the keeper is not there any more. */
void chanc_keeper_forget(void);

#endif
