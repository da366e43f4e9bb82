/* contention.c - whether workers get in each other's way.
 *
 * Goroutines that talk to each other do best on one core: memory that two cores use in turn has to
 * travel each time. Which ones those are shows only once they run on two. So work is taken over as soon
 * as it waits (worker.c), and each worker reckons up what that costs it: what it waits for the locks
 * of channels, and for their memory when another worker used it last. Two workers that lose half
 * of their time do no more than one. Then one of the two gives its work and its place back, and for
 * a while only what stands still is taken over (pool.c).
 *
 * Invariant: a worker's `contention` is touched by its own thread alone.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"

enum {
    TERM = 300 * 1000, /* ns between two reckonings: what was taken over has settled by then */
    SELDOM = 16        /* losses between two looks at the clock */
};

/* Reckons up once a term is over. */
static void reckon(struct chanc_worker *w, int64_t now) {
    int64_t elapsed = now - w->contention.since;
    if (elapsed < TERM) return;
    if (w->contention.lost > elapsed / 2) chanc_alert(w, CHANC_ATTEND_CROWD);
    w->contention.since = now;
    w->contention.lost = 0;
}

void chanc_fiber_lose(int64_t ns) {
    struct chanc_worker *w = chanc_worker_here();
    if (w == NULL) return;
    w->contention.lost += ns;
    if (++w->contention.losses % SELDOM == 0) reckon(w, chanc_now());
}

#endif
