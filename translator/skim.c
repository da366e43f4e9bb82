/* skim.c: bodies of functions that have nothing to do with channels. See skim.h.
 *
 * One walk over the tokens of external declarations (C11 6.9) serves twice: over a whole source to learn the words of
 * channels that it declares, until there are no more, and over a piece of the text to parse to find bodies without.
 *
 * A body counts as one only in the usual layout, its last brace in the first column and nothing else on that line, since
 * that end is found without reading what is before. Where a macro hides a brace, no more is lost than a body that could
 * have been left out. A word too many among those of channels costs no more either; so names are taken generously: all of a
 * declaration with a word of channels, but for the parameters of functions. */
#include "skim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "directive.h"
#include "include.h"
#include "scan.h"
#include "spelling.h"
#include "spelling_text.h"
#include "table.h"

enum kind_of_word {
    OTHER_NAME,  /* any that is not below */
    QUALIFIER,   /* also a storage class: no type, no name */
    TYPE_WORD,   /* the other words of types */
    KEYWORD,     /* and all others of C */
    AGGREGATE,   /* `struct` and its like */
    JOINING,     /* a macro that makes words of parts */
    PASTING,     /* one that may make a word of channels so */
    SYNTAX,      /* a word of channel syntax */
    CHANNEL_NAME /* a name that is a word of channels, too */
};

struct word {
    enum kind_of_word kind;
    bool of_headers; /* a plain header has a macro of that name, */
    bool calls;      /* which has a built-in in its body */
    /* a macro of that name has parameters, of which declarations with words of channels may be made */
    bool takes;
    UT_hash_handle hh;
    char text[]; /* the key */
};

/* What was learnt of a source. */
struct learnt {
    const struct source *source;
    unsigned news;   /* what there was of these then */
    uint32_t hidden; /* where an arm that is not shown first includes a channel header */
    UT_hash_handle hh;
};

struct skim {
    struct arena *arena;
    struct word *words;     /* hash table by spelling, of all but other names */
    unsigned news;          /* counts what was learnt */
    struct learnt *sources; /* hash table by source */
    struct own_headers own; /* plain headers that these include */
    bool blind;             /* words of channels may stand where they cannot be seen */
    bool of_headers;        /* a word is of_headers */
    const struct translate_options *options;
    const struct source *headers; /* all plain headers, preprocessed, that were looked into, */
    unsigned looked;              /* and what there was of `news` then */
    struct gap *gaps;             /* found last */
    uint32_t gap_count, gap_capacity;
};

enum {
    DEEPEST = 64,
    MOST_PASSES = 8 /* over a source, until no word of channels is new */
};

/* A declaration that is being read: an external one, or inside another's braces. */
struct declaration {
    size_t names;    /* so many names were open before it */
    bool channel;    /* it has a word of channels */
    bool joining;    /* it has a macro that makes words */
    bool typed;      /* a word of a type was read, or what may be one */
    bool aggregate;  /* the last of them is a tag, and no parameters came after it */
    bool parameters; /* parentheses that hold parameters were read */
};

struct reader {
    struct skim *skim;
    const char *at, *end;
    const char *text;   /* that `at` is in */
    const char *before; /* the same, before anything was spelt otherwise; NULL to learn */
    const struct directive_macro *macro; /* that the text is the body of; or NULL */
    bool of_channels;                    /* its arguments may have words of channels */
    const struct scan *scan;             /* of its source; NULL to learn */
    struct declaration stack[DEEPEST];   /* the external declaration first */
    unsigned depth;                      /* index of the innermost */
    bool lists[DEEPEST];                 /* for each open parenthesis: parameters follow it */
    unsigned parentheses;                /* that are open */
    struct span_of_name {
        const char *text;
        size_t length;
    } * names; /* of the open declarations */
    size_t name_count, name_capacity;
    bool channel; /* a declaration since the last function had a word of channels */
    char last;    /* first byte of the token before; 0: none */
    /* that was a name, and neither a declaration's first word nor a macro that takes arguments */
    bool last_name;
    /* after `chan` and its arrow: a name is its element's, which is not declared */
    bool in_element;
};

