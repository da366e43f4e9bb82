/* The external scanner of Channel C: the contextual words and the arrow `<-`.
 *
 * The parser asks before it reads each token at which one of ours may stand. We say yes only where
 * what follows cannot be plain C, so every other text is left to the lexer of C: identifiers stay
 * identifiers, and `<-` stays `<` and `-`. Looking ahead is free of side effects: a token ends
 * where mark_end was last called, and after a `false` the parser starts over at the same place.
 *
 * There is no state between tokens. While the parser recovers from an error every token counts as
 * valid, and none is given: the words are identifiers until the parser is back in a known place,
 * where it asks again. */
#include "channel_type.h"
#include "list.h"

/* --- macros of attributes ------------------------------------------------------------------- */

/* Words that stand in a declaration but are no name, and no macro. */
static bool is_keyword(const struct ahead *a) {
    return is_of(a, TYPE_WORD | QUALIFIER | ATTRIBUTE | OTHER_KEYWORD);
}

/* `unsigned` and its like: C's grammar takes a name before them for a part of the type. */
static bool is_size_word(const struct ahead *a) {
    static const char *const words[] = {"signed", "unsigned", "long", "short", NULL};
    return among(a, words);
}

/* Reads words up to one that is no qualifier, storage class or attribute. */
static bool read_past_specifiers(struct ahead *a) {
    static const char *const words[] = {
        "static", "extern", "inline", "register", "__inline", "__inline__", "_Noreturn", NULL,
    };
    while (skip_blank(a) && read_word(a)) {
        if (is_of(a, ATTRIBUTE)) {
            if (!skip_blank(a) || next(a) != '(' || !skip_brackets(a)) return false;
        } else if (!is_of(a, QUALIFIER) && !among(a, words)) {
            return true;
        }
    }
    return false;
}

/* Macros of attributes are written in capitals, or with the underscores of those who may. */
static bool looks_like_macro(const struct ahead *a) {
    if (a->word[0] == '_' && a->word[1] == '_') return true;
    for (const char *c = a->word; *c != '\0'; c++)
        if ((*c >= 'a' && *c <= 'z') || *c == '?') return false;
    return !is_of(a, OPERAND_WORD);
}

static bool go_follows(struct ahead *a);

/* `(f)(`, as functions are declared whose names are macros, too; or `(*f)(`. */
static bool function_in_parentheses_follows(struct ahead *a) {
    if (!take(a, '(')) return false;
    a->far = true;
    if (!skip_blank(a)) return false;
    while (take(a, '*'))
        if (!skip_blank(a)) return false;
    return read_word(a) && !is_keyword(a) && skip_blank(a) && take(a, ')') && skip_blank(a) &&
           next(a) == '(';
}

/* After the third word of `T x W(3)`, if that looks like a macro's: is it one of a bound, and T the type? Types of
 * parameters do not begin with a number, nor with a name in capitals alone. */
static bool bound_follows(struct ahead *a) {
    if (!looks_like_macro(a) || !skip_blank(a) || !take(a, '(')) return false;
    a->far = true;
    if (!skip_blank(a)) return false;
    if (!read_word(a)) return is_digit(next(a)) || next(a) == '(';
    return looks_like_macro(a) && skip_blank(a) && !starts_word(next(a)) && next(a) != '*';
}

/* After a name that may be a macro: do a type and a declarator follow, so that it is no type itself?
 * In `T x W`, which could be either, the look of the words decides. */
