/* check_broken.c: channel syntax in text that does not parse.
 *
 * tree-sitter recovers from any text, and what it could not read is left to the C compiler, unless
 * channel syntax stands in it or beside it in the same statement: that would pass through
 * untranslated. A statement's own part ends where the statements in it begin; those are looked at
 * by themselves. */
#include "check_broken.h"
#include "include.h"
#include "macro.h"
#include "spelling_text.h"
#include "token.h"

#include <string.h>

static bool is_channel_kind(enum kind kind) {
    switch (kind) {
    case K_CHANNEL_TYPE:
    case K_RECEIVE:
    case K_MAKE:
    case K_SEND_EXPRESSION:
    case K_SHORT_DECLARATION:
    case K_GO_STATEMENT:
    case K_RANGE_STATEMENT:
    case K_SELECT_STATEMENT:
    case K_FUNCTION_LITERAL: return true;
    default: return false;
    }
}

/* Tokens that only channel syntax has, where the tree holds them apart. */
static bool is_channel_token(const struct node *node) {
    static const char *const tokens[] = {"chan",   "chan<-", "<-chan", "<-",   ":=", "go",
                                         "select", "range",  "func",   "make", NULL};
    return is_one_of(node_word(node), strlen(node_word(node)), tokens);
}

/* Statements and declarations inside, which have their own look. */
bool check_is_apart(enum kind kind) {
    return (kind >= K_COMPOUND_STATEMENT && kind <= K_SELECT_STATEMENT && kind != K_ELSE_CLAUSE &&
            kind != K_SEND_EXPRESSION && kind != K_SHORT_DECLARATION) ||
           kind == K_SELECT_BODY || kind == K_SELECT_CASE || kind == K_DECLARATION ||
           kind == K_TYPE_DEFINITION || kind == K_FUNCTION_DEFINITION ||
           kind == K_FIELD_DECLARATION;
}

/* Lists of statements: an error among them is looked at as an item of its own. */
bool check_is_holder(enum kind kind) {
    return kind == K_COMPOUND_STATEMENT || kind == K_SELECT_BODY || kind == K_SELECT_CASE ||
           kind == K_CASE_STATEMENT || kind == K_TRANSLATION_UNIT || kind == K_DECLARATION_LIST;
}

bool check_is_plain_comparison(const struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_SEND_EXPRESSION) return false;
    const struct node *channel = node_field(node, F_CHANNEL);
    for_children(child, node) {
        if (strcmp(node_word(child), "<-") == 0) break;
        /* MACRO(x) n <- 1: the name was skipped */
        if (child->kind == K_ERROR) channel = node_inner(child);
    }
    if (node_kind(channel) != K_IDENTIFIER ||
        node_kind(node_field(node, F_VALUE)) == K_INITIALIZER_LIST)
        return false;
    const struct symbol *symbol = unit_name_of(unit, channel)->symbol;
    return symbol != NULL && symbol->kind == SYM_OBJECT && !type_is(symbol->type, T_CHANNEL) &&
           !type_is_open(symbol->type);
}

static void note_channel(const struct unit *unit, struct finding *finding,
                         const struct node *node) {
    if (finding->has_channel || check_is_no_code(unit, node_start(node))) return;
    finding->has_channel = true;
    finding->start = node_start(node);
    finding->end = node_end(node);
}

/* Looks at the text [start, end) of an error. One that ends with an arrow lacks an operand: that is where
 * reading failed. */
static void note_skipped(const struct unit *unit, struct finding *finding, uint32_t start,
                         uint32_t end) {
    uint32_t at = check_skipped_syntax(unit, start, end);
    if (at == end || finding->has_channel) return;
    finding->has_channel = true;
    const char *text = unit->source->text;
    uint32_t past = (uint32_t)(token_end(text + at, text + end) - text);
    finding->start = at;
    finding->end = past;
    while (text[at] == '<' && finding->start > 0 && text[finding->start - 1] == ' ')
        finding->start--;
    while (finding->start > 0 && is_word_byte(text[finding->start - 1])) finding->start--;
    if (text[finding->start] == ' ') finding->start = at;
    if (end < 2 || memcmp(unit->source->text + end - 2, "<-", 2) != 0) return;
    while (end < unit->source->length && is_space_byte(unit->source->text[end])) end++;
    finding->start = end;
    finding->end = end + (end < unit->source->length);
}

static void note_error(struct finding *finding, const struct node *node) {
    if (!finding->broken) {
        finding->error_at = node_start(node);
        finding->missing = node_is_missing(node) ? node_word(node) : NULL;
        finding->unnamed = finding->missing != NULL && node->kind != K_TOKEN;
    }
    finding->broken = true;
}

