/* runq.h - the fibers that wait for a worker: a bounded queue, and a backlog behind it.
 *
 * The queue is first in, first out; one thread, the owner, adds, and any takes. It costs no lock.
 * When it is full, what comes next goes to the backlog, which any thread may use under its lock,
 * and from there in parts to the queue again when that is empty.
 *
 * Invariants
 *  - `tail - head` entries, modulo 2^32, are in the ring; never more than CHANC_RUNQ.
 *  - Only the owner writes `tail` and slots. Slots from head to tail are filled.
 *  - `head` changes within sections (alone.h).
 *  - Whoever moves `head` on by compare-and-swap owns the entries it passed. A slot read before a
 *    successful swap was not overwritten: the owner overwrites only what `head` has passed, and
 *    for a swap to take an old value for the new, 2^32 entries would have to pass in between.
 *  - The owner adds to the ring only while the backlog is empty: order is kept.
 */
#ifndef CHANC_RUNQ_H
#define CHANC_RUNQ_H

#include "sched.h"

enum { CHANC_RUNQ = 256 };

struct chanc_runq {
    _Atomic uint32_t head; /* the next to take */
    _Atomic uint32_t tail; /* where the next goes */
    _Atomic(struct chanc_g *) slots[CHANC_RUNQ];

    _Atomic uint32_t lock;   /* the backlog's */
    _Atomic uint32_t behind; /* how many are in the backlog; written under the lock */
    struct chanc_list backlog;
};

/* Owner: adds to the backlog. */
void chanc_runq_put_off(struct chanc_runq *q, struct chanc_g *g);

/* Owner: takes the first of the backlog, and moves others to the ring, which is empty; or NULL. */
struct chanc_g *chanc_runq_catch_up(struct chanc_runq *q);

/* Any thread: takes the first half of the ring, or as many of the backlog, into `taken`; how many. */
uint32_t chanc_runq_take(struct chanc_runq *q, struct chanc_g *taken[CHANC_RUNQ / 2]);

/* How many there are, or were a moment ago. Any thread. */
static inline uint32_t chanc_runq_length(struct chanc_runq *q) {
    uint32_t head = chanc_get(q->head);
    uint32_t length = chanc_get(q->tail) - head;
    if (length > CHANC_RUNQ) length = CHANC_RUNQ; /* the two were not read at once */
    return length + chanc_get(q->behind);
}

/* Owner: appends. */
static inline void chanc_runq_push(struct chanc_runq *q, struct chanc_g *g) {
    uint32_t tail = chanc_get(q->tail);
    /* Acquire: with the release of take's swap, slots that were taken have been read. */
    uint32_t head = atomic_load_explicit(&q->head, memory_order_acquire);
    if (CHANC_UNLIKELY(tail - head == CHANC_RUNQ || chanc_get(q->behind) > 0)) {
        chanc_runq_put_off(q, g);
        return;
    }
    chanc_set(q->slots[tail % CHANC_RUNQ], g);
    /* Release: who sees the new tail sees the slot and all of the fiber. */
    atomic_store_explicit(&q->tail, tail + 1, memory_order_release);
}

/* Owner: takes the first of the ring; NULL: others have taken all. */
static CHANC_INLINE struct chanc_g *chanc_runq_pop_ring(struct chanc_runq *q) {
    struct chanc_g *g = NULL;
    bool alone = chanc_section_begin();
    uint32_t head = chanc_get(q->head);
    while (g == NULL && head != chanc_get(q->tail)) {
        g = chanc_get(q->slots[head % CHANC_RUNQ]);
        /* Relaxed, both: the slot is the owner's own writing. */
        if (alone)
            chanc_set(q->head, head + 1);
        else if (!atomic_compare_exchange_weak_explicit(&q->head, &head, head + 1,
                                                        memory_order_relaxed, memory_order_relaxed))
            g = NULL;
    }
    chanc_section_end();
    return g;
}

/* Owner: takes the first; NULL when there is none. */
static inline struct chanc_g *chanc_runq_pop(struct chanc_runq *q) {
    struct chanc_g *g = NULL;
    if (chanc_get(q->head) != chanc_get(q->tail)) g = chanc_runq_pop_ring(q);
    if (g == NULL && chanc_get(q->behind) > 0) g = chanc_runq_catch_up(q);
    return g;
}

#endif
