/* check_cast.c: the tree of a cast that the grammar, which knows no names, reads as an operation: `(T)*p`, `<-(T)&x + 1`,
 * `(T)-x * y`.
 *
 * The grammar takes no name in parentheses for a type's where an operand can stand. Names know better here: the nodes
 * are laid out once more, as they were if it had known. */
#include "declare.h"

#include <string.h>

/* An operation that is a cast, and its parts. */
struct reading {
    const struct node *left, *right;        /* operands */
    const struct node *type;                /* in parentheses, what `left` ends with */
    const struct node *operator, * operand; /* what is cast: `right` begins with `operand` */
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

static bool read_cast(const struct unit *unit, const struct node *node, struct reading *reading) {
    if (node_kind(node) != K_BINARY || node_is_broken(node)) return false;
    reading->left = node_field(node, F_LEFT);
    reading->operator= node_field(node, F_OPERATOR);
    if (unit->source->text[node_end(reading->left) - 1] != ')' ||
        !is_prefix(unit, reading->operator))
        return false;
    reading->type = last_of(reading->left);
    reading->operand = reading->right = node_field(node, F_RIGHT);
    while (node_kind(reading->operand) == K_BINARY)
        reading->operand = node_field(reading->operand, F_LEFT);
    return is_type_in_parentheses(unit, reading->type);
}

/* Copies the nodes from `from` up to `to`, without what is below them from there on. */
static struct node *copy(struct node *at, const struct node *from, const struct node *to) {
    memcpy(at, from, (size_t)(to - from) * sizeof *at);
    return at + (to - from);
}

/* The nodes of the cast itself, but for its operand: five. */
static struct node *lay_out_cast(const struct unit *unit, struct node *at,
                                 const struct reading *reading) {
    const struct node *name = node_inner(reading->type), *operator= reading->operator;
    uint32_t size = reading->operand->size, end = node_end(reading->operand);
    char sign = unit->source->text[node_start(operator)];
    bool pointer = sign == '*' || sign == '&';
    *at = *reading->type;
    at->kind = K_CAST, at->size = 5 + size, at->end = end;
    *++at = *name;
    at->kind = K_TYPE_DESCRIPTOR, at->size = 2, at->field = F_TYPE;
    *++at = *name;
    at->kind = K_TYPE_IDENTIFIER, at->field = F_TYPE;
    *++at = *operator;
    at->kind = pointer ? K_POINTER : K_UNARY, at->size = 2 + size, at->end = end;
    at->field = F_VALUE;
    *++at = *operator;
    return at + 1;
}

const struct node *check_as_cast(struct unit *unit, const struct node *node) {
    struct reading reading;
    if (!read_cast(unit, node, &reading)) return node;
    const struct node *operand = reading.operand, *right = reading.right, *left = reading.left;
    struct node *root = arena_array(unit->arena, node->size + 8, sizeof *root), *top = root + 1;
    struct node *left_copy = copy(top, right, operand);
    struct node *cast = copy(left_copy, left, reading.type);
    struct node *end = lay_out_cast(unit, cast, &reading);
    end = copy(end, operand, node_after(operand));
    (end - operand->size)->field = F_ARGUMENT;
    uint32_t grown = 5 + operand->size - reading.type->size;
    for (struct node *over = left_copy; over < cast; over++) {
        if (node_after(left + (over - left_copy)) != node_after(left)) continue;
        over->end = node_end(operand);
        over->size += grown;
    }
    for (struct node *over = top; over < left_copy; over++) {
        over->start = node_start(left);
        over->size += left->size + grown - operand->size;
    }
    left_copy->field = F_LEFT;
    top->field = node->field;
    end = copy(end, node_after(operand), node_after(right));
    /* What stands before them all, so that they have a parent. */
    *root = (struct node){.start = node->start, .end = node->end, .kind = K_OTHER};
    root->size = (uint32_t)(end - root);
    return top;
}
