/* check_expression.c: types every expression once, bottom up, and checks the operators that meet a
 * channel.
 *
 * Each kind of expression has one function; the types of results come from infer.c, conversions
 * from check_assign.c. Each returns what is known, T_UNKNOWN where an error was reported, so that
 * no error follows from another. Section numbers are C11's. */
#include "declare.h"
#include "infer.h"
#include "macro.h"

#include <string.h>

static struct value unknown(void) {
    return (struct value){.type = &type_unknown};
}
/* What an expression is worth after an error about it: nothing more is said. */
static struct value refused(void) {
    return (struct value){.type = &type_refused, .refused = true};
}
static struct value of_type(const struct type *type) {
    return (struct value){.type = type};
}

static struct value integer(int64_t number) {
    return (struct value){.type = type_basic(B_INT),
                          .constant = true,
                          .number = number,
                          .null_constant = number == 0};
}

/* The spelling of an operator token, as a constant string. */
static const char *operator_text(const struct unit *unit, const struct node *node) {
    static const char *const operators[] = {
        "+",  "-",  "*",  "/",  "%",  "||",       "&&",       "|",      "^",     "&",
        "==", "!=", ">",  ">=", "<=", "<",        "<<",       ">>",     "!",     "~",
        "++", "--", "=",  "*=", "/=", "%=",       "+=",       "-=",     "<<=",   ">>=",
        "&=", "^=", "|=", ".",  "->", "__real__", "__imag__", "__real", "__imag"};
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (unit_is(unit, node, operators[i])) return operators[i];
    return "?";
}

struct value check_no_operator(struct unit *unit, const struct node *operand, struct value value,
                               const char *operator, const char * hint) {
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_CHANNEL_OPERAND, unit_span(unit, operand),
        "'%s' is not defined on a channel (%s)", operator, type_quote(unit->arena, value.type));
    check_note_value(error, value);
    if (error != NULL && hint != NULL) diagnostic_hint(error, "%s", hint);
    return refused();
}

static bool is_channel(struct value value) {
    return type_is(value.type, T_CHANNEL);
}

/* A value received is a value: it cannot be assigned to and has no address. */
static bool refuse_received(struct unit *unit, struct value value, const struct node *node,
                            const char *doing) {
    if (!value.received) return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, node),
                         "a received value is not an lvalue: it cannot be %s", doing);
    if (error != NULL) diagnostic_hint(error, "receive into a variable first");
    return true;
}

/* Primary expressions (6.5.1). */

bool check_is_keyword(const struct name *name) {
    static const char *const words[] = {
        "auto",   "break",  "case",     "char",   "const",    "continue", "default",  "do",
        "double", "else",   "enum",     "extern", "float",    "for",      "goto",     "if",
        "int",    "long",   "register", "return", "short",    "signed",   "sizeof",   "static",
        "struct", "switch", "typedef",  "union",  "unsigned", "void",     "volatile", "while",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(name->text, words[i]) == 0) return true;
    return false;
}

/* Whether a node is an operand in channel syntax: not of a call, which a macro's may be and take any text. */
static bool is_in_channel_syntax(const struct node *node) {
    for (;;) {
        node = node_parent(node);
        switch (node_kind(node)) {
        case K_SEND_EXPRESSION:
        case K_SHORT_DECLARATION:
        case K_RECEIVE:
        case K_RANGE_STATEMENT: return true;
        case K_BINARY:
        case K_UNARY:
        case K_POINTER:
        case K_CONDITIONAL:
        case K_PARENTHESIZED:
        case K_CAST: break;
        default: return false;
        }
    }
}

/* Whether a name that nobody declares is that of the function around (6.4.2.2). */
static bool is_function_name(const struct name *name) {
    return strcmp(name->text, "__func__") == 0 || strcmp(name->text, "__FUNCTION__") == 0 ||
           strcmp(name->text, "__PRETTY_FUNCTION__") == 0;
}

static struct value check_identifier(struct unit *unit, const struct node *node) {
    struct name *name = unit_name_of(unit, node);
    struct symbol *symbol = name->symbol;
    size_t errors = diagnostics_count(unit->errors);
    macro_use(unit, node, false);
    if (diagnostics_count(unit->errors) > errors) return refused();
    if (symbol == NULL && name->macro == NULL && check_is_keyword(name) &&
        is_in_channel_syntax(node)) {
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node),
                         "'%s' where an operand must stand", name->text);
        return refused();
    }
    if (symbol == NULL && is_function_name(name)) {
        const struct type *byte = type_qualified(unit->arena, type_basic(B_CHAR), Q_CONST);
        return of_type(type_pointer(unit->arena, byte));
    }
    if (symbol == NULL) {
        check_use_free(unit, node, name);
        return (struct value){.type = &type_unknown,
                              .null_constant = strcmp(name->text, "nullptr") == 0,
                              .undeclared = name};
    }
    check_use(unit, node, symbol);
    if (symbol->kind == SYM_TYPEDEF) return unknown();
    if (symbol->kind == SYM_ENUMERATOR)
        return (struct value){.type = symbol->type,
                              .constant = symbol->has_value,
                              .number = symbol->value,
                              .null_constant = symbol->has_value && symbol->value == 0};
    return (struct value){
        .type = symbol->type, .symbol = symbol, .named = symbol, .refused = symbol->refused};
}

