/* stack.c - reserves, guards and recycles stacks; see stack.h.
 *
 * Memory is reserved in regions of many stacks and costs nothing until touched. Unused stacks are
 * kept in magazines: a worker has two of its own and exchanges them with the depot, which all
 * share, so that one lock is taken for many stacks.
 *
 * Guards: one MADV_GUARD_INSTALL for a whole magazine where the kernel has it (Linux 6.13): it
 * splits no mapping, so that a million stacks are one. On older kernels each guard is protected by
 * itself, which costs two mappings a stack: some 32,000 stacks, then chanc_stack_take fails and
 * chanc_stack_limit names the setting.
 *
 * Invariants
 *  - Regions are only added, never removed, and complete before they are in the list: a signal
 *    handler reads the list without the lock.
 *  - A stack is in exactly one place: in use, in one magazine, or not yet carved from its region.
 *  - A stack that was carved is guarded.
 *  - `depot.lock` protects the depot; nothing else is locked while it is held.
 */
#define _GNU_SOURCE
#include "stack.h"

#include "sanitize.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif
#define THIS_PROCESS (-10000) /* in place of a pidfd; Linux 6.14 */

enum {
    FIRST_REGION = 64,      /* stacks in the first region; each next one has twice as many */
    LARGEST_REGION = 4096,  /* ... up to this */
    FIRST_CARVED = 8,       /* stacks carved at once from a region that few were carved from */
    LEAST_STACK = 64 * 1024 /* room for the guard and a printf */
};

struct region {
    struct region *next; /* the one reserved before */
    char *start;         /* aligned to the size of a stack */
    size_t stacks;       /* how many it has room for */
    size_t carved;       /* how many were carved so far, from the start */
};

static struct {
    pthread_mutex_t lock;
    struct chanc_magazine *full;      /* with stacks in, most recently given first */
    struct chanc_magazine *empty;     /* without any */
    _Atomic(struct region *) regions; /* newest first; only it is carved from */
    enum chanc_stack_guard guard;     /* the best way to guard that has not failed yet */
} depot = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* --- sizes --- */

static size_t power_of_two_from(size_t least) {
    size_t power = LEAST_STACK;
    while (power < least && power <= SIZE_MAX / 4) power *= 2;
    return power;
}

static size_t size_from_environment(void) {
    const char *text = getenv("CHANC_STACK");
    if (text == NULL || *text < '0' || *text > '9') return 256 * 1024;
    char *end;
    errno = 0;
    unsigned long long size = strtoull(text, &end, 10);
    if (errno != 0 || size > SIZE_MAX >> 24) return 256 * 1024;
    if (*end == 'K' || *end == 'k') size *= 1024;
    if (*end == 'M' || *end == 'm') size *= 1024 * 1024;
    return power_of_two_from((size_t)size);
}

size_t chanc_stack_size(void) {
    static _Atomic size_t known;
    /* Relaxed: all threads work out the same number, and nothing else hangs on it. */
    size_t size = atomic_load_explicit(&known, memory_order_relaxed);
    if (size == 0) {
        size = size_from_environment();
        atomic_store_explicit(&known, size, memory_order_relaxed);
    }
    return size;
}

/* --- regions --- */

