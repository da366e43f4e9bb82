/* mask_group.h: the conditional groups of a source, as masks work with them. */
#ifndef CHANC_MASK_GROUP_H
#define CHANC_MASK_GROUP_H

#include "scan.h"

#define NO_MARK UINT32_MAX
#define NO_KEY UINT32_MAX

/* What is known of a condition. */
enum truth { UNKNOWN, FALSE, TRUE };

/* A condition that another is made of, or its opposite. */
struct part {
    uint32_t key;
    bool negated;
    struct part *next;
};

/* `A && !B`, `A || B`. */
struct condition {
    const char *text;
    struct part *parts; /* NULL for a condition that is no more than itself */
    bool all;           /* they must all hold, not any */
};

/* A conditional directive. Each is followed by a segment of text, up to the next one. */
struct mark {
    const struct directive *directive;
    uint32_t arm;        /* the arm its segment belongs to: itself, or for #endif the one around the
                            group; NO_MARK outside all groups */
    uint32_t parent;     /* the arm around its group, or NO_MARK */
    uint32_t group;      /* the #if of its group, or NO_MARK when that is missing */
    uint32_t next;       /* the next arm of its group, or NO_MARK */
    uint32_t key;        /* the condition of its arm, or NO_KEY for one that is always `constant` */
    bool negated;        /* the arm needs the condition not to hold */
    enum truth constant; /* TRUE for #else */
    bool needed;         /* an arm that some version must show */
    bool channels;       /* it holds channel syntax itself */
    bool error;          /* it holds an #error itself */
    bool hidden;         /* an arm that is shown for what is in arms within it only */
    bool together; /* of an #if: a version may show several arms of the group: see mask_whole.h */
    int32_t depth; /* brackets that its segment opens, less those it closes; of an arm, once all are
                            counted: those of all its text, with the first arms of groups in it */
    uint32_t within; /* the last arm that it was found to be compiled with; NO_MARK: none yet */
    enum truth
        never;       /* whether it is never compiled, once somebody asked: see is_never of mask.c */
    bool unbalanced; /* an arm that never counts and leaves brackets open, or closes others */
};

/* A #define or #undef of a name that a condition asks about. */
struct definition {
    uint32_t offset;
    uint32_t key; /* that the name is defined */
    enum truth truth;
};

/* All of a source. Arms are known by the indices of their marks. */
struct groups {
    struct mark *marks;             /* in order */
    uint32_t count;                 /* entries in marks */
    struct definition *definitions; /* in order */
    uint32_t definition_count;      /* entries in definitions */
    struct condition *conditions;   /* of each key */
    enum truth *defaults;           /* of each key, when nothing else is known */
    uint32_t key_count;             /* conditions, each with its opposite */
};

struct groups *groups_find(struct arena *arena, const struct source *source,
                           const struct scan *scan);
/* Enters the conditions of others, too; gives the key of each. */
uint32_t *groups_adopt(struct arena *arena, const struct source *source, const struct scan *scan,
                       struct groups *groups, const struct groups *others);
/* Sets `needed` of the arms: in a header, whose names others use, of all that have code. */
void groups_find_needed(struct arena *arena, const struct source *source, const struct scan *scan,
                        struct groups *groups, bool is_header);
/* Whether a word means something else outside channel code. */
bool groups_is_builtin(const char *word, size_t length);
/* How many marks start at or before the offset: the segment of the last of them holds it, or it is
 * inside that one. */
uint32_t groups_before(const struct groups *groups, uint32_t offset);

#endif
