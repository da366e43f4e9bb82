/* list.h: what stands in the parentheses after a name, as far as it tells what the name is. Part of scanner.c. */
#ifndef CHANC_LIST_H
#define CHANC_LIST_H

#include "ahead.h"

/* What stands in the parentheses after a name. */
enum list { NOTHING, NAMES, PARAMETERS, ARGUMENTS, OPERANDS };

/* After a first parenthesis, or a word behind it: does an operand begin or go on so, and no type or declarator? */
static bool operand_goes_on(const struct ahead *a, bool begins) {
    int32_t c = next(a);
    if (c <= 0 || c >= 0x80) return false;
    if (begins) return is_digit(c) || strchr("\"'&!~+-", (int)c) != NULL;
    return strchr("\"',.+-%&|=!?>", (int)c) != NULL;
}

/* After the first word of what may be a parameter with a name, `T x` or `struct s *x`. */
static bool parameter_goes_on(struct ahead *a) {
    bool named = false;
    for (int parts = 0;;) {
        named = !is_of(a, TYPE_WORD | QUALIFIER);
        parts += !is_of(a, TAG_WORD | QUALIFIER);
        if (!skip_blank(a)) return false;
        while (take(a, '*'))
            if (!skip_blank(a)) return false;
        if (!read_word(a)) return named && parts > 1 && strchr(",)[", (int)next(a)) != NULL;
    }
}

/* From `(` to after its `)`: what is in it? False where it is not closed. */
static bool skip_list(struct ahead *a, enum list *list) {
    *list = NOTHING;
    if (!take(a, '(') || !skip_blank(a)) return false;
    if (next(a) == ')') return skip_to_close(a);
    *list = operand_goes_on(a, true) ? OPERANDS : ARGUMENTS;
    for (bool first = true; read_word(a) && skip_blank(a); first = false) {
        if (first && operand_goes_on(a, false)) *list = OPERANDS;
        if (first && take(a, '(')) { /* `f(g("x"))` */
            if (!skip_blank(a)) return false;
            if (operand_goes_on(a, true)) *list = OPERANDS;
            if (!skip_to_close(a)) return false;
            break;
        }
        bool end = next(a) == ')', is_void = first && end && is(a, "void");
        if (end || is_void) *list = is_void ? PARAMETERS : NAMES;
        if (first && (starts_word(next(a)) || next(a) == '*') && parameter_goes_on(a))
            *list = PARAMETERS;
        if (*list == PARAMETERS || !take(a, ',') || !skip_blank(a)) break;
    }
    return skip_to_close(a);
}

#endif
