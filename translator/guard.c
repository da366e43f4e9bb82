/* guard.c: guards of headers, in the ways in which people write them. See guard.h.
 *
 * A guard is a condition on a name that the first line under it defines, around the whole file:
 * `#ifndef X`, `#if !defined(X)`, or the #else of an `#ifdef X` that holds nothing. One that ends
 * before the file does is something else, such as a default for a macro. */
#include "guard.h"
#include "token.h"

#include <string.h>

/* The first byte in [at, end) that is neither blank nor in a comment. */
static const char *past_comments(const char *at, const char *end) {
    while (at != NULL && at < end) {
        if (strchr(" \t\r\n\f\v", *at) != NULL && *at != '\0')
            at++;
        else if (end - at > 1 && at[0] == '/' && at[1] == '/')
            at = memchr(at, '\n', (size_t)(end - at));
        else if (end - at > 1 && at[0] == '/' && at[1] == '*') {
            at = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);
            if (at != NULL) at += 2;
        } else
            return at;
    }
    return end;
}

/* Whether only blanks and comments stand between two offsets. */
static bool is_empty(const struct source *source, uint32_t start, uint32_t end) {
    return past_comments(source->text + start, source->text + end) == source->text + end;
}

/* The word at `at`, with the blanks, parentheses and `!` before it skipped. */
static size_t word_at(const char **at, const char *end) {
    while (*at < end && strchr(" \t\r\n()!", **at) != NULL) (*at)++;
    const char *word = *at;
    while (word < end && strchr(" \t\r\n()!/", *word) == NULL) word++;
    return (size_t)(word - *at);
}

static bool is_called(const struct source *source, const struct directive *directive,
                      const char *name) {
    size_t length = strlen(name);
    return directive->body - directive->name >= length && directive->end > directive->name &&
           strncmp(source->text + directive->name, name, length) == 0 &&
           strchr(" \t\r\n(!/", source->text[directive->name + length]) != NULL;
}

/* The name that an #if asks about, and whether it asks for its absence; 0 for other conditions. */
static size_t asked_name(const struct source *source, const struct directive *directive,
                         const char **name, bool *absent) {
    const char *at = source->text + directive->body, *end = source->text + directive->end;
    *absent = is_called(source, directive, "ifndef");
    if (is_called(source, directive, "if")) {
        *absent = memchr(at, '!', (size_t)(end - at)) != NULL;
        if (word_at(&at, end) != 7 || memcmp(at, "defined", 7) != 0) return 0;
        at += 7;
    } else if (!*absent && !is_called(source, directive, "ifdef"))
        return 0;
    size_t length = word_at(&at, end);
    *name = at;
    const char *after = at + length; /* a condition of more than that is none */
    return word_at(&after, end) == 0 || *after == '/' ? length : 0;
}

/* The index of the directive that begins what a guard holds; the count when there is none. */
static size_t find(const struct source *source, const struct scan *scan) {
    const struct directive *all = scan->directives;
    const char *name;
    bool absent;
    if (scan->count < 3 || all[0].kind != DIRECTIVE_IF || !is_empty(source, 0, all[0].start))
        return scan->count;
    size_t length = asked_name(source, &all[0], &name, &absent), arm = absent ? 0 : 1;
    if (length == 0) return scan->count;
    if (!absent && (all[1].kind != DIRECTIVE_ELSE || !is_empty(source, all[0].end, all[1].start)))
        return scan->count;
    const struct directive *define = &all[arm + 1], *last = &all[scan->count - 1];
    if (define == last || !is_called(source, define, "define") ||
        !is_empty(source, all[arm].end, define->start))
        return scan->count;
    const char *defined = source->text + define->body;
    if (word_at(&defined, source->text + define->end) != length ||
        memcmp(defined, name, length) != 0)
        return scan->count;
    for (size_t i = arm + 2; i + 1 < scan->count; i++)
        if (all[i].group == 0) return scan->count;
    return last->kind == DIRECTIVE_ENDIF && last->group == 0 &&
                   is_empty(source, last->end, source->length)
               ? arm
               : scan->count;
}

uint32_t guard_arm(const struct source *source, const struct scan *scan) {
    size_t arm = find(source, scan);
    return arm < scan->count ? scan->directives[arm].start : UINT32_MAX;
}

bool guard_found(const struct source *source, const struct scan *scan) {
    return guard_arm(source, scan) != UINT32_MAX;
}

/* Whether the words stand in [at, end), and begin it. */
static bool begins(const char *at, const char *end, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t length = word_at(&at, end);
        if (length != strlen(words[i]) || memcmp(at, words[i], length) != 0) return false;
        at += length;
    }
    return true;
}

/* Moves past a token, where that is the next one. */
static bool take(const char **at, const char *end, const char *token) {
    size_t length = strlen(token);
    const char *next = token_skip(*at, end);
    if ((size_t)(end - next) < length || memcmp(next, token, length) != 0) return false;
    *at = next + length;
    return true;
}

/* Past `_Pragma("...")` at `at`, if the words begin what it says; else NULL. */
static const char *past_operator(const char *at, const char *end, const char *const *words,
                                 size_t count) {
    const char *text, *past;
    if (!take(&at, end, "_Pragma") || !take(&at, end, "(") || !take(&at, end, "\"")) return NULL;
    text = at;
    past = token_end(text - 1, end);
    return begins(text, past - 1, words, count) && take(&past, end, ")") ? past : NULL;
}

/* The same as an operator, which no directive holds. */
static struct guard_pragma find_operator(const struct source *source, const struct scan *scan,
                                         const char *const *words, size_t count) {
    static const char name[] = "_Pragma";
    const char *text = source->text, *end = text + source->length, *past;
    const char *at = token_skip(text, end);
    size_t next = 0; /* the directive at or after `at` */
    for (const char *hit = text;
         (hit = memmem(hit, (size_t)(end - hit), name, sizeof name - 1)) != NULL;
         hit += sizeof name - 1) {
        if ((past = past_operator(hit, end, words, count)) == NULL) continue;
        while (at < hit) { /* from token to token: the hit may be in a comment or a string */
            const struct directive *directive = next < scan->count ? &scan->directives[next] : NULL;
            if (directive != NULL && at >= text + directive->start) {
                at = text + directive->end;
                next++;
            } else
                at = token_end(at, end);
            at = token_skip(at, end);
        }
        bool held = next < scan->count && at == text + scan->directives[next].start;
        if (at == hit && !held)
            return (struct guard_pragma){(uint32_t)(hit - text), (uint32_t)(past - text)};
    }
    return (struct guard_pragma){0, 0};
}

static struct guard_pragma find_pragma(const struct source *source, const struct scan *scan,
                                       const char *const *words, size_t count) {
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        const char *body = source->text + directive->body, *end = source->text + directive->end;
        if (directive->kind == DIRECTIVE_OTHER && is_called(source, directive, "pragma") &&
            begins(body, end, words, count))
            return (struct guard_pragma){directive->start, directive->end};
    }
    return find_operator(source, scan, words, count);
}

struct guard_pragma guard_once(const struct source *source, const struct scan *scan) {
    return find_pragma(source, scan, (const char *const[]){"once"}, 1);
}

struct guard_pragma guard_system(const struct source *source, const struct scan *scan) {
    return find_pragma(source, scan, (const char *const[]){"GCC", "system_header"}, 2);
}
