/* mask_whole.c: groups whose arms read together as they do alone. See mask_whole.h.
 *
 * Each arm's own text, without the groups in it, is parsed by itself. It must be statements that declare nothing,
 * or definitions of functions; and a statement must have ended before the group, whatever arms are shown there. A function
 * must be defined in one arm alone, and the others do not name it, or with the same head in all. The only directives
 * are about macros that nothing names but the arms that begin with them.
 *
 * Groups that ask for the same conditions, or parts of them, agree in a version that shows one arm of each. So where one
 * of them has to, none shows several. Go statements are left out: those of a function are numbered in each version. */
#include "mask_whole.h"

#include <string.h>

#include "declare.h"
#include "directive.h"
#include "spelling.h"
#include "table.h"
#include "token.h"

/* The definitions of a function in a group. */
struct defined {
    uint32_t group;
    uint32_t arm;     /* the last that has one */
    uint32_t count;   /* of the arms that have */
    const char *head; /* all before the body */
    struct defined *next;
};

/* What arms define: a function, or a macro. */
struct word {
    const char *text;
    struct defined *defined; /* of functions, newest first */
    bool macro;
    uint32_t group; /* of a macro: whose arms define it, and */
    uint32_t arm;   /* the last that has done so; NO_MARK: none yet */
    UT_hash_handle hh;
};

/* What is known of the group that begins with a mark. */
struct group {
    bool begins;     /* a statement ended before it */
    bool ended;      /* it has an #endif */
    bool whole;      /* all its arms are */
    bool apart;      /* its arms cannot be shown together */
    bool defines;    /* groups in its arms define functions */
    uint32_t arm;    /* the one at hand */
    uint32_t needed; /* so many of its arms are, so far */
};

/* And of the arm. */
struct arm {
    bool whole;         /* its own text is, and the groups in it are */
    bool directives;    /* it has others, and not only about macros */
    struct buffer text; /* its own, so far */
};

struct finder {
    struct arena *arena;
    const struct source *source;
    const struct scan *scan;
    struct groups *groups;
    struct syntax *syntax;
    struct group *at;   /* of each mark that begins one */
    struct arm *arms;   /* the same */
    struct word *words; /* hash table by text */
    uint32_t *
        same; /* of each key: another that is in a group with it, or a part, up to one that is its own */
};

/* --- the text of arms -------------------------------------------------------------------------- */

static bool is_statement_alone(const struct node *node, const char *text) {
    switch (node_kind(node)) {
    case K_COMPOUND_STATEMENT:
    case K_IF_STATEMENT:
    case K_SWITCH_STATEMENT:
    case K_WHILE_STATEMENT:
    case K_DO_STATEMENT:
    case K_FOR_STATEMENT:
    case K_RETURN_STATEMENT:
    case K_BREAK_STATEMENT:
    case K_CONTINUE_STATEMENT:
    case K_SEND_STATEMENT:
    case K_RANGE_STATEMENT:
    case K_SELECT_STATEMENT: return true;
    case K_EXPRESSION_STATEMENT: return text[node_end(node) - 1] == ';';
    default: return false;
    }
}

/* What means something beyond the block that it stands in, or is counted in the function. */
static bool reaches_out(const struct node *node) {
    switch (node_kind(node)) {
    case K_GO_STATEMENT:
    case K_FUNCTION_LITERAL:
    case K_LABELED_STATEMENT:
    case K_GOTO_STATEMENT: return true;
    case K_STRUCT_SPECIFIER:
    case K_UNION_SPECIFIER:
    case K_ENUM_SPECIFIER: return node_field(node, F_BODY) != NULL;
    default: return false;
    }
}

static struct word *find_word(const struct finder *f, const char *text, size_t length) {
    struct word *word;
    HASH_FIND(hh, f->words, text, length, word);
    return word;
}

static struct word *word_of(struct finder *f, const char *text, size_t length) {
    struct word *word = find_word(f, text, length);
    if (word != NULL) return word;
    word = arena_alloc(f->arena, sizeof *word);
    *word = (struct word){.text = arena_strndup(f->arena, text, length), .arm = NO_MARK};
    HASH_ADD_KEYPTR(hh, f->words, word->text, length, word);
    return word;
}

static struct defined *find_defined(const struct word *word, uint32_t group) {
    struct defined *defined = word->defined;
    while (defined != NULL && defined->group != group) defined = defined->next;
    return defined;
}

