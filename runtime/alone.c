/* alone.c - how a worker comes to be alone, and how that ends. See alone.h.
 *
 * A worker tries it when no other has switched, and no other thread has been in a section, from one look to the next. It
 * costs some microseconds, and so does the end: who was disturbed before the next look waits twice as long as the last time
 * before it tries again. */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "fiber.h"
#include "futex.h"
#include "quiet.h"

#include <errno.h>
#include <linux/membarrier.h>

enum {
    LOOK = 64,       /* fair choices (fiber.c) between two looks of a worker at what others do */
    MOST_LOOKS = 255 /* at which it does not try, after it was disturbed often */
};

_Atomic uint16_t chanc_alone = CHANC_NOBODY;
_Thread_local _Atomic uint32_t chanc_inside;
_Thread_local uint32_t chanc_within;

/* Who changes chanc_alone has it. A signal's handler may end the program, and so begin sections: none runs meanwhile. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
/* Whether a worker may ever become alone. Once it is not it stays so, and what is kept for that need not be. */
static _Atomic bool possible = true;

/* Of threads that are no workers: how many sections are open; and, times ENTRY, how many there have been. */
static _Atomic uint64_t outsiders;
static const uint64_t ENTRY = UINT64_C(1) << 32;

/* --- fences ----------------------------------------------------------------------------------- */

static bool barrier(int command) {
    int saved = errno;
    bool done = syscall(SYS_membarrier, command, 0, 0) == 0;
    errno = saved;
    return done;
}

/* Has all threads pass a fence; false where the kernel refuses, perhaps because of a filter of system calls that the program
 * has installed since: then no worker is to become alone. */
static bool fence(void) {
    if (barrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED)) return true;
    chanc_set(possible, false);
    return false;
}

/* Makes up for a fence: what a processor does not let others see yet it does not keep for long. */
static void wait_for_stores(void) {
    static const int64_t LONG = 10 * 1000 * 1000; /* ns */
    int saved = errno;
    for (int64_t end = chanc_now() + LONG; chanc_now() < end;) chanc_futex_sleep(end);
    atomic_thread_fence(memory_order_seq_cst); /* this thread's own */
    errno = saved;
}

void chanc_alone_start(void) {
    /* ThreadSanitizer knows atomic operations alone. */
    chanc_set(possible,
              chanc_fibers && !chanc_tsan && barrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED));
}

/* --- sections of others ----------------------------------------------------------------------- */

/* What chanc_alone is. Acquire: what was done in sections before it became this. */
static uint16_t look(void) {
    return atomic_load_explicit(&chanc_alone, memory_order_acquire);
}

static struct chanc_worker *lonely; /* who was made alone last; under the gate */

/* Whether w is in a section: 1 or 0. Acquire: what it did in those that are over. */
static uint32_t inside(struct chanc_worker *w) {
    return w->inside != NULL ? atomic_load_explicit(w->inside, memory_order_acquire) : 0;
}

/* Waits until w, which was alone, has left its section: it is short, but the kernel may have taken its processor. */
static void wait_until_left(struct chanc_worker *w) {
    for (unsigned tries = 0; inside(w) > 0; tries++) chanc_lock_wait(w->inside, tries);
}

/* Ends that a worker is alone, under the gate. */
static void disturb(void) {
    uint16_t alone = look();
    /* Acquire: as in look, if the worker gives it up meanwhile. The fence does the rest. */
    if (alone == CHANC_NOBODY || !atomic_compare_exchange_strong_explicit(
                                     &chanc_alone, &alone, (uint16_t)(alone | CHANC_DISTURBED),
                                     memory_order_acquire, memory_order_acquire))
        return;
    if (!fence()) wait_for_stores();
    wait_until_left(lonely);
    /* Release: what was done by who was alone. */
    atomic_store_explicit(&chanc_alone, CHANC_NOBODY, memory_order_release);
}

static void wait_at_gate(void) {
    sigset_t before;
    chanc_lock_quietly(&gate, &before);
    disturb();
    chanc_unlock_quietly(&gate, &before);
}

/* Counts a section of a thread that is no worker: each, also one within another, which a signal may have
 * interrupted before it was counted. */
static void count_outsider(void) {
    chanc_within++;
    atomic_fetch_add_explicit(&outsiders, ENTRY + 1, memory_order_relaxed); /* see alone.h */
    atomic_signal_fence(memory_order_seq_cst);
}

void chanc_section_join(void) {
    if (chanc_user == 0) {
        if (!chanc_get(possible)) return;
        count_outsider();
    }
    while (look() != CHANC_NOBODY) {
        /* Outside: the caller may be the one that was alone, for which somebody waits at the gate. */
        atomic_store_explicit(&chanc_inside, 0, memory_order_release); /* as in end */
        wait_at_gate();
        chanc_set(chanc_inside, 1);
        atomic_signal_fence(memory_order_seq_cst); /* as in begin */
    }
}

