/* include.h: headers of channel code, `.gh`.
 *
 * An #include of a .gh is replaced by the header's translation, found like any header; what is
 * guarded (#pragma once, or a condition around the whole file) comes once; again where the first time was in an arm of an
 * #if that may not count. Each header is a source of
 * its own, with its own edits, checked where it is included, in the scope there. */
#ifndef CHANC_INCLUDE_H
#define CHANC_INCLUDE_H

#include <sys/stat.h>

#include "mask_condition.h"
#include "unit.h"

/* A header that was found. */
struct header_place {
    struct stat status;
    bool system; /* in a directory of headers that compilers do not warn of */
};

/* The headers of one translation. */
struct includes;

struct includes *includes_new(struct arena *arena);
/* Frees what does not live in the arena. */
void includes_end(struct includes *includes);
/* Whether what a place means may differ from one version to another, of the source at hand or of the file that includes it. */
bool include_varies(const struct unit *unit);
/* Whether the source at hand is the file that is translated, and no header. */
bool include_is_root(const struct unit *unit);
/* A place in the source at hand, with where the file includes that. */
struct mask_place include_place(const struct unit *unit, uint32_t offset);
/* Forgets what was included in an earlier walk; the texts read are kept. */
void includes_restart(struct includes *includes);
/* Handles an #include: does nothing unless it is one of a .gh. */
void include_check(struct unit *unit, const struct node *directive);
/* Refuses the first macro with channel syntax that a plain header uses, which an #include names in [start, end). */
void include_check_macros(struct unit *unit, uint32_t start, uint32_t end);
/* After [start, end) of the source at hand was walked: refuses each #include of a .gh where the walk found none. */
void include_end(struct unit *unit, uint32_t start, uint32_t end);
/* Refuses any other directive that brings in a .gh. */
void include_check_other(struct unit *unit, const struct node *directive);
/* Has the text read again without the #includes in [start, end) of headers that hold nothing; whether there are any. */
bool include_hide_empty(struct unit *unit, uint32_t start, uint32_t end);
/* Whether an #include stands in [start, end) of the source at hand; `own`: of a header that may be the program's own, as
 * those in angle brackets hardly are. */
bool include_stands(const struct unit *unit, uint32_t start, uint32_t end, bool own);
/* Whether the source at hand is a header that a guard of its own holds. */
bool include_has_guard(const struct unit *unit);
/* The paths of all headers read, in the arena; sets *count. */
const char **includes_paths(const struct includes *includes, struct arena *arena, size_t *count);
/* The i-th header read, NULL past the last. */
const struct source *includes_source(const struct includes *includes, size_t index);
/* Finds the headers of channel code that a file and its headers include, for masks_new. */
struct header_reader include_reader(struct unit *unit);
/* Whether there is a `-include NAME.gh`. */
bool include_is_asked(const struct translate_options *options);
/* Includes what it asks for, at the start of the file. */
void include_begin(struct unit *unit);
/* The name that an option gives, `-include NAME` or `-includeNAME`, with which the words begin; NULL when they do not. `*count`
 * is how many words it takes. */
const char *include_option_name(const char *const *words, const char *option, size_t *count);
/* The same of `-include NAME.gh`. */
const char *include_of_option(const char *const *words, size_t *count);

/* What an #include names. */
struct include_name {
    const char *text;
    bool quoted;
};
/* The name at [at, end), spliced lines joined; false where none stands there. */
bool include_name_at(struct arena *arena, const char *at, const char *end,
                     struct include_name *name);
/* Whether a name is that of a header of channel code. */
bool include_is_channel_header(const char *name);
/* A search for the files that may be meant by a name in the source at `from`, best first. */
struct include_search {
    const struct translate_options *options;
    const char *from;
    const struct include_name *name;
    unsigned
        place; /* that is searched: the source's own directory, then those of one option after the other, */
    size_t argument; /* and the next of the arguments to look at for that */
};
struct include_search include_search(const struct translate_options *options, const char *from,
                                     const struct include_name *name);
/* The next one; NULL when there is none. Sets *place. */
const char *include_found(struct arena *arena, struct include_search *search,
                          struct header_place *place);
/* The file that an #include of `name` in the source at `from` means, as the options say where to look; NULL when there
 * is none. Sets *place. */
const char *include_find(struct arena *arena, const struct translate_options *options,
                         const char *from, const char *name, bool quoted,
                         struct header_place *place);
/* Plain headers of the program's own, as they are, whatever arms they stand in, and what arguments of the compilation define.
 * Those that only the compiler finds are none of them. */
struct own_header {
    const struct source *source;
    dev_t device;
    ino_t inode;
    unsigned learnt; /* what was known when it was looked into last: see skim.c */
    struct own_header *next;
};
struct own_headers {
    struct own_header *first;
    size_t count;
    bool asked;   /* those that arguments name are there */
    bool passes;  /* one names a header of channel code */
    bool unknown; /* there are more */
};
/* Adds those that a source includes, and those that they include, as far as they are not there. */
void include_own(struct arena *arena, const struct translate_options *options,
                 const struct source *source, struct own_headers *headers);
/* Whether preprocessed text has any of a header of channel code. */
bool include_any_passed(const struct source *headers);
/* Refuses those that macros or plain headers include. */
void include_check_passed(struct unit *unit);
/* What an #include in the header at `path` has to name in the text of `root`, in quotes, to mean the same; NULL when
 * that is what it names. What is included stands in [at, end); sets *length to how much of that the name is. */
const char *include_moved(struct arena *arena, const struct translate_options *options,
                          const char *root, const char *path, const char *at, const char *end,
                          size_t *length);

#endif
