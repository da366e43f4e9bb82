/* record.c - records of goroutines: in blocks that are never given back, through each worker's own
 * supply; see record.h.
 *
 * Records lie apart from the stacks: one that has not begun needs no stack yet, and those that wake
 * each other touch few pages.
 *
 * Invariants
 *  - A record's memory stays a record: looking at one that has ended is harmless.
 *  - Blocks are complete before they are in the list, which only grows.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "record.h"

#include <stdlib.h>
#include <string.h>

struct block {
    struct block *next; /* the one made before */
    struct chanc_record records[CHANC_BATCH];
};

static _Atomic(struct block *) blocks; /* all there are, newest first */

/* In the child of a fork: this block and older ones hold nobody but the goroutine that called it. */
static struct block *forgotten;
static struct chanc_g *survivor;

/* A block of records, never used before. */
static unsigned make(void **items) {
    struct block *block = aligned_alloc(_Alignof(struct block), sizeof *block);
    if (block == NULL) return 0;
    memset(block, 0, sizeof *block);
    block->next = chanc_get(blocks);
    /* Release: who sees the block sees that it is empty. */
    atomic_store_explicit(&blocks, block, memory_order_release);
    for (unsigned i = 0; i < CHANC_BATCH; i++) {
        items[i] = &block->records[CHANC_BATCH - 1 - i];
        chanc_order_release(items[i]); /* it is made; see chanc_fiber_spawn */
    }
    return CHANC_BATCH;
}

struct chanc_depot chanc_records = {.lock = PTHREAD_MUTEX_INITIALIZER, .make = make};

void chanc_record_each(chanc_visit *visit, void *context) {
    if (survivor != NULL && survivor->id != 0) visit(survivor, context);
    /* Acquire: see make. */
    for (struct block *block = atomic_load_explicit(&blocks, memory_order_acquire);
         block != forgotten; block = block->next) {
        for (unsigned i = 0; i < CHANC_BATCH; i++)
            if (block->records[i].g.id != 0) visit(&block->records[i].g, context);
    }
}

/* Without a look at the records: to write to them all would copy their pages for a child that may only
 * want to call exec. */
void chanc_record_forget(struct chanc_g *caller) {
    for (struct chanc_batch *batch; (batch = chanc_records.batches) != NULL; free(batch))
        chanc_records.batches = batch->next;
    forgotten = chanc_get(blocks);
    survivor = caller;
}

#endif
