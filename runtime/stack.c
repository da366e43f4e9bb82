/* stack.c - reserves, guards and recycles stacks; see stack.h.
 *
 * Memory is reserved in regions of many stacks and costs nothing until touched.
 *
 * Guards: one MADV_GUARD_INSTALL for a whole batch where the kernel has it (Linux 6.13): it
 * splits no mapping, so that a million stacks are one. On older kernels each guard is protected by
 * itself, which costs two mappings a stack: some 32,000 stacks, then there are no more and
 * chanc_stack_limit names the setting.
 *
 * Invariants
 *  - Regions are only added, never removed, and complete before they are in the list: a signal
 *    handler reads the list without the lock.
 *  - A stack is in exactly one place: in use, unused (supply.h), or not yet carved from its region.
 *  - A stack that was carved is guarded.
 *  - The lock of `chanc_stacks` protects regions, and how to guard.
 */
#include "stack.h"

#include "report.h"
#include "sanitize.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif
#define THIS_PROCESS (-10000) /* in place of a pidfd; Linux 6.14 */

enum {
    FIRST_REGION = 64,     /* stacks in the first region; each next one has twice as many */
    LARGEST_REGION = 4096, /* ... up to this */
    FIRST_CARVED = 8,      /* stacks carved at once from a region that few were carved from */
    USUAL_STACK = 256 * 1024,
    /* The least has room for a small guard and a printf; no page is larger. */
    STACK_UNIT = 64 * 1024,
    /* What a guard takes that would leave nothing of the least: on top of what was asked for. */
    GUARD_ON_TOP = CHANC_STACK_GUARD < STACK_UNIT ? 0 : CHANC_STACK_GUARD
};

struct region {
    struct region *next; /* the one reserved before */
    char *start;         /* the low end of the first */
    size_t stacks;       /* how many it has room for */
    size_t carved;       /* how many were carved so far, from the start */
};

static _Atomic(struct region *) regions;  /* newest first; only it is carved from */
static enum chanc_stack_guard best_guard; /* the best way to guard that has not failed yet */
static _Atomic bool many; /* as many are in use as let us expect more; and the kernel takes lists */
static _Atomic bool
    unguarded; /* the last that were reserved could not be given two mappings each */

/* --- sizes --- */

static size_t size_from_environment(void) {
    const char *text = chanc_setting("CHANC_STACK");
    if (text == NULL) return USUAL_STACK;
    char *end;
    unsigned long long number = strtoull(text, &end, 10); /* one out of range is the largest */
    unsigned unit = *end == 'K' || *end == 'k' ? 10 : *end == 'M' || *end == 'm' ? 20 : 0;
    bool ends = end[unit > 0] == '\0';
    if (ends && number > 0 && number <= SIZE_MAX / 4 >> unit)
        return (((size_t)number << unit) + STACK_UNIT - 1) / STACK_UNIT * STACK_UNIT;
    chanc_setting_ignored("CHANC_STACK", text, "a number of bytes, K after it for KiB, M for MiB");
    return USUAL_STACK;
}

size_t chanc_stack_size(void) {
    static _Atomic size_t known;
    /* Relaxed: all threads work out the same number, and nothing else hangs on it. */
    size_t size = chanc_get(known);
    if (size == 0) {
        size = size_from_environment() + GUARD_ON_TOP;
        chanc_set(known, size);
    }
    return size;
}

/* --- regions --- */

/* Memory for so many stacks; NULL with errno. */
static char *reserve(size_t stacks) {
    size_t bytes;
    if (__builtin_mul_overflow(stacks, chanc_stack_size(), &bytes)) bytes = SIZE_MAX; /* refused */
    char *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (start == MAP_FAILED) return NULL;
    madvise(start, bytes, MADV_NOHUGEPAGE); /* else the first touch takes 2 MiB */
    return start;
}

/* Adds a region, of fewer stacks where there is no room for more; false with errno. */
static bool add_region(void) {
    struct region *last = chanc_get(regions);
    size_t stacks = last == NULL ? FIRST_REGION : last->stacks * 2;
    if (stacks > LARGEST_REGION) stacks = LARGEST_REGION;
    struct region *region = malloc(sizeof *region);
    if (region == NULL) return false;
    char *start;
    while ((start = reserve(stacks)) == NULL && stacks > 1) stacks /= 2;
    if (start == NULL) {
        free(region);
        return false;
    }
    region->next = last;
    region->start = start;
    region->stacks = stacks;
    region->carved = 0;
    /* Release: chanc_stack_find, in a signal handler of any thread, sees it complete. */
    atomic_store_explicit(&regions, region, memory_order_release);
    return true;
}

void *chanc_stack_find(const void *address) {
    size_t size = chanc_stack_size();
    /* Acquire: see add_region. */
    for (struct region *region = atomic_load_explicit(&regions, memory_order_acquire);
         region != NULL; region = region->next) {
        size_t offset = (uintptr_t)address - (uintptr_t)region->start;
        if (offset < region->stacks * size) return region->start + offset / size * size;
    }
    return NULL;
}

/* --- guards --- */

