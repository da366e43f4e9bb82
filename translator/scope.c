/* scope.c: names and their bindings. See scope.h. */
#include "scope.h"

#include <stdlib.h>
#include <string.h>

/* An entry of the table of names. The hash stands beside the name: to look at a name takes a line of memory that is
 * mostly in no cache. */
struct slot {
    struct name *name; /* NULL: empty */
    uint32_t hash;
};

/* What one scope binds, newest first. */
struct scope {
    struct symbol *symbols;
    struct tag_binding *tags;
    uint32_t start; /* see scope_begin; 0: not known */
};

struct scopes {
    struct arena *arena;
    struct slot
        *slots; /* hash table of names: each in the first free slot from that of its hash on */
    uint32_t slot_count; /* a power of two, and more than twice name_count */
    uint32_t name_count;
    struct scope *stack;    /* the file's scope first */
    uint32_t depth;         /* index of the innermost scope */
    uint32_t capacity;      /* of stack */
    struct name **reported; /* names with `reported` set */
    uint32_t reported_count, reported_capacity;
};

struct scopes *scopes_new(struct arena *arena) {
    struct scopes *scopes = arena_alloc(arena, sizeof *scopes);
    scopes->arena = arena;
    scopes->capacity = 64;
    scopes->stack = calloc(scopes->capacity, sizeof *scopes->stack);
    scopes->slot_count = 256;
    scopes->slots = calloc(scopes->slot_count, sizeof *scopes->slots);
    if (scopes->stack == NULL || scopes->slots == NULL) out_of_memory();
    return scopes;
}

void scopes_free(struct scopes *scopes) {
    free(scopes->slots);
    free(scopes->stack);
    free(scopes->reported);
    scopes->slots = NULL;
    scopes->stack = NULL;
    scopes->reported = NULL;
}

/* FNV-1a. */
static uint32_t hash_of(const char *text, size_t length) {
    uint32_t hash = 2166136261;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619;
    return hash;
}

/* The slot of that name, or the empty one where it belongs. */
static struct slot *find_slot(const struct scopes *scopes, const char *text, size_t length,
                              uint32_t hash) {
    for (uint32_t i = hash;; i++) {
        struct slot *slot = &scopes->slots[i & (scopes->slot_count - 1)];
        if (slot->name == NULL) return slot;
        if (slot->hash == hash && slot->name->length == length &&
            memcmp(slot->name->text, text, length) == 0)
            return slot;
    }
}

static void grow_slots(struct scopes *scopes) {
    uint32_t count = scopes->slot_count;
    struct slot *old = scopes->slots;
    scopes->slot_count *= 2;
    scopes->slots = calloc(scopes->slot_count, sizeof *scopes->slots);
    if (scopes->slots == NULL) out_of_memory();
    for (uint32_t i = 0; i < count; i++) {
        if (old[i].name == NULL) continue;
        uint32_t to = old[i].hash;
        while (scopes->slots[to & (scopes->slot_count - 1)].name != NULL) to++;
        scopes->slots[to & (scopes->slot_count - 1)] = old[i];
    }
    free(old);
}

struct name *scope_name(struct scopes *scopes, const char *text, size_t length) {
    uint32_t hash = hash_of(text, length);
    struct slot *slot = find_slot(scopes, text, length, hash);
    if (slot->name != NULL) return slot->name;
    struct name *name = arena_alloc(scopes->arena, sizeof *name + length + 1);
    name->text = memcpy(name + 1, text, length); /* near, since a look-up reads both */
    name->length = length;
    *slot = (struct slot){name, hash};
    if (++scopes->name_count > scopes->slot_count / 2) grow_slots(scopes);
    return name;
}

void scope_push(struct scopes *scopes) {
    if (++scopes->depth == scopes->capacity) {
        scopes->capacity *= 2;
        struct scope *grown = realloc(scopes->stack, scopes->capacity * sizeof *grown);
        if (grown == NULL) out_of_memory();
        scopes->stack = grown;
    }
    scopes->stack[scopes->depth] = (struct scope){NULL, NULL, 0};
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
