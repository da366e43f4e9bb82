/* check_channel.c: send, receive, two results, `:=` and range. */
#include "declare.h"
#include "expand.h"
#include "macro.h"
#include "token.h"

#include <string.h>

/* Operands. */

/* How often a '*' must stand before what has the type to name a channel; 0 where none makes one of it. */
static uint32_t depth_of_channel(const struct type *type) {
    uint32_t depth = 0;
    for (type = type_strip(type); type->kind == T_POINTER || type->kind == T_ARRAY; depth++)
        type = type_strip(type->base);
    return type->kind == T_CHANNEL ? depth : 0;
}

/* Whether it is the address of a function that returns a channel, to which C compares no number. */
static bool gives_channel(const struct type *type) {
    type = type_strip(type);
    if (type->kind == T_POINTER) type = type_strip(type->base);
    return type->kind == T_FUNCTION && type_is(type->base, T_CHANNEL);
}

/* `chan T *c` may have been meant for a channel of pointers: how that is written. */
static const char *of_pointers(struct unit *unit, const struct type *type) {
    const struct type *channel = type_strip(type);
    if (channel->kind != T_POINTER) return "";
    channel = type_strip(channel->base);
    const struct type *pointer = type_pointer(unit->arena, channel->written),
                      *meant = type_channel(unit->arena, channel->direction, pointer);
    return arena_printf(unit->arena, "; a channel of pointers is %s",
                        type_quote(unit->arena, meant));
}

/* An operand that should be a channel and is none. */
static void refuse_operand(struct unit *unit, const struct node *node, struct value value,
                           const char *doing) {
    if (type_is_open(value.type)) unit->wants_headers = true;
    if (type_is(value.type, T_UNKNOWN) ||
        (type_is(value.type, T_NAMED) && !type_is_plain_name(value.type))) {
        check_refuse_unknown(unit, node, value, doing);
        return;
    }
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_NOT_A_CHANNEL, unit_span(unit, node),
                         "cannot %s a value of type %s: it is no channel", doing,
                         type_quote(unit->arena, value.type));
    check_note_value(error, value);
    check_note_word(unit, error, "chan");
    uint32_t depth = depth_of_channel(value.type);
    if (error != NULL && gives_channel(value.type))
        diagnostic_hint(error, "this is a function: call it");
    if (error != NULL && depth == 1)
        diagnostic_hint(error, "this points to a channel: put a '*' before it%s",
                        of_pointers(unit, value.type));
    if (error != NULL && depth > 1)
        diagnostic_hint(error, "a channel is %u pointers away: put as many '*' before it", depth);
}

bool check_refuse_pointer(struct unit *unit, const struct node *node, struct value value,
                          const char *doing) {
    if (value.refused || depth_of_channel(value.type) == 0) return false;
    refuse_operand(unit, node, value, doing);
    return true;
}

const struct type *check_source(struct unit *unit, const struct node *channel, const char *doing,
                                const struct symbol **symbol) {
    struct value value = check_operand(unit, channel);
    if (symbol != NULL) *symbol = node_kind(channel) == K_IDENTIFIER ? value.symbol : NULL;
    return check_source_value(unit, value, channel, doing);
}

const struct type *check_source_value(struct unit *unit, struct value value,
                                      const struct node *channel, const char *doing) {
    const struct type *type = type_strip(value.type);
    if (type->kind != T_CHANNEL) {
        if (!value.refused) refuse_operand(unit, channel, value, doing);
        return NULL;
    }
    if (type->direction == DIR_SEND) {
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_RECEIVE_DIRECTION, unit_span(unit, channel),
            "cannot %s a send-only channel (%s)", doing, type_quote(unit->arena, value.type));
        check_note_direction(unit, error, value, DIR_RECEIVE);
        return NULL;
    }
    check_complete(unit, type->base, channel);
    return unit_visible(unit, type->base, channel);
}

/* Whether the block around a case has a word before it that is nearly `select`. */
static bool is_nearly_select(const struct unit *unit, const struct node *node) {
    while (node != NULL && node_kind(node) != K_COMPOUND_STATEMENT) node = node_parent(node);
    if (node == NULL) return false;
    const char *text = unit->source->text, *end = text + node_start(node);
    while (end > text && is_space_byte(end[-1])) end--;
    const char *word = end;
    while (word > text && is_word_byte(word[-1])) word--;
    return check_is_nearly(word, (size_t)(end - word), "select");
}

