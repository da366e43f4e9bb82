/* Goroutines on stacks of their own: nobody is held up by who blocks in the kernel, computes, or
 * talks without end; what belongs to a goroutine stays with it when it changes threads. */
#include "runtime_test.h"
#include "stack.h"

#include <dirent.h>
#include <sys/mman.h>

/* Generous: the machine may be busy with other things. Without help it would be for ever. */
static const int64_t SOON = 2000 * MILLISECOND;

static int count_threads(void) {
    DIR *tasks = opendir("/proc/self/task");
    int n = 0;
    EXPECT(tasks != NULL);
    for (struct dirent *entry; (entry = readdir(tasks));) n += entry->d_name[0] != '.';
    closedir(tasks);
    return n;
}

/* Waits until there are no more threads than that. */
static void expect_threads_at_most(int n) {
    int64_t start = chanc_now();
    while (count_threads() > n) {
        EXPECT(chanc_now() - start < 4 * SOON);
        chanc_sleep(10 * MILLISECOND);
    }
}

/* --- blocking calls --------------------------------------------------------------------------- */

struct reader {
    int fd;
    chanc_chan *done;
};

static void read_byte(void *p) {
    struct reader *r = p;
    char byte;
    EXPECT_EQUAL(read(r->fd, &byte, 1), 1);
    SEND(r->done, 1);
}

struct pair {
    chanc_chan *there;
    chanc_chan *back;
};

static void answer(void *p) {
    struct pair *t = p;
    int v;
    while (chanc_next(t->there, &v, CHANC_AT)) SEND(t->back, v + 1);
    CLOSE(t->back);
}

/* Two goroutines go on talking, without a pause longer than SOON. */
static void expect_progress(int messages) {
    struct pair t = {MAKE(0), MAKE(0)};
    GO(answer, t);
    for (int i = 0; i < messages; i++) {
        int64_t start = chanc_now();
        SEND(t.there, i);
        EXPECT_EQUAL(RECV(t.back), i + 1);
        EXPECT(chanc_now() - start < SOON);
    }
    CLOSE(t.there);
    EXPECT(!chanc_recv_ok(t.back, NULL, CHANC_AT));
    FREE(t.there);
    FREE(t.back);
}

static void reads_that_block_hold_nobody_up(void) {
    enum { READERS = 64 };
    struct reader r = {.done = MAKE(0)};
    int ends[2], before = count_threads();
    char bytes[READERS] = "";
    EXPECT_EQUAL(pipe(ends), 0);
    r.fd = ends[0];
    for (int i = 0; i < READERS; i++) GO(read_byte, r);
    expect_progress(1000);
    chanc_sleep(30 * MILLISECOND);
    expect_progress(1000);
    EXPECT_EQUAL(write(ends[1], bytes, READERS), READERS);
    for (int i = 0; i < READERS; i++) RECV(r.done);
    FREE(r.done);
    close(ends[0]);
    close(ends[1]);
    if (chanc_fibers) expect_threads_at_most(before + chanc_procs(0) + 1);
}

struct crowd {
    _Atomic int *here;
    int size;
    chanc_chan *done;
};

/* Computes until all are there, which takes as many workers. */
static void gather(void *p) {
    struct crowd *c = p;
    for (++*c->here; *c->here < c->size;) continue;
    SEND(c->done, 1);
}

static void fewer_workers_need_fewer_threads(void) {
    enum { MANY = 8 };
    _Atomic int here = 0;
    int places, before = count_threads();
    if (!chanc_fibers) return;
    struct crowd c = {&here, MANY, MAKE(0)};
    places = chanc_procs(MANY);
    for (int i = 0; i < MANY; i++) GO(gather, c);
    for (int i = 0; i < MANY; i++) RECV(c.done);
    chanc_sleep(100 * MILLISECOND);
    chanc_procs(places < 2 ? places : 2);
    expect_threads_at_most(before + chanc_procs(0) + 1);
    chanc_procs(places);
    FREE(c.done);
}

struct flag {
    _Atomic bool *set;
    chanc_chan *done;
};

