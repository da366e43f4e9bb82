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

static void add(struct chanc_heap *heap, int i, uint32_t *state) {
    timers[i].when = next_random(state) % (MANY / 2); /* some are equal */
    told[i] = next_random(state) % 2;
    added[i] = true;
    assert_true(chanc_heap_add(heap, &timers[i], told[i]));
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
    free(heap.at);
}

int main(void) {
    const struct CMUnitTest all[] = {
        cmocka_unit_test(the_first_is_always_the_earliest),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
