/* channel.h - the inside of a channel, shared by channel.c, select.c and timer.c.
 *
 * Invariants, whenever nobody holds the channel's lock
 *  - Receivers wait only while no value is held and the channel is open; senders wait only while
 *    the buffer is full and the channel is open; so one of the two queues is empty, unless the
 *    same select waits in both, or the waiters of one belong to selects that another case has won.
 *  - count == 0 implies head == tail; count == capacity > 0 too.
 *  - Once 1, `closed` stays 1.
 *
 * A waiter is its goroutine's. Whoever takes it off a queue to serve it fills it in,
 * unlocks and makes the goroutine ready, in this order; after ready, the waiter is gone. The waiter
 * of a select is served only by who wins the goroutine's claim; the waiters of its other cases stay
 * where they are until somebody finds them, who takes them off and counts them in `leaving`, or the
 * select itself comes, which locks each of its channels before it returns. So a channel is not freed
 * while one of its queues holds any waiter, nor while any is counted (chanc_free).
 *
 * Every field that chanc_may_be_ready reads without the lock is atomic. Its argument needs that who
 * sees a channel blocked because of what happened after the close, sees the close as well: stores
 * to them are releases. All others are guarded by the lock.
 */
#ifndef CHANC_CHANNEL_H
#define CHANC_CHANNEL_H

#include "copy.h"
#include "sched.h"

struct chanc_chan {
    _Atomic uint32_t lock;
    _Atomic uint32_t count;  /* values in the buffer */
    uint32_t capacity;       /* values there is room for */
    _Atomic uint32_t closed; /* 0 or 1 */
    chanc_ring receivers;
    chanc_ring senders;
    char *head;       /* the next value to receive */
    char *tail;       /* where the next value sent goes */
    char *end;        /* of the buffer, which is `values` */
    uint32_t size;    /* bytes a value */
    bool timed;       /* filled by a timer: part of a struct timed in timer.c, which frees it */
    uint16_t user;    /* chanc_user of the thread that used it last */
    uint32_t leaving; /* waiters of selects that were taken off, and are to be told */
    uint32_t forks;   /* chanc_forks when those in the queues came */
    _Alignas(8) char values[]; /* the buffer */
};

_Static_assert(offsetof(struct chanc_chan, lock) == offsetof(struct chanc_peek, lock) &&
                   offsetof(struct chanc_chan, count) == offsetof(struct chanc_peek, count) &&
                   offsetof(struct chanc_chan, capacity) == offsetof(struct chanc_peek, capacity) &&
                   offsetof(struct chanc_chan, closed) == offsetof(struct chanc_peek, closed) &&
                   offsetof(struct chanc_chan, receivers) ==
                       offsetof(struct chanc_peek, receivers) &&
                   offsetof(struct chanc_chan, senders) == offsetof(struct chanc_peek, senders),
               "chanc.h checks channels through struct chanc_peek");

/* What a try without waiting came to. */
enum chanc_outcome {
    CHANC_BLOCKED,   /* it would have to wait; nothing was done */
    CHANC_PASSED,    /* a value was sent or received */
    CHANC_WAS_CLOSED /* nothing was done since the channel is closed (and drained) */
};

/* Sends or receives if that is possible without waiting. The caller holds the lock; *wake becomes
 * the goroutine that was served, or NULL: the caller makes it ready once it has unlocked. */
enum chanc_outcome chanc_try_send(chanc_chan *, const void *value, struct chanc_g **wake);
enum chanc_outcome chanc_try_recv(chanc_chan *, void *to, struct chanc_g **wake);

/* Takes off a waiter of a select that another case has won. Under the lock. */
void chanc_channel_leave(chanc_chan *, chanc_ring *queue, struct chanc_waiter *);

/* In the child of a fork, forgets those who waited before it. Under the lock, before all else that concerns those who
 * wait; chanc_try_send and chanc_try_recv do it where they find some. */
static inline void chanc_channel_renew(chanc_chan *c) {
    if (CHANC_LIKELY(c->forks == chanc_forks)) return;
    c->forks = chanc_forks;
    c->leaving = 0;
    chanc_ring_set_first(&c->receivers, NULL);
    chanc_ring_set_first(&c->senders, NULL);
}

/* Whether anyone is in a queue, or a select has still to leave one. Under the lock. */
static inline bool chanc_channel_is_waited_for(const chanc_chan *c) {
    return chanc_ring_first(&c->receivers) || chanc_ring_first(&c->senders) || c->leaving > 0;
}

/* Initialises a channel in memory that has room for its buffer. */
void chanc_channel_init(chanc_chan *, uint32_t size, uint32_t capacity);

/* What is left to do after a value was received from a channel with `timed`. */
void chanc_timer_received(chanc_chan *);

/* Frees a channel with `timed`, which nobody is blocked on. */
void chanc_timer_free(chanc_chan *);

#endif