/* The initialiser of a static object reads no channel, whatever that is reached through. */
static struct value not_in_static(struct unit *unit, const struct node *node, struct value value) {
    if (!unit->static_initializer || unit->unevaluated > 0 || !is_channel(value)) return value;
    if (node_kind(node) == K_CALL && check_is_disguised_postfix(unit, node)) return value;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, node),
                         "the initialiser of a static object may name no channel but nil");
    check_note_value(error, value);
    return refused();
}

static struct value check_number(struct unit *unit, const struct node *node) {
    const char *text = unit_bytes(unit, node);
    size_t length = node_end(node) - node_start(node);
    bool negative = length > 0 && text[0] == '-';
    if (length > 0 && (text[0] == '-' || text[0] == '+')) {
        text++;
        length--;
    }
    struct value value = {0};
    value.type = infer_number(text, length, &value.number, &value.constant);
    if (negative) value.number = -value.number;
    value.constant = value.constant && infer_converted(value.type, &value.number);
    value.null_constant = value.constant && value.number == 0;
    return value;
}

static struct value check_character(struct unit *unit, const struct node *node) {
    struct value value = {0};
    value.type = infer_character(unit->arena, unit_bytes(unit, node),
                                 node_end(node) - node_start(node), &value.number, &value.constant);
    value.null_constant = value.constant && value.number == 0;
    return value;
}

struct value check_statement_expression(struct unit *unit, const struct node *block) {
    struct value value = of_type(&type_void);
    const struct node *last = NULL;
    for_named(child, block) last = child;
    bool has_value = node_kind(last) == K_EXPRESSION_STATEMENT;
    scope_push(unit->scopes);
    scope_begin(unit->scopes, node_start(block) + 1);
    check_items(unit, node_children(block), has_value ? last : node_after(block));
    if (has_value) {
        const struct node *expression = node_inner(last);
        bool pair = expression != NULL && check_is_pair(unit, expression);
        if (pair)
            check_pair(unit, last);
        else if (expression != NULL)
            value = check_expression(unit, expression);
        value = of_type(type_decay(unit->arena, value.type));
    }
    scope_pop(unit->scopes);
    return value;
}

static struct value check_parenthesized(struct unit *unit, const struct node *node) {
    const struct node *inner = node_inner(node);
    if (inner == NULL) return unknown();
    if (node_kind(inner) == K_COMPOUND_STATEMENT) return check_statement_expression(unit, inner);
    return check_expression(unit, inner);
}

/* A _Generic: its associations are told apart here where channels are among them, as translation makes one type of all of
 * these (6.5.1.1). */
struct generic {
    const struct node *control_node;
    const struct type *control; /* its type, as a value */
    bool refused;               /* an error was reported about it */
    bool over_channels;         /* there are channels in a type of it */
    const struct node *choice, *fallback,
        *doubtful;                  /* expressions; the type of what may be chosen, too */
    struct value chosen, otherwise; /* their values */
    struct association *channels;   /* with channels in their types, the last first */
};

struct association {
    const struct type *type;
    const struct node *node; /* of the type */
    struct association *next;
};

static void check_control(struct unit *unit, struct generic *generic, const struct node *node) {
    unit->unevaluated++;
    struct value control = check_expression(unit, node);
    unit->unevaluated--;
    generic->control_node = node;
    generic->control = type_unqualified(unit->arena, type_decay(unit->arena, control.type));
    generic->refused = control.refused;
    generic->over_channels = type_has_channel(generic->control);
}

/* Refuses a second association for a type: as the others get types of their own, C would not see it. */
static void refuse_twice(struct unit *unit, struct generic *generic, const struct type *type,
                         const struct node *node) {
    if (!type_has_channel(type) || type_qualifiers(type) != 0) return;
    for (const struct association *other = generic->channels; other; other = other->next) {
        if (type_compare(type, other->type) != ID_SAME) continue;
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_REDECLARED, unit_span(unit, node),
            "a second association of this _Generic is for %s", type_quote(unit->arena, type));
        diagnostic_note(error, unit_span(unit, other->node), "the first is here");
        return;
    }
    struct association *association = arena_alloc(unit->arena, sizeof *association);
    *association = (struct association){type, node, generic->channels};
    generic->channels = association;
}

