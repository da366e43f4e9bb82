/* check_select.c: select statements and their cases. */
#include "directive.h"
#include "include.h"
#include "scan.h"
#include "token.h"
#include "unit.h"

#include <string.h>

static struct diagnostic *refuse_case(struct unit *unit, const struct node *node,
                                      enum diagnostic_name name, const char *message) {
    unit->wants_headers = true; /* a header may have made a macro of `select` */
    struct diagnostic *error =
        diagnostic_error(unit->errors, name, unit_span(unit, node), "%s", message);
    if (error != NULL)
        diagnostic_hint(
            error,
            "a case is a send (ch <- v), a receive (<-ch, v := <-ch, v, ok = <-ch) or default");
    return error;
}

/* `case v := ch:`, where the arrow is missing before a channel. */
static void refuse_communication(struct unit *unit, const struct node *node) {
    struct diagnostic *error =
        refuse_case(unit, node, D_SELECT_CASE, "this case is no communication");
    const struct node *value = node_field(node, F_VALUE);
    if (node_kind(node) == K_ASSIGNMENT) value = node_field(node, F_RIGHT);
    if (value == NULL) value = node;
    if (error != NULL && node_kind(value) == K_IDENTIFIER &&
        type_is(check_operand(unit, value).type, T_CHANNEL))
        diagnostic_hint(error, "to receive from '%s', write <-%s", unit_text(unit, value),
                        unit_text(unit, value));
}

/* Takes `<-ch` apart into the case; false when the value is no receive. */
static bool take_receive(struct unit *unit, struct select_case *one, const struct node *value) {
    value = check_as_cast(unit, check_without_parentheses(value));
    if (node_kind(value) != K_RECEIVE) return false;
    one->kind = CASE_RECEIVE;
    one->channel = node_field(value, F_CHANNEL);
    one->element = check_source(unit, one->channel, "receive from", NULL);
    return true;
}

static void refuse_event(struct unit *unit, const struct select_case *one,
                         const struct node *name) {
    if (one->element == NULL || !type_is(one->element, T_VOID)) return;
    if (unit_is(unit, name, "_") && unit_name_of(unit, name)->symbol == NULL) return;
    diagnostic_error(unit->errors, D_VOID_VALUE, unit_span(unit, name),
                     "a receive from a 'chan void' has no value");
}

/* `v := <-a` and `v, ok := <-a` */
static bool case_short(struct unit *unit, struct select_case *one, const struct node *declaration) {
    const struct node *names[2] = {0};
    uint32_t count = node_list(declaration, F_NAME, names, 2);
    if (count > 2 || !take_receive(unit, one, node_field(declaration, F_VALUE))) return false;
    refuse_event(unit, one, names[0]);
    one->left = check_target_new(unit, names[0], check_kept(one->element), false);
    if (count == 2 && check_twice(unit, names[0], names[1])) return true;
    if (count == 2) one->ok = check_target_new(unit, names[1], type_basic(B_BOOL), false);
    if (!one->left.exists && !one->ok.exists)
        diagnostic_error(unit->errors, D_REDECLARED, unit_span(unit, names[0]),
                         "nothing on the left of ':=' is a new name");
    return true;
}

static const struct type *value_or_null(const struct select_case *one) {
    return one->element != NULL && !type_is(one->element, T_VOID) ? one->element : NULL;
}

/* `v = <-a` */
static bool case_assignment(struct unit *unit, struct select_case *one,
                            const struct node *assignment) {
    const struct node *left = node_field(assignment, F_LEFT);
    if (!unit_is(unit, node_field(assignment, F_OPERATOR), "=")) return false;
    if (!take_receive(unit, one, node_field(assignment, F_RIGHT))) return false;
    if (check_target_disguised(unit, left, left, one->element, one->channel, &one->left))
        return true;
    refuse_event(unit, one, left);
    one->left = check_target_old(unit, left, value_or_null(one));
    return true;
}

/* `v, ok = <-a` */
static bool case_pair(struct unit *unit, struct select_case *one, const struct node *comma) {
    if (!check_is_pair(unit, comma)) return false;
    const struct node *assignment = node_field(comma, F_RIGHT), *left = node_field(comma, F_LEFT);
    take_receive(unit, one, node_field(assignment, F_RIGHT));
    refuse_event(unit, one, left);
    one->left = check_target_old(unit, left, value_or_null(one));
    one->ok = check_target_old(unit, node_field(assignment, F_LEFT), type_basic(B_BOOL));
    return true;
}

