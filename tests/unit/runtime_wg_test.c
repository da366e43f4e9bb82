/* Wait groups. */
#include "runtime_test.h"

#include <stdatomic.h>

struct work {
    chanc_wg *group;
    _Atomic int *count;
    int ns;
};

static void work(void *p) {
    struct work *w = p;
    if (w->ns) chanc_sleep(w->ns);
    atomic_fetch_add(w->count, 1);
    chanc_wg_done(w->group);
}

static void wait_of_none_returns(void) {
    chanc_wg group = {0};
    chanc_wg_wait(&group);
    chanc_wg_add(&group, 0);
    chanc_wg_wait(&group);
}

static void wait_is_for_all(void) {
    for (int round = 0; round < 50; round++) {
        chanc_wg group = {0};
        _Atomic int count = 0;
        chanc_wg_add(&group, 20);
        for (int i = 0; i < 20; i++) GO(work, (struct work){&group, &count, round % 2 * i * 10000});
        chanc_wg_wait(&group);
        EXPECT_EQUAL(atomic_load(&count), 20);
    }
}

static void wait_and_work(void *p) {
    struct work *w = p;
    chanc_wg_wait(w->group);
    atomic_fetch_add(w->count, 1);
}

static void many_may_wait(void) {
    chanc_wg group = {0};
    _Atomic int count = 0;
    chanc_wg_add(&group, 1);
    for (int i = 0; i < 20; i++) GO(wait_and_work, (struct work){&group, &count, 0});
    chanc_sleep(2 * MILLISECOND);
    EXPECT_EQUAL(atomic_load(&count), 0);
    chanc_wg_add(&group, 3);
    chanc_wg_add(&group, -4);
    while (atomic_load(&count) != 20) chanc_yield();
}

static void functions_have_addresses(void) {
    void (*add)(chanc_wg *, int) = chanc_wg_add;
    void (*done)(chanc_wg *) = chanc_wg_done;
    void (*wait)(chanc_wg *) = chanc_wg_wait;
    chanc_wg group = {0};
    add(&group, 2);
    done(&group);
    done(&group);
    wait(&group);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(wait_of_none_returns),
        TEST(wait_is_for_all),
        TEST(many_may_wait),
        TEST(functions_have_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, all_tests);
}
