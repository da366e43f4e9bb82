/* infer.c: typing of expressions from operand types. See infer.h. */
#include "infer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Literals. */

static bool is_hexadecimal(const char *text, size_t length) {
    return length > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

static bool is_floating(const char *text, size_t length) {
    bool hexadecimal = is_hexadecimal(text, length);
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '.' || c == 'p' || c == 'P') return true;
        if (!hexadecimal && (c == 'e' || c == 'E')) return true;
    }
    return false;
}

static const struct type *floating_type(const char *text, size_t length) {
    char last = text[length - 1];
    if (is_hexadecimal(text, length) && memchr(text, 'p', length) == NULL &&
        memchr(text, 'P', length) == NULL)
        return &type_unknown;
    if (last == 'f' || last == 'F') return type_basic(B_FLOAT);
    if (last == 'l' || last == 'L') return type_basic(B_LDOUBLE);
    return last >= '0' && last <= '9' ? type_basic(B_DOUBLE)
           : last == '.'              ? type_basic(B_DOUBLE)
                                      : &type_unknown;
}

/* The first type of 6.4.4.1's list that holds the value; the rules of LP64, which all our targets
 * share. */
static const struct type *integer_type(uint64_t value, bool decimal, bool is_unsigned, int longs) {
    bool fits_int = value <= INT32_MAX, fits_uint = value <= UINT32_MAX,
         fits_long = value <= INT64_MAX;
    if (longs == 0 && !is_unsigned && fits_int) return type_basic(B_INT);
    if (longs == 0 && (is_unsigned || !decimal) && fits_uint) return type_basic(B_UINT);
    enum basic signed_kind = longs == 2 ? B_LLONG : B_LONG;
    if (!is_unsigned && fits_long) return type_basic(signed_kind);
    return type_basic(signed_kind + 1);
}

const struct type *infer_number(const char *text, size_t length, int64_t *value, bool *known) {
    *known = false;
    if (length == 0) return &type_unknown;
    if (is_floating(text, length)) return floating_type(text, length);
    char digits[80];
    size_t count = 0;
    for (size_t i = 0; i < length && count + 1 < sizeof digits; i++)
        if (text[i] != '\'') digits[count++] = text[i];
    digits[count] = '\0';
    bool binary = count > 1 && digits[0] == '0' && (digits[1] == 'b' || digits[1] == 'B');
    char *end;
    errno = 0;
    uint64_t number = binary ? strtoull(digits + 2, &end, 2) : strtoull(digits, &end, 0);
    bool is_unsigned = false, bad = errno != 0;
    int longs = 0;
    for (; *end != '\0'; end++) {
        if (*end == 'u' || *end == 'U')
            is_unsigned = true;
        else if (*end == 'l' || *end == 'L')
            longs++;
        else
            bad = true;
    }
    if (bad || longs > 2) return &type_unknown;
    *known = number <= INT64_MAX;
    *value = *known ? (int64_t)number : 0;
    return integer_type(number, digits[0] != '0', is_unsigned, longs);
}

/* The value of what stands behind a backslash, up to the quote. */
static bool escape_value(const char *text, const char *quote, int64_t *value) {
    static const char escapes[] = "n\nt\tr\ra\ab\bf\fv\v\\\\''\"\"??e\033";
    for (size_t i = 0; quote - text == 1 && i + 1 < sizeof escapes; i += 2)
        if (escapes[i] == *text) return *value = (unsigned char)escapes[i + 1], true;
    bool hexadecimal = *text == 'x', octal = *text >= '0' && *text <= '7';
    if (!octal && !hexadecimal) return false;
    char *end;
    *value = (int64_t)strtoull(text + hexadecimal, &end, octal ? 8 : 16);
    return end == quote;
}

/* The value of `'c'`, `'\n'` or `L'\0'`, if it is the same for every character set and width. */
static bool character_value(const char *text, size_t length, int64_t *value) {
    const char *quote = text + length - 1, *at = memchr(text, '\'', length);
    if (at == NULL || ++at >= quote) return false;
    *value = (unsigned char)*at;
    bool known = *at == '\\' ? escape_value(at + 1, quote, value) : quote - at == 1;
    return known && *value >= 0 && *value < 0x80;
}

static const struct type *prefix_type(struct arena *arena, const char *text, size_t length) {
    if (length > 1 && text[0] == 'L') return type_predefined(arena, "wchar_t");
    if (length > 1 && text[0] == 'U') return type_predefined(arena, "char32_t");
    if (length > 1 && text[0] == 'u' && text[1] != '8') return type_predefined(arena, "char16_t");
    if (length > 1 && text[0] == 'u')
        return &type_unknown; /* unsigned char or char8_t, by the standard in force */
    return type_basic(B_INT);
}

