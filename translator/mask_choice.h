/* mask_choice.h: which arms of the conditional groups a version of a text shows.
 *
 * Arms are claimed, and what that takes is assumed of conditions; then the file is walked as the preprocessor would, with
 * claimed arms, and in other groups the first arm whose condition can hold. */
#ifndef CHANC_MASK_CHOICE_H
#define CHANC_MASK_CHOICE_H

#include "mask_group.h"

/* What a choice had at a place before a claim was tried. */
struct undo {
    uint32_t *at, old;
};

/* What is known of each condition. They share parts that share others: what parts make of one is kept, as to find it again for
 * each that has it would take twice as long with each level. */
struct truths {
    uint32_t *assumed;   /* an enum truth */
    uint32_t *made;      /* the one that its parts make of it */
    uint32_t *latest;    /* twice: the latest assumption that had it be false, and true; */
    uint32_t assumption; /* counts these */
};

/* The choices of a version while it is made. */
struct choice {
    struct arena *arena;
    const struct groups *groups;
    const struct test *tests;            /* of the groups; those of a header may be in terms of */
    const struct conditions *conditions; /* the root's */
    struct truths *truths;               /* of these */
    struct undo *undo;                   /* undo_count entries, of the claim that is tried */
    size_t undo_count, undo_capacity;
    bool contradicted; /* something was assumed that cannot be */
    uint32_t *claimed; /* for each #if: the arm its group must show, or NO_MARK */
    uint32_t *chosen;  /* for each #if: the arm its group shows, or NO_MARK */
    uint32_t *joined;  /* for each arm: its group shows it whatever else it shows */
    bool certain;      /* of conditions nothing is assumed that might be otherwise */
    uint32_t without;  /* an arm that is not shown, or NO_MARK: then no condition of unknown truth
                            holds outside its group */
    uint8_t *shown;    /* as in struct version */
};

static inline bool choice_is_shown(const uint8_t *shown, uint32_t mark) {
    return (shown[mark / 8] >> mark % 8 & 1) != 0;
}

/* One with nothing claimed; on the arena. */
struct choice choice_new(struct arena *arena, const struct groups *groups);
/* The same of groups whose tests are in terms of another's conditions: what is assumed of these is known to both. */
struct choice choice_within(struct arena *arena, const struct groups *groups,
                            const struct test *tests, const struct choice *other);
/* Another of the same claims. */
struct choice choice_copy(struct arena *arena, const struct choice *choice);
/* Nothing is chosen any more. */
void choice_reset(struct choice *c);
/* Whether the arm's own condition holds. */
enum truth choice_holds(const struct choice *c, uint32_t arm);
/* Whether it is certain that the arm's condition is not `truth`. Constant conditions forbid
 * nothing: what `#if 0` disables is looked at all the same. */
bool choice_contradicts(const struct choice *c, uint32_t arm, enum truth truth);
/* Assumes that the condition of an arm is so. */
void choice_assume(struct choice *c, uint32_t arm, enum truth truth);
/* Whether the arm may be shown together with what is claimed. */
bool choice_can_claim(const struct choice *c, uint32_t arm);
/* Has a choice show an arm, and assume of conditions what that takes; NO_MARK: nothing. */
void choice_claim(struct choice *c, uint32_t arm);
/* Claims an arm if what that takes can be together with what is claimed. */
bool choice_try_claim(struct choice *c, uint32_t arm);
/* Takes back all since undo_count was 0. */
void choice_take_back(struct choice *c);
/* Chooses an arm for every group, and so what is shown. */
void choice_walk(struct choice *c);
/* Takes conditions for what a version does, `truth`, as far as that is not known otherwise; NULL: for nothing. */
void choice_learn(const struct choice *c, const uint8_t *truth);

#endif
