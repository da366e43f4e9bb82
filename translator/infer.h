/* infer.h: the type of an expression from the types of its operands.
 *
 * Pure functions: they neither look at syntax nor report. T_UNKNOWN in gives T_UNKNOWN out wherever
 * C's result hangs on what is not known. Section numbers are C11's. */
#ifndef CHANC_INFER_H
#define CHANC_INFER_H

#include "type.h"

/* Type of a literal as written, without a leading sign (6.4.4, 6.4.5). *value is set for an integer
 * that fits; else *known is false. */
const struct type *infer_number(const char *text, size_t length, int64_t *value, bool *known);
/* Type of a character constant by its prefix; its value where that is one plain character. */
const struct type *infer_character(struct arena *arena, const char *text, size_t length,
                                   int64_t *value, bool *known);
/* Type of a string literal: an array whose bound is left open. */
const struct type *infer_string(struct arena *arena, const char *text, size_t length);

/* The promoted type (6.3.1.1). */
const struct type *infer_promoted(const struct type *type);
/* The usual arithmetic conversions (6.3.1.8). */
const struct type *infer_arithmetic(const struct type *a, const struct type *b);
/* `operator` as written: + - * / % << >> < > <= >= == != & | ^ && ||. */
const struct type *infer_binary(struct arena *arena, const char *operator, const struct type * a,
                                const struct type *b);
/* + - ~ ! applied to a value. */
const struct type *infer_unary(const char *operator, const struct type * type);
/* What `*` gives: the pointed-to type. */
const struct type *infer_target(struct arena *arena, const struct type *type);
/* The common type of two arms of ?: that are no channels (6.5.15). */
const struct type *infer_conditional(struct arena *arena, const struct type *a, bool a_is_null,
                                     const struct type *b, bool b_is_null);
/* The member `name` of a struct or union type, qualified as the whole is; T_UNKNOWN when it cannot
 * be known. */
const struct type *infer_member(struct arena *arena, const struct type *aggregate,
                                const char *name);
/* What a call of a value of this type returns. */
const struct type *infer_result(const struct type *callee);
/* The function type behind a function, or pointers to one; NULL when there is none. */
const struct type *infer_function(const struct type *callee);
/* Converts a number to an integer type (6.3.1.3), as gcc and clang do; false where what comes out is not known, or is none that
 * an int64_t holds. */
bool infer_converted(const struct type *type, int64_t *number);
/* A constant and its type. */
struct operand {
    const struct type *type;
    int64_t number;
};
/* Folds an integer operation in the type that C does it in; false when it is none, or its result is not known. */
bool infer_fold(const char *operator, struct operand a, struct operand b, int64_t *result);

#endif
