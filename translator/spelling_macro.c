/* spelling_macro.c: macros that the parser is better off without. See spelling_macro.h. */
#include "spelling_macro.h"
#include "directive.h"
#include "mask_group.h"
#include "spelling.h"
#include "spelling_text.h"
#include "table.h"

/* How far the end of a macro's arguments is looked for: without a bound, many that lack theirs take long. */
enum { MAX_ARGUMENTS = 4096 };

/* What is left of a macro's use. */
enum wrapping {
    NOT_WRAPPING,
    WRAPS_NAME,   /* its argument, to which it puts attributes */
    WRAPS_JOINED, /* the same, but the name is another */
    WRAPS_LIST, /* its argument, if that is a list of parameters in parentheses: `int f P((int n));` */
    WRAPS_BOTH,        /* its arguments, a name and such a list: `int FDECL(f, (int n));` */
    WRAPS_NOTHING,     /* nothing: it is an attribute with arguments */
    WRAPS_COMMA,       /* its name without the last byte, and a comma there: `f(aTHX_ x)` */
    WRAPS_AFTER_COMMA, /* its name, and a comma in place of the blank before it: `f(x TSRMLS_CC)` */
    WRAPS_STATEMENTS, /* its name without the last byte, and a semicolon: it is statements, or declarations */
    WRAPS_BLOCK,    /* a block, where its last argument is statements: `LOCKED(n++; f(n););` */
    WRAPS_CAST,     /* an operator where an operand follows: the macro is a cast, `BAD_CAST s` */
    WRAPS_OPERATOR, /* the operator that it stands for, between operands: `if (c IS d)` */
    WRAPS_CONDITION, /* its arguments, in parentheses, where it brings those of a condition: `if EQ(s, "x") n++;` */
    WRAPS_NO_CHANNEL, /* a condition, where a receive behind it would make the macro a channel, or nothing is behind it:
                         `if READY <-c;`, `do n++; while READY;` */
    WRAPS_LABEL, /* its name, where it is a label without the colon: `Instruct(ADD): n++;` */
    WRAPS_ARM, /* nothing where it is the head of an arm that may have channel syntax: `if (x) forever c <- 1;` */
    WRAPS_CHANNELS /* all of it: what may be channel syntax is not to be missed, nor in macros that name it */
};

/* One of them. Only the table itself is to be given back. */
struct blank {
    const char *name;  /* in the text that defines it */
    size_t length;     /* of the name */
    const char *token; /* what it stands for, no longer than the name; "" for nothing */
    unsigned wraps;    /* enum wrapping: it has an argument, of which only that is left */
    uint32_t commas;   /* of WRAPS_BLOCK: between the parameters */
    bool own;          /* the source defines it, not a header */
    UT_hash_handle hh; /* by name */
};

/* Past a macro that stands for attributes or nothing; NULL when none stands here. */
static const char *skip_attribute_macro(const char *at, const char *end,
                                        const struct blank *blanks) {
    const char *word = skip_word(at, end), *open = skip_spaces(word, end);
    const struct blank *known;
    HASH_FIND(hh, blanks, at, (size_t)(word - at), known);
    if (known == NULL || *known->token != '\0') return NULL;
    if (known->wraps == NOT_WRAPPING) return word;
    return known->wraps == WRAPS_NOTHING && open < end && *open == '(' ? skip_brackets(open, end)
                                                                       : NULL;
}

/* Past an attribute, or such a macro. */
static const char *skip_known(const char *at, const char *end, const struct blank *blanks) {
    const char *past = skip_attribute(at, end);
    return past != NULL ? past : skip_attribute_macro(at, end, blanks);
}

/* Whether a macro's body is nothing but attributes. */
static bool is_attribute_body(const char *at, const char *end, const struct blank *blanks) {
    while ((at = token_skip(at, end)) < end) {
        at = skip_known(at, end, blanks);
        if (at == NULL) return false;
    }
    return true;
}

/* The qualifier or brace that is all of a macro's body, if that is no longer than the macro's name. */
static const char *token_body(const char *at, const char *end, size_t length,
                              const struct blank *blanks) {
    static const char *const tokens[] = {"const", "volatile", "restrict", "{", "}"};
    at = token_skip(at, end);
    const char *past = at < end ? token_end(at, end) : at;
    size_t size = (size_t)(past - at);
    if (size > length || !is_attribute_body(past, end, blanks)) return NULL;
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
        if (strlen(tokens[i]) == size && memcmp(at, tokens[i], size) == 0) return tokens[i];
    return NULL;
}

