/* lower_flow.c: two results, `:=` and range. */
#include "lower.h"

#include <string.h>

static const char *name_text(const struct target *target) {
    return target->symbol->name->text;
}

/* Two results. */

/* How two results are written: straight into their targets where those are new or plain names, else
 * by way of temporaries that are assigned afterwards. As in Go, both left sides are evaluated
 * before either is assigned. */
struct pair_plan {
    /* keeps the channel when a new name hides one in its expression, or NULL */
    const char *channel;
    const char *value_later; /* the temporary for the value, or NULL */
    const char *ok_later;    /* the temporary for the truth, or NULL */
};

static bool has_value(const struct pair_site *pair) {
    return pair->value.exists && !type_is(pair->element, T_VOID);
}

static bool is_complex(const struct target *target) {
    return target->exists && !target->declares && target->symbol == NULL;
}

static struct pair_plan plan_pair(struct unit *unit, const struct pair_site *pair) {
    struct pair_plan plan = {0};
    const struct target *value = &pair->value, *ok = &pair->ok;
    if (value->conflicts || ok->conflicts) plan.channel = unit_temporary(unit, "c");
    bool unlike = has_value(pair) && !value->declares &&
                  (value->in_register || !lower_same(pair->element, value->type));
    bool later =
        has_value(pair) && !value->declares && (is_complex(value) || is_complex(ok) || unlike);
    if (later) plan.value_later = unit_temporary(unit, "v");
    if (is_complex(ok) || (later && ok->exists && !ok->declares))
        plan.ok_later = unit_temporary(unit, "ok");
    return plan;
}

/* Declares what receives the value and gives its address. */
static const char *pair_address(struct unit *unit, struct edit *edit, const struct pair_site *pair,
                                const struct pair_plan *plan) {
    if (!has_value(pair)) return "0";
    const char *name =
        plan->value_later != NULL ? plan->value_later : unit_text(unit, pair->value.node);
    if (plan->value_later != NULL)
        edit_text(edit, "%s; ", lower_declare(unit, pair->element, name));
    else if (pair->value.declares)
        edit_text(edit, "%s; ", lower_declare(unit, pair->value.type, name));
    return arena_printf(unit->arena, "&%s", name);
}

static void pair_truth(struct unit *unit, struct edit *edit, const struct target *ok,
                       const struct pair_plan *plan) {
    if (plan->ok_later != NULL)
        edit_text(edit, "_Bool %s = ", plan->ok_later);
    else if (ok->declares)
        edit_text(edit, "_Bool %s = ", name_text(ok));
    else if (ok->exists)
        edit_text(edit, "%s = ", unit_text(unit, ok->node));
}

static bool is_arrow(const struct unit *unit, const struct node *field) {
    return unit_is(unit, node_field(field, F_OPERATOR), "->");
}

/* The name that an lvalue is, or that it is a member of or of what that points to; NULL where there is more to evaluate. */
static const struct name *fixed_name(const struct unit *unit, const struct node *lvalue) {
    lvalue = check_without_parentheses(lvalue);
    while (node_kind(lvalue) == K_FIELD) {
        bool arrow = is_arrow(unit, lvalue);
        lvalue = check_without_parentheses(node_field(lvalue, F_ARGUMENT));
        if (arrow) break;
    }
    return node_kind(lvalue) == K_IDENTIFIER ? unit_name_of(unit, lvalue) : NULL;
}

/* What an lvalue is of that is a member, or all of it, has an address that can be taken: a member itself may be a bit-field. */
static bool is_placed(const struct target *target) {
    enum kind kind = node_kind(check_without_parentheses(target->node));
    return !target->in_register && !type_is(target->type, T_UNKNOWN) &&
           (kind == K_FIELD || kind == K_SUBSCRIPT || kind == K_POINTER);
}

/* The member that holds a member of members, as `p->a` does `p->a.b.c`: it is kept by what that is of, as there may be no
 * address to take of what is in a packed struct. */
static const struct node *first_member(const struct unit *unit, const struct node *member) {
    while (!is_arrow(unit, member) && node_kind(node_field(member, F_ARGUMENT)) == K_FIELD)
        member = node_field(member, F_ARGUMENT);
    return member;
}

