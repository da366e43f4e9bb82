/* check_chan.c: `chan` that begins a type where the grammar, which knows no names, cannot tell.
 *
 * `chan<-(T) x;`, `chan(T) (*f)(int);`, `chan T (x);` or `sizeof(chan(T)[2])` read as C's, or do not parse. Where nothing is called
 * `chan` and a type follows, the place is noted; the text is then read again with this word spelt so that the parser
 * takes it for that of a type (spelling.c). */
#include "declare.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

/* How many macros may stand for each other until a type's name is found. */
enum { MACROS_DEEP = 8 };

/* Past white space and comments. */
static uint32_t past_space(const struct unit *unit, uint32_t at) {
    const struct source *source = unit->source;
    return (uint32_t)(token_skip(source->text + at, source->text + source->length) - source->text);
}

static uint32_t past_word(const struct unit *unit, uint32_t at) {
    while (at < unit->source->length && is_word_byte(unit->source->text[at])) at++;
    return at;
}

static bool is_text(const struct unit *unit, uint32_t at, uint32_t end, const char *word) {
    return strlen(word) == end - at && memcmp(unit->source->text + at, word, end - at) == 0;
}

static bool is_type_word(const char *word, size_t length) {
    static const char *const words[] = {
        "void",     "char",     "short",      "int",      "long",     "float",         "double",
        "signed",   "unsigned", "struct",     "union",    "enum",     "_Bool",         "bool",
        "_Complex", "typeof",   "__typeof__", "__typeof", "__int128", "__extension__",
    };
    if (declare_qualifier_word(word, length) != 0) return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && memcmp(word, words[i], length) == 0) return true;
    return false;
}

/* Whether nothing is called `chan`. What is no typedef may be called so where only a type can follow. */
static bool chan_is_free(const struct unit *unit, bool arrow) {
    const struct name *chan = scope_name(unit->scopes, "chan", 4);
    if (chan->macro != NULL) return false;
    return chan->symbol == NULL || (!arrow && chan->symbol->kind != SYM_TYPEDEF);
}

/* Past the `)` that closes what begins at `at`; the text's end where none does. */
static uint32_t past_parentheses(const struct unit *unit, uint32_t at) {
    uint32_t depth = 0;
    for (; at < unit->source->length; at = past_space(unit, at + 1)) {
        depth += unit->source->text[at] == '(';
        if (unit->source->text[at] == ')' && --depth == 0) return at + 1;
    }
    return at;
}

/* Whether a macro of the file makes the element at `at`, of its arguments: `chan VEC(int) c;` reads as a function called
 * VEC, `chan<- VEC(int) c;` as a send that a declarator follows. */
static bool macro_follows(const struct unit *unit, uint32_t at, bool arrow) {
    uint32_t end = past_word(unit, at), open = past_space(unit, end);
    const char *text = unit->source->text;
    if (end == at || text[open] != '(' ||
        scope_name(unit->scopes, text + at, end - at)->macro == NULL)
        return false;
    uint32_t after = past_space(unit, past_parentheses(unit, open));
    return !arrow || text[after] == '*' || is_word_byte(text[after]);
}

/* Whether a word is a type's name, or that of a macro that stands for one: `depth` of those may stand for the next. */
static bool names_type(const struct unit *unit, const char *word, size_t length, unsigned depth) {
    if (is_type_word(word, length)) return true;
    const struct name *name = scope_name(unit->scopes, word, length);
    const struct macro *macro = name->macro;
    if (macro == NULL) return name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF;
    if (depth == 0 || macro->body.source == NULL || macro->parameters.source != NULL) return false;
    const char *text = macro->body.source->text, *end = text + macro->body.end;
    text = token_skip(text + macro->body.start, end);
    return text < end && is_word_byte(*text) &&
           names_type(unit, text, (size_t)(token_end(text, end) - text), depth - 1);
}

/* Whether a type's name begins at `at`. */
static bool type_begins(const struct unit *unit, uint32_t at) {
    for (;;) {
        const char *text = unit->source->text;
        at = past_space(unit, at);
        bool received = text[at] == '<' && text[at + 1] == '-';
        if (received) at = past_space(unit, at + 2);
        uint32_t end = past_word(unit, at);
        if (end == at || isdigit((unsigned char)text[at])) return false;
        const struct name *name = scope_name(unit->scopes, text + at, end - at);
        if (!is_text(unit, at, end, "chan") || name->symbol != NULL)
            return !received && names_type(unit, text + at, end - at, MACROS_DEEP);
        if (name->macro != NULL) return false;
        at = past_space(unit, end); /* the element of that */
        if (text[at] == '<' && text[at + 1] == '-') at = past_space(unit, at + 2);
        if (text[at] == '(') at++;
    }
}

/* Whether a type, and no operand, follows the `chan` whose next token is at `after`; `arrow`: beyond an arrow. */
static bool type_follows(const struct unit *unit, uint32_t after, bool arrow) {
    char c = unit->source->text[after];
    if (macro_follows(unit, after, arrow)) return true;
    if (!arrow && c != '(' && c != '<' && !is_word_byte(c)) return false;
    return type_begins(unit, c == '(' ? after + 1 : after);
}

