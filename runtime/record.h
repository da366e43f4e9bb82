/* record.h - the memory of goroutines' records (struct chanc_g), for the fiber back end. */
#ifndef CHANC_RECORD_H
#define CHANC_RECORD_H

#include "sched.h"

enum { CHANC_INLINE_ARGS = 64 }; /* bytes of arguments that a record has room for */

/* A record, with the arguments of its function if they fit. */
struct chanc_record {
    struct chanc_g g;
    _Alignas(64) char args[CHANC_INLINE_ARGS];
};

/* A worker's own supply; only its thread touches it. All zero is empty and ready. */
struct chanc_record_cache {
    struct chanc_g *first; /* unused records, linked by `next` */
    unsigned count;        /* how many those are */
};

/* An unused record, whose `id` is 0; ends the program when there is no memory.
 */
struct chanc_g *chanc_record_take(struct chanc_record_cache *cache);

/* Takes back the record of a goroutine that has ended. */
void chanc_record_give(struct chanc_record_cache *cache, struct chanc_g *g);

/* Hands all that a cache holds to those who need it. */
void chanc_record_drain(struct chanc_record_cache *cache);

/* Calls visit for all records whose id is not 0. Safe in a signal handler. */
void chanc_record_each(chanc_visit *visit, void *context);

/* The record of the goroutine that runs on the stack at `low`, or NULL. As safe. */
const struct chanc_g *chanc_record_on(const void *low);

/* Around a fork; in the child, then: only `survivor` (or NULL) is left, and all caches are to be emptied. */
void chanc_record_lock(void);
void chanc_record_unlock(void);
void chanc_record_forget(struct chanc_g *survivor);

#endif
