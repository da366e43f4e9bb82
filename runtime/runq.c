/* runq.c - what seldom happens to a run queue: a full ring, and taking from another worker's. Invariants are
 * in runq.h. */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "runq.h"

void chanc_runq_put_off(struct chanc_runq *q, struct chanc_g *g) {
    chanc_lock(&q->lock);
    chanc_list_add(&q->backlog, g);
    chanc_set(q->behind, chanc_get(q->behind) + 1);
    chanc_unlock(&q->lock);
}

/* The first of the backlog; the lock is held. NULL when empty. */
static struct chanc_g *shift(struct chanc_runq *q) {
    struct chanc_g *g = chanc_list_take(&q->backlog);
    if (g != NULL) chanc_set(q->behind, chanc_get(q->behind) - 1);
    return g;
}

struct chanc_g *chanc_runq_catch_up(struct chanc_runq *q) {
    uint32_t tail = chanc_get(q->tail), room = CHANC_RUNQ / 2;
    /* Acquire: with the swap of take, which pop has seen, slots that were taken have been read. */
    (void)atomic_load_explicit(&q->head, memory_order_acquire);
    chanc_lock(&q->lock);
    struct chanc_g *first = shift(q), *g;
    while (room-- > 0 && (g = shift(q)) != NULL) chanc_set(q->slots[tail++ % CHANC_RUNQ], g);
    chanc_unlock(&q->lock);
    atomic_store_explicit(&q->tail, tail, memory_order_release); /* as in push */
    return first;
}

/* Any thread: the first half of the ring. */
static uint32_t take_from_ring(struct chanc_runq *q, struct chanc_g **taken) {
    chanc_section_begin();
    for (;;) {
        /* Acquire: the tail read next is not older than that head. */
        uint32_t head = atomic_load_explicit(&q->head, memory_order_acquire);
        /* Acquire: pairs with push, for the slots and what they point to. */
        uint32_t length = atomic_load_explicit(&q->tail, memory_order_acquire) - head;
        if (length > CHANC_RUNQ) continue; /* head was old */
        uint32_t count = length - length / 2;
        for (uint32_t i = 0; i < count; i++)
            taken[i] = chanc_get(q->slots[(head + i) % CHANC_RUNQ]);
        /* Release: the owner overwrites the slots only after they were read. Acquire: as for the load. */
        if (count > 0 &&
            !atomic_compare_exchange_strong_explicit(&q->head, &head, head + count,
                                                     memory_order_acq_rel, memory_order_relaxed))
            continue;
        chanc_section_end();
        return count;
    }
}

static uint32_t take_from_backlog(struct chanc_runq *q, struct chanc_g **taken) {
    uint32_t count = 0;
    chanc_lock(&q->lock);
    while (count < CHANC_RUNQ / 2 && (taken[count] = shift(q)) != NULL) count++;
    chanc_unlock(&q->lock);
    return count;
}

uint32_t chanc_runq_take(struct chanc_runq *q, struct chanc_g *taken[CHANC_RUNQ / 2]) {
    uint32_t count = chanc_get(q->behind) > 0 ? take_from_backlog(q, taken) : 0;
    return count > 0 ? count : take_from_ring(q, taken);
}

#endif
