/* poll.h - goroutines that wait for descriptors. */
#ifndef CHANC_POLL_H
#define CHANC_POLL_H

#include "sched.h"

/* Parks the calling fiber until fd seems to have one of `events` (as for poll), or the deadline has come
 * (INT64_MAX: never). False if it cannot be waited for like that: files, for instance. */
bool chanc_poller_park(struct chanc_g *g, int fd, int events, int64_t deadline, const chanc_site *);

/* How many goroutines wait. */
unsigned chanc_poller_waiters(void);

/* Whether any waits, or did a moment ago: so that who sleeps in the poller is there for those who do little else. */
bool chanc_poller_wanted(void);

/* In the child of a fork: it shares the parent's epoll, and has none of those who waited. */
void chanc_poller_forget(void);

/* Makes ready whose descriptors are; waits until the deadline (0: not at all) for the first, or for
 * chanc_poller_interrupt, or some tenths of a second, whichever comes first. */
void chanc_poller_run(int64_t deadline);

/* Ends all waits of chanc_poller_run, now and until one call of chanc_poller_resume for each. */
void chanc_poller_interrupt(void);
void chanc_poller_resume(void);

#endif
