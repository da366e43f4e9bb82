/* spelling.c: digraphs, splices and hidden words. See spelling.h. */
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <string.h>
#include <uthash.h>

#undef uthash_fatal
#define uthash_fatal(message) out_of_memory()

static const char *const words[] = {"chan", "go", "select", "make", "range", "func"};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

unsigned spelling_word(const char *text, size_t length) {
    for (unsigned i = 0; i < WORD_COUNT; i++)
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) return 1u << i;
    return 0;
}

/* The first bytes of a directive's word after `#`, or NULL when the line is no directive. */
static const char *directive_word(const char *line, const char *end) {
    while (line < end && (*line == ' ' || *line == '\t')) line++;
    if (line == end || *line != '#') return NULL;
    line++;
    while (line < end && (*line == ' ' || *line == '\t')) line++;
    return line;
}

/* Whether a macro called by a word cannot stand where the word begins channel syntax: `go(x)` in `go f();`, or in
 * `select {` a macro that is another name, as wrappers of system calls are. */
static bool is_harmless(unsigned word, const char *after, const char *end) {
    if (after < end && *after == '(') return word == WORD_GO || word == WORD_SELECT;
    after = token_skip(after, end);
    const char *past = after < end && is_word_byte(*after) ? token_end(after, end) : after;
    return word == WORD_SELECT && past > after && token_skip(past, end) == end;
}

/* The word that a #define or #undef line is about: its bit, and which of the two. */
static unsigned directive_target(const char *line, const char *end, bool *defines) {
    const char *at = directive_word(line, end);
    if (at == NULL) return 0;
    *defines = end - at > 6 && memcmp(at, "define", 6) == 0;
    if (!*defines && !(end - at > 5 && memcmp(at, "undef", 5) == 0)) return 0;
    at += *defines ? 6 : 5;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    const char *name = at;
    while (at < end && is_word_byte(*at)) at++;
    unsigned word = spelling_word(name, (size_t)(at - name));
    return word != 0 && *defines && is_harmless(word, at, end) ? 0 : word;
}

/* Changes the last letter of each hidden word in [at, end), so that the parser sees another name.
 */
static void hide_words(char *at, const char *end, unsigned hidden) {
    while (at < end) {
        if (!is_word_byte(*at)) {
            at++;
            continue;
        }
        char *name = at;
        while (at < end && is_word_byte(*at)) at++;
        if (spelling_word(name, (size_t)(at - name)) & hidden) at[-1] = '_';
    }
}

static void hide_lines(const struct source *source, char *text, unsigned hidden) {
    unsigned defined = 0;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        char *line = text + source->lines[i], *limit = text + end;
        bool defines = false;
        unsigned target = directive_target(line, limit, &defines);
        if (target != 0 && !defines) defined &= ~target;
        if ((hidden | defined) != 0 && (target == 0 || hidden != 0))
            hide_words(line, limit, hidden | defined);
        if (target != 0 && defines) defined |= target;
    }
}

/* What is left of a macro's use. */
enum wrapping {
    NOT_WRAPPING,
    WRAPS_NAME,   /* its argument, to which it puts attributes */
    WRAPS_JOINED, /* the same, but the name is another */
    WRAPS_LIST, /* its argument, if that is a list of parameters in parentheses: `int f P((int n));` */
    WRAPS_NOTHING, /* nothing: it is an attribute with arguments */
    WRAPS_COMMA    /* its name without the last byte, and a comma there: `f(aTHX_ x)` */
};

/* Macros that stand for nothing the parser needs, an empty body or attributes, or for a qualifier or a brace, or put attributes
 * to their argument. Only the table itself is to be given back. */

struct blank {
    const char *name;      /* in the text that defines it */
    size_t length;         /* of the name */
    const char *token; /* what it stands for, no longer than the name; "" for nothing */
    unsigned wraps;        /* enum wrapping: it has an argument, of which only that is left */
    bool own;              /* the source defines it, not a header */
    UT_hash_handle hh;     /* by name */
};

/* Past the closing partner of the bracket at `at`, or the end when there is none. */
static const char *skip_brackets(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        const char *past = *at == '"' || *at == '\'' ? token_end(at, end) : at + 1;
        if (*at == '(' || *at == '[') depth++;
        if ((*at == ')' || *at == ']') && --depth == 0) return past;
        at = past;
    }
    return end;
}

static const char *skip_spaces(const char *at, const char *end) {
    while (at < end && isspace((unsigned char)*at)) at++;
    return at;
}

