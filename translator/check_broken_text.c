/* check_broken_text.c: channel syntax in text that was skipped, where the tree knows no better: found by its tokens. */
#include "check_broken.h"
#include "macro.h"
#include "spelling_text.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

/* Whether a line goes on after its end. */
static bool is_spliced(const struct source *source, uint32_t line) {
    uint32_t end = source->lines[line];
    if (end >= 2 && source->text[end - 2] == '\r') end--;
    return end >= 2 && source->text[end - 2] == '\\';
}

/* Whether a place is no code: inside a string or a character constant, as far as its own line tells, or in a directive, which
 * broken text around it makes the parser read as code. */
bool check_is_no_code(const struct unit *unit, uint32_t offset) {
    const struct source *source = unit->source;
    uint32_t line = source_line(source, offset) - 1;
    while (line > 0 && is_spliced(source, line)) line--;
    char quote = 0;
    for (uint32_t at = source->lines[line]; at < offset; at++) {
        char c = source->text[at];
        if (quote != 0 && c == '\\')
            at++;
        else if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '#')
            return true;
    }
    return quote != 0;
}

bool check_of_channels(const struct unit *unit) {
    return unit->site_count > 0 || unit->any_sites;
}

/* Past white space and comments. */
uint32_t check_past_blanks(const struct unit *unit, uint32_t at) {
    const struct source *source = unit->source;
    return (uint32_t)(token_skip(source->text + at, source->text + source->length) - source->text);
}

/* Whether nothing follows the arrow at `at` that could be an operand. */
static bool lacks_operand(const struct unit *unit, uint32_t at) {
    const char *text = unit->source->text, *after = text + check_past_blanks(unit, at + 2);
    return *after != '\0' && strchr(";,)]}", *after) != NULL;
}

static const struct symbol *symbol_at(const struct unit *unit, uint32_t start, uint32_t end) {
    return scope_name(unit->scopes, unit->source->text + start, end - start)->symbol;
}

/* Whether a channel's name follows what ends at `at`. */
bool check_names_channel(const struct unit *unit, uint32_t at) {
    const char *text = unit->source->text;
    uint32_t start = check_past_blanks(unit, at), end = start;
    while (is_word_byte(text[end])) end++;
    const struct symbol *symbol = symbol_at(unit, start, end);
    return symbol != NULL && symbol->kind == SYM_OBJECT && type_is(symbol->type, T_CHANNEL);
}

/* Whether `.` or `->` ends at `end`, with no member behind it. */
static bool lacks_member(const char *text, uint32_t end) {
    if (end < 2 || isdigit((unsigned char)text[end - 2])) return false;
    return text[end - 1] == '.' || (text[end - 1] == '>' && text[end - 2] == '-');
}

/* Whether the arrow at `at` cannot be C's `< -`: after nothing that ends an operand, before nothing that begins one or
 * before a channel, or after a name that may be a channel. */
bool check_is_arrow(const struct unit *unit, uint32_t at) {
    const char *text = unit->source->text;
    if (check_of_channels(unit) && lacks_operand(unit, at)) return true;
    if (check_names_channel(unit, at + 2)) return true;
    uint32_t before = at;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) before--;
    if (before == 0 || strchr("(,=;{}[?&|+*%^~!\n", text[before - 1]) != NULL) return true;
    if (lacks_member(text, before)) return true;
    uint32_t word = before;
    while (word > 0 && is_word_byte(text[word - 1])) word--;
    const struct symbol *symbol = symbol_at(unit, word, before);
    if (symbol == NULL)
        return check_of_channels(unit) && word < before && !isdigit((unsigned char)text[word]);
    if (symbol->refused)
        return true; /* of a channel, perhaps: `ch := make(chan int)` without its semicolon */
    const struct type *type = type_strip(symbol->type);
    while (type->kind == T_POINTER) type = type_strip(type->base); /* *p <- 1 */
    return symbol->kind == SYM_OBJECT && type->kind == T_CHANNEL;
}

bool check_is_channel_word(const char *word, size_t length) {
    static const char *const words[] = {"chan", "go", "select", "range", "func", NULL};
    return is_one_of(word, length, words);
}

/* Whether parameters follow, after a name perhaps. */
static bool has_parameters(const char *at, const char *end) {
    at = token_skip(at, end);
    while (at < end && is_word_byte(*at)) at++;
    return *token_skip(at, end) == '(';
}

/* The same of a word of the source in a file that has some, where nothing is called so. `func` begins a literal, or a
 * function as in Go, where parameters follow. */
bool check_is_lone_word(const struct unit *unit, const char *word, size_t length) {
    if (!check_of_channels(unit)) return false;
    const char *end = unit->source->text + unit->source->length;
    if (*word == 'f' && !has_parameters(word + length, end)) return false;
    const struct name *name = scope_name(unit->scopes, word, length);
    return (name->symbol == NULL && name->macro == NULL && check_is_channel_word(word, length)) ||
           macro_is_channel_word(unit, name) || macro_is_refused(unit, name->text);
}

/* Whether a word is `chan` before a word that only a type can go on with: `chan int` is no C, whatever is called `chan`. */
bool check_is_chan_of_type(const struct unit *unit, uint32_t start, uint32_t end) {
    static const char *const words[] = {
        "int",    "char",   "short", "long", "unsigned", "float", "double",   "void",
        "signed", "struct", "union", "enum", "_Bool",    "const", "volatile", NULL};
    const char *text = unit->source->text, *limit = text + unit->source->length;
    if (end - start != 4 || memcmp(text + start, "chan", 4) != 0 ||
        scope_name(unit->scopes, "chan", 4)->macro != NULL)
        return false;
    const char *after = token_skip(text + end, limit);
    return after < limit && is_one_of(after, (size_t)(token_end(after, limit) - after), words);
}

/* Past the comment that begins at `at`; `at` itself when none does. */
static uint32_t past_comment(const struct unit *unit, uint32_t at) {
    const struct source *source = unit->source;
    const char *past = token_comment(source->text + at, source->text + source->length);
    if (past == source->text + at || check_is_no_code(unit, at)) return at;
    return (uint32_t)(past - source->text);
}

/* The first place of channel syntax in [start, end); `end` when there is none. */
uint32_t check_skipped_syntax(const struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = unit->source->text;
    for (uint32_t at = start; at < end; at++) {
        uint32_t comment = past_comment(unit, at);
        if (comment > at) {
            at = comment - 1;
            continue;
        }
        bool word = text[at] == '_' || isalpha((unsigned char)text[at]);
        uint32_t past = at + 1;
        while (word && past < end && is_word_byte(text[past])) past++;
        bool pair = at + 1 < unit->source->length &&
                    ((text[at] == ':' && text[at + 1] == '=') ||
                     (text[at] == '<' && text[at + 1] == '-' && check_is_arrow(unit, at)));
        bool words = word && (check_is_lone_word(unit, text + at, past - at) ||
                              check_is_chan_of_type(unit, at, past));
        if ((pair || words) && !check_is_no_code(unit, at)) return at;
        at = past - 1;
    }
    return end;
}
