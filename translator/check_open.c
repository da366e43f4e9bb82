/* check_open.c: functions that lack the brace which ends them.
 *
 * The parser adds it at the end of the text, and takes the functions up to there for nested ones: all of it reads, and the
 * rest of the function for a part of some block in it. Macros and directives may hold the brace, so only what has neither
 * is refused. Where the function ends by its layout, at a brace in the first column, tells whether it is the one that is
 * open, and not one that follows. */
#include "macro.h"
#include "token.h"
#include "unit.h"

#include <string.h>

/* Whether one of the lines of a range is a directive. */
static bool has_directive(const char *at, const char *end) {
    for (; at != NULL && at < end; at = memchr(at, '\n', (size_t)(end - at))) {
        at = token_skip(at, end);
        if (at < end && *at == '#') return true;
    }
    return false;
}

/* For macro_leads_to. */
static bool is_brace(const struct unit *unit, const char *token, size_t length,
                     const void *unused) {
    (void)unit, (void)unused;
    return length == 1 && (*token == '{' || *token == '}');
}

/* Whether the braces from `start` on are more than those that end them where the layout has the function end, which `last` is
 * set to. */
static bool is_unbalanced(const struct unit *unit, uint32_t start, uint32_t *last) {
    const char *text = unit->spelt, *end = text + unit->source->length, *past;
    uint32_t depth = 0;
    bool ends = false;
    *last = start;
    for (const char *at = text + start; at < end && !ends; at = token_skip(past, end)) {
        past = token_end(at, end);
        if (is_word_byte(*at) && macro_leads_to(unit, at, past, is_brace, NULL)) return false;
        ends = *at == '}' && at[-1] == '\n';
        depth += *at == '{';
        depth -= *at == '}';
        *last = (uint32_t)((ends ? at : past) - text);
    }
    const char *source = unit->source->text;
    return depth > 0 && !has_directive(source + start, source + *last);
}

/* The first channel syntax from `start` on that there is a site of from number `first` on, or NULL. */
static const struct site *first_site(const struct unit *unit, uint32_t first, uint32_t start) {
    const struct site *found = NULL;
    for (uint32_t i = first; i < unit->site_count; i++) {
        const struct site *site = unit->sites[i];
        bool syntax = site->node != NULL && site->start >= start && site->end > site->start;
        if (syntax && (found == NULL || site->start < found->start)) found = site;
    }
    return found;
}

bool check_is_open(const struct node *block) {
    const struct node *last = NULL;
    for_children(child, block) last = child;
    return last != NULL && node_is_missing(last);
}

/* Whether something before its last brace does not parse, either. */
static bool is_broken_within(const struct node *block) {
    for_children(child, block)
        if (node_is_broken(child) && !node_is_missing(child)) return true;
    return false;
}

void check_open(struct unit *unit, const struct node *block, uint32_t sites, size_t errors) {
    bool told = diagnostics_count(unit->errors) > errors && is_broken_within(block);
    if (!check_is_open(block) || told || unit->version > 0) return;
    const struct site *site = first_site(unit, sites, node_start(block));
    uint32_t last;
    if (site == NULL || !is_unbalanced(unit, node_start(block), &last)) return;
    diagnostics_rewind(unit->errors, errors); /* they may come from there */
    unit->wants_headers = unit->wants_macros = true;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, site->start, site->end),
                         "channel syntax in a function that does not end");
    check_note_missing(unit, error, last, "}");
}
