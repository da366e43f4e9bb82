/* check_initializer.c: initialisers, nested and designated, against the types they fill
 * (C11 6.7.9).
 *
 * A list is walked with a stack of the aggregates that are being filled: braces may be left out,
 * and a designator jumps. Where a member's type is only a name, an unbraced value is taken to fill
 * it alone; since that may be wrong, only a channel standing for another channel is an error until
 * the next designator. */
#include "expand.h"
#include "macro.h"

#include <string.h>

enum { DEPTH = 24 };

/* An aggregate being filled. */
struct level {
    const struct type *type; /* stripped: array, struct or union */
    int64_t index;           /* of the element or member that is next */
};

struct filling {
    struct level levels[DEPTH];
    /* levels in use; 0 when everything is full, or the place is lost until a designator */
    uint32_t depth;
    bool uncertain; /* the position is a guess */
};

static bool is_aggregate(const struct type *type) {
    const struct type *bare = type_strip(type);
    return bare->kind == T_ARRAY || (bare->kind == T_TAG && bare->tag->kind != TAG_ENUM &&
                                     bare->tag->complete && !bare->tag->refused);
}

static bool is_full(const struct level *level) {
    if (level->type->kind == T_ARRAY)
        return level->type->array_count >= 0 && level->index >= level->type->array_count;
    if (level->type->tag->kind == TAG_UNION) return level->index > level->type->tag->count;
    return level->index >= level->type->tag->count;
}

/* The type of what is filled next; NULL when the list has too much. */
static const struct type *next_type(struct filling *filling) {
    while (filling->depth > 0 && is_full(&filling->levels[filling->depth - 1])) {
        filling->depth--;
        if (filling->depth > 0) filling->levels[filling->depth - 1].index++;
    }
    if (filling->depth == 0) return NULL;
    const struct level *level = &filling->levels[filling->depth - 1];
    if (level->type->kind == T_ARRAY) return level->type->base;
    return level->index < level->type->tag->count ? level->type->tag->members[level->index].type
                                                  : NULL;
}

static void enter(struct filling *filling, const struct type *type) {
    if (filling->depth < DEPTH)
        filling->levels[filling->depth++] = (struct level){type_strip(type), 0};
}

static void advance(struct filling *filling) {
    if (filling->depth == 0) return;
    struct level *level = &filling->levels[filling->depth - 1];
    level->index++;
    if (level->type->kind == T_TAG && level->type->tag->kind == TAG_UNION)
        level->index = level->type->tag->count + 1;
}

/* Moves to the member called `name` of the aggregate on top, through anonymous ones. */
static bool designate_member(struct filling *filling, const char *name) {
    const struct level *level = &filling->levels[filling->depth - 1];
    if (level->type->kind != T_TAG) return false;
    const struct tag *tag = level->type->tag;
    for (uint32_t i = 0; i < tag->count; i++) {
        const struct member *member = &tag->members[i];
        const struct type *inner = type_strip(member->type);
        bool anonymous = member->name == NULL && inner->kind == T_TAG;
        if (!anonymous && (member->name == NULL || strcmp(member->name, name) != 0)) continue;
        if (anonymous && tag_member(inner->tag, name) == NULL) continue;
        filling->levels[filling->depth - 1].index = i;
        if (!anonymous) return true;
        enter(filling, inner);
        return designate_member(filling, name);
    }
    return false;
}

/* The next type that is filled becomes the aggregate on top. */
static bool enter_next(struct filling *filling) {
    const struct type *type = next_type(filling);
    if (type == NULL || !is_aggregate(type)) return false;
    enter(filling, type);
    return true;
}

/* The member that a designator names, or the path of them that a macro stands for. */
static bool designate_path(struct unit *unit, struct filling *filling, const struct node *member) {
    const struct name *name = unit_name_of(unit, member);
    if (name->macro == NULL) return designate_member(filling, name->text);
    const char *end = unit->source->text + node_end(member);
    const struct token *token = expand(unit, name, end, end).tokens;
    while (token != NULL &&
           designate_member(filling, arena_strndup(unit->arena, token->text, token->length))) {
        if (token->next == NULL) return true;
        if (*token->next->text != '.' || !enter_next(filling)) return false;
        token = token->next->next;
    }
    return false;
}

