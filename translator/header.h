/* header.h: a .gh that becomes a .h for C and C++ callers.
 *
 * Beside the translation it needs a guard if it has none, and C linkage for C++. Functions defined
 * in it whose bodies were lowered are C alone. */
#ifndef CHANC_HEADER_H
#define CHANC_HEADER_H

#include "unit.h"

/* Adds the edits that make the source at hand a header for both languages. */
void header_wrap(struct unit *unit);
/* The name that guards a header: translated on its own where it has no guard, and in the text of others where it has a
 * #pragma once. */
const char *header_once_name(struct arena *arena, const struct source *source);
/* The guard's first lines, "" when the source guards itself; sets whether an #endif must end the
 * output. */
const char *header_guard(struct unit *unit, bool *ends);

#endif
