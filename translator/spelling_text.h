/* spelling_text.h: how the files of the spelling look ahead and back in a text. Part of them. */
#ifndef CHANC_SPELLING_TEXT_H
#define CHANC_SPELLING_TEXT_H

#include "source.h"
#include "token.h"

#include <string.h>

static inline const char *skip_spaces(const char *at, const char *end) {
    while (at < end && is_space_byte(*at)) at++;
    return at;
}

static inline const char *skip_word(const char *at, const char *end) {
    while (at < end && is_word_byte(*at)) at++;
    return at;
}

/* Past the closing partner of the bracket at `at`, or the end when there is none. */
static inline const char *skip_brackets(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        const char *past = *at == '"' || *at == '\'' ? token_end(at, end) : at + 1;
        if (*at == '(' || *at == '[') depth++;
        if ((*at == ')' || *at == ']') && --depth == 0) return past;
        at = past;
    }
    return end;
}

/* Past the arguments at `at`, which may go on over lines; NULL where they are none of a macro for attributes. */
static inline const char *arguments_end(const char *at, const char *end) {
    int depth = 0;
    for (const char *past; (at += strcspn(at, ";{}#\\*/\"'()[]")) < end; at = past) {
        const char *comment = token_comment(at, end);
        past = comment > at ? comment : *at == '"' || *at == '\'' ? token_end(at, end) : at + 1;
        if (strchr(";{}#\\", *at) != NULL || (*at == '*' && at[1] == '/')) return NULL;
        if (*at == '(' || *at == '[') depth++;
        if ((*at == ')' || *at == ']') && --depth == 0) return past;
    }
    return NULL;
}

/* Past one attribute, or NULL when something else stands here. */
static inline const char *skip_attribute(const char *at, const char *end) {
    static const char *const begins[] = {"__attribute__", "__declspec", "_Noreturn"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        size_t length = strlen(begins[i]);
        if ((size_t)(end - at) < length || memcmp(at, begins[i], length) != 0) continue;
        at = skip_spaces(at + length, end);
        return at < end && *at == '(' ? skip_brackets(at, end) : at;
    }
    return end - at > 1 && memcmp(at, "[[", 2) == 0 ? skip_brackets(at, end) : NULL;
}

static inline bool is_one_of(const char *word, size_t length, const char *const *list) {
    for (; *list != NULL; list++)
        if (strlen(*list) == length && memcmp(*list, word, length) == 0) return true;
    return false;
}

/* The word that ends at `end`, blanks after it skipped; NULL when there is none. */
static inline char *word_before(char *start, char *end, size_t *length) {
    while (end > start && (end[-1] == ' ' || end[-1] == '\t')) end--;
    char *word = end;
    while (word > start && is_word_byte(word[-1])) word--;
    *length = (size_t)(end - word);
    return *length > 0 ? word : NULL;
}

/* Where the white space before `at` begins. */
static inline char *space_before(const char *text, char *at) {
    while (at > text && is_space_byte(at[-1])) at--;
    return at;
}

/* Blanks all but the ends of lines. */
static inline void blank_out(char *at, const char *end) {
    for (; at < end; at++)
        if (*at != '\n') *at = ' ';
}

#endif
