/* type.h: the types of C and of channels, as far as channel checks need them.
 *
 * A type is immutable once built, except that a tag gets its members when its body is seen. Typedef
 * names are kept as sugar (T_ALIAS) so that messages and output speak the user's words; every
 * comparison looks through them. What cannot be known is T_UNKNOWN (nothing is known) or T_NAMED
 * (a type's name is known, not what it stands for); neither is ever an error by itself.
 *
 * Knows no syntax: declare.c builds types from declarations, infer.c from expressions. */
#ifndef CHANC_TYPE_H
#define CHANC_TYPE_H

#include "arena.h"
#include "diagnostic.h"

#include <stdbool.h>
#include <stdint.h>

enum type_kind {
    T_UNKNOWN,  /* nothing is known; spreads quietly */
    T_VOID,     /* void, and the element of an event channel */
    T_BASIC,    /* arithmetic type: `basic` says which */
    T_NAMED,    /* a type name declared elsewhere (size_t, FILE): known by `name` alone */
    T_ALIAS,    /* typedef name of this file: `name` stands for `base` */
    T_TAG,      /* struct, union or enum: `tag` */
    T_CHANNEL,  /* channel of `base`, with `direction` */
    T_POINTER,  /* pointer to `base` */
    T_ARRAY,    /* array of `base` */
    T_FUNCTION, /* function returning `base` */
};

/* Arithmetic types, in the order of C's integer conversion ranks and then of the real types. */
enum basic {
    B_BOOL,
    B_CHAR,
    B_SCHAR,
    B_UCHAR,
    B_SHORT,
    B_USHORT,
    B_INT,
    B_UINT,
    B_LONG,
    B_ULONG,
    B_LLONG,
    B_ULLONG,
    B_INT128,
    B_UINT128,
    B_FLOAT,
    B_DOUBLE,
    B_LDOUBLE,
    B_COUNT
};

enum direction { DIR_BOTH, DIR_SEND, DIR_RECEIVE };

enum { Q_CONST = 1, Q_VOLATILE = 2, Q_RESTRICT = 4, Q_ATOMIC = 8, Q_ALL = 15 };

enum tag_kind { TAG_STRUCT, TAG_UNION, TAG_ENUM };

struct member {
    /* NULL for an anonymous struct or union, whose members are reached through it */
    const char *name;
    const struct type *type;
    struct span at; /* its name; no source where there is none */
};

struct tag {
    enum tag_kind kind;
    /* the user's, or one made up for an anonymous element type; NULL when anonymous */
    const char *name;
    bool made_up;           /* the name is not the user's */
    uint32_t body_start;    /* offset of the body in `source`, where a name can be put before it */
    const void *source;     /* that the body stands in; NULL while there is none */
    bool complete;          /* the body was seen */
    bool excused;           /* there may be one that is not seen: check_complete.c */
    bool refused;           /* an error was reported in the body: members may be missing */
    bool local;             /* declared inside a function: cannot be named at file scope */
    struct member *members; /* of a complete struct or union */
    uint32_t count;         /* of members */
    bool measured;          /* least_size is known, or being found out */
    uint64_t least_size;    /* see type_least_size */
};

struct type {
    enum type_kind kind : 8;
    enum basic basic : 8;         /* T_BASIC */
    enum direction direction : 4; /* T_CHANNEL */
    unsigned qualifiers : 4;      /* Q_ bits */
    /* T_ALIAS: the typedef stands inside a function; T_ARRAY: the bound names what does */
    bool local : 1;
    bool predefined : 1; /* T_NAMED: an expression has it, declared or not */
    /* T_ARRAY: the bound is no constant, or cannot be said outside, or is [*] */
    bool array_vla : 1;
    bool variadic : 1;     /* T_FUNCTION: ends in `...` */
    bool unprototyped : 1; /* T_FUNCTION: `()` or K&R: parameters are not known */
    bool unsaid : 1;       /* T_ARRAY: `[]` for good; T_FUNCTION: `()` */
    /* T_UNKNOWN, T_NAMED: an error said so; nothing more is to be said of what has it */
    bool refused : 1;
    bool means_void : 1;  /* T_FUNCTION: `()` in C23, which not all compilers follow yet */
    uint32_t param_count; /* T_FUNCTION; 0 for all others */
    union {
        const char *name;           /* T_NAMED, T_ALIAS */
        const char *array_text;     /* T_ARRAY: the bound as written, "" for [] */
        const struct type **params; /* T_FUNCTION: types as adjusted by C11 6.7.6.3 */
        struct tag *tag;            /* T_TAG */
        /* T_CHANNEL: the element with the qualifiers at its top, which mean nothing but to hints */
        const struct type *written;
    };
    int64_t array_count; /* T_ARRAY: the bound, or -1 when it is not known */
    /* what it is made of, see the kinds; T_NAMED: what it is known to be */
    const struct type *base;
};

extern const struct type type_unknown, type_void, type_runtime_channel;
/* The unknown type of what an error was reported about. */
extern const struct type type_refused;

