/* lock.c - what a thread does that finds a lock word taken.
 *
 * Holders hardly ever block, so the wait is short unless the kernel took the holder's processor away.
 * Then spinning only delays it: after some tries the waiter gives its own processor up, and after
 * many it sleeps, which lets a holder of lower priority run.
 *
 * Invariants
 *  - The word is 1 while somebody holds the lock, and only who changed it from 0 holds it: waiters are not
 *    counted, and not served in any order.
 *  - errno is kept, and no thread is cancelled here: its waiters may be in queues.
 */
#include "futex.h"
#include "hold.h"
#include "sched.h"

#include <errno.h>
#include <sched.h>

enum { SPINS = 100, YIELDS = 50, MOMENT = 50 * 1000 /* ns */ };

void chanc_lock_wait(_Atomic uint32_t *word, unsigned tries) {
    int saved = errno;
    if (tries < SPINS)
        chanc_relax();
    else if (tries < SPINS + YIELDS)
        sched_yield();
    else
        chanc_futex_wait(word, 1, chanc_now() + MOMENT); /* nobody wakes it */
    if (tries >= SPINS + YIELDS && chanc_is_ending() && !chanc_must_stop())
        chanc_hold_end(); /* the lock's holder may be held */
    errno = saved;
}

void chanc_lock_slow(_Atomic uint32_t *lock) {
    unsigned tries = 0;
    /* AddressSanitizer leaves other words in memory that is freed: so a channel's lock seems taken. */
    chanc_sanitize_check(lock, sizeof *lock);
    int64_t since = chanc_now();
    do {
        /* Only reading while it is taken leaves the cache line with its holder. */
        while (chanc_get(*lock)) {
            chanc_lock_wait(lock, tries);
            if (tries < SPINS + YIELDS) tries++;
        }
    } while (atomic_exchange_explicit(lock, 1, memory_order_acquire)); /* as in chanc_lock */
    if (chanc_fibers) chanc_fiber_lose(chanc_now() - since);
}
