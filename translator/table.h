/* table.h: uthash as the translator uses it. */
#ifndef CHANC_TABLE_H
#define CHANC_TABLE_H

#include "arena.h"

/* Keys are names, mostly: the library's other functions cost more for what is short. */
#define HASH_FUNCTION HASH_FNV
#include <uthash.h>

#undef uthash_fatal
#define uthash_fatal(message) out_of_memory()

#endif
