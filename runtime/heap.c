/* heap.c - the timers in order; see heap.h. */
#include "heap.h"

#include "sanitize.h"
#include "timer.h"

#include <stdlib.h>

enum {
    WIDTH = 4,   /* children of a node: as many entries as a line of the cache holds */
    FEWEST = 64, /* timers there is room for at first */
    TOLD = 1
};

/* Makes room for twice as many; false if there is no memory. */
static bool grow(struct chanc_heap *heap) {
    uint32_t room = heap->room == 0 ? FEWEST : heap->room * 2;
    chanc_order_acquire(heap); /* to ThreadSanitizer these are the caller's own accesses */
    struct chanc_heap_entry *at = realloc(heap->at, room * sizeof *at);
    chanc_order_release(heap);
    if (at == NULL) return false;
    heap->at = at;
    heap->room = room;
    return true;
}

static void place(struct chanc_heap *heap, uint32_t i, struct chanc_heap_entry e) {
    heap->at[i] = e;
    if (e.timer & TOLD) ((struct chanc_timer *)(e.timer - TOLD))->place = i;
}

/* Puts e where number i was taken from, or above. */
static void rise(struct chanc_heap *heap, uint32_t i, struct chanc_heap_entry e) {
    while (i > 0) {
        uint32_t parent = (i - 1) / WIDTH;
        if (heap->at[parent].when <= e.when) break;
        place(heap, i, heap->at[parent]);
        i = parent;
    }
    place(heap, i, e);
}

/* Fills the place of number i with the earliest below it, and so on; returns the place that is free
 * in the end. */
static uint32_t sink(struct chanc_heap *heap, uint32_t i) {
    for (;;) {
        uint32_t child = i * WIDTH + 1, end = child + WIDTH;
        if (end > heap->count) end = heap->count;
        if (child >= end) return i;
        uint32_t earliest = child;
        while (++child < end)
            if (heap->at[child].when < heap->at[earliest].when) earliest = child;
        place(heap, i, heap->at[earliest]);
        i = earliest;
    }
}

/* Takes number i out. What was last fills the gap: it most likely belongs near the leaves. */
static void remove_at(struct chanc_heap *heap, uint32_t i) {
    struct chanc_heap_entry last = heap->at[--heap->count];
    if (i < heap->count) rise(heap, sink(heap, i), last);
}

bool chanc_heap_add(struct chanc_heap *heap, struct chanc_timer *t, bool told) {
    if (heap->count == heap->room && !grow(heap)) return false;
    rise(heap, heap->count++, (struct chanc_heap_entry){t->when, (uintptr_t)t + (told ? TOLD : 0)});
    return true;
}

struct chanc_timer *chanc_heap_at(const struct chanc_heap *heap, uint32_t i) {
    return (struct chanc_timer *)(heap->at[i].timer & ~(uintptr_t)TOLD);
}

struct chanc_timer *chanc_heap_first(const struct chanc_heap *heap) {
    return heap->count == 0 ? NULL : chanc_heap_at(heap, 0);
}

int64_t chanc_heap_when(const struct chanc_heap *heap) {
    return heap->count == 0 ? INT64_MAX : heap->at[0].when;
}

void chanc_heap_remove_first(struct chanc_heap *heap) {
    remove_at(heap, 0);
}

void chanc_heap_remove(struct chanc_heap *heap, const struct chanc_timer *t) {
    remove_at(heap, t->place);
}
