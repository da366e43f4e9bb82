/* declare_element.c: structs without a tag that are written out as elements of channels.
 *
 * The output has to speak of them, so they get names. Those that are written alike are one type, as in Go: in C they are where
 * they have one name and one body. So the body of one counts for all in its scope that are compiled only where it is; in
 * arms that exclude each other each has its body, under the same name. */
#include "declare.h"
#include "mask_arm.h"
#include "token.h"

#include <string.h>

/* A hash of the tokens that a struct is written in: most others are told apart by it. */
static uint64_t hash_written(const struct unit *unit, const struct node *specifier) {
    const char *at = unit->source->text + node_start(specifier),
               *end = unit->source->text + node_end(specifier);
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (const char *past; (at = token_skip(at, end)) < end; at = past)
        for (past = token_end(at, end); at < past; at++)
            hash = (hash ^ (unsigned char)*at) * 1099511628211u;
    return hash;
}

/* Whether a struct with that hash is written as the one of that name is. */
static bool is_written_alike(const struct unit *unit, const struct element_name *name,
                             const struct node *specifier, uint64_t hash) {
    if (name->source != unit->source || name->start == name->end || name->written != hash)
        return false;
    const char *text = unit->source->text, *a = text + name->start, *a_end = text + name->end,
               *b = text + node_start(specifier), *b_end = text + node_end(specifier);
    for (;;) {
        a = token_skip(a, a_end);
        b = token_skip(b, b_end);
        if (a >= a_end || b >= b_end) return a >= a_end && b >= b_end;
        size_t length = (size_t)(token_end(a, a_end) - a);
        if (length != (size_t)(token_end(b, b_end) - b) || memcmp(a, b, length) != 0) return false;
        a += length;
        b += length;
    }
}

/* Whether a macro is used in it, which may have stood for something else in another place. */
static bool has_macro(const struct unit *unit, const struct node *specifier) {
    const char *text = unit->source->text, *at = text + node_start(specifier),
               *end = text + node_end(specifier);
    for (const char *past; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        if (is_word_byte(*at) && scope_name(unit->scopes, at, (size_t)(past - at))->macro != NULL)
            return true;
    }
    return false;
}

/* Whether the body of the struct of that name is there wherever this tag's is: its type, or NULL. */
static const struct type *declared_alike(const struct unit *unit, const struct element_name *name,
                                         struct tag *tag) {
    const struct tag_binding *binding =
        scope_name(unit->scopes, name->text, strlen(name->text))->tag;
    if (binding == NULL || !arm_is_around(unit->masks, name->start, tag->body_start)) return NULL;
    bool here = binding->body == 0 || (unit->body != NULL && binding->body == unit->body->number);
    const struct type *type = type_of_tag(unit->arena, tag);
    return here && type_compare(binding->type, type) == ID_SAME ? binding->type : NULL;
}

/* Leaves out those whose scope has ended: they are the newest, so that others need not be looked for among all that a file has. */
static void drop_unbound(struct unit *unit) {
    struct bound_element **first = &unit->bound_elements;
    for (; *first != NULL; *first = (*first)->next) {
        const char *text = (*first)->name->text;
        if (scope_name(unit->scopes, text, strlen(text))->tag != NULL) return;
    }
}

/* That of another struct whose body counts for this one, which has that hash; NULL when there is none. */
static const struct type *find_alike(struct unit *unit, struct tag *tag,
                                     const struct node *specifier, uint64_t hash) {
    if (has_macro(unit, specifier)) return NULL;
    drop_unbound(unit);
    for (const struct bound_element *at = unit->bound_elements; at != NULL; at = at->next) {
        const struct element_name *name = at->name;
        if (name->body == tag->body_start || !is_written_alike(unit, name, specifier, hash))
            continue;
        const struct type *other = declared_alike(unit, name, tag);
        if (other != NULL) return other;
    }
    return NULL;
}

/* An element's type with another tag. */
static const struct type *with_tag(struct arena *arena, const struct type *type,
                                   const struct type *other) {
    if (type->kind == T_TAG) return type_qualified(arena, other, type->qualifiers);
    struct type *copy = arena_alloc(arena, sizeof *copy);
    *copy = *type;
    copy->base = with_tag(arena, type->base, other);
    return copy;
}

/* A new name: that of a struct in an arm that excludes this one's, if there is one. */
static struct element_name *new_name(struct unit *unit, const struct tag *tag,
                                     const struct node *specifier, uint64_t hash) {
    struct element_name *own = unit_element_name(unit, tag->body_start, tag);
    if (own->start != own->end) return own; /* of an earlier reading */
    bool in_arm = arm_at(unit->masks, tag->body_start) != NO_ARM;
    for (const struct element_name *name = own->next; in_arm && name != NULL; name = name->next)
        if (is_written_alike(unit, name, specifier, hash) &&
            arm_excludes(unit->masks, name->start, tag->body_start))
            own->text = name->text;
    own->start = node_start(specifier);
    own->end = node_end(specifier);
    own->written = hash;
    return own;
}

static void bind_name(struct unit *unit, struct tag *tag, const struct element_name *name) {
    struct tag_binding *binding = arena_alloc(unit->arena, sizeof *binding);
    *binding =
        (struct tag_binding){.name = scope_name(unit->scopes, tag->name, strlen(tag->name)),
                             .tag = tag,
                             .type = type_of_tag(unit->arena, tag),
                             .body = tag->local && unit->body != NULL ? unit->body->number : 0};
    scope_declare_tag(unit->scopes, binding);
    struct bound_element *bound = arena_alloc(unit->arena, sizeof *bound);
    *bound = (struct bound_element){name, unit->bound_elements};
    unit->bound_elements = bound;
}

const struct type *declare_element_name(struct unit *unit, const struct type *type,
                                        const struct node *specifier) {
    struct tag *tag = type_bare_tag(type);
    if (tag == NULL || tag->name != NULL) return type;
    tag->made_up = true;
    uint64_t hash = hash_written(unit, specifier);
    const struct type *alike = find_alike(unit, tag, specifier, hash);
    if (alike != NULL) return with_tag(unit->arena, type, alike);
    const struct element_name *name = new_name(unit, tag, specifier, hash);
    tag->name = name->text;
    bind_name(unit, tag, name);
    unit_write_tag(unit, tag);
    return type;
}
