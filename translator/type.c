/* type.c: building, comparing and printing types. See type.h. */
#include "type.h"

#include <ctype.h>
#include <string.h>

const struct type type_unknown = {.kind = T_UNKNOWN};
const struct type type_refused = {.kind = T_UNKNOWN, .refused = true};
const struct type type_void = {.kind = T_VOID};
static const struct type runtime_channel_struct = {.kind = T_NAMED, .name = "chanc_chan"};
const struct type type_runtime_channel = {.kind = T_POINTER, .base = &runtime_channel_struct};

static const char *const basic_names[B_COUNT] = {
    "_Bool",       "char",
    "signed char", "unsigned char",
    "short",       "unsigned short",
    "int",         "unsigned int",
    "long",        "unsigned long",
    "long long",   "unsigned long long",
    "__int128",    "unsigned __int128",
    "float",       "double",
    "long double",
};

const struct type *type_basic(enum basic basic) {
    static const struct type types[B_COUNT] = {
#define BASIC(b) [b] = {.kind = T_BASIC, .basic = b}
        BASIC(B_BOOL),   BASIC(B_CHAR),    BASIC(B_SCHAR),  BASIC(B_UCHAR),   BASIC(B_SHORT),
        BASIC(B_USHORT), BASIC(B_INT),     BASIC(B_UINT),   BASIC(B_LONG),    BASIC(B_ULONG),
        BASIC(B_LLONG),  BASIC(B_ULLONG),  BASIC(B_INT128), BASIC(B_UINT128), BASIC(B_FLOAT),
        BASIC(B_DOUBLE), BASIC(B_LDOUBLE),
#undef BASIC
    };
    return &types[basic];
}

static struct type *type_new(struct arena *arena, enum type_kind kind, const struct type *base) {
    struct type *type = arena_alloc(arena, sizeof *type);
    type->kind = kind;
    type->base = base;
    return type;
}

const struct type *type_named(struct arena *arena, const char *name) {
    struct type *type = type_new(arena, T_NAMED, NULL);
    type->name = name;
    return type;
}

/* Types that the language's own expressions have, whatever is declared. */
static const struct predefined {
    const char *name;
    const char *spelling; /* known to the output without a header */
    unsigned may_be;      /* one of these, a bit for each `basic`; which one, the compiler knows */
} predefined_types[] = {
    {"size_t", "__SIZE_TYPE__", 1U << B_UINT | 1U << B_ULONG | 1U << B_ULLONG},
    {"ptrdiff_t", "__PTRDIFF_TYPE__", 1U << B_INT | 1U << B_LONG | 1U << B_LLONG},
    {"wchar_t", "__WCHAR_TYPE__", 1U << B_USHORT | 1U << B_INT | 1U << B_UINT | 1U << B_LONG},
    {"char16_t", "__CHAR16_TYPE__", 1U << B_USHORT | 1U << B_UINT},
    {"char32_t", "__CHAR32_TYPE__", 1U << B_UINT | 1U << B_ULONG},
    {"int64_t", "chanc_time", 1U << B_LONG | 1U << B_LLONG},
};

static const struct predefined *predefined_of(const struct type *type) {
    size_t count = sizeof predefined_types / sizeof predefined_types[0];
    for (size_t i = 0; type->kind == T_NAMED && type->predefined && i < count; i++)
        if (strcmp(type->name, predefined_types[i].name) == 0) return &predefined_types[i];
    return NULL;
}

const struct type *type_predefined(struct arena *arena, const char *name) {
    struct type *type = type_new(arena, T_NAMED, NULL);
    type->name = name;
    type->predefined = true;
    return type;
}

const struct type *type_predefined_as(struct arena *arena, const char *name, enum basic basic) {
    struct type *type = type_new(arena, T_NAMED, type_basic(basic));
    type->name = name;
    type->predefined = true;
    return type;
}

const struct type *type_alias(struct arena *arena, const char *name, const struct type *base,
                              bool local) {
    struct type *type = type_new(arena, T_ALIAS, base);
    type->name = name;
    type->local = local;
    return type;
}

