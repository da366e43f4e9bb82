/* mask_arm.h: sets of arms of conditional groups, as seen from a place: what stands in these arms, and the directives
 * that say so. */
#ifndef CHANC_MASK_ARM_H
#define CHANC_MASK_ARM_H

#include "mask.h"
#include "scan.h"

/* Arms are known by the indices of their marks; NO_ARM is the text outside all groups. */
#define NO_ARM UINT32_MAX

struct arms {
    uint32_t around;   /* the arm of the place: where that is compiled, so are the arms around it */
    uint32_t *members; /* none is within another, and no group has all its arms here */
    uint32_t count, capacity;
    bool always; /* all of them, where the place is compiled */
};

/* The innermost arm of an offset. */
uint32_t arm_at(const struct masks *masks, uint32_t offset);
/* Whether the arm of a place is around another place: where that is compiled, so is the first. */
bool arm_is_around(const struct masks *masks, uint32_t offset, uint32_t other);
/* Whether two places are in different arms of a group. */
bool arm_excludes(const struct masks *masks, uint32_t offset, uint32_t other);
/* A place in an arm, before what is in arms within it. */
uint32_t arm_inside(const struct masks *masks, uint32_t arm);
/* Whether the group of the arm at an offset, which is in no other, defines a macro in each arm, so that one always does. */
bool arm_defines_in_all(const struct masks *masks, const char *text, uint32_t offset,
                        const char *name, size_t length);
struct arms arms_none(uint32_t around);
void arms_add(struct arena *arena, const struct masks *masks, struct arms *arms, uint32_t arm);
void arms_add_all(struct arena *arena, const struct masks *masks, struct arms *arms,
                  const struct arms *others);
/* Whether a set has all that is in an arm, or in other arms. */
bool arms_have(const struct masks *masks, const struct arms *arms, uint32_t arm);
bool arms_have_all(const struct masks *masks, const struct arms *arms, const struct arms *others);

/* Whether no two arms of two sets may be compiled together, as each group has one. */
bool arms_exclude(const struct masks *masks, const struct arms *arms, const struct arms *others);

/* The directives that decide about an arm where `around` is compiled: those of its group up to its own, after those of
 * the groups around it. */
typedef void arm_visitor(void *data, const struct directive *directive);
void arm_visit(const struct masks *masks, uint32_t around, uint32_t arm, arm_visitor *visit,
               void *data);
/* The directives between two arms, of which the second is the same or begins later: NULL for each #endif. */
void arm_pass(const struct masks *masks, uint32_t around, uint32_t from, uint32_t to,
              arm_visitor *visit, void *data);
/* How many groups are around an arm where `around` is compiled. */
uint32_t arm_depth(const struct masks *masks, uint32_t around, uint32_t arm);
/* Where the first of them begins; UINT32_MAX when there is none. */
uint32_t arm_start(const struct masks *masks, uint32_t around, uint32_t arm);

#endif
