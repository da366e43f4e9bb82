/* mask_needed.c: which arms of conditional groups must be looked at.
 *
 * Not all: a large plain C file has thousands of arms, and each further version of a text is parsed
 * again. An arm is needed when it holds a word or token of channel syntax, or a name that stands in
 * a statement with channel syntax anywhere in the file, for that may be a channel, or something
 * that takes one, or an #include of a header of channel code. A typedef near channel syntax makes the statements that use it such statements
 * too. Where names come from headers of channel code, or go to the files that include one, every arm that has code is needed. */
#include <string.h>

#include "builtin.h"
#include "mask_group.h"
#include "spelling.h"
#include "table.h"

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
    bool literal;         /* first pass: `go func` was read, and not yet its body */
    uint32_t go_depth;    /* first pass: braces open in the go body at hand; 0: in none */
    uint32_t *go_depths;  /* the same at the #if of each group */
    bool found;           /* there was channel syntax at all */
    bool types;           /* some near name may be a typedef of a channel type */
    bool headers;         /* headers of channel code are included, or this is one */
    uint32_t mark;        /* marks that start before the token at hand */
    uint32_t never;       /* first pass: the arm around that is never compiled, or NO_MARK */
    size_t outer_count;   /* words of the statement around that arm */
    bool outer_channels;  /* and whether it had channel syntax before the arm */
};

static bool is(const char *token, size_t length, const char *word) {
    return strncmp(token, word, length) == 0 && !word[length];
}

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
        if (is_name(token) || spelling_byte(token) == '{') return true;
        break;
    case SELECT:
        if (spelling_byte(token) == '{') return true;
        break;
    case RANGE:
        if (is_name(token) || *token == '*' || *token == '(') return true;
        break;
    case OTHER: break;
    }
    return (token[0] == '<' && token[1] == '-') || (token[0] == ':' && token[1] == '=');
}

bool groups_is_builtin(const char *token, size_t length) {
    return builtin_find(token, length) != NULL || is(token, length, "make");
}

/* Words that say nothing about channels. */
static bool is_common(const char *token, size_t length) {
    static const char *const words[] = {
        "break",    "case",   "char",   "const",  "continue", "default", "define",   "do",
        "double",   "else",   "enum",   "extern", "float",    "for",     "goto",     "if",
        "inline",   "int",    "long",   "main",   "register", "return",  "short",    "signed",
        "sizeof",   "static", "struct", "switch", "typedef",  "union",   "unsigned", "void",
        "volatile", "while",  "NULL",   "_Bool",  "bool"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(token, length, words[i])) return true;
    return false;
}

static struct near *find_near(const struct search *s, const char *token, size_t length) {
    struct near *near;
    HASH_FIND(hh, s->near, token, length, near);
    return near;
}

