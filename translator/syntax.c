/* syntax.c: parsing, and the tree that is kept of it. See syntax.h. */
#include "syntax.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <tree_sitter/api.h>

#include "pool.h"
#include "quick.h"

const TSLanguage *tree_sitter_chanc(void);

static const TSLanguage *language(void) {
    return tree_sitter_chanc();
}

/* Kinds and fields by the grammar's numbers, filled by the first syntax_new. */
static uint8_t *kind_of_symbol;
static uint8_t *field_of_id;
static bool *is_bracket; /* punctuation that stands in no field */
static bool *is_hidden;  /* no node of its own, but under an alias */

/* The nodes of one tree. */
struct tree {
    struct tree *before; /* parsed before this one */
    uint32_t count, capacity;
    struct node at[];
};

struct syntax {
    struct quick quick;
    TSParser *parser;
    struct tree *trees; /* the newest first */
    struct tree *spare; /* memory of one that was dropped, or NULL */
};

static const char *const kind_names[K_COUNT] = {
#define KIND(name, text) [K_##name] = text,
    SYNTAX_KINDS(KIND)
#undef KIND
};

static const char *const field_names[F_COUNT] = {
#define FIELD(name, text) [F_##name] = text,
    SYNTAX_FIELDS(FIELD)
#undef FIELD
};

static enum kind kind_named(TSSymbol symbol) {
    if (ts_language_symbol_type(language(), symbol) == TSSymbolTypeAnonymous) return K_TOKEN;
    const char *name = ts_language_symbol_name(language(), symbol);
    for (int kind = K_TOKEN + 1; kind < K_COUNT; kind++)
        if (kind_names[kind][0] == name[0] && strcmp(kind_names[kind], name) == 0)
            return (enum kind)kind;
    return K_OTHER;
}

static bool is_bracket_named(const char *name) {
    return name[0] != '\0' && name[1] == '\0' && strchr("(){}[],;", name[0]) != NULL;
}

static bool learn_names(void) {
    if (kind_of_symbol != NULL) return true;
    uint32_t symbols = ts_language_symbol_count(language()),
             fields = ts_language_field_count(language());
    kind_of_symbol = calloc(symbols, 1);
    field_of_id = calloc(fields + 1, 1);
    is_bracket = calloc(symbols, sizeof *is_bracket);
    is_hidden = calloc(symbols, sizeof *is_hidden);
    if (kind_of_symbol == NULL || field_of_id == NULL || is_bracket == NULL || is_hidden == NULL)
        return false;
    for (uint32_t i = 0; i < symbols; i++) {
        kind_of_symbol[i] = (uint8_t)kind_named((TSSymbol)i);
        is_bracket[i] = is_bracket_named(ts_language_symbol_name(language(), (TSSymbol)i));
        is_hidden[i] = ts_language_symbol_type(language(), (TSSymbol)i) == TSSymbolTypeAuxiliary;
    }
    for (int field = F_NONE + 1; field < F_COUNT; field++) {
        const char *name = field_names[field];
        field_of_id[ts_language_field_id_for_name(language(), name, (uint32_t)strlen(name))] =
            (uint8_t)field;
    }
    field_of_id[0] = F_NONE;
    return true;
}

/* --- copying ----------------------------------------------------------------------------------- */

static struct tree *tree_resize(struct tree *tree, uint32_t capacity) {
    size_t size = sizeof *tree + capacity * sizeof tree->at[0];
    tree = realloc(tree, size);
    if (tree == NULL) out_of_memory();
    tree->capacity = capacity;
    return tree;
}

/* A tree being copied. */
struct copy {
    struct tree *tree;
    TSTreeCursor cursor; /* in the library's tree */
    bool broken;         /* whether there is an error anywhere */
};

static uint8_t field_below(TSFieldId field, TSSymbol symbol, enum kind kind) {
    return kind == K_TOKEN && is_bracket[symbol] ? F_NONE : field_of_id[field] & 63;
}

/* Appends the node where the cursor stands. */
static void append(struct copy *copy, TSNode node, TSSymbol symbol, enum kind kind) {
    struct tree *tree = copy->tree;
    if (tree->count + 1 == tree->capacity) /* keep room for one more */
        tree = copy->tree = tree_resize(tree, tree->capacity * 2);
    tree->at[tree->count++] = (struct node){
        .start = ts_node_start_byte(node),
        .end = ts_node_end_byte(node),
        .symbol = kind == K_ERROR ? 0 : symbol,
        .kind = (uint8_t)kind,
        .field = field_below(ts_tree_cursor_current_field_id(&copy->cursor), symbol, kind),
        .broken = copy->broken && ts_node_has_error(node),
        .missing = copy->broken && ts_node_is_missing(node),
    };
}

