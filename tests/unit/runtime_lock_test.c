/* The lock word, where its holder is kept off: who waits gives way, whoever it is. */
#include "runtime_test.h"

#include "hold.h"
#include "sched.h"

#include <pthread.h>

enum { HELD = 50 }; /* ms, long enough for all tries */

static _Atomic uint32_t word;
static int guarded; /* by `word` */

/* A thread that runs no goroutine, as the one that keeps the timers. */
static void *add_one(void *unused) {
    chanc_lock(&word);
    guarded++;
    chanc_unlock(&word);
    return unused;
}

static void add_while_held(void) {
    pthread_t threads[3];
    chanc_lock(&word);
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_one, NULL), 0);
    usleep(HELD * 1000);
    guarded = 0;
    chanc_unlock(&word);
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(guarded, 3);
}

static void a_holder_may_be_kept_off(void **unused) {
    (void)unused;
    add_while_held();
}

static void so_it_may_while_the_program_ends(void **unused) {
    static struct chanc_g ender;
    (void)unused;
    chanc_ender = &ender;
    atomic_store(&chanc_ending, true);
    add_while_held();
    atomic_store(&chanc_ending, false);
    chanc_ender = NULL;
    chanc_hold_forget();
}

static void *add_one_and_be_cancelled(void *unused) {
    add_one(unused);
    pthread_testcancel();
    return unused;
}

/* Not a thread that is in queues, and waits for a lock to leave them. */
static void who_waits_is_not_cancelled(void **unused) {
    pthread_t thread;
    void *result;
    (void)unused;
    guarded = 0;
    chanc_lock(&word);
    assert_int_equal(pthread_create(&thread, NULL, add_one_and_be_cancelled, NULL), 0);
    usleep(HELD * 1000);
    assert_int_equal(pthread_cancel(thread), 0);
    usleep(HELD * 1000);
    chanc_unlock(&word);
    assert_int_equal(pthread_join(thread, &result), 0);
    assert_ptr_equal(result, PTHREAD_CANCELED);
    assert_int_equal(guarded, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_holder_may_be_kept_off),
        cmocka_unit_test(so_it_may_while_the_program_ends),
        cmocka_unit_test(who_waits_is_not_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
