/* scan.c: one pass over a raw text, to find directives and the lines before which one may stand.
 *
 * Invariant: outside the functions that pass over one lexical element, `at` is never inside a
 * comment, a string or a splice. Brackets are followed to know macro arguments and the items of initialisers; each arm of
 * a conditional group starts from what is open at its #if, and what is open after the first arm is so after the group. A
 * brace that closes in the first column ends a function, so nothing is open then. */
#include "scan.h"
#include "directive.h"
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

/* A bracket that is open. */
enum bracket { ARGUMENTS, PARENTHESIS, BLOCK, INITIALIZER };

enum { KNOWN_BRACKETS = 64 };

/* How deep a place is. Of brackets that are nested deeper than known ones the kind is not kept. */
struct nesting {
    /* number of the innermost in scan->arguments; 0 when the place is in none */
    uint32_t arguments;
    uint32_t brackets; /* open ones of all kinds; the kinds of the outermost are the scanner's */
};

/* A conditional group that is open. */
struct level {
    uint32_t group;        /* index of its #if among the directives */
    struct nesting before; /* at its #if */
    struct nesting after;  /* at the end of its first arm */
    bool first;            /* the first arm is not over yet */
    bool dead;             /* the present arm is disabled by `#if 0`, here or further out */
};

struct scanner {
    struct arena *arena;
    const struct source *source;
    struct scan *scan;
    scan_visitor *visit;      /* told of tokens, or NULL */
    void *data;               /* for visit */
    const char *at;           /* next byte */
    const char *end;          /* the text's end; a NUL stands there */
    size_t capacity;          /* entries allocated in scan->directives */
    size_t comment_capacity;  /* entries allocated in scan->comments */
    size_t argument_capacity; /* entries allocated in scan->arguments */
    struct level *levels;     /* stack of open groups */
    size_t depth;             /* entries in levels */
    size_t level_capacity;    /* entries allocated in levels */
    struct nesting nesting;
    char kinds[KNOWN_BRACKETS]; /* enum bracket of those open, outermost first */
    const char *last_token;     /* the token that `last` is the first byte of */
    char last;                  /* the last byte of code that is no blank; 0 when there is none */
    uint32_t line;              /* index of a line not after `at` */
    uint32_t ended;  /* number, from 1, of a directive passed on this logical line; or 0 */
    bool line_start; /* only blanks and comments since the last newline */
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80);
}

static const char *past_splices(const struct scanner *s, const char *at) {
    return token_past_splices(at, s->end);
}

/* The place of the byte after the one at `at`, splices passed over. */
static const char *after(const struct scanner *s, const char *at) {
    return past_splices(s, at + 1);
}

/* Whether the byte after the one at `at` is c. */
static bool followed_by(const struct scanner *s, char c) {
    const char *next = after(s, s->at);
    return next < s->end && *next == c;
}

static void pass_block_comment(struct scanner *s) {
    s->at = after(s, after(s, s->at));
    while (s->at < s->end && !(*s->at == '*' && followed_by(s, '/'))) {
        const char *star = memchr(s->at + 1, '*', (size_t)(s->end - s->at - 1));
        s->at = star ? star : s->end;
    }
    if (s->at < s->end) s->at = after(s, s->at) + 1;
}

/* Up to the newline that ends the logical line. */
static void pass_line(struct scanner *s) {
    while (s->at < s->end && *s->at != '\n') s->at = after(s, s->at);
}

static void pass_string(struct scanner *s) {
    char quote = *s->at;
    for (s->at = after(s, s->at); s->at < s->end && *s->at != '\n'; s->at = after(s, s->at)) {
        if (*s->at == quote) {
            s->at++;
            return;
        }
        if (*s->at == '\\') {
            const char *escaped = after(s, s->at);
            if (escaped < s->end && *escaped != '\n') s->at = escaped;
        }
    }
}

/* A preprocessing number, so that the apostrophes of 1'000 open no character constant. */
static void pass_number(struct scanner *s) {
    for (;;) {
        char c = *s->at;
        const char *next = after(s, s->at);
        bool more = next < s->end;
        if (more && strchr("eEpP", c) && (*next == '+' || *next == '-'))
            next = after(s, next);
        else if (more && *next == '\'' && is_word(*after(s, next)))
            next = after(s, next);
        s->at = next;
        if (s->at >= s->end || !(is_word(*s->at) || *s->at == '.')) return;
    }
}

static void pass_word(struct scanner *s) {
    while (is_word(*s->at)) {
        do s->at++;
        while (is_word(*s->at));
        s->at = past_splices(s, s->at);
    }
}

static bool at_comment(const struct scanner *s) {
    return *s->at == '/' && (followed_by(s, '*') || followed_by(s, '/'));
}

static void pass_comment(struct scanner *s) {
    if (followed_by(s, '*'))
        pass_block_comment(s);
    else
        pass_line(s);
}