/* --- tokens ------------------------------------------------------------------------------------- */

/* Whether a byte is that of a name, but none of ASCII letters: those of other scripts are not looked into. */
static inline bool is_other_letter(char c) {
    return c == '$' || (c & 0x80) != 0;
}

static inline bool is_name_byte(char c) {
    return is_word_byte(c) || is_other_letter(c);
}

/* Past a word or a number, which may have quotes among its digits. */
static const char *past_word(const char *at, const char *end) {
    bool number = isdigit((unsigned char)*at);
    while ((at = skip_word(at, end)) < end &&
           (is_other_letter(*at) || (number && *at == '\'' && end - at > 1 && is_name_byte(at[1]))))
        at++;
    return at;
}

/* Past any other token; strings are one, and end with their line at the latest, as in prose. */
static const char *past_other(const char *at, const char *end) {
    char quote = *at++;
    if (quote != '"' && quote != '\'') return at;
    while (at < end && *at != quote && *at != '\n') at += *at == '\\' && end - at > 1 ? 2 : 1;
    return at < end && *at == quote ? at + 1 : at;
}

/* At `<-` or `:=`. */
static bool is_operator(const char *at, const char *end) {
    return end - at > 1 && ((at[0] == '<' && at[1] == '-') || (at[0] == ':' && at[1] == '='));
}

static bool is_chan(const char *text, size_t length) {
    return length == 4 && memcmp(text, "chan", 4) == 0;
}

/* Whether a word is one of a macro's parameters. */
static bool is_parameter(const struct directive_macro *macro, const char *word, size_t length) {
    if (length == 11 && memcmp(word, "__VA_ARGS__", 11) == 0) return true;
    for (const char *at = macro->parameters; at != NULL && at < macro->body; at++) {
        if (!is_name_byte(*at)) continue;
        const char *past = past_word(at, macro->body);
        if ((size_t)(past - at) == length && memcmp(at, word, length) == 0) return true;
        at = past;
    }
    return false;
}

/* --- words -------------------------------------------------------------------------------------- */

static struct word *find(const struct skim *skim, const char *text, size_t length) {
    struct word *word;
    HASH_FIND(hh, skim->words, text, length, word);
    return word;
}

static void add(struct skim *skim, const char *text, size_t length, enum kind_of_word kind) {
    struct word *word = find(skim, text, length);
    bool grows = word != NULL &&
                 (word->kind == OTHER_NAME || word->kind == JOINING || word->kind == PASTING);
    if (word != NULL && (!grows || kind <= word->kind)) return;
    skim->news++;
    if (word == NULL) {
        word = arena_alloc(skim->arena, sizeof *word + length);
        memcpy(word->text, text, length);
        HASH_ADD(hh, skim->words, text, length, word);
    }
    word->kind = kind;
}

/* The kind of a word, found or not. What the runtime's header declares, besides, begins with `chanc_`. */
static enum kind_of_word kind_found(const struct word *word, const char *text, size_t length) {
    if (word != NULL) return word->kind;
    return length > 6 && memcmp(text, "chanc_", 6) == 0 ? CHANNEL_NAME : OTHER_NAME;
}

static enum kind_of_word kind_of(const struct skim *skim, const char *text, size_t length) {
    return kind_found(find(skim, text, length), text, length);
}

