/* supply.h - unused stacks and records: a cache for each worker, and a depot for all.
 *
 * A cache exchanges batches with the depot, so that one lock is taken for many. It keeps the latest, which are
 * the warmest, and gives the others away only when it has two batches, so that taking and giving in
 * turn stays in it.
 *
 * Invariants
 *  - What is unused is in exactly one place: in one cache, or in one batch of the depot.
 *  - Only its thread touches a cache. All zero is empty and ready.
 *  - `lock` protects a depot; nothing else is locked while it is held.
 *  - The batch that is `trimmed` stays where it is until its memory has been given back, without the lock.
 */
#ifndef CHANC_SUPPLY_H
#define CHANC_SUPPLY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { CHANC_BATCH = 64 };

struct chanc_batch {
    struct chanc_batch *next; /* in the depot */
    unsigned count;           /* how many of `items` are filled */
    bool touched;             /* they hold memory that could be given back to the system */
    void *items[CHANC_BATCH];
};

struct chanc_depot {
    pthread_mutex_t lock;
    struct chanc_batch *batches;    /* most recently given first */
    struct chanc_batch *trimmed;    /* one of them; only one thread trims: see stack.c */
    unsigned (*make)(void **items); /* new ones; returns how many; 0 with errno; under the lock */
    /* What else makes new ones ready, without the lock; or NULL. */
    void (*prepare)(void *const *items, unsigned count);
};

struct chanc_cache {
    unsigned count;
    void *items[2 * CHANC_BATCH]; /* the latest last */
};

bool chanc_supply_refill(struct chanc_depot *, struct chanc_cache *);
void chanc_supply_hand_over(struct chanc_depot *, struct chanc_cache *);

/* NULL with errno when there is none and none can be made. */
static inline void *chanc_supply_take(struct chanc_depot *depot, struct chanc_cache *cache) {
    if (cache->count == 0 && !chanc_supply_refill(depot, cache)) return NULL;
    return cache->items[--cache->count];
}

static inline void chanc_supply_give(struct chanc_depot *depot, struct chanc_cache *cache,
                                     void *item) {
    if (cache->count == 2 * CHANC_BATCH) chanc_supply_hand_over(depot, cache);
    cache->items[cache->count++] = item;
}

/* Hands all that a cache holds to the depot; for a worker that stops. */
static inline void chanc_supply_drain(struct chanc_depot *depot, struct chanc_cache *cache) {
    while (cache->count > 0) chanc_supply_hand_over(depot, cache);
}

#endif