static bool declaration_follows(struct ahead *a, bool macro) {
    if (skip_blank(a) && next(a) == '<') return take_arrow(a) && receive_type_follows(a);
    if (!read_past_specifiers(a) || is_size_word(a)) return false;
    if (is(a, "go") && go_follows(a)) {
        strcpy(a->word, "go");
        return false;
    }
    if (is_of(a, TAG_WORD | TYPEOF_WORD)) return true;
    if (is_of(a, TYPE_WORD))
        return skip_blank(a) &&
               (starts_word(next(a)) || next(a) == '*' || function_in_parentheses_follows(a));
    if (is_keyword(a) || (!macro && looks_like_macro(a)) || !skip_blank(a)) return false;
    bool channel = is(a, "chan");
    if (channel && next(a) == '<') return take_arrow(a);
    if (channel && next(a) == '(') return parentheses_follow(a);
    /* `W W(1) T x`; outside a function it could be one of old. */
    bool macros = !macro || looks_like_macro(a);
    if (next(a) == '(' && macros && a->valid[SELECT] && !a->valid[FILE_GO]) {
        a->ends_line = false; /* that what follows ends is not that of the first macro */
        return skip_brackets(a) && (starts_word(next(a)) || next(a) == '<') &&
               declaration_follows(a, false);
    }
    bool star = next(a) == '*';
    a->word[0] = '\0';
    while (take(a, '*') || (read_word(a) && is_of(a, QUALIFIER)))
        if (!skip_blank(a)) return false;
    if (is_keyword(a)) return !star && is_of(a, TYPE_WORD | TAG_WORD | TYPEOF_WORD);
    if (macro && a->word[0] == '\0') return function_in_parentheses_follows(a);
    if (a->word[0] == '\0') return false;
    if (star || channel) return true;
    return macro ? !bound_follows(a) : !looks_like_macro(a);
}

/* After `W f (`: parameters of a declared function, and not a macro's arguments? */
static bool parameters_of_declaration_follow(struct ahead *a) {
    if (!skip_blank(a)) return false;
    if (next(a) == ')' || next(a) == '.') return true;
    if (!read_word(a)) return false;
    if (is_of(a, TYPE_WORD | QUALIFIER) || is(a, "chan")) return true;
    while (skip_blank(a) && take(a, '*')) continue;
    return read_word(a);
}

/* After a name between a type or a star and a declarator, `int W f(int x)`, `int W(1) f(int x)` or
 * `int W x`: is it a macro, and not what is declared? */
static bool declarator_of_macro_follows(struct ahead *a, bool macro) {
    bool arguments = next(a) == '(';
    if (next(a) == '*') return macro;
    if (arguments && !skip_brackets(a)) return false;
    if (!read_word(a) || is_keyword(a)) return false;
    if (arguments && (looks_like_macro(a) || is(a, "chan")))
        return false; /* v(p) chan(int) p; {} */
    if (macro && !arguments && !looks_like_macro(a)) return true;
    return skip_blank(a) && take(a, '(') && parameters_of_declaration_follow(a);
}

/* From inside a declaration: does it end, and after it and others like it a function's body begin? */
static bool old_body_follows(struct ahead *a) {
    for (int tokens = 0; tokens < FARTHEST && !at_end(a); tokens++) {
        if (!skip_blank(a)) return false;
        if (take(a, ';')) {
            if (!skip_blank(a)) return false;
            if (next(a) == '{') return true;
            if (!starts_word(next(a))) return false;
        } else if (next(a) == '{' || next(a) == '=' || is_close(next(a))) {
            return false;
        } else if (is_open(next(a))) {
            if (!skip_brackets(a)) return false;
        } else {
            skip_token(a);
        }
    }
    return false;
}

static bool new_names_follow(struct ahead *a);

/* After two words where the second begins no declaration: does it begin a statement? Then the first is a macro's name,
 * which ends its line where C could go on with both. */
static bool statement_goes_on(struct ahead *a) {
    static const char *const words[] = {
        "if",    "for",      "while", "do",      "switch", "return", "goto",
        "break", "continue", "case",  "default", "go",     NULL,
    };
    if (a->far) return false;
    if (among(a, words)) return true;
    while (next(a) == '[')
        if (!skip_brackets(a)) return false;
    switch (next(a)) {
    case '<': return take_arrow(a);
    case '-': return take(a, '-') && next(a) == '>';
    case '.': return true;
    case ',':
    case ':': return new_names_follow(a);
    case '{': return a->ends_line && a->valid[SELECT];
    default: return a->ends_line && next(a) == '}';
    }
}