bool check_refuse_case(struct unit *unit, const struct node *node) {
    if (!unit->in_case_label) return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node),
                         "a communication as a case of a switch: that is for select");
    if (error != NULL && is_nearly_select(unit, node))
        diagnostic_hint(error, "did you mean 'select'?");
    return true;
}

/* Communication needs a function around it; a static object's initialiser is evaluated before any
 * runs. */
static bool refuse_place(struct unit *unit, const struct node *node, const char *what) {
    if (unit->unevaluated > 0) return false;
    if (check_refuse_case(unit, node)) return true;
    if (unit->function != NULL && !unit->static_initializer) return false;
    diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, node), "%s %s", what,
                     unit->function == NULL ? "outside a function"
                                            : "in the initialiser of a static object");
    return true;
}

static struct value refused(void) {
    return (struct value){.type = &type_refused, .refused = true};
}

struct site *check_receive_site(struct unit *unit, const struct node *node,
                                const struct node *channel, const struct type *element) {
    struct site *site = unit_site(unit, SITE_RECEIVE, node);
    site->type = element;
    site->first = channel;
    return site;
}

struct value check_receive(struct unit *unit, const struct node *node, bool dropped) {
    const struct node *channel = node_field(node, F_CHANNEL);
    if (refuse_place(unit, node, "a receive")) return refused();
    if (node_kind(channel) == K_ASSIGNMENT) {
        diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, node),
                         "a received value is not an lvalue: it cannot be assigned to");
        return refused();
    }
    const struct type *element = check_source(unit, channel, "receive from", NULL);
    if (element == NULL) return refused();
    struct site *site = check_receive_site(unit, node, channel, element);
    site->unused = dropped;
    site->nowhere = unit->function == NULL;
    return (struct value){.type = element, .received = true};
}

/* Send. */

static bool is_record(const struct type *type) {
    return type->kind == T_TAG && type->tag->kind != TAG_ENUM;
}

const struct type *check_destination(struct unit *unit, const struct node *channel,
                                     const struct node *value_node, bool statement,
                                     const struct symbol **symbol, bool *plain_c) {
    struct value value = check_operand(unit, channel);
    const struct type *type = type_strip(value.type);
    *plain_c = false;
    *symbol = node_kind(channel) == K_IDENTIFIER ? value.symbol : NULL;
    if (type->kind == T_CHANNEL && check_is_disguised_postfix(unit, channel)) {
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, channel),
                         "a cast before '<-' needs parentheses around it");
        return NULL;
    }
    if (type->kind == T_CHANNEL) {
        if (type->direction != DIR_RECEIVE) {
            check_complete(unit, type->base, channel);
            return unit_visible(unit, type->base, channel);
        }
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_SEND_DIRECTION, unit_span(unit, channel),
            "cannot send on a receive-only channel (%s)", type_quote(unit->arena, value.type));
        check_note_direction(unit, error, value, DIR_SEND);
        return NULL;
    }
    if (value.refused) return NULL;
    bool open = type->kind == T_UNKNOWN || (type->kind == T_NAMED && !type_is_plain_name(type));
    bool braces = node_kind(value_node) == K_INITIALIZER_LIST;
    bool compares = !is_record(type) && type->kind != T_VOID && depth_of_channel(type) == 0 &&
                    !gives_channel(type);
    *plain_c = statement && !open && !braces && compares; /* `a < -b;` as ever */
    if (*plain_c)
        check_versions_plain(unit, SITE_SEND, channel, channel, value.type);
    else
        refuse_operand(unit, channel, value, "send on");
    return NULL;
}

/* What is sent initialises an element, where C would take the value of another type than a struct's for its first
 * member's. */
static void check_record(struct unit *unit, const struct type *element, struct value value,
                         const struct node *node) {
    const struct type *to = type_strip(element), *from = type_strip(value.type);
    if (!is_record(to) && !is_record(from)) return;
    if (value.refused || type_is(from, T_CHANNEL) || type_is(to, T_CHANNEL)) return;
    if (type_compare(to, type_unqualified(unit->arena, from)) != ID_DIFFERENT) return;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_ELEMENT_TYPE, unit_span(unit, node),
                         "the element type is %s, but this is %s", type_quote(unit->arena, element),
                         type_quote(unit->arena, value.type));
    check_note_value(error, value);
}