struct skim *skim_new(struct arena *arena, const struct translate_options *options) {
    static const struct {
        enum kind_of_word kind;
        const char *words[24];
    } known[] = {
        {SYNTAX, {"chan", "go", "select", "range", "func", "make"}},
        {AGGREGATE, {"struct", "union", "enum"}},
        {QUALIFIER,
         {"const", "volatile", "restrict", "static", "extern", "inline", "register", "auto",
          "typedef", "_Noreturn", "_Thread_local", "__extension__", "__inline", "__inline__",
          "__const", "__restrict"}},
        {TYPE_WORD,
         {"void",        "char",     "short",  "int",        "long",     "float",   "double",
          "signed",      "unsigned", "_Bool",  "bool",       "_Complex", "_Atomic", "__attribute__",
          "__attribute", "_Alignas", "typeof", "__typeof__", "__asm__",  "asm"}},
        {KEYWORD,
         {"if", "else", "for", "while", "do", "switch", "case", "default", "break", "continue",
          "return", "goto", "sizeof", "NULL", "_Generic"}},
    };
    struct skim *skim = arena_alloc(arena, sizeof *skim);
    *skim = (struct skim){.arena = arena, .options = options};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        for (const char *const *word = known[i].words; *word != NULL; word++)
            add(skim, *word, strlen(*word), known[i].kind);
    const char *const *arguments = options->cc_args;
    for (; arguments != NULL && *arguments != NULL; arguments++)
        skim->blind |= strstr(*arguments, "chan") != NULL;
    return skim;
}

void skim_free(struct skim *skim) {
    HASH_CLEAR(hh, skim->words);
    HASH_CLEAR(hh, skim->sources);
    free(skim->gaps);
}

/* --- declarations ------------------------------------------------------------------------------- */

static struct declaration *innermost(struct reader *reader) {
    return &reader->stack[reader->depth];
}

static void open_name(struct reader *reader, const char *text, size_t length) {
    if (reader->name_count == reader->name_capacity) {
        reader->name_capacity = reader->name_capacity == 0 ? 64 : 2 * reader->name_capacity;
        reader->names = realloc(reader->names, reader->name_capacity * sizeof *reader->names);
        if (reader->names == NULL) out_of_memory();
    }
    reader->names[reader->name_count++] = (struct span_of_name){text, length};
}

/* Ends the innermost declaration: with a word of channels its names are such words, too, and that counts for the
 * declaration around it. The next begins. */
static void end_declaration(struct reader *reader) {
    struct declaration *ended = innermost(reader);
    bool learns = ended->channel && reader->scan == NULL;
    reader->skim->blind |= learns && ended->joining; /* what is declared cannot be seen */
    for (size_t i = ended->names; learns && i < reader->name_count; i++)
        add(reader->skim, reader->names[i].text, reader->names[i].length, CHANNEL_NAME);
    if (ended->channel && reader->depth > 0) ended[-1].channel = true;
    reader->channel |= ended->channel;
    reader->name_count = ended->names;
    *ended = (struct declaration){.names = ended->names};
    reader->parentheses = 0;
}

static void begin_inner(struct reader *reader) {
    reader->parentheses = 0;
    if (reader->depth + 1 < DEEPEST) reader->depth++;
    *innermost(reader) = (struct declaration){.names = reader->name_count};
}

/* At a closing brace. One in the first column closes all. */
static void end_inner(struct reader *reader, bool all) {
    do {
        end_declaration(reader);
        if (reader->depth == 0) return;
        reader->depth--;
    } while (all && reader->depth > 0);
}

/* Whether a declarator is in the parentheses at `at`, as what follows the first or the last tells: `T (*c)`,
 * `T (CALL *f)(int)`. */
static bool holds_declarator(const char *at, const char *end) {
    const char *next = token_skip(at + 1, end);
    if (next < end && (*next == '*' || *next == '^')) return true;
    const char *past = arguments_end(at, end);
    next = past != NULL ? token_skip(past, end) : end;
    return next < end && (*next == '(' || *next == '[');
}

/* A parenthesis holds parameters when a declarator is before it, and that has its type: `int f(`, `int (*f)(`. What stands in
 * others, `T (c)`, may be declared. `behind`: it stands behind what may be a declarator. */
static void open_parenthesis(struct reader *reader, bool behind) {
    struct declaration *open = innermost(reader);
    bool known = reader->parentheses < DEEPEST;
    bool parameters = behind && !(known && holds_declarator(reader->at, reader->end));
    if (known) reader->lists[reader->parentheses] = parameters;
    reader->parentheses++;
    open->parameters |= parameters;
    if (parameters) open->aggregate = false;
}

static bool in_parameters(const struct reader *reader) {
    unsigned open = reader->parentheses;
    if (open > DEEPEST) return false;
    while (open > 0)
        if (reader->lists[--open]) return true;
    return false;
}

