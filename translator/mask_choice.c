/* mask_choice.c: what a version shows, and what must hold for that. See mask_choice.h. */
#include "mask_choice.h"

#include <string.h>

static enum truth opposite(enum truth truth) {
    return truth == TRUE ? FALSE : truth == FALSE ? TRUE : UNKNOWN;
}

static enum truth truth_of(const struct choice *c, struct literal literal) {
    enum truth truth = (enum truth)c->truths->made[literal.key];
    if (truth == UNKNOWN) truth = (enum truth)c->truths->assumed[literal.key];
    return literal.negated ? opposite(truth) : truth;
}

/* What the parts of a condition make of it. */
static enum truth truth_of_parts(const struct choice *c, uint32_t key) {
    const struct condition *condition = &c->conditions->list[key];
    enum truth decisive = condition->all ? FALSE : TRUE, truth = opposite(decisive);
    if (condition->parts == NULL) return UNKNOWN;
    for (const struct part *part = condition->parts; part != NULL; part = part->next) {
        enum truth one = truth_of(c, part->of);
        if (one == decisive) return decisive;
        if (one == UNKNOWN) truth = UNKNOWN;
    }
    return truth;
}

/* Changes something that a claim does, to be taken back perhaps. */
static void set(struct choice *c, uint32_t *at, uint32_t value) {
    if (c->undo_count == c->undo_capacity) {
        c->undo_capacity = c->undo_capacity ? 2 * c->undo_capacity : 64;
        struct undo *more = arena_array(c->arena, c->undo_capacity, sizeof *more);
        if (c->undo_count) memcpy(more, c->undo, c->undo_count * sizeof *more);
        c->undo = more;
    }
    c->undo[c->undo_count++] = (struct undo){at, *at};
    *at = value;
}

void choice_take_back(struct choice *c) {
    for (; c->undo_count > 0; c->undo_count--)
        *c->undo[c->undo_count - 1].at = c->undo[c->undo_count - 1].old;
}

/* Changes what is known of a condition, and what that makes of those that it is a part of. */
static void set_truth(struct choice *c, uint32_t *at, uint32_t key, enum truth truth) {
    enum truth before = truth_of(c, (struct literal){key, false});
    set(c, at, truth);
    if (truth_of(c, (struct literal){key, false}) == before) return;
    for (const struct user *user = c->conditions->users[key]; user != NULL; user = user->next) {
        enum truth made = truth_of_parts(c, user->key);
        uint32_t *old = &c->truths->made[user->key];
        if (*old != made) set_truth(c, old, user->key, made);
    }
}

static void assume_literal(struct choice *c, struct literal literal, enum truth truth);

/* Assumes each part, what has parts itself last: there is a choice then. */
static void assume_each(struct choice *c, const struct condition *condition, enum truth truth) {
    for (int deep = 0; deep < 2; deep++)
        for (const struct part *part = condition->parts; part != NULL; part = part->next)
            if ((c->conditions->list[part->of.key].parts != NULL) == (deep == 1))
                assume_literal(c, part->of, truth);
}

/* Whether several parts of a condition could make it what it is. */
static bool is_open(const struct choice *c, const struct condition *condition) {
    uint32_t unknown = 0;
    for (const struct part *part = condition->parts; part != NULL; part = part->next)
        unknown += truth_of(c, part->of) == UNKNOWN;
    return unknown > 1;
}

/* Whether the assumption at hand comes by for the first time to have a condition be so. */
static bool is_first(const struct choice *c, uint32_t key, enum truth truth) {
    uint32_t *latest = &c->truths->latest[2 * (size_t)key + (truth == TRUE)];
    bool first = *latest != c->truths->assumption;
    *latest = c->truths->assumption;
    return first;
}