void check_send_value(struct unit *unit, const struct type *element, const struct node *value) {
    bool braces = node_kind(value) == K_INITIALIZER_LIST;
    if (element == NULL) {
        if (braces)
            check_initializer(unit, &type_unknown, value);
        else
            check_operand(unit, value);
        return;
    }
    if (node_kind(value) == K_COMMA) {
        uint32_t comma = node_end(node_field(value, F_LEFT));
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, comma, comma + 1),
                         "one value is sent at a time; a comma expression needs parentheses");
        return;
    }
    if (type_is(element, T_VOID)) {
        if (braces && node_inner(value) == NULL) return;
        if (!braces) check_expression(unit, value);
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_VOID_VALUE, unit_span(unit, value), "a 'chan void' carries no value");
        if (error != NULL) diagnostic_hint(error, "send an event: ch <- {};");
        return;
    }
    if (braces) {
        check_initializer(unit, element, value);
        return;
    }
    struct value sent = check_operand(unit, value);
    if (check_assign(unit, element, sent, value, "the element type"))
        check_record(unit, element, sent, value);
}

bool check_is_quiet(struct unit *unit, const struct node *node) {
    node = check_as_cast(unit, node);
    switch (node_kind(node)) {
    case K_CALL:
    case K_ASSIGNMENT:
    case K_UPDATE:
    case K_RECEIVE:
    case K_MAKE:
    case K_COMPOUND_STATEMENT:
    case K_VA_ARG:
    case K_GNU_ASM: return false;
    case K_IDENTIFIER: return unit_name_of(unit, node)->symbol != NULL;
    default: break;
    }
    for_named(child, node)
        if (!check_is_quiet(unit, child)) return false;
    return true;
}

/* Whether a receive may be from it that a send's operand seems to stand before: it is one operand. */
static bool is_operand(const struct node *node) {
    switch (node_kind(node)) {
    case K_IDENTIFIER:
    case K_FIELD:
    case K_SUBSCRIPT:
    case K_CALL:
    case K_PARENTHESIZED:
    case K_POINTER:
    case K_RECEIVE: return true;
    default: return false;
    }
}

/* `FOR(i, 3) <-c;`: no operand of a send, a receive's statement. */
static bool check_receive_behind(struct unit *unit, const struct node *send) {
    const struct node *head = node_field(send, F_CHANNEL), *channel = node_field(send, F_VALUE);
    const struct node *word = node_kind(head) == K_CALL ? node_field(head, F_FUNCTION) : head;
    if (node_kind(word) != K_IDENTIFIER || !is_operand(channel)) return false;
    if (!macro_is_head(unit_name_of(unit, word)->macro)) return false;
    scope_push(unit->scopes);
    macro_declare(unit, word, MACRO_LOOP);
    check_discarded(unit, head);
    const struct type *element = check_source(unit, channel, "receive from", NULL);
    scope_pop(unit->scopes);
    if (element == NULL) return true;
    struct site *site = check_receive_site(unit, channel, channel, element);
    site->start = node_start(node_after(head));
    site->unused = true;
    return true;
}

void check_send(struct unit *unit, const struct node *statement) {
    const struct node *send = node_inner(statement), *channel = node_field(send, F_CHANNEL),
                      *value = node_field(send, F_VALUE);
    if (node_kind(channel) == K_RECEIVE && check_chan(unit, node_field(channel, F_CHANNEL)))
        return; /* <-chan <-chan(T) *p; */
    if (node_is_broken(send) && check_is_plain_comparison(unit, send)) return;
    if (refuse_place(unit, send, "a send") || check_receive_behind(unit, send)) return;
    const struct symbol *symbol;
    bool plain_c;
    const struct type *element = check_destination(unit, channel, value, true, &symbol, &plain_c);
    if (plain_c) {
        if (type_is(check_operand(unit, value).type, T_CHANNEL))
            diagnostic_error(unit->errors, D_NOT_A_CHANNEL, unit_span(unit, channel),
                             "cannot send on this, which is no channel, nor compare it with one");
        return;
    }
    check_send_value(unit, element, value);
    if (element == NULL) return;
    struct site *site = unit_site(unit, SITE_SEND, statement);
    site->type = element;
    site->first = channel;
    site->second = value;
    site->symbol = symbol;
    site->braced = node_kind(value) == K_INITIALIZER_LIST;
    site->quiet = check_is_quiet(unit, channel) && check_is_quiet(unit, value);
}