/* `T *(*v)(int) = <-a` reads as a product. */
static bool case_product(struct unit *unit, struct select_case *one, const struct node *product) {
    const struct node *assignment = node_field(product, F_RIGHT),
                      *left = node_field(assignment, F_LEFT);
    return take_receive(unit, one, node_field(assignment, F_RIGHT)) &&
           check_target_disguised(unit, product, left, one->element, one->channel, &one->left);
}

/* `int v = <-a` */
static bool case_declaration(struct unit *unit, struct select_case *one,
                             const struct node *declaration) {
    if (!take_receive(unit, one, node_field(declaration, F_VALUE))) return false;
    one->left = check_target_declaration(unit, declaration, one->element, one->channel);
    return true;
}

static bool case_send(struct unit *unit, struct select_case *one, const struct node *send) {
    one->kind = CASE_SEND;
    one->channel = node_field(send, F_CHANNEL);
    one->value = node_field(send, F_VALUE);
    one->braced = node_kind(one->value) == K_INITIALIZER_LIST;
    if (check_chan(unit, one->channel)) return true; /* chan<-(T) v = <-c */
    const struct symbol *symbol;
    bool plain_c;
    one->element = check_destination(unit, one->channel, one->value, false, &symbol, &plain_c);
    check_send_value(unit, one->element, one->value);
    one->quiet = check_is_quiet(unit, one->channel) && check_is_quiet(unit, one->value);
    return true;
}

static bool case_communication(struct unit *unit, struct select_case *one,
                               const struct node *node) {
    switch (node_kind(node)) {
    case K_SEND_EXPRESSION: return case_send(unit, one, node);
    case K_SHORT_DECLARATION: return case_short(unit, one, node);
    case K_CASE_DECLARATION: return case_declaration(unit, one, node);
    case K_ASSIGNMENT: return case_assignment(unit, one, node);
    case K_BINARY:
        if (node_kind(node_field(node, F_RIGHT)) == K_ASSIGNMENT)
            return case_product(unit, one, node);
        return take_receive(unit, one, node);
    case K_COMMA: return case_pair(unit, one, node);
    default: return take_receive(unit, one, node);
    }
}

/* Refuses what does not parse before the colon of a case; false when there is none. */
static bool refuse_before_colon(struct unit *unit, const struct node *node,
                                const struct node *colon) {
    bool refused = false;
    for_siblings(child, node_children(node), colon) {
        if (child->kind != K_ERROR) continue;
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, child),
                         "a case of a select is one communication");
        refused = true;
    }
    return refused;
}

/* Refuses an operand that names a macro which is defined, or no longer, since the select began: operands move before that. */
static void refuse_redefined(struct unit *unit, uint32_t begin, const struct node *operand) {
    if (operand == NULL || unit->in_headers) return; /* of which only the text is at hand */
    const char *text = unit->source->text;
    uint32_t start = node_start(operand), at = begin;
    const struct directive *directive;
    struct directive_macro macro;
    while ((directive = check_next_macro(unit, &at, start, &macro)) != NULL) {
        if (!check_names_macro(unit, text + start, text + node_end(operand), &macro)) continue;
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, operand),
                             "'%.*s' changes between the cases of a select, whose operands are "
                             "all evaluated where it begins",
                             (int)macro.length, macro.name);
        diagnostic_note(error, unit_span_of(unit, directive->start, directive->end), "here");
        return;
    }
}

/* The word that a case without a communication begins with; text may have been skipped before it. */
static struct span default_span(const struct unit *unit, const struct node *node) {
    for_children(child, node)
        if (strcmp(node_word(child), "default") == 0) return unit_span(unit, child);
    return unit_span(unit, node);
}

/* One `case ...:` or `default:` with its statements: a block of its own. The select begins at `begin`. */
static void check_case(struct unit *unit, struct select_site *select, uint32_t begin,
                       const struct node *node, const struct node **first_default) {
    if (check_broken(unit, node)) return;
    struct select_case *one = &select->cases[select->count++];
    one->node = node;
    scope_push(unit->scopes);
    const struct node *communication = node_field(node, F_COMMUNICATION),
                      *colon = unit_colon(unit, node), *end = node_after(node);
    bool refused = refuse_before_colon(unit, node, colon);
    if (communication == NULL && colon == end)
        check_refuse_broken(unit, node, default_span(unit, node)); /* no channel in what is read */
    if (communication != NULL) {
        if (!case_communication(unit, one, communication) && !refused)
            refuse_communication(unit, communication);
        refuse_redefined(unit, begin, one->channel);
        refuse_redefined(unit, begin, one->value);
    } else {
        one->kind = CASE_DEFAULT;
        if (select->has_default) {
            struct diagnostic *error =
                diagnostic_error(unit->errors, D_SELECT_CASE, default_span(unit, node),
                                 "a second default in this select");
            if (error != NULL)
                diagnostic_note(error, default_span(unit, *first_default), "the first is here");
        } else {
            *first_default = node;
        }
        select->has_default = true;
    }
    bool was_in_select = unit->body->in_select;
    unit->body->in_select = true;
    if (colon != end) {
        const struct node *last = NULL;
        for_siblings(item, node_after(colon), end) last = item;
        check_items(unit, node_after(colon), end);
        check_refuse_unended(unit, last); /* in the output a statement follows */
    }
    unit->body->in_select = was_in_select;
    scope_pop(unit->scopes);
}