/* The names of members from the first one on. */
static void add_members(struct unit *unit, struct edit *edit, const struct node *member,
                        const struct node *first) {
    if (member != first) {
        add_members(unit, edit, node_field(member, F_ARGUMENT), first);
        edit_text(edit, ".");
    }
    lower_operand(unit, edit, node_field(member, F_FIELD));
}

/* Evaluates the operands of a target; the pointer that keeps what they give, or NULL where there is nothing to keep. */
static const char *place(struct unit *unit, struct edit *edit, const struct target *target) {
    if (!is_placed(target)) return NULL;
    const struct node *lvalue = check_without_parentheses(target->node);
    bool member = node_kind(lvalue) == K_FIELD;
    if (member) lvalue = first_member(unit, lvalue);
    bool arrow = member && is_arrow(unit, lvalue);
    const char *pointer = unit_temporary(unit, "p");
    edit_text(edit, " __extension__ __auto_type %s = %s", pointer, arrow ? "" : "&");
    lower_operand(unit, edit, member ? node_field(lvalue, F_ARGUMENT) : lvalue);
    edit_text(edit, ";");
    return pointer;
}

static void assign(struct unit *unit, struct edit *edit, const struct target *target,
                   const char *pointer, const char *value) {
    const struct node *lvalue = check_without_parentheses(target->node);
    bool member = node_kind(lvalue) == K_FIELD;
    if (pointer == NULL) {
        edit_text(edit, " ");
        lower_operand(unit, edit, target->node);
    } else if (member) {
        edit_text(edit, " %s->", pointer);
        add_members(unit, edit, lvalue, first_member(unit, lvalue));
    } else {
        edit_text(edit, " *%s", pointer);
    }
    edit_text(edit, " = %s;", value);
}

/* Whether assigning to the first target may change what the second is. */
static bool is_changed(const struct unit *unit, const struct target *first,
                       const struct target *second) {
    if (node_kind(check_without_parentheses(second->node)) == K_IDENTIFIER) return false;
    const struct name *name = fixed_name(unit, first->node),
                      *changed = fixed_name(unit, second->node);
    if (name == NULL || changed == NULL) return true;
    return first->symbol != NULL && name == changed; /* p, p->ok */
}

void lower_assign_both(struct unit *unit, struct edit *edit, const struct target *first,
                       const char *first_value, const struct target *second,
                       const char *second_value) {
    const char *first_place = NULL, *second_place = NULL;
    if (first_value != NULL && second_value != NULL && is_changed(unit, first, second)) {
        first_place = place(unit, edit, first);
        second_place = place(unit, edit, second);
    }
    if (first_value != NULL) assign(unit, edit, first, first_place, first_value);
    if (second_value != NULL) assign(unit, edit, second, second_place, second_value);
}

void lower_pair(struct unit *unit, const struct site *site) {
    const struct pair_site *pair = site->pair;
    struct pair_plan plan = plan_pair(unit, pair);
    struct edit *edit = lower_edit(unit, site);
    bool declares = pair->value.declares || pair->ok.declares;
    bool braces =
        !declares && (plan.channel != NULL || plan.value_later != NULL || plan.ok_later != NULL);
    if (braces) edit_text(edit, "{ ");
    if (plan.channel != NULL) {
        edit_text(edit, "chanc_chan *%s = ", plan.channel);
        lower_in_line(unit, edit, pair->channel);
        edit_text(edit, "; ");
    }
    const char *address = pair_address(unit, edit, pair, &plan);
    pair_truth(unit, edit, &pair->ok, &plan);
    edit_text(edit, "chanc_recv_ok(");
    if (plan.channel != NULL)
        edit_text(edit, "%s", plan.channel);
    else
        lower_in_line(unit, edit, pair->channel);
    edit_text(edit, ", %s, ", address);
    lower_place(edit, site);
    edit_text(edit, ";");
    lower_assign_both(unit, edit, &pair->value, plan.value_later, &pair->ok, plan.ok_later);
    if (braces) edit_text(edit, " }");
    lower_end(unit, edit, site->end);
}

/* `:=` with one name. */