/* The arguments of a macro that makes text of them are no code. */
static bool is_stringified(const struct unit *unit, const struct node *parent,
                           const struct node *child) {
    if (node_kind(parent) != K_CALL || node_kind(child) != K_ARGUMENT_LIST) return false;
    const struct node *function = node_field(parent, F_FUNCTION);
    return node_kind(function) == K_IDENTIFIER && unit_name_of(unit, function)->macro != NULL &&
           unit_name_of(unit, function)->macro->stringifies;
}

static bool is_channel_name(const struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    bool name = kind == K_IDENTIFIER || kind == K_FIELD_IDENTIFIER || kind == K_TYPE_IDENTIFIER;
    return name && check_is_channel_word(unit_bytes(unit, node), node_end(node) - node_start(node));
}

/* A declaration of something called `chan`, `(chan t)` for a declarator, or a type so called, or of something called `int`:
 * where a word is left over, channel syntax went wrong. */
static bool declares_channel_word(const struct unit *unit, const struct node *declaration) {
    if (node_kind(declaration) == K_PARENTHESIZED_DECLARATOR)
        return is_channel_name(unit, node_inner(declaration));
    const struct node *name = node_field(declaration, F_DECLARATOR);
    if (node_kind(name) == K_IDENTIFIER && check_is_keyword(unit_name_of(unit, name))) return true;
    return is_channel_name(unit, node_field(declaration, F_TYPE)) || is_channel_name(unit, name);
}

/* Whether a keyword stands before it as the name of what is declared, in parentheses perhaps, which is refused by itself. */
static bool follows_keyword(const struct unit *unit, const struct node *error) {
    const struct node *before = node_before(error);
    while (unit_is(unit, before, ")")) before = node_before(before);
    enum kind kind = node_kind(before);
    return (kind == K_IDENTIFIER || kind == K_FIELD_IDENTIFIER || kind == K_TYPE_IDENTIFIER) &&
           check_is_keyword(unit_name_of(unit, before));
}

/* An attribute macro in a declaration: one name that means nothing here, skipped by the parser. */
static bool is_attribute(const struct unit *unit, const struct node *parent,
                         const struct node *error) {
    enum kind kind = node_kind(parent);
    bool declares = (kind >= K_FUNCTION_DEFINITION && kind <= K_INIT_DECLARATOR) ||
                    (kind >= K_POINTER_DECLARATOR && kind <= K_ABSTRACT_PARENTHESIZED);
    const struct node *name = node_inner(error);
    if (!declares || node_kind(name) != K_IDENTIFIER ||
        node_end(name) - node_start(name) != node_end(error) - node_start(error) ||
        check_is_lone_word(unit, unit_bytes(unit, name), node_end(name) - node_start(name)))
        return false;
    const struct name *word = unit_name_of(unit, name);
    if (check_is_keyword(word)) return false;
    if (word->macro != NULL) return true;
    return word->symbol == NULL && !declares_channel_word(unit, parent);
}

/* A name that hardly means anything but channel syntax: `chan` and `go` where the parser saw no keyword, and what it
 * took for a type. */
static bool is_lone_name(const struct unit *unit, const struct node *node, enum kind kind) {
    if (kind != K_TYPE_IDENTIFIER && kind != K_IDENTIFIER) return false;
    const char *word = unit_bytes(unit, node);
    size_t length = unit_word_end(unit, node_end(node)) - node_start(node);
    bool keyword = (length == 4 && memcmp(word, "chan", length) == 0) ||
                   (length == 2 && memcmp(word, "go", length) == 0);
    return (kind == K_TYPE_IDENTIFIER || keyword) && check_is_lone_word(unit, word, length);
}

void check_lone_word(struct unit *unit, const struct node *word) {
    bool go = unit_is(unit, word, "go");
    if (!is_lone_name(unit, word, word->kind)) {
        unit->doubted |= is_channel_name(unit, word) && !check_of_channels(unit);
        return;
    }
    struct diagnostic *error = diagnostic_error(
        unit->errors, go ? D_GO_CALL : D_SYNTAX, unit_span(unit, word),
        go ? "go needs a call or a block" : "'%s' stands alone here", unit_text(unit, word));
    if (error != NULL && go) diagnostic_hint(error, "write go f(); or go { ... }");
}

/* In broken text a comparison `a < -b` may be an arrow: where that stands in its first operand's place, or after a
 * channel. */