const struct type *type_of_tag(struct arena *arena, struct tag *tag) {
    struct type *type = type_new(arena, T_TAG, NULL);
    type->tag = tag;
    return type;
}

const struct type *type_channel(struct arena *arena, enum direction direction,
                                const struct type *element) {
    struct type *type = type_new(arena, T_CHANNEL, type_unqualified(arena, element));
    type->direction = direction;
    type->written = element;
    return type;
}

const struct type *type_pointer(struct arena *arena, const struct type *to) {
    return type_new(arena, T_POINTER, to);
}

const struct type *type_qualified(struct arena *arena, const struct type *type,
                                  unsigned qualifiers) {
    if ((type->qualifiers | qualifiers) == type->qualifiers || type->kind == T_UNKNOWN) return type;
    struct type *copy = arena_alloc(arena, sizeof *copy);
    *copy = *type;
    copy->qualifiers = (copy->qualifiers | qualifiers) & Q_ALL;
    return copy;
}

const struct type *type_strip(const struct type *type) {
    while (type->kind == T_ALIAS) type = type->base;
    return type;
}

bool type_is_refused(const struct type *type) {
    return type_strip(type)->refused;
}

bool type_is(const struct type *type, enum type_kind kind) {
    return type_strip(type)->kind == kind;
}

unsigned type_qualifiers(const struct type *type) {
    unsigned all = type->qualifiers;
    while (type->kind == T_ALIAS) {
        type = type->base;
        all |= type->qualifiers;
    }
    return all;
}

const struct type *type_unqualified(struct arena *arena, const struct type *type) {
    while (type->kind == T_ALIAS && type_qualifiers(type->base) != 0) type = type->base;
    if (type->qualifiers == 0) return type;
    struct type *copy = arena_alloc(arena, sizeof *copy);
    *copy = *type;
    copy->qualifiers = 0;
    return copy;
}

/* The element of an array. One that has no name is named by way of the array's. */
static const struct type *element_of(struct arena *arena, const struct type *array) {
    const struct type *element = type_strip(array)->base;
    const struct tag *tag;
    if (array->kind != T_ALIAS || type_is_nameable(element, &tag)) return element;
    return type_alias(arena, arena_printf(arena, "__typeof__(**(%s *)0)", array->name), element,
                      array->local);
}

const struct type *type_decay(struct arena *arena, const struct type *type) {
    if (type_is(type, T_ARRAY))
        return type_pointer(arena,
                            type_qualified(arena, element_of(arena, type), type_qualifiers(type)));
    const struct type *bare = type_strip(type);
    if (bare->kind == T_FUNCTION) return type_pointer(arena, type);
    return type;
}

bool type_has_channel(const struct type *type) {
    for (; type != NULL; type = type->base) {
        if (type->kind == T_CHANNEL) return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (type_has_channel(type->params[i])) return true;
    }
    return false;
}

bool type_is_open(const struct type *type) {
    for (; type != NULL; type = type->base) {
        if (type->kind == T_UNKNOWN || type->kind == T_NAMED) return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (type_is_open(type->params[i])) return true;
    }
    return false;
}

bool type_has_unknown(const struct type *type) {
    if (type_is(type, T_UNKNOWN)) return true;
    for (; type != NULL && (type->kind != T_ALIAS || type->local); type = type->base) {
        if (type->kind == T_UNKNOWN) return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (type_has_unknown(type->params[i])) return true;
    }
    return false;
}

bool type_is_nameable(const struct type *type, const struct tag **why) {
    for (; type != NULL; type = type->base) {
        if (type->kind == T_TAG && (type->tag->local || type->tag->name == NULL)) {
            *why = type->tag;
            /* An anonymous tag under a file-scope typedef has that name. */
            return false;
        }
        if (type->kind == T_ALIAS && !type->local) return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (!type_is_nameable(type->params[i], why)) return false;
    }
    return true;
}

/* Whether a name that is local to a function, and stands for something that can be said without, is in the type. */
static bool has_local(const struct type *type) {
    for (; type != NULL && type->kind != T_ALIAS; type = type->base) {
        if (type->kind == T_ARRAY && type->local && type->array_count >= 0) return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (has_local(type->params[i])) return true;
    }
    const struct tag *why; /* a local tag is of the same body */
    return type != NULL && type->local && type_is_nameable(type, &why);
}