/* A word of a statement with channel syntax. */
static void note(struct search *s, struct word word) {
    if (is_common(word.text, word.length)) return;
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
    for (size_t i = 0; s->channels && i < s->word_count; i++) note(s, s->words[i]);
    s->word_count = s->outer_count = 0;
    s->outer_channels = false;
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

/* The outermost arm of those that the arm is in, itself included, that is never compiled, or NO_MARK. */
static uint32_t never_of(const struct groups *groups, uint32_t arm) {
    uint32_t never = NO_MARK;
    for (; arm != NO_MARK; arm = groups->marks[arm].parent)
        if (groups_is_never(groups, arm)) never = arm;
    return never;
}

/* Moves to the mark that the token stands after; says whether it was another before. */
static bool move(struct search *s, const char *token) {
    const struct groups *groups = s->groups;
    uint32_t offset = (uint32_t)(token - s->source->text), before = s->mark;
    while (s->mark < groups->count && groups->marks[s->mark].directive->start <= offset) s->mark++;
    return s->mark != before;
}

/* Each arm of a group begins where the group does. */
static void follow_go_arms(struct search *s, uint32_t from) {
    for (uint32_t i = from; i < s->mark; i++) {
        const struct mark *mark = &s->groups->marks[i];
        if (mark->group == i) s->go_depths[i] = s->go_depth;
        if (mark->group != NO_MARK && mark->arm == i) s->go_depth = s->go_depths[mark->group];
    }
}

/* Whether a brace is one of a go body. What that names it may have to carry, whatever arm declares or names it. */
static void follow_go_body(struct search *s, enum lead lead, const char *token, size_t length) {
    char first = spelling_byte(token);
    if (lead == GO) s->literal = is(token, length, "func");
    bool begins = first == '{' && (lead == GO || s->literal);
    if (begins) s->literal = false;
    if (first == '{' && (begins || s->go_depth > 0)) s->go_depth++;
    if (first == '}' && s->go_depth > 0) s->go_depth--;
}

/* An arm that is never compiled is no part of the statement around it: it may be prose. */
static void enter_never(struct search *s) {
    s->outer_count = s->word_count;
    s->outer_channels = s->channels;
    s->channels = false;
}

static void leave_never(struct search *s) {
    for (size_t i = s->outer_count; s->channels && i < s->word_count; i++) note(s, s->words[i]);
    if (s->word_count > s->outer_count) s->word_count = s->outer_count;
    s->channels = s->outer_channels;
}

static void follow_arms(struct search *s, const char *token) {
    uint32_t from = s->mark;
    if (!move(s, token)) return;
    follow_go_arms(s, from);
    uint32_t never = never_of(s->groups, s->groups->marks[s->mark - 1].arm);
    if (never == s->never) return;
    if (s->never != NO_MARK) leave_never(s);
    if (never != NO_MARK) enter_never(s);
    s->never = never;
}

/* First pass, a scan_visitor: collects what stands near channel syntax. */
static void collect(void *data, const char *token, size_t length) {
    struct search *s = data;
    enum lead lead = s->lead;
    follow_arms(s, token);
    if (is_channel_syntax(s, token, length)) s->channels = s->found = true;
    follow_go_body(s, lead, token, length);
    char first = spelling_byte(token);
    s->channels |= s->go_depth > 0;
    if (first == ';' || first == '{' || first == '}') {
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

/* What an arm that never counts (#if 0) holds does not parse where it leaves brackets open, or closes others, unlike the arm
 * that counts: it would spoil the text after it, and no version shows it. */
static void drop_unbalanced(struct groups *groups) {
    sum_depths(groups);
    for (uint32_t i = 0; i < groups->count; i++) {
        struct mark *arm = &groups->marks[i];
        bool never = arm->arm == i && groups_is_never(groups, i);
        int32_t other = never && arm->next != NO_MARK ? groups->marks[arm->next].depth : 0;
        bool within = arm->parent != NO_MARK && groups->marks[arm->parent].unbalanced;
        arm->unbalanced = within || (never && arm->depth != other);
        if (arm->unbalanced) arm->needed = false;
    }
}

/* Second pass, a scan_visitor: finds the arm that the token is in and decides whether that makes
 * the arm needed. */
static void decide(void *data, const char *token, size_t length) {
    struct search *s = data;
    const struct groups *groups = s->groups;
    bool channel_syntax = is_channel_syntax(s, token, length);
    move(s, token);
    if (!s->mark) return;
    struct mark *mark = &groups->marks[s->mark - 1];
    uint32_t offset = (uint32_t)(token - s->source->text);
    if (offset < mark->directive->end || mark->arm == NO_MARK) return;
    struct mark *arm = &groups->marks[mark->arm];
    char first = spelling_byte(token);
    mark->depth += is_opening(first) - is_closing(first);
    arm->channels |= channel_syntax;
    if (arm->needed) return;
    arm->needed = channel_syntax || groups_is_builtin(token, length) ||
                  (is_name(token) && (s->headers || find_near(s, token, length)));
}

/* Whether the directive includes a .gh. */
static bool includes_header(const struct source *source, const struct directive *directive) {
    const char *at = source->text + directive->body, *end = source->text + directive->end;
    if (!scan_is(source, directive, "include")) return false;
    for (; end - at > 3; at++)
        if (memcmp(at, ".gh", 3) == 0 && (at[3] == '"' || at[3] == '>')) return true;
    return false;
}

/* A header of channel code must be translated where it is included, whatever else the arm holds. */
static void find_includes(struct search *s, const struct scan *scan) {
    for (size_t i = 0; i < scan->count; i++) {
        if (!includes_header(s->source, &scan->directives[i])) continue;
        s->headers = true;
        uint32_t before = groups_before(s->groups, scan->directives[i].start);
        uint32_t arm = before ? s->groups->marks[before - 1].arm : NO_MARK;
        if (arm != NO_MARK && never_of(s->groups, arm) == NO_MARK)
            s->groups->marks[arm].needed = true;
    }
}

void groups_find_needed(struct arena *arena, const struct source *source, const struct scan *scan,
                        struct groups *groups, bool is_header) {
    struct search search = {
        .arena = arena, .source = source, .groups = groups, .headers = is_header, .never = NO_MARK};
    search.go_depths = arena_array(arena, groups->count, sizeof *search.go_depths);
    find_includes(&search, scan);
    scan_visit(arena, source, collect, &search);
    end_statement(&search);
    search.lead = OTHER;
    search.mark = 0;
    if (search.found || search.headers) scan_visit(arena, source, decide, &search);
    drop_unbalanced(groups);
    HASH_CLEAR(hh, search.near);
}