/* Where no declaration may begin: a macro between a type or a star and a declarator, or a macro's name that is the arm
 * of a statement and is the last word of its line. */
static bool scan_inner_modifier(struct ahead *a, bool macro) {
    if (a->valid[MACRO_NAME]) return a->ends_line && starts_word(next(a)) && give(a, MACRO_NAME);
    return !a->valid[BIT_INT] && declarator_of_macro_follows(a, macro) && give(a, MODIFIER_WORD);
}

/* Whether the last word, at the beginning of a statement, can be a function's name only, if that is called. The grammar knows
 * some types of the library. */
static bool may_be_called(const struct ahead *a) {
    size_t length = strlen(a->word);
    bool type = length > 2 && strcmp(a->word + length - 2, "_t") == 0;
    return a->valid[CALL_NAME] && a->word[0] != '_' && !type && !is_of(a, OPERAND_WORD);
}

/* A macro before a type, with or without arguments; or one before a declarator. Or the name of a function of old:
 * names in parentheses, declarations, and a body; or parameters and a body. Or a macro that is a statement. */
static bool scan_modifier(struct ahead *a) {
    bool macro = looks_like_macro(a) || is(a, "complex");
    bool callable = may_be_called(a);
    enum list list = NOTHING;
    if (is_keyword(a) || !skip_blank(a)) return false;
    if (!a->valid[CHAN]) return scan_inner_modifier(a, macro);
    bool called = next(a) == '(';
    if (called && !skip_list(a, &list)) return false;
    if (called && next(a) == '{')
        return !macro && (list == PARAMETERS || (list == NOTHING && !a->valid[FILE_GO])) &&
               give(a, OLD_FUNCTION);
    if (called && list == NOTHING && a->valid[UNTYPED_NAME] && (next(a) == ';' || next(a) == ','))
        return give(a, UNTYPED_NAME);
    if (called && callable && next(a) == ';' && list != PARAMETERS && list != ARGUMENTS)
        return give(a, CALL_NAME);
    bool directive = next(a) == '#' && a->ends_line && macro;
    bool block = next(a) == '{' && a->valid[SELECT] && (macro || !a->valid[FILE_GO]);
    if (!called && (next(a) == '}' || directive || block)) return give(a, MACRO_NAME);
    bool word = starts_word(next(a)), channel = next(a) == '<';
    bool declared = declaration_follows(a, macro);
    if ((word || channel) && list == NAMES && a->valid[OLD_FUNCTION] && old_body_follows(a))
        return give(a, OLD_FUNCTION);
    if (declared) return give(a, MODIFIER_WORD);
    return word && !called && a->valid[MACRO_NAME] && statement_goes_on(a) && give(a, MACRO_NAME);
}

static bool ends_declarator(struct ahead *a) {
    return next(a) == ';' || next(a) == ',' || next(a) == ')' || assignment_follows(a);
}

/* What may stand after a declarator. */
struct suffix {
    bool macro;     /* it is written as one, or as an attribute */
    bool arguments; /* it has some */
};

/* After its word. */
static bool read_suffix(struct ahead *a, struct suffix *suffix) {
    bool attribute = is_of(a, ATTRIBUTE);
    suffix->macro = attribute || looks_like_macro(a);
    if ((is_keyword(a) && !attribute) || !skip_blank(a)) return false;
    suffix->arguments = next(a) == '(';
    return !suffix->arguments || skip_brackets(a);
}

/* A macro after a declarator, with or without arguments, or several, and what ends a declarator. */
static bool scan_suffix(struct ahead *a) {
    struct suffix suffix;
    int count = 0;
    if (is_of(a, ATTRIBUTE)) return false;
    do
        if (++count > MOST_SUFFIXES || !read_suffix(a, &suffix) ||
            !(suffix.arguments || suffix.macro))
            return false;
    while (read_word(a));
    return ends_declarator(a) && give(a, SUFFIX_WORD);
}

/* The same after a function's parameters. Two words could declare a parameter of an old function,
 * so there what follows the first must have arguments. */
