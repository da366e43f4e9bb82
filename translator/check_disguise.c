/* check_disguise.c: channel syntax that reads as plain C (NODES.md of the grammar lists the
 * shapes).
 *
 * The grammar gives C's tree to whatever could be C. Names decide here: `chan` without a meaning of
 * its own, a typedef in an operand's place, an object in a type's place. */
#include "declare.h"

#include <string.h>

static struct value of_type(const struct type *type) {
    return (struct value){.type = type};
}

static bool is_free_word(const struct unit *unit, TSNode node, const char *word) {
    return node_kind(node) == K_IDENTIFIER && unit_is(unit, node, word) &&
           unit_name_of(unit, node)->symbol == NULL;
}

static struct symbol *typedef_of(const struct unit *unit, TSNode node) {
    if (node_kind(node) != K_IDENTIFIER) return NULL;
    struct symbol *symbol = unit_name_of(unit, node)->symbol;
    return symbol != NULL && symbol->kind == SYM_TYPEDEF ? symbol : NULL;
}

static const struct type *disguised_channel(struct unit *unit, TSNode node,
                                            enum direction direction, TSNode element,
                                            const struct type *type) {
    struct site *site = unit_site(unit, SITE_TYPE, node);
    site->types = arena_alloc(unit->arena, sizeof *site->types);
    site->first = element;
    return type_channel(unit->arena, direction, declare_element(unit, element, type));
}

/* `chan(T)`: a call. `chan<- T`: a comparison. */
const struct type *check_disguised_type(struct unit *unit, TSNode node) {
    if (node_kind(node) == K_CALL && is_free_word(unit, node_field(node, F_FUNCTION), "chan")) {
        TSNode inner = node_inner(node_field(node, F_ARGUMENTS));
        if (node_kind(inner) == K_TYPE_DESCRIPTOR)
            return disguised_channel(unit, node, DIR_BOTH, inner, declare_type_name(unit, inner));
        if (node_kind(inner) != K_IDENTIFIER) return NULL;
        struct symbol *symbol = unit_name_of(unit, inner)->symbol;
        if (symbol == NULL) /* from a header, or a macro */
            return disguised_channel(unit, node, DIR_BOTH, inner,
                                     type_named(unit->arena, unit_text(unit, inner)));
        if (symbol->kind != SYM_TYPEDEF) return NULL;
        check_use(unit, inner, symbol);
        return disguised_channel(unit, node, DIR_BOTH, inner, symbol->type);
    }
    if (node_kind(node) != K_BINARY || !is_free_word(unit, node_field(node, F_LEFT), "chan"))
        return NULL;
    TSNode right = node_field(node, F_RIGHT);
    if (!unit_is(unit, node_field(node, F_OPERATOR), "<") || node_kind(right) != K_UNARY)
        return NULL;
    TSNode inner = node_field(right, F_ARGUMENT);
    struct symbol *symbol = typedef_of(unit, inner);
    if (symbol == NULL || !unit_is(unit, node_field(right, F_OPERATOR), "-")) return NULL;
    check_use(unit, inner, symbol);
    return disguised_channel(unit, node, DIR_SEND, inner, symbol->type);
}

/* The leftmost operand of an operand of `<`: the unary minus that with `<` makes an arrow; else a
 * null node. */
static TSNode arrow_operand(const struct unit *unit, TSNode right, uint32_t at) {
    TSNode node = right;
    while (node_kind(node) == K_BINARY || node_kind(node) == K_CONDITIONAL)
        node = node_field(node, node_kind(node) == K_BINARY ? F_LEFT : F_CONDITION);
    bool minus = node_kind(node) == K_UNARY && node_start(node) == at &&
                 unit_is(unit, node_field(node, F_OPERATOR), "-");
    return minus ? node_field(node, F_ARGUMENT) : (TSNode){0};
}

/* The operands of the operators above the one already looked at. */
static void check_rest(struct unit *unit, TSNode right, TSNode done) {
    if (node_kind(right) != K_BINARY || node_same(right, done)) return;
    check_rest(unit, node_field(right, F_LEFT), done);
    check_operand(unit, node_field(right, F_RIGHT));
}