/* The operator between operands that is all of a macro's body, if it is no longer than the macro's name; a `<`, if it is
 * shorter, for the `-` that may follow. */
static const char *operator_body(const char *at, const char *end, size_t length) {
    static const char *const operators[] = {"&&", "||", "==", "!=", "<=", ">=", "<", ">"};
    at = token_skip(at, end);
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        size_t size = strlen(operators[i]);
        bool fits = size < length || (size == length && size > 1);
        if (fits && (size_t)(end - at) >= size && memcmp(at, operators[i], size) == 0 &&
            token_skip(at + size, end) == end)
            return operators[i];
    }
    return NULL;
}

/* Whether something in a macro's body may be channel syntax, or names a macro with such a body. */
static bool speaks_of_channels(const char *at, const char *end, const struct blank *blanks) {
    const struct blank *known;
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        size_t length = (size_t)(past - at);
        if (length == 2 && (memcmp(at, "<-", 2) == 0 || memcmp(at, ":=", 2) == 0)) return true;
        if (spelling_word(at, length) != 0 || groups_is_builtin(at, length)) return true;
        HASH_FIND(hh, blanks, at, length, known);
        if (known != NULL && known->wraps == WRAPS_CHANNELS) return true;
    }
    return false;
}

/* Whether a macro's body is statements, or declarations, that nothing needs to end. */
static bool is_statements_body(const char *at, const char *end) {
    int depth = 0;
    char last = '\0';
    for (; (at = token_skip(at, end)) < end; at = token_end(at, end)) {
        depth += (*at == '{') - (*at == '}');
        if (depth < 0) return false;
        last = *at;
    }
    return depth == 0 && (last == ';' || last == '}');
}

/* The brace that stands for statements of which a block begins or ends, whose other brace another macro has:
 * `{ int t = 0;`. NULL for other bodies. */
static const char *block_body(const char *at, const char *end) {
    int depth = 0;
    at = token_skip(at, end);
    bool opens = at < end && *at == '{', closes = false;
    for (; (at = token_skip(at, end)) < end; at = token_end(at, end)) {
        depth += (*at == '{') - (*at == '}');
        closes = *at == '}';
    }
    if (opens && depth == 1) return "{";
    return closes && depth == -1 ? "}" : NULL;
}

/* Whether a macro's body is the head of a statement, `for (;;)`, or ends with one. */
static bool is_head_body(const char *at, const char *end) {
    static const char *const words[] = {"if", "for", "while", "switch", "else", NULL},
                             *const alone[] = {"else", "do", NULL};
    const char *first = token_skip(at, end), *last = first, *past = first;
    for (at = first; at < end; at = token_skip(past, end)) {
        last = at;
        past = token_end(at, end);
    }
    if (first == end) return false;
    bool begins = is_one_of(first, (size_t)(token_end(first, end) - first), words);
    return (begins && *last == ')') || is_one_of(last, (size_t)(past - last), alone);
}

static bool is_join(const char *at, const char *end) {
    return end - at > 1 && at[0] == '#' && at[1] == '#';
}

/* Whether a macro's body is its parameter once, as part of a name perhaps, with attributes or not:
 * `UNUSED_ ## x __attribute__((unused))`. */
static enum wrapping wrapping_body(const char *at, const char *end, const char *parameter,
                                   size_t length, const struct blank *blanks) {
    unsigned uses = 0, parts = 0, attributes = 0;
    bool joined = false;
    while ((at = token_skip(at, end)) < end) {
        const char *word = skip_word(at, end);
        bool part = joined || is_join(token_skip(word, end), end); /* of a name */
        const char *attribute = part ? skip_attribute(at, end) : skip_known(at, end, blanks);
        if (word - at == 6 && memcmp(at, "extern", 6) == 0) attribute = word;
        if (attribute == NULL && word == at && !is_join(at, end)) return NOT_WRAPPING;
        attributes += attribute != NULL;
        if (attribute == NULL && word > at) {
            bool use = (size_t)(word - at) == length && memcmp(at, parameter, length) == 0;
            if (!use && !joined && !is_join(token_skip(word, end), end)) return NOT_WRAPPING;
            parts++;
            uses += use;
        }
        joined = attribute == NULL && word == at;
        at = attribute != NULL ? attribute : word > at ? word : at + 2;
    }
    if (uses != 1) return NOT_WRAPPING;
    if (attributes == 0) return parts == 1 ? WRAPS_LIST : NOT_WRAPPING;
    return parts == 1 ? WRAPS_NAME : WRAPS_JOINED;
}