/* Left sides. */

static bool is_blank(const struct unit *unit, const struct node *node) {
    return node_kind(node) == K_IDENTIFIER && unit_is(unit, node, "_") &&
           unit_name_of(unit, node)->symbol == NULL;
}

/* Whether a name stands as a word in a node's text: in a comment too, which does no harm. */
static bool mentions(const struct unit *unit, const struct node *node, const struct name *name) {
    const char *text = unit->source->text;
    return token_find_word(text + node_start(node), text + node_end(node), name->text,
                           name->length) != NULL;
}

/* Refuses a macro where what it stands for makes another statement of a receive. */
static bool refuse_macro(struct unit *unit, const struct node *use, const char *why) {
    const struct node *word = node_kind(use) == K_CALL ? node_field(use, F_FUNCTION) : use;
    const struct name *name = unit_name_of(unit, word);
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, use),
                                                "the macro '%s' %s", name->text, why);
    if (error != NULL)
        diagnostic_note(error, name->macro->body, "macros are expanded after translation");
    return true;
}

bool check_refuse_several(struct unit *unit, const struct node *lvalue) {
    return expand_is_several(unit, lvalue) &&
           refuse_macro(unit, lvalue, "does not stand for one left side");
}

/* Whether a statement, or what reads as a declaration, is a receive into something. */
static bool receives(const struct node *statement) {
    const struct node *inner = node_inner(statement), *item = node_field(statement, F_DECLARATOR);
    return node_kind(statement) == K_SHORT_STATEMENT ||
           (node_kind(statement) == K_EXPRESSION_STATEMENT && node_kind(inner) == K_ASSIGNMENT &&
            node_kind(node_field(inner, F_RIGHT)) == K_RECEIVE) ||
           (node_kind(item) == K_INIT_DECLARATOR &&
            node_kind(node_field(item, F_VALUE)) == K_RECEIVE);
}

bool check_refuse_open(struct unit *unit, const struct node *word, const struct node *next) {
    if (!receives(next)) return false;
    const struct name *name = unit_name_of(unit, word);
    enum expand_end end = name->macro != NULL ? expand_end(unit, name) : EXPAND_WHOLE;
    bool refused = node_kind(next) == K_SHORT_STATEMENT ? end != EXPAND_WHOLE : end == EXPAND_LEFT;
    return refused && refuse_macro(unit, word, "goes on in the statement behind it");
}

struct target check_target_new(struct unit *unit, const struct node *name, const struct type *type,
                               bool may_assign) {
    if (is_blank(unit, name)) return (struct target){0};
    if (expand_word(unit, unit_name_of(unit, name)) == NULL)
        refuse_macro(unit, name, "does not stand for one name");
    if (may_assign && scope_here(unit->scopes, unit_name_of(unit, name)) != NULL)
        return check_target_old(unit, name, type);
    struct target target = {.exists = true, .declares = true, .node = name, .type = type};
    struct symbol *symbol = declare_symbol(unit, SYM_OBJECT, name, type);
    target.symbol = symbol;
    return target;
}

struct target check_target_old(struct unit *unit, const struct node *lvalue,
                               const struct type *type) {
    if (is_blank(unit, lvalue)) return (struct target){0};
    if (check_refuse_several(unit, lvalue)) return (struct target){0};
    struct value to = check_expression(unit, lvalue);
    if (to.received) {
        diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, lvalue),
                         "a received value is not an lvalue: it cannot be assigned to");
        return (struct target){0};
    }
    check_change(unit, lvalue);
    const struct symbol *root = check_lvalue_root(unit, lvalue);
    unit->wants_headers |= root != NULL && root->may_differ;
    if (type != NULL)
        check_assign(unit, to.type, (struct value){.type = type}, lvalue, "the left side");
    return (struct target){.exists = true,
                           .node = lvalue,
                           .type = to.type,
                           .in_register = root != NULL && root->is_register,
                           .symbol = node_kind(lvalue) == K_IDENTIFIER ? to.symbol : NULL};
}

/* A value of a `chan void` cannot be kept. */
static void refuse_void(struct unit *unit, const struct node *node, const struct type *element) {
    if (element == NULL || !type_is(element, T_VOID) || is_blank(unit, node)) return;
    struct diagnostic *error = diagnostic_error(unit->errors, D_VOID_VALUE, unit_span(unit, node),
                                                "a receive from a 'chan void' has no value");
    if (error != NULL) diagnostic_hint(error, "write '_' here");
}