/* Whether a node has children that are copied: of what is between quotes nobody asks for the parts, unless one is missing. */
static bool is_looked_into(bool broken, enum kind kind) {
    return broken || (kind != K_STRING && kind != K_CHARACTER);
}

/* Copies what is below the cursor, which ends where it was. Asking the library for a sibling that there is not
 * is dear, so children are counted. */
static void copy_node(struct copy *copy) {
    TSNode node = ts_tree_cursor_current_node(&copy->cursor);
    TSSymbol symbol = ts_node_symbol(node);
    enum kind kind = symbol == (TSSymbol)-1 ? K_ERROR : (enum kind)kind_of_symbol[symbol];
    if (kind == K_COMMENT) return;
    uint32_t at = copy->tree->count;
    append(copy, node, symbol, kind);
    uint32_t children = is_looked_into(copy->broken, kind) ? ts_node_child_count(node) : 0;
    if (children > 0 && ts_tree_cursor_goto_first_child(&copy->cursor)) {
        do copy_node(copy);
        while (--children > 0 && ts_tree_cursor_goto_next_sibling(&copy->cursor));
        ts_tree_cursor_goto_parent(&copy->cursor);
    }
    copy->tree->at[at].size = copy->tree->count - at;
}

/* A tree without nodes, and with room for some. */
static struct tree *tree_new(struct syntax *syntax, uint32_t capacity) {
    struct tree *tree = syntax->spare;
    syntax->spare = NULL;
    if (tree == NULL || tree->capacity < capacity) tree = tree_resize(tree, capacity);
    tree->count = 0;
    return tree;
}

/* Behind the last node comes one of no kind, so that it may be asked what follows any other. */
static const struct node *tree_add(struct syntax *syntax, struct tree *tree) {
    tree->at[tree->count] = (struct node){.kind = K_OTHER, .size = 1};
    tree->before = syntax->trees;
    syntax->trees = tree;
    return tree->at;
}

static const struct node *copy_tree(struct syntax *syntax, TSNode root) {
    struct copy copy = {.tree = tree_new(syntax, 1024), .broken = ts_node_has_error(root)};
    copy.cursor = ts_tree_cursor_new(root);
    copy_node(&copy);
    return tree_add(syntax, copy.tree);
}

/* --- copying what was parsed quickly ------------------------------------------------------------- */

static bool is_visible(const struct quick_node *node, TSSymbol alias) {
    return alias != 0 || !is_hidden[node->symbol];
}

static uint32_t count_copied(const struct quick_node *node, TSSymbol alias) {
    if (!is_visible(node, alias)) return node->inside;
    enum kind kind = (enum kind)kind_of_symbol[alias != 0 ? alias : node->symbol];
    return kind == K_COMMENT ? 0 : is_looked_into(false, kind) ? node->inside + 1 : 1;
}

static struct node *copy_children(const struct quick *quick, const struct quick_node *parent,
                                  TSFieldId outer, struct node *end);

/* Copies a node that is no hidden one, with what is in it, to before `end`. Returns where it begins. */
static struct node *copy_visible(const struct quick *quick, const struct quick_node *node,
                                 TSSymbol alias, TSFieldId field, struct node *end) {
    uint32_t size = count_copied(node, alias);
    if (size == 0) return end;
    TSSymbol symbol = quick_public(quick, alias != 0 ? alias : node->symbol);
    enum kind kind = (enum kind)kind_of_symbol[symbol];
    end[-(ptrdiff_t)size] = (struct node){
        .start = node->start,
        .end = node->end,
        .size = size,
        .symbol = symbol,
        .kind = (uint8_t)kind,
        .field = field_below(field, symbol, kind),
    };
    if (size > 1) copy_children(quick, node, 0, end);
    return end - size;
}

/* The same for the children of a node, from the last to the first; `outer` is the field of the node itself if it is hidden. A
 * hidden node in the first place is most of a long list: its children are followed in its stead. */
static struct node *copy_children(const struct quick *quick, const struct quick_node *parent,
                                  TSFieldId outer, struct node *end) {
    const struct quick_node *child = parent - 1;
    for (uint32_t i = parent->children; i-- > 0;) {
        TSSymbol alias = quick_alias(quick, parent, i);
        TSFieldId field = quick_field(quick, parent, i);
        if (field == 0) field = outer;
        if (i == 0 && !is_visible(child, alias)) {
            parent = child--;
            outer = field;
            i = parent->children;
            continue;
        }
        end = is_visible(child, alias) ? copy_visible(quick, child, alias, field, end)
                                       : copy_children(quick, child, field, end);
        child -= child->size;
    }
    return end;
}