/* Whether a macro's body is its two parameters, one after the other; from the parenthesis of these on. */
static bool is_both_body(const char *at, const char *end) {
    static const char before[] = "(,)";
    const char *words[4]; /* the parameters, and what the body names */
    size_t lengths[4];
    for (int i = 0; i < 4; i++) {
        if (i < 3 && (at == end || *at++ != before[i])) return false;
        words[i] = token_skip(at, end);
        at = skip_word(words[i], end);
        lengths[i] = (size_t)(at - words[i]);
        at = token_skip(at, end);
    }
    for (int i = 0; i < 2; i++)
        if (lengths[i] == 0 || lengths[i] != lengths[i + 2] ||
            memcmp(words[i], words[i + 2], lengths[i]) != 0)
            return false;
    return at == end;
}

/* The same for the definition of a macro like a function, from its parenthesis on. */
static enum wrapping wraps_argument(const char *at, const char *end, const struct blank *blanks) {
    const char *parameter = skip_spaces(at + 1, end), *past = skip_word(parameter, end);
    const char *list = skip_brackets(at, end), *body = token_skip(list, end);
    if (list[-1] == ')' && body < end && is_attribute_body(body, end, blanks)) return WRAPS_NOTHING;
    if (is_both_body(at, end)) return WRAPS_BOTH;
    at = skip_spaces(past, end);
    if (past == parameter || at == end || *at != ')') return NOT_WRAPPING;
    return wrapping_body(at + 1, end, parameter, (size_t)(past - parameter), blanks);
}

/* Whether a macro's body is a statement in whose braces the last parameter stands, and nowhere else: what that declares is
 * declared there. `list`: the parameters, from their parenthesis to `body`. */
static bool is_block_body(const char *list, const char *body, const char *end) {
    static const char *const heads[] = {"do", "if", "for", "while", "switch", "{", NULL};
    const char *word = body, *last, *at = token_skip(body, end);
    while (word > list && !is_word_byte(word[-1]) && word[-1] != '.') word--;
    for (last = word; last > list && is_word_byte(last[-1]);) last--;
    size_t length = (size_t)(word - last);
    if (at == end || !is_one_of(at, (size_t)(token_end(at, end) - at), heads)) return false;
    if (length == 0) { /* ... */
        last = "__VA_ARGS__";
        length = strlen(last);
    }
    int braces = 0, parentheses = 0;
    bool used = false;
    for (const char *past; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        braces += (*at == '{') - (*at == '}');
        parentheses += (*at == '(') - (*at == ')');
        if ((size_t)(past - at) != length || memcmp(at, last, length) != 0) continue;
        if (braces == 0 || parentheses > 0) return false;
        used = true;
    }
    return used;
}

/* Whether a macro's body is all in one pair of parentheses, or a use of another macro whose body is. */
static bool is_condition_body(const char *at, const char *end, const struct blank *blanks) {
    const struct blank *known;
    const char *first = token_skip(at, end), *word = skip_word(first, end);
    at = token_skip(word, end);
    if (word > first) {
        HASH_FIND(hh, blanks, first, (size_t)(word - first), known);
        if (known == NULL) return false;
        if (known->wraps == WRAPS_NO_CHANNEL) return at == end;
        if (known->wraps != WRAPS_CONDITION) return false;
    }
    if (at == end || *at != '(') return false;
    const char *past = skip_brackets(at, end);
    return past[-1] == ')' && token_skip(past, end) == end;
}

/* Whether a macro's body is a label without its colon: `case OP_##name`, `label_##name`. */
static bool is_label_body(const char *at, const char *end) {
    static const char *const begins[] = {"case", "default", NULL};
    bool cases = false, joined = false, words = true;
    char last = '\0';
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        cases |= last == '\0' && is_one_of(at, (size_t)(past - at), begins);
        joined |= is_join(at, end);
        words &= is_word_byte(*at) || *at == '#';
        last = *at;
    }
    return last != ':' && (cases || (words && joined));
}

