/* ahead.h: how the scanner reads on: characters, blanks, words, brackets, and what words mean in C. Part of scanner.c. */
#ifndef CHANC_AHEAD_H
#define CHANC_AHEAD_H

#include "tree_sitter/parser.h"

#include <string.h>

/* Words longer than this are no keyword of anybody's; their end is not kept. */
enum { WORD_SIZE = 24 };

/* `chan` whose last letter is this byte begins a type, whatever follows: so it is spelt by those who know the names of a
 * text. */
enum { MARK = 1 };

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
    bool marked;          /* the last word read is `chan` with a MARK */
    int depth;            /* channel types around the one that is read */
    bool ends_line;       /* the word that the scan began with is the last on its line */
    bool far;             /* more was read than the word after that one */
};

/* --- reading ahead -------------------------------------------------------------------------- */

static int32_t next(const struct ahead *a) {
    return a->lexer->lookahead;
}

static void step(struct ahead *a) {
    a->lexer->advance(a->lexer, false);
}

static bool at_end(const struct ahead *a) {
    return next(a) == 0 && a->lexer->eof(a->lexer);
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
    a->marked = next(a) == MARK && strcmp(a->word, "cha") == 0;
    if (!a->marked) return true;
    step(a);
    strcpy(a->word, "chan");
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

/* What a word means in C. It may be several of these. */
enum word_class {
    TYPE_WORD = 1,      /* only a type specifier has it */
    TAG_WORD = 2,       /* begins a struct, union or enum */
    TYPEOF_WORD = 4,    /* a typeof */
    QUALIFIER = 8,      /* of a type */
    ATTRIBUTE = 16,     /* begins an attribute of GNU's */
    ASM_WORD = 32,      /* an asm */
    OTHER_KEYWORD = 64, /* another keyword: no name of a type or of anything declared */
    OPERAND_WORD = 128, /* what the grammar has a token for, though C may have a name */
};

/* By first letter, so that those of one stand together. */
static const struct {
    const char *word;
    unsigned classes;
} keywords[] = {
    {"FALSE", OPERAND_WORD},
    {"NULL", OPERAND_WORD},
    {"TRUE", OPERAND_WORD},
    {"_Alignas", OTHER_KEYWORD},
    {"_Alignof", OTHER_KEYWORD},
    {"_Atomic", QUALIFIER},
    {"_BitInt", TYPE_WORD},
    {"_Bool", TYPE_WORD},
    {"_Complex", TYPE_WORD},
    {"_Generic", OTHER_KEYWORD},
    {"_Noreturn", OTHER_KEYWORD},
    {"_Thread_local", OTHER_KEYWORD},
    {"__alignof", OTHER_KEYWORD},
    {"__alignof__", OTHER_KEYWORD},
    {"__asm", ASM_WORD | OTHER_KEYWORD},
    {"__asm__", ASM_WORD | OTHER_KEYWORD},
    {"__attribute", ATTRIBUTE},
    {"__attribute__", ATTRIBUTE},
    {"__based", OTHER_KEYWORD},
    {"__cdecl", OTHER_KEYWORD},
    {"__clrcall", OTHER_KEYWORD},
    {"__complex__", TYPE_WORD},
    {"__const", QUALIFIER},
    {"__const__", QUALIFIER},
    {"__declspec", OTHER_KEYWORD},
    {"__extension__", QUALIFIER},
    {"__fastcall", OTHER_KEYWORD},
    {"__forceinline", OTHER_KEYWORD},
    {"__inline", OTHER_KEYWORD},
    {"__inline__", OTHER_KEYWORD},
    {"__int128", TYPE_WORD},
    {"__restrict", QUALIFIER},
    {"__restrict__", QUALIFIER},
    {"__signed", TYPE_WORD},
    {"__signed__", TYPE_WORD},
    {"__stdcall", OTHER_KEYWORD},
    {"__thiscall", OTHER_KEYWORD},
    {"__thread", OTHER_KEYWORD},
    {"__typeof", TYPE_WORD | TYPEOF_WORD},
    {"__typeof__", TYPE_WORD | TYPEOF_WORD},
    {"__vectorcall", OTHER_KEYWORD},
    {"__volatile", QUALIFIER},
    {"__volatile__", QUALIFIER},
    {"alignas", OTHER_KEYWORD},
    {"alignof", OTHER_KEYWORD},
    {"asm", ASM_WORD | OTHER_KEYWORD},
    {"auto", OTHER_KEYWORD},
    {"bool", TYPE_WORD},
    {"break", OTHER_KEYWORD},
    {"case", OTHER_KEYWORD},
    {"char", TYPE_WORD},
    {"const", QUALIFIER},
    {"constexpr", QUALIFIER},
    {"continue", OTHER_KEYWORD},
    {"default", OTHER_KEYWORD},
    {"do", OTHER_KEYWORD},
    {"double", TYPE_WORD},
    {"else", OTHER_KEYWORD},
    {"enum", TYPE_WORD | TAG_WORD},
    {"extern", OTHER_KEYWORD},
    {"false", OPERAND_WORD},
    {"float", TYPE_WORD},
    {"for", OTHER_KEYWORD},
    {"goto", OTHER_KEYWORD},
    {"if", OTHER_KEYWORD},
    {"inline", OTHER_KEYWORD},
    {"int", TYPE_WORD},
    {"long", TYPE_WORD},
    {"noreturn", OTHER_KEYWORD},
    {"nullptr", OPERAND_WORD},
    {"offsetof", OPERAND_WORD},
    {"register", OTHER_KEYWORD},
    {"restrict", QUALIFIER},
    {"return", OTHER_KEYWORD},
    {"short", TYPE_WORD},
    {"signed", TYPE_WORD},
    {"sizeof", OTHER_KEYWORD},
    {"static", OTHER_KEYWORD},
    {"struct", TYPE_WORD | TAG_WORD},
    {"switch", OTHER_KEYWORD},
    {"thread_local", OTHER_KEYWORD},
    {"true", OPERAND_WORD},
    {"typedef", OTHER_KEYWORD},
    {"typeof", TYPE_WORD | TYPEOF_WORD},
    {"typeof_unqual", TYPE_WORD | TYPEOF_WORD},
    {"union", TYPE_WORD | TAG_WORD},
    {"unsigned", TYPE_WORD},
    {"void", TYPE_WORD},
    {"volatile", QUALIFIER},
    {"while", OTHER_KEYWORD},
};
enum { KEYWORDS = sizeof keywords / sizeof keywords[0] };

/* The classes of the last word read; 0 for a name. One thread at a time may parse: the index is made when first
 * used. */
static unsigned word_classes(const struct ahead *a) {
    static uint8_t first[128]; /* by letter: the first that begins with it, counted from 1 */
    static bool indexed;
    unsigned char letter = (unsigned char)a->word[0];
    for (size_t i = KEYWORDS; !indexed && i > 0; i--)
        first[(unsigned char)keywords[i - 1].word[0]] = (uint8_t)i;
    indexed = true;
    if (letter >= sizeof first || first[letter] == 0) return 0;
    for (size_t i = first[letter] - 1; i < KEYWORDS && keywords[i].word[0] == (char)letter; i++)
        if (keywords[i].word[1] == a->word[1] && strcmp(keywords[i].word, a->word) == 0)
            return keywords[i].classes;
    return 0;
}

static bool is_of(const struct ahead *a, unsigned classes) {
    return (word_classes(a) & classes) != 0;
}

/* Reads words up to one that is no qualifier. False when there is none. */
static bool read_past_qualifiers(struct ahead *a) {
    do {
        if (!skip_blank(a) || !read_word(a)) return false;
    } while (is_of(a, QUALIFIER));
    return true;
}

#endif
