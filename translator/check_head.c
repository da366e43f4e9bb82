/* check_head.c: macros that are the heads of loops or of conditions, and what they head.
 *
 * `EACH(v, n)` and `UNLESS(x)` need no semicolon, so what follows may read as their body or as a statement of its own, or as a
 * declaration or a product with them: `UNLESS (len(c)) return;`, `UNLESS (x) *p = 1;`. Where the macro is known the text is
 * read again then, with a semicolon in place of the blank behind the head; what belongs together is seen by that. So it is
 * behind macros that are whole statements. */
#include "expand.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* A macro needs no semicolon; what follows may be the body of a loop then. */
bool check_is_ended(const struct unit *unit, const struct node *statement) {
    return unit->source->text[node_end(statement) - 1] == ';';
}

/* The body of a loop or an `if`, of its `else` if it has one; NULL for any other statement. */
static const struct node *body_of(const struct node *node) {
    const struct node *alternative = node_field(node, F_ALTERNATIVE);
    switch (node_kind(node)) {
    case K_IF_STATEMENT:
        return alternative != NULL ? node_inner(alternative) : node_field(node, F_CONSEQUENCE);
    case K_MACRO_LOOP_STATEMENT:
        return alternative != NULL ? node_inner(alternative) : node_field(node, F_BODY);
    case K_FOR_STATEMENT:
    case K_WHILE_STATEMENT:
    case K_RANGE_STATEMENT: return node_field(node, F_BODY);
    default: return NULL;
    }
}

/* What a loop or an `if` ends with: the innermost body. */
static const struct node *last_part(const struct unit *unit, const struct node *node) {
    for (const struct node *body = node; body != NULL; body = body_of(node)) {
        if (body == unit->ended.loop) return unit->ended.last;
        node = body;
    }
    return node;
}

const struct node *check_possible_head(const struct unit *unit, const struct node *node) {
    const struct node *last = last_part(unit, node);
    if (node_kind(last) != K_EXPRESSION_STATEMENT || check_is_ended(unit, last)) return NULL;
    const struct node *word = node_inner(last);
    if (node_kind(word) == K_CALL) word = node_field(word, F_FUNCTION);
    return node_kind(word) == K_IDENTIFIER ? word : NULL;
}

bool check_lacks_body(struct unit *unit, const struct node *node) {
    const struct node *word = check_possible_head(unit, node);
    return word != NULL &&
           (macro_is_head(unit_name_of(unit, word)->macro) || macro_opens_loop(unit, word));
}

static bool is_else(const char *at) {
    return strncmp(at, "else", 4) == 0 && !is_word_byte(at[4]);
}

/* Whether an `else` without its `if` follows. */
static bool goes_on(const struct unit *unit, const struct node *statement) {
    const char *text = unit->source->text;
    return is_else(token_skip(text + node_end(statement), text + unit->source->length));
}

/* The last of the heads of a loop: of several in a row the parser skips some. */
static const struct node *last_head(const struct node *loop) {
    const struct node *last = node_field(loop, F_CALL);
    for_children(error, loop) {
        if (error->kind != K_ERROR) continue;
        for_children(call, error)
            if (node_kind(call) == K_CALL && node_end(call) > node_end(last)) last = call;
    }
    return last;
}

/* Of a loop, or of what loops head, the macro's use that is all that these need, so that it heads nothing; NULL for none. */
static const struct node *whole_body(struct unit *unit, const struct node *body) {
    for (; body != NULL; body = body_of(body)) {
        if (body == unit->ended.loop) return unit->ended.whole;
        const struct node *call =
            node_kind(body) == K_MACRO_LOOP_STATEMENT ? last_head(body) : NULL;
        const struct node *word = call != NULL ? node_field(call, F_FUNCTION) : NULL;
        if (node_kind(word) == K_IDENTIFIER &&
            expand_is_statement(unit, unit_name_of(unit, word)->macro, node_start(call),
                                node_end(call)))
            return call;
    }
    return NULL;
}

uint32_t check_whole_end(struct unit *unit, const struct node *statement) {
    const struct node *last = statement, *whole = whole_body(unit, statement);
    if (whole != NULL) return node_end(whole);
    bool more = check_lacks_body(unit, statement);
    while (more && node_after(last)->kind != K_TOKEN) {
        last = node_after(last);
        more = check_lacks_body(unit, last) || goes_on(unit, last);
    }
    uint32_t end = node_end(last); /* or before the semicolon that only the parser sees */
    return unit->source->text[end - 1] != ';' && unit->spelt[end - 1] == ';' ? end - 1 : end;
}

/* Reading again. */

/* `else` that belongs to an `if` of a macro may read as the name of something: the text is read again without it. Right behind
 * a head it belongs to none. */
static bool respell_else(struct unit *unit, const struct node *node) {
    uint32_t start = node_start(node);
    if (!is_else(unit->spelt + start) || body_of(node_parent(node)) == node) return false;
    unit_respell(unit, start, start + 4, ' ');
    return true;
}

/* Past the parentheses that begin at `at`; NULL where they do not end. */
static const char *past_parentheses(const char *at, const char *end) {
    uint32_t depth = 0;
    while (at < end) {
        depth += *at == '(';
        depth -= *at == ')';
        const char *past = token_end(at, end);
        if (depth == 0) return past;
        at = token_skip(past, end);
    }
    return NULL;
}

/* The blank to put a semicolon in: the lines stay, where there is another behind them, and no directive, which the parser
 * is never shown. */