/* Whether a macro's body is an argument, or a parameter, with the comma after it. */
static bool is_body_with_comma(const char *at, const char *end) {
    int depth = 0;
    bool begun = false, comma = false;
    while (end > at && is_space_byte(end[-1])) end--;
    for (; (at = token_skip(at, end)) < end; at = token_end(at, end)) {
        if (comma) return false;
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        comma = begun && depth == 0 && *at == ',';
        begun = true;
    }
    return comma;
}

/* The same with the comma before it. */
static bool is_body_after_comma(const char *at, const char *end) {
    int depth = 0;
    const char *first = token_skip(at, end);
    if (first == end || *first != ',') return false;
    const char *next = token_skip(first + 1, end);
    for (at = next; at < end; at = token_skip(token_end(at, end), end)) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (depth == 0 && *at == ',') return false;
    }
    return next < end;
}

/* Past the parentheses at `at` if what they hold is the name of a type and can be no operand; NULL otherwise. */
static const char *skip_cast(const char *at, const char *end) {
    static const char *const types[] = {
        "void",  "char",  "short",    "int",    "long",     "float", "double", "signed",
        "_Bool", "const", "unsigned", "struct", "volatile", "union", "enum",   NULL};
    bool typed = false, star = false;
    if (at == end || *at != '(') return NULL;
    for (at = token_skip(at + 1, end); at < end && (is_word_byte(*at) || *at == '*');) {
        const char *past = token_end(at, end);
        star = *at == '*';
        typed |= is_one_of(at, (size_t)(past - at), types);
        at = token_skip(past, end);
    }
    return at < end && *at == ')' && (typed || star) ? at + 1 : NULL;
}

/* Whether a macro's body is a cast, or several, without what is cast; or a `!`. */
static bool is_cast_body(const char *at, const char *end) {
    const char *first = token_skip(at, end);
    if (first < end && *first == '!' && token_skip(first + 1, end) == end) return true;
    at = skip_cast(token_skip(at, end), end);
    while (at != NULL && token_skip(at, end) < end) at = skip_cast(token_skip(at, end), end);
    return at != NULL;
}

/* What a macro's definition is to be read as, by those before it; false when it is no macro of that kind. */
static bool blank_macro(const struct directive_macro *macro, const char *end,
                        const struct blank *blanks, struct blank *blank) {
    *blank = (struct blank){.name = macro->name, .length = macro->length, .token = ""};
    if (spelling_word(macro->name, macro->length) != 0) return false;
    if (macro->parameters != NULL) {
        blank->wraps = wraps_argument(macro->parameters, end, blanks);
        if (blank->wraps == NOT_WRAPPING && is_block_body(macro->parameters, macro->body, end) &&
            !speaks_of_channels(macro->body, end, blanks))
            blank->wraps = WRAPS_BLOCK;
        if (blank->wraps == NOT_WRAPPING && is_label_body(macro->body, end))
            blank->wraps = WRAPS_LABEL;
        if (blank->wraps == NOT_WRAPPING && is_condition_body(macro->body, end, blanks) &&
            !speaks_of_channels(macro->body, end, blanks))
            blank->wraps = WRAPS_CONDITION;
        for (const char *at = macro->parameters; at < macro->body; at++)
            blank->commas += *at == ',';
        return blank->wraps != NOT_WRAPPING;
    }
    if (macro->body < end && !is_space_byte(*macro->body)) return false;
    const char *operator= operator_body(macro->body, end, macro->length);
    if (operator!= NULL) {
        blank->wraps = WRAPS_OPERATOR;
        blank->token = operator;
        return true;
    }
    if (macro->length > 1 && is_body_with_comma(macro->body, end)) {
        blank->wraps = WRAPS_COMMA;
        return true;
    }
    if (is_body_after_comma(macro->body, end)) {
        blank->wraps = WRAPS_AFTER_COMMA;
        return true;
    }
    if (is_head_body(macro->body, end)) {
        blank->wraps = WRAPS_ARM;
        return true;
    }
    if (is_cast_body(macro->body, end) && !speaks_of_channels(macro->body, end, blanks)) {
        blank->wraps = WRAPS_CAST;
        return true;
    }
    if (macro->length > 2 && is_condition_body(macro->body, end, blanks) &&
        !speaks_of_channels(macro->body, end, blanks)) {
        blank->wraps = WRAPS_NO_CHANNEL;
        return true;
    }
    if (!is_attribute_body(macro->body, end, blanks))
        blank->token = token_body(macro->body, end, macro->length, blanks);
    if (blank->token == NULL && !speaks_of_channels(macro->body, end, blanks))
        blank->token = block_body(macro->body, end);
    if (blank->token != NULL || macro->length < 2 || speaks_of_channels(macro->body, end, blanks) ||
        !is_statements_body(macro->body, end))
        return blank->token != NULL;
    blank->wraps = WRAPS_STATEMENTS;
    blank->token = "";
    return true;
}