/* Past the arguments at `at`, which may go on over lines; NULL where they are none of a macro for attributes. */
static const char *arguments_end(const char *at, const char *end) {
    int depth = 0;
    for (const char *past; at < end; at = past) {
        const char *comment = token_comment(at, end);
        past = comment > at ? comment : *at == '"' || *at == '\'' ? token_end(at, end) : at + 1;
        if (strchr(";{}#\\", *at) != NULL || (*at == '*' && at[1] == '/')) return NULL;
        if (*at == '(' || *at == '[') depth++;
        if ((*at == ')' || *at == ']') && --depth == 0) return past;
    }
    return NULL;
}

static const char *skip_word(const char *at, const char *end) {
    while (at < end && is_word_byte(*at)) at++;
    return at;
}

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

/* Past one attribute, or NULL when something else stands here. */
static const char *skip_attribute(const char *at, const char *end, const struct blank *blanks) {
    static const char *const begins[] = {"__attribute__", "__declspec", "_Noreturn"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        size_t length = strlen(begins[i]);
        if ((size_t)(end - at) < length || memcmp(at, begins[i], length) != 0) continue;
        at = skip_spaces(at + length, end);
        return at < end && *at == '(' ? skip_brackets(at, end) : at;
    }
    if (end - at > 1 && memcmp(at, "[[", 2) == 0) return skip_brackets(at, end);
    return skip_attribute_macro(at, end, blanks);
}

/* Whether a macro's body, as far as its first line tells, is nothing but attributes. */
static bool is_attribute_body(const char *at, const char *end, const struct blank *blanks) {
    while ((at = token_skip(at, end)) < end) {
        at = skip_attribute(at, end, blanks);
        if (at == NULL) return false;
    }
    return true;
}

/* The qualifier or brace that is all of a macro's body, if that is no longer than the macro's name. */
static const char *token_body(const char *at, const char *end, size_t length,
                                  const struct blank *blanks) {
    static const char *const tokens[] = {"const", "volatile", "restrict", "{", "}"};
    at = token_skip(at, end);
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        size_t size = strlen(tokens[i]);
        if (size > length || (size_t)(end - at) < size || memcmp(at, tokens[i], size) != 0)
            continue;
        bool whole = at + size == end || !is_word_byte(at[size]);
        if (whole && is_attribute_body(at + size, end, blanks)) return tokens[i];
    }
    return NULL;
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
        const char *attribute = skip_attribute(at, end, blanks), *word = skip_word(at, end);
        if (attribute == word && (joined || is_join(token_skip(word, end), end))) attribute = NULL;
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

/* The same for the definition of a macro like a function, from its parenthesis on. */
static enum wrapping wraps_argument(const char *at, const char *end, const struct blank *blanks) {
    const char *parameter = skip_spaces(at + 1, end), *past = skip_word(parameter, end);
    const char *list = skip_brackets(at, end), *body = token_skip(list, end);
    if (list[-1] == ')' && body < end && is_attribute_body(body, end, blanks)) return WRAPS_NOTHING;
    at = skip_spaces(past, end);
    if (past == parameter || at == end || *at != ')') return NOT_WRAPPING;
    return wrapping_body(at + 1, end, parameter, (size_t)(past - parameter), blanks);
}

/* Whether a macro's body is an argument, or a parameter, with the comma after it. */
static bool is_body_with_comma(const char *at, const char *end) {
    int depth = 0;
    bool begun = false, comma = false;
    while (end > at && isspace((unsigned char)end[-1])) end--;
    if (end == at || end[-1] == '\\') return false;
    for (; (at = token_skip(at, end)) < end; at = token_end(at, end)) {
        if (comma) return false;
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        comma = begun && depth == 0 && *at == ',';
        begun = true;
    }
    return comma;
}

/* The name that a line defines, as what it is to be read, by those before it; false when it is no macro of that kind. */
static bool blank_macro(const char *line, const char *end, const struct blank *blanks,
                        struct blank *blank) {
    const char *at = directive_word(line, end);
    blank->length = 0;
    if (at == NULL || end - at < 7 || memcmp(at, "define", 6) != 0) return false;
    at += 6;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    blank->name = at;
    while (at < end && is_word_byte(*at)) at++;
    blank->length = (size_t)(at - blank->name);
    if (blank->length == 0 || spelling_word(blank->name, blank->length) != 0) return false;
    blank->token = "";
    blank->wraps = at < end && *at == '(' ? wraps_argument(at, end, blanks) : NOT_WRAPPING;
    if (blank->length > 1 && isspace((unsigned char)*at) && is_body_with_comma(at, end))
        blank->wraps = WRAPS_COMMA;
    if (blank->wraps != NOT_WRAPPING) return true;
    if (at < end && !isspace((unsigned char)*at)) return false;
    blank->token = is_attribute_body(at, end, blanks)
                           ? ""
                           : token_body(at, end, blank->length, blanks);
    return blank->token != NULL;
}

