/* timer.h - timers of goroutines that wait for something else too, and what timer.c has for fork;
 * the rest is in sched.h, channel.h and chanc.h. */
#ifndef CHANC_TIMER_H
#define CHANC_TIMER_H

#include "sched.h"

/* The fields are timer.c's. It lies where it stays: on its goroutine's stack, or before a channel.
 */
struct chanc_timer {
    int64_t when;            /* the deadline */
    struct chanc_g *sleeper; /* who is to be made ready; NULL: it is part of a struct timed */
    uint32_t place;          /* where it is in the heap; not kept up to date for mere sleepers */
    bool armed;              /* it is in the heap */
    bool claims;             /* the sleeper waits for something else too: its claim decides */
};

/* The time when so many ns are over. */
int64_t chanc_deadline(int64_t ns);

/* Makes g ready at `when`; with `claims` only if its claim has not been won by then. */
void chanc_timer_arm(struct chanc_timer *, int64_t when, struct chanc_g *g, bool claims);

/* Of one that claims: it may be given up afterwards. */
void chanc_timer_disarm(struct chanc_timer *);

void chanc_timer_lock(void);
void chanc_timer_unlock(void);

/* Forgets all timers of goroutines that are not there any more. */
void chanc_timer_forget(void);

#endif