const struct type *type_without_local(struct arena *arena, const struct type *type) {
    if (!has_local(type)) return type;
    if (type->kind == T_ALIAS)
        return type_qualified(arena, type_without_local(arena, type->base), type->qualifiers);
    struct type *copy = arena_alloc(arena, sizeof *copy);
    *copy = *type;
    copy->base = type_without_local(arena, type->base);
    if (type->kind == T_ARRAY && type->array_count >= 0)
        copy->array_text = arena_printf(arena, "%lld", (long long)type->array_count);
    if (type->param_count > 0)
        copy->params = arena_array(arena, type->param_count, sizeof *copy->params);
    for (uint32_t i = 0; i < type->param_count; i++)
        copy->params[i] = type_without_local(arena, type->params[i]);
    return copy;
}

bool type_has_run_time_bound(const struct type *type) {
    for (; type != NULL; type = type->base)
        if (type->kind == T_ARRAY && type->array_vla) return true;
    return false;
}

/* Void with the qualifiers of the type and of its elements. */
static const struct type *qualified_void(struct arena *arena, const struct type *type) {
    unsigned qualifiers = type_qualifiers(type);
    while (type_is(type, T_ARRAY)) {
        type = type_strip(type)->base;
        qualifiers |= type_qualifiers(type);
    }
    return type_qualified(arena, &type_void, qualifiers & (Q_CONST | Q_VOLATILE));
}

const struct type *type_unbounded(struct arena *arena, const struct type *type) {
    if (!type_is(type, T_POINTER) || !type_has_run_time_bound(type)) return type;
    const struct type *to = type_strip(type)->base, *bare = type_strip(to);
    if (bare->kind == T_FUNCTION) return type;
    if (bare->kind != T_ARRAY || type_has_run_time_bound(bare->base))
        return type_pointer(arena, qualified_void(arena, to));
    struct type *array = type_new(arena, T_ARRAY, NULL);
    array->base = type_qualified(arena, bare->base, type_qualifiers(to));
    array->array_text = "";
    array->array_count = -1;
    return type_pointer(arena, array);
}

struct type *type_bounded(struct arena *arena, const struct type *array) {
    struct type *bounded = arena_alloc(arena, sizeof *bounded);
    *bounded = *type_strip(array);
    bounded->qualifiers = type_qualifiers(array) & Q_ALL;
    bounded->unsaid = false;
    return bounded;
}

/* Arithmetic types that are known by their names: complex ones, and `_BitInt` with its width. */
static bool is_named_number(const struct type *type) {
    static const char part[] = " _Complex", sign[] = "unsigned ", width[] = "_BitInt(";
    if (type->kind != T_NAMED) return false;
    const char *name = type->name;
    size_t length = strlen(name);
    if (length >= sizeof part && strcmp(name + length - (sizeof part - 1), part) == 0) return true;
    if (strncmp(name, sign, sizeof sign - 1) == 0) name += sizeof sign - 1;
    return strncmp(name, width, sizeof width - 1) == 0 &&
           isdigit((unsigned char)name[sizeof width - 1]);
}

bool type_is_attributed(const struct type *type) {
    type = type_strip(type);
    return type->kind == T_NAMED && strstr(type->name, "__attribute") != NULL;
}

bool type_is_plain_name(const struct type *type) {
    static const char *const names[] = {
        "size_t",       "ssize_t",   "ptrdiff_t", "intptr_t",    "uintptr_t",  "wchar_t",
        "char8_t",      "char16_t",  "char32_t",  "int8_t",      "int16_t",    "int32_t",
        "int64_t",      "uint8_t",   "uint16_t",  "uint32_t",    "uint64_t",   "intmax_t",
        "uintmax_t",    "off_t",     "time_t",    "pid_t",       "uid_t",      "gid_t",
        "mode_t",       "clock_t",   "clockid_t", "suseconds_t", "useconds_t", "dev_t",
        "ino_t",        "nlink_t",   "blkcnt_t",  "blksize_t",   "id_t",       "wint_t",
        "sig_atomic_t", "in_addr_t", "in_port_t", "sa_family_t", "nfds_t",     "pthread_t",
        "socklen_t"};
    type = type_strip(type);
    if (is_named_number(type)) return true;
    for (size_t i = 0; type->kind == T_NAMED && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(type->name, names[i]) == 0) return true;
    return false;
}

