/* translate.h: the whole translation of one source, as the driver sees it. */
#ifndef CHANC_TRANSLATE_H
#define CHANC_TRANSLATE_H

#include "diagnostic.h"

struct translate_options {
    bool check_only; /* diagnose, produce nothing */
    bool no_line;    /* no #line directives */
    /* line markers may stand where gcc reads them, which warns of them with -Wpedantic */
    bool gcc_markers;
    bool header;                /* the source is a .gh to become a .h for C and C++ callers */
    const char *const *cc_args; /* NULL-ended: the compilation's own -I, -iquote, -isystem, -D, -U,
                                   -std, -include ..., for headers */
    const char *compiler;       /* the C compiler, to ask the preprocessor */
    const char *c_header;       /* how the output includes the runtime's header: "<chanc.h>" */
    uint32_t piece_size;        /* bytes of a text to read at a time, see piece.h; 0: as is good */
};

/* What a translation found beside text and errors. */
struct translation {
    struct buffer output;      /* complete only when there were no errors */
    const char **dependencies; /* paths of the .gh files used, for -MD; in the arena */
    size_t dependency_count;
    bool needs_runtime; /* there was channel syntax */
    bool copied;        /* some of it, in an arm of an #if that does not parse, is left as it is */
    bool broken;        /* some text does not parse, and is left to the C compiler */
};

/* Whether the text can hold channel syntax at all: what cannot passes as it is. */
bool translate_may_change(const struct source *source);

/* Translates `source`; errors go to `errors`. True when there were none. */
bool translate(struct arena *arena, const struct source *source,
               const struct translate_options *options, struct diagnostics *errors,
               struct translation *result);

#endif
