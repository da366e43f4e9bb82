/* nursery.c - what seldom happens to a nursery: no room, and a thief. Invariants are in nursery.h. */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "nursery.h"

void chanc_nursery_clear_out(struct chanc_nursery *n, struct chanc_runq *to) {
    struct chanc_g *earlier[CHANC_NURSERY];
    /* Relaxed: the slots are the owner's own writing. */
    uint32_t head = chanc_get(n->head), count;
    do {
        uint32_t length = chanc_get(n->tail) - head;
        count = length - length / 2;
        for (uint32_t i = 0; i < count; i++)
            earlier[i] = chanc_get(n->slots[(head + i) % CHANC_NURSERY]);
        /* Sequentially consistent, as in all that moves `head`: see nursery.h. */
    } while (!atomic_compare_exchange_weak_explicit(&n->head, &head, head + count,
                                                    memory_order_seq_cst, memory_order_relaxed));
    for (uint32_t i = 0; i < count; i++) chanc_runq_push(to, earlier[i]);
}

struct chanc_g *chanc_nursery_steal(struct chanc_nursery *n) {
    for (;;) {
        /* Sequentially consistent: see nursery.h. It acquires the slot and the goroutine, too. */
        uint32_t head = atomic_load_explicit(&n->head, memory_order_seq_cst);
        uint32_t tail = atomic_load_explicit(&n->tail, memory_order_seq_cst);
        if ((int32_t)(tail - head) <= 0) return NULL;
        struct chanc_g *g = chanc_get(n->slots[head % CHANC_NURSERY]);
        /* Release: the owner fills the slot again only after it was read. */
        if (atomic_compare_exchange_strong_explicit(&n->head, &head, head + 1, memory_order_seq_cst,
                                                    memory_order_relaxed))
            return g;
    }
}

#endif
