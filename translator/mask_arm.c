/* mask_arm.c: sets of arms. See mask_arm.h. */
#include "mask_arm.h"
#include "directive.h"

#include <string.h>

#include "mask_group.h"

uint32_t arm_at(const struct masks *masks, uint32_t offset) {
    const struct groups *groups = masks_groups(masks);
    uint32_t before = groups_before(groups, offset);
    return before ? groups->marks[before - 1].arm : NO_ARM;
}

uint32_t arm_inside(const struct masks *masks, uint32_t arm) {
    return arm == NO_ARM ? 0 : masks_groups(masks)->marks[arm].directive->end;
}

/* Whether an arm defines a macro, and not only in arms within it. */
static bool defines(const struct masks *masks, const char *text, uint32_t arm, const char *name,
                    size_t length) {
    const struct groups *groups = masks_groups(masks);
    const struct mark *marks = groups->marks;
    for (uint32_t at = arm; at < marks[arm].next && at + 1 < groups->count; at++) {
        if (marks[at].arm != arm) continue;
        uint32_t start = marks[at].directive->end, end = marks[at + 1].directive->start;
        const struct directive *other;
        struct directive_macro macro;
        while ((other = scan_next_other(masks_scan(masks), &start, end)) != NULL)
            if (directive_macro(text + other->start, text + other->end, &macro) && macro.defines &&
                macro.length == length && memcmp(macro.name, name, length) == 0)
                return true;
    }
    return false;
}

bool arm_defines_in_all(const struct masks *masks, const char *text, uint32_t offset,
                        const char *name, size_t length) {
    const struct mark *marks = masks_groups(masks)->marks;
    uint32_t arm = arm_at(masks, offset), last = arm;
    if (arm == NO_ARM || marks[arm].group == NO_MARK || marks[arm].parent != NO_MARK) return false;
    for (arm = marks[arm].group; arm != NO_MARK; arm = marks[arm].next) {
        if (!defines(masks, text, arm, name, length)) return false;
        last = arm;
    }
    return marks[last].directive->kind == DIRECTIVE_ELSE;
}

/* Whether an arm is around another, or that one. */
static bool is_around(const struct masks *masks, uint32_t outer, uint32_t arm) {
    const struct mark *marks = masks_groups(masks)->marks;
    while (arm != outer && arm != NO_ARM) arm = marks[arm].parent;
    return arm == outer;
}

bool arm_is_around(const struct masks *masks, uint32_t offset, uint32_t other) {
    return is_around(masks, arm_at(masks, offset), arm_at(masks, other));
}

/* Whether two arms, or some around them, are different ones of a group. */
static bool excludes(const struct masks *masks, uint32_t arm, uint32_t other) {
    const struct mark *marks = masks_groups(masks)->marks;
    for (uint32_t a = arm; a != NO_ARM; a = marks[a].parent)
        for (uint32_t b = other; b != NO_ARM; b = marks[b].parent)
            if (a != b && marks[a].group == marks[b].group) return true;
    return false;
}

bool arm_excludes(const struct masks *masks, uint32_t offset, uint32_t other) {
    return excludes(masks, arm_at(masks, offset), arm_at(masks, other));
}

bool arms_exclude(const struct masks *masks, const struct arms *arms, const struct arms *others) {
    if (arms->always || others->always) return false;
    for (uint32_t i = 0; i < arms->count; i++)
        for (uint32_t k = 0; k < others->count; k++)
            if (!excludes(masks, arms->members[i], others->members[k])) return false;
    return true;
}

struct arms arms_none(uint32_t around) {
    return (struct arms){.around = around};
}

bool arms_have(const struct masks *masks, const struct arms *arms, uint32_t arm) {
    if (arms->always) return true;
    for (uint32_t i = 0; i < arms->count; i++)
        if (is_around(masks, arms->members[i], arm)) return true;
    return false;
}

bool arms_have_all(const struct masks *masks, const struct arms *arms, const struct arms *others) {
    if (others->always) return arms->always;
    for (uint32_t i = 0; i < others->count; i++)
        if (!arms_have(masks, arms, others->members[i])) return false;
    return true;
}