/* Reserves `bytes` aligned to a stack's size; NULL with errno. */
static char *reserve(size_t bytes) {
    size_t size = chanc_stack_size();
    char *all = mmap(NULL, bytes + size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (all == MAP_FAILED) return NULL;
    size_t before = -(uintptr_t)all & (size - 1);
    if (before > 0) munmap(all, before);
    munmap(all + before + bytes, size - before);
    madvise(all + before, bytes, MADV_NOHUGEPAGE); /* else the first touch takes 2 MiB */
    return all + before;
}

/* Adds a region, of fewer stacks where there is no room for more; false with errno. */
static bool add_region(void) {
    struct region *last = atomic_load_explicit(&depot.regions, memory_order_relaxed);
    size_t stacks = last == NULL ? FIRST_REGION : last->stacks * 2;
    if (stacks > LARGEST_REGION) stacks = LARGEST_REGION;
    struct region *region = malloc(sizeof *region);
    if (region == NULL) return false;
    char *start;
    while ((start = reserve(stacks * chanc_stack_size())) == NULL && stacks > 1) stacks /= 2;
    if (start == NULL) {
        free(region);
        return false;
    }
    region->next = last;
    region->start = start;
    region->stacks = stacks;
    region->carved = 0;
    /* Release: chanc_stack_find, in a signal handler of any thread, sees it complete. */
    atomic_store_explicit(&depot.regions, region, memory_order_release);
    return true;
}

void *chanc_stack_find(const void *address) {
    size_t size = chanc_stack_size();
    for (struct region *region = atomic_load_explicit(&depot.regions, memory_order_acquire);
         region != NULL; region = region->next) {
        size_t offset = (uintptr_t)address - (uintptr_t)region->start;
        if (offset < region->stacks * size) return region->start + (offset & -size);
    }
    return NULL;
}

/* --- guards --- */

/* One call for all the guards. */
static bool guard_together(char *start, unsigned count) {
    struct iovec guards[CHANC_MAGAZINE];
    for (unsigned i = 0; i < count; i++)
        guards[i] = (struct iovec){start + i * chanc_stack_size(), CHANC_STACK_GUARD};
    long done = syscall(SYS_process_madvise, THIS_PROCESS, guards, count, MADV_GUARD_INSTALL, 0);
    return done == (long)(count * CHANC_STACK_GUARD);
}

static bool guard_one(char *low, enum chanc_stack_guard how) {
    if (how == CHANC_GUARD_EACH) return madvise(low, CHANC_STACK_GUARD, MADV_GUARD_INSTALL) == 0;
    return mprotect(low, CHANC_STACK_GUARD, PROT_NONE) == 0;
}

/* Guards `count` stacks from `start` on, in the best way that works here; how many it could. */
static unsigned guard(char *start, unsigned count) {
    if (depot.guard == CHANC_GUARD_TOGETHER) {
        if (guard_together(start, count)) return count;
        depot.guard = CHANC_GUARD_EACH;
    }
    unsigned done = 0;
    while (done < count) {
        if (guard_one(start + done * chanc_stack_size(), depot.guard)) {
            done++;
        } else if (depot.guard == CHANC_GUARD_EACH && errno != ENOMEM) {
            depot.guard = CHANC_GUARD_PROTECT;
        } else {
            break;
        }
    }
    return done;
}

void chanc_stack_guard_by(enum chanc_stack_guard guard_kind) {
    pthread_mutex_lock(&depot.lock);
    depot.guard = guard_kind;
    pthread_mutex_unlock(&depot.lock);
}

/* --- magazines --- */

/* Fills an empty magazine with stacks never used before; false with errno. */
static bool carve(struct chanc_magazine *magazine) {
    struct region *region = atomic_load_explicit(&depot.regions, memory_order_relaxed);
    if (region == NULL || region->carved == region->stacks) {
        if (!add_region()) return false;
        region = atomic_load_explicit(&depot.regions, memory_order_relaxed);
    }
    unsigned want = region->next == NULL ? FIRST_CARVED : CHANC_MAGAZINE;
    if (want > region->stacks - region->carved) want = (unsigned)(region->stacks - region->carved);
    char *start = region->start + region->carved * chanc_stack_size();
    unsigned got = guard(start, want);
    region->carved += got;
    for (unsigned i = 0; i < got; i++)
        magazine->stacks[i] = start + (got - 1 - i) * chanc_stack_size();
    if (got > 0) chanc_sanitize_root(start, got * chanc_stack_size());
    magazine->count = got;
    magazine->touched = false;
    return got > 0;
}

static struct chanc_magazine *pop(struct chanc_magazine **list) {
    struct chanc_magazine *first = *list;
    if (first != NULL) *list = first->next;
    return first;
}

static void push(struct chanc_magazine **list, struct chanc_magazine *magazine) {
    magazine->next = *list;
    *list = magazine;
}

/* A magazine with no stacks, from the depot or new. The depot is locked. */
static struct chanc_magazine *empty_magazine(void) {
    struct chanc_magazine *magazine = pop(&depot.empty);
    return magazine != NULL ? magazine : calloc(1, sizeof *magazine);
}

/* Gives `used_up` (or NULL) to the depot for a magazine with stacks; NULL with errno, and then
 * `used_up` stays the caller's. */
static struct chanc_magazine *exchange_for_full(struct chanc_magazine *used_up) {
    pthread_mutex_lock(&depot.lock);
    struct chanc_magazine *full = pop(&depot.full);
    if (full == NULL) {
        full = used_up != NULL ? used_up : empty_magazine();
        used_up = NULL;
        if (full != NULL && !carve(full)) {
            push(&depot.empty, full);
            full = NULL;
        }
    }
    if (used_up != NULL) push(&depot.empty, used_up);
    pthread_mutex_unlock(&depot.lock);
    return full;
}

/* Gives `full` (or NULL) to the depot for an empty magazine; NULL when there is no memory. */
static struct chanc_magazine *exchange_for_empty(struct chanc_magazine *full) {
    pthread_mutex_lock(&depot.lock);
    if (full != NULL) {
        full->touched = true;
        push(&depot.full, full);
    }
    struct chanc_magazine *empty = empty_magazine();
    pthread_mutex_unlock(&depot.lock);
    return empty;
}

void chanc_stack_lock(void) {
    pthread_mutex_lock(&depot.lock);
}

void chanc_stack_unlock(void) {
    pthread_mutex_unlock(&depot.lock);
}

/* --- taking and giving --- */

static void swap(struct chanc_stack_cache *cache) {
    struct chanc_magazine *spare = cache->spare;
    cache->spare = cache->loaded;
    cache->loaded = spare;
}

void *chanc_stack_take(struct chanc_stack_cache *cache) {
    if (cache->loaded == NULL || cache->loaded->count == 0) {
        swap(cache);
        if (cache->loaded == NULL || cache->loaded->count == 0) {
            cache->loaded = exchange_for_full(cache->loaded);
            if (cache->loaded == NULL) return NULL;
        }
    }
    return cache->loaded->stacks[--cache->loaded->count];
}

void chanc_stack_give(struct chanc_stack_cache *cache, void *low) {
    if (cache->loaded == NULL || cache->loaded->count == CHANC_MAGAZINE) {
        swap(cache);
        if (cache->loaded == NULL || cache->loaded->count == CHANC_MAGAZINE) {
            cache->loaded = exchange_for_empty(cache->loaded);
            if (cache->loaded == NULL) {
                /* No room to remember it: it stays reserved, but holds no memory. */
                madvise(low, chanc_stack_size(), MADV_DONTNEED);
                return;
            }
        }
    }
    cache->loaded->stacks[cache->loaded->count++] = low;
}

static void give_magazine(struct chanc_magazine *magazine) {
    if (magazine == NULL) return;
    pthread_mutex_lock(&depot.lock);
    magazine->touched = true;
    push(magazine->count > 0 ? &depot.full : &depot.empty, magazine);
    pthread_mutex_unlock(&depot.lock);
}

void chanc_stack_drain(struct chanc_stack_cache *cache) {
    give_magazine(cache->loaded);
    give_magazine(cache->spare);
    *cache = (struct chanc_stack_cache){0};
}

/* --- giving memory back --- */

static void drop_memory(struct chanc_magazine *magazine) {
    for (unsigned i = 0; i < magazine->count; i++)
        madvise((char *)magazine->stacks[i] + CHANC_STACK_GUARD,
                chanc_stack_size() - CHANC_STACK_GUARD, MADV_DONTNEED);
    magazine->touched = false;
}

/* Takes the oldest magazine that holds memory out of the depot, so that its memory can be dropped
 * without the lock. */
static struct chanc_magazine *oldest_touched(void) {
    struct chanc_magazine **oldest = NULL;
    for (struct chanc_magazine **link = &depot.full; *link != NULL; link = &(*link)->next)
        if ((*link)->touched) oldest = link;
    return oldest == NULL ? NULL : pop(oldest);
}

bool chanc_stack_trim(void) {
    pthread_mutex_lock(&depot.lock);
    struct chanc_magazine *magazine = oldest_touched();
    pthread_mutex_unlock(&depot.lock);
    if (magazine == NULL) return false;
    drop_memory(magazine);
    pthread_mutex_lock(&depot.lock);
    struct chanc_magazine **last = &depot.full; /* behind those that still hold memory */
    while (*last != NULL) last = &(*last)->next;
    magazine->next = NULL;
    *last = magazine;
    pthread_mutex_unlock(&depot.lock);
    return true;
}

/* --- limits --- */

static long mappings_allowed(void) {
    long allowed = 0;
    FILE *file = fopen("/proc/sys/vm/max_map_count", "re");
    if (file == NULL) return 0;
    if (fscanf(file, "%ld", &allowed) != 1) allowed = 0;
    fclose(file);
    return allowed;
}

static long mappings_used(void) {
    FILE *file = fopen("/proc/self/maps", "re");
    if (file == NULL) return 0;
    long lines = 0;
    for (int c; (c = getc(file)) != EOF;) lines += c == '\n';
    fclose(file);
    return lines;
}

const char *chanc_stack_limit(void) {
    long allowed = mappings_allowed();
    if (allowed > 0 && mappings_used() + 16 >= allowed)
        return "the limit is vm.max_map_count: this kernel has no cheap guards, so that each "
               "goroutine takes two mappings";
    return "no more memory may be reserved (ulimit -v, vm.overcommit_memory; CHANC_STACK sets how "
           "much a goroutine reserves)";
}