/* Of the words of channel syntax only `chan` can be one of a declaration that has no other word of channels. */
static void read_word(struct reader *reader, const char *text, size_t length) {
    struct declaration *open = innermost(reader);
    const struct word *word = find(reader->skim, text, length);
    enum kind_of_word kind = kind_found(word, text, length);
    bool element = reader->in_element, number = isdigit((unsigned char)*text);
    bool chan = is_chan(text, length);
    bool joining = kind == JOINING || kind == PASTING;
    bool name = kind == OTHER_NAME || joining || kind == CHANNEL_NAME;
    bool parameter = reader->macro != NULL && is_parameter(reader->macro, text, length);
    reader->last_name = name && open->typed && !number && (word == NULL || !word->takes);
    reader->in_element = chan || (element && (kind == QUALIFIER || kind == AGGREGATE));
    open->channel |= kind == CHANNEL_NAME || chan || (parameter && reader->of_channels);
    open->joining |= joining;
    open->aggregate |= kind == AGGREGATE && !in_parameters(reader);
    open->typed |= kind != QUALIFIER;
    if ((kind == OTHER_NAME || joining) && !element && !number && !parameter &&
        (!in_parameters(reader) || reader->last == '('))
        open_name(reader, text, length);
}

/* --- bodies ------------------------------------------------------------------------------------- */

/* Whether something stands on the line after the brace that ends at `at`: no function does then. */
static bool goes_on(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
    return at < end && *at != '\n' && token_comment(at, end) == at;
}

/* The brace that closes the one at `at`; NULL when there is none, or another in the first column comes before it. This looks
 * at bytes, not at tokens, since most are of no interest; a zero byte ends the text. */
static const char *closing_brace(const char *at, const char *end) {
    int depth = 0;
    for (const char *past; (at += strcspn(at, "{}/#\"'0123456789")) < end; at = past) {
        past = at + 1;
        switch (*at) {
        case '{': depth++; break;
        case '}':
            if (--depth == 0) return at;
            if (at[-1] == '\n') return NULL;
            break;
        case '/':
            past = token_comment(at, end);
            past += past == at;
            break;
        case '#': past = token_line_end(at, end); break;
        case '"':
        case '\'': past = past_other(at, end); break;
        default:
            if (*at != 0 && !is_name_byte(at[-1])) past = past_word(at, end);
        }
    }
    return NULL;
}

/* The last brace of the body that begins at `at`, or NULL where it has not the usual layout: that is in the first column,
 * unless there is something behind the first brace. */
static const char *body_end(const char *at, const char *end) {
    const char *brace = closing_brace(at, end);
    bool usual = brace != NULL && (brace[-1] == '\n' || goes_on(at + 1, end));
    return usual && !goes_on(brace + 1, end) ? brace : NULL;
}

/* Whether `{` begins a function's body: after the parameters, and the macros and attributes that follow these; or after the
 * declarations of parameters. */
static bool begins_body(const struct reader *reader) {
    const struct declaration *open = &reader->stack[0];
    if (reader->depth > 0) return false;
    if (reader->last == ';') return true;
    return open->parameters && !open->aggregate &&
           (reader->last == ')' || is_name_byte(reader->last));
}

/* How deep in braces the #if directives that are open stood. */
struct levels {
    int depth[DEEPEST];
    unsigned count;
};

/* Whether a word of channel syntax may be one here; `past` is its end. Its meaning in C begins with no operand. */
static bool may_begin_syntax(const char *word, const char *past, const char *end) {
    const char *next = token_skip(past, end);
    return strchr("cs", *word) != NULL ||
           (next < end && (is_name_byte(*next) || strchr("({*&<!~+-\"'", *next) != NULL) &&
            !(end - next > 1 && next[0] == '-' && next[1] == '>'));
}

/* Whether a directive in a body leaves it plain: one of #if, whose arms each close what they open, or of a macro that
 * is not of channels. */
