/* check_cast.c: the tree of a cast that the grammar, which knows no names, reads as an operation: `(T)*p`, `<-(T)&x + 1`,
 * `(T)(U)-x * y`.
 *
 * The grammar takes no name in parentheses for a type's where an operand can stand. Names know better here: the nodes
 * are laid out once more, as they were if it had known. */
#include "declare.h"

#include <string.h>

/* Operations that are laid out, each the left side of the next: all at once, since there may be thousands in a row. */
struct chain {
    const struct unit *unit;
    struct node *heads; /* the operations that stay such, the innermost first */
    struct node *parts; /* their operands and operators, in the order of the text */
    /* those of the parts that end where the last operand does, once it is whole */
    uint32_t *growing;
    uint32_t head_count, part_count, growing_count;
    const struct node *last; /* the last operand, as the grammar has it */
};

const struct node *check_last_side(const struct node *node) {
    switch (node_kind(node)) {
    case K_BINARY: return node_field(node, F_RIGHT);
    case K_UNARY:
    case K_POINTER: return node_field(node, F_ARGUMENT);
    case K_CAST: return node_field(node, F_VALUE);
    case K_EXTENSION: return node_inner(node);
    default: return NULL;
    }
}

/* What ends where an operand ends: the last of its operands, without prefix operators and casts. */
static const struct node *last_of(const struct node *node) {
    for (const struct node *side = node; side != NULL;) {
        node = side;
        side = node_kind(node) == K_RECEIVE ? node_field(node, F_CHANNEL) : check_last_side(node);
    }
    return node;
}

/* The type in what is `(T)`, also as arguments of what reads as a call: a name or a descriptor. NULL for anything else. */
static const struct node *type_in_parentheses(const struct unit *unit, const struct node *node) {
    bool list = node_kind(node) == K_ARGUMENT_LIST && node_count(node) == 1;
    if (!list && node_kind(node) != K_PARENTHESIZED) return NULL;
    const struct node *inner = node_inner(node);
    if (list && node_kind(inner) == K_TYPE_DESCRIPTOR) return inner;
    return node_kind(inner) == K_IDENTIFIER && declare_names_type(unit, inner) ? inner : NULL;
}

/* Whether it is `(T)`, or `(T)(U)`, which reads as a call. */
static bool is_of_casts(const struct unit *unit, const struct node *node) {
    while (node_kind(node) == K_CALL &&
           type_in_parentheses(unit, node_field(node, F_ARGUMENTS)) != NULL)
        node = node_field(node, F_FUNCTION);
    return node_kind(node) == K_PARENTHESIZED && type_in_parentheses(unit, node) != NULL;
}

static bool is_prefix(const struct unit *unit, const struct node *operator) {
    return node_end(operator) - node_start(operator) == 1 &&
           strchr("*&+-", unit->source->text[node_start(operator)]) != NULL;
}

/* The types that cast, `(T)` or `(T)(U)`, with which an operation's left side ends; NULL where it ends otherwise. */
static const struct node *casts_before(const struct unit *unit, const struct node *operation,
                                       const struct node *left) {
    if (node_kind(operation) != K_BINARY || node_is_broken(operation)) return NULL;
    if (unit->source->text[node_end(left) - 1] != ')') return NULL;
    if (!is_prefix(unit, node_field(operation, F_OPERATOR))) return NULL;
    const struct node *casts = last_of(left);
    return is_of_casts(unit, casts) ? casts : NULL;
}

/* Copies the nodes from `from` up to `to`. */
static void add_parts(struct chain *chain, const struct node *from, const struct node *to) {
    memcpy(chain->parts + chain->part_count, from, (size_t)(to - from) * sizeof *from);
    chain->part_count += (uint32_t)(to - from);
}

static void add_operand(struct chain *chain, const struct node *operand) {
    add_parts(chain, operand, node_after(operand));
    chain->last = operand;
}

/* The last operand is whole, and so is all that it ends. */
static void end_operand(struct chain *chain) {
    uint32_t end = node_end(chain->last);
    for (uint32_t i = 0; i < chain->growing_count; i++) {
        struct node *part = &chain->parts[chain->growing[i]];
        part->size = chain->part_count - chain->growing[i];
        part->end = end;
    }
    chain->growing_count = 0;
    if (chain->head_count == 0) return;
    struct node *head = &chain->heads[chain->head_count - 1];
    head->size = chain->head_count + chain->part_count;
    head->end = end;
}