bool type_is_va_list(const struct type *type) {
    static const char *const names[] = {"va_list", "__gnuc_va_list", "__builtin_va_list"};
    type = type_strip(type);
    for (size_t i = 0; type->kind == T_NAMED && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(type->name, names[i]) == 0) return true;
    return false;
}

/* Sizes that C guarantees or that every target has; unions are as large as their largest member. A tag
 * that holds itself is no C, but may be written: it counts as nothing while it is measured. */
static uint64_t tag_least_size(struct tag *tag) {
    uint64_t sum = 0, largest = 0;
    if (tag->measured) return tag->least_size;
    tag->measured = tag->complete;
    for (uint32_t i = 0; i < tag->count; i++) {
        uint64_t size = type_least_size(tag->members[i].type);
        if (__builtin_add_overflow(sum, size, &sum)) sum = UINT64_MAX;
        if (size > largest) largest = size;
    }
    tag->least_size = tag->kind == TAG_UNION ? largest : sum;
    return tag->least_size;
}

uint64_t type_least_size(const struct type *type) {
    static const uint8_t sizes[B_COUNT] = {1, 1, 1, 1, 2, 2, 4, 4, 4, 4, 8, 8, 16, 16, 4, 8, 8};
    uint64_t size;
    type = type_strip(type);
    switch (type->kind) {
    case T_BASIC: return sizes[type->basic];
    case T_POINTER:
    case T_CHANNEL: return 4;
    case T_TAG: return tag_least_size(type->tag);
    case T_ARRAY:
        if (type->array_count < 0) return 0;
        return __builtin_mul_overflow((uint64_t)type->array_count, type_least_size(type->base),
                                      &size)
                   ? UINT64_MAX
                   : size;
    default: return 0;
    }
}

bool type_is_integer(const struct type *type) {
    type = type_strip(type);
    return (type->kind == T_BASIC && type->basic < B_FLOAT) ||
           (type->kind == T_TAG && type->tag->kind == TAG_ENUM);
}

bool type_is_scalar(const struct type *type) {
    type = type_strip(type);
    return type->kind == T_BASIC || type->kind == T_POINTER || type->kind == T_CHANNEL ||
           (type->kind == T_TAG && type->tag->kind == TAG_ENUM);
}

static enum identity least(enum identity a, enum identity b) {
    return a < b ? a : b;
}

/* How to compare: TOP: qualifiers here do not count. EXACT: types that are no more than compatible to C are different, as
 * elements of channels are. */
enum { TOP = 1, EXACT = 2 };

static enum identity compare(const struct type *a, const struct type *b, unsigned how);

/* Whether any parameters fit; declarations are left to the compiler's own reading of `()`. */
static bool leaves_open(const struct type *function, unsigned exact) {
    return function->unprototyped && !(exact && function->means_void);
}

static enum identity compare_functions(const struct type *a, const struct type *b, unsigned exact) {
    enum identity so_far = compare(a->base, b->base, exact | TOP);
    if (exact && a->unsaid != b->unsaid && !(a->unsaid ? b : a)->unprototyped) return ID_DIFFERENT;
    if (leaves_open(a, exact) || leaves_open(b, exact)) return so_far;
    if (a->param_count != b->param_count || a->variadic != b->variadic) return ID_DIFFERENT;
    for (uint32_t i = 0; i < a->param_count && so_far != ID_DIFFERENT; i++)
        so_far = least(so_far, compare(a->params[i], b->params[i], exact | TOP));
    return so_far;
}

/* Bounds that cannot be reckoned count as equal: what is written there may mean another thing where the other stands, so that not
 * even the compiler can be asked. */
