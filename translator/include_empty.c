/* include_empty.c: headers with nothing but comments in them, which may be included anywhere.
 *
 * The grammar has directives where declarations and statements stand. An #include among the parameters of a function, say, keeps
 * the parser from reading what is around it. Where that has channel syntax, and the header holds nothing, the text is read again
 * without the directive, which the output keeps. */
#include "include.h"
#include "token.h"
#include "unit.h"

#include <sys/stat.h>

/* Whether the header that a directive includes is found, and has no tokens. */
static bool is_empty(const struct unit *unit, const struct directive *directive) {
    const char *text = unit->source->text;
    struct include_name name;
    struct header_place place;
    if (!scan_is(unit->source, directive, "include") ||
        scan_is(unit->source, directive, "include_next") ||
        !include_name_at(unit->arena, text + directive->body, text + directive->end, &name))
        return false;
    const char *found = include_find(unit->arena, unit->options, unit->source->path, name.text,
                                     name.quoted, &place);
    if (found == NULL || !S_ISREG(place.status.st_mode)) return false;
    const struct source *header = source_read(unit->arena, found);
    if (header == NULL) return false;
    const char *end = header->text + header->length;
    return token_skip(header->text, end) == end;
}

bool include_hide_empty(struct unit *unit, uint32_t start, uint32_t end) {
    uint32_t before = unit->respelt->count;
    const struct directive *directive;
    if (unit->in_headers) return false;
    while ((directive = scan_next(masks_scan(unit->masks), &start, end)) != NULL)
        if (directive->kind == DIRECTIVE_OTHER &&
            masks_shows(unit->masks, unit->version, directive->start) &&
            !unit_is_respelt(unit, directive->start) && is_empty(unit, directive))
            unit_respell(unit, directive->start, directive->end, '\t'); /* see unit_is_blanked */
    return unit->respelt->count > before;
}
