/* record.h - the memory of goroutines' records (struct chanc_g), for the fiber back end. */
#ifndef CHANC_RECORD_H
#define CHANC_RECORD_H

#include "sched.h"
#include "supply.h"

enum { CHANC_INLINE_ARGS = 64 }; /* bytes of arguments that a record has room for */

/* A record, with the arguments of its function if they fit. */
struct chanc_record {
    struct chanc_g g;
    _Alignas(64) char args[CHANC_INLINE_ARGS];
};

/* The unused ones, whose `id` is 0. */
extern struct chanc_depot chanc_records;

/* Calls visit for all records whose id is not 0. Safe in a signal handler. */
void chanc_record_each(chanc_visit *visit, void *context);

/* In the child of a fork: only `caller` (or NULL) is left, and all caches are to be emptied. */
void chanc_record_forget(struct chanc_g *caller);

#endif