static const struct node *copy_quick_tree(struct syntax *syntax) {
    const struct quick_node *root = &syntax->quick.nodes[syntax->quick.count - 1];
    uint32_t count = count_copied(root, 0);
    struct tree *tree = tree_new(syntax, count + 1);
    copy_visible(&syntax->quick, root, 0, 0, tree->at + count);
    tree->count = count;
    return tree_add(syntax, tree);
}

/* --- parsers ----------------------------------------------------------------------------------- */

/* Whether the library takes the grammar's tables. */
static bool is_language_known(void) {
    uint32_t version = quick_version(language());
    return version >= TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION &&
           version <= TREE_SITTER_LANGUAGE_VERSION;
}

/* Makes the library's parser, which most texts do not need, if there is none; false when it refuses the language. */
static bool make_parser(struct syntax *syntax) {
    if (syntax->parser != NULL) return true;
    syntax->parser = ts_parser_new();
    return syntax->parser != NULL && ts_parser_set_language(syntax->parser, language());
}

struct syntax *syntax_new(struct arena *arena) {
    if (!is_language_known() || !learn_names()) return NULL;
    struct syntax *syntax = arena_alloc(arena, sizeof *syntax);
    *syntax = (struct syntax){.quick = {.language = language(), .copied = count_copied}};
    pool_use();
    return syntax;
}

void syntax_free(struct syntax *syntax) {
    pool_free();
    quick_free(&syntax->quick);
    while (syntax->trees != NULL) syntax_drop(syntax, syntax->trees->at);
    free(syntax->spare);
}

void syntax_drop(struct syntax *syntax, const struct node *root) {
    struct tree **link = &syntax->trees;
    while ((*link)->at != root) link = &(*link)->before;
    struct tree *tree = *link;
    *link = tree->before;
    free(syntax->spare);
    syntax->spare = tree;
}

/* --- gaps -------------------------------------------------------------------------------------- */

/* The library looks through the ranges before a token for each: so there are not many, and between them much is blank. */
enum { BLANK_SIZE = 1024, MOST_GAPS = 1023 };

/* What the parser does not read of a text, in order. */
struct left_out {
    struct gap at[MOST_GAPS];
    uint32_t count;
};

