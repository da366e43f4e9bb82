/* scan.h: what the preprocessor would make of a source's lines.
 *
 * One pass over the raw text knows comments, strings, line splices and directives, nothing more.
 * Unterminated strings end with their line, as in the text of an #error or of a skipped group. */
#ifndef CHANC_SCAN_H
#define CHANC_SCAN_H

#include "source.h"

enum directive_kind {
    DIRECTIVE_IF,    /* #if, #ifdef, #ifndef */
    DIRECTIVE_ELIF,  /* #elif, #elifdef, #elifndef */
    DIRECTIVE_ELSE,  /* #else */
    DIRECTIVE_ENDIF, /* #endif */
    DIRECTIVE_LINE,  /* #line, and `# 12 "file"` as preprocessors write it */
    DIRECTIVE_OTHER  /* all others, the null directive included */
};

#define NO_GROUP UINT32_MAX

/* One directive, comments and continuation lines included. */
struct directive {
    enum directive_kind kind;
    uint32_t start; /* its `#`, `%:` or trigraph */
    uint32_t name;  /* first byte of its name; the number in a DIRECTIVE_LINE without a name */
    uint32_t body;  /* past its name and the blanks after it; the number in every DIRECTIVE_LINE */
    uint32_t group; /* conditional ones: the index of the group's #if among the directives; NO_GROUP
                       when that is missing, and for the others */
    uint32_t end;   /* the newline that ends it, or the end of the text */
    bool zero;      /* DIRECTIVE_IF only: it reads `#if 0` */
    bool dead;      /* DIRECTIVE_LINE only: it stands in an arm that `#if 0` disables */
    /* of those from this one on, the index of the first DIRECTIVE_OTHER; count: none */
    size_t other;
    bool listed; /* DIRECTIVE_OTHER only: it stands among the items of an initialiser in braces */
};

/* Parentheses over several lines that may be a macro's arguments: a name stands before them, or other such. */
struct arguments {
    uint32_t start, end; /* past the one that closes */
    uint32_t around;     /* number, from 1, of those around them; 0 when there are none */
};

/* A comment in a directive that goes on after it, or that hides the start of another; with what is around it before the
 * directive's name. */
struct inner_comment {
    uint32_t start, end;
};

struct scan {
    struct directive *directives; /* in order */
    size_t count;                 /* entries in directives */
    bool any_listed;              /* one of them is `listed` */
    bool any_pushed;              /* one is a pragma push_macro */
    bool *open; /* for each line (index from 0): a directive may be written before it. Not so inside
                   a comment, a continued line or parentheses, which may be a macro's arguments */
    uint32_t *after; /* for each line: 0, or the number (from 1) of the directive that ended with
                        the line before */
    struct arguments *arguments;    /* in order of their starts */
    size_t argument_count;          /* entries in arguments */
    struct inner_comment *comments; /* in order; of conditional directives few */
    size_t comment_count;           /* entries in comments */
};

/* Whether an offset is in what may be a macro's arguments, and these begin at `from` or later: no directive may stand there. */
bool scan_in_arguments(const struct scan *scan, uint32_t offset, uint32_t from);
/* Whether the name of a directive begins with a word. */
bool scan_is(const struct source *source, const struct directive *directive, const char *word);
/* The first directive that begins in [*at, end), which moves `*at` past its beginning; NULL when there is none. */
const struct directive *scan_next(const struct scan *scan, uint32_t *at, uint32_t end);
/* The same of those that are a DIRECTIVE_OTHER. */
const struct directive *scan_next_other(const struct scan *scan, uint32_t *at, uint32_t end);
struct scan *scan_source(struct arena *arena, const struct source *source);

/* Takes a word, number, string or other single character of a source, in directives too, but not
 * blanks and comments. */
typedef void scan_visitor(void *data, const char *token, size_t length);
/* As scan_source; shows every token to `visit` as it goes. */
struct scan *scan_visit(struct arena *arena, const struct source *source, scan_visitor *visit,
                        void *data);

#endif
