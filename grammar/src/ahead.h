/* ahead.h: how the scanner reads on: characters, blanks, words, brackets, and what words mean in C. Part of scanner.c. */
#ifndef CHANC_AHEAD_H
#define CHANC_AHEAD_H

#include "tree_sitter/parser.h"

#include <string.h>

/* Words longer than this are no keyword of anybody's; their end is not kept. */
enum { WORD_SIZE = 24 };

/* How far a scan looks inside brackets, in tokens; how many macros follow one another; how deep
 * channel types nest: more than anybody writes, and little enough for texts that go on to no end. */
enum { FARTHEST = 1024, MOST_SUFFIXES = 16, DEEPEST = 64 };

/* What a scan knows: where it stands, and what may stand there. */
struct ahead {
    TSLexer *lexer;
    const bool *valid;    /* by token */
    char word[WORD_SIZE]; /* the last word read */
    bool type_name;       /* reading a type without a name after it: in parentheses, an argument */
    bool comparable;      /* after `chan<-`, where C could compare a variable chan */
    bool received;        /* after `<-chan`, which C can mean nowhere */
    int depth;            /* channel types around the one that is read */
    bool ends_line;       /* the word that the scan began with is the last on its line */
};

/* --- reading ahead -------------------------------------------------------------------------- */

static int32_t next(const struct ahead *a) {
    return a->lexer->lookahead;
}

static void step(struct ahead *a) {
    a->lexer->advance(a->lexer, false);
}

static bool at_end(const struct ahead *a) {
    return a->lexer->eof(a->lexer);
}

static bool take(struct ahead *a, int32_t c) {
    if (next(a) != c) return false;
    step(a);
    return true;
}