static bool is_plain_directive(const struct skim *skim, struct levels *levels, const char *at,
                               const char *end, int depth) {
    const char *word = directive_word(at, end);
    struct directive_macro macro;
    if (word == NULL || word == end) return false;
    if (directive_macro(at, end, &macro)) return kind_of(skim, macro.name, macro.length) < PASTING;
    if (strncmp(word, "if", 2) == 0) {
        if (levels->count == DEEPEST) return false;
        levels->depth[levels->count++] = depth;
        return true;
    }
    if (levels->count == 0 || levels->depth[levels->count - 1] != depth) return false;
    if (strncmp(word, "endif", 5) == 0) {
        levels->count--;
        return true;
    }
    return strncmp(word, "el", 2) == 0;
}

/* Whether [at, end), what is between the braces of a body, has nothing of channels, and no brace that does not match. */
static bool is_plain(const struct skim *skim, const char *at, const char *end) {
    struct levels levels = {.count = 0};
    int depth = 0;
    for (at = token_skip(at, end); at < end; at = token_skip(at, end)) {
        const char *past;
        if (is_name_byte(*at)) {
            past = past_word(at, end);
            enum kind_of_word kind = kind_of(skim, at, (size_t)(past - at));
            if (kind >= PASTING && (kind != SYNTAX || may_begin_syntax(at, past, end)))
                return false;
        } else if (*at == '#') {
            past = token_line_end(at, end);
            if (!is_plain_directive(skim, &levels, at, past, depth)) return false;
        } else {
            past = past_other(at, end);
            if (is_operator(at, end) || *at == SPELLING_MARK) return false;
            depth += (*at == '{') - (*at == '}');
            if (depth < 0) return false;
        }
        at = past;
    }
    return depth == 0 && levels.count == 0;
}

static void add_gap(struct skim *skim, uint32_t start, uint32_t end) {
    if (start >= end) return;
    if (skim->gap_count == skim->gap_capacity) {
        skim->gap_capacity = skim->gap_capacity == 0 ? 64 : 2 * skim->gap_capacity;
        skim->gaps = realloc(skim->gaps, skim->gap_capacity * sizeof *skim->gaps);
        if (skim->gaps == NULL) out_of_memory();
    }
    skim->gaps[skim->gap_count++] = (struct gap){start, end};
}

/* The same of a body of the text as it was, whose words may be spelt otherwise for the parser alone. */
static bool was_plain(const struct reader *reader, const char *at, const char *end) {
    const char *before = reader->before + (at - reader->text);
    size_t length = (size_t)(end - at);
    return memcmp(at, before, length) == 0 || is_plain(reader->skim, before, before + length);
}

/* Leaves out what stands between the offsets, but for the lines that define macros, which go on to be known. */
static void leave_out(const struct reader *reader, uint32_t start, uint32_t end) {
    const struct directive *directive;
    for (uint32_t next = start; (directive = scan_next(reader->scan, &next, end)) != NULL;) {
        if (directive->kind != DIRECTIVE_OTHER) continue;
        add_gap(reader->skim, start, directive->start);
        start = directive->end + 1;
    }
    add_gap(reader->skim, start, end);
}

/* At the brace that begins a body. Past the body, if that has the usual layout. What stands before the declarations of
 * parameters, `int f(c) chan int c; {`, is not told from what is before the function. */
static bool pass_body(struct reader *reader) {
    const char *end = body_end(reader->at, reader->end);
    if (end == NULL) return false;
    bool channel = reader->last == ';' ? reader->channel : innermost(reader)->channel;
    if (reader->scan != NULL && !channel && is_plain(reader->skim, reader->at + 1, end) &&
        was_plain(reader, reader->at + 1, end))
        leave_out(reader, (uint32_t)(reader->at + 1 - reader->text),
                  (uint32_t)(end - reader->text));
    reader->at = end + 1;
    end_declaration(reader);
    reader->channel = false;
    return true;
}

/* --- the walk ----------------------------------------------------------------------------------- */

