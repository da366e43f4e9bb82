/* check_semicolon.c: the line that lacks its semicolon, as it may have none in Go, in text that cannot be read; and the call that
 * does, in text that reads, since a macro may be called so.
 *
 * Of a line tokens tell: one that ends an operand is the last of a line, and the next line begins with one that cannot go on with
 * it. What macros stand for is not known, so after them nothing is missing. */
#include "token.h"
#include "unit.h"

#include <ctype.h>
#include <string.h>

/* The tokens of a text, one after the other. */
struct line_reader {
    const struct unit *unit;
    const char *end;
    const char *at, *past; /* the token at hand */
    uint32_t braces;       /* open before it */
    uint32_t depth;        /* of parentheses and brackets */
    /* what stood before the outermost parentheses takes a statement behind them, or may */
    bool head;
};

static struct name *name_of(const struct line_reader *reader) {
    return scope_name(reader->unit->scopes, reader->at, (size_t)(reader->past - reader->at));
}

static bool is_name(const struct line_reader *reader) {
    return is_word_byte(*reader->at) && !isdigit((unsigned char)*reader->at);
}

static bool is_one_of(const char *at, const char *past, const char *const words[]) {
    for (; *words != NULL; words++)
        if (strlen(*words) == (size_t)(past - at) && memcmp(*words, at, (size_t)(past - at)) == 0)
            return true;
    return false;
}

/* Whether the token may be the last of a statement, but for the semicolon. */
static bool ends_statement(const struct line_reader *reader) {
    static const char *const jumps[] = {"return", "break", "continue", NULL};
    char c = *reader->at;
    if (c == ')') return !reader->head;
    if (!is_name(reader)) return c == ']' || c == '"' || isdigit((unsigned char)c) != 0;
    const struct name *name = name_of(reader);
    if (is_one_of(reader->at, reader->past, jumps)) return true;
    if (name->symbol != NULL) return name->symbol->kind != SYM_TYPEDEF;
    return name->macro == NULL && !check_is_keyword(name) &&
           !check_is_channel_word(name->text, name->length); /* which begin something */
}

static bool begins_statement(const char *at, const char *end) {
    return at < end && (*at == '}' || (is_word_byte(*at) && !isdigit((unsigned char)*at)) ||
                        (end - at > 1 && memcmp(at, "<-", 2) == 0));
}

static void count(struct line_reader *reader, bool head) {
    switch (*reader->at) {
    case '{': reader->braces++; break;
    case '}': reader->braces -= reader->braces > 0; break;
    case '(':
    case '[':
        if (reader->depth++ == 0) reader->head = head;
        break;
    case ')':
    case ']': reader->depth -= reader->depth > 0; break;
    default: break;
    }
}

const char *check_unended_line(const struct unit *unit, const char *at, const char *end,
                               bool inside) {
    struct line_reader reader = {.unit = unit, .end = end, .at = token_skip(at, end)};
    bool head = true; /* before parentheses that follow the token at hand */
    for (const char *next; reader.at < end; reader.at = next) {
        reader.past = token_end(reader.at, end);
        next = token_skip(reader.past, end);
        count(&reader, head);
        bool last = memchr(reader.past, '\n', (size_t)(next - reader.past)) != NULL;
        if (last && reader.depth == 0 && (inside || reader.braces > 0) && ends_statement(&reader) &&
            begins_statement(next, end))
            return reader.past;
        head = !is_name(&reader) || name_of(&reader)->macro != NULL ||
               check_is_keyword(name_of(&reader));
        if (strchr(")]}", *reader.at) != NULL) head = false; /* f(x)(y), func() { ... }(y) */
    }
    return NULL;
}

void check_note_missing(const struct unit *unit, struct diagnostic *error, uint32_t at,
                        const char *what) {
    diagnostic_note(error, unit_span_of(unit, at, at), "a '%s' is missing here", what);
}

void check_note_unended_call(struct unit *unit, const struct node *word, uint32_t sites) {
    for (uint32_t i = sites; i < unit->site_count; i++)
        if (unit->sites[i]->kind == SITE_BUILTIN && unit->sites[i]->start == node_start(word))
            unit->unended_call = word;
}

void check_refuse_open_call(struct unit *unit, uint32_t start, uint32_t end) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, start, end),
                         "this statement lacks its semicolon");
    check_note_missing(unit, error, end, ";");
    if (error != NULL) check_hint_line(unit, error, end);
}

void check_refuse_unended_call(struct unit *unit, const struct node *word, uint32_t end) {
    const struct name *name = unit_name_of(unit, word);
    if (name->macro != NULL) return;
    unit->wants_headers = true; /* one may have a function called so, or a macro */
    bool function = name->symbol != NULL && name->symbol->kind == SYM_FUNCTION;
    bool call = node_kind(node_parent(word)) == K_CALL && !unit->in_headers;
    bool nothing = call && name->symbol == NULL && check_is_nothing(unit, word);
    if (function || nothing || word == unit->unended_call)
        check_refuse_open_call(unit, node_start(word), end);
}

void check_refuse_unended(struct unit *unit, const struct node *statement) {
    const struct node *word = statement != NULL ? check_possible_head(unit, statement) : NULL;
    if (word != NULL) check_refuse_unended_call(unit, word, node_end(statement));
}

void check_refuse_unended_builtin(struct unit *unit, const struct node *statement,
                                  const struct node *next) {
    const struct node *word = unit->unended_call;
    if (statement == NULL || word == NULL || check_possible_head(unit, statement) != word) return;
    const char *at = next != NULL ? unit_bytes(unit, next) : "", *past = at;
    if (*at == ')') return; /* which reads as a brace: DO(close(c)); */
    while (is_word_byte(*past)) past++;
    if (scope_name(unit->scopes, at, (size_t)(past - at))->macro != NULL) return;
    check_refuse_open_call(unit, node_start(word), node_end(statement));
    unit->unended_call = NULL;
}
