/* check_cast.c: the tree of a cast that the grammar, which knows no names, reads as an operation: `(T)*p`, `<-(T)&x + 1`,
 * `(T)-x * y`.
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
    uint32_t
        *growing; /* those of the parts that end where the last operand does, once it is whole */
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

static bool is_type_in_parentheses(const struct unit *unit, const struct node *node) {
    const struct node *inner = node_kind(node) == K_PARENTHESIZED ? node_inner(node) : NULL;
    return node_kind(inner) == K_IDENTIFIER && declare_names_type(unit, inner);
}

static bool is_prefix(const struct unit *unit, const struct node *operator) {
    return node_end(operator) - node_start(operator) == 1 &&
           strchr("*&+-", unit->source->text[node_start(operator)]) != NULL;
}

/* What the operand casts whose end the operation's left side has; NULL where it is no cast. */
static const struct node *casting_type(const struct unit *unit, const struct node *operation,
                                       const struct node *left) {
    if (node_kind(operation) != K_BINARY || node_is_broken(operation)) return NULL;
    if (unit->source->text[node_end(left) - 1] != ')') return NULL;
    if (!is_prefix(unit, node_field(operation, F_OPERATOR))) return NULL;
    const struct node *type = last_of(left);
    return is_type_in_parentheses(unit, type) ? type : NULL;
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

/* Puts the nodes of a cast but for its operand in the place of the type, with which the last operand ends. */
static void begin_cast(struct chain *chain, const struct node *type, const struct node *operator) {
    uint32_t first = chain->part_count - (uint32_t)(node_after(chain->last) - chain->last);
    chain->part_count -= type->size;
    for (uint32_t i = first; i < chain->part_count; i++)
        if (i + chain->parts[i].size > chain->part_count)
            chain->growing[chain->growing_count++] = i;
    char sign = chain->unit->source->text[node_start(operator)];
    const struct node *name = node_inner(type);
    struct node *at = chain->parts + chain->part_count;
    at->kind = K_CAST; /* it stays in the place of the type, whatever field that is */
    at[1] = *name;
    at[1].kind = K_TYPE_DESCRIPTOR, at[1].size = 2, at[1].field = F_TYPE;
    at[2] = *name;
    at[2].kind = K_TYPE_IDENTIFIER, at[2].field = F_TYPE;
    at[3] = *operator;
    at[3].kind = sign == '*' || sign == '&' ? K_POINTER : K_UNARY, at[3].field = F_VALUE;
    at[4] = *operator;
    chain->growing[chain->growing_count++] = chain->part_count;
    chain->growing[chain->growing_count++] = chain->part_count + 3;
    chain->part_count += 5;
}

static void add_operation(struct chain *chain, const struct node *node) {
    if (node_kind(node) != K_BINARY || node_is_broken(node)) {
        add_operand(chain, node);
        return;
    }
    const struct node *operator= node_field(node, F_OPERATOR), *right = node_field(node, F_RIGHT);
    add_operation(chain, node_field(node, F_LEFT));
    const struct node *type = casting_type(chain->unit, node, chain->last);
    if (type !=
        NULL) { /* what `right` begins with is cast, and the rest of it operates on all so far */
        begin_cast(chain, type, operator);
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
    if (node_kind(node) != K_BINARY || casting_type(unit, node, node_field(node, F_LEFT)) == NULL)
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