static void note_arrow(const struct unit *unit, struct finding *finding, const struct node *node) {
    const struct node *operator= node_field(node, F_OPERATOR);
    uint32_t at = node_start(operator);
    bool arrow = unit_is(unit, operator, "<") && unit->source->text[at + 1] == '-';
    if (!arrow || finding->has_channel || !check_is_arrow(unit, at) || check_is_no_code(unit, at))
        return;
    finding->has_channel = true;
    finding->start = at;
    finding->end = at + 2;
}

/* A word of channel syntax that an error follows on the same line with another word: `v = range c`. */
static void note_word_before(const struct unit *unit, struct finding *finding,
                             const struct node *error) {
    const char *text = unit->source->text;
    uint32_t start = node_start(error), end = start;
    if (finding->has_channel || !is_word_byte(text[start])) return;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) end--;
    uint32_t word = end;
    while (word > 0 && is_word_byte(text[word - 1])) word--;
    if (end == start || !check_is_lone_word(unit, text + word, end - word) ||
        check_is_no_code(unit, word))
        return;
    finding->has_channel = true;
    finding->start = word;
    finding->end = end;
}

/* Whether arguments are a macro's, which may take an operator for one: `COMPARE(a, <--, b)`. */
static bool is_of_macro(const struct unit *unit, const struct node *arguments) {
    const struct node *function = node_field(node_parent(arguments), F_FUNCTION);
    return node_kind(function) == K_IDENTIFIER && unit_name_of(unit, function)->macro != NULL;
}

/* `whole`: inside an error everything counts, statements too. */
static void look(const struct unit *unit, const struct node *node, struct finding *finding,
                 bool whole) {
    bool holder = !whole && check_is_holder(node_kind(node));
    for_children(child, node) {
        enum kind kind = node_kind(child);
        bool error = kind == K_ERROR;
        if (holder && error) continue;
        if (error && is_attribute(unit, node, child)) {
            if (finding->attribute == NULL && !follows_keyword(unit, child))
                finding->attribute = child;
            continue;
        }
        if (error || node_is_missing(child)) note_error(finding, child);
        if (error) note_word_before(unit, finding, child);
        if (error || (kind == K_OPERATOR_ARGUMENT && !is_of_macro(unit, node))) /* f(1, <--c) */
            note_skipped(unit, finding, node_start(child), node_end(child));
        if (is_lone_name(unit, child, kind) ||
            (node_kind(node) == K_DECLARATION && child->field == F_DECLARATOR &&
             check_is_chan_of_type(unit, node_start(child), node_end(child))))
            note_channel(unit, finding, child);
        if (check_is_plain_comparison(unit, child) || is_stringified(unit, node, child)) continue;
        if ((is_channel_kind(kind) && (whole || !check_is_apart(kind))) ||
            (kind == K_TOKEN && is_channel_token(child))) {
            if (kind != K_TOKEN || !whole || node_end(child) > node_start(child))
                note_channel(unit, finding, child);
        }
        if (whole || error || !check_is_apart(kind)) look(unit, child, finding, whole || error);
        if (kind == K_BINARY) note_arrow(unit, finding, child);
    }
}

bool check_follows_broken(const struct unit *unit, const struct node *node) {
    return unit->broken_source == unit->source &&
           unit->broken_line == source_line(unit->source, node_start(node));
}

/* `, ok := <-c;`: the statement reads without the comma. */
static void note_behind_comma(const struct unit *unit, struct finding *finding,
                              const struct node *error) {
    if (unit->function == NULL || !unit_is(unit, error, ",")) return;
    const struct node *next = node_after(error);
    if (node_kind(next) == K_SHORT_STATEMENT || node_kind(next) == K_SEND_STATEMENT)
        note_channel(unit, finding, next);
}

const struct node *check_failed_statement(const struct unit *unit, const struct node *error,
                                          const struct node **failed) {
    const struct node *start = NULL;
    bool swallowed = false;
    for_children(child, error) {
        *failed = child;
        if (child->kind == K_ERROR || node_is_missing(child))
            return !swallowed ? NULL : start != NULL ? start : child;
        bool apart = check_is_apart(node_kind(child));
        swallowed |= apart || unit_is(unit, child, "{");
        if (apart || (child->kind == K_TOKEN && strchr(";{}", *node_word(child)) != NULL))
            start = NULL;
        else if (start == NULL)
            start = child;
    }
    return NULL;
}

/* The same of an error that may be what was skipped of a larger one; itself where it swallowed nothing. */
static const struct node *failing(const struct unit *unit, const struct node *error,
                                  const struct node **failed) {
    *failed = error;
    if (error == unit->failed) return unit->failed_from;
    const struct node *statement = check_failed_statement(unit, error, failed);
    if (statement == NULL) *failed = error;
    return statement != NULL ? statement : error;
}