static bool scan_function_suffix(struct ahead *a) {
    struct suffix first, more;
    int count = 0;
    if (a->marked || is_of(a, ATTRIBUTE) || !read_suffix(a, &first)) return false;
    while (read_word(a))
        if (++count > MOST_SUFFIXES || !read_suffix(a, &more) || !more.arguments) return false;
    if (!ends_declarator(a)) return false;
    /* `v(p) T (p); {`: a parameter of old */
    if (first.arguments && take(a, ';') && skip_blank(a) && next(a) == '{') return false;
    return give(a, first.arguments ? FUNCTION_SUFFIX_CALL : FUNCTION_SUFFIX);
}

/* After a call: is it a macro's that is a statement? It ends a line, and no operator or `;` follows,
 * as C needs it. */
static bool macro_ends(const struct ahead *a, bool line_end) {
    return (line_end && (starts_word(next(a)) || next(a) == '#')) || next(a) == '}';
}

/* Whether nothing but an expression is being read after its first word or call. */
static bool is_within_expression(const struct ahead *a) {
    static const enum token elsewhere[] = {CHAN,      MODIFIER_WORD, SUFFIX_WORD, FUNCTION_SUFFIX,
                                           MACRO_END, MACRO_NAME};
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        if (a->valid[elsewhere[i]]) return false;
    return true;
}

/* A macro after a macro: `A B`, `A(1) B`. As names of parts of strings it is not written in small letters, and
 * goes on with more of them, or ends. */
static bool scan_string_macro(struct ahead *a) {
    char first = a->word[0];
    if (!is_within_expression(a) || (first != '_' && (first < 'A' || first > 'Z')) || is_keyword(a))
        return false;
    if (!skip_blank(a)) return false;
    int32_t c = next(a);
    bool ends = c > 0 && c < 0x80 && strchr(",;:?)]}", (int)c) != NULL;
    return (ends || starts_word(c) || c == '"' || c == '(' || c == '[') && give(a, STRING_MACRO);
}

/* --- the other words ------------------------------------------------------------------------ */

/* `(chan` or `(<-chan` after `make`; the type may have parentheses of its own. */
static bool made_type_follows(struct ahead *a) {
    if (!skip_blank(a) || !take(a, '(')) return false;
    do {
        if (!skip_blank(a)) return false;
    } while (take(a, '('));
    return channel_type_follows(a);
}

static bool scan_make(struct ahead *a) {
    return made_type_follows(a) && give(a, MAKE);
}

/* `_BitInt (8)`, after the word: with a name it is C's macro of a type. */
static bool scan_bit_int(struct ahead *a) {
    return skip_blank(a) && take(a, '(') && skip_blank(a) && !starts_word(next(a)) &&
           give(a, BIT_INT);
}

/* At the first `*` in parentheses: is this a declarator without a name, as `(**)`, `(*[2])` or `(*(*)(int))`? Of `(*)` alone the
 * star is read as an operand. `depth` grows by the parentheses that were passed. */
static bool nameless_follows(struct ahead *a, int *depth) {
    int stars = 0;
    bool opened = false;
    for (;;) {
        if (take(a, '*')) {
            stars++;
            opened = false;
        } else if (!opened && take(a, '(')) {
            ++*depth;
            opened = true;
        } else if (!read_word(a)) {
            if (opened && next(a) == '<') return channel_type_follows(a);
            return !opened && ((stars > 1 && next(a) == ')') || next(a) == '[');
        } else if (!is_of(a, QUALIFIER)) {
            break;
        }
        if (!skip_blank(a)) return false;
    }
    bool type = is_of(a, TYPE_WORD) ||
                (is(a, "chan") && skip_blank(a) && (starts_word(next(a)) || next(a) == '<'));
    if (!opened || !type || !skip_to_close(a)) return false;
    --*depth; /* parameters, `(*(int))`, or a cast */
    return next(a) == ')';
}

/* At the `(` or `[` after a name: past what closes it; false where it can only be a declarator. `operand`: between parentheses
 * something stands that no types of parameters have. Whether an array's bounds are an element's index cannot be told. */
