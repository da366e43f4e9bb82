/* check_broken_head.c: loops and conditions whose heads do not read: `for v := range c {`, `while <-c {`, `for (v : c)`,
 * `for (i := 0; i < 3; i++ {`.
 *
 * Such a head makes an error of what stands around it, often of all the rest of the function. So where there is one that is
 * to be reported, the text is read again with another in the place of each, `(;;)` or `(1)`. Each is refused then where the
 * walk comes to its statement, and what is around it and in its body is checked as ever. */
#include "declare.h"
#include "spelling_text.h"
#include "token.h"

#include <string.h>

/* A head that does not read. */
struct head {
    const char *word;        /* `for`, `while`, `if` or `switch` */
    const char *start, *end; /* from behind that to the body */
    bool unclosed;           /* its `)` is missing, else */
    bool bare;               /* both parentheses, or what is in them is wrong */
};

static bool is_for(const char *word) {
    return *word == 'f';
}

static bool is_head_word(const char *at, const char *past) {
    static const char *const words[] = {"for", "while", "if", "switch", NULL};
    return is_one_of(at, (size_t)(past - at), words);
}

static const struct name *name_at(const struct unit *unit, const char *at, const char *past) {
    return is_word_byte(*at) ? scope_name(unit->scopes, at, (size_t)(past - at)) : NULL;
}

/* Whether a name is a macro's, or that of nothing known where a header could not be read. */
static bool may_be_macro(const struct unit *unit, const struct name *name) {
    if (name == NULL || name->macro != NULL) return name != NULL;
    return unit_lacks_header(unit) && name->symbol == NULL && !check_is_keyword(name);
}

/* Whether a brace is the last of its line, as that of a body is. */
static bool is_last(const char *brace, const char *end) {
    const char *after = token_skip(brace + 1, end);
    return memchr(brace, '\n', (size_t)(after - brace)) != NULL;
}

/* Whether what is in the parentheses of a `for` makes none a head: it has not two semicolons, nor is it of a range. Macros
 * may make anything of it. */
static bool is_no_loop(const struct unit *unit, const char *at, const char *end) {
    uint32_t semicolons = 0, tokens = 0;
    int32_t depth = 0;
    at = token_skip(at, end);
    for (const char *before = at, *past; at < end; before = past, at = token_skip(past, end)) {
        past = token_end(at, end);
        const struct name *name = name_at(unit, at, past);
        bool range = token_is(at, (size_t)(past - at), "range") &&
                     strchr("(=", before[-1]) != NULL &&
                     (before[-2] != ':' || tokens == 3); /* `(v := range` */
        if (range || may_be_macro(unit, name)) return false;
        depth += (strchr("({[", *at) != NULL) - (strchr(")}]", *at) != NULL);
        semicolons += *at == ';' && depth == 1;
        tokens++;
    }
    return semicolons != 2;
}

/* Whether a head behind [word, start) does not read, as far as the tokens of its line tell. */
static bool find_head(const struct unit *unit, const char *word, const char *start,
                      struct head *head) {
    const char *end = unit->source->text + unit->source->length, *at = token_skip(start, end);
    if (at == end) return false;
    const struct name *first = name_at(unit, at, token_end(at, end));
    if (may_be_macro(unit, first)) return false;
    *head = (struct head){.word = word, .start = start, .bare = *at != '('};
    int32_t depth = 0;
    for (const char *past = start; at < end; at = token_skip(past, end)) {
        if (memchr(past, '\n', (size_t)(at - past)) != NULL || *at == '#') return false;
        bool operand = is_word_byte(past[-1]) || strchr(")]+-", past[-1]) != NULL;
        if (*at == '{' && operand && (head->bare ? depth == 0 : is_last(at, end))) {
            head->end = past;
            head->unclosed = !head->bare;
            return true;
        }
        depth += (*at == '(') - (*at == ')');
        past = token_end(at, end);
        head->end = past;
        if (depth < 0) return false;
        if (depth == 0 && !head->bare) return is_for(word) && is_no_loop(unit, start, past);
    }
    return false;
}