static void read_other(struct reader *reader) {
    struct declaration *open = innermost(reader);
    const char *at = reader->at;
    bool after_name = reader->last_name;
    reader->last_name = false;
    reader->in_element &= *at == '<' || *at == '-' || *at == '(';
    open->channel |= is_operator(at, reader->end) || *at == SPELLING_MARK;
    switch (*at) {
    case ';': end_declaration(reader); break;
    case '(': open_parenthesis(reader, after_name || reader->last == ')'); break;
    case ')': reader->parentheses -= reader->parentheses > 0; break;
    case '{':
        if (begins_body(reader) && pass_body(reader)) return;
        begin_inner(reader);
        break;
    case '}': end_inner(reader, at > reader->text && at[-1] == '\n'); break;
    default: break;
    }
    reader->at = past_other(at, reader->end);
}

static void read_all(struct reader *reader) {
    const char *end = reader->end;
    for (reader->at = token_skip(reader->at, end); reader->at < end;
         reader->at = token_skip(reader->at, end)) {
        const char *at = reader->at;
        const char first = *at;
        if (first == '#') {
            reader->at = token_line_end(at, end);
            continue;
        }
        if (is_name_byte(first)) {
            reader->at = past_word(at, end);
            read_word(reader, at, (size_t)(reader->at - at));
        } else {
            read_other(reader);
        }
        reader->last = first;
    }
    while (reader->depth > 0) end_inner(reader, true);
    end_declaration(reader);
    free(reader->names);
}

/* --- learning ----------------------------------------------------------------------------------- */

/* Whether some word of channels begins, or ends, with this. */
static bool is_part(const struct skim *skim, const char *text, size_t length, bool ends) {
    for (const struct word *word = skim->words; word != NULL; word = word->hh.next) {
        if (word->kind < SYNTAX || word->hh.keylen < length) continue;
        if (memcmp(word->text + (ends ? word->hh.keylen - length : 0), text, length) == 0)
            return true;
    }
    return false;
}

/* The word before a place in a macro's body. Its length is 0 where there is none. */
static const char *word_ending(const char *body, const char *at, size_t *length) {
    while (at > body && is_space_byte(at[-1])) at--;
    const char *word = at;
    while (word > body && is_name_byte(word[-1])) word--;
    *length = (size_t)(at - word);
    return word;
}

/* What a macro's body is found to hold. */
struct holding {
    bool channel; /* a word of channels */
    bool joins;   /* a word that is made of parts, */
    bool pastes;  /* and may be one of channels */
};

/* Whether [at, end) goes on with a `##`. */
static bool is_pasted(const char *at, const char *end) {
    at = token_skip(at, end);
    return end - at > 1 && at[0] == '#' && at[1] == '#';
}

/* At a `##`. What is made of arguments alone, or of more than two parts, may be any word. */
static void read_paste(const struct skim *skim, const struct directive_macro *macro, const char *at,
                       const char *end, struct holding *holding) {
    const char *next = token_skip(at + 2, end), *past = past_word(next, end);
    size_t before, after = (size_t)(past - next);
    const char *word = word_ending(macro->body, at, &before);
    if (before == 0 || after == 0) return;
    bool begins = !is_parameter(macro, word, before), ends = !is_parameter(macro, next, after);
    holding->joins = true;
    holding->pastes |= is_pasted(past, end) || ((!begins || is_part(skim, word, before, false)) &&
                                                (!ends || is_part(skim, next, after, true)));
}

static struct holding read_macro(const struct skim *skim, const struct directive_macro *macro,
                                 const char *end) {
    struct holding holding = {.channel = false};
    const char *past;
    for (const char *at = token_skip(macro->body, end); at < end; at = token_skip(past, end)) {
        past = past_other(at, end);
        holding.channel |= is_operator(at, end);
        if (end - at > 1 && at[0] == '#' && at[1] == '#') {
            read_paste(skim, macro, at, end, &holding);
            past = at + 2;
        }
        if (!is_name_byte(*at)) continue;
        past = past_word(at, end);
        size_t length = (size_t)(past - at);
        enum kind_of_word kind = kind_of(skim, at, length);
        if (kind < JOINING || is_parameter(macro, at, length)) continue;
        holding.channel |= kind >= SYNTAX;
        holding.joins |= kind < SYNTAX;
        holding.pastes |= kind == PASTING;
    }
    return holding;
}

