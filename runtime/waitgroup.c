/* waitgroup.c - waiting until a number of goroutines are done.
 *
 * Invariant, whenever nobody holds the group's lock: goroutines wait only while the count is not 0.
 *
 * A group may be gone as soon as wait returns. So whoever brings the count to 0 touches the group
 * last when it unlocks, and wait never reads the count without the lock.
 */
#include "sched.h"

static _Atomic uint32_t *lock_of(chanc_wg *group) {
    return (_Atomic uint32_t *)&group->lock; /* plain in chanc.h, for C++ */
}

static chanc_ring *waiters_of(chanc_wg *group) {
    return (chanc_ring *)&group->waiters;
}

_Static_assert(sizeof(_Atomic uint32_t) == sizeof(unsigned) && sizeof(chanc_ring) == sizeof(void *),
               "chanc_wg has a lock word and a ring");

void chanc_wg_add_at(chanc_wg *group, int n, const chanc_site *site) {
    struct chanc_list wake = {NULL, NULL};
    int count;
    chanc_lock(lock_of(group));
    if (__builtin_add_overflow(group->count, n, &count) || count < 0) {
        chanc_unlock(lock_of(group));
        chanc_panic_at(site, n < 0 ? "negative wait group counter" : "wait group counter overflow");
    }
    chanc_order_release(group);
    group->count = count;
    for (struct chanc_link *l; count == 0 && (l = chanc_ring_first(waiters_of(group))) != NULL;) {
        chanc_ring_remove(waiters_of(group), l);
        chanc_list_add(&wake, ((struct chanc_waiter *)l)->g);
    }
    chanc_unlock(lock_of(group));
    chanc_ready_all(wake);
}

void chanc_wg_wait_at(chanc_wg *group, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    chanc_lock(lock_of(group));
    if (group->count == 0) {
        chanc_unlock(lock_of(group));
    } else {
        g->waiter.g = g;
        chanc_ring_add(waiters_of(group), &g->waiter.link);
        chanc_park(g, lock_of(group), CHANC_WAITING_GROUP, site);
    }
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