static enum identity compare_arrays(const struct type *a, const struct type *b, unsigned exact) {
    enum identity elements = compare(a->base, b->base, exact);
    if (a->array_count >= 0 && b->array_count >= 0 && a->array_count != b->array_count)
        return ID_DIFFERENT;
    bool one_unsaid = a->unsaid != b->unsaid && (a->unsaid ? b : a)->array_text[0] != '\0';
    return exact && one_unsaid ? ID_DIFFERENT : elements;
}

/* Anonymous structs that are written out as elements are one type when they are written alike, as
 * in Go. */
static enum identity compare_tags(const struct tag *a, const struct tag *b, unsigned exact) {
    if (a == b) return ID_SAME;
    if (!a->made_up || !b->made_up || a->kind != b->kind || a->count != b->count ||
        a->kind == TAG_ENUM)
        return ID_DIFFERENT;
    enum identity so_far = ID_SAME;
    for (uint32_t i = 0; i < a->count && so_far != ID_DIFFERENT; i++) {
        const char *name_a = a->members[i].name, *name_b = b->members[i].name;
        if ((name_a == NULL) != (name_b == NULL) || (name_a != NULL && strcmp(name_a, name_b) != 0))
            return ID_DIFFERENT;
        so_far = least(so_far, compare(a->members[i].type, b->members[i].type, exact));
    }
    return so_far;
}

/* Whether a type that only a name is known of can be the other one. Vectors are no numbers. */
static bool may_be(const struct type *named, const struct type *other) {
    bool number = is_named_number(named);
    if (number && (is_named_number(other) || type_is_attributed(other))) return false;
    bool apart = number || strstr(named->name, "vector_size") != NULL;
    if (apart) return other->kind == T_NAMED;
    const struct predefined *predefined = predefined_of(named);
    if (predefined == NULL || other->kind == T_NAMED) return true;
    return other->kind == T_BASIC && (predefined->may_be >> other->basic & 1) != 0;
}

/* Whether a type is called as one is that an expression or the runtime has: a header declares it then. */
static bool is_named_as(const struct type *type, const struct type *predefined) {
    if (predefined->kind != T_NAMED || !predefined->predefined) return false;
    for (; type->kind == T_ALIAS; type = type->base)
        if (strcmp(type->name, predefined->name) == 0) return true;
    return type->kind == T_NAMED && strcmp(type->name, predefined->name) == 0;
}

/* What a type is once all its names are looked through that are known. */
static const struct type *meant(const struct type *type) {
    type = type_strip(type);
    return type->kind == T_NAMED && type->base != NULL ? type->base : type;
}

static enum identity compare(const struct type *a, const struct type *b, unsigned how) {
    unsigned exact = how & EXACT;
    bool top = how & TOP;
    unsigned qa = type_qualifiers(a), qb = type_qualifiers(b);
    if (a->kind == T_ALIAS && b->kind == T_ALIAS && a->base == b->base)
        return top || qa == qb ? ID_SAME : ID_DIFFERENT;
    if (is_named_as(a, b) || is_named_as(b, a)) return top || qa == qb ? ID_SAME : ID_DIFFERENT;
    a = meant(a);
    b = meant(b);
    if (a->kind == T_UNKNOWN || b->kind == T_UNKNOWN) return ID_MAYBE;
    if (a->kind == T_NAMED || b->kind == T_NAMED) {
        if (a->kind == b->kind && strcmp(a->name, b->name) == 0)
            return top || qa == qb ? ID_SAME : ID_DIFFERENT;
        bool may = (a->kind != T_NAMED || may_be(a, b)) && (b->kind != T_NAMED || may_be(b, a));
        return may ? ID_MAYBE : ID_DIFFERENT;
    }
    if (!top && qa != qb) return ID_DIFFERENT;
    if (a->kind != b->kind) return ID_DIFFERENT;
    switch (a->kind) {
    case T_BASIC: return a->basic == b->basic ? ID_SAME : ID_DIFFERENT;
    case T_TAG: return compare_tags(a->tag, b->tag, exact);
    case T_CHANNEL:
        return a->direction != b->direction ? ID_DIFFERENT : compare(a->base, b->base, EXACT | TOP);
    case T_POINTER: return compare(a->base, b->base, exact);
    case T_ARRAY: return compare_arrays(a, b, exact);
    case T_FUNCTION: return compare_functions(a, b, exact);
    default: return ID_SAME;
    }
}