/* Whether the value's type can be written before it: not what has no name, or gets it there, nor what has bounds that
 * have been reckoned already. */
static bool is_writable(const struct site *site) {
    const struct type *type = site->type;
    if (type_has_unknown(type) || type_has_run_time_bound(type)) return false;
    for (; type->kind == T_POINTER || type->kind == T_ARRAY || type->kind == T_FUNCTION;
         type = type->base)
        if (type->kind == T_ARRAY && type->array_text[0] == '\0')
            return false; /* the value's may have a bound */
    if (type->kind != T_TAG) return true;
    const struct tag *tag = type->tag;
    return tag->name != NULL &&
           (!tag->complete || tag->body_start < site->start || tag->body_start > site->end);
}

/* Whether all that is known of the value's type is a name, a macro's perhaps: it may decay. */
static bool is_only_name(const struct site *site) {
    const struct type *type = type_strip(site->type);
    return type->kind == T_NAMED && !type->predefined && !type_is_plain_name(type);
}

/* A declaration of the name with the value's own type where that is not known here. */
static void short_unknown(struct unit *unit, struct edit *edit, const struct site *site,
                          const char *name) {
    bool literal = !type_has_unknown(site->type) &&
                   !is_only_name(site); /* may be one: each defines a type of its own */
    if (!site->in_for || (literal && !site->conflicts)) {
        edit_text(edit, "%s__auto_type %s", site->in_for ? "" : "__extension__ ", name);
        return;
    }
    edit_text(edit, "__typeof__((void)0, ");
    lower_operand(unit, edit, site->second);
    edit_text(edit, ") %s", name);
}

static bool is_receive_statement(const struct unit *unit, const struct site *site) {
    uint32_t start = node_start(site->second);
    return node_kind(site->second) == K_RECEIVE && !site->in_for && !site->conflicts &&
           is_writable(site) && unit_operand_start(unit, site->second, site->start) == start;
}

void lower_short(struct unit *unit, const struct site *site) {
    const char *name = unit_text(unit, site->first), *declared = name;
    uint32_t value_start = unit_operand_start(unit, site->second, site->start);
    uint32_t value_end = unit_operand_past(unit, site->second, site->end);
    if (is_receive_statement(unit, site)) {
        const struct node *channel = node_field(site->second, F_CHANNEL);
        struct edit *edit = lower_edit(unit, site);
        /* An initialiser where it costs no copy worth mentioning: some have compilers warn of declarations after
         * statements. */
        const struct type *pointer = type_pointer(unit->arena, site->type);
        edit_text(edit, "%s", lower_declare(unit, site->type, name));
        if (type_is_scalar(site->type))
            edit_text(edit, " = *(%s)chanc_recv(", lower_declare(unit, pointer, ""));
        else
            edit_text(edit, "; chanc_recv(");
        lower_gap(unit, edit, node_end(site->first),
                  unit_operand_start(unit, channel, site->start));
        lower_operand(unit, edit, channel);
        edit_text(edit, ", &%s, CHANC_AT)", name);
        edit_range(edit, value_end, site->end);
        lower_end(unit, edit, site->end);
        return;
    }
    struct edit *edit = lower_edit_of(unit, site->start, value_start);
    if (site->conflicts) declared = unit_temporary(unit, "v");
    bool unknown = !is_writable(site) || is_only_name(site);
    if (unknown)
        short_unknown(unit, edit, site, declared);
    else if (site->conflicts && site->in_for)
        edit_text(edit, "__typeof__(%s) %s", lower_declare(unit, site->type, ""), declared);
    else
        edit_text(edit, "%s", lower_declare(unit, site->type, declared));
    edit_text(edit, " = ");
    lower_end(unit, edit, value_start);
    if (!site->conflicts) return;
    struct edit *second = edit_new(unit->edits, value_end, value_end);
    if (site->in_for)
        edit_text(second, ", %s = %s", name, declared);
    else if (unknown)
        edit_text(second, "; __typeof__(%s) %s = %s", declared, name, declared);
    else
        edit_text(second, "; %s = %s", lower_declare(unit, site->type, name), declared);
}

/* Range. */

