/* heap.h - the timers that are set, earliest first: a heap with four children a node.
 *
 * The deadlines lie in the heap itself, the four of one node's children side by side, so that a hundred
 * thousand sleepers are put in order without a look at their stacks. Only a timer
 * that may have to be taken out before it is due is told where in the heap it lies.
 *
 * Invariants
 *  - No timer is due before its parent: that of number i > 0 is number (i - 1) / 4.
 *  - The caller has a lock.
 */
#ifndef CHANC_HEAP_H
#define CHANC_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chanc_timer;

struct chanc_heap_entry {
    int64_t when;
    uintptr_t timer; /* its address; plus 1 if it is told its place */
};

struct chanc_heap {
    struct chanc_heap_entry *at; /* number 0 is the earliest; from realloc */
    uint32_t count;
    uint32_t room;
};

/* Adds a timer; false if there is no memory. `told`: its place is kept up to date, so that it can be
 * removed. */
bool chanc_heap_add(struct chanc_heap *heap, struct chanc_timer *t, bool told);

/* That of number i. */
struct chanc_timer *chanc_heap_at(const struct chanc_heap *heap, uint32_t i);

/* The earliest; NULL if there is none. */
struct chanc_timer *chanc_heap_first(const struct chanc_heap *heap);

/* When the earliest is due; INT64_MAX if there is none. */
int64_t chanc_heap_when(const struct chanc_heap *heap);

void chanc_heap_remove_first(struct chanc_heap *heap);
void chanc_heap_remove(struct chanc_heap *heap, const struct chanc_timer *t); /* it was `told` */

#endif