const struct type *check_kept(const struct type *element) {
    return element != NULL && !type_is(element, T_VOID) ? element : &type_refused;
}

/* Two results. */

/* Whether a call is the left side that a macro stands for, which headers may define. */
static bool is_lvalue_macro(struct unit *unit, const struct node *call) {
    const struct node *word = node_field(call, F_FUNCTION);
    const struct name *name = node_kind(word) == K_IDENTIFIER ? unit_name_of(unit, word) : NULL;
    unit->wants_headers |= name != NULL && name->symbol == NULL && name->macro == NULL;
    return expand_may_be_left(unit, call);
}

static bool is_lvalue_shape(struct unit *unit, const struct node *node) {
    switch (node_kind(node)) {
    case K_IDENTIFIER:
    case K_FIELD:
    case K_SUBSCRIPT:
    case K_POINTER:
    case K_GENERIC:
    case K_COMPOUND_LITERAL: return true;
    case K_CALL: return is_lvalue_macro(unit, node);
    case K_PARENTHESIZED:
        return node_inner(node) != NULL && is_lvalue_shape(unit, node_inner(node));
    default: return false;
    }
}

bool check_is_pair(struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_COMMA || !is_lvalue_shape(unit, node_field(node, F_LEFT)))
        return false;
    const struct node *right = node_field(node, F_RIGHT);
    return node_kind(right) == K_ASSIGNMENT && unit_is(unit, node_field(right, F_OPERATOR), "=") &&
           node_kind(check_as_cast(unit, node_field(right, F_RIGHT))) == K_RECEIVE;
}

bool check_begins_pair(struct unit *unit, const struct node *node) {
    const struct node *right = node_field(node, F_RIGHT);
    if (node_kind(right) != K_COMMA) return false;
    const struct node *second = node_field(right, F_LEFT);
    return node_kind(second) == K_ASSIGNMENT &&
           unit_is(unit, node_field(second, F_OPERATOR), "=") &&
           node_kind(check_as_cast(unit, node_field(second, F_RIGHT))) == K_RECEIVE &&
           is_lvalue_shape(unit, node_field(node, F_LEFT));
}

void check_pair(struct unit *unit, const struct node *statement) {
    const struct node *comma = node_inner(statement), *assignment = node_field(comma, F_RIGHT);
    const struct node *receive = check_as_cast(unit, node_field(assignment, F_RIGHT)),
                      *first = node_field(comma, F_LEFT);
    struct pair_site *pair = arena_alloc(unit->arena, sizeof *pair);
    pair->receive = receive;
    pair->channel = node_field(receive, F_CHANNEL);
    pair->element = check_source(unit, pair->channel, "receive from", NULL);
    refuse_void(unit, first, pair->element);
    bool has_value = pair->element != NULL && !type_is(pair->element, T_VOID);
    pair->value = check_target_old(unit, first, has_value ? pair->element : NULL);
    pair->ok = check_target_old(unit, node_field(assignment, F_LEFT), type_basic(B_BOOL));
    if (pair->element != NULL) unit_site(unit, SITE_PAIR, statement)->pair = pair;
}

bool check_twice(struct unit *unit, const struct node *first, const struct node *second) {
    if (is_blank(unit, first) || unit_name_of(unit, first) != unit_name_of(unit, second))
        return false;
    diagnostic_error(unit->errors, D_REDECLARED, unit_span(unit, second),
                     "'%s' stands twice on the left of ':='", unit_text(unit, second));
    return true;
}

