/* skim.h: bodies of functions that have nothing to do with channels.
 *
 * A program has mostly functions of plain C, and what stands in their bodies changes nothing that is translated and
 * leads to no error of channels. So the parser does not get to see it.
 *
 * Which bodies these are is told by words alone. A *word of channels* is one of channel syntax, and a name whose
 * declaration at file scope, or whose body as a macro, has such a word. A body without words of channels, without
 * `<-` and `:=`, and without directives but those of #if, can name no channel and nothing that has one. */
#ifndef CHANC_SKIM_H
#define CHANC_SKIM_H

#include "unit.h"

struct skim;

/* The options' arguments may define macros. To be freed by skim_free. */
struct skim *skim_new(struct arena *arena, const struct translate_options *options);
void skim_free(struct skim *skim);
/* What the parser need not see, in order. */
struct gaps {
    const struct gap *at; /* up to the next call */
    uint32_t count;
};

/* The bodies of that kind in [start, end) of the unit's text to parse. The names of channel headers that were not yet read
 * are not known: there are none from the first inclusion on. */
struct gaps skim_text(struct unit *unit, const char *text, uint32_t start, uint32_t end);

/* Whether a plain header of the program's own has a macro of that name which stands for words of channels, or may, or calls
 * built-ins. Any name may be one where not all of these headers are known. */
bool skim_is_of_headers(const struct skim *skim, const char *name, size_t length);

#endif