/* One `T: x`; `type` is NULL for the default. */
static void check_association(struct unit *unit, struct generic *generic, const struct node *type,
                              const struct node *node) {
    bool is_default = unit_is(unit, type, "default");
    const struct type *association = is_default ? NULL : declare_type_name(unit, type);
    struct value value = check_expression(unit, node);
    if (is_default) {
        generic->otherwise = value;
        generic->fallback = node;
        return;
    }
    generic->over_channels |= type_has_channel(association);
    refuse_twice(unit, generic, association, type);
    enum identity identity = type_qualifiers(association) != 0 /* no value's type has any */
                                 ? ID_DIFFERENT
                                 : type_compare(generic->control, association);
    if (identity == ID_MAYBE && generic->doubtful == NULL) generic->doubtful = type;
    if (identity != ID_SAME || generic->choice != NULL) return;
    generic->chosen = value;
    generic->choice = node;
}

static void check_associations(struct unit *unit, struct generic *generic,
                               const struct node *node) {
    const struct node *type = NULL;
    *generic = (struct generic){0};
    for_named(child, node) {
        if (generic->control_node == NULL)
            check_control(unit, generic, child);
        else if (child->kind == K_TYPE_DESCRIPTOR)
            type = child;
        else if (type != NULL)
            check_association(unit, generic, type, child);
    }
}

/* Refuses what among channel types is not known to be chosen. */
static struct value refuse_open(struct unit *unit, const struct generic *generic) {
    bool control = type_is(generic->control, T_UNKNOWN) || type_is(generic->control, T_NAMED);
    unit->wants_headers = true;
    if (generic->refused || check_is_lost(unit)) return refused();
    const struct node *at = control ? generic->control_node : generic->doubtful;
    diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, at),
                     control
                         ? "the type of this expression is not known here, and _Generic chooses "
                           "among channel types"
                         : "whether _Generic chooses this is not known here: it compares types "
                           "with channels in them");
    return refused();
}

/* Forgets the sites from `first` on that stand in a node, which is replaced. */
static void drop_sites(struct unit *unit, uint32_t first, const struct node *node) {
    uint32_t kept = first;
    for (uint32_t i = first; i < unit->site_count; i++)
        if (unit->sites[i]->start < node_start(node) || unit->sites[i]->end > node_end(node))
            unit->sites[kept++] = unit->sites[i];
    unit->site_count = kept;
}

/* What was chosen becomes the default; the others get types that nothing has, so that what they are is still C's to see:
 * of functions that return what is incomplete. They declare no tag, which a parameter list or the head of a for loop may not. */
static void settle_generic(struct unit *unit, const struct node *node, const struct node *choice,
                           uint32_t sites) {
    const struct node *type = NULL;
    unsigned others = 0;
    for_named(child, node) {
        if (child->kind == K_TYPE_DESCRIPTOR) {
            type = child;
        } else if (type != NULL) {
            drop_sites(unit, sites, type);
            unit_site(unit, SITE_CAPTURED, type)->text =
                child == choice
                    ? "default"
                    : arena_printf(unit->arena, "chanc_chan (*(*)[%u])(void)", ++others);
            type = NULL;
        }
    }
}

static struct value check_generic(struct unit *unit, const struct node *node) {
    struct generic generic;
    uint32_t sites = unit->site_count;
    check_associations(unit, &generic, node);
    bool open = generic.choice == NULL && generic.doubtful != NULL;
    struct value chosen = generic.choice != NULL ? generic.chosen : generic.otherwise;
    bool none = generic.choice == NULL && generic.fallback == NULL;
    if (!generic.over_channels) return open || none ? unknown() : chosen;
    if (open) return refuse_open(unit, &generic);
    if (none) {
        diagnostic_error(unit->errors, D_CHANNEL_ASSIGN, unit_span(unit, generic.control_node),
                         "no association of this _Generic is for %s",
                         type_quote(unit->arena, generic.control));
        return refused();
    }
    settle_generic(unit, node, generic.choice != NULL ? generic.choice : generic.fallback, sites);
    return chosen;
}

/* Postfix and unary expressions (6.5.2, 6.5.3). */

/* The value of an expression that is used: what a `chan void` gives has none. */
static struct value check_used(struct unit *unit, const struct node *node, struct value value) {
    if (!value.received || !type_is(value.type, T_VOID)) return value;
    while (node_kind(node) == K_PARENTHESIZED) node = node_inner(node);
    struct diagnostic *error = diagnostic_error(unit->errors, D_VOID_VALUE, unit_span(unit, node),
                                                "a receive from a 'chan void' has no value");
    if (error != NULL) diagnostic_hint(error, "receive as a statement: <-ch;");
    return refused();
}