/* Whether the channel may be named again on each pass. */
static bool is_steady_channel(const struct range_site *range) {
    const struct symbol *symbol = range->symbol;
    return symbol != NULL && symbol->body != 0 && !symbol->is_static && !symbol->is_extern &&
           !symbol->changed && !range->value.conflicts;
}

/* The pieces of a lowered range. */
struct loop {
    const char *channel;   /* the name it is kept under, or NULL: named as it stands */
    const char *temporary; /* receives when the variable cannot, or NULL */
};

static void range_next(struct unit *unit, struct edit *edit, const struct site *site,
                       const struct loop *loop, const char *address) {
    edit_text(edit, "chanc_next(");
    if (loop->channel != NULL)
        edit_text(edit, "%s", loop->channel);
    else
        lower_in_line(unit, edit, site->range->channel);
    edit_text(edit, ", %s, ", address);
    lower_place(edit, site);
}

/* The variable as declared: in the user's words where he wrote the type. */
static void range_variable(struct unit *unit, struct edit *edit, const struct target *value) {
    if (value->specifier != NULL)
        edit_range(edit, unit_operand_start(unit, value->specifier, edit_start(edit)),
                   node_end(value->declarator));
    else
        edit_text(edit, "%s", lower_declare(unit, value->type, name_text(value)));
}

/* Whether the variable can be what receives. */
static bool is_received_in_place(const struct range_site *range) {
    const struct target *value = &range->value;
    return lower_same(range->element, value->type) && !value->in_register;
}

bool lower_range_is_head(const struct range_site *range) {
    const struct target *value = &range->value;
    if (!is_steady_channel(range)) return false;
    if (!value->exists || type_is(range->element, T_VOID)) return true;
    bool direct = is_received_in_place(range);
    return direct && (value->declares || value->symbol != NULL);
}

static void range_head(struct unit *unit, struct edit *edit, const struct site *site,
                       struct loop *loop) {
    const struct range_site *range = site->range;
    const struct target *value = &range->value;
    if (!value->exists || type_is(range->element, T_VOID)) {
        edit_text(edit, "while (");
        range_next(unit, edit, site, loop, "0");
        edit_text(edit, ")");
        return;
    }
    bool direct = is_received_in_place(range);
    if (!value->declares && direct && value->symbol != NULL) {
        edit_text(edit, "while (");
        range_next(unit, edit, site, loop,
                   arena_printf(unit->arena, "&%s", unit_text(unit, value->node)));
        edit_text(edit, ")");
        return;
    }
    edit_text(edit, "for (");
    const char *received = value->declares && direct ? name_text(value) : unit_temporary(unit, "v");
    if (value->declares && direct)
        range_variable(unit, edit, value);
    else
        edit_text(edit, "%s", lower_declare(unit, range->element, received));
    edit_text(edit, "; ");
    range_next(unit, edit, site, loop, arena_printf(unit->arena, "&%s", received));
    edit_text(edit, ";)");
    if (!(value->declares && direct)) loop->temporary = received;
}

void lower_range(struct unit *unit, const struct site *site) {
    const struct range_site *range = site->range;
    struct loop loop = {0};
    struct edit *edit = lower_edit(unit, site);
    if (!is_steady_channel(range)) {
        loop.channel = unit_temporary(unit, "c");
        edit_text(edit, "{ chanc_chan *%s = ", loop.channel);
        lower_in_line(unit, edit, range->channel);
        edit_text(edit, "; ");
    }
    range_head(unit, edit, site, &loop);
    if (loop.temporary != NULL) {
        edit_text(edit, " { ");
        if (range->value.declares)
            range_variable(unit, edit, &range->value);
        else
            lower_operand(unit, edit, range->value.node);
        edit_text(edit, " = %s;", loop.temporary);
    }
    /* After the channel comes `)`, then what the user put before the body. */
    uint32_t close = node_end(range->channel);
    while (unit->spelt[close] != ')') close++;
    edit_rest(edit, close + 1);
    edit_range(edit, close + 1, site->end);
    if (loop.temporary != NULL) edit_text(edit, " }");
    if (loop.channel != NULL) edit_text(edit, " }");
    lower_end(unit, edit, site->end);
}