/* `v, ok := <-ch` */
static void check_short_pair(struct unit *unit, const struct node *statement,
                             const struct node *first, const struct node *second,
                             const struct node *value) {
    value = check_as_cast(unit, value);
    if (node_kind(value) != K_RECEIVE) {
        check_expression(unit, value);
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, value),
                             "two names before ':=' need a receive after it");
        if (error != NULL) diagnostic_hint(error, "write v, ok := <-ch;");
        check_target_new(unit, first, &type_refused, true);
        check_target_new(unit, second, &type_refused, true);
        return;
    }
    struct pair_site *pair = arena_alloc(unit->arena, sizeof *pair);
    pair->receive = value;
    pair->channel = node_field(value, F_CHANNEL);
    pair->element = check_source(unit, pair->channel, "receive from", NULL);
    const struct type *element = check_kept(pair->element);
    refuse_void(unit, first, pair->element);
    if (check_twice(unit, first, second)) return;
    bool old_first =
        scope_here(unit->scopes, unit_name_of(unit, first)) != NULL || is_blank(unit, first);
    bool old_second =
        scope_here(unit->scopes, unit_name_of(unit, second)) != NULL || is_blank(unit, second);
    if (old_first && old_second) {
        diagnostic_error(unit->errors, D_REDECLARED, unit_span(unit, first),
                         "nothing on the left of ':=' is new in this block; write '='");
        return;
    }
    bool conflict_first = mentions(unit, pair->channel, unit_name_of(unit, first));
    bool conflict_second = mentions(unit, pair->channel, unit_name_of(unit, second));
    pair->value = check_target_new(unit, first, element, true);
    pair->ok = check_target_new(unit, second, type_basic(B_BOOL), true);
    pair->value.conflicts = conflict_first;
    pair->ok.conflicts = conflict_second;
    if (pair->element != NULL) unit_site(unit, SITE_PAIR, statement)->pair = pair;
}

static void check_short_one(struct unit *unit, const struct node *statement,
                            const struct node *name, const struct node *value, bool in_for) {
    if (node_kind(value) == K_INITIALIZER_LIST) {
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, value),
                         "':=' takes an expression, not braces");
        return;
    }
    unit->spells_type++;
    struct value initial = check_operand(unit, value);
    unit->spells_type--;
    if (expand_word(unit, unit_name_of(unit, name)) == NULL)
        refuse_macro(unit, name, "does not stand for one name");
    struct symbol *here = scope_here(unit->scopes, unit_name_of(unit, name));
    if (initial.refused && type_is(initial.type, T_UNKNOWN)) initial.type = &type_refused;
    if (here != NULL || is_blank(unit, name)) {
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_REDECLARED, unit_span(unit, name),
            here != NULL ? "'%s' is declared in this block already; ':=' declares a new name"
                         : "'%s' is no new name",
            unit_text(unit, name));
        check_note_declared(error, here);
        return;
    }
    if (type_is(initial.type, T_VOID) && !initial.refused) {
        diagnostic_error(unit->errors, D_VOID_VALUE, unit_span(unit, value), "this has no value");
        initial.type = &type_refused;
    }
    check_carried(unit, initial.type);
    const struct type *type =
        unit_visible(unit, type_unqualified(unit->arena, initial.type), value);
    bool conflicts = mentions(unit, value, unit_name_of(unit, name));
    struct symbol *symbol = declare_symbol(unit, SYM_OBJECT, name, type);
    struct site *site = unit_site(unit, SITE_SHORT, statement);
    site->type = type;
    site->first = name;
    site->second = value;
    site->in_for = in_for;
    site->symbol = symbol;
    site->conflicts = conflicts;
}

/* `:=` outside a function: what it would declare is not missed later. */
static void refuse_outside(struct unit *unit, const struct node *declaration,
                           const struct node *const *names, uint32_t count) {
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_FILE_SCOPE, unit_span(unit, declaration), "':=' outside a function");
    if (error != NULL)
        diagnostic_hint(error, "declare it here, chan int c; and assign to it in a function");
    for (uint32_t i = 0; i < count && i < 3; i++)
        if (scope_here(unit->scopes, unit_name_of(unit, names[i])) == NULL)
            check_target_new(unit, names[i], &type_refused, false);
}

void check_short(struct unit *unit, const struct node *statement, bool in_for) {
    const struct node *declaration =
        node_kind(statement) == K_SHORT_STATEMENT ? node_inner(statement) : statement;
    const struct node *names[3] = {0};
    uint32_t count = node_list(declaration, F_NAME, names, 3);
    const struct node *value = node_field(declaration, F_VALUE);
    if (unit->function == NULL)
        refuse_outside(unit, declaration, names, count);
    else if (count > 2)
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, names[2]),
                         "':=' declares one name, or two of a receive");
    else if (count == 2 && in_for)
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, declaration),
                         "two results stand only as a whole statement or a select case");
    else if (count == 2)
        check_short_pair(unit, statement, names[0], names[1], value);
    else
        check_short_one(unit, statement, names[0], value, in_for);
}

/* Range. */