static void compute_until(void *p) {
    struct flag *f = p;
    while (!atomic_load_explicit(f->set, memory_order_relaxed)) continue;
    SEND(f->done, 1);
}

static void loops_that_compute_hold_nobody_up(void) {
    _Atomic bool set = false;
    struct flag f = {&set, MAKE(0)};
    for (int i = 0; i < 3; i++) GO(compute_until, f);
    chanc_yield();
    chanc_sleep(MILLISECOND);
    expect_progress(100);
    atomic_store(&set, true);
    for (int i = 0; i < 3; i++) RECV(f.done);
    FREE(f.done);
}

/* --- fairness --------------------------------------------------------------------------------- */

static void talk_until(void *p) {
    struct flag *f = p;
    struct pair t = {MAKE(0), MAKE(0)};
    GO(answer, t);
    while (!atomic_load_explicit(f->set, memory_order_relaxed)) {
        SEND(t.there, 1);
        RECV(t.back);
    }
    CLOSE(t.there);
    EXPECT(!chanc_recv_ok(t.back, NULL, CHANC_AT));
    FREE(t.there);
    FREE(t.back);
    SEND(f->done, 1);
}

static void yield_often(void *p) {
    struct flag *f = p;
    for (int i = 0; i < 100; i++) chanc_yield();
    SEND(f->done, 2);
}

static void pairs_that_feed_themselves_starve_nobody(void) {
    _Atomic bool set = false;
    struct flag f = {&set, MAKE(0)};
    int before = chanc_procs(1);
    for (int i = 0; i < 3; i++) GO(talk_until, f);
    for (int i = 0; i < 10; i++) GO(yield_often, f);
    for (int i = 0; i < 10; i++) EXPECT_EQUAL(RECV(f.done), 2);
    chanc_sleep(MILLISECOND); /* a timer among them */
    atomic_store(&set, true);
    for (int i = 0; i < 3; i++) EXPECT_EQUAL(RECV(f.done), 1);
    chanc_procs(before);
    FREE(f.done);
}

static void work_is_shared_among_workers(void) {
    struct flag f[2];
    _Atomic bool set[2] = {false, false};
    if (chanc_fibers && chanc_procs(0) < 2) return;
    for (int i = 0; i < 2; i++) {
        f[i] = (struct flag){&set[i], MAKE(0)};
        GO(compute_until, f[i]);
    }
    chanc_sleep(20 * MILLISECOND);
    for (int i = 0; i < 2; i++) {
        atomic_store(&set[i], true);
        RECV(f[i].done);
        FREE(f[i].done);
    }
}

/* --- what is a goroutine's own ---------------------------------------------------------------- */

struct keeper {
    int number;
    chanc_chan *c;
    chanc_chan *done;
};

static int *errno_now(void) {
    return chanc_errno_location();
}

static void keep_errno(void *p) {
    struct keeper *k = p;
    for (int i = 0; i < 300; i++) {
        *errno_now() = k->number;
        if (i % 3 == 0)
            chanc_yield();
        else if (i % 3 == 1)
            SEND(k->c, i);
        else
            chanc_sleep(1000);
        EXPECT_EQUAL(*errno_now(), k->number);
        for (volatile int spin = 0; spin < 2000; spin++) continue;
    }
    SEND(k->done, 1);
}

static void drain(void *p) {
    struct keeper *k = p;
    while (chanc_next(k->c, NULL, CHANC_AT)) continue;
    SEND(k->done, 1);
}

static void errno_stays_with_the_goroutine(void) {
    enum { KEEPERS = 20 };
    struct keeper k = {.c = MAKE(0), .done = MAKE(0)};
    GO(drain, k);
    for (k.number = 1; k.number <= KEEPERS; k.number++) GO(keep_errno, k);
    for (int i = 0; i < KEEPERS; i++) RECV(k.done);
    CLOSE(k.c);
    RECV(k.done);
    FREE(k.c);
    FREE(k.done);
}

#if CHANC_HAS_CONTEXT
#if defined(__x86_64__)
static const uint64_t UPWARD = (uint64_t)0x800 << 32 | 0x4000,
                      DOWNWARD = (uint64_t)0x400 << 32 | 0x2000;