const struct type *infer_character(struct arena *arena, const char *text, size_t length,
                                   int64_t *value, bool *known) {
    *known = character_value(text, length, value);
    return prefix_type(arena, text, length);
}

const struct type *infer_string(struct arena *arena, const char *text, size_t length) {
    bool wide = length > 1 && (text[0] == 'L' || text[0] == 'U' || text[0] == 'u');
    struct type *type = arena_alloc(arena, sizeof *type);
    type->kind = T_ARRAY;
    type->base = wide ? prefix_type(arena, text, length) : type_basic(B_CHAR);
    if (wide && text[0] == 'u' && text[1] == '8') type->base = type_basic(B_CHAR);
    type->array_count = -1;
    type->array_text = "";
    return type;
}

/* Arithmetic. */

const struct type *infer_promoted(const struct type *type) {
    type = type_strip(type);
    if (type->kind == T_TAG && type->tag->kind == TAG_ENUM)
        return &type_unknown; /* int or unsigned: the compiler's choice */
    if (type->kind == T_BASIC && type->basic < B_INT) return type_basic(B_INT);
    return type->kind == T_BASIC ? type_basic(type->basic) : type;
}

const struct type *infer_arithmetic(const struct type *a, const struct type *b) {
    a = infer_promoted(a);
    b = infer_promoted(b);
    if (a->kind != T_BASIC || b->kind != T_BASIC) return &type_unknown;
    enum basic high = a->basic > b->basic ? a->basic : b->basic,
               low = a->basic > b->basic ? b->basic : a->basic;
    /* long long and unsigned long, one size: neither holds the other's values: unsigned long long.
     */
    if (high == B_LLONG && low == B_ULONG) return type_basic(B_ULLONG);
    return type_basic(high);
}

