/* alone.h - sections of code in which threads use what they share, at no cost to a thread that is alone in using it.
 *
 * Whatever several threads change (channels and other things with a lock word, run queues, run-next slots) is changed within
 * a section: from chanc_section_begin to chanc_section_end. The worker that has been the only one in any for a while is then
 * *alone*: it takes locks and queues by plain loads and stores, until another thread begins a section. Where goroutines talk
 * to each other on one core, as most do, nothing waits for an atomic exchange then, which would take most of the time.
 *
 * To begin a section costs a plain store and a load, with no fence between. Who changes `chanc_alone` has the kernel
 * make all threads of the process pass a fence (membarrier): a thread that has seen the old value is seen within its section after
 * that, and any other sees the new one.
 *
 * Invariants
 *  - While `chanc_alone` is a worker's number, also with CHANC_DISTURBED, no other thread is in a section; while it is
 *    CHANC_TRYING none begins but within another.
 *  - It does not become a number while any other thread is in a section, nor stops being one while that worker is in one.
 *  - A worker that is alone may use atomic operations all the same: nobody sees the difference.
 */
#ifndef CHANC_ALONE_H
#define CHANC_ALONE_H

#include "base.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* The number of the worker that the calling thread is, from 1; 0 for other threads. */
extern _Thread_local uint16_t chanc_user __attribute__((tls_model("initial-exec")));

#if CHANC_HAVE_FIBERS

enum {
    CHANC_DISTURBED =
        0x8000, /* with a number: it is alone no more, but may be in a section that it was alone in */
    CHANC_TRYING = 0xfffe, /* somebody finds out whether a worker is alone */
    CHANC_NOBODY = 0xffff
};

/* The number of the worker that is alone, or one of these. */
extern _Atomic uint16_t chanc_alone;

/* 1 while the calling thread is in a section, else 0. */
extern _Thread_local _Atomic uint32_t chanc_inside __attribute__((tls_model("initial-exec")));

/* In how many it is, one within the other: of a worker without the outermost. */
extern _Thread_local uint32_t chanc_within __attribute__((tls_model("initial-exec")));

void chanc_alone_start(void); /* once, before there are workers */

/* The same begin, within another section. */
bool chanc_section_nest(void);

/* What is left to do at a begin if another worker is alone or the caller is no worker. */
void chanc_section_join(void);

/* The end, for those that have `chanc_within`. */
void chanc_section_leave(void);

/* The caller never goes on with the sections that it is in, which a signal's handler has interrupted. */
void chanc_section_abandon(void);

/* Whether the caller, which is in a section, is alone. */
static CHANC_INLINE bool chanc_is_alone(void) {
    return CHANC_LIKELY(chanc_get(chanc_alone) == chanc_user);
}

/* Begins a section; whether the caller is alone. All of this belongs to a thread: a function that parks calls another for
 * what it locks after that. */
static CHANC_INLINE bool chanc_section_begin(void) {
    if (CHANC_UNLIKELY(chanc_get(chanc_inside))) return chanc_section_nest();
    chanc_set(chanc_inside, 1);
    atomic_signal_fence(memory_order_seq_cst); /* the rest is done by who changes chanc_alone */
    /* Acquire: what was done in sections before it became this. */
    uint32_t alone = atomic_load_explicit(&chanc_alone, memory_order_acquire), user = chanc_user;
    if (CHANC_LIKELY(alone == user)) return true;
    if (CHANC_UNLIKELY(alone != CHANC_NOBODY || user == 0)) chanc_section_join();
    return false;
}

static CHANC_INLINE void chanc_section_end(void) {
    if (CHANC_UNLIKELY(chanc_within))
        chanc_section_leave();
    else
        /* Release: who sees that the section is over sees what was done in it. */
        atomic_store_explicit(&chanc_inside, 0, memory_order_release);
}

#else

static inline void chanc_alone_start(void) {}

static inline bool chanc_is_alone(void) {
    return false;
}

static inline bool chanc_section_begin(void) {
    return false;
}

static inline void chanc_section_end(void) {}

static inline void chanc_section_abandon(void) {}

#endif
#endif
