/* thread.h - what thread.c and its keeper thread share. */
#ifndef CHANC_THREAD_H
#define CHANC_THREAD_H

#include "sched.h"

/* Ends the keeper and waits until it is gone. */
void chanc_keeper_end(void);

/* After a fork, in the child: the keeper is not there any more. */
void chanc_keeper_forget(void);

#endif