/* Whether a name that nothing declares follows an arrow: of a type from a header, perhaps. */
static bool unknown_follows(const struct unit *unit, uint32_t after) {
    const char *text = unit->source->text;
    if (text[after] == '(') after = past_space(unit, after + 1);
    uint32_t end = past_word(unit, after);
    if (end == after || isdigit((unsigned char)text[after])) return false;
    const struct name *name = scope_name(unit->scopes, text + after, end - after);
    return name->symbol == NULL && name->macro == NULL;
}

/* Notes the `chan` at `at` and those that its element begins with. */
static void note_nested(struct unit *unit, uint32_t at) {
    const char *text = unit->source->text;
    while (is_text(unit, at, past_word(unit, at), "chan")) {
        unit_respell(unit, at + 3, at + 4, SPELLING_MARK);
        at = past_space(unit, at + 4);
        while (text[at] == '(' || (text[at] == '<' && text[at + 1] == '-'))
            at = past_space(unit, at + (text[at] == '(' ? 1 : 2));
    }
}

bool check_chan_at(struct unit *unit, uint32_t at) {
    const char *text = unit->source->text;
    if (unit->in_headers || !is_text(unit, at, past_word(unit, at), "chan")) return false;
    uint32_t after = past_space(unit, at + 4);
    bool arrow = text[after] == '<' && text[after + 1] == '-';
    if (arrow) after = past_space(unit, after + 2);
    if (!chan_is_free(unit, arrow) || unit_is_respelt(unit, at + 3)) return false;
    if (!type_follows(unit, after, arrow)) {
        unit->wants_headers |= arrow && unknown_follows(unit, after);
        return false;
    }
    if (unit->asked_headers)
        note_nested(unit, at);
    else
        unit->wants_headers = true; /* one may have something called so */
    return true;
}

bool check_chan(struct unit *unit, const struct node *word) {
    enum kind kind = node_kind(word);
    return (kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER) && unit_is(unit, word, "chan") &&
           check_chan_at(unit, node_start(word));
}

bool check_chan_after_macro(struct unit *unit, const struct node *type,
                            const struct node *declarator) {
    if (node_kind(type) != K_MACRO_TYPE || check_is_typeof(unit, node_field(type, F_NAME)))
        return false;
    return unit_is(unit, node_after(type), "typedef") &&
           check_chan_at(unit, node_start(declarator));
}

/* Whether an arrow stands before or behind the `chan` at `at`. */
static bool has_arrow(const struct unit *unit, uint32_t at) {
    const char *text = unit->source->text;
    uint32_t before = at;
    while (before > 0 && is_space_byte(text[before - 1])) before--;
    return text[past_space(unit, at + 4)] == '<' ||
           (before > 1 && text[before - 2] == '<' && text[before - 1] == '-');
}

bool check_chans_within(struct unit *unit, const struct node *node, bool arrows) {
    const char *text = unit->source->text, *at = text + node_start(node),
               *end = text + node_end(node);
    bool any = false;
    for (; at < end && (at = memmem(at, (size_t)(end - at), "chan", 4)) != NULL; at += 4)
        if (at == text || !is_word_byte(at[-1])) {
            uint32_t start = (uint32_t)(at - text);
            if (!arrows || has_arrow(unit, start)) any |= check_chan_at(unit, start);
        }
    return any;
}

/* `const <-chan(T)`: the call that the arrow of what reads as a comparison stands before; else the left operand. */
static const struct node *first_operand(const struct unit *unit, const struct node *binary) {
    const struct node *left = node_field(binary, F_LEFT), *right = node_field(binary, F_RIGHT);
    bool qualifier = node_kind(left) == K_IDENTIFIER && declare_qualifier(unit, left) != 0;
    return qualifier && node_kind(right) == K_UNARY ? node_field(right, F_ARGUMENT) : left;
}

/* The word that an expression begins with, if that is more than `chan(T)` or a receive from that. */
static const struct node *first_word(const struct unit *unit, const struct node *node) {
    bool more = false;
    for (;;) {
        const struct node *function;
        switch (node_kind(node)) {
        case K_IDENTIFIER: return more ? node : NULL;
        case K_COMMA:
        case K_ASSIGNMENT: node = node_field(node, F_LEFT); break;
        case K_BINARY: node = first_operand(unit, node); break;
        case K_SUBSCRIPT: node = node_field(node, F_ARGUMENT); break;
        case K_CONCATENATED_STRING: node = node_inner(node); break; /* chan T */
        case K_RECEIVE: node = node_field(node, F_CHANNEL); continue;
        case K_CALL:
            function = node_field(node, F_FUNCTION);
            if (node_kind(function) == K_IDENTIFIER) return more ? function : NULL;
            node = function;
            break;
        default: return NULL;
        }
        more = true;
    }
}

bool check_chan_first(struct unit *unit, const struct node *expression) {
    const struct node *word = first_word(unit, expression);
    return word != NULL && check_chan(unit, word);
}