/* A header's macro that is undefined is none for what includes it. Of the source's own the oldest kinds, attributes and
 * nothing, stay so all over. */
static void forget_blank(struct blank **blanks, const struct directive_macro *undefined, bool own) {
    struct blank *known;
    HASH_FIND(hh, *blanks, undefined->name, undefined->length, known);
    if (known == NULL) return;
    if (own && known->own && known->wraps == NOT_WRAPPING && *known->token == '\0') return;
    HASH_DEL(*blanks, known);
}

/* Takes in what a line defines. `own`, after the headers: and takes away what it defines as something else. */
static void take_definition(struct arena *arena, const struct directive_macro *macro,
                            const char *end, bool own, struct blank **blanks) {
    struct blank *known, one;
    bool blank = blank_macro(macro, end, *blanks, &one);
    if (!blank && own && speaks_of_channels(macro->name + macro->length, end, *blanks)) {
        one.wraps = WRAPS_CHANNELS;
        one.token = "";
        blank = true;
    }
    if (!blank && !own) return;
    HASH_FIND(hh, *blanks, one.name, one.length, known);
    if (known != NULL && own && (!known->own || known->wraps == WRAPS_CHANNELS)) {
        HASH_DEL(*blanks, known);
        known = NULL;
    }
    if (known != NULL || !blank) return;
    struct blank *kept = arena_alloc(arena, sizeof *kept);
    *kept = one;
    kept->own = own;
    HASH_ADD_KEYPTR(hh, *blanks, kept->name, kept->length, kept);
}

/* Past the quoted text at `at`, or its line where nothing ends it. */
static const char *skip_quoted(const char *at, const char *end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return token_end(at, newline != NULL ? newline : end);
}

/* Where the directive at `at` ends: the lines spliced to its first and those of its comments are part of it. */
static const char *directive_end(const char *at, const char *end) {
    while (at < end && *at != '\n') {
        const char *comment = token_comment(at, end);
        if (comment > at)
            at = comment;
        else if (*at == '"' || *at == '\'')
            at = skip_quoted(at, end);
        else if (*at++ == '\\') {
            at += strspn(at, " \t\r");
            at += at < end && *at == '\n';
        }
    }
    return at;
}

/* The same for all lines of a text. */
static void find_blanks(struct arena *arena, const struct source *source, bool own,
                        struct blank **blanks) {
    const char *last = source->text + source->length, *limit = source->text;
    struct directive_macro macro;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        const char *line = source->text + source->lines[i];
        if (line < limit || directive_word(line, source->text + end) == NULL) continue;
        limit = directive_end(line, last);
        if (!directive_macro(line, limit, &macro)) continue;
        if (macro.defines)
            take_definition(arena, &macro, limit, own, blanks);
        else
            forget_blank(blanks, &macro, own);
    }
}

struct blank *spelling_macros(struct arena *arena, const struct source *source,
                              const struct source *headers) {
    struct blank *blanks = NULL;
    if (headers != NULL) find_blanks(arena, headers, false, &blanks);
    find_blanks(arena, source, true, &blanks);
    return blanks;
}

/* Whether a declarator stands before `at`: a name or a parenthesis. */
static bool follows_declarator(char *text, char *at) {
    static const char *const others[] = {"return", "else", "case", "do", "sizeof", "range", NULL};
    size_t length;
    at = space_before(text, at);
    char *word = word_before(text, at, &length);
    return word != NULL ? !is_one_of(word, length, others) : at > text && at[-1] == ')';
}

/* Whether the word before `at` is that of a channel type, or its arrow stands there: what follows is part of that. */
static bool follows_chan(char *text, char *at) {
    static const char *const chan[] = {"chan", NULL};
    size_t length;
    at = space_before(text, at);
    char *word = word_before(text, at, &length);
    return word != NULL ? is_one_of(word, length, chan) : at > text && at[-1] == '-';
}

