/* token.c: the tokens of C text. See token.h. */
#include "token.h"
#include "source.h"
#include "spelling.h"

#include <string.h>

const char *token_line_end(const char *at, const char *end) {
    for (; at < end; at++) {
        if (*at != '\n') continue;
        const char *last = at[-1] == '\r' ? at - 2 : at - 1;
        if (*last != '\\') return at;
    }
    return end;
}

const char *token_line(const char *text, const char *at) {
    for (;; at--) {
        while (at > text && at[-1] != '\n') at--;
        if (at == text) return at;
        const char *last = at - 1 - (at > text + 1 && at[-2] == '\r');
        if (last == text || last[-1] != '\\') return at;
    }
}

const char *token_comment(const char *at, const char *end) {
    if (end - at < 2 || at[0] != '/') return at;
    if (at[1] == '/') return token_line_end(at, end);
    if (at[1] != '*') return at;
    const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);
    return close != NULL ? close + 2 : end;
}

const char *token_skip(const char *at, const char *end) {
    while (at < end) {
        const char *past = at + (is_space_byte(*at) || *at == '\\');
        if (*at == '/') past = token_comment(at, end);
        if (past == at) return at;
        at = past;
    }
    return end;
}

static const char *quoted_end(const char *at, const char *end) {
    char quote = *at++;
    while (at < end && *at != quote) at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at < end ? at + 1 : end;
}

/* Past a text, which may have splices in it; NULL where it does not begin at `at`. */
static const char *past_text(const char *at, const char *end, const char *text) {
    for (; at < end && *at == *text; at = token_past_splices(at + 1, end))
        if (*++text == '\0') return at + 1;
    return NULL;
}

bool token_is(const char *token, size_t length, const char *text) {
    return past_text(token, token + length, text) == token + length;
}

const char *token_end(const char *at, const char *end) {
    static const char *const operators[] = {"%:%:", "##", "<-", ":=", "->", "<<", "<=", "--", "=="};
    if (end - at > 2 && memcmp(at, "<--", 3) == 0) return at + 1; /* the longest match is C's */
    if (*at == '"' || *at == '\'') return quoted_end(at, end);
    if (is_word_byte(*at)) {
        while (at < end && is_word_byte(*at)) at++;
        return at;
    }
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        const char *past = past_text(at, end, operators[i]);
        if (past != NULL) return past;
    }
    size_t length = spelling_length(at);
    return (size_t)(end - at) >= length ? at + length : at + 1;
}

bool token_before_member(const char *token) {
    return *token == '.' || (*token == '-' && token[1] == '>');
}

const char *token_find(const char *at, const char *end, const char *what, size_t length) {
    while ((at = memchr(at, what[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) < length) return NULL;
        if (memcmp(at, what, length) == 0) return at;
        at++;
    }
    return NULL;
}

const char *token_find_word(const char *text, const char *end, const char *word, size_t length) {
    const char *at = text;
    while ((at = memmem(at, (size_t)(end - at), word, length)) != NULL) {
        const char *after = at + length;
        if ((at == text || !is_word_byte(at[-1])) && (after == end || !is_word_byte(*after)))
            return at;
        at++;
    }
    return NULL;
}
