/* spelling_macro.h: macros that the parser is better off without.
 *
 * They stand for nothing that it needs, an empty body or attributes, or for a qualifier or a brace, which is spelt in their
 * place, or put attributes to their argument, or end with a comma. */
#ifndef CHANC_SPELLING_MACRO_H
#define CHANC_SPELLING_MACRO_H

#include "source.h"

struct blank;

/* Those that the headers (or NULL) define and those of the source, which come after; NULL when there are none. */
struct blank *spelling_macros(struct arena *arena, const struct source *source,
                              const struct source *headers);
/* Spells them otherwise in a copy of a version of the source's text, and gives them back. */
void spelling_blank_macros(const struct source *source, const char *text, char *copy,
                           struct blank *macros);

#endif
