/* timer.h - what timer.c has for fork; the rest is in sched.h, channel.h and chanc.h. */
#ifndef CHANC_TIMER_H
#define CHANC_TIMER_H

void chanc_timer_lock(void);
void chanc_timer_unlock(void);

/* Forgets all timers of goroutines that are not there any more. */
void chanc_timer_forget(void);

#endif