static bool skip_operands(struct ahead *a, bool *operand) {
    int tokens = 0, depth = 0;
    bool begins = false;
    do {
        int32_t c = next(a);
        if (at_end(a) || ++tokens > FARTHEST) return false;
        bool word = read_word(a);
        *operand |= begins && word && is(a, "make");
        if (word || c == '[') {
            if (!word && !skip_brackets(a)) return false;
            begins = false;
            continue;
        }
        if (c == '*' && begins && depth == 1) {
            if (nameless_follows(a, &depth)) return false;
            *operand = true;
            begins = false;
            continue;
        }
        if (c != '*' && !is_open(c) && !is_close(c) && c != ',') *operand |= !begins || c != '.';
        depth += is_open(c) - is_close(c);
        begins = c == '(' || c == ',';
        skip_token(a);
    } while (skip_blank(a), depth > 0);
    return true;
}

/* Inside `typeof (`: what can be no type. Members, calls and elements of a name may be read over. */
static bool expression_follows(struct ahead *a) {
    bool operand = false;
    if (!skip_blank(a)) return false;
    if (next(a) == '<') return !channel_type_follows(a);
    if (!read_word(a)) return next(a) != ')';
    if (is(a, "make")) return made_type_follows(a) && skip_to_close(a);
    if (is(a, "sizeof") || is(a, "va_arg") || is(a, "__builtin_va_arg")) return true;
    if (is_of(a, TYPE_WORD | QUALIFIER) || is(a, "chan")) return false;
    for (;;) {
        if (!skip_blank(a)) return false;
        int32_t c = next(a);
        if (c != '(' && c != '[') return operand || (!starts_word(c) && c != ')' && c != '*');
        if (!skip_operands(a, &operand)) return false;
    }
}

/* After `(typeof (x->y))(`: another cast, which C cannot read as the arguments of a call? */
static bool cast_follows(struct ahead *a) {
    bool star = false;
    if (!skip_blank(a)) return false;
    if (next(a) == '<') return channel_type_follows(a);
    if (!read_word(a)) return false;
    if (is(a, "chan")) return channel_follows(a);
    bool type = is_of(a, TYPE_WORD | QUALIFIER);
    if (!skip_blank(a)) return false;
    while (take(a, '*')) star = skip_blank(a);
    if (!take(a, ')')) return type;
    return star || (skip_blank(a) && next(a) != '(' && cast_operand_follows(a));
}

/* After `typeof (x->y)`: does it end there as a type does, where it could be a call of C's? */
static bool typeof_ends(struct ahead *a) {
    if (!a->valid[RECEIVE_ARROW]) return true;
    bool star = false;
    if (starts_word(next(a))) return true;
    while (take(a, '*')) star = skip_blank(a);
    bool array = next(a) == '[';
    while (next(a) == '[')
        if (!skip_brackets(a)) return false;
    if (!a->type_name || !take(a, ')')) return false;
    if (star) return true;
    if (!skip_blank(a)) return false;
    if (array) return next(a) == '{';
    return take(a, '(') ? cast_follows(a) : cast_operand_follows(a);
}

/* `typeof (x->y)`, after the word. */
static bool scan_typeof(struct ahead *a) {
    return skip_blank(a) && take(a, '(') && expression_follows(a) && skip_to_close(a) &&
           typeof_ends(a) && give(a, TYPEOF);
}

/* `typeof (x)`, after the word. */
static bool scan_element_typeof(struct ahead *a) {
    return skip_blank(a) && next(a) == '(' && give(a, ELEMENT_TYPEOF);
}

/* `func (...) {` */
static bool scan_func(struct ahead *a) {
    return skip_blank(a) && next(a) == '(' && skip_brackets(a) && next(a) == '{' && give(a, FUNC);
}

static bool scan_select(struct ahead *a) {
    return skip_blank(a) && next(a) == '{' && give(a, SELECT);
}

