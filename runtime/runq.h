/* runq.h - a worker's run queue: bounded, first in first out; one thread pushes, any takes.
 *
 * Invariants
 *  - `tail - head` entries, modulo 2^32, are in the queue; never more than CHANC_RUNQ.
 *  - Only the owner writes `tail` and slots. Slots from head to tail are filled.
 *  - Whoever moves `head` on by compare-and-swap owns the entries it passed. A slot read before a
 *    successful swap was not overwritten: the owner overwrites only what `head` has passed, and a
 *    swap of a value that came round again would take 2^32 operations in between.
 */
#ifndef CHANC_RUNQ_H
#define CHANC_RUNQ_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHANC_RUNQ = 256 };

struct chanc_fiber;

struct chanc_runq {
    _Atomic uint32_t head; /* the next to take */
    _Atomic uint32_t tail; /* where the next goes */
    _Atomic(struct chanc_fiber *) slots[CHANC_RUNQ];
};

/* How many entries there are, or were a moment ago. Any thread. */
static inline uint32_t chanc_runq_length(struct chanc_runq *q) {
    uint32_t head = atomic_load_explicit(&q->head, memory_order_relaxed);
    uint32_t length = atomic_load_explicit(&q->tail, memory_order_relaxed) - head;
    return length > CHANC_RUNQ ? CHANC_RUNQ : length; /* the two were not read at once */
}

/* Owner: appends; false when full. */
static inline bool chanc_runq_push(struct chanc_runq *q, struct chanc_fiber *f) {
    uint32_t tail = atomic_load_explicit(&q->tail, memory_order_relaxed);
    /* Acquire: with the release of take's swap, slots that were taken have been read. */
    uint32_t head = atomic_load_explicit(&q->head, memory_order_acquire);
    if (tail - head == CHANC_RUNQ) return false;
    atomic_store_explicit(&q->slots[tail % CHANC_RUNQ], f, memory_order_relaxed);
    /* Release: who sees the new tail sees the slot and all of the fiber. */
    atomic_store_explicit(&q->tail, tail + 1, memory_order_release);
    return true;
}

/* Owner: takes the first; NULL when empty. */
static inline struct chanc_fiber *chanc_runq_pop(struct chanc_runq *q) {
    uint32_t head = atomic_load_explicit(&q->head, memory_order_relaxed);
    for (;;) {
        if (head == atomic_load_explicit(&q->tail, memory_order_relaxed)) return NULL;
        struct chanc_fiber *f =
            atomic_load_explicit(&q->slots[head % CHANC_RUNQ], memory_order_relaxed);
        /* Relaxed success: the slot is the owner's own writing. */
        if (atomic_compare_exchange_weak_explicit(&q->head, &head, head + 1, memory_order_relaxed,
                                                  memory_order_relaxed))
            return f;
    }
}

/* Any thread: takes the first half, at most `most`, into `taken`; how many. */
static inline uint32_t chanc_runq_take(struct chanc_runq *q, struct chanc_fiber **taken,
                                       uint32_t most) {
    for (;;) {
        uint32_t head = atomic_load_explicit(&q->head, memory_order_acquire);
        /* Acquire: pairs with push, for the slots and what they point to. */
        uint32_t length = atomic_load_explicit(&q->tail, memory_order_acquire) - head;
        uint32_t count = length - length / 2;
        if (length > CHANC_RUNQ) continue; /* head was old */
        if (count > most) count = most;
        if (count == 0) return 0;
        for (uint32_t i = 0; i < count; i++)
            taken[i] =
                atomic_load_explicit(&q->slots[(head + i) % CHANC_RUNQ], memory_order_relaxed);
        /* Release: the owner overwrites the slots only after they were read. */
        if (atomic_compare_exchange_strong_explicit(&q->head, &head, head + count,
                                                    memory_order_acq_rel, memory_order_relaxed))
            return count;
    }
}

#endif