/* Has the parser not read what stands between two offsets, unless that would be one time too many. */
static void leave_out(struct left_out *gaps, uint32_t start, uint32_t end) {
    if (gaps->count < MOST_GAPS) gaps->at[gaps->count++] = (struct gap){start, end};
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* The next BLANK_SIZE blanks or more at `at` or after; false when there are none before `end`. One of every BLANK_SIZE bytes is
 * among them, so that most text is not looked at. */
static bool next_blanks(const char *text, uint32_t at, uint32_t end, uint32_t *first,
                        uint32_t *past) {
    for (uint32_t start = at; end - at > BLANK_SIZE;) {
        at += BLANK_SIZE;
        if (!is_blank(text[at])) continue;
        *first = *past = at;
        while (*first > start && is_blank(text[*first - 1])) --*first;
        while (*past < end && is_blank(text[*past])) ++*past;
        if (*past - *first >= BLANK_SIZE) return true;
        start = at = *past;
    }
    return false;
}

/* Leaves out long blanks, which the parser would read byte by byte, but for a line's end that a token needs. */
static void leave_out_blanks(struct left_out *gaps, const char *text, uint32_t start,
                             uint32_t end) {
    uint32_t first, past = start;
    while (next_blanks(text, past, end, &first, &past)) {
        const char *newline = memchr(text + first, '\n', past - first);
        if (newline != NULL) leave_out(gaps, (uint32_t)(newline + 1 - text), past);
    }
}

/* --- parsing ----------------------------------------------------------------------------------- */

/* Has the library read [start, end) but for the gaps. Rows and columns are of no interest, and the end is that of the text. */
static bool set_ranges(TSParser *parser, uint32_t start, const struct left_out *gaps) {
    TSRange ranges[MOST_GAPS + 1];
    for (uint32_t i = 0; i < gaps->count; start = gaps->at[i++].end)
        ranges[i] = (TSRange){.start_byte = start, .end_byte = gaps->at[i].start};
    ranges[gaps->count] = (TSRange){
        .start_byte = start, .end_byte = UINT32_MAX, .end_point = {UINT32_MAX, UINT32_MAX}};
    return ts_parser_set_included_ranges(parser, ranges, gaps->count + 1);
}

/* All that is left out of [start, end): the gaps, and long blanks between them. */
static void leave_out_all(struct left_out *left_out, const char *text, uint32_t start, uint32_t end,
                          const struct gap *gaps, uint32_t gap_count) {
    left_out->count = 0;
    for (uint32_t i = 0; i < gap_count; start = gaps[i++].end) {
        leave_out_blanks(left_out, text, start, gaps[i].start);
        leave_out(left_out, gaps[i].start, gaps[i].end);
    }
    leave_out_blanks(left_out, text, start, end);
}

static const struct node *parse_all_ways(struct syntax *syntax, const char *text, uint32_t start,
                                         uint32_t end, const struct left_out *left_out) {
    if (!make_parser(syntax) || !set_ranges(syntax->parser, start, left_out)) return NULL;
    TSTree *parsed = ts_parser_parse_string(syntax->parser, NULL, text, end);
    if (parsed == NULL) return NULL;
    const struct node *tree = copy_tree(syntax, ts_tree_root_node(parsed));
    /* Dropping all of the library's memory is faster than having it free its tree. */
    pool_reset();
    syntax->parser = NULL;
    return tree;
}

const struct node *syntax_parse_all_ways(struct syntax *syntax, const char *text, uint32_t start,
                                         uint32_t end, const struct gap *gaps, uint32_t gap_count) {
    struct left_out left_out; /* not to be set to zero for every piece */
    leave_out_all(&left_out, text, start, end, gaps, gap_count);
    return parse_all_ways(syntax, text, start, end, &left_out);
}

const struct node *syntax_parse_parts(struct syntax *syntax, const char *text, uint32_t start,
                                      uint32_t end, const struct gap *gaps, uint32_t gap_count) {
    struct left_out left_out; /* not to be set to zero for every piece */
    leave_out_all(&left_out, text, start, end, gaps, gap_count);
    return quick_parse(&syntax->quick, text, start, end, left_out.at, left_out.count)
               ? copy_quick_tree(syntax)
               : parse_all_ways(syntax, text, start, end, &left_out);
}

const struct node *syntax_parse(struct syntax *syntax, const char *text, uint32_t start,
                                uint32_t end) {
    static const struct gap none;
    return syntax_parse_parts(syntax, text, start, end, &none, 0);
}

/* --- asking ------------------------------------------------------------------------------------ */

const struct node *node_field(const struct node *node, enum field field) {
    for_children(child, node)
        if (child->field == field) return child;
    return NULL;
}

const struct node *node_parent(const struct node *node) {
    const struct node *parent = node_before(node);
    while (parent + parent->size <= node) parent--;
    if (parent->kind != K_STAND_IN) return parent;
    uint64_t address = (uint64_t)parent->end << 32 | parent->start; /* in the place of its range */
    return node_parent((const struct node *)(uintptr_t)address);
}

struct node node_stand_in(const struct node *original, uint32_t size) {
    uint64_t address = (uintptr_t)original;
    return (struct node){.start = (uint32_t)address,
                         .end = (uint32_t)(address >> 32),
                         .kind = K_STAND_IN,
                         .size = size};
}

uint32_t node_count(const struct node *node) {
    uint32_t count = 0;
    for_named(child, node) count++;
    return count;
}

uint32_t node_list(const struct node *node, enum field field, const struct node **at,
                   uint32_t room) {
    uint32_t count = 0;
    for_named(child, node)
        if (child->field == field && count++ < room) at[count - 1] = child;
    return count;
}

const struct node *node_inner(const struct node *node) {
    const struct node *skipped = NULL;
    for_named(child, node) {
        if (child->kind != K_ERROR) return child;
        if (skipped == NULL) skipped = child;
    }
    return skipped;
}

const struct node *node_inner_declarator(const struct node *node) {
    const struct node *inner = node_field(node, F_DECLARATOR);
    if (inner != NULL) return inner;
    for_named(child, node) {
        enum kind kind = node_kind(child);
        bool declarator = (kind >= K_POINTER_DECLARATOR && kind <= K_ABSTRACT_PARENTHESIZED) ||
                          kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER ||
                          kind == K_FIELD_IDENTIFIER;
        if (declarator) return child;
    }
    return NULL;
}

/* The child that covers [start, end); NULL when none does. */
static const struct node *child_at(const struct node *node, uint32_t start, uint32_t end) {
    for_children(child, node)
        if (child->start <= start && child->end >= end) return child;
    return NULL;
}

const struct node *node_at(const struct node *node, uint32_t start, uint32_t end) {
    const struct node *inside;
    while ((inside = child_at(node, start, end)) != NULL) node = inside;
    return node;
}

const char *node_word(const struct node *node) {
    return node_kind(node) == K_ERROR ? "ERROR" : ts_language_symbol_name(language(), node->symbol);
}