/* Passes over a string, number, word or single byte. */
static void pass_token(struct scanner *s) {
    const char *start = s->at;
    char c = *start;
    if (c == '"' || c == '\'')
        pass_string(s);
    else if (isdigit((unsigned char)c))
        pass_number(s);
    else if (is_word(c))
        pass_word(s);
    else
        s->at++;
    if (s->visit && !is_blank(c)) s->visit(s->data, start, (size_t)(s->at - start));
}

/* Over blanks, splices and block comments. */
static void pass_blanks(struct scanner *s) {
    for (;;) {
        s->at = past_splices(s, s->at);
        if (s->at == s->end) return;
        if (*s->at == '/' && followed_by(s, '*'))
            pass_block_comment(s);
        else if (is_blank(*s->at))
            s->at++;
        else
            return;
    }
}

/* Passes over a word and copies it, without splices, into `word`, cut to fit. */
static void read_word(struct scanner *s, char *word, size_t size) {
    size_t length = 0;
    for (; s->at < s->end && is_word(*s->at); s->at = after(s, s->at))
        if (length + 1 < size) word[length++] = *s->at;
    word[length] = '\0';
}

static enum directive_kind kind_of(const char *name) {
    static const struct {
        const char *name;
        enum directive_kind kind;
    } kinds[] = {
        {"if", DIRECTIVE_IF},     {"ifdef", DIRECTIVE_IF},     {"ifndef", DIRECTIVE_IF},
        {"elif", DIRECTIVE_ELIF}, {"elifdef", DIRECTIVE_ELIF}, {"elifndef", DIRECTIVE_ELIF},
        {"else", DIRECTIVE_ELSE}, {"endif", DIRECTIVE_ENDIF},  {"line", DIRECTIVE_LINE},
    };
    if (isdigit((unsigned char)*name)) return DIRECTIVE_LINE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0) return kinds[i].kind;
    return DIRECTIVE_OTHER;
}

static struct directive *new_directive(struct scanner *s) {
    struct scan *scan = s->scan;
    if (scan->count == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : 32;
        struct directive *more = arena_array(s->arena, s->capacity, sizeof *more);
        if (scan->count) memcpy(more, scan->directives, scan->count * sizeof *more);
        scan->directives = more;
    }
    return &scan->directives[scan->count++];
}

static void open_level(struct scanner *s, bool zero) {
    bool dead = zero || (s->depth && s->levels[s->depth - 1].dead);
    if (s->depth == s->level_capacity) {
        s->level_capacity = s->level_capacity ? 2 * s->level_capacity : 16;
        struct level *more = arena_array(s->arena, s->level_capacity, sizeof *more);
        if (s->depth) memcpy(more, s->levels, s->depth * sizeof *more);
        s->levels = more;
    }
    s->levels[s->depth++] = (struct level){.group = (uint32_t)s->scan->count - 1,
                                           .before = s->nesting,
                                           .after = s->nesting,
                                           .first = true,
                                           .dead = dead};
}

/* Ends an arm of the innermost group. */
static void end_arm(struct scanner *s) {
    struct level *level = &s->levels[s->depth - 1];
    if (level->first) level->after = s->nesting;
    level->first = false;
    level->dead = s->depth > 1 && s->levels[s->depth - 2].dead;
    s->nesting = level->before;
}

/* Follows the nesting of groups. */
static void nest(struct scanner *s, struct directive *directive) {
    enum directive_kind kind = directive->kind;
    directive->group = NO_GROUP;
    directive->dead = s->depth && s->levels[s->depth - 1].dead;
    if (kind == DIRECTIVE_IF) open_level(s, directive->zero);
    if (kind == DIRECTIVE_LINE || kind == DIRECTIVE_OTHER || !s->depth) return;
    directive->group = s->levels[s->depth - 1].group;
    if (kind == DIRECTIVE_IF) return;
    end_arm(s);
    if (kind == DIRECTIVE_ENDIF) s->nesting = s->levels[--s->depth].after;
}

/* Whether the rest of the directive reads 0 and nothing else. */
static bool reads_zero(struct scanner *s) {
    if (s->at == s->end || *s->at != '0') return false;
    s->at = after(s, s->at);
    pass_blanks(s);
    return s->at == s->end || *s->at == '\n' || (*s->at == '/' && followed_by(s, '/'));
}

static void add_comment(struct scanner *s, const char *start) {
    struct scan *scan = s->scan;
    if (scan->comment_count == s->comment_capacity) {
        s->comment_capacity = s->comment_capacity ? 2 * s->comment_capacity : 32;
        struct inner_comment *more = arena_array(s->arena, s->comment_capacity, sizeof *more);
        if (scan->comment_count) memcpy(more, scan->comments, scan->comment_count * sizeof *more);
        scan->comments = more;
    }
    scan->comments[scan->comment_count++] = (struct inner_comment){
        (uint32_t)(start - s->source->text), (uint32_t)(s->at - s->source->text)};
}

