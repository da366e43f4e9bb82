/* include_macros.c: macros with channel syntax that a plain header uses.
 *
 * A list, `X(1) X(2)`, is included where X says what to make of each. What plain headers hold is not translated, so that
 * a macro with channel syntax in its body is refused there as it is in the file's own text. They are read only where such a
 * macro was defined. */
#include "directive.h"
#include "include.h"
#include "macro.h"
#include "scan.h"
#include "token.h"

#include <string.h>

/* How deep headers are followed that include others. */
enum { MAX_DEPTH = 16 };

struct search {
    struct unit *unit;
    struct span at; /* the file that is included, in the source at hand */
    unsigned depth;
};

/* A header being searched. */
struct searched {
    const struct source *source;
    const struct scan *scan;
    size_t passed; /* directives */
};

/* Whether the header itself says before the place at hand what a macro is. */
static bool defines(const struct searched *header, const struct name *name) {
    const char *text = header->source->text;
    for (size_t i = 0; i < header->passed; i++) {
        const struct directive *directive = &header->scan->directives[i];
        struct directive_macro macro;
        if (directive_macro(text + directive->start, text + directive->end, &macro) &&
            macro.length == name->length && memcmp(macro.name, name->text, name->length) == 0)
            return true;
    }
    return false;
}

/* Refuses the first such macro in [at, end) of a header; whether there is one. */
static bool search_text(const struct search *search, const struct searched *header, const char *at,
                        const char *end) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        if (!is_word_byte(*at)) continue;
        const struct name *name = scope_name(search->unit->scopes, at, (size_t)(past - at));
        if (name->macro == NULL || defines(header, name)) continue;
        const char *after = token_skip(past, end);
        bool used = name->macro->parameters.source == NULL || (after < end && *after == '(');
        if (used && macro_use_included(search->unit, name, search->at)) return true;
    }
    return false;
}

static bool search_file(const struct search *search, const char *from, const char *at,
                        const char *end);

static bool search_source(const struct search *search, const struct source *source) {
    struct searched header = {source, scan_source(search->unit->arena, source), 0};
    const char *text = source->text, *at = text;
    for (; header.passed < header.scan->count; header.passed++) {
        const struct directive *directive = &header.scan->directives[header.passed];
        const char *body = text + directive->body, *end = text + directive->end;
        if (search_text(search, &header, at, text + directive->start) ||
            (scan_is(source, directive, "include") && search_file(search, source->path, body, end)))
            return true;
        at = end;
    }
    return search_text(search, &header, at, text + source->length);
}

/* The same for the header that an #include in the source at `from` names at [at, end). */
static bool search_file(const struct search *search, const char *from, const char *at,
                        const char *end) {
    struct unit *unit = search->unit;
    struct search inner = *search;
    bool quoted = at < end && *at == '"';
    const char *close =
        at < end ? memchr(at + 1, quoted ? '"' : '>', (size_t)(end - at - 1)) : NULL;
    struct header_place place;
    if (inner.depth++ == MAX_DEPTH || close == NULL || (!quoted && *at != '<')) return false;
    const char *name = arena_strndup(unit->arena, at + 1, (size_t)(close - at - 1));
    const char *path = include_find(unit->arena, unit->options, from, name, quoted, &place);
    const struct source *source =
        path != NULL && S_ISREG(place.status.st_mode) ? source_read(unit->arena, path) : NULL;
    return source != NULL && search_source(&inner, source);
}

void include_check_macros(struct unit *unit, uint32_t start, uint32_t end) {
    if (!unit->macros->any_of_channels || unit->in_headers) return;
    const char *text = unit->source->text;
    struct search search = {unit, unit_span_of(unit, start, end), 0};
    search_file(&search, unit->source->path, text + start, text + end);
}
