/* scanner_token.h: the tokens that the scanner gives. Part of scanner.c. */
#ifndef CHANC_SCANNER_TOKEN_H
#define CHANC_SCANNER_TOKEN_H

#include "ahead.h"

/* In the order of `externals` in grammar.js. */
enum token {
    CHAN,          /* `chan` of a type of both directions, or after the arrow of `<-chan` */
    CHAN_SEND,     /* `chan` of `chan<-` */
    RECEIVE_ARROW, /* `<-` before the operand of a receive; valid where an expression may start */
    SEND_ARROW,    /* `<-` after the channel of a send, or in `chan<-` */
    TYPE_ARROW,    /* `<-` of `<-chan` */
    MAKE,
    GO,
    FILE_GO, /* `go` at file scope */
    FUNC,
    SELECT,
    RANGE,
    NEW_NAME,             /* first of the names that `:=` declares */
    TYPE_ARGUMENT,        /* empty, before an argument of a call that is a type */
    VA_ARG,               /* `va_arg` whose second argument is no expression */
    TYPEOF,               /* `typeof` of what is no type */
    ELEMENT_TYPEOF,       /* `typeof` after `chan` */
    BIT_INT,              /* `_BitInt` with a number */
    MODIFIER_WORD,        /* macro of an attribute, before a type or between it and a declarator */
    SUFFIX_WORD,          /* the same after a declarator of something else than a function */
    FUNCTION_SUFFIX,      /* the same after a function's parameters, without arguments */
    FUNCTION_SUFFIX_CALL, /* and with arguments */
    MACRO_END,            /* empty, after a call that ends a line, where no `;` follows */
    OLD_FUNCTION,         /* name of a function of old that has no type before it */
    UNTYPED_NAME,         /* the same of one that is declared */
    MACRO_NAME,           /* macro that is a statement, with neither arguments nor `;` */
    STRING_MACRO,         /* macro after another, or after a call of one: both stand for strings */
    CALL_NAME,            /* what is called by a statement, where it could be a type */
    IN_TYPE_NAME, /* never given: valid where a type-name (a type without a name) may start */
    PAST_SIZE,    /* never given: valid after the type in `sizeof (T)` */
    IN_RECOVERY,  /* never given: valid in error recovery only */
};

static bool give(struct ahead *a, enum token token) {
    a->lexer->result_symbol = (TSSymbol)token;
    return a->valid[token];
}

#endif