/* Whether a comment is one that ends with its line and seems to begin another. */
static bool hides_comment(const struct scanner *s, const char *start) {
    return !(start[0] == '/' && start[1] == '*') &&
           memmem(start, (size_t)(s->at - start), "/*", 2) != NULL;
}

/* The rest of a directive. Comments after its last token are not kept, for nobody reads them wrong but
 * one that hides the start of another. */
static void pass_body(struct scanner *s, bool keep) {
    size_t kept = s->scan->comment_count;
    while ((s->at = past_splices(s, s->at)) < s->end && *s->at != '\n') {
        const char *start = s->at;
        if (at_comment(s)) {
            pass_comment(s);
            if (keep) add_comment(s, start);
            if (keep && hides_comment(s, start)) kept = s->scan->comment_count;
        } else {
            pass_token(s);
            if (!is_blank(*start)) kept = s->scan->comment_count;
        }
    }
    s->scan->comment_count = kept;
}

/* The kind of the bracket that the place is in: BLOCK for none; one too deep to be known is taken for that of arguments. */
static enum bracket innermost(const struct scanner *s) {
    uint32_t depth = s->nesting.brackets;
    if (depth == 0) return BLOCK;
    return depth > KNOWN_BRACKETS ? ARGUMENTS : (enum bracket)s->kinds[depth - 1];
}

/* Whether the last token may be a macro that takes arguments, or end what stands for the name of one. */
static bool may_have_arguments(const struct scanner *s) {
    static const char extension[] = "__extension__"; /* mostly of a statement expression */
    return s->last == ')' ||
           (is_word(s->last) && strncmp(s->last_token, extension, sizeof extension - 1) != 0);
}

/* A brace after `=`, or in another such, holds initialisers; so does one after a type in parentheses among those. */
static enum bracket kind_of_bracket(const struct scanner *s, char c) {
    bool deep = s->nesting.brackets >= KNOWN_BRACKETS;
    if (c == '(' && (deep || may_have_arguments(s))) return ARGUMENTS;
    if (c != '{') return PARENTHESIS;
    if (s->last == '=') return INITIALIZER;
    return innermost(s) == INITIALIZER ? INITIALIZER : BLOCK;
}

static void open_arguments(struct scanner *s) {
    struct scan *scan = s->scan;
    if (scan->argument_count == s->argument_capacity) {
        s->argument_capacity = s->argument_capacity ? 2 * s->argument_capacity : 64;
        struct arguments *more = arena_array(s->arena, s->argument_capacity, sizeof *more);
        if (scan->argument_count)
            memcpy(more, scan->arguments, scan->argument_count * sizeof *more);
        scan->arguments = more;
    }
    scan->arguments[scan->argument_count++] =
        (struct arguments){(uint32_t)(s->at - s->source->text), 0, s->nesting.arguments};
    s->nesting.arguments = (uint32_t)scan->argument_count;
}

/* Those on one line are not kept. */
static void close_arguments(struct scanner *s) {
    struct scan *scan = s->scan;
    struct arguments *closed = &scan->arguments[s->nesting.arguments - 1];
    const char *start = s->source->text + closed->start;
    closed->end = (uint32_t)(s->at + 1 - s->source->text);
    bool last = s->nesting.arguments == scan->argument_count;
    s->nesting.arguments = closed->around;
    if (last && !memchr(start, '\n', (size_t)(s->at - start))) scan->argument_count--;
}

static void open_bracket(struct scanner *s, char c) {
    enum bracket kind = kind_of_bracket(s, c);
    if (s->nesting.brackets < KNOWN_BRACKETS) s->kinds[s->nesting.brackets] = (char)kind;
    s->nesting.brackets++;
    if (kind == ARGUMENTS) open_arguments(s);
}

static void close_bracket(struct scanner *s, char c) {
    bool first_column = s->at == s->source->text || s->at[-1] == '\n';
    if (c == '}' && first_column && innermost(s) != INITIALIZER) {
        while (s->nesting.arguments > 0) close_arguments(s);
        s->nesting.brackets = 0;
        return;
    }
    bool arguments = innermost(s) == ARGUMENTS;
    if (s->nesting.brackets > 0) s->nesting.brackets--;
    if (c == ')' && arguments && s->nesting.arguments > 0) close_arguments(s);
}

/* What stands before a directive's name: the parser knows no comments there, nor such blanks. */
static void pass_gap(struct scanner *s) {
    const char *start = s->at;
    pass_blanks(s);
    const char *odd = start;
    while (odd < s->at && !strchr("/\f\v", *odd)) odd++;
    if (odd < s->at) add_comment(s, start);
}

