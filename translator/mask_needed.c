/* mask_needed.c: which arms of conditional groups must be looked at.
 *
 * Not all: a large plain C file has thousands of arms, and each further version of a text is parsed
 * again. An arm is needed when it holds a word or token of channel syntax, or a name that stands in
 * a statement with channel syntax anywhere in the file, for that may be a channel, or something
 * that takes one, or an #include of a header of channel code. A typedef near channel syntax makes the statements that use it such statements
 * too. Where names come from headers of channel code, every arm that has code is needed. */
#include <string.h>

#include <uthash.h>
#undef uthash_fatal
#define uthash_fatal(message) out_of_memory()

#include "mask_group.h"

/* A name that stands near channel syntax. */
struct near {
    const char *text; /* in the source, not ended */
    bool type;        /* it may be a typedef of a channel type */
    UT_hash_handle hh;
};

/* A name of the statement at hand. */
struct word {
    const char *text;
    size_t length;
};

/* The token before, if channel syntax begins with it. */
enum lead { OTHER, CHAN, GO, SELECT, RANGE };

/* The state of a pass over the source's tokens. */
struct search {
    struct arena *arena;
    const struct source *source;
    struct groups *groups;
    struct near *near;    /* hash table by text */
    struct word *words;   /* of the statement at hand */
    size_t word_count;    /* entries in words */
    size_t word_capacity; /* entries allocated */
    bool channels;        /* the statement at hand has channel syntax */
    enum lead lead;       /* of the token before */
    bool is_typedef;      /* the statement at hand is a typedef */
    bool found;           /* there was channel syntax at all */
    bool types;           /* some near name may be a typedef of a channel type */
    bool headers;         /* headers of channel code are included */
    uint32_t mark;        /* second pass: marks that start before the token at hand */
};

static bool is(const char *token, size_t length, const char *word) {
    return strncmp(token, word, length) == 0 && !word[length];
}

static bool is_any_of(const char *const *list, size_t count, const char *token, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (is(token, length, list[i])) return true;
    return false;
}

#define IS_ANY_OF(list, token, length) is_any_of(list, sizeof(list) / sizeof *(list), token, length)

static bool is_name(const char *token) {
    return (*token >= 'a' && *token <= 'z') || (*token >= 'A' && *token <= 'Z') || *token == '_' ||
           (*token & 0x80);
}

/* The word of channel syntax that needs a second token to be one, or OTHER. */
static enum lead lead_of(const char *token, size_t length) {
    if (length < 2 || length > 6 || !strchr("cgsr", *token)) return OTHER;
    if (is(token, length, "chan")) return CHAN;
    if (is(token, length, "go")) return GO;
    if (is(token, length, "select")) return SELECT;
    return is(token, length, "range") ? RANGE : OTHER;
}

/* Whether the token, after those before it, is what hardly occurs but in channel syntax. */
static bool is_channel_syntax(struct search *s, const char *token, size_t length) {
    enum lead lead = s->lead;
    s->lead = lead_of(token, length);
    switch (lead) {
    case CHAN:
        if (is_name(token) || *token == '(') return true;
        break;
    case GO:
        if (is_name(token) || *token == '{') return true;
        break;
    case SELECT:
        if (*token == '{') return true;
        break;
    case RANGE:
        if (is_name(token) || *token == '*' || *token == '(') return true;
        break;
    case OTHER: break;
    }
    return (token[0] == '<' && token[1] == '-') || (token[0] == ':' && token[1] == '=');
}

/* Words that mean something else outside channel code. */
static bool is_builtin(const char *token, size_t length) {
    static const char *const words[] = {"cap", "close", "free", "len", "make"};
    return IS_ANY_OF(words, token, length);
}

/* Words that say nothing about channels. */
static bool is_common(const char *token, size_t length) {
    static const char *const words[] = {
        "break",    "case",   "char",   "const",  "continue", "default", "define",   "do",
        "double",   "else",   "enum",   "extern", "float",    "for",     "goto",     "if",
        "inline",   "int",    "long",   "main",   "register", "return",  "short",    "signed",
        "sizeof",   "static", "struct", "switch", "typedef",  "union",   "unsigned", "void",
        "volatile", "while",  "NULL",   "_Bool",  "bool"};
    return IS_ANY_OF(words, token, length);
}

static struct near *find_near(const struct search *s, const char *token, size_t length) {
    struct near *near;
    HASH_FIND(hh, s->near, token, length, near);
    return near;
}

static void add_near(struct search *s, struct word word) {
    struct near *near = find_near(s, word.text, word.length);
    if (!near) {
        near = arena_alloc(s->arena, sizeof *near);
        near->text = word.text;
        HASH_ADD_KEYPTR(hh, s->near, near->text, word.length, near);
    }
    near->type |= s->is_typedef;
    s->types |= s->is_typedef;
}

static void end_statement(struct search *s) {
    for (size_t i = 0; s->channels && i < s->word_count; i++)
        if (!is_common(s->words[i].text, s->words[i].length)) add_near(s, s->words[i]);
    s->word_count = 0;
    s->channels = s->is_typedef = false;
}

