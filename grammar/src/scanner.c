/* The external scanner of Channel C: the contextual words and the arrow `<-`.
 *
 * The parser asks before it reads each token at which one of ours may stand. We say yes only where
 * what follows cannot be plain C, so every other text is left to the lexer of C: identifiers stay
 * identifiers, and `<-` stays `<` and `-`. Looking ahead is free of side effects: a token ends where
 * mark_end was last called, and after a `false` the parser starts over at the same place.
 *
 * There is no state between tokens. While the parser recovers from an error every token counts as
 * valid, and none is given: the words are identifiers until the parser is back in a known place,
 * where it asks again. */
#include "tree_sitter/parser.h"

#include <string.h>
#include <wctype.h>

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
    NEW_NAME,     /* first of the names that `:=` declares */
    IN_TYPE_NAME, /* never given: valid where a type-name (no declarator) may start */
    IN_RECOVERY,  /* never given: valid in error recovery only */
};

/* Words longer than this are no keyword of anybody's; their end is not kept. */
enum { WORD_SIZE = 24 };

struct ahead {
    TSLexer *lexer;
    const bool *valid;
    char word[WORD_SIZE]; /* the last word read */
};

/* --- reading ahead ------------------------------------------------------------------------------ */

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
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    return iswalpha((wint_t)c) != 0;
}

static bool in_word(int32_t c) {
    return starts_word(c) || is_digit(c) || (c >= 0x80 && iswalnum((wint_t)c));
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
            if (take(a, '/')) skip_line(a);
            else if (take(a, '*')) skip_block_comment(a);
            else return false;
        } else {
            return true;
        }
    }
}

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
    if (next(a) == '"' || next(a) == '\'') skip_quoted(a);
    else if (!read_word(a)) step(a);
}

