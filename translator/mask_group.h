/* mask_group.h: the conditional groups of a source, as masks work with them. */
#ifndef CHANC_MASK_GROUP_H
#define CHANC_MASK_GROUP_H

#include "mask_condition.h"

#define NO_MARK UINT32_MAX

/* A conditional directive. Each is followed by a segment of text, up to the next one. */
struct mark {
    const struct directive *directive;
    uint32_t arm;    /* the arm its segment belongs to: itself, or for #endif the one around the
                            group; NO_MARK outside all groups */
    uint32_t parent; /* the arm around its group, or NO_MARK */
    uint32_t group;  /* the #if of its group, or NO_MARK when that is missing */
    uint32_t next;   /* the next arm of its group, or NO_MARK */
    bool needed;     /* an arm that some version must show */
    bool channels;   /* it holds channel syntax itself */
    bool error;      /* it holds an #error itself */
    bool hidden;     /* an arm that is shown for what is in arms within it only */
    bool together;   /* of an #if: a version may show several arms of the group: see mask_whole.h */
    int32_t depth; /* brackets that its segment opens, less those it closes; of an arm, once all are
                            counted: those of all its text, with the first arms of groups in it */
    uint32_t within; /* the last arm that it was found to be compiled with; NO_MARK: none yet */
    enum truth
        never; /* whether it is never compiled, once somebody asked: see is_never of mask.c */
    bool vain; /* of an #if: a version without its arms was asked for in vain */
    /* an arm that never counts and leaves brackets open, or closes others, or one within it */
    bool unbalanced;
};

/* All of a source. Arms are known by the indices of their marks. */
struct groups {
    struct mark *marks;            /* in order */
    uint32_t count;                /* entries in marks */
    const struct test *tests;      /* of each: what it asks */
    struct conditions *conditions; /* that these are made of */
};

struct groups *groups_find(struct arena *arena, const struct source *source,
                           const struct scan *scan, const struct header_reader *reader);
/* Whether an arm's own condition is `0`, or the like. */
bool groups_is_never(const struct groups *groups, uint32_t arm);
/* Sets `needed` of the arms: in a header, whose names others use, of all that have code. */
void groups_find_needed(struct arena *arena, const struct source *source, const struct scan *scan,
                        struct groups *groups, bool is_header);
/* Whether a word means something else outside channel code. */
bool groups_is_builtin(const char *word, size_t length);
/* How many marks start at or before the offset: the segment of the last of them holds it, or it is
 * inside that one. */
uint32_t groups_before(const struct groups *groups, uint32_t offset);

#endif
