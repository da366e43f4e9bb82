/* mask_group.c: conditional directives and their groups. See mask_group.h. */
#include "mask_group.h"

uint32_t groups_before(const struct groups *groups, uint32_t offset) {
    uint32_t low = 0, high = groups->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (groups->marks[middle].directive->start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Fills in a mark; `open` is the last arm seen of each group around it, innermost first by way of
 * the arms' parents. Returns the arm that the text after it belongs to. */
static uint32_t join(struct groups *groups, uint32_t index, uint32_t open) {
    struct mark *marks = groups->marks, *mark = &marks[index];
    enum directive_kind kind = mark->directive->kind;
    mark->next = mark->group = mark->within = NO_MARK;
    mark->parent = mark->arm = open;
    if (kind == DIRECTIVE_IF) {
        mark->group = mark->arm = index;
    } else if (open != NO_MARK) {
        mark->group = marks[open].group;
        mark->parent = marks[open].parent;
        mark->arm = kind == DIRECTIVE_ENDIF ? mark->parent : index;
        if (kind != DIRECTIVE_ENDIF) marks[open].next = index;
    }
    return mark->arm;
}

static void find_marks(struct arena *arena, const struct scan *scan, struct groups *groups) {
    groups->marks = arena_array(arena, scan->count, sizeof *groups->marks);
    uint32_t arm = NO_MARK;
    for (size_t i = 0; i < scan->count; i++) {
        enum directive_kind kind = scan->directives[i].kind;
        if (kind == DIRECTIVE_LINE || kind == DIRECTIVE_OTHER) continue;
        groups->marks[groups->count].directive = &scan->directives[i];
        arm = join(groups, groups->count++, arm);
    }
}

/* Notes the arms that stop the compiler. */
static void find_errors(const struct source *source, const struct scan *scan,
                        struct groups *groups) {
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        if (directive->kind != DIRECTIVE_OTHER || !scan_is(source, directive, "error")) continue;
        uint32_t before = groups_before(groups, directive->start);
        uint32_t arm = before > 0 ? groups->marks[before - 1].arm : NO_MARK;
        if (arm != NO_MARK) groups->marks[arm].error = true;
    }
}

struct groups *groups_find(struct arena *arena, const struct source *source,
                           const struct scan *scan, const struct header_reader *reader) {
    struct groups *groups = arena_alloc(arena, sizeof *groups);
    find_marks(arena, scan, groups);
    find_errors(source, scan, groups);
    groups->conditions = conditions_find(arena, source, scan, reader);
    groups->tests = groups->conditions->tests;
    return groups;
}

bool groups_is_never(const struct groups *groups, uint32_t arm) {
    const struct test *test = &groups->tests[arm];
    return test->holds.key == NO_KEY ? test->constant == FALSE
                                     : test->holds.key == ALWAYS && test->holds.negated;
}