/* Drops what is in an arm that is to be added. */
static void drop_within(const struct masks *masks, struct arms *arms, uint32_t arm) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < arms->count; i++)
        if (!is_around(masks, arm, arms->members[i])) arms->members[kept++] = arms->members[i];
    arms->count = kept;
}

static void append(struct arena *arena, struct arms *arms, uint32_t arm) {
    if (arms->count == arms->capacity) {
        arms->capacity = arms->capacity ? 2 * arms->capacity : 2;
        uint32_t *more = arena_array(arena, arms->capacity, sizeof *more);
        if (arms->count) memcpy(more, arms->members, arms->count * sizeof *more);
        arms->members = more;
    }
    arms->members[arms->count++] = arm;
}

/* Whether one arm of a group is always compiled, and the set has them all. */
static bool has_group(const struct masks *masks, const struct arms *arms, uint32_t group) {
    const struct mark *marks = masks_groups(masks)->marks;
    uint32_t arm = group, last = group;
    for (; arm != NO_ARM && arms_have(masks, arms, arm); arm = marks[arm].next) last = arm;
    return arm == NO_ARM && masks_groups(masks)->tests[last].constant == TRUE;
}

void arms_add(struct arena *arena, const struct masks *masks, struct arms *arms, uint32_t arm) {
    const struct mark *marks = masks_groups(masks)->marks;
    for (; !arms_have(masks, arms, arm); arm = marks[arm].parent) {
        if (is_around(masks, arm, arms->around)) {
            arms->always = true;
            return;
        }
        drop_within(masks, arms, arm);
        append(arena, arms, arm);
        if (!has_group(masks, arms, marks[arm].group)) return;
    }
}

void arms_add_all(struct arena *arena, const struct masks *masks, struct arms *arms,
                  const struct arms *others) {
    arms->always |= others->always;
    for (uint32_t i = 0; i < others->count; i++) arms_add(arena, masks, arms, others->members[i]);
}

void arm_visit(const struct masks *masks, uint32_t around, uint32_t arm, arm_visitor *visit,
               void *data) {
    const struct mark *marks = masks_groups(masks)->marks;
    if (is_around(masks, arm, around)) return;
    arm_visit(masks, around, marks[arm].parent, visit, data);
    for (uint32_t mark = marks[arm].group;; mark = marks[mark].next) {
        visit(data, marks[mark].directive);
        if (mark == arm) return;
    }
}

/* Whether one of the arms of a group, from one on, is around another. */
static bool has_around(const struct masks *masks, uint32_t first, uint32_t arm) {
    const struct mark *marks = masks_groups(masks)->marks;
    while (first != NO_ARM && !is_around(masks, first, arm)) first = marks[first].next;
    return first != NO_ARM;
}

void arm_pass(const struct masks *masks, uint32_t around, uint32_t from, uint32_t to,
              arm_visitor *visit, void *data) {
    const struct mark *marks = masks_groups(masks)->marks;
    while (!is_around(masks, from, around) && !is_around(masks, from, to)) {
        bool later = has_around(masks, marks[from].next, to);
        from = later ? marks[from].next : marks[from].parent;
        visit(data, later ? marks[from].directive : NULL);
    }
    arm_visit(masks, is_around(masks, from, around) ? around : from, to, visit, data);
}

uint32_t arm_depth(const struct masks *masks, uint32_t around, uint32_t arm) {
    uint32_t depth = 0;
    for (; !is_around(masks, arm, around); arm = masks_groups(masks)->marks[arm].parent) depth++;
    return depth;
}

uint32_t arm_start(const struct masks *masks, uint32_t around, uint32_t arm) {
    const struct mark *marks = masks_groups(masks)->marks;
    uint32_t start = UINT32_MAX;
    for (; !is_around(masks, arm, around); arm = marks[arm].parent)
        start = marks[marks[arm].group].directive->start;
    return start;
}