/* The name that a line undefines. */
static bool undefined_macro(const char *line, const char *end, struct blank *blank) {
    const char *at = directive_word(line, end);
    if (at == NULL || end - at < 6 || memcmp(at, "undef", 5) != 0) return false;
    at = token_skip(at + 5, end);
    blank->name = at;
    blank->length = (size_t)(skip_word(at, end) - at);
    return blank->length > 0;
}

/* A header's macro that is undefined is none for what includes it. Of the source's own the oldest kinds, attributes and
 * nothing, stay so all over. */
static void forget_blank(struct blank **blanks, const struct blank *undefined, bool own) {
    struct blank *known;
    HASH_FIND(hh, *blanks, undefined->name, undefined->length, known);
    if (known == NULL) return;
    if (own && known->own && known->wraps == NOT_WRAPPING && *known->token == '\0') return;
    HASH_DEL(*blanks, known);
}

/* Adds what a text defines. `own`, after the headers: and takes away what it defines as something else. */
static void find_blanks(struct arena *arena, const struct source *source, bool own,
                        struct blank **blanks) {
    struct blank *known, one = {0};
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        const char *line = source->text + source->lines[i], *limit = source->text + end;
        if (undefined_macro(line, limit, &one)) forget_blank(blanks, &one, own);
        bool blank = blank_macro(line, limit, *blanks, &one);
        if (one.length == 0 || (!blank && !own)) continue;
        HASH_FIND(hh, *blanks, one.name, one.length, known);
        if (known != NULL && own && !known->own) {
            HASH_DEL(*blanks, known);
            known = NULL;
        }
        if (known != NULL || !blank) continue;
        struct blank *kept = arena_alloc(arena, sizeof *kept);
        *kept = one;
        kept->own = own;
        HASH_ADD_KEYPTR(hh, *blanks, kept->name, kept->length, kept);
    }
}

/* Those of the headers, and those of the source, which come after. */
static struct blank *all_blanks(struct arena *arena, const struct source *source,
                                const struct source *headers) {
    struct blank *blanks = NULL;
    if (headers != NULL) find_blanks(arena, headers, false, &blanks);
    find_blanks(arena, source, true, &blanks);
    return blanks;
}

static bool is_one_of(const char *word, size_t length, const char *const *list) {
    for (; *list != NULL; list++)
        if (strlen(*list) == length && memcmp(*list, word, length) == 0) return true;
    return false;
}

/* The word that ends at `end`, blanks after it skipped; NULL when there is none. */
static char *word_before(char *start, char *end, size_t *length) {
    while (end > start && (end[-1] == ' ' || end[-1] == '\t')) end--;
    char *word = end;
    while (word > start && is_word_byte(word[-1])) word--;
    *length = (size_t)(end - word);
    return *length > 0 ? word : NULL;
}

