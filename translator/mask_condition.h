/* mask_condition.h: what the arms of conditional groups ask for, and which conditions are the same.
 *
 * Conditions are compared as text without blanks and comments. `#ifdef X` and `defined(X)` are one,
 * a leading `!` before an operand makes the opposite, and what `&&` and `||` join are conditions of their own.
 *
 * A #define or #undef of a name that a condition asks about makes another condition of it from there on. In an arm it does so
 * where that is compiled: behind `#if A`, `#define X`, `#endif` what `defined X` asks is `A || X`, with X as it was before, and so is
 * what compares X to a number where X is defined as one. What other conditions come to is not known: there it is a condition of
 * its own that holds, or what was asked before. */
#ifndef CHANC_MASK_CONDITION_H
#define CHANC_MASK_CONDITION_H

#include "scan.h"

#define NO_KEY UINT32_MAX
#define ALWAYS 0 /* the key of what always holds */

/* What is known of a condition. */
enum truth { UNKNOWN, FALSE, TRUE };

/* A condition, or its opposite. */
struct literal {
    uint32_t key;
    bool negated;
};

/* One that another is made of. */
struct part {
    struct literal of;
    struct part *next;
};

/* `A && !B`, `A || B`. Its parts have smaller keys. */
struct condition {
    struct part *parts; /* NULL for a condition that is no more than itself */
    bool all;           /* they must all hold, not any */
};

/* A condition that has another one as a part. */
struct user {
    uint32_t key;
    struct user *next;
};

/* What a conditional directive asks. */
struct test {
    struct literal holds; /* its key is NO_KEY where it is always `constant` */
    enum truth constant;  /* TRUE for #else */
};

/* A header, as it is included. */
struct included {
    const struct source *source;
    const struct scan *scan;
    void *owner;              /* whoever reads it may tell it by this */
    bool plain;               /* it is no header of channel code */
    uint32_t place;           /* where the file includes it, or what includes it */
    const struct test *tests; /* of its conditional directives, in terms of the file's conditions */
    struct arm *around;       /* what it is included in */
    struct included *next;    /* included before it, */
    struct included *again;   /* and the same header */
};

/* Finds the headers of the program's own. */
struct header_reader {
    /* What an #include of a source brings in, plain headers only if they matter; false where that is nothing to look at. */
    bool (*read)(void *data, const struct source *from, const struct directive *directive,
                 bool plain, struct included *included);
    /* What the arguments of the compilation include before the file, one after the other; false when there is no more. */
    bool (*read_asked)(void *data, size_t index, struct included *included);
    void *data;
};

/* All that a file asks for, with the headers of channel code that it includes. */
struct conditions {
    struct condition *list; /* of each key */
    uint32_t count, capacity;
    struct user **users;       /* of each key */
    uint32_t *usual;           /* of each key: what it is when nothing else is known, */
    uint32_t *made;            /* and what its parts make of it then */
    struct test *tests;        /* of the file's conditional directives, in order */
    struct included *included; /* newest first */
};

/* `reader`: NULL where headers are not looked into. */
struct conditions *conditions_find(struct arena *arena, const struct source *source,
                                   const struct scan *scan, const struct header_reader *reader);
#endif