uint32_t check_failing(const struct unit *unit, const struct node *item) {
    const struct node *failed;
    return node_start(failing(unit, item, &failed));
}

/* Of an error that swallowed statements the line that does not read counts before all others. */
static void note_failing(const struct unit *unit, struct finding *finding,
                         const struct node *error) {
    const struct node *failed, *statement = failing(unit, error, &failed);
    if (statement == error) return;
    const char *text = unit->source->text, *from = text + node_start(failed);
    const char *end = memchr(from, '\n', node_end(error) - node_start(failed));
    finding->error_at = node_start(failed);
    note_skipped(unit, finding, node_start(statement),
                 end != NULL ? (uint32_t)(end - text) : node_end(error));
}

/* `for v in c`, `for (v : c)`: loops over channels as other languages have them. What was skipped may end before the channel. */
static void note_loop(const struct unit *unit, struct finding *finding, uint32_t start,
                      uint32_t past_it) {
    const char *text = unit->source->text, *end = text + past_it;
    const char *limit = text + unit->source->length, *past;
    static const char *const heads[] = {"for", NULL}, *const words[] = {"in", "of", ":", NULL};
    bool head = false;
    for (const char *at = text + start; at < (head ? limit : end); at = token_skip(past, limit)) {
        past = token_end(at, limit);
        size_t length = (size_t)(past - at);
        uint32_t operand = (uint32_t)(past - text);
        if (is_one_of(at, length, heads)) head = true;
        if (strchr(";{}?", *at) != NULL) head = false;
        if (!head || !is_one_of(at, length, words) || !check_names_channel(unit, operand) ||
            scope_name(unit->scopes, at, length)->macro != NULL)
            continue;
        if (finding->has_channel && finding->start < operand) return;
        finding->has_channel = true;
        finding->start = check_past_blanks(unit, operand);
        finding->end = (uint32_t)(token_end(text + finding->start, limit) - text);
        return;
    }
}

static struct finding examine(const struct unit *unit, const struct node *node) {
    struct finding finding = {0};
    bool error = node_kind(node) == K_ERROR;
    if (error) note_error(&finding, node);
    if (error) note_failing(unit, &finding, node);
    if (error) note_skipped(unit, &finding, node_start(node), node_end(node));
    if (error) note_behind_comma(unit, &finding, node);
    if (is_channel_kind(node_kind(node))) note_channel(unit, &finding, node);
    look(unit, node, &finding, error);
    if (finding.broken) note_loop(unit, &finding, node_start(node), node_end(node));
    return finding;
}

struct span check_channels_in(const struct unit *unit, uint32_t word, uint32_t start,
                              uint32_t end) {
    struct finding finding = {0};
    note_skipped(unit, &finding, word, end);
    if (finding.has_channel && finding.start < start) finding.start = start; /* `while <-c {` */
    note_loop(unit, &finding, word, end);
    return unit_span_of(unit, finding.start, finding.end);
}

bool check_beside_channels(const struct unit *unit, const struct node *node) {
    while (!check_is_apart(node_kind(node)) && node_parent(node) != NULL) node = node_parent(node);
    return examine(unit, node).has_channel;
}

/* The same for text that is an error as a whole: what was read of it has its own look. */
static struct finding examine_loose(const struct unit *unit, const struct node *root) {
    struct finding finding = {.broken = true};
    uint32_t at = node_start(root);
    for_named(child, root) {
        enum kind kind = node_kind(child);
        if (kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER) continue;
        if (!finding.has_channel) finding.error_at = at;
        note_skipped(unit, &finding, at, node_start(child));
        at = node_end(child);
    }
    if (!finding.has_channel) finding.error_at = at;
    note_skipped(unit, &finding, at, node_end(root));
    finding.error_at = check_past_blanks(unit, finding.error_at);
    return finding;
}

/* Whether text that passes would not, were the file known to be of channels. */
static bool is_doubtful(struct unit *unit, const struct node *node) {
    if (check_of_channels(unit)) return false;
    unit->any_sites = true;
    struct finding finding = examine(unit, node);
    unit->any_sites = false;
    return finding.has_channel;
}

/* Whether version 0 of the text does not show the place. */
static bool is_of_other_arm(const struct unit *unit, uint32_t offset) {
    return unit->version > 0 && !masks_shows(unit->masks, 0, offset);
}