/* Where the white space before `at` begins. */
static char *space_before(const char *text, char *at) {
    while (at > text && isspace((unsigned char)at[-1])) at--;
    return at;
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

/* Blanks all but the ends of lines. */
static void blank_out(char *at, const char *end) {
    for (; at < end; at++)
        if (*at != '\n') *at = ' ';
}

/* Leaves of a macro's use its argument; of a joined name nothing, if it is a parameter's. */
static void blank_wrapper(enum wrapping kind, char *text, char *name, char *past, const char *end) {
    char *open = (char *)(uintptr_t)skip_spaces(past, end);
    if (open == end || *open != '(') return;
    char *close = (char *)(uintptr_t)arguments_end(open, end);
    if (close == NULL) return;
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

/* Those of a line, in a text from `text` to `last`. How many more braces they open than close. */
static int blank_words(char *text, const char *last, char *at, const char *end,
                       struct blank *blanks) {
    struct blank *found;
    int depth = 0;
    while (at < end) {
        if (!is_word_byte(*at)) {
            const char *comment = token_comment(at, end);
            bool quoted = *at == '"' || *at == '\'';
            at = (char *)(uintptr_t)(quoted ? token_end(at, end) : comment > at ? comment : at + 1);
            continue;
        }
        char *name = at;
        while (at < end && is_word_byte(*at)) at++;
        HASH_FIND(hh, blanks, name, (size_t)(at - name), found);
        if (found == NULL) continue;
        if (found->wraps == WRAPS_COMMA) {
            at[-1] = ',';
        } else if (found->wraps != NOT_WRAPPING) {
            blank_wrapper(found->wraps, text, name, at, last);
        } else {
            size_t size = strlen(found->token);
            memset(name, ' ', found->length);
            memcpy(*found->token == '}' ? at - size : name, found->token, size);
            depth += (*found->token == '{') - (*found->token == '}');
        }
    }
    return depth;
}

static int blank_lines(const struct source *source, char *text, struct blank *blanks) {
    int depth = 0;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        char *line = text + source->lines[i], *limit = text + end;
        if (directive_word(line, limit) == NULL)
            depth += blank_words(text, text + source->length, line, limit, blanks);
    }
    return depth;
}

/* The same for a copy of a text. Where macros do not close as many braces as they open, others have some among more, and
 * all are left as they are. */
static void blank_macros(const struct source *source, const char *text, char *copy,
                         struct blank **blanks) {
    struct blank *blank, *next;
    if (blank_lines(source, copy, *blanks) == 0) return;
    HASH_ITER(hh, *blanks, blank, next)
        if (*blank->token == '{' || *blank->token == '}') HASH_DEL(*blanks, blank);
    memcpy(copy, text, source->length);
    blank_lines(source, copy, *blanks);
}

/* `<:`, `??(` and the like by the brackets they stand for, where these begin or, of those that close, end: so what
 * ends with a bracket has all of it; a backslash at a line's end, and that end, by blanks, and so is a NUL, which the
 * parser takes for the end. */
static void respell(char *text, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        if (text[i] == '\0') text[i] = ' ';
        if (text[i] == '\\') {
            uint32_t newline = text[i + 1] == '\r' && i + 2 < length ? i + 2 : i + 1;
            if (text[newline] != '\n') continue;
            memset(text + i, ' ', newline - i + 1);
            i = newline;
        }
        char stands_for = spelling_byte(text + i);
        if (stands_for == text[i]) continue;
        bool closes = stands_for == ']' || stands_for == '}';
        uint32_t last = i + spelling_length(text + i) - 1;
        memset(text + i, ' ', last - i + 1);
        text[closes ? last : i] = stands_for;
        i = last;
    }
}

/* The bracket that a trigraph stands for; in no C does `??` stand before a bracket otherwise. */
static char trigraph(const char *at) {
    static const char third[] = "()<>", brackets[] = "[]{}";
    const char *found = at[1] == '?' && at[2] != '\0' ? strchr(third, at[2]) : NULL;
    return found != NULL ? brackets[found - third] : '?';
}

char spelling_byte(const char *at) {
    switch (at[0]) {
    case '<': return at[1] == ':' ? '[' : at[1] == '%' ? '{' : '<';
    case ':': return at[1] == '>' ? ']' : ':';
    case '%': return at[1] == '>' ? '}' : at[1] == ':' ? '#' : '%';
    case '?': return trigraph(at);
    default: return at[0];
    }
}

uint32_t spelling_length(const char *at) {
    if (spelling_byte(at) == at[0]) return 1;
    return at[0] == '?' ? 3 : 2;
}

bool spelling_closes(const char *past) {
    return past[-1] == '}' || (past[-1] == '>' && (past[-2] == '%' || past[-2] == '?'));
}

static bool holds(const char *text, uint32_t length, const char *what) {
    return memmem(text, length, what, strlen(what)) != NULL;
}

/* Whether something is to be respelt at `at`. */
static bool is_respelt(const char *at) {
    switch (at[0]) {
    case '\\': return at[1] == '\n' || (at[1] == '\r' && at[2] == '\n');
    case '\0': return true;
    default: return spelling_byte(at) != at[0];
    }
}

static bool needs_respelling(const char *text, uint32_t length) {
    const char *end = text + length;
    for (const char *at = text; (at += strcspn(at, "\\<:%?")) < end; at++)
        if (is_respelt(at)) return true;
    return false;
}

