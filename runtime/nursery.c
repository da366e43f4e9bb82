/* nursery.c - what seldom happens to a nursery: no room, and a thief. Invariants are in nursery.h. */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "nursery.h"

struct chanc_g *chanc_nursery_steal(struct chanc_nursery *n) {
    struct chanc_g *g = NULL;
    chanc_section_begin();
    while (g == NULL) {
        /* Sequentially consistent: see nursery.h. It acquires the slot and the goroutine, too. */
        uint32_t head = atomic_load_explicit(&n->head, memory_order_seq_cst);
        uint32_t tail = atomic_load_explicit(&n->tail, memory_order_seq_cst);
        if ((int32_t)(tail - head) <= 0) break;
        g = chanc_get(n->slots[head % CHANC_NURSERY]);
        /* Release: the owner fills the slot again only after it was read. */
        if (!atomic_compare_exchange_strong_explicit(&n->head, &head, head + 1,
                                                     memory_order_seq_cst, memory_order_relaxed))
            g = NULL;
    }
    chanc_section_end();
    return g;
}

void chanc_nursery_clear_out(struct chanc_nursery *n, struct chanc_runq *to) {
    struct chanc_g *g;
    for (int i = 0; i < CHANC_NURSERY / 2 && (g = chanc_nursery_steal(n)) != NULL; i++)
        chanc_runq_push(to, g);
}

#endif
