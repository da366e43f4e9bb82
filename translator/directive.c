/* directive.c: reads #define and #undef. See directive.h. */
#include "directive.h"
#include "source.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

const char *directive_word(const char *line, const char *end) {
    line = token_skip(line, end);
    if (line == end || spelling_byte(line) != '#') return NULL;
    return token_skip(token_end(line, end), end);
}

const char *directive_find(const char *at, const char *end) {
    for (; (at += strcspn(at, "#%?")) < end; at++)
        if (spelling_byte(at) == '#') return at;
    return NULL;
}

const char *directive_past(const char *at, const char *end, const char *name) {
    for (; *name != '\0'; name++, at++)
        if ((at = token_past_splices(at, end)) == end || *at != *name) return NULL;
    while ((at = token_past_splices(at, end)) < end && is_word_byte(*at)) at++;
    return at;
}

/* The newline that ends a directive, not one in a comment, from `at` on. */
static const char *past_line(const char *at, const char *end) {
    while (at < end && *at != '\n') {
        const char *past = token_past_splices(at, end);
        if (past == at) past = token_comment(at, end);
        at = past > at ? past : at + 1;
    }
    return at;
}

const char *directive_extra(const char *line, const char *end, const char **past) {
    const char *word = directive_word(line, end), *at = word;
    if (word != NULL) at = directive_past(word, end, "include");
    if (word == NULL || at == NULL) return NULL;
    at = token_skip(at, end);
    if (at == end || (*at != '"' && *at != '<')) return NULL;
    size_t rest = (size_t)(token_line_end(at, end) - at);
    const char *close = memchr(at + 1, *at == '"' ? '"' : '>', rest > 0 ? rest - 1 : 0);
    if (close == NULL) return NULL;
    *past = past_line(close + 1, end);
    const char *extra = token_skip(close + 1, *past);
    return extra < *past ? extra : NULL;
}

static bool is_word(const char *at, const char *past, const char *word) {
    return strlen(word) == (size_t)(past - at) && memcmp(at, word, strlen(word)) == 0;
}

bool directive_macro(const char *line, const char *end, struct directive_macro *macro) {
    const char *word = directive_word(line, end);
    if (word == NULL || word == end) return false;
    const char *past = token_end(word, end), *name = token_skip(past, end);
    bool defines = is_word(word, past, "define");
    if ((!defines && !is_word(word, past, "undef")) || name == end || !is_word_byte(*name))
        return false;
    const char *body = token_end(name, end);
    *macro = (struct directive_macro){name, (size_t)(body - name), NULL, body, defines};
    if (!defines || body == end || *body != '(') return true;
    const char *closing = memchr(body, ')', (size_t)(end - body));
    macro->parameters = body;
    macro->body = closing != NULL ? closing + 1 : end;
    return true;
}