const struct type *type_basic(enum basic basic);
const struct type *type_named(struct arena *arena, const char *name);
/* One that an operator or a literal gives: `size_t`, `wchar_t`. No header need declare it. */
const struct type *type_predefined(struct arena *arena, const char *name);
/* The same where it is known which type that is. */
const struct type *type_predefined_as(struct arena *arena, const char *name, enum basic basic);
const struct type *type_alias(struct arena *arena, const char *name, const struct type *base,
                              bool local);
const struct type *type_of_tag(struct arena *arena, struct tag *tag);
/* A channel of `element`, whose own qualifiers are dropped (LANGUAGE: they are ignored). */
const struct type *type_channel(struct arena *arena, enum direction direction,
                                const struct type *element);
const struct type *type_pointer(struct arena *arena, const struct type *to);
const struct type *type_qualified(struct arena *arena, const struct type *type,
                                  unsigned qualifiers);

/* The type without typedef names at the top; qualifiers of the names on the way are kept. */
const struct type *type_strip(const struct type *type);
/* Whether the type, names looked through, is of that kind. */
bool type_is(const struct type *type, enum type_kind kind);
/* The qualifiers at the top, those under typedef names included. */
unsigned type_qualifiers(const struct type *type);
/* The type with no qualifiers at the top. */
const struct type *type_unqualified(struct arena *arena, const struct type *type);
/* Arrays become pointers to their elements, functions pointers to themselves (C11 6.3.2.1). */
const struct type *type_decay(struct arena *arena, const struct type *type);
/* Whether a channel type stands anywhere in it (not inside tags). */
bool type_has_channel(const struct type *type);
/* Whether an error was reported about what has the type, or about its name. */
bool type_is_refused(const struct type *type);
/* Whether T_UNKNOWN or T_NAMED stands anywhere in it (not inside tags). */
bool type_is_open(const struct type *type);
/* Whether T_UNKNOWN stands in what would be printed of it, outside its function perhaps: it has no spelling. */
bool type_has_unknown(const struct type *type);
/* Whether it can be spelled at file scope; otherwise *why names the tag that is local. */
bool type_is_nameable(const struct type *type, const struct tag **why);
/* The type with typedef names that are local to a function replaced by what they stand for. */
const struct type *type_without_local(struct arena *arena, const struct type *type);
/* Whether a bound in it is known only at run time. */
bool type_has_run_time_bound(const struct type *type);
/* A pointer to what has such bounds as one that can be named where their variables cannot, and that converts to it and
 * from it; other types as they are. */
const struct type *type_unbounded(struct arena *arena, const struct type *type);
/* An array `[]` as one that has a bound, which is not known yet. */
struct type *type_bounded(struct arena *arena, const struct type *array);
/* A T_NAMED known to be an arithmetic type of C's library (size_t, int32_t): no channel hides in
 * it. */
bool type_is_plain_name(const struct type *type);
/* A T_NAMED that GNU C's attributes make of another type: of a vector, say. */
bool type_is_attributed(const struct type *type);
/* C's va_list, which is an array for some processors. */
bool type_is_va_list(const struct type *type);
/* A size in bytes that the type has at least, from what is known of it; 0 when nothing is. */
uint64_t type_least_size(const struct type *type);
bool type_is_scalar(const struct type *type);
bool type_is_integer(const struct type *type);

/* Identity: DIFFERENT and SAME are certain; MAYBE when it hangs on a type that is not known here.
 */
enum identity { ID_DIFFERENT, ID_MAYBE, ID_SAME };
/* Compares two types, qualifiers at the top ignored, all others counted. */
enum identity type_compare(const struct type *a, const struct type *b);
/* The same for the elements of channels, where it is not enough that types are compatible to C. */
enum identity type_compare_elements(const struct type *a, const struct type *b);
/* Whether of two compatible types `a` leaves a bound or parameters unsaid that `b` has. */
bool type_says_less(const struct type *a, const struct type *b);

/* The tag that a type names without a typedef; NULL when there is none. */
struct tag *type_bare_tag(const struct type *type);
/* The member called `name`, anonymous members looked through; NULL when there is none. */
const struct member *tag_member(const struct tag *tag, const char *name);

/* A type as text. For messages: the user's words, channels as channels. For output: C,
 * channels as `chanc_chan *`; among the parameters of a function also `[*]` for bounds known at run time, whose variables
 * may be named nowhere else. */
enum type_style { STYLE_MESSAGE, STYLE_C, STYLE_PARAMETER };
/* Declares `inner` ("" for an abstract declarator) with the type: `void (*name)(int)`. */
const char *type_declare(struct arena *arena, const struct type *type, const char *inner,
                         enum type_style style);
const char *type_text(struct arena *arena, const struct type *type);
/* As type_text in quotes, and what it stands for: 'ints' (aka 'chan int'). */
const char *type_quote(struct arena *arena, const struct type *type);

#endif