bool chanc_section_nest(void) {
    if (chanc_user == 0)
        count_outsider();
    else
        chanc_within++;
    /* Who disturbs the caller waits for the outer section to end. Another may be alone, or about to, if it is a signal's
     * handler that has interrupted the outer before this had looked; and what somebody tries is soon over. */
    uint32_t alone = look();
    if (alone != CHANC_NOBODY && (alone & ~(uint32_t)CHANC_DISTURBED) != chanc_user) wait_at_gate();
    return chanc_is_alone();
}

void chanc_section_leave(void) {
    chanc_within--;
    if (chanc_user != 0) return;
    /* Release: as in end. */
    atomic_fetch_sub_explicit(&outsiders, 1, memory_order_release);
    if (chanc_within == 0) atomic_store_explicit(&chanc_inside, 0, memory_order_release);
}

void chanc_section_abandon(void) {
    if (chanc_user != 0) chanc_within = 0;
    while (chanc_within > 0) chanc_section_leave();
    atomic_store_explicit(&chanc_inside, 0, memory_order_release); /* as in end */
}

/* --- becoming alone --------------------------------------------------------------------------- */

/* A number that changes if anybody but w switches, or any other thread begins a section. */
static uint32_t doings(struct chanc_worker *w) {
    uint32_t sum = (uint32_t)(chanc_get(outsiders) / ENTRY);
    CHANC_EACH_WORKER(v) {
        if (v != w) sum += chanc_get(v->ticks);
    }
    return sum;
}

static bool others_are_outside(struct chanc_worker *w) {
    uint32_t open = (uint32_t)atomic_load_explicit(&outsiders, memory_order_acquire);
    CHANC_EACH_WORKER(v) {
        if (v != w) open |= inside(v);
    }
    return open == 0;
}

/* Makes w alone, which is in no section, unless another is or is in one. */
static void try_alone(struct chanc_worker *w) {
    sigset_t before;
    chanc_lock_quietly(&gate, &before);
    if (chanc_get(possible) && look() == CHANC_NOBODY) {
        chanc_set(chanc_alone, CHANC_TRYING);
        /* Who ends the program has seen, in a section after that began, that somebody tries; or it is seen here. */
        bool alone = fence() && !chanc_is_ending() && others_are_outside(w);
        lonely = w;
        /* Release: it is w itself that goes on with it, or who sees that nothing has come of it. */
        atomic_store_explicit(&chanc_alone, alone ? w->number : CHANC_NOBODY, memory_order_release);
    }
    chanc_unlock_quietly(&gate, &before);
}

/* What it comes to that w was made alone at its last look: it still is, or all was in vain. */
static void learn(struct chanc_solitude *s, bool alone) {
    s->penalty = alone ? 0 : 2 * s->penalty + 1;
    if (s->penalty > MOST_LOOKS) s->penalty = MOST_LOOKS;
    s->idle_looks = s->penalty;
    s->tried = false;
}

void chanc_alone_consider(struct chanc_worker *w) {
    struct chanc_solitude *s = &w->solitude;
    bool alone = chanc_get(chanc_alone) == w->number;
    s->until_look = LOOK;
    if (s->tried) learn(s, alone);
    if (!chanc_get(possible) || alone) return;
    uint32_t before = s->others;
    s->others = doings(w);
    if (s->idle_looks > 0) {
        s->idle_looks--;
    } else if (s->others == before && chanc_get(chanc_alone) == CHANC_NOBODY) {
        try_alone(w);
        s->tried = true;
    }
}

void chanc_alone_end(struct chanc_worker *w) {
    uint16_t number = w->number;
    if (chanc_get(chanc_alone) != number) return;
    /* Release: what it did. */
    atomic_compare_exchange_strong_explicit(&chanc_alone, &number, CHANC_NOBODY,
                                            memory_order_release, memory_order_relaxed);
}

/* --- threads ---------------------------------------------------------------------------------- */

void chanc_alone_enlist(struct chanc_worker *w, bool begins) {
    sigset_t before;
    chanc_lock_quietly(&gate, &before);
    if (!begins) chanc_alone_end(w);
    w->inside = begins ? &chanc_inside : NULL;
    chanc_unlock_quietly(&gate, &before);
}

void chanc_alone_forget(struct chanc_worker *here) {
    gate = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    chanc_set(chanc_alone, CHANC_NOBODY);
    chanc_set(outsiders, chanc_user == 0 ? chanc_within : 0);
    CHANC_EACH_WORKER(v) {
        if (v != here) v->inside = NULL;
    }
}

#endif
