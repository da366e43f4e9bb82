/* supply.c - how caches and depots exchange batches; see supply.h. */
#include "supply.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

/* As volatile, so that no call of memcpy is made of it: ThreadSanitizer would see one, and take it for
 * an access of whichever goroutine runs. */
static void copy(void *volatile *to, void *const *from, unsigned count) {
    for (unsigned i = 0; i < count; i++) to[i] = from[i];
}

bool chanc_supply_refill(struct chanc_depot *depot, struct chanc_cache *cache) {
    int saved = errno;
    pthread_mutex_lock(&depot->lock);
    while (depot->batches != NULL && depot->batches == depot->trimmed) { /* there is no other */
        pthread_mutex_unlock(&depot->lock);
        sched_yield();
        pthread_mutex_lock(&depot->lock);
    }
    struct chanc_batch *batch = depot->batches;
    bool makes = batch == NULL;
    if (!makes) {
        depot->batches = batch->next;
        cache->count = batch->count;
        copy(cache->items, batch->items, batch->count);
        free(batch);
    } else {
        cache->count = depot->make(cache->items);
    }
    pthread_mutex_unlock(&depot->lock);
    if (makes && depot->prepare != NULL) depot->prepare(cache->items, cache->count);
    if (cache->count > 0) errno = saved; /* what was made may have taken more than one try */
    return cache->count > 0;
}

void chanc_supply_hand_over(struct chanc_depot *depot, struct chanc_cache *cache) {
    unsigned count = cache->count < CHANC_BATCH ? cache->count : CHANC_BATCH;
    pthread_mutex_lock(&depot->lock);
    struct chanc_batch *batch = malloc(sizeof *batch);
    if (batch != NULL) { /* else there is no memory to remember them in: they are lost */
        batch->count = count;
        batch->touched = true;
        copy(batch->items, cache->items, count);
        batch->next = depot->batches;
        depot->batches = batch;
    }
    pthread_mutex_unlock(&depot->lock);
    cache->count -= count;
    copy(cache->items, cache->items + count, cache->count);
}
