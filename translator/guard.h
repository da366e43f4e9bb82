/* guard.h: what makes a header come once, and what its pragmas say of it. */
#ifndef CHANC_GUARD_H
#define CHANC_GUARD_H

#include <stdbool.h>

#include "scan.h"

/* Whether the whole header stands in a condition that its own first line, a #define, ends. */
bool guard_found(const struct source *source, const struct scan *scan);
/* The directive that begins what such a guard holds; UINT32_MAX when there is none. */
uint32_t guard_arm(const struct source *source, const struct scan *scan);
/* What says something of the header it stands in: a directive or, with the same effect, an operator `_Pragma("...")`. */
struct guard_pragma {
    uint32_t start, end; /* empty: there is none */
};

/* The first `#pragma once`. */
struct guard_pragma guard_once(const struct source *source, const struct scan *scan);
/* The first `#pragma GCC system_header`, by which compilers do not warn of what is in the header. */
struct guard_pragma guard_system(const struct source *source, const struct scan *scan);

#endif
