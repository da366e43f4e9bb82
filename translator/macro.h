/* macro.h: macros that the file defines, as far as channel syntax is concerned.
 *
 * Translation reads text before the preprocessor, so channel syntax in the body of a macro would
 * pass through untranslated wherever the macro is used. */
#ifndef CHANC_MACRO_H
#define CHANC_MACRO_H

#include "scan.h"
#include "unit.h"

/* What a macro's body holds. */
enum macro_content {
    MACRO_PLAIN,      /* no channel syntax */
    MACRO_COMPARISON, /* `a <- b` where a statement begins: a send when it is used as one */
    MACRO_CHANNEL,    /* channel syntax that C cannot mean */
};

/* What is asked of a macro and of those that stand in its body. */
enum macro_question {
    MACRO_HAS_CHANNEL,
    MACRO_COMPARES,      /* or has channel syntax */
    MACRO_NAMES_BUILTIN, /* or may make its name */
    MACRO_COMPARES_TYPES,
    MACRO_QUESTIONS
};

/* What was found; it holds as long as `changes` is that of all macros. */
struct macro_answer {
    uint32_t changes;
    bool yes;
};

/* All macros of a unit. */
struct macros {
    uint32_t changes;        /* counts up when a name that stands in macros gets another meaning */
    uint32_t searches;       /* so far */
    uint32_t uses;           /* that the walk came to, and that check_macro.c did not look at */
    uint32_t lavish;         /* tokens that expansions had beyond what each may have */
    bool any_of_channels;    /* one that the file defines may have channel syntax in its body */
    struct arena *expansion; /* what the last one is made of, see expand.h; NULL: there was none */
    struct arena *checked;   /* what check_macro.c reads is in there; NULL: nothing yet */
    struct type_reading *types; /* hash table by text, see declare_expanded.c */
};

struct macro {
    struct span body;       /* the body's text */
    struct span definition; /* the whole directive */
    struct span parameters; /* those of one like a function, in their parentheses */
    uint32_t in_body;     /* number of the body that the directive stands in; 0 outside functions */
    struct span included; /* of a plain header: where the file includes it; empty where not known */
    bool names_builtin;   /* its body names a built-in, or may make its name of parts */
    bool compares_types;  /* its body tells types apart */
    bool stringifies;     /* it makes strings of its parameters, and no code */
    enum macro_content content;
    struct macro_answer answers[MACRO_QUESTIONS];
    uint32_t search;      /* the last one that came to it: */
    struct macro *listed; /* the macro that it came to next */
};

struct macros *macros_new(struct arena *arena);
/* Frees what does not live in the arena. */
void macros_free(struct macros *macros);

/* Notes the definition that a #define node makes, or its end by #undef. */
void macro_define(struct unit *unit, const struct node *definition);
void macro_undefine(struct unit *unit, const struct node *directive);
/* The same for the directives among the items of an initialiser in [start, end), which the parser does not see. Whether one
 * of them includes a file, which may hold any number of items. */
bool macro_pass_listed(struct unit *unit, uint32_t start, uint32_t end);
/* What `#pragma push_macro` and `pop_macro`, which the parser does not see, did up to an offset since this was called last.
 */
void macro_pass_pragmas(struct unit *unit, uint32_t end);
/* Whether a macro has the end of a declaration, or a brace of a function, in its body; `macro` may be NULL. */
bool macro_is_declaration(const struct macro *macro);
/* Whether a macro's body is the bound of an array, one. */
bool macro_is_bound(const struct macro *macro);
typedef bool macro_token_test(const struct unit *unit, const char *token, size_t length,
                              const void *sought);
/* Whether such a token stands in [at, end), in the body of a macro that does, or in that of one in there. */
bool macro_leads_to(const struct unit *unit, const char *at, const char *end,
                    macro_token_test *test, const void *sought);
/* Whether it may make names of parts that its arguments are: by `##`, or by another macro. */
bool macro_may_join(const struct unit *unit, const struct macro *macro);
/* Whether a macro's body begins with the word of a control statement; `macro` may be NULL. */
bool macro_begins_statement(const struct macro *macro);
/* Whether it begins with a case of a switch. */
bool macro_begins_case(const struct macro *macro);
/* And lacks the statement that is its arm or its loop's body, as far as its end tells. */
bool macro_is_head(const struct macro *macro);
/* Whether a name among the arguments of a macro stands nowhere in what that makes of them, in a go body: it is part
 * of other names, or in strings. */
bool macro_only_spells(struct unit *unit, const struct node *macro, const struct node *argument);
/* Whether the name is one of a macro with channel syntax in it, every use of which is an error. */
bool macro_is_refused(const struct unit *unit, const char *name);
/* The name of a member, or of what reads as an attribute, may be a macro's of channels that only the headers know. */
void macro_doubt(struct unit *unit, const struct node *node);
/* A name is used: refused when it is a macro with channel syntax in its body. */
void macro_use(struct unit *unit, const struct node *node, bool statement);
/* Has a go body take along what the parser does not see: macros of the function that stand for braces or attributes, variables
 * in initialisers. */
void macro_carry_respelt(struct unit *unit, const struct node *block);
/* And those that the condition of a directive names, or of all in it. */
void macro_carry_condition(struct unit *unit, const struct directive *directive);
void macro_carry_conditions(struct unit *unit, const struct node *block);
/* Whether a name is a macro's that stands for a word of channel syntax and no more. */
bool macro_is_channel_word(const struct unit *unit, const struct name *name);
/* The same of a name that stands where such a word does and C has no expression; it is refused. */
bool macro_use_word(struct unit *unit, const struct node *node);

/* One is used in a header that is included at a place: refuses it as such. Whether it did. */
bool macro_use_included(struct unit *unit, const struct name *name, struct span at);

/* Where a macro is used that may declare something. */
enum macro_place {
    MACRO_STATEMENT, /* `VAR(v, 1);` */
    MACRO_PARAMETER, /* `ARG(int, v)` among parameters */
    MACRO_LOOP,      /* `EACH(v, n) { ... }` */
    MACRO_HEAD, /* `COMMAND(run) { ... }` outside functions, or the parameters in the head of one */
    MACRO_DECLARATOR, /* `int POINTER(p)` */
};
/* Declares in the scope at hand what a macro does whose name a node is, all of the statement that begins with it where it is one.
 * Whether there was anything. */
bool macro_declare(struct unit *unit, const struct node *node, enum macro_place place);
struct token;
/* Where the declaration begins by which an expansion itself declares the name that stands at one of its tokens; NULL when
 * the name is of outside. */
const struct token *macro_own_declaration(struct unit *unit, const struct token *tokens,
                                          const struct token *token);
/* Whether a macro's use is a declaration with the name of an object, and not only a type. */
bool macro_names_object(struct unit *unit, const struct node *node);
/* The first name that a text declares, which begins with a macro's use; NULL for none. */
const struct token *macro_declared_name(struct unit *unit, const char *at, const char *end);
/* Whether it ends with a loop's head that declares something. */
bool macro_opens_loop(struct unit *unit, const struct node *node);

#endif