/* Whether a text begins as declarations do, or may. */
static bool begins_declaration(const struct skim *skim, const char *at, const char *end) {
    at = token_skip(at, end);
    return at < end && is_name_byte(*at) &&
           kind_of(skim, at, (size_t)(past_word(at, end) - at)) != KEYWORD;
}

/* Takes notice of a macro of channels that has parameters: what stands in its parentheses is none of a function's. */
static void note_parameters(struct skim *skim, const struct directive_macro *macro) {
    struct word *word = find(skim, macro->name, macro->length);
    if (macro->parameters == NULL || word == NULL || word->takes) return;
    word->takes = true;
    skim->news++;
}

/* A macro is known for one of channels, too, if a declaration with words of channels has it: those may be its arguments. */
static void learn_macro(struct skim *skim, const struct directive_macro *macro, const char *end) {
    struct holding holding = read_macro(skim, macro, end);
    bool of_channels = kind_of(skim, macro->name, macro->length) == CHANNEL_NAME;
    if (of_channels) note_parameters(skim, macro);
    skim->blind |=
        (holding.channel || of_channels) && holding.joins; /* what it declares cannot be seen */
    if (holding.channel || holding.joins)
        add(skim, macro->name, macro->length,
            holding.channel  ? CHANNEL_NAME
            : holding.pastes ? PASTING
                             : JOINING);
    if ((holding.channel || of_channels) && begins_declaration(skim, macro->body, end))
        read_all(&(struct reader){.skim = skim,
                                  .macro = macro,
                                  .of_channels = of_channels,
                                  .at = macro->body,
                                  .text = macro->body,
                                  .end = end});
}

static void learn_macros(struct skim *skim, const struct source *source, const struct scan *scan) {
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        const char *end = source->text + directive->end;
        struct directive_macro macro;
        if (directive->kind == DIRECTIVE_OTHER &&
            directive_macro(source->text + directive->start, end, &macro) && macro.defines)
            learn_macro(skim, &macro, end);
    }
}

static bool has_builtin(const char *at, const char *end) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        if (builtin_find(at, (size_t)(past - at)) != NULL) return true;
    }
    return false;
}

/* Whether a word of the source is spliced of two lines, or spelt with trigraphs. */
static bool hides_words(const struct source *source) {
    const char *at = source->text, *end = at + source->length;
    while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        const char *next = at + 1 + (at[1] == '\r');
        if (*next == '\n' && at > source->text && is_name_byte(at[-1]) && is_name_byte(next[1]))
            return true;
        at++;
    }
    return token_find(source->text, end, "?\?/", 3) != NULL;
}

/* The same for those of a plain header, which are not the file's own where they are used, if more is known since that was last
 * done. */
static void learn_header(struct skim *skim, struct own_header *header) {
    const char *at = header->source->text, *end = at + header->source->length, *past;
    bool first = header->learnt == 0;
    if (header->learnt == skim->news) return;
    header->learnt = skim->news;
    skim->own.unknown |= first && hides_words(header->source);
    for (; (at = directive_find(at, end)) != NULL; at = past) {
        struct directive_macro macro;
        past = token_line_end(at, end);
        if (!directive_macro(at, past, &macro) || !macro.defines) continue;
        learn_macro(skim, &macro, past);
        bool calls = first && has_builtin(macro.body, past);
        if (calls) add(skim, macro.name, macro.length, OTHER_NAME);
        struct word *word = find(skim, macro.name, macro.length);
        if (word == NULL) continue;
        word->of_headers = skim->of_headers = true;
        word->calls |= calls;
    }
}

static struct learnt *learnt_of(struct skim *skim, const struct source *source) {
    struct learnt *learnt;
    HASH_FIND_PTR(skim->sources, &source, learnt);
    if (learnt != NULL) return learnt;
    learnt = arena_alloc(skim->arena, sizeof *learnt);
    *learnt = (struct learnt){.source = source};
    HASH_ADD_PTR(skim->sources, source, learnt);
    include_own(skim->arena, skim->options, source, &skim->own);
    skim->blind |= hides_words(source);
    return learnt;
}

