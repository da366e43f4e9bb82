/* spelling_attribute.c: attributes, and words that look like macros for some. See spelling_attribute.h. */
#include "spelling_attribute.h"
#include "spelling_text.h"

#include <ctype.h>

bool spelling_blank_stars(const char *searched, uint32_t length, char *text) {
    const char *end = searched + length, *at = searched;
    bool any = false;
    while ((at = memchr(at, '*', (size_t)(end - at))) != NULL) {
        const char *word = skip_spaces(++at, end), *past = skip_word(word, end);
        const char *name = skip_spaces(past, end), *after = skip_spaces(skip_word(name, end), end);
        if (past == word || name == past || after == name || after == end || *after != '(')
            continue;
        const char *letter = word;
        while (letter < past && !islower((unsigned char)*letter)) letter++;
        if (letter < past || isdigit((unsigned char)*word) || isdigit((unsigned char)*name))
            continue;
        any = true;
        if (text != NULL) memset(text + (word - searched), ' ', (size_t)(past - word));
    }
    return any;
}

/* Whether what stands before `at` is such a place. */
static bool takes_attributes(char *start, char *at) {
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    at = space_before(start, at);
    if (at == start) return false;
    size_t length = 0;
    char *word = word_before(start, at, &length);
    return strchr("*,(:", at[-1]) != NULL || (word != NULL && is_one_of(word, length, tags));
}

/* In order, so that those after a blanked one follow what it followed. */
void spelling_blank_attributes(char *text, uint32_t length) {
    static const char word[] = "__attribute";
    char *end = text + length, *at = text;
    while ((at = memmem(at, (size_t)(end - at), word, sizeof word - 1)) != NULL) {
        char *start = at;
        at = (char *)skip_word(at, end);
        const char *open = skip_spaces(at, end);
        if (open == end || *open != '(' || !takes_attributes(text, start)) continue;
        at = (char *)skip_brackets(open, end);
        blank_out(start, at);
    }
}

/* Past the arguments at `at` and the blanks after them; NULL where they are none of a macro for attributes. */
static const char *skip_arguments(const char *at, const char *end) {
    at = arguments_end(at, end);
    return at != NULL ? skip_spaces(at, end) : NULL;
}

/* Whether a word is written as macros are. */
static bool is_capitals(const char *word, const char *past) {
    if (past - word > 2 && word[0] == '_' && word[1] == '_') return true;
    while (word < past && !islower((unsigned char)*word)) word++;
    return word == past;
}

/* Whether a body follows the words from `at` on, and the last of them can be the tag. What has arguments among them
 * could be a function, unless it is written as a macro and the tag is not. */
static bool body_follows(const char *at, const char *end) {
    bool call = false, capitals = false;
    while (at < end && is_word_byte(*at)) {
        const char *word = at, *past = skip_word(at, end);
        at = skip_spaces(past, end);
        capitals = is_capitals(word, past);
        if (at == end || *at != '(') continue;
        at = skip_arguments(at, end);
        if (at == NULL || !capitals) return false;
        call = true;
    }
    return at < end && *at == '{' && !(call && capitals);
}

/* Past a macro or attribute at `at`, after the word of a tag; NULL where something else stands there. */
static const char *skip_tag_attribute(const char *at, const char *end) {
    if (*at == '[' && at[1] == '[') return skip_arguments(at, end);
    const char *past = skip_word(at, end), *after = skip_spaces(past, end);
    if (past == at || after == end) return NULL;
    if (*after != '(') return is_word_byte(*after) && body_follows(after, end) ? after : NULL;
    const char *next = skip_arguments(after, end), *rest = next, *attribute;
    if (next == NULL || next == end) return NULL;
    while ((attribute = skip_attribute(rest, end)) != NULL) rest = skip_spaces(attribute, end);
    if (rest < end && (*rest == '{' || body_follows(rest, end))) return next;
    return rest == next && is_word_byte(*next) && is_capitals(at, past) ? next : NULL;
}

/* Whether a place is in a directive, as a tag is in the body of a macro: nothing after that belongs to it. */
static bool is_in_directive(const char *text, const char *at) {
    at = token_line(text, at);
    at += strspn(at, " \t");
    return *at == '#' || (at[0] == '%' && at[1] == ':');
}

/* Where the members begin after the name, if any, and the type that C23 lets follow it in `enum e : int { ... }`; NULL where
 * that does not stand at `at`. `*colon`: where it begins. */
static const char *skip_underlying(const char *at, const char *end, const char **colon) {
    *colon = at = skip_spaces(skip_word(at, end), end);
    if (at == end || *at != ':') return NULL;
    for (at = skip_spaces(at + 1, end); at < end && is_word_byte(*at); at = skip_spaces(at, end)) {
        const char *past = skip_word(at, end);
        if (past - at == 4 && memcmp(at, "chan", 4) == 0) return NULL;
        at = past;
    }
    return at < end && *at == '{' ? at : NULL;
}

bool spelling_blank_tags(const char *searched, uint32_t length, char *text) {
    static const char *const tags[] = {"struct", "union", "enum"};
    const char *end = searched + length;
    bool any = false;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        size_t size = strlen(tags[i]);
        const char *at = searched, *past;
        while ((at = memmem(at, (size_t)(end - at), tags[i], size)) != NULL) {
            bool whole = at == searched || !is_word_byte(at[-1]);
            at += size;
            if (!whole || at == end || is_word_byte(*at)) continue;
            const char *tag = at;
            at = skip_spaces(at, end);
            for (; at < end && (past = skip_tag_attribute(at, end)) != NULL; at = past) {
                if (is_in_directive(searched, tag)) break;
                any = true;
                if (text != NULL) blank_out(text + (at - searched), text + (past - searched));
            }
            const char *colon, *members = skip_underlying(at, end, &colon);
            if (members == NULL || is_in_directive(searched, tag)) continue;
            any = true;
            if (text != NULL) blank_out(text + (colon - searched), text + (members - searched));
        }
    }
    return any;
}