static struct defined *defined_in(struct finder *f, struct word *word, uint32_t group) {
    struct defined *defined = find_defined(word, group);
    if (defined != NULL) return defined;
    defined = arena_alloc(f->arena, sizeof *defined);
    *defined = (struct defined){.group = group, .arm = NO_MARK, .next = word->defined};
    return word->defined = defined;
}

/* Takes notice of a function in an arm; false where another arm has another of that name. */
static bool add_function(struct finder *f, uint32_t arm, const struct node *definition,
                         const char *text) {
    const struct node *body = node_field(definition, F_BODY),
                      *name = declare_innermost_name(node_field(definition, F_DECLARATOR));
    if (body == NULL || node_kind(name) != K_IDENTIFIER) return false;
    const char *word = text + node_start(name);
    size_t length = node_end(name) - node_start(name);
    if (length == 4 && memcmp(word, "main", length) == 0) return false; /* there is one a version */
    const char *head = arena_strndup(f->arena, text + node_start(definition),
                                     node_start(body) - node_start(definition));
    struct defined *defined = defined_in(f, word_of(f, word, length), f->groups->marks[arm].group);
    if (defined->arm == arm || (defined->head != NULL && strcmp(defined->head, head) != 0))
        return false;
    defined->arm = arm;
    defined->head = head;
    defined->count++;
    return true;
}

/* To the arms around its group, what one of them defines is what a declaration is. */
static void define_around(struct finder *f, uint32_t arm) {
    const struct mark *marks = f->groups->marks;
    while ((arm = marks[arm].parent) != NO_MARK && !f->at[marks[arm].group].defines)
        f->at[marks[arm].group].defines = true;
}

/* Whether an arm's text is whole; takes notice of its functions if it is needed. */
static bool is_whole(struct finder *f, uint32_t arm, const struct node *tree, const char *text) {
    const struct mark *mark = &f->groups->marks[arm];
    if (node_is_broken(tree)) return false;
    for (const struct node *node = tree; node < node_after(tree); node++)
        if (reaches_out(node)) return false;
    for_named(item, tree) {
        bool function = node_kind(item) == K_FUNCTION_DEFINITION;
        if (!function && !is_statement_alone(item, text)) return false;
        if (!function || !mark->needed) continue;
        f->at[mark->group].apart |= !add_function(f, arm, item, text);
        define_around(f, arm);
    }
    return true;
}

static bool read_arm(struct finder *f, uint32_t arm) {
    const struct buffer *text = &f->arms[arm].text;
    if (text->text == NULL) return true;
    const struct node *tree = syntax_parse(f->syntax, text->text, 0, (uint32_t)text->length);
    if (tree == NULL) out_of_memory();
    bool whole = is_whole(f, arm, tree, text->text);
    syntax_drop(f->syntax, tree);
    return whole;
}

/* --- groups ------------------------------------------------------------------------------------ */

/* The segment after a mark; that before the first, for NO_MARK. */
static struct span segment_of(const struct finder *f, uint32_t mark) {
    const struct mark *marks = f->groups->marks;
    uint32_t next = mark == NO_MARK ? 0 : mark + 1;
    return (struct span){
        .source = f->source,
        .start = mark == NO_MARK ? 0 : marks[mark].directive->end,
        .end = next < f->groups->count ? marks[next].directive->start : f->source->length,
    };
}

/* Takes what stands before the first directive off a segment. */
static struct span take_part(const struct finder *f, struct span *segment) {
    uint32_t next = segment->start;
    const struct directive *directive = scan_next(f->scan, &next, segment->end);
    struct span part = *segment;
    if (directive != NULL) part.end = directive->start;
    segment->start = directive != NULL ? directive->end : segment->end;
    return part;
}

/* The first byte of the last token in a segment, directives apart; 0 when there is none. */
static char last_token(const struct finder *f, struct span segment) {
    const char *text = f->source->text, *last = NULL;
    while (segment.start < segment.end) {
        struct span part = take_part(f, &segment);
        const char *end = text + part.end;
        for (const char *at = token_skip(text + part.start, end); at < end;
             at = token_skip(token_end(at, end), end))
            last = at;
    }
    return last != NULL ? spelling_byte(last) : '\0';
}

/* Whether a statement ended before a group: where nothing stands between it and the directive before, that is one before
 * it, or else tells by how its own group ends. */
static bool begins_whole(const struct finder *f, uint32_t group) {
    uint32_t before = group > 0 ? group - 1 : NO_MARK;
    char last = last_token(f, segment_of(f, before));
    if (last != '\0') return strchr(";{}", last) != NULL;
    if (before == NO_MARK) return true;
    const struct mark *mark = &f->groups->marks[before];
    if (mark->group == NO_MARK) return false;
    const struct group *other = &f->at[mark->group];
    return mark->arm == before ? other->begins : other->whole;
}

