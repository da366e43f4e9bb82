/* header.c: guards and linkage of headers for C and C++. See header.h. */
#include "header.h"

#include <ctype.h>
#include <string.h>

#include "guard.h"
#include "include.h"

/* What stands between directives: each one's place in the code, and what makes a stretch of code end. */
struct layout {
    const struct source *source;
    const struct scan *scan;
    size_t next;     /* the directive at or after the token at hand */
    int32_t depth;   /* brackets that are open there */
    int32_t *depths; /* at each directive */
    bool *code;      /* before each directive, after the one before it; and after the last */
    bool *breaks;    /* each directive: C linkage ends before it */
};

/* A scan_visitor: notes where code is, and how deep in brackets directives stand. */
static void visit(void *data, const char *token, size_t length) {
    (void)length;
    struct layout *layout = data;
    const struct directive *all = layout->scan->directives;
    uint32_t offset = (uint32_t)(token - layout->source->text);
    for (; layout->next < layout->scan->count && all[layout->next].end <= offset; layout->next++)
        layout->depths[layout->next] = layout->depth;
    if (layout->next < layout->scan->count && all[layout->next].start <= offset) return;
    layout->code[layout->next] = true;
    layout->depth += strchr("{([", *token) != NULL;
    layout->depth -= strchr("})]", *token) != NULL;
}

static bool is_include(const struct layout *layout, size_t index) {
    const struct directive *directive = &layout->scan->directives[index];
    return directive->kind == DIRECTIVE_OTHER && layout->depths[index] == 0 &&
           scan_is(layout->source, directive, "include");
}

/* What is included has its own linkage. Where an arm of an #if includes something, the arm's code has linkage of
 * its own, too. */
static void find_includes(struct layout *layout, struct arena *arena) {
    const struct scan *scan = layout->scan;
    bool *holds =
        arena_array(arena, scan->count + 1, sizeof *holds); /* an #if: its group has an #include */
    size_t *open = arena_array(arena, scan->count + 1, sizeof *open), depth = 0;
    for (size_t i = 0; i < scan->count; i++) {
        if (scan->directives[i].kind == DIRECTIVE_IF) open[depth++] = i;
        if (scan->directives[i].kind == DIRECTIVE_ENDIF && depth > 0) depth--;
        layout->breaks[i] = is_include(layout, i);
        for (size_t k = 0; layout->breaks[i] && k < depth; k++) holds[open[k]] = true;
    }
    for (size_t i = 0; i < scan->count; i++) {
        uint32_t group = scan->directives[i].group;
        layout->breaks[i] |= group != NO_GROUP && holds[group] && layout->depths[i] == 0;
    }
}

/* The guard is around all linkage. */
static void find_guard(struct layout *layout) {
    const struct scan *scan = layout->scan;
    struct guard_pragma once = guard_once(layout->source, scan);
    for (size_t i = 0; i < scan->count && once.end > 0; i++)
        layout->breaks[i] |= scan->directives[i].start == once.start;
    uint32_t arm = guard_arm(layout->source, scan);
    for (size_t i = 0; arm != UINT32_MAX && i < scan->count; i++) {
        layout->breaks[i] |= scan->directives[i].group == 0;
        if (scan->directives[i].start == arm) layout->breaks[i + 1] = true; /* its #define */
    }
}

static void wrap(struct unit *unit, uint32_t start, uint32_t end) {
    const char *newline = end > 0 && unit->source->text[end - 1] != '\n' ? "\n" : "";
    struct edit *open = edit_new(unit->edits, start, start);
    edit_text(open, "#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    if (start < unit->source->length) edit_sync(open, start);
    struct edit *close = edit_new(unit->edits, end, end);
    edit_text(close, "%s#ifdef __cplusplus\n}\n#endif\n", newline);
    if (end < unit->source->length) edit_sync(close, end);
}

void header_wrap(struct unit *unit) {
    const struct source *source = unit->source;
    struct layout layout = {.source = source, .scan = masks_scan(unit->masks)};
    size_t count = layout.scan->count;
    layout.depths = arena_array(unit->arena, count + 1, sizeof *layout.depths);
    layout.code = arena_array(unit->arena, count + 1, sizeof *layout.code);
    layout.breaks = arena_array(unit->arena, count + 1, sizeof *layout.breaks);
    scan_visit(unit->arena, source, visit, &layout);
    for (; layout.next < count; layout.next++) layout.depths[layout.next] = layout.depth;
    find_includes(&layout, unit->arena);
    find_guard(&layout);
    uint32_t start = 0;
    bool code = false;
    for (size_t i = 0; i < count; i++) {
        const struct directive *directive = &layout.scan->directives[i];
        code |= layout.code[i];
        if (!layout.breaks[i]) continue;
        if (code) wrap(unit, start, source->lines[source_line(source, directive->start) - 1]);
        start = directive->end < source->length ? directive->end + 1 : source->length;
        code = false;
    }
    if (code || layout.code[count]) wrap(unit, start, source->length);
}

/* The name of a file, without its directories, as it may stand in a macro's. */
static const char *macro_name(struct arena *arena, const struct source *source) {
    const char *slash = strrchr(source->path, '/');
    char *name = arena_printf(arena, "%s", slash != NULL ? slash + 1 : source->path);
    for (char *at = name; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)toupper((unsigned char)*at) : '_';
    return name;
}

/* Many paths lead to a file, and files in several directories have one name; so a hash (FNV-1a) of the text is part of
 * the name. */
const char *header_once_name(struct arena *arena, const struct source *source) {
    uint64_t hash = 0xcbf29ce484222325;
    for (uint32_t i = source_mark(source->text, source->length); i < source->length; i++)
        hash = (hash ^ (unsigned char)source->text[i]) * 0x100000001b3;
    return arena_printf(arena, "CHANC_%s_%016llx", macro_name(arena, source),
                        (unsigned long long)hash);
}

const char *header_guard(struct unit *unit, bool *ends) {
    *ends = !include_has_guard(unit);
    if (!*ends) return "";
    const char *name = header_once_name(unit->arena, unit->source);
    return arena_printf(unit->arena, "#ifndef %s\n#define %s\n", name, name);
}
