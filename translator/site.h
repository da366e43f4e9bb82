/* site.h: what checking found out about each place that the output must change.
 *
 * Checking (check_*.c, declare.c) walks the tree once and leaves one record per construct, in
 * source order; lowering (lower_*.c) turns the records into edits and decides no type. Invariant:
 * when the walk ends without errors, every record is complete. */
#ifndef CHANC_SITE_H
#define CHANC_SITE_H

#include "mask_arm.h"
#include "scope.h"
#include "syntax.h"

enum site_kind {
    SITE_TYPE,   /* a channel type as a specifier: `type_site` */
    SITE_INSERT, /* `text` is inserted at `start` */
    /* make: node; `type` is the element, `first` the capacity or null, `second` what names the type */
    SITE_MAKE,
    SITE_RECEIVE, /* a receive as an expression: `type` is the element, `first` the channel,
                     `unused` */
    SITE_SEND,   /* a send statement: `type` is the element, `first` the channel, `second` the value
                  */
    SITE_PAIR,   /* two results, as a statement: `pair_site` */
    SITE_SHORT,  /* `:=` with one name: `type`, `first` the name, `second` the value */
    SITE_RANGE,  /* `range_site` */
    SITE_SELECT, /* `select_site` */
    SITE_GO,     /* `go_site` */
    SITE_BUILTIN, /* close, len, cap, free: `text` is the function's name, `first` the operand,
                      `with_place` */
    SITE_INCLUDE, /* an #include of channel code: `text` takes its place, `include_site` */
    SITE_FUNCTION, /* in a header for C++ too: a definition that only C can read; `start` is its place */
    SITE_HOIST,    /* `text` goes before the function or into a block around, to `hoist_at` */
    SITE_CAPTURED, /* an identifier in a go body, a constant, `auto`, or a type in a _Generic over channels, that stands for
                      something else: `text` replaces it */
};

/* What a channel type specifier needs beside `chanc_chan`. */
struct type_site {
    /* `const` and the like that belong to the channel, to stand after the star */
    struct span *qualifiers;
    uint32_t qualifier_count;
    uint32_t *stars;     /* where a star goes: the starts of the declarators */
    uint32_t star_count; /* 0: the star follows the specifier itself */
    const char *kept;    /* what stands among the element's qualifiers and is none, or NULL */
    bool defines;        /* the element type defines a tag: its text must stay in place */
};

/* One left side of `:=`, `=` or a range, or the sides of a declaration. */
struct target {
    bool exists;                   /* there is a left side that is no `_` */
    bool declares;                 /* it declares `name` */
    const struct node *node;       /* the name or the lvalue */
    const struct node *specifier;  /* `int v = ...`: the first node of the specifiers, else null */
    const struct node *declarator; /* `int v = ...`: the declarator */
    const struct type *type; /* type of what is declared or assigned; T_UNKNOWN when not known */
    /* of the name declared, or of an lvalue that is an identifier; else NULL */
    const struct symbol *symbol;
    bool in_register; /* it is, or is a part of, a variable declared `register` */
    bool conflicts; /* the name declared also stands in the channel operand, meaning an outer one */
};

struct pair_site {
    const struct node *channel; /* operand of the receive */
    const struct node *receive; /* the receive_expression */
    const struct type *element;
    struct target value, ok;
};

struct range_site {
    const struct node *channel, *body;
    const struct symbol *symbol; /* of the channel when it is an identifier */
    const struct type *element;
    struct target value;
};

enum case_kind { CASE_SEND, CASE_RECEIVE, CASE_DEFAULT };

struct select_case {
    enum case_kind kind;
    const struct node *node;            /* the select_case */
    const struct node *channel, *value; /* operands */
    const struct type *element;
    struct target left, ok;
    bool braced; /* value is an initialiser list */
    bool quiet;  /* channel and value may be evaluated in any order */
};

struct select_site {
    struct select_case *cases;
    uint32_t count;
    bool has_default;
};

/* A name in a go body that nothing in this declares. */
struct use {
    const struct name *name;
    struct arms arms; /* that it stands in */
    bool carried;     /* there are captures of that name */
    struct use *next;
};

/* A variable that is declared in an arm of an #if of its function. */
struct local {
    const struct symbol *symbol;
    uint32_t end; /* of its scope */
    struct local *next;
};

/* A variable that a go body names and that is declared around it. */
struct capture {
    const struct symbol *symbol;
    bool shared;          /* static: reached through a pointer, not copied */
    const char *text;     /* what stands for it in the body; NULL: its name */
    struct arms declared; /* where it is declared, or another that is carried alike */
    bool of_scopes;       /* the other is in another scope: in sizeof and the like */
    bool has_rival;       /* there is one of its name that is carried otherwise */
    struct use *use;      /* where it is named; NULL in sizeof and the like */
    struct capture *next;
};