static void begin_arm(struct finder *f, uint32_t arm) {
    const struct mark *mark = &f->groups->marks[arm];
    bool never = groups_is_never(f->groups, arm); /* it may be prose */
    f->at[mark->group].arm = arm;
    f->at[mark->group].needed += mark->needed;
    f->arms[arm].whole = !never;
}

static void end_arm(struct finder *f, struct group *group) {
    struct arm *arm = &f->arms[group->arm];
    arm->whole = arm->whole && read_arm(f, group->arm);
    buffer_free(&arm->text);
    group->whole = group->whole && arm->whole;
    group->apart |= f->groups->marks[group->arm].needed && (!arm->whole || arm->directives);
}

static void end_group(struct finder *f, const struct mark *mark) {
    struct group *group = &f->at[mark->group];
    group->ended = true;
    group->whole = group->whole && group->begins;
    group->apart |= !group->begins;
    if (!group->whole && mark->parent != NO_MARK) f->arms[mark->parent].whole = false;
}

/* Takes notice of a macro that an arm defines, or undefines; false for other directives. */
static bool add_macro(struct finder *f, uint32_t arm, uint32_t start, uint32_t end) {
    const char *text = f->source->text;
    struct directive_macro macro;
    if (!directive_macro(text + start, text + end, &macro)) return false;
    struct word *word = word_of(f, macro.name, macro.length);
    uint32_t group = f->groups->marks[arm].group;
    if (word->macro && word->group != group) return false;
    word->macro = true;
    word->group = group;
    return true;
}

/* Takes the segment after a mark to the text of its arm. */
static void gather(struct finder *f, uint32_t mark) {
    uint32_t index = f->groups->marks[mark].arm;
    if (index == NO_MARK) return;
    struct arm *arm = &f->arms[index];
    struct span segment = segment_of(f, mark);
    while (segment.start < segment.end) {
        struct span part = take_part(f, &segment);
        buffer_add(&arm->text, f->source->text + part.start, part.end - part.start);
        if (segment.start > part.end && !add_macro(f, index, part.end, segment.start))
            arm->directives = true;
    }
}

static void pass_mark(struct finder *f, uint32_t index) {
    const struct mark *mark = &f->groups->marks[index];
    if (mark->group == index)
        f->at[index] = (struct group){.begins = begins_whole(f, index), .whole = true};
    else if (mark->group != NO_MARK)
        end_arm(f, &f->at[mark->group]);
    if (mark->arm == index)
        begin_arm(f, index);
    else if (mark->group != NO_MARK)
        end_group(f, mark);
    gather(f, index);
}

/* --- what others mean -------------------------------------------------------------------------- */

/* A function that not all arms define that a version shows, and that is not of one arm alone. */
static void find_missing(struct finder *f) {
    for (const struct word *word = f->words; word != NULL; word = word->hh.next)
        for (const struct defined *defined = word->defined; defined != NULL;
             defined = defined->next) {
            struct group *group = &f->at[defined->group];
            group->apart |= defined->count != 1 && defined->count != group->needed;
        }
}

/* An arm that names a function which another arm of its group defines, and does not define it itself. */
static void find_foreign(struct finder *f, uint32_t arm, const struct word *word) {
    const struct mark *marks = f->groups->marks;
    for (; arm != NO_MARK; arm = marks[arm].parent) {
        const struct defined *defined = find_defined(word, marks[arm].group);
        if (defined != NULL && defined->count == 1 && defined->arm != arm)
            f->at[marks[arm].group].apart = true;
    }
}

/* A macro that is named where the arm at hand of its group has not defined it, or in none. */
static void find_stray(struct finder *f, uint32_t arm, const struct word *word) {
    const struct mark *marks = f->groups->marks;
    while (arm != NO_MARK && marks[arm].group != word->group) arm = marks[arm].parent;
    if (arm == NO_MARK || word->arm != arm) f->at[word->group].apart = true;
}

static void use_words(struct finder *f, const char *at, const char *end, uint32_t arm) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        const struct word *word = is_word_byte(*at) ? find_word(f, at, (size_t)(past - at)) : NULL;
        if (word == NULL) continue;
        find_foreign(f, arm, word);
        if (word->macro) find_stray(f, arm, word);
    }
}

static void use_directive(struct finder *f, const char *at, const char *end, uint32_t arm) {
    struct directive_macro macro;
    struct word *word = NULL;
    if (arm != NO_MARK && directive_macro(at, end, &macro))
        word = find_word(f, macro.name, macro.length);
    if (word != NULL && word->group == f->groups->marks[arm].group) word->arm = arm;
    use_words(f, at, end, arm);
}