static bool is_space(int32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(int32_t c) {
    return c >= '0' && c <= '9';
}

static bool starts_word(int32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
}

static bool in_word(int32_t c) {
    return starts_word(c) || is_digit(c);
}

static void skip_line(struct ahead *a) {
    while (!at_end(a) && next(a) != '\n') {
        if (take(a, '\\')) take(a, '\r');
        if (!at_end(a)) step(a);
    }
}

static void skip_block_comment(struct ahead *a) {
    while (!at_end(a)) {
        if (take(a, '*')) {
            if (take(a, '/')) return;
        } else {
            step(a);
        }
    }
}

/* Past white space, comments and joined lines. False where a lone `/` or `\` has been read. */
static bool skip_blank(struct ahead *a) {
    for (;;) {
        if (is_space(next(a))) {
            step(a);
        } else if (take(a, '\\')) {
            take(a, '\r');
            if (!take(a, '\n')) return false;
        } else if (take(a, '/')) {
            if (take(a, '/'))
                skip_line(a);
            else if (take(a, '*'))
                skip_block_comment(a);
            else
                return false;
        } else {
            return true;
        }
    }
}

/* Past blanks up to the end of the line, if nothing else follows. */
static bool line_ends(struct ahead *a) {
    while (next(a) == ' ' || next(a) == '\t') step(a);
    return next(a) == '\n' || next(a) == '\r';
}

/* Letters beyond ASCII are kept as `?`, which no word of interest has. */
static bool read_word(struct ahead *a) {
    size_t length = 0;
    if (!starts_word(next(a))) return false;
    for (; in_word(next(a)); step(a))
        if (length < WORD_SIZE - 1) a->word[length++] = next(a) < 0x80 ? (char)next(a) : '?';
    a->word[length] = '\0';
    return true;
}

static void skip_quoted(struct ahead *a) {
    int32_t quote = next(a);
    step(a);
    while (!at_end(a) && next(a) != quote && next(a) != '\n') {
        take(a, '\\');
        step(a);
    }
    take(a, quote);
}

/* One token of any kind, brackets not looked into; a word is kept. */
static void skip_token(struct ahead *a) {
    if (next(a) == '"' || next(a) == '\'')
        skip_quoted(a);
    else if (!read_word(a))
        step(a);
}

static bool is_open(int32_t c) {
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(int32_t c) {
    return c == ')' || c == ']' || c == '}';
}

/* From inside a pair of brackets to after the one that closes it, blanks included. */
static bool skip_to_close(struct ahead *a) {
    int tokens = 0;
    for (int depth = 1; depth > 0; skip_blank(a)) {
        if (at_end(a) || ++tokens > FARTHEST) return false;
        if (is_open(next(a))) depth++;
        if (is_close(next(a))) depth--;
        skip_token(a);
    }
    return true;
}

/* From an opening bracket to after the one that closes it. */
static bool skip_brackets(struct ahead *a) {
    step(a);
    return skip_to_close(a);
}

/* After `<`: reads the `-` of an arrow. C's longest match makes `<--`, `<-=` and `<->` no arrow. */
static bool take_dash(struct ahead *a) {
    return take(a, '-') && next(a) != '-' && next(a) != '=' && next(a) != '>';
}

static bool take_arrow(struct ahead *a) {
    return take(a, '<') && take_dash(a);
}

/* --- words ---------------------------------------------------------------------------------- */

static bool is(const struct ahead *a, const char *word) {
    return a->word[0] == word[0] && strcmp(a->word, word) == 0;
}

static bool among(const struct ahead *a, const char *const *words) {
    for (; *words != NULL; words++)
        if (is(a, *words)) return true;
    return false;
}

/* Words that only a type specifier has. */
static bool is_type_word(const struct ahead *a) {
    static const char *const words[] = {
        "void",     "char",       "short",      "int",         "long",
        "float",    "double",     "signed",     "unsigned",    "struct",
        "union",    "enum",       "bool",       "_Bool",       "_Complex",
        "__int128", "typeof",     "__typeof__", "__typeof",    "typeof_unqual",
        "_BitInt",  "__signed__", "__signed",   "__complex__", NULL,
    };
    return among(a, words);
}

static bool is_tag_word(const struct ahead *a) {
    return is(a, "struct") || is(a, "union") || is(a, "enum");
}

static bool is_qualifier(const struct ahead *a) {
    static const char *const words[] = {
        "const",        "volatile",     "restrict",   "_Atomic",       "constexpr",  "__const",
        "__volatile__", "__restrict__", "__volatile", "__extension__", "__restrict", NULL,
    };
    return among(a, words);
}

static bool is_attribute(const struct ahead *a) {
    return is(a, "__attribute__") || is(a, "__attribute");
}

static bool is_typeof(const struct ahead *a) {
    static const char *const words[] = {"typeof", "__typeof__", "__typeof", "typeof_unqual", NULL};
    return among(a, words);
}

static bool is_asm(const struct ahead *a) {
    return is(a, "asm") || is(a, "__asm__") || is(a, "__asm");
}

/* The other keywords: no name of a type or of anything declared. */
static bool is_other_keyword(const struct ahead *a) {
    static const char *const words[] = {
        "asm",       "__asm__",       "__asm",     "static",      "extern",       "register",
        "auto",      "inline",        "__inline",  "__inline__",  "thread_local", "_Thread_local",
        "__thread",  "_Noreturn",     "typedef",   "alignas",     "_Alignas",     "sizeof",
        "alignof",   "_Alignof",      "__alignof", "__alignof__", "_Generic",     "if",
        "else",      "for",           "while",     "do",          "switch",       "case",
        "default",   "return",        "break",     "continue",    "goto",         "__declspec",
        "__based",   "__cdecl",       "__stdcall", "__fastcall",  "__thiscall",   "__vectorcall",
        "__clrcall", "__forceinline", "noreturn",  NULL,
    };
    return among(a, words);
}

/* Reads words up to one that is no qualifier. False when there is none. */
static bool read_past_qualifiers(struct ahead *a) {
    do {
        if (!skip_blank(a) || !read_word(a)) return false;
    } while (is_qualifier(a));
    return true;
}

#endif