/* Whether a type stands before `at`, as far as its last word tells, with stars or without. */
static bool follows_type(char *text, char *at) {
    for (at = space_before(text, at); at > text && at[-1] == '*';) at = space_before(text, at - 1);
    return at > text && is_word_byte(at[-1]) && follows_declarator(text, at);
}

/* Leaves of the use of a macro that declares a function what is declared, up to `close`. */
static void blank_both(char *text, char *name, char *open, char *close, const char *end) {
    int depth = 0;
    char *comma = open;
    for (; comma < close && (depth != 1 || *comma != ','); comma++)
        depth += (*comma == '(') - (*comma == ')');
    const char *list = token_skip(comma + (comma < close), end), *next = token_skip(close, end);
    bool ends = next == end || strchr(";,)", *next) != NULL;
    bool pair = *list == '(' && token_skip(skip_brackets(list, end), end) == close - 1;
    if (!ends || !pair || !follows_type(text, name)) return;
    *comma = close[-1] = ' ';
    blank_out(name, open + 1);
}

/* Leaves of a macro's use its argument; of a joined name nothing, if it is a parameter's. */
static void blank_wrapper(enum wrapping kind, char *text, char *name, char *past, const char *end) {
    char *open = (char *)(uintptr_t)skip_spaces(past, end);
    if (open == end || *open != '(') return;
    if (end - open > MAX_ARGUMENTS) end = open + MAX_ARGUMENTS;
    char *close = (char *)(uintptr_t)arguments_end(open, end);
    if (close == NULL) return;
    if (kind == WRAPS_BOTH) {
        blank_both(text, name, open, close, end);
        return;
    }
    bool list = *skip_spaces(open + 1, end) == '(' && space_before(open, close - 1)[-1] == ')' &&
                follows_declarator(text, name);
    const char *next = skip_spaces(close, end);
    bool type = next < end && is_word_byte(*next) && !follows_chan(text, name);
    if (kind == WRAPS_LIST && !list && !type) return;
    bool parameter = next < end && (*next == ',' || *next == ')');
    if (kind == WRAPS_JOINED && !parameter) return;
    bool nothing = kind == WRAPS_NOTHING || kind == WRAPS_JOINED;
    close[-1] = ' ';
    blank_out(name, nothing ? close - 1 : open + 1);
}

/* Whether an argument or a parameter begins at `at`: nothing else has a macro that brings its comma. */
static bool begins_argument(char *text, char *at) {
    static const char *const loop[] = {"for", NULL};
    size_t length;
    at = space_before(text, at);
    if (at == text || (at[-1] != '(' && at[-1] != ',')) return false;
    char *word = at[-1] == '(' ? word_before(text, at - 1, &length) : NULL;
    return word == NULL || !is_one_of(word, length, loop);
}

/* Whether another argument or parameter can follow what stands before `at`, with a blank for the comma between. */
static bool goes_on(char *text, char *at) {
    char *before = space_before(text, at);
    return at > text && (at[-1] == ' ' || at[-1] == '\t') && before > text &&
           strchr("(,{;", before[-1]) == NULL;
}

/* A text that macros are spelt otherwise in. */
struct blanking {
    char *text;
    const char *end;
    struct blank *blanks;
    /* the word or the byte before the one at hand, comments apart; NULL: none */
    const char *before;
    size_t length; /* of that */
};

static bool follows_word(const struct blanking *blanking) {
    static const char *const heads[] = {"else", "do", NULL};
    return blanking->before != NULL && is_one_of(blanking->before, blanking->length, heads);
}

/* Whether a macro that is a head stands behind another head, and before what may not parse then, which begins at `past`. */
static bool heads_arm(const struct blanking *blanking, const char *past) {
    const char *next = token_skip(past, blanking->end),
               *last = memchr(past, ';', (size_t)(blanking->end - past));
    const struct blank *other = NULL;
    if (blanking->before == NULL) return false;
    HASH_FIND(hh, blanking->blanks, blanking->before, blanking->length, other);
    bool behind = *blanking->before == ')' || follows_word(blanking) ||
                  (other != NULL && other->wraps == WRAPS_ARM);
    return behind && last != NULL && last > next && is_word_byte(*next) &&
           memmem(next, (size_t)(last - next), "<-", 2) != NULL;
}