/* Assumes as much of a condition's parts as it takes. */
static void assume_literal(struct choice *c, struct literal literal, enum truth truth) {
    if (literal.negated) truth = opposite(truth);
    if (literal.key == ALWAYS) return;
    const struct condition *condition = &c->conditions->list[literal.key];
    bool contradicts = truth_of(c, (struct literal){literal.key, false}) == opposite(truth);
    c->contradicted |= contradicts;
    if (contradicts && c->conditions->usual[literal.key] == UNKNOWN) return;
    set_truth(c, &c->truths->assumed[literal.key], literal.key, truth);
    if (condition->parts == NULL) return;
    if (condition->all == (truth == TRUE)) {
        if (is_first(c, literal.key, truth)) assume_each(c, condition, truth);
        return;
    }
    if (c->truths->made[literal.key] == truth || (c->certain && is_open(c, condition))) return;
    const struct part *part = condition->parts; /* the first that can do it */
    while (part != NULL && truth_of(c, part->of) != UNKNOWN) part = part->next;
    if (part != NULL && is_first(c, literal.key, truth)) assume_literal(c, part->of, truth);
}

enum truth choice_holds(const struct choice *c, uint32_t arm) {
    const struct test *test = &c->tests[arm];
    return test->holds.key == NO_KEY ? test->constant : truth_of(c, test->holds);
}

void choice_assume(struct choice *c, uint32_t arm, enum truth truth) {
    c->truths->assumption++;
    if (c->tests[arm].holds.key != NO_KEY) assume_literal(c, c->tests[arm].holds, truth);
}

bool choice_contradicts(const struct choice *c, uint32_t arm, enum truth truth) {
    uint32_t key = c->tests[arm].holds.key;
    return key != NO_KEY && key != ALWAYS && choice_holds(c, arm) == opposite(truth);
}

bool choice_can_claim(const struct choice *c, uint32_t arm) {
    const struct mark *marks = c->groups->marks;
    for (; arm != NO_MARK; arm = marks[arm].parent) {
        uint32_t group = marks[arm].group;
        if (marks[group].together) continue;
        if (c->claimed[group] != NO_MARK && c->claimed[group] != arm) return false;
        for (uint32_t other = group; other != arm; other = marks[other].next)
            if (choice_contradicts(c, other, FALSE)) return false;
        if (choice_contradicts(c, arm, TRUE)) return false;
    }
    return true;
}

void choice_claim(struct choice *c, uint32_t arm) {
    const struct mark *marks = c->groups->marks;
    if (arm == NO_MARK) return;
    choice_claim(c, marks[arm].parent);
    set(c, &c->claimed[marks[arm].group], arm);
    set(c, &c->joined[arm], marks[marks[arm].group].together);
    if (c->joined[arm]) return;
    for (uint32_t other = marks[arm].group; other != arm; other = marks[other].next)
        choice_assume(c, other, FALSE);
    choice_assume(c, arm, TRUE);
}

bool choice_try_claim(struct choice *c, uint32_t arm) {
    if (!choice_can_claim(c, arm)) return false;
    c->undo_count = 0;
    c->contradicted = false;
    choice_claim(c, arm);
    if (!c->contradicted) return true;
    choice_take_back(c);
    return false;
}

/* Whether an arm of the group stops the compiler. */
static bool has_error(const struct choice *c, uint32_t group) {
    uint32_t arm = group;
    while (arm != NO_MARK && !c->groups->marks[arm].error) arm = c->groups->marks[arm].next;
    return arm != NO_MARK;
}

/* What the condition of an arm in a group is taken for whose truth is unknown: another than one with an #error is compiled. */
static enum truth unknown_truth(const struct choice *c, uint32_t group, uint32_t arm) {
    if (c->without == NO_MARK || c->groups->marks[c->without].group == group) return TRUE;
    return has_error(c, group) && !c->groups->marks[arm].error ? TRUE : FALSE;
}

/* The arm that the preprocessor would take. */
static uint32_t choose(struct choice *c, uint32_t group) {
    if (c->claimed[group] != NO_MARK) return c->claimed[group];
    const struct mark *marks = c->groups->marks;
    for (uint32_t arm = group; arm != NO_MARK; arm = marks[arm].next) {
        if (marks[arm].hidden || arm == c->without) continue;
        if (choice_holds(c, arm) == UNKNOWN) choice_assume(c, arm, unknown_truth(c, group, arm));
        if (choice_holds(c, arm) != FALSE) return arm;
    }
    return NO_MARK;
}

/* Whether the arm, or the text outside all groups, is shown. */
static bool arm_shown(const struct choice *c, uint32_t arm) {
    return arm == NO_MARK || c->joined[arm] || c->chosen[c->groups->marks[arm].group] == arm;
}