struct captures {
    struct capture *first, **last; /* in order of first use */
};

/* A local declaration that a go body needs repeated: a typedef, enumerators, a function. */
struct need {
    const struct symbol *symbol;
    bool further; /* only go bodies in this one name it */
    uint32_t arm; /* under whose conditions it is repeated */
    struct need *next;
};

/* A macro that is defined, or no longer so, in the function around a go body, or in this, and matters to it. Or a landmark:
 * an arm before the go statement of which the conditions there no longer tell whether it was compiled. */
struct macro_need {
    const char *name; /* NULL: a landmark */
    struct span directive;
    bool defines;            /* else it is an #undef */
    uint32_t arm;            /* of the directive */
    struct macro_need *next; /* in source order */
};

/* A local variable in an expression, and what stands for it at file scope, where only its type
 * counts. */
struct stand_in {
    uint32_t start, end;
    const char *text;
    struct stand_in *next; /* in source order */
};

/* An argument of a go call, or its callee. */
struct argument {
    const struct node *node;
    /* member type in the hoisted struct; T_UNKNOWN: typeof the expression */
    const struct type *type;
    struct stand_in *stand_ins; /* for that typeof */
    bool literal;               /* a literal of a call: written where the call is, not carried */
    bool as_void; /* a pointer whose type the struct cannot name, kept as one to void */
};

struct go_site {
    const struct node *node, *call,
        *body;                     /* the statement; its call or its block (null when not) */
    uint32_t start;                /* of the statement */
    const char *name;              /* of the hoisted function: chanc_main_go1 */
    const char *symbol;            /* as debuggers show it: main.go1 */
    uint32_t hoist_at;             /* offset where the hoisted text goes, and */
    uint32_t around;               /* the arm that this is in */
    uint32_t arm;                  /* the innermost arm of the statement */
    const struct node *definition; /* of the function around it */
    bool *names_itself; /* hoisted text names that function, which needs a prototype before it */
    /* arms of an #if may decide whether what is hoisted is used, and all that it is given */
    bool in_arms;
    const struct go_site *outer; /* the go body that the statement stands in, or NULL */
    /* what another version of the text made of it, which is lowered; or NULL */
    const struct go_site *merged;
    /* a call */
    bool direct;            /* the callee is a function's own name, called as it stands */
    bool drops_result;      /* it may have one */
    struct argument callee; /* else carried along */
    struct argument *arguments;
    uint32_t argument_count;
    /* a block or a literal */
    struct symbol **parameters; /* of a literal */
    uint32_t parameter_count;
    struct captures captures, unevaluated; /* the latter in sizeof and the like only */
    struct need *needs;                    /* in source order */
    struct macro_need *macros;
    struct use *uses; /* newest first */
};

/* The header that stands in place of an #include. */
struct include_site {
    const char *path; /* quoted */
    bool system;      /* compilers are not to warn of it */
    bool in_system;   /* nor of the text that includes it */
};

struct site {
    enum site_kind kind;
    const struct node *node;
    uint32_t start, end; /* of the node, or the place of an insertion */
    const struct type *type;
    const struct node *first, *second;
    const char *text;
    uint32_t hoist_at;            /* SITE_HOIST */
    struct element_name *renamed; /* SITE_HOIST: that it declares, once for all sites; NULL: none */
    bool extra;                   /* SITE_INCLUDE: more stands on its line, and means nothing */
    bool in_block;                /* SITE_HOIST: that is within a function */
    bool in_go;                   /* stands in a go body, which becomes a function elsewhere */
    bool unused;                  /* SITE_RECEIVE: the value is dropped */
    bool nowhere;                 /* SITE_RECEIVE: outside functions, where it is never evaluated */
    bool with_place;              /* SITE_BUILTIN: takes CHANC_AT */
    bool braced;                  /* SITE_SEND: the value is an initialiser list */
    bool conflicts;               /* SITE_SHORT: the initialiser names what is declared */
    bool in_for;                  /* SITE_SHORT: stands in the first clause of a for */
    bool quiet;                   /* SITE_SEND: channel and value may be evaluated in any order */
    /* SITE_CAPTURED of a variable, SITE_INSERT: an earlier version of the text has it */
    bool again;
    bool unevaluated;            /* SITE_CAPTURED: in sizeof and the like */
    const struct symbol *symbol; /* SITE_SEND: of the channel when it is an identifier;
                                     SITE_CAPTURED: of the variable of `go`'s function, or NULL */
    union {
        struct type_site *types;
        struct pair_site *pair;
        struct range_site *range;
        struct select_site *select;
        struct go_site *go;
        struct include_site *include; /* NULL: no markers */
    };
};

#endif
