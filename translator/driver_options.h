/* driver_options.h: what the C compiler's options are for, and which take the next word. */
#ifndef CHANC_DRIVER_OPTIONS_H
#define CHANC_DRIVER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* What an option has to do with. Where several compilers disagree, the sense of gcc and clang. */
enum option_use {
    USE_COMPILE,    /* compiling; also everything that is not in the table */
    USE_PREPROCESS, /* what headers say: -I, -D and the like */
    USE_STAGE,      /* how far to go: -c, -S, -E, -M, -MM, -fsyntax-only */
    USE_OUTPUT,     /* -o */
    USE_LANGUAGE,   /* -x */
    USE_DEPEND,     /* dependency output: -MD, -MF and the like */
    USE_LINK,       /* linking only */
    USE_OWN         /* ours, not the C compiler's */
};

/* One option as it stands in a command. */
struct option_match {
    enum option_use use;
    const char *name;     /* as in the table; the word itself when it is not there */
    const char *argument; /* the rest of the word; NULL when the word is the name alone */
    bool takes_next;      /* its argument is the next word */
};

/* A word with the short name of an option instead of the long one, `--include-directory=x` for one. */
const char *option_short(struct arena *arena, const char *word);
/* What a word that starts with `-` is; its name is the short one. */
struct option_match option_find(const char *word);

#endif
