/* spelling.c: digraphs, splices and hidden words. See spelling.h. */
#include "spelling.h"
#include "directive.h"
#include "spelling_attribute.h"
#include "spelling_macro.h"
#include "spelling_text.h"
#include "token.h"

#include <ctype.h>

static const char *const words[] = {"chan", "go", "select", "make", "range", "func"};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

unsigned spelling_word(const char *text, size_t length) {
    for (unsigned i = 0; i < WORD_COUNT; i++)
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) return 1u << i;
    return 0;
}

/* Whether a macro called by a word cannot stand where the word begins channel syntax: `go(x)` in `go f();`, or in
 * `select {` a macro that is another name, as wrappers of system calls are. */
static bool is_harmless(unsigned word, const char *after, const char *end) {
    static const char *const opening[] = {"do", "else", "struct", "union", "enum", NULL};
    if (after < end && *after == '(') return word == WORD_GO || word == WORD_SELECT;
    after = token_skip(after, end);
    const char *past = after < end && is_word_byte(*after) ? token_end(after, end) : after;
    return word == WORD_SELECT && past > after && token_skip(past, end) == end &&
           !is_one_of(after, (size_t)(past - after), opening);
}

unsigned spelling_defined(const char *name, size_t length, const char *end) {
    unsigned word = spelling_word(name, length);
    return word != 0 && is_harmless(word, name + length, end) ? 0 : word;
}

unsigned spelling_type(const char *name) {
    return spelling_word(name, strlen(name)) & (WORD_CHAN | WORD_GO);
}

