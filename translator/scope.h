/* scope.h: names and what they mean where we stand (C11 6.2.1, 6.2.3).
 *
 * Names are interned: one struct name a spelling, equal names are equal pointers. A name points to
 * its innermost binding in each of the two name spaces kept here (ordinary identifiers, tags);
 * bindings hide outer ones and a scope's end brings those back. So a look-up is one pointer read.
 */
#ifndef CHANC_SCOPE_H
#define CHANC_SCOPE_H

#include "source.h"
#include "diagnostic.h"
#include "table.h"
#include "type.h"

enum symbol_kind { SYM_OBJECT, SYM_FUNCTION, SYM_TYPEDEF, SYM_ENUMERATOR };

/* One declared ordinary identifier. */
struct symbol {
    enum symbol_kind kind;
    struct name *name;
    const struct type *type;
    struct span at;          /* the identifier where it was declared first */
    struct span declaration; /* the whole declaration, to be repeated in a hoisted function */
    /* of a function that is declared among others, whose declaration is then what they all begin with */
    struct span declarator;
    uint32_t depth; /* scope it belongs to: 0 is the file */
    uint32_t body;  /* number of the function or go body it was declared in: 0 is the file */
    bool is_static; /* lives as long as the program, though declared in a function */
    /* declared `extern`, or a function that is not nested in another, as GNU C has them */
    bool is_extern;
    bool is_parameter;
    bool is_register; /* declared so: C lets nothing take its address */
    bool may_differ;  /* a macro of a header may say that it is static or register */
    bool used;        /* by the body that declares it: go bodies in this are not it */
    bool changed;     /* assigned to, or its address taken, somewhere after its declaration */
    bool refused;     /* an error was reported about its type */
    uint32_t
        uncarried; /* number of the last go body of which an error said that it cannot have it */
    const struct name *by_macro; /* the macro whose use declares it; NULL: none */
    /* then: it is a channel that does not start as nil, of a type that is taken for unknown */
    bool unset;
    /* it is a channel whose type hangs on what arms of an #if make of a macro, and is taken for unknown */
    bool varies;
    bool predeclared;      /* from <chanc.h>: the user may declare it again */
    int64_t value;         /* SYM_ENUMERATOR */
    bool has_value;        /* SYM_ENUMERATOR: value is known */
    bool repeats;          /* another that was bound before it: see scope_repeat */
    struct symbol *hidden; /* binding of the same name in an outer scope */
    struct symbol *next;   /* declared before it in the same scope */
};

/* One declared tag. */
struct tag_binding {
    struct name *name;
    struct tag *tag;
    const struct type *type; /* the type of that tag, made once */
    uint32_t body;           /* as in struct symbol */
    uint32_t depth;
    bool repeats; /* as in struct symbol */
    /* where text of its scope begins, before it: see scope_begin; 0: not known */
    uint32_t scope_start;
    struct tag_binding *hidden; /* as in struct symbol */
    struct tag_binding *next;
};

struct name {
    const char *text;
    size_t length;
    struct symbol *symbol;   /* innermost binding, or NULL */
    struct tag_binding *tag; /* innermost binding, or NULL */
    struct symbol *linked;   /* the last declared that has linkage, in scope or not; or NULL */
    struct macro *macro;     /* of that name, see macro.h; NULL when there is none */
    struct label *labels;    /* of that name, while those of a function are matched */
    uint32_t go_count;       /* go blocks and literals so far in functions of that name, of which */
    uint32_t call_count;     /* macros may define several; and go calls so far */
    bool in_macro;           /* it was met in the body of a macro */
    bool channel_member;     /* some struct has a member of that name with channels in its type */
    struct pushed *pushed;   /* its earlier macros, by #pragma push_macro, newest first */
    bool reported;           /* an error said in the current function that it is unknown, or one at
                                file scope what it may be */
    bool excused;            /* a type of that name may be declared unseen: check_complete.c */
    UT_hash_handle hh;
};

struct scopes;

struct scopes *scopes_new(struct arena *arena);
/* Frees what does not live in the arena. */
void scopes_free(struct scopes *scopes);
struct name *scope_name(struct scopes *scopes, const char *text, size_t length);
void scope_push(struct scopes *scopes);
void scope_pop(struct scopes *scopes);
/* Declarations may be put to `start`, and the innermost scope is theirs. For what it binds from now on. */
void scope_begin(struct scopes *scopes, uint32_t start);
uint32_t scope_depth(const struct scopes *scopes);
/* Binds the symbol (in the arena) in the innermost scope; no test whether one is there. */
void scope_declare(struct scopes *scopes, struct symbol *symbol);
void scope_declare_tag(struct scopes *scopes, struct tag_binding *tag);
/* The tags of the innermost scope, newest first; they may be read when the scope is gone. */
const struct tag_binding *scope_tags(const struct scopes *scopes);
/* Binds in the file's scope, under every binding that is there. */
void scope_declare_tag_at_file(struct scopes *scopes, struct tag_binding *tag);
/* How far the innermost scope has come. */
struct scope_mark {
    uint32_t scope; /* it, of all that there were */
    struct symbol *symbols;
    struct tag_binding *tags;
};
struct scope_mark scope_mark(const struct scopes *scopes);
/* Binds once more what the innermost scope bound in between, so that it hides what came later; nothing where it is another.
 * What was bound there once more itself is not: each repetition would double the next. */
void scope_repeat(struct scopes *scopes, struct scope_mark from, struct scope_mark to);
/* The symbol if it stands in the innermost scope, else NULL. */
struct symbol *scope_here(const struct scopes *scopes, const struct name *name);
/* Forgets which names were reported, at a function's end. */
void scope_mark_reported(struct scopes *scopes, struct name *name);
void scope_clear_reported(struct scopes *scopes);

#endif