void choice_walk(struct choice *c) {
    const struct groups *groups = c->groups;
    for (uint32_t i = 0; i < groups->count; i++) {
        const struct mark *mark = &groups->marks[i];
        if (mark->group == i) c->chosen[i] = arm_shown(c, mark->parent) ? choose(c, i) : NO_MARK;
        c->shown[i / 8] |= (uint8_t)(arm_shown(c, mark->arm) << i % 8);
    }
}

/* Takes conditions for what they usually are; `made` is found once for all. */
static void take_usual(const struct choice *c, struct conditions *conditions) {
    size_t size = conditions->count * sizeof(uint32_t);
    memcpy(c->truths->assumed, conditions->usual, size);
    if (conditions->made == NULL) {
        for (uint32_t key = 0; key < conditions->count; key++)
            c->truths->made[key] = truth_of_parts(c, key); /* its parts came before it */
        conditions->made = arena_array(c->arena, conditions->count, sizeof(uint32_t));
        memcpy(conditions->made, c->truths->made, size);
    }
    memcpy(c->truths->made, conditions->made, size);
}

/* Nothing is claimed any more. */
static void drop_claims(struct choice *c) {
    const struct groups *groups = c->groups;
    memset(c->joined, 0, groups->count * sizeof *c->joined);
    c->undo_count = 0;
    c->certain = false;
    for (uint32_t i = 0; i < groups->count; i++) c->claimed[i] = c->chosen[i] = NO_MARK;
    c->without = NO_MARK;
}

void choice_reset(struct choice *c) {
    take_usual(c, c->groups->conditions);
    drop_claims(c);
}

static struct truths *new_truths(struct arena *arena, uint32_t count) {
    struct truths *truths = arena_alloc(arena, sizeof *truths);
    *truths = (struct truths){.assumed = arena_array(arena, count, sizeof(uint32_t)),
                              .made = arena_array(arena, count, sizeof(uint32_t)),
                              .latest = arena_array(arena, count, 2 * sizeof(uint32_t))};
    return truths;
}

static struct choice choose_among(struct arena *arena, const struct groups *groups,
                                  const struct test *tests, const struct conditions *conditions,
                                  struct truths *truths) {
    struct choice choice = {.arena = arena,
                            .groups = groups,
                            .tests = tests,
                            .conditions = conditions,
                            .truths = truths,
                            .claimed = arena_array(arena, groups->count, sizeof(uint32_t)),
                            .chosen = arena_array(arena, groups->count, sizeof(uint32_t)),
                            .joined = arena_array(arena, groups->count, sizeof(uint32_t))};
    drop_claims(&choice);
    return choice;
}

struct choice choice_new(struct arena *arena, const struct groups *groups) {
    const struct conditions *conditions = groups->conditions;
    struct choice choice = choose_among(arena, groups, groups->tests, conditions,
                                        new_truths(arena, conditions->count));
    take_usual(&choice, groups->conditions);
    return choice;
}

struct choice choice_within(struct arena *arena, const struct groups *groups,
                            const struct test *tests, const struct choice *other) {
    return choose_among(arena, groups, tests, other->conditions, other->truths);
}

struct choice choice_copy(struct arena *arena, const struct choice *choice) {
    struct choice copy = choice_new(arena, choice->groups);
    size_t size = choice->conditions->count * sizeof(uint32_t);
    memcpy(copy.truths->assumed, choice->truths->assumed, size);
    memcpy(copy.truths->made, choice->truths->made, size);
    memcpy(copy.claimed, choice->claimed, choice->groups->count * sizeof *copy.claimed);
    memcpy(copy.joined, choice->joined, choice->groups->count * sizeof *copy.joined);
    return copy;
}

void choice_learn(const struct choice *c, const uint8_t *truth) {
    for (uint32_t key = 0; truth != NULL && key < c->conditions->count; key++) {
        c->truths->made[key] = truth_of_parts(c, key); /* its parts came before it */
        if (truth_of(c, (struct literal){key, false}) == UNKNOWN)
            c->truths->assumed[key] = truth[key];
    }
}
