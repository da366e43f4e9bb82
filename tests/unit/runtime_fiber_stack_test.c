/* Stacks: recycled, guarded in each of the ways that kernels know, given back; and what goroutines
 * may do with them. */
#include "runtime_test.h"

#if CHANC_HAS_CONTEXT
#include "stack.h"

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>

static const enum chanc_stack_guard ways[] = {CHANC_GUARD_TOGETHER, CHANC_GUARD_EACH,
                                              CHANC_GUARD_PROTECT};

static void a_stack_is_found_by_any_address_inside(void **state) {
    struct chanc_cache cache = {0};
    char *low = chanc_supply_take(&chanc_stacks, &cache);
    size_t size = chanc_stack_size();
    (void)state;
    assert_non_null(low);
    assert_ptr_equal(chanc_stack_find(low), low);
    assert_ptr_equal(chanc_stack_find(low + size - 1), low);
    assert_null(chanc_stack_find(&cache));
    chanc_supply_give(&chanc_stacks, &cache, low);
    chanc_supply_drain(&chanc_stacks, &cache);
}

static void stacks_are_recycled_and_distinct(void **state) {
    enum { MANY = 300 };
    static char *taken[MANY];
    struct chanc_cache cache = {0};
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < MANY; i++) {
            taken[i] = chanc_supply_take(&chanc_stacks, &cache);
            assert_non_null(taken[i]);
            taken[i][chanc_stack_size() - 1] = (char)i;
        }
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(taken[i][chanc_stack_size() - 1], (char)i);
            chanc_supply_give(&chanc_stacks, &cache, taken[i]);
        }
    }
    chanc_supply_drain(&chanc_stacks, &cache);
}

/* Whether the kernel follows advice for lists of this process's memory, which stack.c gives. */
static bool takes_lists(int advice) {
    enum { PAGES = 64 * 1024 };
    void *pages = mmap(NULL, PAGES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec list = {pages, PAGES};
    bool done = syscall(SYS_process_madvise, -10000, &list, 1, advice, 0) == PAGES;
    munmap(pages, PAGES);
    return done;
}

/* Where many stacks are in use new ones come with the page that is used first. */
static void of_many_the_first_page_is_there(void **state) {
    enum { MANY = 300, GUARD_INSTALL = 102, POPULATE_WRITE = 23 };
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct chanc_cache cache = {0};
    unsigned char there = 0;
    char *low;
    (void)state;
    if (!takes_lists(GUARD_INSTALL) || !takes_lists(POPULATE_WRITE)) skip();
    for (int i = 0; i < MANY; i++) low = chanc_supply_take(&chanc_stacks, &cache);
    assert_int_equal(mincore(low + chanc_stack_size() - page, page, &there), 0);
    assert_int_equal(there & 1, 1);
    assert_int_equal(mincore(low + chanc_stack_size() - 2 * page, page, &there), 0);
    assert_int_equal(there & 1, 0);
    chanc_supply_drain(&chanc_stacks, &cache);
}

static void memory_of_unused_stacks_is_given_back(void **state) {
    struct chanc_cache cache = {0};
    char *low = chanc_supply_take(&chanc_stacks, &cache);
    (void)state;
    low[chanc_stack_size() / 2] = 1;
    chanc_supply_give(&chanc_stacks, &cache, low);
    chanc_supply_drain(&chanc_stacks, &cache);
    while (chanc_stack_trim()) continue;
    assert_int_equal(low[chanc_stack_size() / 2], 0);
}

static _Atomic bool trims;

static void *trim(void *unused) {
    while (trims) chanc_stack_trim();
    return unused;
}

/* Of stacks in use nothing is lost while the memory of others is given back. */
static void trimming_spares_what_is_in_use(void **state) {
    enum { MANY = 30, ROUNDS = 200, PAGE = 4096 };
    pthread_t trimmer;
    (void)state;
    trims = true;
    assert_int_equal(pthread_create(&trimmer, NULL, trim, NULL), 0);
    for (int round = 0; round < ROUNDS; round++) {
        char *taken[MANY];
        struct chanc_cache cache = {0};
        for (int i = 0; i < MANY; i++) {
            taken[i] = chanc_supply_take(&chanc_stacks, &cache);
            assert_non_null(taken[i]);
            for (size_t at = CHANC_STACK_GUARD; at < chanc_stack_size(); at += PAGE)
                taken[i][at] = (char)(i + 1);
        }
        for (int i = 0; i < MANY; i++) {
            for (size_t at = CHANC_STACK_GUARD; at < chanc_stack_size(); at += PAGE)
                assert_int_equal(taken[i][at], (char)(i + 1));
            chanc_supply_give(&chanc_stacks, &cache, taken[i]);
        }
        chanc_supply_drain(&chanc_stacks, &cache);
        sched_yield();
    }
    trims = false;
    pthread_join(trimmer, NULL);
}

/* How a child ends that writes there. */
static int status_of_writing(char *to) {
    pid_t child = fork();
    if (child == 0) {
        signal(SIGSEGV, SIG_DFL);
        *(volatile char *)to = 1;
        _exit(0);
    }
    return status_of(child);
}

static void guards_fault_whatever_the_kernel_knows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct chanc_cache cache = {0};
        char *low;
        chanc_stack_guard_by(ways[i]);
        for (int fresh = 0; fresh < 200; fresh++) low = chanc_supply_take(&chanc_stacks, &cache);
        assert_int_equal(status_of_writing(low), 128 + SIGSEGV);
        assert_int_equal(status_of_writing(low + CHANC_STACK_GUARD - 1), 128 + SIGSEGV);
        assert_int_equal(status_of_writing(low + CHANC_STACK_GUARD), 0);
        assert_int_equal(status_of_writing(low + chanc_stack_size() - 1), 0);
        chanc_supply_drain(&chanc_stacks, &cache);
    }
    chanc_stack_guard_by(CHANC_GUARD_TOGETHER);
}

