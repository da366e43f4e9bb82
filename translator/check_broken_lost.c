/* check_broken_lost.c: what text that does not parse may have declared.
 *
 * Of such a name nothing more is said: what is wrong with its uses follows from an error that was reported. */
#include "check_broken.h"
#include "declare.h"
#include "spelling_text.h"

#include <string.h>

/* Whether what follows a name makes it that of a loop as other languages have it: `for (v in c)`. */
static bool begins_loop(const char *after) {
    static const char *const words[] = {"in", "of", "range", NULL};
    size_t length = 0;
    while (is_word_byte(after[length])) length++;
    return *after == ':' || is_one_of(after, length, words);
}

/* Whether the name at [start, end) stands where a declaration has one: after a word, a star or a parenthesis, or `chan<T>`, and before
 * what ends a declarator, or a word, as if `=` were missing; or in a list before `:=`; or in the head of a loop. A function is
 * declared outside of others. */
static bool is_declared_place(const struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = unit->source->text;
    bool outside = unit->body == NULL;
    uint32_t after = check_past_blanks(unit, end), past = after;
    while (text[past] == ',') {
        past = check_past_blanks(unit, past + 1);
        while (is_word_byte(text[past])) past++;
        past = check_past_blanks(unit, past);
    }
    if (text[past] == ':' && text[past + 1] == '=') return true;
    while (start > 0 && is_space_byte(text[start - 1])) start--;
    if (start > 0 && text[start - 1] == '(' && begins_loop(text + after)) return true;
    bool ends = strchr("=;,[:<", text[after]) != NULL || is_word_byte(text[after]);
    bool calls = text[after] == '(';
    if (start == 0 || text[after] == '\0' || !(ends || (calls && outside))) return false;
    return is_word_byte(text[start - 1]) || text[start - 1] == '*' ||
           (!calls && strchr("),>", text[start - 1]) != NULL);
}

/* `struct s {` at a word. */
static void declare_tags(struct unit *unit, uint32_t start, uint32_t end) {
    static const char *const words[] = {"struct", "union"};
    const char *text = unit->source->text;
    size_t length = end - start;
    for (enum tag_kind kind = TAG_STRUCT; kind <= TAG_UNION; kind++) {
        uint32_t name = check_past_blanks(unit, end), past = name;
        while (is_word_byte(text[past])) past++;
        if (strlen(words[kind]) == length && memcmp(words[kind], text + start, length) == 0 &&
            past > name && text[check_past_blanks(unit, past)] == '{')
            declare_lost_tag(unit, kind, scope_name(unit->scopes, text + name, past - name));
    }
}

void check_declare_lost_name(struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = unit->source->text;
    struct name *name = scope_name(unit->scopes, text + start, end - start);
    bool word = check_is_keyword(name) || check_is_channel_word(name->text, name->length);
    bool new = name->symbol == NULL || !is_word_byte(text[check_past_blanks(unit, end)]);
    if (word || !new || scope_here(unit->scopes, name) != NULL || name->macro != NULL ||
        !is_declared_place(unit, start, end))
        return;
    struct symbol *symbol = arena_alloc(unit->arena, sizeof *symbol);
    *symbol = (struct symbol){.kind = SYM_OBJECT,
                              .name = name,
                              .type = &type_refused,
                              .refused = true,
                              .body = unit->body != NULL ? unit->body->number : 0,
                              .at = unit_span_of(unit, start, end),
                              .declaration = unit_span_of(unit, start, end)};
    scope_declare(unit->scopes, symbol);
}

/* Past the braces that begin at `at`, or `end`. */
static uint32_t past_braces(const char *text, uint32_t at, uint32_t end) {
    uint32_t depth = 0;
    do {
        depth += text[at] == '{';
        depth -= text[at] == '}';
    } while (++at < end && depth > 0);
    return at;
}

void check_declare_lost(struct unit *unit, uint32_t at, uint32_t end) {
    const char *text = unit->source->text;
    while (at < end && (text[at] != '{' || unit->body == NULL)) {
        uint32_t start = at;
        at = text[at] == '{' ? past_braces(text, at, end) : at + 1;
        if (!is_word_byte(text[start])) continue;
        while (at < end && is_word_byte(text[at])) at++;
        declare_tags(unit, start, at);
        check_declare_lost_name(unit, start, at);
    }
}
