/* probe.h: what the headers say, asked of the C preprocessor.
 *
 * Translation reads text before the preprocessor, so what comes from plain C headers is not known.
 * Where something depends on it, the file's own directives are preprocessed once, with the
 * compilation's own flags, and what comes out is read like any source. */
#ifndef CHANC_PROBE_H
#define CHANC_PROBE_H

#include "source.h"
#include "translate.h"

/* Preprocesses the directives of the sources, the last of which is the file itself, macro
 * definitions kept. NULL when there is no #include or the preprocessor cannot be run; what it
 * complains of is for the compilation to say. Sets *whole: nothing is missing from the answer. Names defined as macros say
 * what follows: PROBE_INCLUDE what an #include brings in, with the directive's offset behind it where that stands in the file
 * itself; PROBE_OWN directives of the sources. Where it stops, at a header that is not found, nothing follows. */
#define PROBE_INCLUDE "chanc_include_"
#define PROBE_OWN "chanc_own"
const struct source *probe_headers(struct arena *arena, const struct source *const *sources,
                                   size_t count, const struct translate_options *options,
                                   bool *whole);

#endif
