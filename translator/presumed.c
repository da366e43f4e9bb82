/* presumed.c: presumed line numbers.
 *
 * The source is cut into stretches, one from its start and one after each #line directive. In a
 * stretch the numbers rise by one a line. Directives in arms that `#if 0` disables do not count;
 * for the other arms it is unknown which one the compiler takes, and the last one written wins. */
#include "presumed.h"

#include <ctype.h>
#include <string.h>

/* The lines from one directive to the next. */
struct stretch {
    uint32_t first;           /* index of its first line */
    struct presumed presumed; /* of that line */
};

struct presumed_lines {
    struct stretch *stretches; /* in order; the first one starts at line 0 */
    size_t count;              /* entries in stretches, at least 1 */
};

/* The index of the stretch that holds the line. */
static size_t find(const struct presumed_lines *lines, uint32_t index) {
    size_t low = 0, high = lines->count; /* stretches[low].first <= index */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->stretches[middle].first <= index)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct presumed presumed_at(const struct presumed_lines *lines, uint32_t index) {
    const struct stretch *stretch = &lines->stretches[find(lines, index)];
    struct presumed presumed = stretch->presumed;
    if (presumed.line) presumed.line += index - stretch->first;
    return presumed;
}

/* The number at `*at`, passed over: digits, or __LINE__, which is `own`. 0 for anything else. */
static uint32_t read_number(const char **at, uint32_t own) {
    static const char line_macro[] = "__LINE__";
    if (strncmp(*at, line_macro, sizeof line_macro - 1) == 0) {
        *at += sizeof line_macro - 1;
        return own;
    }
    uint32_t number = 0;
    for (; isdigit((unsigned char)**at); (*at)++) number = number * 10 + (uint32_t)(**at - '0');
    return number;
}

/* The string literal in [at, end), or NULL. */
static const char *read_path(struct arena *arena, const char *at, const char *end) {
    const char *open = memchr(at, '"', (size_t)(end - at));
    if (!open) return NULL;
    const char *close = open + 1;
    while (close < end && *close != '"') close += *close == '\\' ? 2 : 1;
    return close < end ? arena_strndup(arena, open, (size_t)(close + 1 - open)) : NULL;
}

/* Starts the stretch that a directive makes. */
static void add_stretch(struct arena *arena, const struct source *source,
                        const struct directive *directive, struct presumed_lines *lines) {
    const char *at = source->text + directive->body;
    struct presumed own = presumed_at(lines, source_line(source, directive->start) - 1);
    struct presumed next = {read_number(&at, own.line), NULL};
    next.path = read_path(arena, at, source->text + directive->end);
    if (!next.path) next.path = own.path;
    lines->stretches[lines->count++] = (struct stretch){source_line(source, directive->end), next};
}

struct presumed_lines *presumed_new(struct arena *arena, const struct source *source,
                                    const struct scan *scan) {
    struct presumed_lines *lines = arena_alloc(arena, sizeof *lines);
    size_t count = 1;
    for (size_t i = 0; i < scan->count; i++) count += scan->directives[i].kind == DIRECTIVE_LINE;
    lines->stretches = arena_array(arena, count, sizeof *lines->stretches);
    lines->stretches[0].presumed = (struct presumed){1, source_path_literal(arena, source->path)};
    lines->count = 1;
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        if (directive->kind == DIRECTIVE_LINE && !directive->dead)
            add_stretch(arena, source, directive, lines);
    }
    return lines;
}