static struct value check_field(struct unit *unit, const struct node *node) {
    const struct node *argument = node_field(node, F_ARGUMENT), *member = node_field(node, F_FIELD);
    bool arrow = unit_is(unit, node_field(node, F_OPERATOR), "->");
    struct value value = check_used(unit, argument, check_expression(unit, argument));
    bool received = node_kind(node_parent(node)) == K_RECEIVE; /* <-c.x */
    if (is_channel(value))
        return check_no_operator(unit, argument, value, arrow ? "->" : ".",
                                 received ? "a member of what is received is (<-ch).member" : NULL);
    const struct type *aggregate = arrow ? infer_target(unit->arena, value.type) : value.type;
    if (member == NULL) return unknown();
    const struct name *name = unit_name_of(unit, member);
    if (name->macro != NULL) macro_use(unit, member, false);
    macro_doubt(unit, member);
    const struct type *bare = type_strip(aggregate);
    bool known = name->macro == NULL && bare->kind == T_TAG;
    struct value result = {.type = check_member(unit, aggregate, member),
                           .member = known ? tag_member(bare->tag, name->text) : NULL,
                           .received = !arrow && value.received,
                           .undeclared = value.undeclared,
                           .refused = value.refused};
    if (result.member != NULL) check_variant_member(unit, bare->tag, result.member, node);
    if (name->macro == NULL && type_is(result.type, T_UNKNOWN))
        result.missing = check_missing_member(unit, value.type, arrow, name->text);
    return result;
}

static struct value check_subscript(struct unit *unit, const struct node *node) {
    const struct node *argument = node_field(node, F_ARGUMENT), *index = node_field(node, F_INDEX);
    struct value base = check_operand(unit, argument), at = check_operand(unit, index);
    if (is_channel(base)) return check_no_operator(unit, argument, base, "[]", NULL);
    if (is_channel(at)) return check_no_operator(unit, index, at, "[]", NULL);
    const struct type *pointer = type_is(base.type, T_POINTER) ? base.type : at.type;
    return (struct value){.type = infer_target(unit->arena, pointer),
                          .named = base.named,
                          .member = base.member,
                          .undeclared = base.undeclared,
                          .refused = base.refused};
}

/* A static initialiser may take addresses, of what a compound literal makes too, not what that is made of. */
static struct value check_address(struct unit *unit, const struct node *argument) {
    bool was_static = unit->static_initializer;
    unit->static_initializer &= node_kind(argument) == K_COMPOUND_LITERAL;
    struct value value = check_expression(unit, argument);
    unit->static_initializer = was_static;
    if (refuse_received(unit, value, argument, "addressed")) return refused();
    if (value.symbol != NULL) ((struct symbol *)value.symbol)->changed = true;
    if (value.type->kind == T_UNKNOWN) return unknown();
    bool parameter = value.symbol != NULL && value.symbol->is_parameter;
    if (parameter && (check_may_decay(unit, value.type) || type_is_va_list(value.type)))
        return unknown(); /* it may have decayed */
    return of_type(type_pointer(unit->arena, value.type));
}

/* What `*` makes of a value. */
static struct value check_target(struct unit *unit, const struct node *argument,
                                 struct value value) {
    if (is_channel(value))
        return check_no_operator(unit, argument, value, "*",
                                 "to receive from a channel, write '<-'");
    return (struct value){.type = infer_target(unit->arena, value.type),
                          .named = value.named,
                          .member = value.member,
                          .undeclared = value.undeclared,
                          .refused = value.refused};
}

static struct value check_pointer(struct unit *unit, const struct node *node) {
    const struct node *argument = node_field(node, F_ARGUMENT);
    if (unit_is(unit, node_field(node, F_OPERATOR), "&")) return check_address(unit, argument);
    return check_target(unit, argument, check_operand(unit, argument));
}

/* `__real__ x`: of what is not complex it is x itself. */
static const struct type *part_of_complex(const struct unit *unit, const struct type *type) {
    static const enum basic parts[] = {B_FLOAT, B_DOUBLE, B_LDOUBLE};
    type = type_strip(type);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (type_compare(type, declare_complex(unit, type_basic(parts[i]))) == ID_SAME)
            return type_basic(parts[i]);
    return type->kind == T_BASIC ? type : &type_unknown;
}

struct value check_operator(struct unit *unit, const struct node *node, struct value value) {
    const struct node *argument = node_field(node, F_ARGUMENT);
    const char *operator= operator_text(unit, node_field(node, F_OPERATOR));
    if (operator[0] == '*') return check_target(unit, argument, value);
    if (operator[0] == '&') return of_type(type_pointer(unit->arena, value.type));
    if (operator[0] != '!' && is_channel(value))
        unit->wants_headers = true; /* (T)<-c, T from a header */
    if (operator[0] != '!' && is_channel(value))
        return check_no_operator(unit, argument, value, operator, operator[0] == '-'
                                                                      ? check_minus_hint(unit, node)
                                                                      : NULL);
    if (operator[0] == '_') return of_type(part_of_complex(unit, value.type));
    struct value result = of_type(infer_unary(operator, value.type));
    result.constant = value.constant;
    switch (operator[0]) {
    case '-':
        result.constant &= value.number != INT64_MIN,
            result.number = result.constant ? -value.number : 0;
        break;
    case '~': result.number = ~value.number; break;
    case '!': result.number = !value.number; break;
    default: result.number = value.number; break;
    }
    result.constant = result.constant && infer_converted(result.type, &result.number);
    result.null_constant = result.constant && result.number == 0;
    return result;
}