static void pass_directive(struct scanner *s) {
    struct directive *directive = new_directive(s);
    char name[16];
    directive->start = (uint32_t)(s->at - s->source->text);
    s->at += spelling_length(s->at);
    pass_gap(s);
    directive->name = (uint32_t)(s->at - s->source->text);
    const char *first = s->at;
    read_word(s, name, sizeof name);
    directive->kind = kind_of(name);
    if (isdigit((unsigned char)*name)) s->at = first;
    pass_blanks(s);
    directive->body = (uint32_t)(s->at - s->source->text);
    directive->zero = strcmp(name, "if") == 0 && reads_zero(s);
    pass_body(s, directive->kind == DIRECTIVE_OTHER);
    directive->end = (uint32_t)(s->at - s->source->text);
    directive->listed = directive->kind == DIRECTIVE_OTHER && innermost(s) == INITIALIZER;
    s->scan->any_listed |= directive->listed;
    s->scan->any_pushed |= strcmp(name, "pragma") == 0 &&
                           strncmp(s->source->text + directive->body, "push_macro", 10) == 0;
    nest(s, directive);
    s->ended = (uint32_t)s->scan->count;
}

static void pass_newline(struct scanner *s) {
    s->at++;
    s->line_start = true;
    uint32_t offset = (uint32_t)(s->at - s->source->text);
    while (s->source->lines[s->line] < offset) s->line++;
    s->scan->open[s->line] = s->nesting.arguments == 0;
    s->scan->after[s->line] = s->ended;
    s->ended = 0;
}

/* A token outside directives. */
static void pass_code(struct scanner *s) {
    char c = *s->at;
    if (is_blank(c)) {
        do s->at++;
        while (is_blank(*s->at));
        return;
    }
    if (c == '(' || c == '[' || c == '{') open_bracket(s, c);
    if (c == ')' || c == ']' || c == '}') close_bracket(s, c);
    s->line_start = false;
    s->last = c;
    s->last_token = s->at;
    pass_token(s);
}

static bool at_directive(const struct scanner *s) {
    return s->line_start && spelling_byte(s->at) == '#';
}

static void pass_next(struct scanner *s) {
    if (*s->at == '\n')
        pass_newline(s);
    else if (at_comment(s))
        pass_comment(s);
    else if (at_directive(s))
        pass_directive(s);
    else
        pass_code(s);
}

static void find_others(struct scan *scan) {
    size_t other = scan->count;
    for (size_t i = scan->count; i-- > 0; scan->directives[i].other = other)
        if (scan->directives[i].kind == DIRECTIVE_OTHER) other = i;
}

struct scan *scan_visit(struct arena *arena, const struct source *source, scan_visitor *visit,
                        void *data) {
    struct scan *scan = arena_alloc(arena, sizeof *scan);
    scan->open = arena_array(arena, source->line_count, sizeof *scan->open);
    scan->after = arena_array(arena, source->line_count, sizeof *scan->after);
    scan->open[0] = true;
    struct scanner s = {.arena = arena,
                        .source = source,
                        .scan = scan,
                        .visit = visit,
                        .data = data,
                        .at = source->text,
                        .end = source->text + source->length,
                        .line_start = true};
    s.at += source_mark(source->text, source->length);
    while ((s.at = past_splices(&s, s.at)) < s.end) pass_next(&s);
    find_others(scan);
    return scan;
}

bool scan_in_arguments(const struct scan *scan, uint32_t offset, uint32_t from) {
    size_t low = 0, high = scan->argument_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->arguments[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    while (low > 0 && scan->arguments[low - 1].end <= offset) low = scan->arguments[low - 1].around;
    return low > 0 && scan->arguments[low - 1].start >= from;
}

bool scan_is(const struct source *source, const struct directive *directive, const char *word) {
    return directive_past(source->text + directive->name, source->text + directive->end, word) !=
           NULL;
}

/* The index of the first directive that begins at `at` or after. */
static size_t index_from(const struct scan *scan, uint32_t at) {
    size_t low = 0, high = scan->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->directives[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* That directive, if it begins before `end`. */
static const struct directive *take(const struct scan *scan, size_t index, uint32_t *at,
                                    uint32_t end) {
    if (index == scan->count || scan->directives[index].start >= end) return NULL;
    *at = scan->directives[index].start + 1;
    return &scan->directives[index];
}

const struct directive *scan_next(const struct scan *scan, uint32_t *at, uint32_t end) {
    return take(scan, index_from(scan, *at), at, end);
}

const struct directive *scan_next_other(const struct scan *scan, uint32_t *at, uint32_t end) {
    size_t index = index_from(scan, *at);
    return take(scan, index < scan->count ? scan->directives[index].other : index, at, end);
}

struct scan *scan_source(struct arena *arena, const struct source *source) {
    return scan_visit(arena, source, NULL, NULL);
}