static bool is_one_of(const char *operator, const char * list) {
    size_t length = strlen(operator);
    for (const char *at = list; (at = strstr(at, operator)) != NULL; at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return true;
    return false;
}

static const struct type *additive(struct arena *arena, bool minus, const struct type *a,
                                   const struct type *b) {
    a = type_decay(arena, a);
    b = type_decay(arena, b);
    bool pointer_a = type_is(a, T_POINTER), pointer_b = type_is(b, T_POINTER);
    if (pointer_a && pointer_b) return minus ? type_predefined(arena, "ptrdiff_t") : &type_unknown;
    if (pointer_a) return a;
    if (pointer_b) return b;
    return infer_arithmetic(a, b);
}

const struct type *infer_binary(struct arena *arena, const char *operator, const struct type * a,
                                const struct type *b) {
    if (is_one_of(operator, "< > <= >= == != && ||")) return type_basic(B_INT);
    if (is_one_of(operator, "<< >>"))
        return infer_promoted(a)->kind == T_BASIC ? infer_promoted(a) : &type_unknown;
    if (is_one_of(operator, "+ -")) return additive(arena, operator[0] == '-', a, b);
    return infer_arithmetic(a, b);
}

const struct type *infer_unary(const char *operator, const struct type * type) {
    if (operator[0] == '!') return type_basic(B_INT);
    const struct type *promoted = infer_promoted(type);
    return promoted->kind == T_BASIC ? promoted : &type_unknown;
}

/* What is unknown because `from` is. */
static const struct type *unknown_from(const struct type *from) {
    return type_is_refused(from) ? &type_refused : &type_unknown;
}

const struct type *infer_target(struct arena *arena, const struct type *type) {
    const struct type *bare = type_strip(type_decay(arena, type));
    return bare->kind == T_POINTER ? bare->base : unknown_from(bare);
}

static const struct type *conditional_pointers(struct arena *arena, const struct type *a,
                                               const struct type *b) {
    const struct type *to_a = type_strip(a)->base, *to_b = type_strip(b)->base;
    unsigned qualifiers = type_qualifiers(to_a) | type_qualifiers(to_b);
    const struct type *to = type_is(to_a, T_VOID) ? to_a : type_is(to_b, T_VOID) ? to_b : to_a;
    return type_pointer(arena, type_qualified(arena, to, qualifiers));
}

const struct type *infer_conditional(struct arena *arena, const struct type *a, bool a_is_null,
                                     const struct type *b, bool b_is_null) {
    a = type_unqualified(arena, type_decay(arena, a));
    b = type_unqualified(arena, type_decay(arena, b));
    bool pointer_a = type_is(a, T_POINTER), pointer_b = type_is(b, T_POINTER);
    if (pointer_a && b_is_null) return a;
    if (pointer_b && a_is_null) return b;
    if (pointer_a && pointer_b) return conditional_pointers(arena, a, b);
    if (type_is(a, T_BASIC) && type_is(b, T_BASIC)) return infer_arithmetic(a, b);
    return type_compare(a, b) == ID_SAME && !type_is_integer(a) ? a : &type_unknown;
}

const struct type *infer_member(struct arena *arena, const struct type *aggregate,
                                const char *name) {
    const struct type *bare = type_strip(aggregate);
    if (bare->kind != T_TAG) return unknown_from(bare);
    const struct member *member = tag_member(bare->tag, name);
    if (member == NULL) return bare->tag->refused ? &type_refused : &type_unknown;
    return type_qualified(arena, member->type, type_qualifiers(aggregate));
}

const struct type *infer_function(const struct type *callee) {
    callee = type_strip(callee);
    while (callee->kind == T_POINTER) callee = type_strip(callee->base);
    return callee->kind == T_FUNCTION ? callee : NULL;
}

const struct type *infer_result(const struct type *callee) {
    const struct type *function = infer_function(callee);
    return function != NULL ? function->base : unknown_from(callee);
}

/* Signed arithmetic on numbers that have one type. */
static bool fold(const char *operator, int64_t a, int64_t b, int64_t *result) {
    if (strcmp(operator, "+") == 0) return !__builtin_add_overflow(a, b, result);
    if (strcmp(operator, "-") == 0) return !__builtin_sub_overflow(a, b, result);
    if (strcmp(operator, "*") == 0) return !__builtin_mul_overflow(a, b, result);
    if (strcmp(operator, "/") == 0)
        return b != 0 && !(a == INT64_MIN && b == -1) && (*result = a / b, true);
    if (strcmp(operator, "%") == 0)
        return b != 0 && !(a == INT64_MIN && b == -1) && (*result = a % b, true);
    if (strcmp(operator, "<<") == 0)
        return a >= 0 && b >= 0 && b < 62 && a <= (INT64_MAX >> b) && (*result = a << b, true);
    /* cppcheck-suppress shiftTooManyBitsSigned ; a is not negative */
    if (strcmp(operator, ">>") == 0) return a >= 0 && b >= 0 && b < 64 && (*result = a >> b, true);
    if (strcmp(operator, "&") == 0) return *result = a & b, true;
    if (strcmp(operator, "|") == 0) return *result = a | b, true;
    if (strcmp(operator, "^") == 0) return *result = a ^ b, true;
    if (strcmp(operator, "<") == 0) return *result = a < b, true;
    if (strcmp(operator, ">") == 0) return *result = a > b, true;
    if (strcmp(operator, "<=") == 0) return *result = a <= b, true;
    if (strcmp(operator, ">=") == 0) return *result = a >= b, true;
    if (strcmp(operator, "==") == 0) return *result = a == b, true;
    if (strcmp(operator, "!=") == 0) return *result = a != b, true;
    if (strcmp(operator, "&&") == 0) return *result = a != 0 && b != 0, true;
    if (strcmp(operator, "||") == 0) return *result = a != 0 || b != 0, true;
    return false;
}

/* How many bits an integer type has, LP64's; 0 where that is not known, nor whether it has a sign. */
static unsigned bits_of(const struct type *type) {
    static const unsigned char bits[B_FLOAT] = {
        [B_SCHAR] = 8, [B_UCHAR] = 8, [B_SHORT] = 16, [B_USHORT] = 16, [B_INT] = 32,
        [B_UINT] = 32, [B_LONG] = 64, [B_ULONG] = 64, [B_LLONG] = 64,  [B_ULLONG] = 64};
    return type->kind == T_BASIC && type->basic < B_FLOAT ? bits[type->basic] : 0;
}

static bool is_unsigned(const struct type *type) {
    enum basic basic = type->basic;
    return basic == B_UCHAR || basic == B_USHORT || basic == B_UINT || basic == B_ULONG ||
           basic == B_ULLONG;
}

bool infer_converted(const struct type *type, int64_t *number) {
    type = type_strip(type);
    if (type->kind == T_BASIC && type->basic == B_BOOL) return *number = *number != 0, true;
    unsigned bits = bits_of(type);
    if (bits == 0) return type_is_integer(type) && *number >= 0 && *number <= INT8_MAX;
    if (bits == 64) return !is_unsigned(type) || *number >= 0;
    uint64_t low = (uint64_t)*number & ((UINT64_C(1) << bits) - 1);
    bool negative = !is_unsigned(type) && (low >> (bits - 1)) != 0;
    *number = (int64_t)low - (negative ? INT64_C(1) << bits : 0);
    return true;
}

bool infer_fold(const char *operator, struct operand a, struct operand b, int64_t *result) {
    bool shift = is_one_of(operator, "<< >>");
    const struct type *common = shift ? infer_promoted(a.type) : infer_arithmetic(a.type, b.type);
    if (!infer_converted(common, &a.number)) return false;
    if (!infer_converted(shift ? b.type : common, &b.number)) return false;
    return fold(operator, a.number, b.number, result) && infer_converted(common, result);
}
