/* scope.c: names and their bindings. See scope.h. */
#include "scope.h"

#include <stdlib.h>
#include <string.h>

/* What one scope binds, newest first. */
struct scope {
    struct symbol *symbols;
    struct tag_binding *tags;
    uint32_t start;  /* see scope_begin; 0: not known */
    uint32_t number; /* counts up through the scopes; 0 is the file's */
};

struct scopes {
    struct arena *arena;
    struct name *names;     /* hash table by spelling */
    struct scope *stack;    /* the file's scope first */
    uint32_t depth;         /* index of the innermost scope */
    uint32_t count;         /* of all scopes so far, without the file's */
    uint32_t capacity;      /* of stack */
    struct name **reported; /* names with `reported` set */
    uint32_t reported_count, reported_capacity;
};

struct scopes *scopes_new(struct arena *arena) {
    struct scopes *scopes = arena_alloc(arena, sizeof *scopes);
    scopes->arena = arena;
    scopes->capacity = 64;
    scopes->stack = calloc(scopes->capacity, sizeof *scopes->stack);
    if (scopes->stack == NULL) out_of_memory();
    return scopes;
}

void scopes_free(struct scopes *scopes) {
    HASH_CLEAR(hh, scopes->names);
    free(scopes->stack);
    free(scopes->reported);
    scopes->stack = NULL;
    scopes->reported = NULL;
}

struct name *scope_name(struct scopes *scopes, const char *text, size_t length) {
    struct name *name;
    HASH_FIND(hh, scopes->names, text, length, name);
    if (name == NULL) {
        name = arena_alloc(scopes->arena, sizeof *name + length + 1);
        name->text = memcpy(name + 1, text, length); /* near, since a look-up reads both */
        name->length = length;
        HASH_ADD_KEYPTR(hh, scopes->names, name->text, length, name);
    }
    return name;
}

void scope_push(struct scopes *scopes) {
    if (++scopes->depth == scopes->capacity) {
        scopes->capacity *= 2;
        struct scope *grown = realloc(scopes->stack, scopes->capacity * sizeof *grown);
        if (grown == NULL) out_of_memory();
        scopes->stack = grown;
    }
    scopes->stack[scopes->depth] = (struct scope){.number = ++scopes->count};
}

void scope_begin(struct scopes *scopes, uint32_t start) {
    scopes->stack[scopes->depth].start = start;
}

void scope_pop(struct scopes *scopes) {
    struct scope *scope = &scopes->stack[scopes->depth--];
    for (struct symbol *symbol = scope->symbols; symbol != NULL; symbol = symbol->next)
        symbol->name->symbol = symbol->hidden;
    for (struct tag_binding *tag = scope->tags; tag != NULL; tag = tag->next)
        tag->name->tag = tag->hidden;
}

uint32_t scope_depth(const struct scopes *scopes) {
    return scopes->depth;
}

void scope_declare(struct scopes *scopes, struct symbol *symbol) {
    struct scope *scope = &scopes->stack[scopes->depth];
    symbol->depth = scopes->depth;
    symbol->hidden = symbol->name->symbol;
    symbol->next = scope->symbols;
    symbol->name->symbol = symbol;
    scope->symbols = symbol;
}

void scope_declare_tag(struct scopes *scopes, struct tag_binding *tag) {
    struct scope *scope = &scopes->stack[scopes->depth];
    tag->depth = scopes->depth;
    tag->scope_start = scope->start;
    tag->hidden = tag->name->tag;
    tag->next = scope->tags;
    tag->name->tag = tag;
    scope->tags = tag;
}

const struct tag_binding *scope_tags(const struct scopes *scopes) {
    return scopes->stack[scopes->depth].tags;
}

void scope_declare_tag_at_file(struct scopes *scopes, struct tag_binding *tag) {
    struct tag_binding **place = &tag->name->tag;
    while (*place != NULL) place = &(*place)->hidden;
    tag->depth = 0;
    tag->next = scopes->stack[0].tags;
    scopes->stack[0].tags = tag;
    *place = tag;
}

struct scope_mark scope_mark(const struct scopes *scopes) {
    const struct scope *scope = &scopes->stack[scopes->depth];
    return (struct scope_mark){scope->number, scope->symbols, scope->tags};
}

static void repeat_symbols(struct scopes *scopes, const struct symbol *from,
                           const struct symbol *to) {
    size_t count = 0;
    for (const struct symbol *symbol = to; symbol != from; symbol = symbol->next)
        count += !symbol->repeats;
    struct symbol **copies = arena_array(scopes->arena, count, sizeof *copies);
    for (size_t i = count; i > 0; to = to->next) {
        if (to->repeats) continue;
        copies[--i] = arena_alloc(scopes->arena, sizeof **copies);
        *copies[i] = *to;
        copies[i]->repeats = true;
    }
    for (size_t i = 0; i < count; i++) scope_declare(scopes, copies[i]);
}

static void repeat_tags(struct scopes *scopes, const struct tag_binding *from,
                        const struct tag_binding *to) {
    size_t count = 0;
    for (const struct tag_binding *tag = to; tag != from; tag = tag->next) count += !tag->repeats;
    struct tag_binding **copies = arena_array(scopes->arena, count, sizeof *copies);
    for (size_t i = count; i > 0; to = to->next) {
        if (to->repeats) continue;
        copies[--i] = arena_alloc(scopes->arena, sizeof **copies);
        *copies[i] = *to;
        copies[i]->repeats = true;
    }
    for (size_t i = 0; i < count; i++) scope_declare_tag(scopes, copies[i]);
}

void scope_repeat(struct scopes *scopes, struct scope_mark from, struct scope_mark to) {
    if (scopes->stack[scopes->depth].number != from.scope) return;
    repeat_symbols(scopes, from.symbols, to.symbols);
    repeat_tags(scopes, from.tags, to.tags);
}

struct symbol *scope_here(const struct scopes *scopes, const struct name *name) {
    return name->symbol != NULL && name->symbol->depth == scopes->depth ? name->symbol : NULL;
}

void scope_mark_reported(struct scopes *scopes, struct name *name) {
    if (scopes->reported_count == scopes->reported_capacity) {
        uint32_t capacity = scopes->reported_capacity == 0 ? 16 : 2 * scopes->reported_capacity;
        struct name **grown = realloc(scopes->reported, capacity * sizeof *grown);
        if (grown == NULL) out_of_memory();
        scopes->reported = grown;
        scopes->reported_capacity = capacity;
    }
    scopes->reported[scopes->reported_count++] = name;
    name->reported = true;
}

void scope_clear_reported(struct scopes *scopes) {
    for (uint32_t i = 0; i < scopes->reported_count; i++) scopes->reported[i]->reported = false;
    scopes->reported_count = 0;
}