#else
static const uint64_t UPWARD = 1 << 22, DOWNWARD = 2 << 22;
#endif

static void keep_rounding(void *p) {
    struct keeper *k = p;
    uint64_t usual = chanc_context_control(), mine = usual | (k->number % 2 ? UPWARD : DOWNWARD);
    EXPECT_EQUAL(usual & (UPWARD | DOWNWARD), 0);
    chanc_context_set_control(mine);
    for (int i = 0; i < 100; i++) {
        chanc_yield();
        EXPECT_EQUAL(chanc_context_control(), mine);
    }
    SEND(k->done, 1);
}

static void rounding_stays_with_the_goroutine(void) {
    uint64_t usual = chanc_context_control();
    if (!chanc_fibers) return;
    struct keeper k = {.done = MAKE(0)};
    for (k.number = 0; k.number < 10; k.number++) GO(keep_rounding, k);
    for (int i = 0; i < 10; i++) RECV(k.done);
    EXPECT_EQUAL(chanc_context_control(), usual);
    FREE(k.done);
}
#endif

/* --- numbers ---------------------------------------------------------------------------------- */

static void procs_can_be_changed(void) {
    int before = chanc_procs(3);
    if (!chanc_fibers) return;
    EXPECT_EQUAL(chanc_procs(0), 3);
    expect_progress(100);
    EXPECT_EQUAL(chanc_procs(1), 3);
    expect_progress(100);
    EXPECT_EQUAL(chanc_procs(before), 1);
    expect_progress(100);
}

enum { MANY = ADDRESS_SANITIZER ? 500 : 20000 };

static char *stacks[MANY]; /* of those that wait, by their low ends */
static _Atomic unsigned waiting;

static void wait_for_end(void *p) {
    struct pair *t = p;
    stacks[waiting++] = chanc_stack_find(&t);
    SEND(t->back, 1);
    EXPECT(!chanc_recv_ok(t->there, NULL, CHANC_AT));
    SEND(t->back, 2);
}

/* How many pages of a stack hold memory. */
static unsigned resident_pages(char *low) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), pages = chanc_stack_size() / page;
    unsigned char present[pages];
    unsigned count = 0;
    EXPECT_EQUAL(mincore(low, chanc_stack_size(), present), 0);
    for (size_t i = 0; i < pages; i++) count += present[i] & 1;
    return count;
}

/* But for the few stacks that were used before, and what seldom happens to who parks. */
static void expect_a_page_each(void) {
    unsigned pages = 0;
    for (int i = 0; i < MANY; i++) pages += resident_pages(stacks[i]);
    EXPECT(pages < MANY + MANY / 10);
}

static void blocked_goroutines_take_a_page_each(void) {
    if (!chanc_fibers) return;
    struct pair t = {MAKE(0), MAKE(100)};
    int64_t alone = chanc_goroutines();
    waiting = 0;
    for (int i = 0; i < MANY; i++) GO(wait_for_end, t);
    for (int i = 0; i < MANY; i++) EXPECT_EQUAL(RECV(t.back), 1);
    EXPECT(chanc_goroutines() >= MANY);
    if (!ADDRESS_SANITIZER) expect_a_page_each(); /* which needs more of every stack */
    CLOSE(t.there);
    for (int i = 0; i < MANY; i++) EXPECT_EQUAL(RECV(t.back), 2);
    while (chanc_goroutines() > alone) chanc_yield();
    FREE(t.there);
    FREE(t.back);
}

static int tests(void) {
    const struct CMUnitTest all[] = {
        TEST(reads_that_block_hold_nobody_up),
        TEST(fewer_workers_need_fewer_threads),
        TEST(loops_that_compute_hold_nobody_up),
        TEST(pairs_that_feed_themselves_starve_nobody),
        TEST(work_is_shared_among_workers),
        TEST(errno_stays_with_the_goroutine),
#if CHANC_HAS_CONTEXT
        TEST(rounding_stays_with_the_goroutine),
#endif
        TEST(procs_can_be_changed),
        TEST(blocked_goroutines_take_a_page_each),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, tests);
}
