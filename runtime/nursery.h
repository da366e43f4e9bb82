/* nursery.h - goroutines that have not begun, the latest first.
 *
 * One that has not begun has no stack yet. Beginning with the latest keeps down how many have one at
 * once: where goroutines start others and wait for them, as in a search or a sort by divide and
 * conquer, what was started last is finished first, as calls would be. Only a few are kept here;
 * who comes next sends the earlier half to the run queue, which is first in, first out.
 *
 * This is the deque of Chase and Lev ("Dynamic Circular Work-Stealing Deque", 2005), without growth:
 * its owner adds and takes at the tail, others take at the head.
 *
 * Invariants
 *  - Only the owner writes `tail` and slots. Slots from head to tail are filled.
 *  - What is taken is taken within a section (alone.h).
 *  - Whoever moves `head` on by compare-and-swap owns the entry it passed: one at a time, since the owner
 *    takes all but the last one without looking whether others did.
 *  - Where owner and thief could miss each other's writing, both sides are sequentially consistent:
 *    either the thief sees the new tail, or the owner sees the new head.
 */
#ifndef CHANC_NURSERY_H
#define CHANC_NURSERY_H

#include "runq.h"

enum { CHANC_NURSERY = 64 };

struct chanc_nursery {
    _Atomic uint32_t head; /* the earliest */
    _Atomic uint32_t tail; /* where the next goes */
    _Atomic(struct chanc_g *) slots[CHANC_NURSERY];
};

/* Owner: sends the earlier half of a full one to the queue, one by one as thieves take them. */
void chanc_nursery_clear_out(struct chanc_nursery *n, struct chanc_runq *to);

/* Any thread: takes the earliest; NULL if there is none. */
struct chanc_g *chanc_nursery_steal(struct chanc_nursery *n);

/* How many there are, or were a moment ago. Any thread. */
static inline uint32_t chanc_nursery_length(struct chanc_nursery *n) {
    uint32_t head = chanc_get(n->head);
    uint32_t length = chanc_get(n->tail) - head;
    return length <= CHANC_NURSERY ? length : 0; /* the owner is just taking the last */
}

/* Owner: adds the latest; if there is no room, others go to the queue. */
static inline void chanc_nursery_add(struct chanc_nursery *n, struct chanc_g *g,
                                     struct chanc_runq *queue) {
    uint32_t tail = chanc_get(n->tail);
    /* Acquire: with the swap of steal, slots that were taken have been read. */
    uint32_t head = atomic_load_explicit(&n->head, memory_order_acquire);
    if (CHANC_UNLIKELY(tail - head == CHANC_NURSERY)) chanc_nursery_clear_out(n, queue);
    chanc_set(n->slots[tail % CHANC_NURSERY], g);
    /* Release: who sees the new tail sees the slot and all of the goroutine. */
    atomic_store_explicit(&n->tail, tail + 1, memory_order_release);
}

/* Owner, alone: takes the latest; NULL if there is none. */
static CHANC_INLINE struct chanc_g *chanc_nursery_take_alone(struct chanc_nursery *n) {
    uint32_t tail = chanc_get(n->tail);
    if (chanc_get(n->head) == tail) return NULL;
    chanc_set(n->tail, tail - 1);
    return chanc_get(n->slots[(tail - 1) % CHANC_NURSERY]);
}

/* Owner: takes the latest, while others may be stealing; NULL if they have taken all. */
static CHANC_INLINE struct chanc_g *chanc_nursery_take_latest(struct chanc_nursery *n) {
    uint32_t tail = chanc_get(n->tail) - 1;
    /* Sequentially consistent: either a thief sees this tail, or it is seen to have moved the head. */
    atomic_store_explicit(&n->tail, tail, memory_order_seq_cst);
    uint32_t head = atomic_load_explicit(&n->head, memory_order_seq_cst);
    struct chanc_g *g = chanc_get(n->slots[tail % CHANC_NURSERY]);
    if (CHANC_LIKELY((int32_t)(tail - head) > 0)) return g;
    /* It is the last one, or was: a thief may be taking it, too. */
    if (head != tail || !atomic_compare_exchange_strong_explicit(
                            &n->head, &head, head + 1, memory_order_seq_cst, memory_order_relaxed))
        g = NULL;
    chanc_set(n->tail, tail + 1); /* empty again */
    return g;
}

/* Owner: takes the latest; NULL if there is none. */
static inline struct chanc_g *chanc_nursery_take(struct chanc_nursery *n) {
    uint32_t tail = chanc_get(n->tail);
    uint32_t head = chanc_get(n->head);
    if (head == tail) return NULL; /* others only ever make it emptier */
    struct chanc_g *g;
    if (chanc_section_begin())
        g = chanc_nursery_take_alone(n);
    else
        g = chanc_nursery_take_latest(n);
    chanc_section_end();
    return g;
}

#endif
