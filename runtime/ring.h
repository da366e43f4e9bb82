/* ring.h - lists of what lies elsewhere: by its first, and each linked with those before and behind.
 *
 * Invariants
 *  - A link is in one ring at most. Who adds or removes it holds the ring's lock, whoever's that is.
 *  - The links of a ring are a circle, so that the last is found from the first, and any is removed without
 *    a search.
 */
#ifndef CHANC_RING_H
#define CHANC_RING_H

#include <stdatomic.h>
#include <stddef.h>

struct chanc_link {
    struct chanc_link *next; /* the last's is the first */
    struct chanc_link *prev; /* the first's is the last */
};

typedef struct chanc_link *_Atomic chanc_ring; /* the first; NULL when empty */

/* What a link is a member of. */
#define CHANC_RING_OF(link, type, member) ((type *)(void *)((char *)(link)-offsetof(type, member)))

/* Of all the functions, the only one for who does not hold the lock of the ring, as a hint. */
static inline struct chanc_link *chanc_ring_first(const chanc_ring *ring) {
    return atomic_load_explicit(ring, memory_order_relaxed);
}

static inline void chanc_ring_set_first(chanc_ring *ring, struct chanc_link *link) {
    /* Release: see the end of channel.h's head comment. */
    atomic_store_explicit(ring, link, memory_order_release);
}

/* The one behind, NULL for the last. */
static inline struct chanc_link *chanc_ring_next(const chanc_ring *ring,
                                                 const struct chanc_link *link) {
    return link->next == chanc_ring_first(ring) ? NULL : link->next;
}

/* Adds the last. */
static inline void chanc_ring_add(chanc_ring *ring, struct chanc_link *link) {
    struct chanc_link *first = chanc_ring_first(ring);
    if (!first) {
        link->next = link->prev = link;
        chanc_ring_set_first(ring, link);
        return;
    }
    link->next = first;
    link->prev = first->prev;
    first->prev->next = link;
    first->prev = link;
}

static inline void chanc_ring_remove(chanc_ring *ring, struct chanc_link *link) {
    if (link->next == link) {
        chanc_ring_set_first(ring, NULL);
        return;
    }
    link->prev->next = link->next;
    link->next->prev = link->prev;
    if (chanc_ring_first(ring) == link) chanc_ring_set_first(ring, link->next);
}

#endif