/* The word that a #define or #undef line is about: its bit, and which of the two. */
static unsigned directive_target(const char *line, const char *end, bool *defines) {
    struct directive_macro macro;
    if (!directive_macro(line, end, &macro)) return 0;
    *defines = macro.defines;
    return macro.defines ? spelling_defined(macro.name, macro.length, end)
                         : spelling_word(macro.name, macro.length);
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

/* The byte after the one at `at`, which is before the text's NUL: splices may stand within a digraph. */
static const char *following(const char *at) {
    const char *next = at + 1;
    while (*next == '\\') {
        const char *end = next + strcspn(next, "\n");
        if (*end == '\0' || token_past_splices(next, end + 1) == next) break;
        next = end + 1;
    }
    return next;
}

/* The bracket or `#` that a trigraph stands for; in no C does `??` stand before one of these signs otherwise. */
static char trigraph(const char *at) {
    static const char third[] = "()<>=", meant[] = "[]{}#";
    const char *found = at[1] == '?' && at[2] != '\0' ? strchr(third, at[2]) : NULL;
    return found != NULL ? meant[found - third] : '?';
}

char spelling_byte(const char *at) {
    switch (at[0]) {
    case '<': return *following(at) == ':' ? '[' : *following(at) == '%' ? '{' : '<';
    case ':': return *following(at) == '>' ? ']' : ':';
    case '%': return *following(at) == '>' ? '}' : *following(at) == ':' ? '#' : '%';
    case '?': return trigraph(at);
    default: return at[0];
    }
}

uint32_t spelling_length(const char *at) {
    if (spelling_byte(at) == at[0]) return 1;
    return at[0] == '?' ? 3 : (uint32_t)(following(at) + 1 - at);
}

/* `<-` and `:=` without the splices in them, which come behind them. */
static void join_operator(char *at) {
    char second = *at == '<' ? '-' : *at == ':' ? '=' : '\0';
    char *next = at + (following(at) - at);
    if (second == '\0' || next == at + 1 || *next != second) return;
    memset(at + 1, ' ', (size_t)(next - at));
    at[1] = second;
}

/* The words of C that, taken for names, would spoil what is around them; none that a range of the output may end with. */
static bool is_c_word(const char *word, size_t length) {
    static const char *const list[] = {
        "case",    "const",  "default", "do",     "else",   "enum",   "for",
        "goto",    "if",     "return",  "sizeof", "static", "struct", "switch",
        "typedef", "typeof", "union",   "while",  NULL,
    };
    return is_one_of(word, length, list);
}

/* In place of the splice [at, past): blanks. But if it is within a word, that is joined, with the blanks behind it, where it is one
 * of a language; splices in a name become parts of it, as its place in the source has them. The result is past
 * what was spelt. */
static uint32_t join_word(char *text, uint32_t length, uint32_t at, uint32_t past) {
    char joined[8], *start = text + at, *end = start;
    size_t size = 0;
    while (start > text && is_word_byte(start[-1])) start--;
    for (const char *next = start, *limit = text + length; next < limit && is_word_byte(*next);
         next = token_past_splices(next + 1, limit)) {
        if (size < sizeof joined) joined[size] = *next;
        size++;
        end = start + (next + 1 - start);
    }
    if (end <= text + at) {
        memset(text + at, ' ', past - at);
        return past;
    }
    if (size <= sizeof joined && (spelling_word(joined, size) != 0 || is_c_word(joined, size))) {
        memset(start, '\t', (size_t)(end - start)); /* no operand is hidden here: see unit.c */
        memcpy(start, joined, size);
    } else {
        for (char *c = start; c < end; c++)
            if (!is_word_byte(*c)) *c = '_';
    }
    return (uint32_t)(end - text);
}

/* `\u00e4`, which in a name is a letter. What it is in strings the parser need not know. */
static bool is_universal(const char *at) {
    return at[0] == '\\' && (at[1] == 'u' || at[1] == 'U') && isxdigit((unsigned char)at[2]);
}

/* `<:` and the like by the brackets they stand for, where the digraph begins or, of those that close, ends: so what
 * ends with a bracket has all of it; a backslash at a line's end, and that end, by blanks, and so is a NUL, which the
 * parser takes for the end. Letters written as `\u00e4` become such that the scanner knows. */
static void respell(char *text, uint32_t length) {
    for (uint32_t i = 0; (i += (uint32_t)strcspn(text + i, "\\<:%?")) < length; i++) {
        if (text[i] == '\0') text[i] = ' ';
        if (is_universal(text + i)) text[i] = '_';
        if (text[i] == '\\') {
            uint32_t newline = text[i + 1] == '\r' && i + 2 < length ? i + 2 : i + 1;
            if (text[newline] != '\n') continue;
            i = join_word(text, length, i, newline + 1) - 1;
        }
        join_operator(text + i);
        char stands_for = spelling_byte(text + i);
        if (stands_for == text[i]) continue;
        bool closes = stands_for == ']' || stands_for == '}';
        uint32_t last = i + spelling_length(text + i) - 1;
        memset(text + i, ' ', last - i + 1);
        text[closes ? last : i] = stands_for;
        i = last;
    }
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
    case '\\': return at[1] == '\n' || (at[1] == '\r' && at[2] == '\n') || is_universal(at);
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

/* `double _Complex` is a type of several words that the grammar does not know, with qualifiers among them perhaps: made one,
 * which reads as a type's name. */

static void join(char *from, const char *to) {
    for (; from < to; from++)
        if (*from == ' ' || *from == '\t') *from = '_';
}

static bool is_real(const char *word, size_t length) {
    static const char *const list[] = {"float", "double", "long", NULL};
    return is_one_of(word, length, list);
}

/* Qualifiers, between the words of a type. */
static bool is_qualifier(const char *word, size_t length) {
    static const char *const list[] = {"const",     "volatile",     "__const", "__volatile",
                                       "__const__", "__volatile__", NULL};
    return is_one_of(word, length, list);
}

/* Where the words begin that stand before the one at `at`, and are of its type. */
static char *first_of_type(char *text, char *at) {
    char *first = at;
    size_t length = 0;
    for (char *word = word_before(text, at, &length);
         word != NULL && (is_real(word, length) || is_qualifier(word, length));
         word = word_before(text, word, &length))
        if (is_real(word, length)) first = word;
    return first;
}

/* And where those end that stand behind it. */
static const char *end_of_type(const char *at, const char *end) {
    const char *last = at;
    for (;;) {
        at += strspn(at, " \t");
        const char *past = skip_word(at, end);
        size_t length = (size_t)(past - at);
        if (is_real(at, length)) last = past;
        if (!is_real(at, length) && !is_qualifier(at, length)) return last;
        at = past;
    }
}

static void join_complex(char *text, uint32_t length) {
    static const char *const marks[] = {"_Complex", "__complex__", "complex", "_Imaginary"};
    const char *end = text + length;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t size = strlen(marks[i]);
        for (char *at = text; (at = memmem(at, (size_t)(end - at), marks[i], size)) != NULL;
             at += size) {
            if ((at > text && is_word_byte(at[-1])) || is_word_byte(at[size])) continue;
            char *from = first_of_type(text, at);
            if (i < 2 && from == at) continue; /* in front it reads as a qualifier */
            const char *to = end_of_type(at + size, end);
            uint32_t joined = (uint32_t)(to - from);
            if (holds(from, joined, "float") || holds(from, joined, "double")) join(from, to);
        }
    }
}

/* `__int128` is a name to the grammar, and so in `f(unsigned __int128)` that of a parameter: spelt as a type is that it
 * knows. */
static void respell_int128(char *text, uint32_t length) {
    static const char word[] = "__int128", known[sizeof word] = "uint64_t";
    size_t size = sizeof word - 1;
    for (char *at = text; (at = memmem(at, length - (size_t)(at - text), word, size)) != NULL;
         at += size)
        if ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[size]))
            memcpy(at, known, size);
}