enum identity type_compare(const struct type *a, const struct type *b) {
    return compare(a, b, TOP);
}

enum identity type_compare_elements(const struct type *a, const struct type *b) {
    return compare(a, b, EXACT | TOP);
}

bool type_says_less(const struct type *a, const struct type *b) {
    for (; a != NULL && b != NULL; a = a->base, b = b->base) {
        a = type_strip(a);
        b = type_strip(b);
        if (a->kind != b->kind) return false;
        if (a->unsaid != b->unsaid) return a->unsaid;
    }
    return false;
}

struct tag *type_bare_tag(const struct type *type) {
    while (type->kind == T_POINTER || type->kind == T_ARRAY || type->kind == T_FUNCTION)
        type = type->base;
    return type->kind == T_TAG ? type->tag : NULL;
}

/* The tags whose members are being searched: what is no C may stand in itself. */
struct searched {
    const struct tag *tag;
    const struct searched *around;
};

static const struct member *search(const struct tag *tag, const char *name,
                                   const struct searched *around) {
    struct searched here = {tag, around};
    for (; around != NULL; around = around->around)
        if (around->tag == tag) return NULL;
    for (uint32_t i = 0; i < tag->count; i++) {
        const struct member *member = &tag->members[i];
        if (member->name != NULL) {
            if (strcmp(member->name, name) == 0) return member;
            continue;
        }
        const struct type *type = type_strip(member->type);
        const struct member *inner = type->kind == T_TAG ? search(type->tag, name, &here) : NULL;
        if (inner != NULL) return inner;
    }
    return NULL;
}

const struct member *tag_member(const struct tag *tag, const char *name) {
    return search(tag, name, NULL);
}

/* Printing. A declarator grows from the inside out: `inner` is what stands where the name does. */

static const char *qualifier_text(unsigned qualifiers) {
    static const char *const texts[16] = {
        "",
        "const ",
        "volatile ",
        "const volatile ",
        "restrict ",
        "const restrict ",
        "volatile restrict ",
        "const volatile restrict ",
        "_Atomic ",
        "const _Atomic ",
        "volatile _Atomic ",
        "const volatile _Atomic ",
        "restrict _Atomic ",
        "const restrict _Atomic ",
        "volatile restrict _Atomic ",
        "const volatile restrict _Atomic ",
    };
    return texts[qualifiers & 15];
}

/* Two texts in one, without a copy where one is empty. */
static const char *concat(struct arena *arena, const char *a, const char *b) {
    if (a[0] == '\0') return b;
    if (b[0] == '\0') return a;
    char *text = arena_alloc(arena, strlen(a) + strlen(b) + 1);
    stpcpy(stpcpy(text, a), b);
    return text;
}

static const char *join(struct arena *arena, const char *specifier, const char *inner) {
    return inner[0] == '\0' ? specifier : concat(arena, concat(arena, specifier, " "), inner);
}

static const char *tag_text(struct arena *arena, const struct tag *tag, enum type_style style) {
    static const char *const words[] = {"struct", "union", "enum"};
    return arena_printf(arena, "%s %s", words[tag->kind],
                        tag->name == NULL || (tag->made_up && style == STYLE_MESSAGE) ? "{...}"
                                                                                      : tag->name);
}

static const char *channel_message(struct arena *arena, const struct type *type) {
    static const char *const words[] = {"chan", "chan<-", "<-chan"};
    const struct type *element = type->base;
    bool closed = element->kind == T_POINTER || element->kind == T_ARRAY ||
                  element->kind == T_FUNCTION ||
                  (element->kind == T_CHANNEL && element->direction == DIR_RECEIVE &&
                   type->direction == DIR_BOTH);
    return arena_printf(arena, closed ? "%s(%s)" : "%s %s", words[type->direction],
                        type_text(arena, element));
}

static const char *parameters_text(struct arena *arena, const struct type *type,
                                   enum type_style style) {
    if (type->unprototyped) return "";
    if (type->param_count == 0) return type->variadic ? "..." : "void";
    const char *text = "";
    if (style == STYLE_C) style = STYLE_PARAMETER;
    for (uint32_t i = 0; i < type->param_count; i++)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "",
                            type_declare(arena, type->params[i], "", style));
    return type->variadic ? arena_printf(arena, "%s, ...", text) : text;
}

