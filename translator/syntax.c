/* syntax.c: kinds, fields and children of tree-sitter's nodes. See syntax.h. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

#include "pool.h"

const TSLanguage *tree_sitter_chanc(void);

/* Kinds and fields by the grammar's numbers, filled by the first syntax_new. */
static uint8_t *kind_of_symbol;
static TSFieldId id_of_field[F_COUNT];
static uint8_t *field_of_id;

struct syntax {
    TSParser *parser;
    TSTreeCursor cursor; /* reused for every listing */
    bool has_cursor;
    struct block *block; /* newest block of children */
};

/* Children live in blocks that never move; a mark is a count over all blocks. */
struct block {
    struct block *before;
    size_t base; /* children in the blocks before this one */
    size_t used, capacity;
    struct child at[];
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

static enum kind kind_named(const TSLanguage *language, TSSymbol symbol) {
    if (ts_language_symbol_type(language, symbol) == TSSymbolTypeAnonymous) return K_TOKEN;
    const char *name = ts_language_symbol_name(language, symbol);
    for (int kind = K_TOKEN + 1; kind < K_COUNT; kind++)
        if (strcmp(kind_names[kind], name) == 0) return (enum kind)kind;
    return K_OTHER;
}

static bool learn_names(const TSLanguage *language) {
    if (kind_of_symbol != NULL) return true;
    uint32_t symbols = ts_language_symbol_count(language),
             fields = ts_language_field_count(language);
    kind_of_symbol = calloc(symbols, 1);
    field_of_id = calloc(fields + 1, 1);
    if (kind_of_symbol == NULL || field_of_id == NULL) return false;
    for (uint32_t i = 0; i < symbols; i++)
        kind_of_symbol[i] = (uint8_t)kind_named(language, (TSSymbol)i);
    for (int field = F_NONE + 1; field < F_COUNT; field++) {
        const char *name = field_names[field];
        TSFieldId id = ts_language_field_id_for_name(language, name, (uint32_t)strlen(name));
        id_of_field[field] = id;
        field_of_id[id] = (uint8_t)field;
    }
    field_of_id[0] = F_NONE;
    return true;
}

/* A parser for the language; NULL when the library refuses it. */
static TSParser *parser_new(void) {
    TSParser *parser = ts_parser_new();
    return parser != NULL && ts_parser_set_language(parser, tree_sitter_chanc()) ? parser : NULL;
}

struct syntax *syntax_new(struct arena *arena) {
    if (!learn_names(tree_sitter_chanc())) return NULL;
    struct syntax *syntax = arena_alloc(arena, sizeof *syntax);
    pool_use();
    syntax->parser = parser_new();
    if (syntax->parser == NULL) pool_free();
    return syntax->parser == NULL ? NULL : syntax;
}

void syntax_forget(struct syntax *syntax) {
    pool_reset();
    syntax->parser = parser_new();
    syntax->has_cursor = false;
}

void syntax_free(struct syntax *syntax) {
    pool_free();
    while (syntax->block != NULL) {
        struct block *block = syntax->block;
        syntax->block = block->before;
        free(block);
    }
}

TSTree *syntax_parse(struct syntax *syntax, const char *text, uint32_t start, uint32_t end) {
    /* The parser finds the end as that of the text. */
    TSRange range = {
        .start_byte = start, .end_byte = UINT32_MAX, .end_point = {UINT32_MAX, UINT32_MAX}};
    if (!ts_parser_set_included_ranges(syntax->parser, &range, 1)) return NULL;
    return ts_parser_parse_string(syntax->parser, NULL, text, end);
}

/* Room for `count` children in one piece, in the newest block or a new one. */
static struct child *pool_take(struct syntax *syntax, size_t count) {
    struct block *block = syntax->block;
    if (block == NULL || block->capacity - block->used < count) {
        size_t capacity = count > 4096 ? count : 4096;
        struct block *fresh = malloc(sizeof *fresh + capacity * sizeof fresh->at[0]);
        if (fresh == NULL) out_of_memory();
        fresh->before = block;
        fresh->base = block == NULL ? 0 : block->base + block->used;
        fresh->used = 0;
        fresh->capacity = capacity;
        syntax->block = block = fresh;
    }
    struct child *at = &block->at[block->used];
    block->used += count;
    return at;
}

struct children syntax_children(struct syntax *syntax, TSNode node) {
    size_t mark = syntax->block == NULL ? 0 : syntax->block->base + syntax->block->used;
    struct children children = {.mark = mark};
    uint32_t count = ts_node_child_count(node);
    if (count == 0) return children;
    if (syntax->has_cursor)
        ts_tree_cursor_reset(&syntax->cursor, node);
    else
        syntax->cursor = ts_tree_cursor_new(node);
    syntax->has_cursor = true;
    if (!ts_tree_cursor_goto_first_child(&syntax->cursor)) return children;
    children.at = pool_take(syntax, count);
    do {
        TSNode child = ts_tree_cursor_current_node(&syntax->cursor);
        enum kind kind = node_kind(child);
        if (kind == K_COMMENT || children.count == count) continue;
        enum field field = field_of_id[ts_tree_cursor_current_field_id(&syntax->cursor)];
        children.at[children.count++] = (struct child){child, kind, field};
    } while (ts_tree_cursor_goto_next_sibling(&syntax->cursor));
    return children;
}

void syntax_release(struct syntax *syntax, struct children children) {
    while (syntax->block != NULL && syntax->block->base > children.mark) {
        struct block *block = syntax->block;
        syntax->block = block->before;
        free(block);
    }
    if (syntax->block != NULL) syntax->block->used = children.mark - syntax->block->base;
}

enum kind node_kind(TSNode node) {
    if (!node_exists(node)) return K_OTHER;
    TSSymbol symbol = ts_node_symbol(node);
    return symbol == (TSSymbol)-1 ? K_ERROR : (enum kind)kind_of_symbol[symbol];
}

TSNode node_field(TSNode node, enum field field) {
    return ts_node_child_by_field_id(node, id_of_field[field]);
}

uint32_t node_start(TSNode node) {
    return ts_node_start_byte(node);
}
uint32_t node_end(TSNode node) {
    return ts_node_end_byte(node);
}

TSNode node_inner(TSNode node) {
    TSNode skipped = {0};
    uint32_t count = ts_node_named_child_count(node);
    for (uint32_t i = 0; i < count; i++) {
        TSNode child = ts_node_named_child(node, i);
        enum kind kind = node_kind(child);
        if (kind != K_COMMENT && kind != K_ERROR) return child;
        if (kind == K_ERROR && !node_exists(skipped)) skipped = child;
    }
    return skipped;
}

bool node_same(TSNode a, TSNode b) {
    return ts_node_eq(a, b);
}