/* What the parser was given as an operator may be a macro's name: a cast to what is not known here. */
static struct value check_unary(struct unit *unit, const struct node *node) {
    const struct node *argument = node_field(node, F_ARGUMENT),
                      *operator= node_field(node, F_OPERATOR);
    bool macro = node_end(operator) - node_start(operator) == 1 &&
                 is_word_byte(unit->source->text[node_start(operator)]);
    if (macro)
        return (struct value){.type = &type_unknown,
                              .refused = check_expression(unit, argument).refused};
    return check_operator(unit, node, check_operand(unit, argument));
}

static struct value check_update(struct unit *unit, const struct node *node) {
    const struct node *argument = node_field(node, F_ARGUMENT);
    const char *operator= operator_text(unit, node_field(node, F_OPERATOR));
    struct value value = check_expression(unit, argument);
    if (is_channel(value))
        return check_no_operator(
            unit, argument, value, operator, operator[0] == '-'
                                                 ? check_arrow_hint(unit, node_start(node), true)
                                                 : NULL);
    if (refuse_received(unit, value, argument, "changed")) return refused();
    check_change(unit, argument);
    return of_type(value.type);
}

/* `sizeof (x)`, which reads as that of a type; the operator of `sizeof (x)[0]` has its operand in the parentheses. */
static bool check_sizeof_name(struct unit *unit, const struct node *sizeof_node,
                              const struct node *name) {
    const struct type *object = declare_object(unit, name);
    if (object == NULL) return false;
    const char *operator= check_postfix_after(unit, sizeof_node);
    if (operator!= NULL && type_is(object, T_CHANNEL))
        check_no_operator(unit, name, of_type(object), operator, NULL);
    return true;
}

/* Whether the operand of `sizeof (chan(T))` or `sizeof (<-chan(T)[2])` is no expression. */
static bool is_disguised_operand(struct unit *unit, const struct node *value) {
    const struct node *inner = node_kind(value) == K_PARENTHESIZED ? node_inner(value) : NULL;
    return inner != NULL && (check_disguised_type(unit, inner) != NULL ||
                             (node_kind(inner) == K_RECEIVE && check_chan_first(unit, inner)));
}

static struct value check_sizeof(struct unit *unit, const struct node *node) {
    const struct node *type = node_field(node, F_TYPE), *value = node_field(node, F_VALUE);
    unsigned deeper = declare_unevaluated(unit, type != NULL ? type : value);
    unit->unevaluated += deeper;
    if (type != NULL && !check_sizeof_name(unit, node, type))
        declare_type_name(unit, type);
    else if (value != NULL && !is_disguised_operand(unit, value))
        check_expression(unit, value);
    unit->unevaluated -= deeper;
    return of_type(type_predefined(unit->arena, "size_t"));
}

struct value check_cast_to(struct unit *unit, const struct type *to, struct value value,
                           const struct node *operand) {
    if (type_is(to, T_VOID)) return of_type(to);
    value = check_used(unit, operand, value);
    if (!check_cast(unit, to, value, operand)) return of_type(to);
    struct value result = of_type(type_unqualified(unit->arena, to));
    bool pointer = type_is(to, T_POINTER) && type_is(type_strip(to)->base, T_VOID);
    result.number = value.number;
    result.constant = value.constant && infer_converted(to, &result.number);
    result.null_constant = value.null_constant && (pointer || result.constant);
    return result;
}

/* `(n) c <- 1;` and `"s" c <- 1;` read as a cast and as a macro's string: but n is no type, and c a channel. */
static struct value refuse_side_by_side(struct unit *unit, const struct node *channel) {
    diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, channel),
                     "an operator or a ';' is missing before this channel");
    return refused();
}

/* Whether a type is the name of an object or a function alone. */
static bool is_object_name(const struct unit *unit, const struct node *descriptor) {
    const struct node *word = node_inner(descriptor);
    if (node_count(descriptor) != 1 || node_kind(word) != K_TYPE_IDENTIFIER) return false;
    const struct name *name = unit_name_of(unit, word);
    return name->macro == NULL && name->symbol != NULL && name->symbol->kind != SYM_TYPEDEF;
}

static struct value check_cast_expression(struct unit *unit, const struct node *node) {
    const struct node *operand = node_field(node, F_VALUE), *type = node_field(node, F_TYPE);
    const struct type *to = check_casting_type(unit, type);
    struct value value = check_expression(unit, operand);
    if (is_channel(value) && is_object_name(unit, type)) return refuse_side_by_side(unit, operand);
    return check_cast_to(unit, to, value, operand);
}

static struct value check_compound_literal(struct unit *unit, const struct node *node) {
    const struct type *type = declare_type_name(unit, node_field(node, F_TYPE));
    check_initializer(unit, type, node_field(node, F_VALUE));
    bool unsaid = type_is(type, T_ARRAY) && type_strip(type)->unsaid;
    return of_type(unsaid ? type_bounded(unit->arena, type) : type);
}

