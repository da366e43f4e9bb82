/* check_missed.c: built-in calls in text that does not parse, or reads as a declaration.
 *
 * `free(c)` and `close(c)` are calls to C, too, and functions of its library: what the walk did not come to, since
 * nothing there looks like a call, must not pass. So where a statement's own part (see check_broken.c) does not parse
 * its tokens are searched for calls of built-ins on what is known to be a channel, and those that left no site are
 * refused. So are those among the arguments of a macro that seems to be the type of a declaration: `UNLESS (len(c)) return;`. */
#include "declare.h"
#include "macro.h"
#include "token.h"

#include <string.h>

/* The tokens of a stretch of text. */
struct cursor {
    struct unit *unit;
    const char *base, *at, *end; /* `at`: the token at hand, `end` when there is none */
};

/* A statement's own part, as far as it was searched. */
struct search {
    struct unit *unit;
    uint32_t from;  /* searched up to here */
    uint32_t sites; /* the first that the statement left */
    struct span missed;
};

static size_t length(const struct cursor *cursor) {
    return (size_t)(token_end(cursor->at, cursor->end) - cursor->at);
}

static bool is(const struct cursor *cursor, const char *text) {
    return cursor->at < cursor->end && length(cursor) == strlen(text) &&
           memcmp(cursor->at, text, strlen(text)) == 0;
}

static void skip_directives(struct cursor *cursor) {
    while (cursor->at < cursor->end && *cursor->at == '#') {
        while (cursor->at < cursor->end && *cursor->at != '\n')
            cursor->at += *cursor->at == '\\' && cursor->at + 1 < cursor->end ? 2 : 1;
        cursor->at = token_skip(cursor->at, cursor->end);
    }
}

static void next(struct cursor *cursor) {
    if (cursor->at < cursor->end)
        cursor->at = token_skip(token_end(cursor->at, cursor->end), cursor->end);
    skip_directives(cursor);
}

/* The name at hand, NULL when there is none. */
static const struct name *take_name(struct cursor *cursor) {
    if (cursor->at == cursor->end || !is_word_byte(*cursor->at)) return NULL;
    const struct name *name = scope_name(cursor->unit->scopes, cursor->at, length(cursor));
    next(cursor);
    return name;
}

/* Past the bracket that closes the one at hand. */
static void skip_group(struct cursor *cursor) {
    uint32_t depth = 0;
    do {
        depth += is(cursor, "(") || is(cursor, "[");
        depth -= is(cursor, ")") || is(cursor, "]");
        next(cursor);
    } while (depth > 0 && cursor->at < cursor->end);
}

/* Whether what stands in the parentheses at hand is a channel. */
static bool takes_channel(struct cursor cursor) {
    if (!is(&cursor, "(")) return false;
    uint32_t start = (uint32_t)(cursor.at + 1 - cursor.base);
    skip_group(&cursor);
    return check_expanded(cursor.unit, start, (uint32_t)(cursor.at - cursor.base)) == CHANNEL;
}

static bool has_site(const struct search *search, uint32_t start) {
    const struct unit *unit = search->unit;
    for (uint32_t i = search->sites; i < unit->site_count; i++)
        if (unit->sites[i]->kind == SITE_BUILTIN && unit->sites[i]->start == start) return true;
    return false;
}

/* Searches from where the search is up to an offset. */
static void search_to(struct search *search, uint32_t end) {
    struct unit *unit = search->unit;
    const char *text = masks_text(unit->masks, unit->version);
    struct cursor cursor = {unit, text, text + search->from, text + end};
    if (search->from >= end || search->missed.source != NULL) return;
    cursor.at = token_skip(cursor.at, cursor.end);
    skip_directives(&cursor);
    while (cursor.at < cursor.end) {
        uint32_t start = (uint32_t)(cursor.at - text), past = start + (uint32_t)length(&cursor);
        bool member = is(&cursor, ".") || is(&cursor, "->");
        const struct name *name = take_name(&cursor);
        if (name == NULL) {
            next(&cursor);
            if (member) take_name(&cursor);
        } else if (name->macro != NULL && name->macro->stringifies && is(&cursor, "(")) {
            skip_group(&cursor);
        } else if (check_is_builtin(name) && takes_channel(cursor) && !has_site(search, start)) {
            search->missed = unit_span_of(unit, start, past);
            return;
        }
    }
}

/* What has its own look is left out: statements, unless they stand in an error, which nothing looks into. */
static void search_own(struct search *search, const struct node *node, bool whole) {
    for_children(child, node) {
        bool error = whole || child->kind == K_ERROR;
        if (!error && check_is_apart(node_kind(child))) {
            search_to(search, node_start(child));
            search->from = node_end(child);
        } else {
            search_own(search, child, error);
        }
    }
}

/* Whether a declaration has a macro with arguments for its type, or before what it declares in parentheses. One of a pointer
 * reads as a product. */
static bool has_arguments(const struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_EXPRESSION_STATEMENT) return node_kind(node_inner(node)) == K_BINARY;
    if (node_kind(node) != K_DECLARATION) return false;
    const struct node *type = node_field(node, F_TYPE);
    if (node_kind(node_inner(node)) == K_MACRO_MODIFIER) return true; /* free(c) int n; */
    uint32_t declarator = node_start(node_field(node, F_DECLARATOR));
    return declare_is_by_macro(unit, type) &&
           (node_kind(type) == K_MACRO_TYPE || unit->source->text[declarator] == '(');
}

void check_missed(struct unit *unit, const struct node *node, uint32_t sites) {
    bool error = node_kind(node) == K_ERROR, broken = node_is_broken(node);
    if (unit->in_headers || !(broken || has_arguments(unit, node)) ||
        (!error && check_is_holder(node_kind(node))))
        return;
    struct search search = {.unit = unit, .from = node_start(node), .sites = sites};
    search_own(&search, node, error);
    search_to(&search, node_end(node));
    if (search.missed.source == NULL) return;
    const struct node *first = node_inner(node);
    enum kind kind = node_kind(first);
    if (!broken && (kind == K_MACRO_TYPE || kind == K_MACRO_MODIFIER) &&
        search.missed.start == node_start(first)) /* the call itself seems to be the macro's */
        check_refuse_open_call(unit, node_start(first), node_end(first));
    else if (broken)
        check_refuse_broken(unit, node, search.missed);
    else
        declare_refuse_after_macro(unit, search.missed);
}