/* Applies one designator; `first` starts again from the list's own aggregate. */
static bool designate(struct unit *unit, struct filling *filling, const struct node *designator,
                      bool first) {
    if (first)
        filling->depth = 1;
    else if (!enter_next(filling))
        return false;
    enum kind kind = node_kind(designator);
    if (kind == K_FIELD_DESIGNATOR || kind == K_FIELD_IDENTIFIER) {
        const struct node *name = kind == K_FIELD_IDENTIFIER ? designator : node_inner(designator);
        return designate_path(unit, filling, name);
    }
    const struct node *index =
        kind == K_SUBSCRIPT_RANGE ? node_field(designator, F_END) : node_inner(designator);
    struct value value = index != NULL ? check_integer(unit, index, "an index")
                                       : (struct value){.type = &type_unknown};
    if (kind == K_SUBSCRIPT_RANGE) check_integer(unit, node_field(designator, F_START), "an index");
    struct level *level = &filling->levels[filling->depth - 1];
    if (level->type->kind != T_ARRAY) return false;
    level->index = value.constant ? value.number : 0;
    return true;
}

static void check_free(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_INITIALIZER_LIST)
        check_initializer(unit, &type_unknown, node);
    else
        check_operand(unit, node);
}

bool check_is_string(const struct node *value) {
    return node_kind(value) == K_STRING || node_kind(value) == K_CONCATENATED_STRING;
}

/* How many aggregates a value may pass. More are entered only where they hold nothing, as in an array
 * of structs without members, which may be as long as it likes. */
enum { MOST_ENTERED = 2 * DEPTH };

/* An unbraced value fills the next object, or the first scalar in it. */
static void fill_value(struct unit *unit, struct filling *filling, const struct node *node) {
    struct value value = check_operand(unit, node);
    const struct type *type;
    uint32_t entered = 0;
    while ((type = next_type(filling)) != NULL && is_aggregate(type) && filling->depth < DEPTH) {
        if (entered++ == MOST_ENTERED) {
            filling->uncertain = true;
            return;
        }
        const struct type *bare = type_strip(type);
        if (bare->kind == T_ARRAY && check_is_string(node) && !is_aggregate(bare->base) &&
            !type_is(bare->base, T_POINTER))
            break;
        if (bare->kind == T_TAG && type_compare(bare, value.type) != ID_DIFFERENT) break;
        enter(filling, type);
    }
    if (type == NULL) return;
    bool both = type_is(type, T_CHANNEL) && type_is(value.type, T_CHANNEL);
    if (!filling->uncertain || both) check_assign(unit, type, value, node, "the initialiser");
    if (type_is(type, T_UNKNOWN) || (type_is(type, T_NAMED) && !type_is_plain_name(type)))
        filling->uncertain = true;
    advance(filling);
}

static void fill_item(struct unit *unit, struct filling *filling, const struct node *node) {
    if (node_kind(node) != K_INITIALIZER_LIST) {
        fill_value(unit, filling, node);
        return;
    }
    const struct type *type = next_type(filling);
    check_initializer(unit, type != NULL && !filling->uncertain ? type : &type_unknown, node);
    advance(filling);
}

static void fill_pair(struct unit *unit, struct filling *filling, const struct node *pair) {
    bool first = true, found = true;
    const struct node *value = node_field(pair, F_VALUE);
    for_named(child, pair) {
        if (child->field != F_DESIGNATOR) continue;
        found = found && designate(unit, filling, child, first);
        first = false;
    }
    if (!found) filling->depth = 0; /* the place is lost */
    filling->uncertain = false;
    if (value != NULL) fill_item(unit, filling, value);
}

static void check_list(struct unit *unit, const struct type *type, const struct node *list) {
    struct filling filling = {0};
    bool known = is_aggregate(type);
    uint32_t past = node_start(list);
    if (known) enter(&filling, type);
    for_named(item, list) {
        if (macro_pass_listed(unit, past, node_start(item)))
            filling.depth = 0; /* how many is not known */
        past = node_end(item);
        if (item->kind == K_INITIALIZER_PAIR) {
            if (known)
                fill_pair(unit, &filling, item);
            else if (node_field(item, F_VALUE) != NULL)
                check_free(unit, node_field(item, F_VALUE));
        } else if (known) {
            fill_item(unit, &filling, item);
        } else {
            check_free(unit, item);
        }
    }
    macro_pass_listed(unit, past, node_end(list));
}

void check_initializer(struct unit *unit, const struct type *type, const struct node *value) {
    if (node_kind(value) != K_INITIALIZER_LIST) {
        check_assign(unit, type, check_operand(unit, value), value, "the initialiser");
        return;
    }
    const struct node *first = node_inner(value);
    if (!type_is_scalar(type) || first == NULL || node_kind(first) == K_INITIALIZER_PAIR) {
        check_list(unit, type, value);
        return;
    }
    /* Braces around a scalar; what is too much is C's business. */
    check_initializer(unit, type, first);
    uint32_t index = 0;
    for_named(more, value)
        if (index++ > 0 && more != first) check_free(unit, more);
}