/* Binary operators and the rest (6.5.5 to 6.5.17). */

/* `ch < -v` inside an expression is what a send written there looks like to C. */
static bool is_misplaced_send(const struct unit *unit, const struct node *node,
                              const char *operator, const struct node * right) {
    uint32_t at = node_end(node_field(node, F_OPERATOR));
    return strcmp(operator, "<") == 0 && at < unit->source->length &&
           unit->source->text[at] == '-' && node_start(right) == at;
}

static bool is_equality(const char *operator) {
    return strcmp(operator, "==") == 0 || strcmp(operator, "!=") == 0;
}

static struct value check_binary_channel(struct unit *unit, const struct node *node,
                                         const char *operator, struct value a, struct value b,
                                         const struct node *left, const struct node *right) {
    uint32_t at = node_start(node_field(node, F_OPERATOR));
    if (strcmp(operator, "&&") == 0 || strcmp(operator, "||") == 0)
        return of_type(type_basic(B_INT));
    if (is_equality(operator)) {
        check_comparison(unit, a, b, left, right);
        return of_type(type_basic(B_INT));
    }
    if (is_channel(a) && is_misplaced_send(unit, node, operator, right)) {
        if (check_refuse_case(unit, left)) return refused();
        if (node_kind(check_as_cast(unit, left)) == K_CAST) {
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, left),
                             "a cast before '<-' needs parentheses around it");
            return refused();
        }
        const char *hint = check_arrow_hint(unit, at, false); /* c <-- x */
        if (hint != NULL) return check_no_operator(unit, left, a, operator, hint);
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, left),
                             "a send is a statement, not an expression");
        if (error != NULL) diagnostic_hint(error, "write the send as a statement of its own");
        return refused();
    }
    bool first = is_channel(a);
    return check_no_operator(unit, first ? left : right, first ? a : b, operator,
                             first ? check_arrow_hint(unit, at, false) : NULL);
}

/* `M(x) *p <- v`, M a macro: a product to the grammar, a send's channel to its author. */
static bool refuse_product(struct unit *unit, const struct node *node, const char *operator,
                           struct value b) {
    const char *after = unit->source->text + node_end(node);
    bool pointer = strcmp(operator, "*") == 0 && type_is(b.type, T_POINTER) &&
                   type_is(type_strip(b.type)->base, T_CHANNEL);
    while (pointer && (*after == ' ' || *after == '\t')) after++;
    if (!pointer || strncmp(after, "<-", 2) != 0) return false;
    const struct node *star = node_field(node, F_OPERATOR);
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_SYNTAX, unit_span_of(unit, node_start(star), node_end(node)),
        "this reads as a product, and not as the channel of a send");
    if (error != NULL) diagnostic_hint(error, "after a macro, put the send into braces");
    return true;
}

/* `TRY(return <-c)`: the word of a statement in a macro's arguments reads as an operand before `<`, which is no C. */
static bool refuse_statement(struct unit *unit, const struct node *word, const struct node *right) {
    if (node_kind(word) != K_IDENTIFIER || node_kind(right) != K_UNARY) return false;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro != NULL || !check_is_keyword(name)) return false;
    if (!is_channel(check_operand(unit, node_field(right, F_ARGUMENT)))) return true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                                                "'%s' where an operand must stand", name->text);
    if (error != NULL)
        diagnostic_hint(error, "in a macro's arguments a statement reads as an expression");
    return true;
}

/* Whether what the parser was given as an operator is a macro's name. */
static bool is_by_macro(const struct unit *unit, const struct node *operator) {
    return operator!= NULL && is_word_byte(unit->source->text[node_start(operator)]);
}

static struct value check_binary(struct unit *unit, const struct node *node) {
    const struct node *left = node_field(node, F_LEFT), *right = node_field(node, F_RIGHT);
    if (is_by_macro(unit, node_field(node, F_OPERATOR))) { /* the rest is for check_macro.c */
        macro_use(unit, node_field(node, F_OPERATOR), false);
        check_operand(unit, left);
        check_operand(unit, right);
        return unknown();
    }
    const char *operator= operator_text(unit, node_field(node, F_OPERATOR));
    const struct node *as_cast = check_as_cast(unit, node);
    if (as_cast != node) return check_expression(unit, as_cast);
    struct value cast;
    if (check_disguised_cast(unit, node, &cast)) return cast;
    if (check_chan(unit, left)) return of_type(&type_unknown);
    if (check_refuse_chan(unit, left, operator, right)) return refused();
    struct value a = check_operand(unit, left);
    bool arrow = is_misplaced_send(unit, node, operator, right);
    if (arrow && refuse_statement(unit, left, right)) return refused();
    if (arrow && is_channel(a))
        return check_binary_channel(unit, node, operator, a, a, left, right);
    if (arrow && check_refuse_pointer(unit, left, a, "send on")) return refused(); /* q++ <- x */
    if (arrow && a.refused && node_kind(right) == K_UNARY) { /* for the arrow, perhaps */
        check_operand(unit, node_field(right, F_ARGUMENT));
        return refused();
    }
    struct value b = check_operand(unit, right);
    if (b.refused && (arrow || node_is_broken(node)))
        return refused(); /* f("%d" <-c), c = <<-d: the operator is none */
    if (refuse_product(unit, node, operator, b)) return refused();
    if (is_channel(a) || is_channel(b))
        return check_binary_channel(unit, node, operator, a, b, left, right);
    if (is_equality(operator)) check_comparison(unit, a, b, left, right);
    struct value result = of_type(infer_binary(unit->arena, operator, a.type, b.type));
    result.constant = a.constant && b.constant &&
                      infer_fold(operator,(struct operand){a.type, a.number},
                                 (struct operand){b.type, b.number}, &result.number);
    result.null_constant = result.constant && result.number == 0;
    return result;
}