/* Whether nothing but blanks, or a comment's end, is before `at` in its line, and that goes on none. */
static bool begins_line(const char *text, const char *at) {
    while (at > text && (at[-1] == ' ' || at[-1] == '\t')) at--;
    if (at == text || at[-1] == '/') return true;
    return at[-1] == '\n' && !(at - text > 1 && at[-2] == '\\');
}

/* What stands after the name in an #include is made blanks, too. */
static bool blank_extra(const struct source *source, char *text) {
    const char *start = source->text, *end = start + source->length, *past;
    bool any = false;
    for (const char *at = start; (at = directive_find(at, end)) != NULL; at++) {
        const char *extra = begins_line(start, at) ? directive_extra(at, end, &past) : NULL;
        if (extra == NULL) continue;
        any = true;
        if (text == NULL) continue;
        spelling_change(text + (extra - start), text + (past - start), ' ');
        text[extra - start] = '\n';
    }
    return any;
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

/* `static TASK(timer, arg) {`: a macro as the head of a function, where the grammar knows it alone only. */

/* Whether several words or constants stand in the parentheses at `at`, each alone between commas, and then a body. */
static bool heads_body(const char *at, const char *end) {
    bool several = false;
    do {
        at = token_skip(at + 1, end);
        if (at == end || !(is_word_byte(*at) || *at == '"')) return false;
        at = token_skip(token_end(at, end), end);
        several |= at < end && *at == ',';
    } while (at < end && *at == ',');
    if (!several || at == end || *at != ')') return false;
    at = token_skip(at + 1, end);
    return at < end && spelling_byte(at) == '{';
}

/* Blanks the words before such heads in `text`, which may be what is searched, unless it is NULL; says whether there are any. */
static bool blank_before_heads(const char *searched, uint32_t length, char *text) {
    static const char *const storage[] = {"static", "extern", "inline"};
    const char *end = searched + length;
    bool any = false;
    for (size_t i = 0; i < sizeof storage / sizeof storage[0]; i++) {
        size_t size = strlen(storage[i]);
        for (const char *at = searched;
             (at = memmem(at, (size_t)(end - at), storage[i], size)) != NULL; at += size) {
            const char *word = token_skip(at + size, end);
            while (word < end && strncmp(word, "inline", 6) == 0) word = token_skip(word + 6, end);
            const char *open = token_skip(skip_word(word, end), end);
            bool whole = (at == searched || !is_word_byte(at[-1])) && !is_word_byte(at[size]);
            if (!whole || open == end || *open != '(' || !heads_body(open, end)) continue;
            any = true;
            if (text != NULL) blank_out(text + (at - searched), text + (at + size - searched));
        }
    }
    return any;
}

const char *spelling_of(struct arena *arena, const struct source *source, const char *text,
                        unsigned hidden, const struct source *headers, struct spelling *known) {
    struct blank *macros = NULL;
    bool found = known->source == source && known->headers == headers;
    if (!found || known->macros) macros = spelling_macros(arena, source, headers);
    if (!found)
        *known = (struct spelling){.source = source,
                                   .headers = headers,
                                   .defines = defines_words(source),
                                   .macros = macros != NULL,
                                   .ends = end_directives(source, NULL),
                                   .extra = blank_extra(source, NULL)};
    bool respelt = needs_respelling(text, source->length), hides = hidden != 0 || known->defines;
    bool ends = known->ends, extra = known->extra, complex = holds(text, source->length, "omplex"),
         int128 = holds(text, source->length, "__int128");
    bool stars = spelling_blank_stars(text, source->length, NULL),
         attributes = holds(text, source->length, "__attribute");
    bool tags = spelling_blank_tags(text, source->length, NULL),
         heads = blank_before_heads(text, source->length, NULL);
    if (!respelt && !hides && !ends && !extra && !stars && !tags && !heads && !complex && !int128 &&
        !attributes && macros == NULL)
        return text;
    char *copy = arena_strndup(arena, text, source->length);
    if (macros != NULL) spelling_blank_macros(source, text, copy, macros);
    if (stars) spelling_blank_stars(copy, source->length, copy);
    if (tags) spelling_blank_tags(copy, source->length, copy);
    if (heads) blank_before_heads(copy, source->length, copy);
    if (hides) hide_lines(source, copy, hidden);
    if (respelt) respell(copy, source->length);
    if (ends) end_directives(source, copy);
    if (extra) blank_extra(source, copy);
    if (complex) join_complex(copy, source->length);
    if (int128) respell_int128(copy, source->length);
    if (attributes) spelling_blank_attributes(copy, source->length);
    return copy;
}

void spelling_change(char *text, const char *end, char as) {
    for (; text < end; text++)
        if (*text != '\n' || as == ';') *text = as;
}
