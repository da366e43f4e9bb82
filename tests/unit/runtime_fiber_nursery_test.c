/* The nursery: the latest first, the earliest to thieves and to the queue, and each exactly once
 * while its owner and thieves take at the same time. */
#include "runtime_test.h"

#if CHANC_HAVE_FIBERS
#include "nursery.h"

enum { MANY = 20000, THIEVES = 2 };

static struct chanc_nursery nursery;
static struct chanc_runq queue;
static struct chanc_g goroutines[MANY];
static _Atomic int taken[MANY];
static _Atomic bool ended;

static void empty_all(void) {
    while (chanc_nursery_take(&nursery) != NULL) continue;
    while (chanc_runq_pop(&queue) != NULL) continue;
}

static void the_latest_comes_first_for_the_owner(void **unused) {
    (void)unused;
    for (int i = 0; i < CHANC_NURSERY; i++) chanc_nursery_add(&nursery, &goroutines[i], &queue);
    assert_int_equal(chanc_nursery_length(&nursery), CHANC_NURSERY);
    assert_ptr_equal(chanc_nursery_steal(&nursery), &goroutines[0]);
    for (int i = CHANC_NURSERY - 1; i > 0; i--)
        assert_ptr_equal(chanc_nursery_take(&nursery), &goroutines[i]);
    assert_null(chanc_nursery_take(&nursery));
    assert_null(chanc_nursery_steal(&nursery));
    assert_null(chanc_runq_pop(&queue));
}

static void the_earlier_half_makes_room(void **unused) {
    (void)unused;
    for (int i = 0; i <= CHANC_NURSERY; i++) chanc_nursery_add(&nursery, &goroutines[i], &queue);
    for (int i = 0; i < CHANC_NURSERY / 2; i++)
        assert_ptr_equal(chanc_runq_pop(&queue), &goroutines[i]);
    for (int i = CHANC_NURSERY; i >= CHANC_NURSERY / 2; i--)
        assert_ptr_equal(chanc_nursery_take(&nursery), &goroutines[i]);
    empty_all();
}

static void note(struct chanc_g *g) {
    if (g != NULL) atomic_fetch_add(&taken[g - goroutines], 1);
}

static void *steal(void *unused) {
    (void)unused;
    while (!ended) note(chanc_nursery_steal(&nursery));
    return NULL;
}

static void each_is_taken_once(void **unused) {
    pthread_t thieves[THIEVES];
    uint32_t random = 1;
    (void)unused;
    for (int i = 0; i < THIEVES; i++)
        assert_int_equal(pthread_create(&thieves[i], NULL, steal, NULL), 0);
    for (int i = 0; i < MANY;) {
        random = random * 1664525U + 1013904223U;
        if (random >> 30 != 0)
            chanc_nursery_add(&nursery, &goroutines[i++], &queue);
        else
            for (uint32_t n = random >> 26 & 15; n > 0; n--) note(chanc_nursery_take(&nursery));
    }
    for (struct chanc_g *g; (g = chanc_nursery_take(&nursery)) != NULL;) note(g);
    ended = true;
    for (int i = 0; i < THIEVES; i++) pthread_join(thieves[i], NULL);
    for (struct chanc_g *g; (g = chanc_runq_pop(&queue)) != NULL;) note(g);
    for (int i = 0; i < MANY; i++) assert_int_equal(taken[i], 1);
}

int main(void) {
    const struct CMUnitTest all[] = {
        cmocka_unit_test(the_latest_comes_first_for_the_owner),
        cmocka_unit_test(the_earlier_half_makes_room),
        cmocka_unit_test(each_is_taken_once),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

#else

int main(void) {
    return 0;
}

#endif
