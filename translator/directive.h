/* directive.h: a line that may be a directive, and the macro that it is about. */
#ifndef CHANC_DIRECTIVE_H
#define CHANC_DIRECTIVE_H

#include <stdbool.h>
#include <stddef.h>

/* What a #define or #undef says. */
struct directive_macro {
    const char *name;
    size_t length; /* of the name, which is not empty */
    /* those of a macro like a function, from their parenthesis on; or NULL */
    const char *parameters;
    const char *body; /* past the name or the parameters; the blanks before it are ahead */
    bool defines;     /* else it is an #undef */
};

/* The next place in a text where a directive may begin, all that are one included; NULL when there is none. */
const char *directive_find(const char *at, const char *end);
/* Past a directive's word, which is at `at`; NULL where it does not begin with the name. */
const char *directive_past(const char *at, const char *end, const char *name);
/* The directive's word, or what stands in its place, in a line from `line` to `end`; NULL when that is no directive. */
const char *directive_word(const char *line, const char *end);
/* What an #include in a line has after the header's name, which means nothing, and compilers warn of: up to `*past`, the
 * line's end, comments included; NULL when there is nothing, and for all that is no #include of a name. */
const char *directive_extra(const char *line, const char *end, const char **past);
/* Reads a #define or #undef; false for any other line. */
bool directive_macro(const char *line, const char *end, struct directive_macro *macro);

#endif
