/* waitgroup.c - waiting until a number of goroutines are done.
 *
 * Invariant, whenever nobody holds the group's lock: goroutines wait only while the count is not 0.
 *
 * A group may be gone as soon as wait returns. So whoever brings the count to 0 touches the group
 * last when it unlocks, and wait never reads the count without the lock.
 */
#include "sched.h"

/* A goroutine in wait; on its stack. */
struct waiter {
    struct waiter *next; /* the one that came before */
    struct chanc_g *g;
};

static _Atomic uint32_t *lock_of(chanc_wg *group) {
    return (_Atomic uint32_t *)&group->lock; /* plain in chanc.h, for C++ */
}

_Static_assert(sizeof(_Atomic uint32_t) == sizeof(unsigned), "chanc_wg's lock is a lock word");

/* Makes all ready, those that came first at first. */
static void wake_all(struct waiter *last) {
    struct chanc_g *g = NULL, *next;
    for (; last; last = last->next) {
        last->g->next = g;
        g = last->g;
    }
    for (; g; g = next) {
        next = g->next; /* not ours any more once it is ready */
        chanc_ready(g);
    }
}

void chanc_wg_add_at(chanc_wg *group, int n, const chanc_site *site) {
    struct waiter *waiters = NULL;
    int count;
    chanc_lock(lock_of(group));
    if (__builtin_add_overflow(group->count, n, &count) || count < 0) {
        chanc_unlock(lock_of(group));
        chanc_panic_at(site, n < 0 ? "negative wait group counter" : "wait group counter overflow");
    }
    chanc_order_release(group);
    group->count = count;
    if (count == 0) {
        waiters = group->waiters;
        group->waiters = NULL;
    }
    chanc_unlock(lock_of(group));
    wake_all(waiters);
}

void chanc_wg_wait_at(chanc_wg *group, const chanc_site *site) {
    struct waiter w = {.g = chanc_self()};
    chanc_lock(lock_of(group));
    if (group->count == 0) {
        chanc_unlock(lock_of(group));
        chanc_order_acquire(group);
        return;
    }
    w.next = group->waiters;
    /* cppcheck-suppress autoVariables; it is taken out before this returns */
    group->waiters = &w;
    chanc_park(w.g, lock_of(group), CHANC_WAITING_GROUP, site);
    chanc_order_acquire(group);
}

void(chanc_wg_add)(chanc_wg *group, int n) {
    chanc_wg_add_at(group, n, NULL);
}

void(chanc_wg_done)(chanc_wg *group) {
    chanc_wg_add_at(group, -1, NULL);
}

void(chanc_wg_wait)(chanc_wg *group) {
    chanc_wg_wait_at(group, NULL);
}