/* `*const inner`, in parentheses where what it points to binds tighter. */
static const char *pointer_inner(struct arena *arena, const struct type *type, const char *inner) {
    const struct type *to = type->base;
    const char *star = concat(arena, concat(arena, "*", qualifier_text(type->qualifiers)), inner);
    size_t length = strlen(star);
    if (inner[0] == '\0' && length > 1 && star[length - 1] == ' ')
        star = arena_strndup(arena, star, length - 1);
    return to->kind == T_ARRAY || to->kind == T_FUNCTION ? arena_printf(arena, "(%s)", star) : star;
}

/* In the output a type that nobody named has the name that the compiler knows without a header. */
static const char *name_text(const struct type *type, enum type_style style) {
    const struct predefined *predefined = style != STYLE_MESSAGE ? predefined_of(type) : NULL;
    return predefined != NULL ? predefined->spelling : type->name;
}

/* The output's names for those of which compilers warn. */
static const char *basic_text(enum basic basic, enum type_style style) {
    if (style != STYLE_MESSAGE && basic == B_INT128) return "chanc_int128";
    if (style != STYLE_MESSAGE && basic == B_UINT128) return "chanc_uint128";
    return basic_names[basic];
}

static const char *bound_text(const struct type *array, enum type_style style) {
    return array->array_vla && style == STYLE_PARAMETER ? "*" : array->array_text;
}

const char *type_declare(struct arena *arena, const struct type *type, const char *inner,
                         enum type_style style) {
    const char *qualifiers = qualifier_text(type->qualifiers);
    switch (type->kind) {
    case T_UNKNOWN: return join(arena, "(unknown)", inner);
    case T_VOID: return join(arena, concat(arena, qualifiers, "void"), inner);
    case T_BASIC:
        return join(arena, concat(arena, qualifiers, basic_text(type->basic, style)), inner);
    case T_NAMED:
    case T_ALIAS: return join(arena, concat(arena, qualifiers, name_text(type, style)), inner);
    case T_TAG:
        return join(arena, concat(arena, qualifiers, tag_text(arena, type->tag, style)), inner);
    case T_CHANNEL:
        if (style == STYLE_MESSAGE)
            return join(arena, concat(arena, qualifiers, channel_message(arena, type)), inner);
        const struct type pointer = {
            .kind = T_POINTER, .qualifiers = type->qualifiers, .base = &runtime_channel_struct};
        return type_declare(arena, &runtime_channel_struct, pointer_inner(arena, &pointer, inner),
                            style);
    case T_POINTER:
        return type_declare(arena, type->base, pointer_inner(arena, type, inner), style);
    case T_ARRAY:
        return type_declare(arena, type->base,
                            arena_printf(arena, "%s[%s]", inner, bound_text(type, style)), style);
    case T_FUNCTION:
        return type_declare(
            arena, type->base,
            arena_printf(arena, "%s(%s)", inner, parameters_text(arena, type, style)), style);
    }
    return "";
}

const char *type_text(struct arena *arena, const struct type *type) {
    return type_declare(arena, type, "", STYLE_MESSAGE);
}

/* Whether a typedef name stands in the type where text would show it. */
static const struct type *expanded(struct arena *arena, const struct type *type) {
    if (type->kind == T_ALIAS)
        return type_qualified(arena, expanded(arena, type->base), type->qualifiers);
    if (type->kind != T_CHANNEL && type->kind != T_POINTER) return type;
    const struct type *base = expanded(arena, type->base);
    if (base == type->base) return type;
    struct type *copy = arena_alloc(arena, sizeof *copy);
    *copy = *type;
    copy->base = base;
    return copy;
}

const char *type_quote(struct arena *arena, const struct type *type) {
    const char *shown = type_text(arena, type), *meant = type_text(arena, expanded(arena, type));
    if (strcmp(shown, meant) == 0) return arena_printf(arena, "'%s'", shown);
    return arena_printf(arena, "'%s' (aka '%s')", shown, meant);
}