struct value check_assigned(struct unit *unit, const struct node *node, struct value to) {
    const struct node *left = node_field(node, F_LEFT), *right = node_field(node, F_RIGHT);
    const char *operator= operator_text(unit, node_field(node, F_OPERATOR));
    struct value value = check_operand(unit, right);
    if (refuse_received(unit, to, left, "assigned to")) return refused();
    if (strcmp(operator, "=") == 0)
        check_assign(unit, to.type, value, right, "the assignment");
    else if (is_channel(to))
        return check_no_operator(unit, left, to, operator, NULL);
    else if (is_channel(value))
        return check_no_operator(unit, right, value, operator, NULL);
    return (struct value){.type = type_unqualified(unit->arena, to.type), .refused = to.refused};
}

static struct value check_assignment(struct unit *unit, const struct node *node) {
    const struct node *left = node_field(node, F_LEFT);
    if (node_kind(node_field(node, F_RIGHT)) == K_RECEIVE && check_refuse_several(unit, left))
        return refused();
    struct value to = check_expression(unit, left);
    if (!to.received) check_change(unit, left);
    return check_assigned(unit, node, to);
}

static struct value check_conditional(struct unit *unit, const struct node *node) {
    const struct node *condition = node_field(node, F_CONDITION),
                      *left = node_field(node, F_CONSEQUENCE),
                      *right = node_field(node, F_ALTERNATIVE);
    struct value test = check_operand(unit, condition);
    bool constant = test.constant;
    struct value a = left != NULL ? check_expression(unit, left) : test; /* GNU a ?: b */
    struct value b = right != NULL ? check_expression(unit, right) : unknown();
    if (type_is(a.type, T_VOID) && type_is(b.type, T_VOID))
        return (struct value){.type = &type_void, .received = a.received || b.received};
    if (type_is(a.type, T_VOID) && a.received) return check_operand(unit, left);
    if (type_is(b.type, T_VOID) && b.received) return check_operand(unit, right);
    struct value result = check_arms(unit, a, b, left != NULL ? left : condition, right);
    result.number = test.number != 0 ? a.number : b.number;
    result.constant =
        constant && a.constant && b.constant && infer_converted(result.type, &result.number);
    result.null_constant = result.constant && result.number == 0;
    return result;
}

static struct value check_comma(struct unit *unit, const struct node *node) {
    if (check_is_pair(unit, node) || check_begins_pair(unit, node)) {
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node),
                         "two results stand only as a whole statement or a select case");
        return refused();
    }
    check_discarded(unit, node_field(node, F_LEFT));
    struct value value = check_expression(unit, node_field(node, F_RIGHT));
    value.type = type_decay(unit->arena, value.type);
    value.received = value.received && type_is(value.type, T_VOID);
    value.null_constant = value.constant = false;
    value.symbol = NULL;
    return value;
}

static struct value check_va_arg(struct unit *unit, const struct node *node) {
    const struct node *type = node_field(node, F_TYPE), *value = node_field(node, F_VALUE);
    if (value != NULL) check_expression(unit, value);
    return type != NULL ? of_type(declare_type_name(unit, type)) : unknown();
}

/* Nodes of no interest by themselves: what stands in them is checked. */
static struct value check_inside(struct unit *unit, const struct node *node) {
    for_named(child, node) {
        if (child->kind == K_TYPE_DESCRIPTOR)
            declare_type_name(unit, child);
        else
            check_expression(unit, child);
    }
    return unknown();
}

static struct value check_string(struct unit *unit, const struct node *node) {
    return of_type(
        infer_string(unit->arena, unit_bytes(unit, node), node_end(node) - node_start(node)));
}

/* Whether a macro's body begins with a string. */
static bool is_string_macro(const struct macro *macro) {
    return macro != NULL && macro->body.source != NULL && macro->parameters.source == NULL &&
           macro->body.source->text[macro->body.start] == '"';
}

/* Names among the strings, and calls, are of macros. Without any string nobody knows what they make; and a name before
 * strings may be a macro's that is a cast of them. */