static bool begins_statement(const struct blanking *blanking) {
    return blanking->before == NULL || strchr(";{}:", *blanking->before) != NULL ||
           follows_word(blanking);
}

/* Whether a statement begins at hand, and what follows the word that ends at `past` goes on as another. */
static bool is_statement(const struct blanking *blanking, const char *past) {
    const char *next = token_skip(past, blanking->end);
    return begins_statement(blanking) && next < blanking->end && strchr(";}#", *next) == NULL;
}

/* Leaves of a macro that is a label, and whose name ends at `past`, only that name. */
static void blank_label(const struct blanking *blanking, char *past) {
    const char *end = blanking->end;
    char *open = (char *)(uintptr_t)skip_spaces(past, end);
    if (!begins_statement(blanking) || open == end || *open != '(') return;
    if (end - open > MAX_ARGUMENTS) end = open + MAX_ARGUMENTS;
    const char *close = arguments_end(open, end);
    if (close == NULL) return;
    const char *colon = token_skip(close, end);
    if (colon < end && *colon == ':') blank_out(open, close);
}

static bool begins_condition(const struct blanking *blanking) {
    static const char *const heads[] = {"if", "while", "switch", NULL};
    return blanking->before != NULL && is_one_of(blanking->before, blanking->length, heads);
}

/* Whether what stands behind a word makes more of it than a condition, or leaves it alone. */
static bool is_no_statement(const char *at) {
    return *at == ';' || strncmp(at, "<-", 2) == 0;
}

/* Leaves of a macro, [name, past), that is a condition its arguments: something where there are none. */
static void blank_condition(const struct blanking *blanking, char *name, char *past) {
    const char *end = blanking->end;
    char *open = (char *)(uintptr_t)token_skip(past, end);
    if (!begins_condition(blanking) || open == end || *open != '(') return;
    blank_out(name, past);
    if (*token_skip(open + 1, end) != ')') return;
    past[-1] = '(';
    *open = '0';
}

/* Puts a macro's last argument, after so many commas, in braces if it is statements, or another macro with such, as if the macro,
 * which stands at [name, past), were a head: `LOCKED{n++; f(n);}`, `WITH(m){n++; f(n);}`. An arm is a mere block. */
static void brace_statements(const struct blanking *blanking, uint32_t commas, char *name,
                             char *past) {
    const char *end = blanking->end;
    char *open = (char *)(uintptr_t)skip_spaces(past, end);
    if (open == end || *open != '(') return;
    if (end - open > MAX_ARGUMENTS) end = open + MAX_ARGUMENTS;
    bool arm = blanking->before != NULL && (*blanking->before == ')' || follows_word(blanking));
    int depth = 0, braces = 0;
    bool statements = false;
    for (const char *at = open; at < end; at = token_skip(token_end(at, end), end)) {
        char *here = (char *)(uintptr_t)at;
        depth += (*at == '(') - (*at == ')');
        braces += (*at == '{') - (*at == '}');
        statements |= (depth == 1 || braces == 0) && *at == ';';
        if (depth == 1 && *at == ',' && commas > 0 && --commas == 0) open = here;
        if (depth > 0) continue;
        statements |= space_before(blanking->text, here)[-1] == '}';
        if (!statements || commas > 0 || (*open == ',' && open[1] != ' ')) return;
        if (*open == ',')
            *open++ = ')';
        else if (arm)
            blank_out(name, past);
        *open = '{';
        *here = '}';
        char *after = (char *)(uintptr_t)token_skip(at + 1, end);
        if (*after == ';' && strncmp(token_skip(after + 1, end), "else", 4) == 0) *after = ' ';
        return;
    }
}

/* Whether an operand begins behind `past`, or an operator before one: nothing else follows a cast. */
static bool precedes_operand(const struct blanking *blanking, const char *past) {
    const char *next = token_skip(past, blanking->end);
    if (next == blanking->end) return false;
    return is_word_byte(*next) || strchr("\"'(*&+-~!", *next) != NULL ||
           strncmp(next, "<-", 2) == 0;
}

/* Whether an operand ends before `name`. */
static bool follows_operand(const struct blanking *blanking, char *name) {
    const char *before = blanking->before;
    if (before == NULL) return false;
    return is_word_byte(*before) ? follows_declarator(blanking->text, name)
                                 : strchr(")]\"'", *before) != NULL;
}