/* Whether the guard that begins here is there: emulators take advice that they do not follow. */
static bool is_guard(const char *low) {
    return syscall(SYS_faccessat, AT_FDCWD, low, F_OK) < 0 && errno == EFAULT;
}

/* One call for all the guards. */
static bool guard_together(char *start, unsigned count) {
    struct iovec guards[CHANC_BATCH];
    for (unsigned i = 0; i < count; i++)
        guards[i] = (struct iovec){start + i * chanc_stack_size(), CHANC_STACK_GUARD};
    long done = syscall(SYS_process_madvise, THIS_PROCESS, guards, count, MADV_GUARD_INSTALL, 0);
    return done == (long)(count * CHANC_STACK_GUARD) && is_guard(start);
}

static bool guard_one(char *low, enum chanc_stack_guard how) {
    if (how == CHANC_GUARD_EACH)
        return madvise(low, CHANC_STACK_GUARD, MADV_GUARD_INSTALL) == 0 && is_guard(low);
    return mprotect(low, CHANC_STACK_GUARD, PROT_NONE) == 0;
}

/* Guards `count` stacks from `start` on, in the best way that works here; how many it could. */
static unsigned guard(char *start, unsigned count) {
    if (best_guard == CHANC_GUARD_TOGETHER) {
        if (guard_together(start, count)) return count;
        best_guard = CHANC_GUARD_EACH;
    }
    unsigned done = 0;
    while (done < count) {
        if (guard_one(start + done * chanc_stack_size(), best_guard)) {
            done++;
        } else if (best_guard == CHANC_GUARD_EACH && errno != ENOMEM) {
            best_guard = CHANC_GUARD_PROTECT;
        } else {
            break;
        }
    }
    return done;
}

void chanc_stack_guard_by(enum chanc_stack_guard guard_kind) {
    pthread_mutex_lock(&chanc_stacks.lock);
    best_guard = guard_kind;
    pthread_mutex_unlock(&chanc_stacks.lock);
}

/* Stacks never used before. */
static unsigned carve(void **stacks) {
    struct region *region = chanc_get(regions);
    chanc_set(unguarded, false);
    if (region == NULL || region->carved == region->stacks) {
        if (!add_region()) return 0;
        region = chanc_get(regions);
    }
    unsigned want = region->next == NULL ? FIRST_CARVED : CHANC_BATCH;
    if (want > region->stacks - region->carved) want = (unsigned)(region->stacks - region->carved);
    char *start = region->start + region->carved * chanc_stack_size();
    unsigned got = guard(start, want);
    chanc_set(unguarded, got == 0 && best_guard == CHANC_GUARD_PROTECT);
    region->carved += got;
    chanc_set(many, region->next != NULL && best_guard == CHANC_GUARD_TOGETHER);
    for (unsigned i = 0; i < got; i++) stacks[i] = start + (got - 1 - i) * chanc_stack_size();
    if (got > 0) chanc_sanitize_root(start, got * chanc_stack_size());
    return got;
}

/* --- memory --- */

/* Has the kernel provide the uppermost page of each stack, in one call, which costs less than as many faults: half of
 * all that a goroutine costs that blocks at once, where a virtual machine makes faults dear. What the kernel does not do
 * here it does at the first touch. */
static void populate(void *const *stacks, unsigned count) {
    if (!chanc_get(many)) return;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct iovec tops[CHANC_BATCH];
    for (unsigned i = 0; i < count; i++)
        tops[i] = (struct iovec){(char *)stacks[i] + chanc_stack_size() - page, page};
    syscall(SYS_process_madvise, THIS_PROCESS, tops, count, MADV_POPULATE_WRITE, 0);
}

static void drop_memory(void *low) {
    madvise((char *)low + CHANC_STACK_GUARD, chanc_stack_size() - CHANC_STACK_GUARD, MADV_DONTNEED);
}

struct chanc_depot chanc_stacks = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .make = carve, .prepare = populate};

bool chanc_stack_trim(void) {
    struct chanc_batch *oldest = NULL;
    pthread_mutex_lock(&chanc_stacks.lock);
    for (struct chanc_batch *b = chanc_stacks.batches; b != NULL; b = b->next)
        if (b->touched) oldest = b;
    chanc_stacks.trimmed = oldest;
    pthread_mutex_unlock(&chanc_stacks.lock);
    if (oldest == NULL) return false;
    /* Without the lock: this may take a millisecond. */
    for (unsigned i = 0; i < oldest->count; i++) drop_memory(oldest->items[i]);
    pthread_mutex_lock(&chanc_stacks.lock);
    oldest->touched = false;
    chanc_stacks.trimmed = NULL;
    pthread_mutex_unlock(&chanc_stacks.lock);
    return true;
}

/* --- limits --- */

const char *chanc_stack_limit(void) {
    if (chanc_get(unguarded))
        return "the limit is vm.max_map_count: this kernel has no cheap guards, so that each "
               "goroutine takes two mappings";
    return "no more memory may be reserved (ulimit -v, vm.overcommit_memory; CHANC_STACK sets how "
           "much a goroutine reserves)";
}