/* `(T)<-c`: the comparison of a type is none: a cast of a receive. */
static bool cast_of_receive(struct unit *unit, TSNode node, const struct type *type,
                            struct value *result) {
    TSNode operator= node_field(node, F_OPERATOR), right = node_field(node, F_RIGHT);
    TSNode channel = arrow_operand(unit, right, node_end(operator));
    if (!node_exists(channel)) return false;
    const struct type *element = check_source(unit, channel, "receive from", NULL);
    *result = (struct value){.type = node_kind(right) == K_UNARY ? type : &type_unknown,
                             .refused = element == NULL};
    check_rest(unit, right, node_field(right, F_LEFT));
    if (element == NULL) return true;
    struct site *site = unit_site(unit, SITE_RECEIVE, node);
    site->start = node_start(operator);
    site->end = node_end(channel);
    site->type = element;
    site->first = channel;
    if (node_kind(right) == K_UNARY)
        check_cast(unit, type, (struct value){.type = element}, channel);
    return true;
}

/* A binary expression whose left operand is a type in parentheses is a cast. */
bool check_disguised_cast(struct unit *unit, TSNode node, struct value *result) {
    TSNode left = node_field(node, F_LEFT), operator= node_field(node, F_OPERATOR);
    if (node_kind(left) != K_PARENTHESIZED || !node_exists(node_inner(left))) return false;
    struct symbol *symbol = typedef_of(unit, node_inner(left));
    if (symbol != NULL) {
        if (!unit_is(unit, operator, "<")) return false;
        check_use(unit, node_inner(left), symbol);
        return cast_of_receive(unit, node, symbol->type, result);
    }
    const struct type *type = check_disguised_type(unit, node_inner(left));
    if (type == NULL) return false;
    struct value value = check_operand(unit, node_field(node, F_RIGHT));
    if (unit_is(unit, operator, "*") && type_is(value.type, T_POINTER))
        value = of_type(type_strip(value.type)->base);
    else if (unit_is(unit, operator, "&"))
        value = of_type(type_pointer(unit->arena, value.type));
    check_cast(unit, type, value, node_field(node, F_RIGHT));
    *result = of_type(type);
    return true;
}

/* `(out) * 2` after an arrow reads as a cast of `*2`: an object's name in a type's place means
 * multiplication. */
bool check_false_cast(const struct unit *unit, TSNode node, TSNode *name) {
    if (node_kind(node) != K_CAST) return false;
    TSNode descriptor = node_field(node, F_TYPE), type = node_field(descriptor, F_TYPE);
    if (node_kind(type) != K_TYPE_IDENTIFIER || node_exists(node_field(descriptor, F_DECLARATOR)))
        return false;
    const struct symbol *symbol = unit_name_of(unit, type)->symbol;
    if (symbol == NULL || symbol->kind == SYM_TYPEDEF) return false;
    *name = type;
    return true;
}

/* `__typeof__(x) *p = e;` reads as a product, for x is no type's name. */
bool check_disguised_declaration(struct unit *unit, TSNode product) {
    TSNode left = node_field(product, F_LEFT), node = node_field(product, F_RIGHT), value = {0};
    if (node_kind(product) != K_BINARY || !unit_is(unit, node_field(product, F_OPERATOR), "*"))
        return false;
    if (node_kind(left) != K_CALL || !check_is_typeof(unit, node_field(left, F_FUNCTION)))
        return false;
    TSNode inner = node_inner(node_field(left, F_ARGUMENTS));
    if (!node_exists(inner)) return false;
    unit->unevaluated++;
    const struct type *type = type_pointer(unit->arena, check_expression(unit, inner).type);
    unit->unevaluated--;
    if (node_kind(node) == K_ASSIGNMENT) {
        value = node_field(node, F_RIGHT);
        node = node_field(node, F_LEFT);
    }
    for (; node_kind(node) == K_POINTER; node = node_field(node, F_ARGUMENT))
        type = type_pointer(unit->arena, type);
    if (node_kind(node) == K_IDENTIFIER) declare_symbol(unit, SYM_OBJECT, node, type);
    if (node_exists(value)) check_initializer(unit, type, value);
    return true;
}
