/* include_macros.c: macros with channel syntax that a plain header uses.
 *
 * A list, `X(1) X(2)`, is included where X says what to make of each. What plain headers hold is not translated, so that
 * a macro with channel syntax in its body is refused there as it is in the file's own text. They are read only where such a
 * macro was defined.
 *
 * A list comes as often as it is included: what has a guard is none, and may have come before. What stands in arms of an
 * #if may not be seen, and where a header has said itself what a macro is it means another. */
#include "directive.h"
#include "guard.h"
#include "include.h"
#include "macro.h"
#include "scan.h"
#include "token.h"

#include <string.h>

/* So many headers are read for one #include, those that they include counted. */
enum { MAX_HEADERS = 64 };

/* A header that is searched, or was. */
struct searched {
    const struct source *source;
    const struct scan *scan;
    size_t passed; /* directives */
    struct searched *before;
};

struct search {
    struct unit *unit;
    struct span at; /* the file that is included, in the source at hand */
    unsigned count; /* headers read */
    struct searched *last;
};

/* Whether the header says, as far as it was read, what a macro is. */
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

static bool any_defines(const struct search *search, const struct name *name) {
    for (const struct searched *header = search->last; header != NULL; header = header->before)
        if (defines(header, name)) return true;
    return false;
}

/* Refuses the first such macro in [at, end) of a header; whether there is one. */
static bool search_text(const struct search *search, const char *at, const char *end) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        if (!is_word_byte(*at)) continue;
        const struct name *name = scope_name(search->unit->scopes, at, (size_t)(past - at));
        if (name->macro == NULL || any_defines(search, name)) continue;
        const char *after = token_skip(past, end);
        bool used = name->macro->parameters.source == NULL || (after < end && *after == '(');
        if (used && macro_use_included(search->unit, name, search->at)) return true;
    }
    return false;
}

static bool search_file(struct search *search, const char *from, const char *at, const char *end);

static bool search_source(struct search *search, struct searched *header) {
    const struct source *source = header->source;
    const char *text = source->text, *at = text;
    uint32_t groups = 0;
    for (; header->passed < header->scan->count; header->passed++) {
        const struct directive *directive = &header->scan->directives[header->passed];
        const char *body = text + directive->body, *end = text + directive->end;
        bool seen = groups == 0;
        if (seen && search_text(search, at, text + directive->start)) return true;
        if (seen && scan_is(source, directive, "include") &&
            search_file(search, source->path, body, end))
            return true;
        groups += directive->kind == DIRECTIVE_IF;
        if (directive->kind == DIRECTIVE_ENDIF && groups > 0) groups--;
        at = end;
    }
    return groups == 0 && search_text(search, at, text + source->length);
}

/* The same for the header that an #include in the source at `from` names at [at, end). */
static bool search_file(struct search *search, const char *from, const char *at, const char *end) {
    struct unit *unit = search->unit;
    bool quoted = at < end && *at == '"';
    const char *close =
        at < end ? memchr(at + 1, quoted ? '"' : '>', (size_t)(end - at - 1)) : NULL;
    struct header_place place;
    if (search->count++ >= MAX_HEADERS || close == NULL || (!quoted && *at != '<')) return false;
    const char *name = arena_strndup(unit->arena, at + 1, (size_t)(close - at - 1));
    const char *found = include_find(unit->arena, unit->options, from, name, quoted, &place);
    const struct source *source =
        found != NULL && S_ISREG(place.status.st_mode) ? source_read(unit->arena, found) : NULL;
    if (source == NULL) return false;
    struct searched *header = arena_alloc(unit->arena, sizeof *header);
    *header = (struct searched){source, scan_source(unit->arena, source), 0, search->last};
    search->last = header;
    bool once = guard_found(source, header->scan) || guard_once(source, header->scan).end > 0;
    bool found_any = !once && search_source(search, header);
    header->passed = header->scan->count;
    return found_any;
}

void include_check_macros(struct unit *unit, uint32_t start, uint32_t end) {
    if (!unit->macros->any_of_channels || unit->in_headers) return;
    const char *text = unit->source->text;
    struct search search = {unit, unit_span_of(unit, start, end), 0, NULL};
    search_file(&search, unit->source->path, text + start, text + end);
}