/* Whether a word of channels is defined as a macro anywhere. */
static bool defines_words(const struct source *source) {
    bool defines = false;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        if (directive_target(source->text + source->lines[i], source->text + end, &defines) != 0)
            return true;
    }
    return false;
}

/* `double _Complex` is a type of two words that the grammar does not know: made one, which reads as a type's name. */

static void join(char *from, char *to) {
    for (; from < to; from++)
        if (*from == ' ' || *from == '\t') *from = '_';
}

static void join_complex(char *text, uint32_t length) {
    static const char *const real[] = {"float", "double", NULL}, *const sizes[] = {"long", NULL};
    static const char *const marks[] = {"_Complex", "complex", "_Imaginary"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t size = strlen(marks[i]);
        for (char *at = text;
             (at = memmem(at, length - (size_t)(at - text), marks[i], size)) != NULL; at += size) {
            size_t before = 0, earlier = 0;
            if (at == text || is_word_byte(at[-1]) || is_word_byte(at[size])) continue;
            char *word = word_before(text, at, &before);
            if (word == NULL || !is_one_of(word, before, real)) continue;
            char *first = word_before(text, word, &earlier);
            join(first != NULL && is_one_of(first, earlier, sizes) ? first : word, at);
        }
    }
}

/* Blanks at a directive's end: the grammar would take the next line for its value. A newline in
 * their place ends it. */

/* Where the blanks begin that end a directive's line; `end` when there are none. */
static uint32_t trailing_blanks(const struct source *source, uint32_t line, uint32_t end) {
    uint32_t at = end;
    if (at > line && source->text[at - 1] == '\n') at--;
    if (at > line && source->text[at - 1] == '\r') at--;
    uint32_t last = at;
    while (at > line && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t')) at--;
    bool directive = at < last && directive_word(source->text + line, source->text + end) != NULL;
    return directive ? at : end;
}

static bool end_directives(const struct source *source, char *text) {
    bool any = false;
    for (uint32_t i = 0; i < source->line_count; i++) {
        uint32_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->length;
        uint32_t at = trailing_blanks(source, source->lines[i], end);
        if (at == end) continue;
        any = true;
        if (text != NULL) text[at] = '\n';
    }
    return any;
}

/* `foo *CAPITALS name(`: a macro for attributes, where the parser would see a product. Blanks such words in
 * `text`, which may be what is searched, unless it is NULL; says whether there are any. */
static bool blank_after_stars(const char *searched, uint32_t length, char *text) {
    const char *end = searched + length, *at = searched;
    bool any = false;
    while ((at = memchr(at, '*', (size_t)(end - at))) != NULL) {
        const char *word = skip_spaces(++at, end), *past = skip_word(word, end);
        const char *name = skip_spaces(past, end), *after = skip_spaces(skip_word(name, end), end);
        if (past == word || name == past || after == name || after == end || *after != '(')
            continue;
        const char *letter = word;
        while (letter < past && !islower((unsigned char)*letter)) letter++;
        if (letter < past || isdigit((unsigned char)*word) || isdigit((unsigned char)*name))
            continue;
        any = true;
        if (text != NULL) memset(text + (word - searched), ' ', (size_t)(past - word));
    }
    return any;
}

/* Attributes where the grammar knows none: after a star, a comma, a parenthesis, a label, and several after the word of
 * a tag. */

/* Whether what stands before `at` is such a place. */
static bool takes_attributes(char *start, char *at) {
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    at = space_before(start, at);
    if (at == start) return false;
    size_t length = 0;
    char *word = word_before(start, at, &length);
    return strchr("*,(:", at[-1]) != NULL || (word != NULL && is_one_of(word, length, tags));
}

/* In order, so that those after a blanked one follow what it followed. */
static void blank_attributes(char *text, uint32_t length) {
    static const char word[] = "__attribute";
    char *end = text + length, *at = text;
    while ((at = memmem(at, (size_t)(end - at), word, sizeof word - 1)) != NULL) {
        char *start = at;
        at = (char *)skip_word(at, end);
        const char *open = skip_spaces(at, end);
        if (open == end || *open != '(' || !takes_attributes(text, start)) continue;
        at = (char *)skip_brackets(open, end);
        blank_out(start, at);
    }
}

/* Macros and `[[...]]` between the word of a tag and the tag or its members, where the grammar would see a function's
 * body in `struct ALIGN(8) s { ... }`. */

/* The same, and past the blanks after them. */
static const char *skip_arguments(const char *at, const char *end) {
    at = arguments_end(at, end);
    return at != NULL ? skip_spaces(at, end) : NULL;
}

/* Whether a word is written as macros are. */
static bool is_capitals(const char *word, const char *past) {
    if (past - word > 2 && word[0] == '_' && word[1] == '_') return true;
    while (word < past && !islower((unsigned char)*word)) word++;
    return word == past;
}

/* Whether a body follows the words from `at` on, and the last of them can be the tag. What has arguments among them
 * could be a function, unless it is written as a macro and the tag is not. */
static bool body_follows(const char *at, const char *end) {
    bool call = false, capitals = false;
    while (at < end && is_word_byte(*at)) {
        const char *word = at, *past = skip_word(at, end);
        at = skip_spaces(past, end);
        capitals = is_capitals(word, past);
        if (at == end || *at != '(') continue;
        at = skip_arguments(at, end);
        if (at == NULL || !capitals) return false;
        call = true;
    }
    return at < end && *at == '{' && !(call && capitals);
}

/* Past a macro or attribute at `at`, after the word of a tag; NULL where something else stands there. */
static const char *skip_tag_attribute(const char *at, const char *end) {
    if (*at == '[' && at[1] == '[') return skip_arguments(at, end);
    const char *past = skip_word(at, end), *after = skip_spaces(past, end);
    if (past == at || after == end) return NULL;
    if (*after != '(') return is_word_byte(*after) && body_follows(after, end) ? after : NULL;
    const char *next = skip_arguments(after, end), *rest = next, *attribute;
    if (next == NULL || next == end) return NULL;
    while ((attribute = skip_attribute(rest, end, NULL)) != NULL)
        rest = skip_spaces(attribute, end);
    if (rest < end && (*rest == '{' || body_follows(rest, end))) return next;
    return rest == next && is_word_byte(*next) && is_capitals(at, past) ? next : NULL;
}

/* Whether a place is in a directive, as a tag is in the body of a macro: nothing after that belongs to it. */
static bool is_in_directive(const char *text, const char *at) {
    at = token_line(text, at);
    at += strspn(at, " \t");
    return *at == '#' || (at[0] == '%' && at[1] == ':');
}

/* As blank_after_stars. */
static bool blank_before_tags(const char *searched, uint32_t length, char *text) {
    static const char *const tags[] = {"struct", "union", "enum"};
    const char *end = searched + length;
    bool any = false;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        size_t size = strlen(tags[i]);
        const char *at = searched, *past;
        while ((at = memmem(at, (size_t)(end - at), tags[i], size)) != NULL) {
            bool whole = at == searched || !is_word_byte(at[-1]);
            at += size;
            if (!whole || at == end || is_word_byte(*at)) continue;
            const char *tag = at;
            at = skip_spaces(at, end);
            for (; at < end && (past = skip_tag_attribute(at, end)) != NULL; at = past) {
                if (is_in_directive(searched, tag)) break;
                any = true;
                if (text != NULL) blank_out(text + (at - searched), text + (past - searched));
            }
        }
    }
    return any;
}

