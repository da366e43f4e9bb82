/* header.c: guards and linkage of headers for C and C++. See header.h. */
#include "header.h"

#include <ctype.h>
#include <string.h>

#include "include.h"

/* The directive of a line: its first word; NULL when the line is none. */
static const char *directive_of(const struct source *source, uint32_t index) {
    const char *at = source->text + source->lines[index], *end = source->text + source->length;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    if (at == end || *at != '#') return NULL;
    at++;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    return at;
}

static bool is(const char *directive, const char *word) {
    return directive != NULL && strncmp(directive, word, strlen(word)) == 0;
}

static uint32_t line_end(const struct source *source, uint32_t index) {
    return index + 1 < source->line_count ? source->lines[index + 1] : source->length;
}

/* Where linkage begins: after the last #include, or the guard's #define, or at the start. */
static uint32_t linkage_start(const struct source *source, bool guarded) {
    uint32_t at = 0;
    bool defined = false;
    for (uint32_t i = 0; i < source->line_count; i++) {
        const char *directive = directive_of(source, i);
        bool guard = guarded && !defined && is(directive, "define");
        defined |= is(directive, "define");
        if (guard || is(directive, "include") || is(directive, "pragma")) at = line_end(source, i);
    }
    return at;
}

/* Where it ends: before the guard's #endif, or at the end. */
static uint32_t linkage_end(const struct source *source, bool guarded) {
    for (uint32_t i = source->line_count; guarded && i-- > 0;)
        if (is(directive_of(source, i), "endif")) return source->lines[i];
    return source->length;
}

void header_wrap(struct unit *unit) {
    bool guarded = include_has_guard(unit);
    uint32_t start = linkage_start(unit->source, guarded), end = linkage_end(unit->source, guarded);
    if (start > end) start = end;
    const char *newline = end > 0 && unit->source->text[end - 1] != '\n' ? "\n" : "";
    struct edit *open = edit_new(unit->edits, start, start);
    edit_text(open, "#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    if (start < unit->source->length) edit_sync(open, start);
    struct edit *close = edit_new(unit->edits, end, end);
    edit_text(close, "%s#ifdef __cplusplus\n}\n#endif\n", newline);
    if (end < unit->source->length) edit_sync(close, end);
}

const char *header_guard(struct unit *unit, bool *ends) {
    *ends = !include_has_guard(unit) && !include_has_pragma_once(unit);
    if (!*ends) return "";
    const char *slash = strrchr(unit->source->path, '/');
    char *name = arena_printf(unit->arena, "%s", slash != NULL ? slash + 1 : unit->source->path);
    for (char *at = name; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)toupper((unsigned char)*at) : '_';
    return arena_printf(unit->arena, "#ifndef CHANC_%s\n#define CHANC_%s\n", name, name);
}