/* `for (v, w := range c)` has one name too many. */
static void refuse_second_name(struct unit *unit, const struct node *statement) {
    const struct node *names[2];
    if (node_list(statement, F_NAME, names, 2) < 2) return;
    diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, names[1]),
                     "a range over a channel has one variable");
}

static struct target range_target(struct unit *unit, const struct node *statement,
                                  const struct type *element, const struct node *channel) {
    refuse_second_name(unit, statement);
    const struct node *name = node_field(statement, F_NAME), *left = node_field(statement, F_LEFT),
                      *declarator = node_field(statement, F_DECLARATOR);
    if (name != NULL) {
        refuse_void(unit, name, element);
        bool conflicts = mentions(unit, channel, unit_name_of(unit, name));
        struct target target = check_target_new(unit, name, check_kept(element), false);
        target.conflicts = conflicts;
        return target;
    }
    if (left != NULL) {
        struct target target;
        if (check_target_disguised(unit, left, left, element, channel, &target)) return target;
        refuse_void(unit, left, element);
        bool has_value = element != NULL && !type_is(element, T_VOID);
        return check_target_old(unit, left, has_value ? element : NULL);
    }
    if (declarator == NULL) return (struct target){0};
    return check_target_declaration(unit, statement, element, channel);
}

/* Declares what a target with a type of its own says. */
static struct target declare_target(struct unit *unit, struct target target,
                                    const struct type *element, const struct node *channel) {
    target.conflicts = mentions(unit, channel, unit_name_of(unit, target.node));
    struct symbol model = {.kind = SYM_OBJECT,
                           .type = target.type,
                           .declaration = unit_span(unit, target.node),
                           .is_register = target.in_register};
    target.symbol = declare_symbol_as(unit, &model, target.node);
    if (element != NULL && !type_is(element, T_VOID))
        check_assign(unit, target.type, (struct value){.type = element}, target.node,
                     "the variable");
    return target;
}

struct target check_target_declaration(struct unit *unit, const struct node *holder,
                                       const struct type *element, const struct node *channel) {
    struct specifiers specifiers = declare_specifiers(unit, holder);
    struct target target = {.exists = true, .declares = true, .type = specifiers.type};
    for_named(child, holder) {
        if (child->field == F_DECLARATOR || target.specifier != NULL) break;
        target.specifier = child;
    }
    const struct node *declarator = node_field(holder, F_DECLARATOR);
    declare_star(unit, &specifiers, node_start(declarator));
    struct declared declared = declare_declarator(unit, declarator, specifiers.type);
    refuse_void(unit, declarator, element);
    target.node = declared.name;
    target.declarator = declarator;
    if (specifiers.deduced && target.specifier == specifiers.auto_word &&
        node_kind(declarator) == K_IDENTIFIER) { /* as with `:=` */
        declared.type = check_kept(element);
        target.specifier = target.declarator = NULL;
    } else if (specifiers.deduced) {
        declare_auto(unit, &specifiers);
    }
    target.type = declared.type;
    target.in_register = specifiers.is_register;
    if (declared.name == NULL) return (struct target){0};
    return declare_target(unit, target, element, channel);
}

bool check_target_disguised(struct unit *unit, const struct node *expression,
                            const struct node *left, const struct type *element,
                            const struct node *channel, struct target *target) {
    const struct type *type;
    const struct node *name = check_disguised_target(unit, expression, &type);
    if (name == NULL) return false;
    refuse_void(unit, left, element);
    *target = (struct target){.exists = true,
                              .declares = true,
                              .node = name,
                              .specifier = expression,
                              .declarator = left,
                              .type = type};
    *target = declare_target(unit, *target, element, channel);
    return true;
}

void check_range(struct unit *unit, const struct node *statement) {
    struct range_site *range = arena_alloc(unit->arena, sizeof *range);
    range->channel = node_field(statement, F_CHANNEL);
    range->body = node_field(statement, F_BODY);
    scope_push(unit->scopes);
    range->element = check_source(unit, range->channel, "range over", &range->symbol);
    range->value = range_target(unit, statement, range->element, range->channel);
    unit->body->loops++;
    unit->body->breakable++;
    check_statement(unit, range->body);
    unit->body->loops--;
    unit->body->breakable--;
    check_end_loop(unit, statement);
    if (range->element == NULL) return;
    struct site *site = unit_site(unit, SITE_RANGE, statement);
    site->range = range;
    site->end = check_whole_end(unit, statement);
}