/* In the header of a `for` without `;`; in `range v = range c` and `range = range c` the first is a name. */
static bool scan_range(struct ahead *a) {
    for (bool assigned = false;;) {
        skip_blank(a);
        if (next(a) == ')') return give(a, RANGE);
        if (at_end(a) || next(a) == ';' || is_close(next(a))) return false;
        bool assigns = next(a) == '=';
        if (is_open(next(a))) {
            if (!skip_brackets(a)) return false;
        } else if (!read_word(a)) {
            skip_token(a);
        } else if (assigned && is(a, "range")) {
            return false;
        }
        assigned = assigns;
    }
}

/* After the `(` of `go f(`: does C declare a function f whose result is of a type go? Where the
 * text says neither, it does at file scope and does not in a block. */
static bool parameters_follow(struct ahead *a) {
    if (!skip_blank(a)) return false;
    if (next(a) == ')') return a->valid[FILE_GO];
    if (!read_word(a) || !read_past_extensions(a)) return false;
    if (is_of(a, TYPE_WORD | QUALIFIER) || is(a, "register")) return true;
    if (a->valid[FILE_GO]) return !is_of(a, OTHER_KEYWORD);
    return !is_of(a, OTHER_KEYWORD) && !is(a, "chan") && skip_blank(a) && read_word(a);
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

/* After `go f(x)`: what only a declaration of f has. A word at file scope may begin the declarations
 * of an old function's parameters; in a block rather a `;` is missing before it. */
static bool declaration_goes_on(struct ahead *a) {
    int32_t c = next(a);
    if (read_word(a)) return a->valid[FILE_GO] || is_of(a, ATTRIBUTE | ASM_WORD);
    return c == ',' || c == '{' || c == '=' || c == ':';
}

/* After `go f`: a call, and nothing that only C knows; or a function literal, where f is `func`. At
 * file scope C may define a function of that name. */
static bool call_follows(struct ahead *a) {
    struct chain chain = {false, false, false};
    bool first = true, func = is(a, "func");
    if (!skip_blank(a)) return false;
    while (read_link(a, &chain, first)) first = false;
    if (chain.member) return true;
    if (!chain.call) return false;
    if (func && next(a) == '{') return a->valid[GO] || (skip_brackets(a) && next(a) == '(');
    return !chain.parameters && !declaration_goes_on(a);
}

/* After `go`: a block, a literal or a call. */
static bool go_follows(struct ahead *a) {
    if (!skip_blank(a)) return false;
    if (next(a) == '{' || is_digit(next(a))) return true;
    if (!read_word(a)) return false;
    if (is(a, "_Generic")) return true;
    if (is_of(a, TYPE_WORD | QUALIFIER | OTHER_KEYWORD)) return false;
    return call_follows(a);
}

static bool scan_go(struct ahead *a) {
    return go_follows(a) && give(a, a->valid[GO] ? GO : FILE_GO);
}

/* After a first name: `:=`, or more names and `:=`. */
static bool new_names_follow(struct ahead *a) {
    while (take(a, ','))
        if (!skip_blank(a) || !read_word(a) || !skip_blank(a)) return false;
    return take(a, ':') && next(a) == '=';
}

/* A word with a meaning of its own, the token it makes, and what must follow it. */
struct contextual {
    const char *word;
    enum token token;
    bool (*scan)(struct ahead *a);
};

static const struct contextual *find_contextual(const struct ahead *a) {
    static const struct contextual words[] = {
        {"chan", CHAN, scan_chan},
        {"make", MAKE, scan_make},
        {"go", GO, scan_go},
        {"go", FILE_GO, scan_go},
        {"select", SELECT, scan_select},
        {"range", RANGE, scan_range},
        {"func", FUNC, scan_func},
        {"va_arg", VA_ARG, scan_va_arg},
        {"__builtin_va_arg", VA_ARG, scan_va_arg},
        {"_BitInt", BIT_INT, scan_bit_int},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (a->valid[words[i].token] && is(a, words[i].word)) return &words[i];
    static const struct contextual of_type = {"typeof", TYPEOF, scan_typeof},
                                   of_element = {"typeof", ELEMENT_TYPEOF, scan_element_typeof};
    if (!is_of(a, TYPEOF_WORD)) return NULL;
    return a->valid[ELEMENT_TYPEOF] ? &of_element : a->valid[TYPEOF] ? &of_type : NULL;
}

/* After a macro's call: a word that begins a statement or ends the arm of an `if`, on the same line. Statements
 * that a macro of a loop could repeat are not among them. */
static bool begins_statement(const struct ahead *a) {
    static const char *const words[] = {
        "return", "break", "continue", "goto", "case", "default", "else", NULL,
    };
    return among(a, words);
}

/* Whether the word that comes may be of interest: any, or one whose first letter those above have. */
static bool is_worth_reading(const struct ahead *a) {
    static const enum token of_any_word[] = {
        NEW_NAME,    TYPE_ARGUMENT,   MODIFIER_WORD, MACRO_NAME,
        SUFFIX_WORD, FUNCTION_SUFFIX, MACRO_END,     STRING_MACRO,
    };
    for (size_t i = 0; i < sizeof of_any_word / sizeof of_any_word[0]; i++)
        if (a->valid[of_any_word[i]]) return true;
    return next(a) < 0x80 && strchr("cfgmrstv_", (int)next(a)) != NULL;
}

static bool scan_word(struct ahead *a) {
    const struct contextual *contextual;
    if (!is_worth_reading(a)) return false;
    if (!a->valid[MACRO_END]) a->lexer->mark_end(a->lexer);
    read_word(a);
    if (a->valid[MACRO_END] && begins_statement(a)) return give(a, MACRO_END);
    if (a->valid[MACRO_END] && is(a, "go")) return go_follows(a) && give(a, MACRO_END);
    contextual = find_contextual(a);
    if (contextual == NULL && a->valid[TYPE_ARGUMENT])
        return !a->valid[IN_TYPE_NAME] && type_argument_follows(a) && give(a, TYPE_ARGUMENT);
    a->lexer->mark_end(a->lexer);
    a->ends_line = line_ends(a);
    if (a->valid[NEW_NAME] && skip_blank(a) && (next(a) == ':' || next(a) == ','))
        return new_names_follow(a) && give(a, NEW_NAME);
    if (contextual != NULL) return contextual->scan(a);
    if (a->valid[FUNCTION_SUFFIX]) return scan_function_suffix(a);
    if (a->valid[SUFFIX_WORD] && scan_suffix(a)) return true;
    if (a->valid[STRING_MACRO] && scan_string_macro(a)) return true;
    return (a->valid[MODIFIER_WORD] || a->valid[MACRO_NAME]) && scan_modifier(a);
}

/* Skips white space before a token; true if there was the end of a line. */
static bool skip_space(struct ahead *a) {
    bool line_end = false;
    for (; is_space(next(a)); a->lexer->advance(a->lexer, true))
        line_end = line_end || next(a) == '\n';
    return line_end;
}

static bool scan(struct ahead *a) {
    a->lexer->mark_end(a->lexer); /* for an empty token */
    bool line_end = skip_space(a);
    if (a->valid[MACRO_END]) {
        if (next(a) == '/') return skip_blank(a) && macro_ends(a, true) && give(a, MACRO_END);
        if (macro_ends(a, line_end)) return give(a, MACRO_END);
    }
    if (next(a) == '<') return !a->valid[PAST_SIZE] && scan_arrow(a);
    return starts_word(next(a)) && scan_word(a);
}

/* --- what the library calls ----------------------------------------------------------------- */

void *tree_sitter_chanc_external_scanner_create(void);
void tree_sitter_chanc_external_scanner_destroy(void *payload);
unsigned tree_sitter_chanc_external_scanner_serialize(void *payload, char *buffer);
void tree_sitter_chanc_external_scanner_deserialize(void *payload, const char *buffer,
                                                    unsigned length);
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
    struct ahead a = {.lexer = lexer, .valid = valid, .type_name = valid[IN_TYPE_NAME]};
    (void)payload;
    return !valid[IN_RECOVERY] && scan(&a);
}