static void add_word(struct search *s, const char *token, size_t length) {
    if (s->word_count == s->word_capacity) {
        s->word_capacity = s->word_capacity ? 2 * s->word_capacity : 64;
        struct word *more = arena_array(s->arena, s->word_capacity, sizeof *more);
        if (s->word_count) memcpy(more, s->words, s->word_count * sizeof *more);
        s->words = more;
    }
    s->words[s->word_count++] = (struct word){token, length};
}

/* First pass, a scan_visitor: collects what stands near channel syntax. */
static void collect(void *data, const char *token, size_t length) {
    struct search *s = data;
    if (is_channel_syntax(s, token, length)) s->channels = s->found = true;
    if (*token == ';' || *token == '{' || *token == '}') {
        end_statement(s);
    } else if (is_name(token)) {
        const struct near *near = s->types ? find_near(s, token, length) : NULL;
        if (near && near->type) s->channels = true;
        if (is(token, length, "typedef")) s->is_typedef = true;
        add_word(s, token, length);
    }
}

static bool is_opening(char c) {
    return c == '{' || c == '(' || c == '[';
}

static bool is_closing(char c) {
    return c == '}' || c == ')' || c == ']';
}

/* Adds to each arm's own segment the others of it, and the groups in it. What is inside follows. */
static void sum_depths(struct groups *groups) {
    for (uint32_t i = groups->count; i-- > 0;) {
        const struct mark *mark = &groups->marks[i];
        uint32_t around = mark->arm != i ? mark->arm : mark->group == i ? mark->parent : NO_MARK;
        if (around != NO_MARK) groups->marks[around].depth += mark->depth;
    }
}

/* An arm that never counts (#if 0) and leaves brackets open would spoil the text after it. */
static void find_unbalanced(struct groups *groups) {
    sum_depths(groups);
    for (uint32_t i = 0; i < groups->count; i++) {
        struct mark *arm = &groups->marks[i];
        bool never = arm->arm == i && arm->key == NO_KEY && arm->constant == FALSE;
        int32_t other = never && arm->next != NO_MARK ? groups->marks[arm->next].depth : 0;
        arm->unbalanced = never && arm->depth != other;
    }
}

/* Second pass, a scan_visitor: finds the arm that the token is in and decides whether that makes
 * the arm needed. */
static void decide(void *data, const char *token, size_t length) {
    struct search *s = data;
    const struct groups *groups = s->groups;
    uint32_t offset = (uint32_t)(token - s->source->text);
    bool channel_syntax = is_channel_syntax(s, token, length);
    while (s->mark < groups->count && groups->marks[s->mark].directive->start <= offset) s->mark++;
    if (!s->mark) return;
    struct mark *mark = &groups->marks[s->mark - 1];
    if (offset < mark->directive->end || mark->arm == NO_MARK) return;
    struct mark *arm = &groups->marks[mark->arm];
    mark->depth += is_opening(*token) - is_closing(*token);
    if (arm->needed) return;
    arm->needed = channel_syntax || is_builtin(token, length) ||
                  (is_name(token) && (s->headers || find_near(s, token, length)));
}

/* Whether the directive includes a .gh. */
static bool includes_header(const struct source *source, const struct directive *directive) {
    const char *at = source->text + directive->body, *end = source->text + directive->end;
    if (strncmp(source->text + directive->name, "include", 7) != 0) return false;
    for (; end - at > 3; at++)
        if (memcmp(at, ".gh", 3) == 0 && (at[3] == '"' || at[3] == '>')) return true;
    return false;
}

/* Whether the arm, or one around it, is never compiled. */
static bool is_never(const struct groups *groups, uint32_t arm) {
    for (; arm != NO_MARK; arm = groups->marks[arm].parent)
        if (groups->marks[arm].key == NO_KEY && groups->marks[arm].constant == FALSE) return true;
    return false;
}

/* A header of channel code must be translated where it is included, whatever else the arm holds. */
static void find_includes(struct search *s, const struct scan *scan) {
    for (size_t i = 0; i < scan->count; i++) {
        if (!includes_header(s->source, &scan->directives[i])) continue;
        s->headers = true;
        uint32_t before = groups_before(s->groups, scan->directives[i].start);
        uint32_t arm = before ? s->groups->marks[before - 1].arm : NO_MARK;
        if (arm != NO_MARK && !is_never(s->groups, arm)) s->groups->marks[arm].needed = true;
    }
}

void groups_find_needed(struct arena *arena, const struct source *source, const struct scan *scan,
                        struct groups *groups) {
    struct search search = {.arena = arena, .source = source, .groups = groups};
    find_includes(&search, scan);
    scan_visit(arena, source, collect, &search);
    end_statement(&search);
    search.lead = OTHER;
    if (search.found || search.headers) scan_visit(arena, source, decide, &search);
    find_unbalanced(groups);
    HASH_CLEAR(hh, search.near);
}
