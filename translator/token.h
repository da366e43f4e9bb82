/* token.h: the tokens of C text, as far as macros have to do with them.
 *
 * Words and numbers, strings and character constants, and operators; of those only the ones that channel syntax and
 * the preprocessor need are told apart as a whole. */
#ifndef CHANC_TOKEN_H
#define CHANC_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "source.h"

/* Past the line splices at `at`: a backslash, perhaps blanks, a newline. Inline for the scan, which asks at each byte. */
static inline const char *token_past_splices(const char *at, const char *end) {
    while (at < end && *at == '\\') {
        const char *next = at + 1;
        while (next < end && is_space_byte(*next) && *next != '\n') next++;
        if (next == end || *next != '\n') break;
        at = next + 1;
    }
    return at;
}

/* Past the blanks, comments and spliced line ends at `at`. */
const char *token_skip(const char *at, const char *end);
/* Past the comment that begins at `at`, or `at` when none does; that of a line ends with its newline still ahead. */
const char *token_comment(const char *at, const char *end);
/* The newline that ends the line of the comment or directive that begins at `at`, those after it that are spliced to it
 * included; `end` when there is none. */
const char *token_line_end(const char *at, const char *end);
/* Where the line of a place in `text` begins, with those before that are spliced to it. */
const char *token_line(const char *text, const char *at);
/* Past the token that begins at `at`, which is before `end`. */
const char *token_end(const char *at, const char *end);
/* Whether a token is `text`, which is not empty. */
bool token_is(const char *token, size_t length, const char *text);
/* Whether the name of a member follows a token: `.` or `->`. */
bool token_before_member(const char *token);
/* Where a text begins for the first time, for one whose first byte is rare: faster than memmem then. NULL where it does not. */
const char *token_find(const char *at, const char *end, const char *what, size_t length);
/* Where a word stands in a text for the first time, be it in a comment or a string; NULL where it does not. */
const char *token_find_word(const char *text, const char *end, const char *word, size_t length);

#endif