/* Spells the macro otherwise that [name, past) names. */
static void blank_macro_use(struct blanking *blanking, const struct blank *macro, char *name,
                            char *past) {
    size_t size = strlen(macro->token);
    switch (macro->wraps) {
    case WRAPS_CHANNELS: return;
    case WRAPS_COMMA:
        if (begins_argument(blanking->text, name)) past[-1] = ',';
        return;
    case WRAPS_AFTER_COMMA:
        if (goes_on(blanking->text, name)) name[-1] = ',';
        return;
    case WRAPS_STATEMENTS:
        if (is_statement(blanking, past)) past[-1] = ';';
        return;
    case WRAPS_BLOCK: brace_statements(blanking, macro->commas, name, past); return;
    case WRAPS_LABEL: blank_label(blanking, past); return;
    case WRAPS_CONDITION: blank_condition(blanking, name, past); return;
    case WRAPS_NO_CHANNEL:
        if (!begins_condition(blanking) || !is_no_statement(token_skip(past, blanking->end)))
            return;
        blank_out(name, past);
        name[0] = '(';
        name[1] = '0';
        name[2] = ')';
        return;
    case WRAPS_CAST:
        if (!precedes_operand(blanking, past)) return;
        blank_out(name, past);
        *name = '!';
        return;
    case WRAPS_ARM:
        if (heads_arm(blanking, past)) blank_out(name, past);
        return;
    case WRAPS_OPERATOR:
        if (!follows_operand(blanking, name) || !precedes_operand(blanking, past)) return;
        blank_out(name, past);
        memcpy(name, macro->token, size);
        return;
    case NOT_WRAPPING:
        memset(name, ' ', macro->length);
        memcpy(*macro->token == '}' ? past - size : name, macro->token, size);
        return;
    default: blank_wrapper(macro->wraps, blanking->text, name, past, blanking->end);
    }
}

/* Takes notice of what is left of the word or byte at [at, past). */
static void pass(struct blanking *blanking, const char *at, const char *past) {
    at = skip_spaces(at, past);
    while (past > at && is_space_byte(past[-1])) past--;
    if (at == past) return;
    bool cut = !is_word_byte(past[-1]);
    blanking->before = cut ? past - 1 : at;
    blanking->length = cut ? 1 : (size_t)(past - at);
}

/* Those of a line. How many more braces they open than close. */
static int blank_words(struct blanking *blanking, char *at, const char *end) {
    struct blank *found;
    int depth = 0;
    while (at < end) {
        char *name = at;
        if (!is_word_byte(*at)) {
            const char *comment = token_comment(at, end);
            bool quoted = *at == '"' || *at == '\'';
            at = (char *)(uintptr_t)(quoted ? token_end(at, end) : comment > at ? comment : at + 1);
            if (comment == name) pass(blanking, name, at);
            continue;
        }
        while (at < end && is_word_byte(*at)) at++;
        HASH_FIND(hh, blanking->blanks, name, (size_t)(at - name), found);
        if (found != NULL) {
            blank_macro_use(blanking, found, name, at);
            depth +=
                found->wraps == NOT_WRAPPING ? (*found->token == '{') - (*found->token == '}') : 0;
        }
        pass(blanking, name, at);
    }
    return depth;
}

/* The same for all lines that are no directives. */
static int blank_lines(const struct source *source, char *text, struct blank *blanks) {
    struct blanking blanking = {text, text + source->length, blanks, NULL, 0};
    int depth = 0;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        char *line = text + source->lines[i], *limit = text + end;
        if (directive_word(line, limit) == NULL) depth += blank_words(&blanking, line, limit);
    }
    return depth;
}

/* Where macros do not close as many braces as they open, others have some among more, and all are left as they are. */
void spelling_blank_macros(const struct source *source, const char *text, char *copy,
                           struct blank *macros) {
    struct blank *blank, *next;
    if (blank_lines(source, copy, macros) != 0) {
        for (blank = macros; blank != NULL; blank = next) {
            next = blank->hh.next;
            if (*blank->token == '{' || *blank->token == '}') HASH_DEL(macros, blank);
        }
        memcpy(copy, text, source->length);
        blank_lines(source, copy, macros);
    }
    HASH_CLEAR(hh, macros);
}