/* Notes what the parser gets to see for a head; false where that has no room. */
static bool respell(struct unit *unit, const struct head *head) {
    const char *text = unit->source->text, *as = is_for(head->word) ? "(;;)" : "(1)";
    uint32_t at = (uint32_t)(head->start - text), end = (uint32_t)(head->end - text);
    if (unit->in_headers) return false;
    if (at == end && is_for(head->word)) { /* `for {`: the body is all that is seen of it */
        unit_respell(unit, (uint32_t)(head->word - text), at, ' ');
        return true;
    }
    if (end - at < strlen(as)) return false;
    for (; *as != '\0'; at++) unit_respell(unit, at, at + 1, *as++);
    if (at < end) unit_respell(unit, at, end, ' ');
    return true;
}

bool check_respell_heads(struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = unit->source->text, *limit = text + unit->source->length, *past;
    if (!unit->asked_headers || unit->version > 0) return false;
    if (unit->heads_source == unit->source && start < unit->heads_end) return false;
    const char *function = memmem(text + end, unit->source->length - end, "\n}", 2);
    if (function != NULL) limit = function;
    uint32_t count = unit->respelt->count;
    for (const char *at = token_skip(token_line(text, text + start), limit); at < limit;
         at = token_skip(past, limit)) {
        struct head head;
        past = *at == '#' ? token_line_end(at, limit) : token_end(at, limit);
        if (is_head_word(at, past) && masks_shows(unit->masks, 0, (uint32_t)(at - text)) &&
            find_head(unit, at, past, &head) && respell(unit, &head))
            past = head.end;
    }
    unit->heads_source = unit->source;
    unit->heads_end = (uint32_t)(limit - text);
    return unit->respelt->count > count;
}

static void report(struct unit *unit, const struct head *head) {
    const char *text = unit->source->text;
    const char *first = token_skip(head->start, head->end);
    uint32_t word = (uint32_t)(head->word - text), start = (uint32_t)(first - text),
             end = (uint32_t)(head->end - text);
    struct span at = check_channels_in(unit, word, start, end);
    struct diagnostic *error =
        at.start < at.end ? diagnostic_error(unit->errors, D_SYNTAX, at,
                                             "channel syntax in text that cannot be read")
                          : diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, start, end),
                                             "the head of this '%.*s' cannot be read",
                                             (int)(head->start - head->word), head->word);
    if (error == NULL) return;
    if (head->unclosed)
        check_note_missing(unit, error, end, ")");
    else
        check_hint(unit, error, word, end);
}

/* Whether a block is what is seen of `for {`. */
static bool is_endless(const struct unit *unit, const struct node *block) {
    const char *text = unit->source->text, *at = text + node_start(block);
    while (at > text && is_space_byte(at[-1])) at--;
    return at - text >= 3 && memcmp(at - 3, "for", 3) == 0 &&
           unit_is_respelt(unit, (uint32_t)(at - 3 - text));
}

/* Refuses it, where it is one. */
static bool refuse_endless(struct unit *unit, const struct node *block) {
    if (!is_endless(unit, block)) return false;
    uint32_t brace = node_start(block);
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, brace, brace + 1),
                         "the head of this 'for' is missing");
    if (error != NULL) diagnostic_hint(error, "C's loop without an end is for (;;)");
    scope_push(unit->scopes);
    return true;
}

bool check_broken_head(struct unit *unit, const struct node *statement) {
    struct head head;
    if (unit->respelt->count == 0) return false;
    if (node_kind(statement) == K_COMPOUND_STATEMENT) return refuse_endless(unit, statement);
    const char *word = unit->source->text + node_start(statement);
    const char *start = token_end(word, word + node_end(statement) - node_start(statement));
    if (!is_head_word(word, start) ||
        !unit_is_respelt(unit, (uint32_t)(start - unit->source->text)) ||
        !find_head(unit, word, start, &head))
        return false;
    report(unit, &head);
    scope_push(unit->scopes);
    check_declare_lost(unit, (uint32_t)(head.start - unit->source->text),
                       (uint32_t)(head.end - unit->source->text));
    return true;
}
