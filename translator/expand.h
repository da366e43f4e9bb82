/* expand.h: what a use of a macro stands for.
 *
 * The output keeps macros as they are. But a go body, which is moved, must take along what they name, and what `##` names
 * stands nowhere in the text: so a use is expanded as the preprocessor would. */
#ifndef CHANC_EXPAND_H
#define CHANC_EXPAND_H

#include "unit.h"

/* The macros that a token comes from, the innermost first. */
struct used {
    const struct name *name;
    const struct used *next;
};

/* One token of an expansion. */
struct token {
    const char *text;
    size_t length;
    bool given; /* it stands where the macro is used */
    const struct used *used;
    struct token *next;
};

/* A macro that was expanded. */
struct macro_used {
    const struct name *name;
    struct macro_used *next;
};

/* It holds until the next one is made. */
struct expansion {
    const struct token *tokens;
    const struct macro_used *macros;
    bool whole; /* it was not given up as too large */
};

/* The expansion of a name, with the parentheses that follow it at `after`. */
struct expansion expand(struct unit *unit, const struct name *name, const char *after,
                        const char *end);
/* The same for a text, all of which stands where it is used. */
struct expansion expand_text(struct unit *unit, const char *at, const char *end);

/* The same without the names of built-ins, which translation replaces whatever macros they are. */
struct expansion expand_translated(struct unit *unit, const char *at, const char *end);

/* Whether a token is a name, or a keyword; NULL is none. */
bool expand_is_name(const struct token *token);
/* That name. */
const struct name *expand_name(const struct unit *unit, const struct token *token);
/* Keeps an expansion that is being walked over while others are made; to be given to expand_return. */
struct arena *expand_leave(struct unit *unit);
/* Has it be the last one again. */
void expand_return(struct unit *unit, struct arena *kept);

/* Whether a use of a macro, a name or a call, stands for several expressions, or for none. */
bool expand_is_several(struct unit *unit, const struct node *use);
/* Whether an expansion ends with a declaration's semicolon or a function's body: the brace of a type is followed by what has
 * that. */
bool expand_ends_declaration(const struct token *token);
/* Whether [start, end), a use of a macro (NULL: of none), stands for whole statements, so that what is behind it is no part of
 * these. */
bool expand_is_statement(struct unit *unit, const struct macro *macro, uint32_t start,
                         uint32_t end);
/* Whether a call is a macro's that may stand for the left side of an assignment, and is no function's call. */
bool expand_may_be_left(struct unit *unit, const struct node *call);
/* The name that the C compiler has in place of one: the same, or what a macro stands for; NULL where that is no name. */
const struct name *expand_word(struct unit *unit, const struct name *name);
/* How what a name stands for ends. */
enum expand_end {
    EXPAND_WHOLE, /* with no comma */
    EXPAND_OPEN,  /* with a comma, so that it goes on behind the name */
    EXPAND_LEFT,  /* the same, after what can be assigned to */
};
enum expand_end expand_end(struct unit *unit, const struct name *name);

#endif