static struct value check_concatenated(struct unit *unit, const struct node *node) {
    struct value value = unknown();
    for_named(part, node) {
        if (part->kind == K_IDENTIFIER) {
            const struct symbol *symbol = unit_name_of(unit, part)->symbol;
            bool object = symbol != NULL && unit_name_of(unit, part)->macro == NULL;
            if (object && type_is(symbol->type, T_CHANNEL)) return refuse_side_by_side(unit, part);
            macro_use(unit, part, false);
        }
        if (part->kind == K_CALL) check_call(unit, part);
        if (part->kind == K_STRING) value = check_string(unit, part);
    }
    const struct node *first = node_inner(node);
    if (node_kind(first) == K_IDENTIFIER && !is_string_macro(unit_name_of(unit, first)->macro))
        return unknown();
    return value;
}

static struct value check_literal_function(struct unit *unit, const struct node *node) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_GO_CALL, unit_span(unit, node),
                         "a function literal stands only in a go statement, called there");
    if (error != NULL) diagnostic_hint(error, "write go func(...) { ... }(...);");
    return refused();
}

/* `__extension__ x` as an argument reads as a type's name. */
static struct value check_type_name(struct unit *unit, const struct node *node) {
    const struct type *object = declare_object(unit, node);
    if (object != NULL) return of_type(object);
    declare_type_name(unit, node);
    return unknown();
}

/* What an expression is worth by its kind. */
static struct value check_kind(struct unit *unit, const struct node *node) {
    switch (node_kind(node)) {
    case K_IDENTIFIER: return not_in_static(unit, node, check_identifier(unit, node));
    case K_NUMBER: return check_number(unit, node);
    case K_CHARACTER: return check_character(unit, node);
    case K_STRING: return check_string(unit, node);
    case K_CONCATENATED_STRING: return check_concatenated(unit, node);
    case K_TRUE: return integer(1);
    case K_FALSE: return integer(0);
    case K_NULL:
        return (struct value){.type = type_pointer(unit->arena, &type_void), .null_constant = true};
    case K_PARENTHESIZED: return check_parenthesized(unit, node);
    case K_EXTENSION: return check_expression(unit, node_inner(node));
    case K_CALL: return not_in_static(unit, node, check_call(unit, node));
    case K_FIELD: return not_in_static(unit, node, check_field(unit, node));
    case K_SUBSCRIPT: return not_in_static(unit, node, check_subscript(unit, node));
    case K_POINTER: return not_in_static(unit, node, check_pointer(unit, node));
    case K_UNARY: return check_unary(unit, node);
    case K_UPDATE: return check_update(unit, node);
    case K_BINARY: return check_binary(unit, node);
    case K_ASSIGNMENT: return check_assignment(unit, node);
    case K_CONDITIONAL: return check_conditional(unit, node);
    case K_COMMA: return check_comma(unit, node);
    case K_CAST: return check_cast_expression(unit, node);
    case K_SIZEOF:
    case K_ALIGNOF: return check_sizeof(unit, node);
    case K_VA_ARG: return check_va_arg(unit, node);
    case K_GENERIC: return check_generic(unit, node);
    case K_COMPOUND_LITERAL: return check_compound_literal(unit, node);
    case K_RECEIVE: return check_receive(unit, node, false);
    case K_MAKE: return check_make(unit, node);
    case K_FUNCTION_LITERAL: return check_literal_function(unit, node);
    case K_TYPE_DESCRIPTOR: return check_type_name(unit, node);
    case K_COMPOUND_STATEMENT: check_block(unit, node); return unknown();
    case K_FIELD_IDENTIFIER:
    case K_STATEMENT_IDENTIFIER: return unknown();
    case K_TYPE_IDENTIFIER:
        return unit_name_of(unit, node)->symbol != NULL ? check_identifier(unit, node) : unknown();
    default: return check_inside(unit, node);
    }
}

struct value check_expression(struct unit *unit, const struct node *node) {
    struct value value = check_disguised_postfix(unit, node, check_kind(unit, node));
    value.refused |= type_is_refused(value.type);
    return value;
}

struct value check_operand(struct unit *unit, const struct node *node) {
    struct value value = check_used(unit, node, check_expression(unit, node));
    value.type = type_decay(unit->arena, value.type);
    return value;
}

const struct node *check_without_parentheses(const struct node *node) {
    while (node_kind(node) == K_PARENTHESIZED &&
           node_kind(node_inner(node)) != K_COMPOUND_STATEMENT && node_inner(node) != NULL)
        node = node_inner(node);
    return node;
}

struct value check_integer(struct unit *unit, const struct node *node, const char *what) {
    node = check_without_parentheses(node);
    struct value value = check_operand(unit, node);
    if (!is_channel(value)) return value;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, node),
                         "%s must be an integer, and this is a channel (%s)", what,
                         type_quote(unit->arena, value.type));
    check_note_value(error, value);
    return refused();
}

void check_condition(struct unit *unit, const struct node *node) {
    if (node != NULL) check_operand(unit, node);
}