/* Looks for what arms define in the segment after a mark. */
static void use_segment(struct finder *f, uint32_t mark) {
    const char *text = f->source->text;
    struct span segment = segment_of(f, mark);
    uint32_t arm = mark != NO_MARK ? f->groups->marks[mark].arm : NO_MARK;
    while (segment.start < segment.end) {
        struct span part = take_part(f, &segment);
        use_words(f, text + part.start, text + part.end, arm);
        use_directive(f, text + part.end, text + segment.start, arm);
    }
}

static void find_uses(struct finder *f) {
    const char *text = f->source->text;
    if (f->words == NULL) return;
    use_segment(f, NO_MARK);
    for (uint32_t i = 0; i < f->groups->count; i++) {
        const struct mark *mark = &f->groups->marks[i];
        use_words(f, text + mark->directive->start, text + mark->directive->end, mark->parent);
        use_segment(f, i);
    }
}

static uint32_t same_key(struct finder *f, uint32_t key) {
    while (f->same[key] != key) key = f->same[key] = f->same[f->same[key]];
    return key;
}

/* Has a condition be the same as those that it is made of. */
static void join_parts(struct finder *f, uint32_t key) {
    for (const struct part *part = f->groups->conditions->list[key].parts; part != NULL;
         part = part->next)
        if (part->of.key != ALWAYS) f->same[same_key(f, part->of.key)] = same_key(f, key);
}

/* The condition of an arm; NO_KEY where that is always the same. */
static uint32_t key_of(const struct finder *f, uint32_t arm) {
    uint32_t key = f->groups->marks[arm].arm == arm ? f->groups->tests[arm].holds.key : NO_KEY;
    return key != ALWAYS ? key : NO_KEY;
}

/* Has the conditions of each group be the same for find_agreeing. */
static void join_keys(struct finder *f) {
    const struct groups *groups = f->groups;
    uint32_t *first = arena_array(f->arena, groups->count, sizeof *first); /* from an arm on */
    uint32_t count = groups->conditions->count;
    f->same = arena_array(f->arena, count, sizeof *f->same);
    for (uint32_t key = 0; key < count; key++) f->same[key] = key;
    for (uint32_t key = 0; key < count; key++) join_parts(f, key);
    for (uint32_t i = groups->count; i-- > 0;) {
        const struct mark *mark = &groups->marks[i];
        uint32_t next = mark->arm == i && mark->next != NO_MARK ? first[mark->next] : 0;
        uint32_t key = key_of(f, i);
        first[i] = key != NO_KEY ? key + 1 : next;
        if (next != 0 && key != NO_KEY) f->same[same_key(f, next - 1)] = same_key(f, key);
    }
}

/* A group that has to agree with one of those that are apart is, too. */
static void find_agreeing(struct finder *f) {
    const struct mark *marks = f->groups->marks;
    bool *apart = arena_array(f->arena, f->groups->conditions->count, sizeof *apart);
    join_keys(f);
    for (uint32_t i = 0; i < f->groups->count; i++)
        if (key_of(f, i) != NO_KEY && f->at[marks[i].group].needed > 0)
            apart[same_key(f, key_of(f, i))] |= f->at[marks[i].group].apart;
    for (uint32_t i = 0; i < f->groups->count; i++)
        if (key_of(f, i) != NO_KEY) f->at[marks[i].group].apart |= apart[same_key(f, key_of(f, i))];
}

void groups_find_whole(struct arena *arena, const struct source *source, const struct scan *scan,
                       struct groups *groups, struct syntax *syntax) {
    struct finder finder = {.arena = arena,
                            .source = source,
                            .scan = scan,
                            .groups = groups,
                            .syntax = syntax,
                            .at = arena_array(arena, groups->count, sizeof *finder.at),
                            .arms = arena_array(arena, groups->count, sizeof *finder.arms)};
    for (uint32_t i = 0; i < groups->count; i++) pass_mark(&finder, i);
    find_missing(&finder);
    find_uses(&finder);
    for (uint32_t i = 0; i < groups->count; i++) {
        finder.at[i].apart |= finder.at[i].defines || !finder.at[i].ended;
        buffer_free(&finder.arms[i].text);
    }
    find_agreeing(&finder);
    for (uint32_t i = 0; i < groups->count; i++)
        groups->marks[i].together = groups->marks[i].group == i && !finder.at[i].apart;
    HASH_CLEAR(hh, finder.words);
}
