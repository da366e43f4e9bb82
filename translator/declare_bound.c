/* declare_bound.c: the bound that its initialiser gives an array (C11 6.7.9p22).
 *
 * It is spelt where a goroutine gets a pointer to the array. Known is what the items show, one a place or with the index
 * before it. What macros, included files, arms of #if or left-out braces make of them only the compiler can tell: then the
 * type stays without a bound. */
#include "declare.h"
#include "expand.h"
#include "infer.h"
#include "macro.h"

/* Whether an item may be several, or none: a macro's use, as far as that is known. */
static bool is_many(struct unit *unit, const struct node *item) {
    const struct node *word = node_kind(item) == K_CALL ? node_field(item, F_FUNCTION) : item;
    if (node_kind(word) != K_IDENTIFIER) return false;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro != NULL) return expand_is_several(unit, item);
    if (name->symbol != NULL || unit->body == NULL) return false;
    unit->wants_headers = true; /* it may be a macro of theirs */
    return true;
}

/* Whether an item is one element of such a type. */
static bool is_element(struct unit *unit, const struct type *type, const struct node *item) {
    if (node_kind(item) == K_INITIALIZER_LIST) return true;
    const struct type *bare = type_strip(type);
    if (bare->kind == T_ARRAY && check_is_string(item)) return type_is(bare->base, T_BASIC);
    if (!type_is_scalar(type) || is_many(unit, item)) return false;
    return !check_is_string(item) || type_is(type, T_POINTER); /* {"text"} is an array of char */
}

/* A number, or a constant of an enumeration. */
static bool constant(const struct unit *unit, const struct node *node, int64_t *number) {
    bool known = false;
    const struct symbol *symbol = NULL;
    if (node_kind(node) == K_NUMBER) {
        infer_number(unit_bytes(unit, node), node_end(node) - node_start(node), number, &known);
    } else if (node_kind(node) == K_IDENTIFIER) {
        symbol = unit_name_of(unit, node)->symbol;
        known = symbol != NULL && symbol->kind == SYM_ENUMERATOR && symbol->has_value;
        if (known) *number = symbol->value;
    }
    return known && *number >= 0;
}

/* The last index that a designated item fills, `[3] = x` or `[0 ... 3] = x`; false when it is not known. */
static bool designated(const struct unit *unit, const struct node *pair, int64_t *index) {
    const struct node *designator = NULL;
    for_named(child, pair) {
        if (child->field != F_DESIGNATOR) continue;
        if (designator != NULL) return false; /* [1][2] = x, [1].m = x */
        designator = child;
    }
    if (node_kind(designator) == K_SUBSCRIPT_RANGE)
        return constant(unit, node_field(designator, F_END), index);
    return node_kind(designator) == K_SUBSCRIPT_DESIGNATOR &&
           constant(unit, node_inner(designator), index);
}

/* How many elements a list fills; 0 when that is not known. */
static int64_t count_elements(struct unit *unit, const struct type *type, const struct node *list) {
    int64_t index = -1, count = 0;
    uint32_t past;
    for_named(item, list) {
        const struct node *value = item;
        index++;
        if (node_kind(item) == K_INITIALIZER_PAIR) {
            if (!designated(unit, item, &index)) return 0;
            value = node_field(item, F_VALUE);
        }
        if (!is_element(unit, type, value)) return 0;
        if (index >= count) count = index + 1;
    }
    bool arms = masks_directive(unit->masks, node_start(list), node_end(list), &past) != UINT32_MAX;
    return arms || macro_pass_listed(unit, node_start(list), node_end(list)) ? 0 : count;
}

const struct type *declare_bounded(struct unit *unit, const struct type *type,
                                   const struct node *value) {
    const struct type *bare = type_strip(type);
    if (bare->kind != T_ARRAY || bare->array_text[0] != '\0') return type;
    struct type *bounded = type_bounded(unit->arena, type);
    bool text = node_kind(value) == K_INITIALIZER_LIST && type_is(bare->base, T_BASIC) &&
                node_count(value) == 1 && check_is_string(node_inner(value)); /* {"text"} */
    if (text) value = node_inner(value);
    if (check_is_string(value)) {
        bounded->array_text = arena_printf(unit->arena, "sizeof(%s)", unit_text(unit, value));
    } else if (node_kind(value) == K_INITIALIZER_LIST) {
        int64_t count = count_elements(unit, bare->base, value);
        if (count > 0) {
            bounded->array_count = count;
            bounded->array_text = arena_printf(unit->arena, "%lld", (long long)count);
        }
    }
    return bounded;
}