bool check_copies(struct unit *unit, const struct node *node) {
    bool copies = is_of_other_arm(unit, node_start(node));
    unit->copied |= copies;
    unit->spoilt |= copies;
    return copies;
}

bool check_refuse_untyped(struct unit *unit, const struct node *node) {
    const struct node *type = node_field(node, F_TYPE), *word = node_field(node, F_DECLARATOR);
    if (!node_is_broken(node) || node_kind(type) != K_TYPE_IDENTIFIER ||
        node_kind(word) != K_IDENTIFIER ||
        !(unit_is_free(unit, word, "go") || unit_is_free(unit, word, "select")))
        return false;
    const struct node *between = node_after(type);
    if (between->kind != K_ERROR || !unit_is(unit, between, ";")) return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "channel syntax after a declaration without a type cannot be read");
    if (error != NULL)
        diagnostic_hint(error, "give '%s' its type: int %s;", unit_text(unit, type),
                        unit_text(unit, type));
    return true;
}

/* `go func() { ... }` that only lacks a semicolon: that it is not called is what is wrong with it. */
static bool is_uncalled(const struct node *node) {
    const struct node *literal = node_field(node, F_CALL);
    return node_kind(node) == K_GO_STATEMENT && node_kind(literal) == K_FUNCTION_LITERAL &&
           !node_is_broken(literal) && node_is_missing(node_after(literal));
}

/* Reports it, if the text is not read again without the head of a loop that it may come from. */
static void refuse_broken(struct unit *unit, const struct node *node,
                          const struct finding *finding) {
    if (!check_respell_heads(unit, node_start(node), node_end(node)))
        check_report_broken(unit, node, finding);
}

bool check_broken(struct unit *unit, const struct node *node) {
    if (!node_is_broken(node) || is_uncalled(node)) return false;
    struct finding finding = examine(unit, node);
    bool error = node_kind(node) == K_ERROR;
    if (!finding.broken && finding.attribute != NULL && finding.has_channel) {
        const struct node *word = node_inner(finding.attribute);
        const struct node *next = node_after(finding.attribute);
        if (check_refuse_attribute(unit, word, node_kind(next) == K_IDENTIFIER ? next : NULL))
            check_declare_lost_name(unit, node_start(word), node_end(word));
    }
    if (finding.broken && (finding.has_channel || check_of_channels(unit)) &&
        (check_broken_arguments(unit, node) ||
         include_hide_empty(unit, node_start(node), check_past_blanks(unit, node_end(node)) + 1)))
        return true;
    /* Among a macro's arguments the word would read worse for it, if that is to be hidden. */
    if (finding.broken && check_chans_within(unit, node, !check_of_channels(unit))) return true;
    if (!finding.broken || !finding.has_channel) {
        if (finding.broken) unit->doubted |= is_doubtful(unit, node);
        unit->passed_broken |= finding.broken;
        /* It may read as something by what headers' macros stand for: a declaration, say, of a name used later. */
        if (finding.broken && check_of_channels(unit))
            unit->wants_headers = unit->wants_macros = true;
        return error;
    }
    /* What only another arm of an #if shows is copied where it does not parse. What it spoils after it, version 0 shows
     * as it is. */
    if (is_of_other_arm(unit, finding.start))
        unit->copied = true;
    else if (!is_of_other_arm(unit, finding.error_at) && !is_of_other_arm(unit, node_start(node)))
        refuse_broken(unit, node, &finding);
    else
        check_declare_lost(unit, node_start(node), node_end(node));
    return true;
}

void check_broken_file(struct unit *unit, const struct node *root) {
    if (node_kind(root) != K_ERROR) return;
    struct finding finding = examine_loose(unit, root);
    if (!finding.has_channel) return;
    if (!check_of_channels(unit))
        unit->doubted = true; /* it may be a comparison over two lines */
    else if (is_of_other_arm(unit, finding.start))
        unit->copied = true;
    else
        check_report_broken(unit, root, &finding);
}

void check_refuse_broken(struct unit *unit, const struct node *node, struct span at) {
    if (unit->version > 0 && !is_of_other_arm(unit, at.start)) return; /* version 0 tells */
    struct finding finding = examine(unit, node);
    finding.start = at.start;
    finding.end = at.end;
    if (!finding.broken) finding.error_at = at.start; /* it reads, as something else */
    check_report_broken(unit, node, &finding);
}

bool check_refuse_lacking(struct unit *unit, const struct node *node) {
    if (!node_is_broken(node)) return false;
    struct finding finding = examine(unit, node);
    if (finding.missing == NULL) return false;
    check_refuse_broken(unit, node, unit_span(unit, node));
    return true;
}
