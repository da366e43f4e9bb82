/* record.c - records of goroutines: from blocks that are never given back, through each worker's
 * own supply; see record.h.
 *
 * Records lie apart from the stacks: one that has not begun needs no stack yet, and those that wake
 * each other touch few pages.
 *
 * Invariants
 *  - A record's memory stays a record: looking at one that has ended is harmless.
 *  - Blocks are complete before they are in the list, which only grows.
 *  - The shared supply holds batches of exactly BATCH records, linked by `next`; the first of each
 *    points to the next batch by its context's sp.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "record.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 64, /* records exchanged at once */
    BLOCK = 340 /* records in a block: 64 KiB */
};

struct block {
    struct block *next; /* the one made before */
    struct chanc_record records[BLOCK];
};

static struct {
    pthread_mutex_t lock;
    struct chanc_g *batches;        /* the shared supply */
    _Atomic(struct block *) blocks; /* all there are, newest first */
    unsigned used;                  /* how many of the newest block's records were given out */
    struct block
        *forgotten; /* in the child of a fork: this block and older ones hold nobody but ... */
    struct chanc_g *survivor; /* ... the goroutine that called fork */
} store = {.lock = PTHREAD_MUTEX_INITIALIZER, .used = BLOCK};

static void add_block(void) {
    struct block *block = aligned_alloc(_Alignof(struct block), sizeof *block);
    if (block == NULL) chanc_fatal("no memory for a goroutine", ENOMEM);
    memset(block, 0, sizeof *block);
    block->next = atomic_load_explicit(&store.blocks, memory_order_relaxed);
    /* Release: who sees the block sees that it is empty. */
    atomic_store_explicit(&store.blocks, block, memory_order_release);
    store.used = 0;
}

/* Up to BATCH records never used before, linked; how many. */
static unsigned carve(struct chanc_g **first) {
    if (store.used == BLOCK) add_block();
    struct block *block = atomic_load_explicit(&store.blocks, memory_order_relaxed);
    unsigned count = BLOCK - store.used < BATCH ? BLOCK - store.used : BATCH;
    *first = NULL;
    for (unsigned i = count; i-- > 0;) {
        struct chanc_g *g = &block->records[store.used + i].g;
        g->next = *first;
        *first = g;
        chanc_order_release(g); /* it is made; see chanc_fiber_spawn */
    }
    store.used += count;
    return count;
}

static void refill(struct chanc_record_cache *cache) {
    pthread_mutex_lock(&store.lock);
    struct chanc_g *batch = store.batches;
    if (batch != NULL) {
        store.batches = batch->context.sp;
        cache->first = batch;
        cache->count = BATCH;
    } else {
        cache->count = carve(&cache->first);
    }
    pthread_mutex_unlock(&store.lock);
}

struct chanc_g *chanc_record_take(struct chanc_record_cache *cache) {
    if (cache->first == NULL) refill(cache);
    struct chanc_g *g = cache->first;
    cache->first = g->next; /* NOLINT(clang-analyzer-core.NullDereference): refill gives some */
    cache->count--;
    return g;
}

/* Hands the first BATCH records to the shared supply. */
static void give_batch(struct chanc_record_cache *cache) {
    struct chanc_g *batch = cache->first, *last = batch;
    for (unsigned i = 1; i < BATCH; i++) last = last->next;
    cache->first = last->next;
    cache->count -= BATCH;
    last->next = NULL;
    pthread_mutex_lock(&store.lock);
    batch->context.sp = store.batches;
    store.batches = batch;
    pthread_mutex_unlock(&store.lock);
}

void chanc_record_give(struct chanc_record_cache *cache, struct chanc_g *g) {
    g->id = 0;
    g->next = cache->first;
    cache->first = g;
    if (++cache->count >= 4 * BATCH) give_batch(cache);
}

void chanc_record_drain(struct chanc_record_cache *cache) {
    while (cache->count >= BATCH) give_batch(cache);
    /* A few less than a batch are kept, for whoever uses this worker's record next. */
}

void chanc_record_each(chanc_visit *visit, void *context) {
    if (store.survivor != NULL && store.survivor->id != 0) visit(store.survivor, context);
    for (struct block *block = atomic_load_explicit(&store.blocks, memory_order_acquire);
         block != store.forgotten; block = block->next) {
        for (unsigned i = 0; i < BLOCK; i++)
            if (block->records[i].g.id != 0) visit(&block->records[i].g, context);
    }
}

const struct chanc_g *chanc_record_on(const void *low) {
    if (store.survivor != NULL && store.survivor->stack == low) return store.survivor;
    for (struct block *block = atomic_load_explicit(&store.blocks, memory_order_acquire);
         block != store.forgotten; block = block->next) {
        for (unsigned i = 0; i < BLOCK; i++)
            if (block->records[i].g.id != 0 && block->records[i].g.stack == low)
                return &block->records[i].g;
    }
    return NULL;
}

/* --- fork --- */

void chanc_record_lock(void) {
    pthread_mutex_lock(&store.lock);
}

void chanc_record_unlock(void) {
    pthread_mutex_unlock(&store.lock);
}

/* Without a look at the records: to write to them all would copy their pages for a child that may only
 * want to call exec. */
void chanc_record_forget(struct chanc_g *survivor) {
    store.forgotten = atomic_load_explicit(&store.blocks, memory_order_relaxed);
    store.survivor = survivor;
    store.batches = NULL;
    store.used = BLOCK;
}

#endif