/* Learns what the unit's source declares, and what its headers define, if more is known since that was last done. */
static void learn(struct skim *skim, struct learnt *learnt, const struct unit *unit) {
    const struct source *source = unit->source;
    for (int passes = 0; learnt->news != skim->news; passes++) {
        if (passes == MOST_PASSES) {
            skim->blind = true;
            return;
        }
        learnt->news = skim->news;
        for (struct own_header *at = skim->own.first; at != NULL; at = at->next)
            learn_header(skim, at);
        skim->blind |= skim->own.unknown;
        learn_macros(skim, source, masks_scan(unit->masks));
        read_all(&(struct reader){.skim = skim,
                                  .at = source->text,
                                  .text = source->text,
                                  .end = source->text + source->length});
    }
}

/* Whether a plain header has a macro with parameters that is known for one of channels. */
static bool has_macro_of_channels(const struct skim *skim, const char *at, const char *end) {
    struct directive_macro macro;
    for (; (at = memmem(at, (size_t)(end - at), "#define", 7)) != NULL; at++) {
        if (!directive_macro(at, token_line_end(at, end), &macro) || macro.parameters == NULL)
            continue;
        const struct word *word = find(skim, macro.name, macro.length);
        if (word != NULL && word->kind == CHANNEL_NAME) return true;
    }
    return false;
}

/* Macros of plain headers may have channel syntax, which is an error where they are used, or declare what cannot be seen of
 * words of channels. */
static void look_into_headers(struct skim *skim, const struct source *headers) {
    const char *at = headers->text, *end = at + headers->length;
    skim->blind |=
        token_find_word(at, end, "chan", 4) != NULL || has_macro_of_channels(skim, at, end);
}

/* Looks for words of channels in what is not the unit's own text. */
static void look_around(struct skim *skim, const struct source *headers) {
    if (skim->headers == headers && skim->looked == skim->news) return;
    skim->headers = headers;
    skim->looked = skim->news;
    if (headers != NULL) look_into_headers(skim, headers);
}

/* Where in [start, end) the names of channel headers begin to be unknown: at the first that is included there, or at once where
 * one was passed before in an arm that this version does not show. */
static uint32_t known_end(struct learnt *learnt, const struct unit *unit, uint32_t start,
                          uint32_t end) {
    const char *text = unit->source->text, *at = text + start, *past = text + end;
    if (start == 0) learnt->hidden = UINT32_MAX;
    if (learnt->hidden < start) return start;
    for (; (at = token_find(at, past, ".gh", 3)) != NULL; at++) {
        uint32_t header = (uint32_t)(at - text);
        if (header < end) end = header;
        if (header < learnt->hidden && !masks_shows(unit->masks, unit->version, header))
            learnt->hidden = header;
    }
    return end;
}

struct gaps skim_text(struct unit *unit, const char *text, uint32_t start, uint32_t end) {
    struct skim *skim = unit->skim;
    struct learnt *learnt = learnt_of(skim, unit->source);
    end = known_end(learnt, unit, start, end);
    learn(skim, learnt, unit);
    unit->wants_headers |= skim->own.passes;
    look_around(skim, unit->headers);
    skim->gap_count = 0;
    if (skim->blind) return (struct gaps){0};
    read_all(&(struct reader){.skim = skim,
                              .at = text + start,
                              .text = text,
                              .before = masks_text(unit->masks, unit->version),
                              .end = text + end,
                              .scan = masks_scan(unit->masks)});
    return (struct gaps){skim->gaps, skim->gap_count};
}

bool skim_is_of_headers(const struct skim *skim, const char *name, size_t length) {
    if (skim->own.unknown) return true;
    const struct word *word = skim->of_headers ? find(skim, name, length) : NULL;
    return word != NULL && word->of_headers && (word->calls || word->kind >= PASTING);
}
