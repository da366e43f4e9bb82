/* check_discarded.c: expressions whose values nobody uses.
 *
 * Such a receive needs no place for what it gets, and compilers must not complain of a value that is read from memory and
 * dropped: neither where the receive is all of the statement nor where the expression ends in one. */
#include "unit.h"

/* What an expression has its value of, by way of commas. */
static const struct node *last_operand(struct unit *unit, const struct node *node) {
    node = check_without_parentheses(node);
    while (node_kind(node) == K_COMMA) node = check_without_parentheses(node_field(node, F_RIGHT));
    return check_as_cast(unit, node);
}

/* Whether it is a receive, or all arms of a conditional are: where only one has another type C would complain. */
static bool ends_in_receives(struct unit *unit, const struct node *node) {
    node = last_operand(unit, node);
    if (node_kind(node) != K_CONDITIONAL) return node_kind(node) == K_RECEIVE;
    const struct node *left = node_field(node, F_CONSEQUENCE),
                      *right = node_field(node, F_ALTERNATIVE);
    return left != NULL && right != NULL && ends_in_receives(unit, left) &&
           ends_in_receives(unit, right);
}

/* Whether an expression may end with a receive: in an arm of a conditional, or behind `&&` or `||`. */
static bool may_end_in_receive(struct unit *unit, const struct node *node) {
    node = node != NULL ? last_operand(unit, node) : NULL;
    switch (node_kind(node)) {
    case K_RECEIVE: return true;
    case K_BINARY:
        return (unit_is(unit, node_field(node, F_OPERATOR), "&&") ||
                unit_is(unit, node_field(node, F_OPERATOR), "||")) &&
               may_end_in_receive(unit, node_field(node, F_RIGHT));
    case K_CONDITIONAL:
        return may_end_in_receive(unit, node_field(node, F_CONSEQUENCE)) ||
               may_end_in_receive(unit, node_field(node, F_ALTERNATIVE));
    default: return false;
    }
}

/* Compilers take it for a mistake that the value is dropped which a receive reads from memory, if it may be none: `a && <-c` */
static void check_dropped(struct unit *unit, const struct node *node) {
    unit_site_at(unit, SITE_INSERT, node_start(node))->text = "(void)(";
    check_expression(unit, node);
    unit_site_at(unit, SITE_INSERT, node_end(node))->text = ")";
}

/* Says of the receives that an expression ends in, whose sites are among those from `first` on, that nobody uses their
 * values. */
static void drop_values(struct unit *unit, const struct node *node, uint32_t first) {
    node = last_operand(unit, node);
    if (node_kind(node) == K_CONDITIONAL) {
        drop_values(unit, node_field(node, F_CONSEQUENCE), first);
        drop_values(unit, node_field(node, F_ALTERNATIVE), first);
        return;
    }
    for (uint32_t i = first; i < unit->site_count; i++)
        if (unit->sites[i]->kind == SITE_RECEIVE && unit->sites[i]->start == node_start(node) &&
            unit->sites[i]->end == node_end(node))
            unit->sites[i]->unused = true;
}

void check_discarded(struct unit *unit, const struct node *node) {
    node = check_as_cast(unit, check_without_parentheses(node));
    if (node_kind(node) == K_RECEIVE) {
        check_receive(unit, node, true);
        return;
    }
    if (!ends_in_receives(unit, node) && may_end_in_receive(unit, node)) {
        check_dropped(unit, node);
        return;
    }
    uint32_t first = unit->site_count;
    check_expression(unit, node);
    if (ends_in_receives(unit, node)) drop_values(unit, node, first);
}