/* Refuses text between the cases that begins a statement of the case before, where its semicolon is missing. */
static bool refuse_unended(struct unit *unit, const struct node *error) {
    const char *text = unit->source->text, *limit = text + unit->source->length;
    const char *next = token_skip(text + node_end(error), limit);
    const char *past = check_unended_line(unit, text + node_start(error),
                                          next < limit ? token_end(next, limit) : next, true);
    if (past == NULL) return false;
    check_note_missing(unit,
                       diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, error),
                                        "this statement in a select cannot be read"),
                       (uint32_t)(past - text), ";");
    return true;
}

/* Refuses `default` without its colon, in text that ends there. */
static bool refuse_default(struct unit *unit, const struct node *error) {
    const struct node *last = NULL;
    for_children(child, error) last = child;
    if (last == NULL || strcmp(node_word(last), "default") != 0) return false;
    if (check_copies(unit, last)) return true;
    check_note_missing(
        unit,
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, last), "this case cannot be read"),
        node_end(last), ":");
    return true;
}

/* Text between the cases that does not parse: what stands there is lost in the output. */
static void refuse_text(struct unit *unit, const struct node *error) {
    size_t errors = diagnostics_count(unit->errors);
    if (!refuse_default(unit, error)) check_broken(unit, error);
    if (diagnostics_count(unit->errors) > errors) return;
    if (unit->version > 0 && !masks_shows(unit->masks, 0, node_start(error)))
        unit->copied = true; /* an arm of an #if */
    else if (!refuse_unended(unit, error))
        refuse_case(unit, error, D_SYNTAX, "this is no case of a select");
}

/* Follows a #define or #undef before the first case. */
static bool check_macro_line(struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    return (kind == K_PREPROC_DEF || kind == K_PREPROC_FUNCTION_DEF || kind == K_PREPROC_CALL) &&
           check_declaring(unit, node);
}

static bool has_case(const struct node *body) {
    for_named(child, body)
        if (child->kind == K_SELECT_CASE) return true;
    return false;
}

void check_select(struct unit *unit, const struct node *statement) {
    const struct node *body = node_field(statement, F_BODY);
    struct select_site *select = arena_alloc(unit->arena, sizeof *select);
    select->cases = arena_array(unit->arena, node_count(body) + 1, sizeof *select->cases);
    const struct node *first_default = NULL;
    bool cases = has_case(body); /* the output of a select without any keeps nothing */
    bool lost = false;           /* what follows belongs to no case that parses, which was said */
    unit->body->breakable++;
    for_named(child, body) {
        if (child->kind == K_PREPROC_INCLUDE &&
            include_hide_empty(unit, node_start(child), node_end(child)))
            continue;
        if (cases && check_macro_line(unit, child)) continue;
        if (child->kind == K_SELECT_CASE)
            check_case(unit, select, node_start(statement), child, &first_default);
        else if (child->kind == K_ERROR && !lost)
            refuse_text(unit, child);
        else if (!lost)
            refuse_case(unit, child, D_SELECT_CASE,
                        "a statement before the first case of a select");
        lost = child->kind != K_SELECT_CASE;
    }
    unit->body->breakable--;
    unit_site(unit, SITE_SELECT, statement)->select = select;
}

bool check_refuse_select(struct unit *unit, const struct node *word, const struct node *operand,
                         const struct node *body) {
    if (!unit_is(unit, word, "select") || node_kind(body) != K_COMPOUND_STATEMENT) return false;
    const struct name *name = unit_name_of(unit, word);
    const struct node *first = node_inner(body);
    if (name->macro != NULL || (name->symbol != NULL && name->symbol->kind != SYM_FUNCTION) ||
        (first != NULL && node_kind(first) != K_CASE_STATEMENT))
        return false;
    unit->wants_headers = true; /* one may have made a macro of `select` */
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, operand),
                                                "a select has no operand");
    if (error != NULL) diagnostic_hint(error, "its cases name the channels: select { case ... }");
    return true;
}