/* The next part, which grows to the end of the operand. */
static struct node *add_growing(struct chain *chain, const struct node *like, enum kind kind,
                                enum field field) {
    struct node *part = chain->parts + chain->part_count;
    *part = *like;
    part->kind = kind, part->field = field;
    chain->growing[chain->growing_count++] = chain->part_count++;
    return part;
}

/* Casts but for what they cast; `field` is that of the first. */
static void add_casts(struct chain *chain, const struct node *casts, enum field field) {
    const struct node *list = casts;
    if (node_kind(casts) == K_CALL) {
        add_casts(chain, node_field(casts, F_FUNCTION), field);
        list = node_field(casts, F_ARGUMENTS);
        field = F_VALUE;
    }
    const struct node *type = type_in_parentheses(chain->unit, list);
    add_growing(chain, list, K_CAST, field);
    struct node *at = chain->parts + chain->part_count;
    add_parts(chain, type, node_after(type));
    at->field = F_TYPE;
    if (node_kind(type) != K_IDENTIFIER) return;
    at->kind = K_TYPE_DESCRIPTOR, at->size = 2;
    at[1] = *type;
    at[1].kind = K_TYPE_IDENTIFIER, at[1].field = F_TYPE;
    chain->part_count++;
}

/* Puts casts of what the operator begins in the place of their types, with which the last operand ends. */
static void begin_casts(struct chain *chain, const struct node *casts,
                        const struct node *operator) {
    uint32_t first = chain->part_count - (uint32_t)(node_after(chain->last) - chain->last);
    chain->part_count -= casts->size;
    for (uint32_t i = first; i < chain->part_count; i++)
        if (i + chain->parts[i].size > chain->part_count)
            chain->growing[chain->growing_count++] = i;
    /* in the field that the types have, or the last operand that is no more than they are */
    add_casts(chain, casts, (enum field)chain->parts[chain->part_count].field);
    char sign = chain->unit->source->text[node_start(operator)];
    add_growing(chain, operator, sign == '*' || sign == '&' ? K_POINTER : K_UNARY, F_VALUE);
    add_parts(chain, operator, node_after(operator));
}

static void add_operation(struct chain *chain, const struct node *node) {
    if (node_kind(node) != K_BINARY || node_is_broken(node)) {
        add_operand(chain, node);
        return;
    }
    const struct node *operator= node_field(node, F_OPERATOR), *right = node_field(node, F_RIGHT);
    add_operation(chain, node_field(node, F_LEFT));
    const struct node *casts = casts_before(chain->unit, node, chain->last);
    if (casts !=
        NULL) { /* what `right` begins with is cast, and the rest of it operates on all so far */
        begin_casts(chain, casts, operator);
        uint32_t operand = chain->part_count;
        add_operation(chain, right);
        chain->parts[operand].field = F_ARGUMENT;
        return;
    }
    end_operand(chain);
    chain->heads[chain->head_count] = *node;
    chain->heads[chain->head_count++].field = F_LEFT;
    add_parts(chain, node_field(node, F_LEFT) + node_field(node, F_LEFT)->size, right);
    add_operand(chain, right);
}

const struct node *check_as_cast(struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_BINARY || casts_before(unit, node, node_field(node, F_LEFT)) == NULL)
        return node;
    uint32_t most =
        2 * node->size; /* a cast has five nodes instead of three, and an operation less */
    struct chain chain = {.unit = unit,
                          .heads = arena_array(unit->arena, node->size, sizeof(struct node)),
                          .parts = arena_array(unit->arena, most, sizeof(struct node)),
                          .growing = arena_array(unit->arena, most, sizeof(uint32_t))};
    add_operation(&chain, node);
    end_operand(&chain);
    uint32_t size = 1 + chain.head_count + chain.part_count;
    struct node *root = arena_array(unit->arena, size, sizeof *root), *top = root + 1;
    for (uint32_t i = 0; i < chain.head_count; i++) {
        top[i] = chain.heads[chain.head_count - 1 - i];
        top[i].start = node->start;
    }
    memcpy(top + chain.head_count, chain.parts, chain.part_count * sizeof *top);
    top->field = node->field;
    /* What stands before them all, so that they have a parent. */
    *root = (struct node){.start = node->start, .end = node->end, .kind = K_OTHER, .size = size};
    return top;
}