static const char *past_lines(const struct unit *unit, const char *start) {
    const char *blank = start, *end = unit->source->text + unit->source->length;
    while (*blank == '\n') blank++;
    const char *next = token_skip(unit->source->text + (blank - unit->spelt), end);
    return is_space_byte(*blank) && spelling_byte(next) != '#' ? blank : start;
}

/* Past the use of a macro that [at, end) begins with; NULL where it does not. */
static const char *past_use(struct unit *unit, const char *at, const char *end,
                            const struct macro **macro) {
    if (!is_word_byte(*at)) return NULL;
    const char *past = token_end(at, end);
    const struct name *name = scope_name(unit->scopes, at, (size_t)(past - at));
    *macro = name->macro;
    if (check_is_channel_word(name->text, name->length) || name->macro == NULL) return NULL;
    if (name->macro->parameters.source == NULL) return past;
    at = token_skip(past, end);
    return at < end && *at == '(' ? past_parentheses(at, end) : NULL;
}

/* Whether a macro's use at the beginning of a statement would make another kind of it. */
static bool may_hide_head(const struct node *statement) {
    switch (node_kind(statement)) {
    case K_DECLARATION:
    case K_FUNCTION_DEFINITION: {
        enum kind kind = node_kind(node_inner(statement));
        return kind == K_TYPE_IDENTIFIER || kind == K_MACRO_TYPE || kind == K_MACRO_MODIFIER;
    }
    case K_MACRO_LOOP_STATEMENT: /* M(x) and (void)(T){y}: what is called is a call */
        return node_kind(node_field(node_field(statement, F_CALL), F_FUNCTION)) == K_CALL;
    case K_EXPRESSION_STATEMENT:
    case K_SEND_STATEMENT:
    case K_ERROR: return true;
    default: return false;
    }
}

bool check_respell_head(struct unit *unit, const struct node *statement) {
    if (unit->in_headers) return false; /* whose text is another, and is read once */
    if (respell_else(unit, statement)) return true;
    if (!may_hide_head(statement)) return false;
    const struct macro *macro = NULL;
    const char *start = unit->spelt + node_start(statement),
               *end = unit->spelt + node_end(statement), *past = past_use(unit, start, end, &macro);
    if (past == NULL) return false;
    uint32_t use = (uint32_t)(past - unit->spelt);
    const char *next = token_skip(past, end), *blank = past_lines(unit, past);
    if (next >= end || *next == ';' || *next == '#' || !is_space_byte(*blank)) return false;
    if (!macro_is_head(macro) && !expand_is_statement(unit, macro, node_start(statement), use))
        return false;
    uint32_t at = (uint32_t)(blank - unit->spelt);
    unit_respell(unit, at, at + 1, ';');
    return true;
}

/* A declaration that can be none of a parameter, among those of a K&R definition. */
static bool is_of_no_parameter(const struct unit *unit, const struct node *declaration) {
    if (node_kind(declaration) != K_DECLARATION) return false;
    enum kind type = node_kind(node_field(declaration, F_TYPE));
    bool record = type == K_STRUCT_SPECIFIER || type == K_UNION_SPECIFIER;
    for_named(child, declaration)
        if ((child->kind == K_STORAGE_CLASS && !unit_is(unit, child, "register")) ||
            (record && node_is_missing(child)))
            return true;
    return false;
}

static bool is_record_word(const struct unit *unit, const struct node *word) {
    return node_kind(word) == K_IDENTIFIER &&
           (unit_is(unit, word, "struct") || unit_is(unit, word, "union"));
}

bool check_respell_record(struct unit *unit, const struct node *definition) {
    const struct node *rest = NULL;
    for_named(word, node_field(definition, F_DECLARATOR))
        if (rest == NULL && is_record_word(unit, word)) rest = word;
    for_named(child, definition)
        if (rest == NULL && is_of_no_parameter(unit, child)) rest = child;
    uint32_t before = node_start(rest) - 1;
    if (unit->in_headers || rest == NULL || !is_space_byte(unit->spelt[before])) return false;
    unit_respell(unit, before, before + 1, ';');
    return true;
}

/* `LOG(v){ ... }`: the semicolon gets the place of the brace, which gets that of the first blank behind it. */
static void move_brace(struct unit *unit, uint32_t open) {
    uint32_t blank = open + 1;
    while (unit->spelt[blank] == '\n' || unit->spelt[blank] == '\r') blank++;
    if (!is_space_byte(unit->spelt[blank])) return;
    unit_respell(unit, open, open + 1, ';');
    unit_respell(unit, blank, blank + 1, '{');
}

void check_headed(struct unit *unit, const struct node *body) {
    const struct node *call = unit->in_headers ? NULL : whole_body(unit, body);
    if (call == NULL) return;
    const char *start = unit->spelt + node_end(call), *blank = past_lines(unit, start);
    if (!is_space_byte(*blank) && *start == '{') move_brace(unit, node_end(call));
    if (!is_space_byte(*blank) || *token_skip(start, start + strlen(start)) == '#') return;
    uint32_t at = (uint32_t)(blank - unit->spelt);
    unit_respell(unit, at, at + 1, ';');
}

void check_end_loop(struct unit *unit, const struct node *loop) {
    check_headed(unit, body_of(loop));
    if (check_lacks_body(unit, loop))
        unit->body->open++;
    else
        scope_pop(unit->scopes);
    if (!unit->in_headers)
        unit->ended = (struct ended){loop, last_part(unit, loop), whole_body(unit, loop)};
}
