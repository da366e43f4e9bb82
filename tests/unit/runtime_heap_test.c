/* The heap of timers: random additions and removals, compared with a search through all of them. */
#include "runtime_test.h"

#include "heap.h"
#include "timer.h"

enum { MANY = 2000 };

static struct chanc_timer timers[MANY];
static bool added[MANY], told[MANY];

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

/* The earliest deadline of those that were added, INT64_MAX if there is none. */
static int64_t earliest(void) {
    int64_t found = INT64_MAX;
    for (int i = 0; i < MANY; i++)
        if (added[i] && timers[i].when < found) found = timers[i].when;
    return found;
}

static void make_room(struct chanc_heap *heap) {
    while (chanc_heap_full(heap)) {
        size_t size = chanc_heap_more(heap);
        void *memory = malloc(size);
        assert_non_null(memory);
        free(chanc_heap_move(heap, memory, size));
    }
}

static void add(struct chanc_heap *heap, int i, uint32_t *state) {
    make_room(heap);
    timers[i].when = next_random(state) % (MANY / 2); /* some are equal */
    told[i] = next_random(state) % 2;
    added[i] = true;
    chanc_heap_add(heap, &timers[i], told[i]);
}

static void remove_one(struct chanc_heap *heap, int i) {
    const struct chanc_timer *first = chanc_heap_first(heap);
    if (told[i] && &timers[i] != first) {
        added[i] = false;
        chanc_heap_remove(heap, &timers[i]);
        return;
    }
    added[first - timers] = false;
    chanc_heap_remove_first(heap);
}

static void the_first_is_always_the_earliest(void **unused) {
    struct chanc_heap heap = {0};
    uint32_t state = 7, count = 0;
    (void)unused;
    for (int step = 0; step < 40 * MANY; step++) {
        int i = (int)(next_random(&state) % MANY);
        if (added[i]) {
            remove_one(&heap, i);
            count--;
        } else if (step % (10 * MANY) < 6 * MANY || next_random(&state) % 3 == 0) {
            add(&heap, i, &state);
            count++;
        }
        assert_int_equal(heap.count, count);
        if (step % 7 == 0) assert_int_equal(chanc_heap_when(&heap), earliest());
    }
    while (heap.count > 0) {
        assert_int_equal(chanc_heap_when(&heap), earliest());
        remove_one(&heap, (int)(chanc_heap_first(&heap) - timers));
    }
    assert_null(chanc_heap_first(&heap));
    assert_int_equal(chanc_heap_when(&heap), INT64_MAX);
    free(heap.memory);
}

static void memory_that_came_too_late_is_given_back(void **unused) {
    struct chanc_heap heap = {0};
    size_t size = chanc_heap_more(&heap);
    void *first = malloc(size), *second = malloc(size);
    (void)unused;
    assert_null(chanc_heap_move(&heap, first, size));
    assert_ptr_equal(chanc_heap_move(&heap, second, size),
                     second); /* another made room meanwhile */
    free(second);
    free(heap.memory);
}

int main(void) {
    const struct CMUnitTest all[] = {
        cmocka_unit_test(the_first_is_always_the_earliest),
        cmocka_unit_test(memory_that_came_too_late_is_given_back),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