/* Whether a child that takes stacks until there are no more is told of `limit`. */
static bool is_told_of(const char *limit) {
    pid_t child = fork();
    if (child == 0) {
        struct chanc_cache cache = {0};
        while (chanc_supply_take(&chanc_stacks, &cache) != NULL) continue;
        _exit(strstr(chanc_stack_limit(), limit) != NULL ? 0 : 1);
    }
    return status_of(child) == 0;
}

static void the_limit_that_was_met_is_named(void **state) {
    struct rlimit before, low;
    (void)state;
    getrlimit(RLIMIT_AS, &before);
    low = before;
    low.rlim_cur = (rlim_t)1 << 30;
    if (!ADDRESS_SANITIZER && !THREAD_SANITIZER) { /* which have reserved more than that */
        setrlimit(RLIMIT_AS, &low);
        assert_true(is_told_of("ulimit -v"));
        setrlimit(RLIMIT_AS, &before);
    }
    chanc_stack_guard_by(CHANC_GUARD_PROTECT);
    assert_true(is_told_of("vm.max_map_count"));
    chanc_stack_guard_by(CHANC_GUARD_TOGETHER);
}

/* --- contexts ---------------------------------------------------------------------------------------- */

static struct chanc_context outside, inside;
static uint32_t left;
static int steps;

static void step(void *argument) {
    int *count = argument;
    for (;;) {
        double kept = *count + 0.5;
        inside.result = (uintptr_t)++ * count;
        left = 1;
        assert_int_equal(chanc_context_switch(&inside, &outside, &left), *count);
        assert_int_equal(left, 0);
        assert_true(kept == *count - 0.5);
    }
}

static void contexts_take_turns(void **state) {
    struct chanc_cache cache = {0};
    char *low = chanc_supply_take(&chanc_stacks, &cache);
    (void)state;
    chanc_context_make(&inside, low + chanc_stack_size(), step, &steps, chanc_context_control());
    for (int i = 1; i <= 10; i++) {
        outside.result = (uintptr_t)i * 10;
        left = 1;
        assert_int_equal(chanc_context_switch(&outside, &inside, &left), i * 10);
        assert_int_equal(steps, i);
        assert_int_equal(left, 0);
    }
}

int main(void) {
    const struct CMUnitTest all[] = {
        cmocka_unit_test(a_stack_is_found_by_any_address_inside),
        cmocka_unit_test(of_many_the_first_page_is_there),
        cmocka_unit_test(stacks_are_recycled_and_distinct),
        cmocka_unit_test(memory_of_unused_stacks_is_given_back),
        cmocka_unit_test(trimming_spares_what_is_in_use),
        cmocka_unit_test(guards_fault_whatever_the_kernel_knows),
        cmocka_unit_test(the_limit_that_was_met_is_named),
        cmocka_unit_test(contexts_take_turns),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

#else

int main(void) {
    return 0;
}

#endif