static bool is_open(int32_t c) {
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(int32_t c) {
    return c == ')' || c == ']' || c == '}';
}

/* From inside a pair of brackets to after the one that closes it, blanks included. */
static bool skip_to_close(struct ahead *a) {
    for (int depth = 1; depth > 0; skip_blank(a)) {
        if (at_end(a)) return false;
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

/* --- words -------------------------------------------------------------------------------------- */

static bool among(const struct ahead *a, const char *const *words) {
    for (; *words != NULL; words++)
        if (strcmp(a->word, *words) == 0) return true;
    return false;
}

static bool is(const struct ahead *a, const char *word) {
    return strcmp(a->word, word) == 0;
}

/* Words that begin or end a type specifier and are nothing else in C. */
static bool is_type_word(const struct ahead *a) {
    static const char *const words[] = {
        "void",    "char",       "short",    "int",      "long",        "float",    "double",
        "signed",  "unsigned",   "struct",   "union",    "enum",        "bool",     "_Bool",
        "_BitInt", "_Complex",   "__signed", "__int128", "__signed__",  "typeof",   "typeof_unqual",
        "__typeof__", "__typeof", NULL,
    };
    return among(a, words);
}

static bool is_qualifier(const struct ahead *a) {
    static const char *const words[] = {
        "const",        "volatile",      "restrict",     "_Atomic",    "__extension__", "__const",
        "__volatile__", "__restrict__",  "__volatile",   "__restrict", "constexpr",     NULL,
    };
    return among(a, words);
}

static bool is_attribute(const struct ahead *a) {
    static const char *const words[] = {"__attribute__", "__attribute", NULL};
    return among(a, words);
}

/* Words that may follow `chan` or an expression's operand without being part of a declaration. */
static bool is_other_keyword(const struct ahead *a) {
    static const char *const words[] = {
        "asm",      "__asm__",  "__asm",         "static",      "extern",      "register", "auto",
        "inline",   "typedef",  "sizeof",        "_Alignof",    "__alignof__", "alignof",  "_Generic",
        "alignas",  "_Alignas", "__alignof",     "thread_local", "_Thread_local", "if",    "else",
        "for",      "while",    "do",            "switch",      "case",        "default",  "return",
        "break",    "continue", "goto",          "__inline",    "__inline__",  "_Noreturn", "__thread",
        NULL,
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

/* --- is it a channel type? ---------------------------------------------------------------------- */

/* Where `chan` stands, and so what C could mean by it. */
enum place {
    DECLARATION, /* a declarator will follow the type */
    TYPE_NAME,   /* a type in parentheses */
    OPERAND,     /* after `chan<-` or `<-chan` at file scope's or a block's start: C could compare */
    OPERAND_NAME /* the same in parentheses */
};

static bool in_parentheses(enum place place) {
    return place == TYPE_NAME || place == OPERAND_NAME;
}

static bool could_compare(enum place place) {
    return place == OPERAND || place == OPERAND_NAME;
}

/* From the opening parenthesis to after the closing one. */
static bool read_contents(struct ahead *a, bool *is_type) {
    int depth = 1;
    bool first = true, star = false;
    *is_type = false;
    step(a);
    while (depth > 0) {
        if (!skip_blank(a)) {
            star = false;
            continue;
        }
        int32_t c = next(a);
        if (at_end(a)) return false;
        if (is_open(c)) depth++;
        if (is_close(c)) depth--;
        if (c == ')' && star) *is_type = true;
        star = c == '*';
        if (first && c == '<') *is_type = true;
        a->word[0] = '\0';
        skip_token(a);
        if (first && (is_type_word(a) || is_qualifier(a))) *is_type = true;
        first = false;
    }
    return true;
}

static bool element_follows(struct ahead *a, enum place place);

/* After `chan (...)`. */
static bool parentheses_follow(struct ahead *a, enum place place) {
    bool is_type;
    if (!read_contents(a, &is_type) || !skip_blank(a)) return false;
    int32_t c = next(a);
    switch (place) {
    case TYPE_NAME: return is_type;
    case DECLARATION: return is_type && (starts_word(c) || strchr("*()[,", (int)c) != NULL) && c != 0;
    case OPERAND_NAME: return is_type && (c == ')' || c == '*' || c == '[');
    case OPERAND:
        if (!is_type || !read_word(a) || !skip_blank(a)) return false;
        return take(a, '=') && next(a) != '=';
    }
    return false;
}

/* At an operand's start, or a brace: `(a < -b)` before it cannot be C. */
static bool starts_operand(const struct ahead *a) {
    int32_t c = next(a);
    return in_word(c) || c == '"' || c == '\'' || c == '(' || c == '{' || c == '!' || c == '~';
}

/* After `chan<- T`, where C could read a comparison. */
static bool compared_name_follows(struct ahead *a, enum place place) {
    if (read_word(a)) return place == OPERAND && !is_other_keyword(a);
    if (place == OPERAND) return false;
    if (take(a, ')')) return skip_blank(a) && starts_operand(a);
    if (take(a, '[')) return skip_blank(a) && next(a) == ']';
    bool star = false;
    while (take(a, '*')) star = skip_blank(a);
    return star && next(a) == ')';
}

/* After `chan T`, T an identifier. */
static bool name_follows(struct ahead *a, enum place place) {
    if (could_compare(place)) return compared_name_follows(a, place);
    if (read_word(a)) {
        if (is_attribute(a)) return skip_blank(a) && skip_brackets(a) && name_follows(a, place);
        return !is_other_keyword(a);
    }
    if (take(a, '*')) return true;
    if (take(a, '(')) return in_parentheses(place) || (skip_blank(a) && next(a) == '*');
    return in_parentheses(place) && (next(a) == ')' || next(a) == '[' || next(a) == ',' || next(a) == ':');
}

/* After `chan chan`, or `chan <- chan`, at an arrow or a parenthesis. */
static bool inner_channel_follows(struct ahead *a, enum place place) {
    if (next(a) == '(') return parentheses_follow(a, place);
    return take_arrow(a) && element_follows(a, place);
}

/* After `chan`, with or without its arrow: does an element type follow, so that C is out? */
static bool element_follows(struct ahead *a, enum place place) {
    if (!skip_blank(a)) return false;
    if (next(a) == '(') return parentheses_follow(a, place);
    if (next(a) == '<') {
        return take_arrow(a) && skip_blank(a) && read_word(a) && is(a, "chan") &&
               element_follows(a, place);
    }
    if (!read_past_qualifiers(a)) return false;
    if (is_type_word(a)) return true;
    if (is_other_keyword(a) || is_attribute(a)) return false;
    bool inner = is(a, "chan");
    if (!skip_blank(a)) return false;
    if (inner && (next(a) == '<' || next(a) == '(')) return inner_channel_follows(a, place);
    return name_follows(a, place);
}

static bool give(struct ahead *a, enum token token) {
    a->lexer->result_symbol = (TSSymbol)token;
    return a->valid[token];
}

/* After the word `chan`, its end marked. */
static bool scan_chan(struct ahead *a) {
    bool name = a->valid[IN_TYPE_NAME];
    enum place place = name ? TYPE_NAME : DECLARATION;
    if (!skip_blank(a)) return false;
    if (next(a) != '<') return element_follows(a, place) && give(a, CHAN);
    if (!take_arrow(a)) return false;
    if (!a->valid[RECEIVE_ARROW] || a->valid[FILE_GO]) return give(a, CHAN_SEND);
    return element_follows(a, name ? OPERAND_NAME : OPERAND) && give(a, CHAN_SEND);
}

/* After `<-`, its end marked: does the rest of a `<-chan` type follow? */
static bool receive_type_follows(struct ahead *a) {
    if (!skip_blank(a) || !read_word(a) || !is(a, "chan") || !skip_blank(a)) return false;
    if (!a->valid[RECEIVE_ARROW] && !a->valid[SEND_ARROW]) return true;
    enum place place = a->valid[IN_TYPE_NAME] ? TYPE_NAME : DECLARATION;
    return element_follows(a, place);
}

static bool scan_arrow(struct ahead *a) {
    if (!take_arrow(a)) return false;
    a->lexer->mark_end(a->lexer);
    if (a->valid[TYPE_ARROW] && receive_type_follows(a)) return give(a, TYPE_ARROW);
    if (a->valid[RECEIVE_ARROW]) return give(a, RECEIVE_ARROW);
    return give(a, SEND_ARROW);
}

/* --- the other words ---------------------------------------------------------------------------- */

/* `make (chan` or `make (<-chan`, after the word. */
static bool scan_make(struct ahead *a) {
    if (!skip_blank(a) || !take(a, '(') || !skip_blank(a)) return false;
    if (next(a) == '<') {
        return take_arrow(a) && skip_blank(a) && read_word(a) && is(a, "chan") && skip_blank(a) &&
               element_follows(a, TYPE_NAME) && give(a, MAKE);
    }
    if (!read_past_qualifiers(a) || !is(a, "chan") || !skip_blank(a)) return false;
    enum place place = TYPE_NAME;
    if (next(a) == '<') {
        if (!take_arrow(a)) return false;
        place = OPERAND_NAME;
    }
    return element_follows(a, place) && give(a, MAKE);
}

/* `func (...) {` */
static bool scan_func(struct ahead *a) {
    return skip_blank(a) && next(a) == '(' && skip_brackets(a) && next(a) == '{' && give(a, FUNC);
}

static bool scan_select(struct ahead *a) {
    return skip_blank(a) && next(a) == '{' && give(a, SELECT);
}

/* In the header of a `for` without `;`. */
static bool scan_range(struct ahead *a) {
    while (skip_blank(a), !at_end(a)) {
        if (next(a) == ')') return give(a, RANGE);
        if (next(a) == ';' || is_close(next(a))) return false;
        if (is_open(next(a))) {
            if (!skip_brackets(a)) return false;
        } else {
            skip_token(a);
        }
    }
    return false;
}

/* After the `(` of `go f(`: does C declare a function f whose result is of a type go? Where the text
 * says neither, it does at file scope and does not in a block. */
static bool parameters_follow(struct ahead *a) {
    if (!skip_blank(a)) return false;
    if (next(a) == ')') return a->valid[FILE_GO];
    if (!read_word(a)) return false;
    if (is_type_word(a) || is_qualifier(a) || is(a, "register")) return true;
    if (is_other_keyword(a)) return false;
    return a->valid[FILE_GO] || (skip_blank(a) && read_word(a));
}

/* Members, subscripts and calls after `go f`. */
struct chain {
    bool member;     /* there is a `.` or `->`: no declaration */
    bool call;       /* the last is a call */
    bool parameters; /* the only one may be a declared function's parameters */
};

/* Reads one of them; false when there is none. */
static bool read_link(struct ahead *a, struct chain *chain, bool first) {
    int32_t c = next(a);
    chain->call = c == '(' || (chain->call && c != '[' && c != '.' && c != '-');
    chain->parameters = chain->parameters && c != '(' && c != '[';
    if (c == '(') {
        step(a);
        chain->parameters = first && parameters_follow(a);
        return skip_to_close(a);
    }
    if (c == '[') return skip_brackets(a);
    if (!take(a, '.') && !(take(a, '-') && take(a, '>'))) return false;
    chain->member = true;
    return skip_blank(a) && read_word(a) && skip_blank(a);
}

/* After `go f`: a call, and nothing that only C knows. */
static bool call_follows(struct ahead *a) {
    struct chain chain = {false, false, false};
    bool first = true;
    if (!skip_blank(a)) return false;
    while (read_link(a, &chain, first)) first = false;
    if (chain.member) return true;
    return chain.call && !chain.parameters && (next(a) == ';' || next(a) == '}');
}

static bool scan_go(struct ahead *a) {
    enum token token = a->valid[GO] ? GO : FILE_GO;
    if (!skip_blank(a)) return false;
    if (next(a) == '{') return give(a, token);
    if (!read_word(a) || is_type_word(a) || is_qualifier(a) || is_other_keyword(a)) return false;
    if (is(a, "func") && token == GO) {
        if (!skip_blank(a) || next(a) != '(' || !skip_brackets(a)) return false;
        if (next(a) == '{' || next(a) == ';') return give(a, token);
        return false;
    }
    return call_follows(a) && give(a, token);
}

/* After a first name: `:=`, or more names and `:=`. */
static bool new_names_follow(struct ahead *a) {
    while (take(a, ','))
        if (!skip_blank(a) || !read_word(a) || !skip_blank(a)) return false;
    return take(a, ':') && next(a) == '=';
}

static bool scan_word(struct ahead *a) {
    static const struct {
        const char *word;
        enum token token;
        bool (*scan)(struct ahead *a);
    } words[] = {
        {"chan", CHAN, scan_chan},       {"make", MAKE, scan_make},       {"go", GO, scan_go},
        {"go", FILE_GO, scan_go},        {"select", SELECT, scan_select}, {"range", RANGE, scan_range},
        {"func", FUNC, scan_func},
    };
    read_word(a);
    a->lexer->mark_end(a->lexer);
    if (a->valid[NEW_NAME] && skip_blank(a) && (next(a) == ':' || next(a) == ','))
        return new_names_follow(a) && give(a, NEW_NAME);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (a->valid[words[i].token] && is(a, words[i].word)) return words[i].scan(a);
    return false;
}

/* --- what the library calls --------------------------------------------------------------------- */

void *tree_sitter_chanc_external_scanner_create(void);
void tree_sitter_chanc_external_scanner_destroy(void *payload);
unsigned tree_sitter_chanc_external_scanner_serialize(void *payload, char *buffer);
void tree_sitter_chanc_external_scanner_deserialize(void *payload, const char *buffer, unsigned length);
bool tree_sitter_chanc_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid);

void *tree_sitter_chanc_external_scanner_create(void) {
    return NULL;
}

void tree_sitter_chanc_external_scanner_destroy(void *payload) {
    (void)payload;
}

unsigned tree_sitter_chanc_external_scanner_serialize(void *payload, char *buffer) {
    (void)payload;
    (void)buffer;
    return 0;
}

void tree_sitter_chanc_external_scanner_deserialize(void *payload, const char *buffer,
                                                    unsigned length) {
    (void)payload;
    (void)buffer;
    (void)length;
}

bool tree_sitter_chanc_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    struct ahead a = {.lexer = lexer, .valid = valid};
    (void)payload;
    if (valid[IN_RECOVERY]) return false;
    while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
    if (lexer->lookahead == '<') return scan_arrow(&a);
    return starts_word(lexer->lookahead) && scan_word(&a);
}
