/* diagnostic_list.h: how a collection of diagnostics is laid out, for those who print it. */
#ifndef CHANC_DIAGNOSTIC_LIST_H
#define CHANC_DIAGNOSTIC_LIST_H

#include "diagnostic.h"

/* A note or a hint. */
struct note {
    struct span at;      /* what it speaks of; for a hint, the error's own place */
    const char *message; /* one line, no newline */
    bool hint;           /* it says what to write instead */
    struct note *next;   /* the note after it, or NULL */
};

/* That a header was read because of an #include. */
struct inclusion {
    const struct source *header;
    struct span at;         /* the #include */
    struct inclusion *next; /* the one recorded before it, or NULL */
};

/* What was said of no place in a source. */
struct complaint {
    const char *message;    /* one line, no newline */
    struct complaint *next; /* the one after it, or NULL */
};

struct diagnostic {
    struct diagnostics *all; /* the collection it is in */
    enum diagnostic_name name;
    struct span at;
    uint32_t source_rank; /* sources are ranked by first use */
    size_t number;        /* how many were added before it */
    const char *message;  /* one line, no newline */
    struct note *notes;   /* in order, hints last */
};

/* The errors, sorted; in the collection's arena, valid until the next error is added. */
const struct diagnostic *const *diagnostics_sorted(const struct diagnostics *all);
/* The first of the complaints, or NULL. */
const struct complaint *diagnostics_complaints(const struct diagnostics *all);
/* How the header came to be read, or NULL. */
const struct inclusion *diagnostics_inclusion(const struct diagnostics *all,
                                              const struct source *header);
/* What the rule behind a name is, in a sentence. */
const char *diagnostic_name_summary(enum diagnostic_name name);

void diagnostics_print_text(const struct diagnostics *all, FILE *to, bool color);
void diagnostics_print_json(const struct diagnostics *all, FILE *to);
void diagnostics_print_sarif(const struct diagnostics *all, FILE *to);

#endif