const char *spelling_of(struct arena *arena, const struct source *source, const char *text,
                        unsigned hidden, const struct source *headers) {
    bool respelt = needs_respelling(text, source->length),
         hides = hidden != 0 || defines_words(source);
    struct blank *blanks = all_blanks(arena, source, headers);
    bool ends = end_directives(source, NULL), complex = holds(text, source->length, "omplex");
    bool stars = blank_after_stars(text, source->length, NULL),
         attributes = holds(text, source->length, "__attribute");
    bool tags = blank_before_tags(text, source->length, NULL);
    if (!respelt && !hides && !ends && !stars && !tags && !complex && !attributes && blanks == NULL)
        return text;
    char *copy = arena_strndup(arena, text, source->length);
    if (blanks != NULL) blank_macros(source, text, copy, &blanks);
    HASH_CLEAR(hh, blanks);
    if (stars) blank_after_stars(copy, source->length, copy);
    if (tags) blank_before_tags(copy, source->length, copy);
    if (hides) hide_lines(source, copy, hidden);
    if (respelt) respell(copy, source->length);
    if (ends) end_directives(source, copy);
    if (complex) join_complex(copy, source->length);
    if (attributes) blank_attributes(copy, source->length);
    return copy;
}

/* MARK of the grammar's ahead.h. */
void spelling_mark(char *text) {
    if (strncmp(text, "chan", 4) == 0) text[3] = 1;
}
