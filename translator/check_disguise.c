/* check_disguise.c: channel syntax that reads as plain C (NODES.md of the grammar lists the
 * shapes).
 *
 * The grammar gives C's tree to whatever could be C. Names decide here: `chan` without a meaning of
 * its own, a typedef in an operand's place, an object in a type's place. */
#include "declare.h"
#include "infer.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

static struct value of_type(const struct type *type) {
    return (struct value){.type = type};
}

/* `chan` that is no macro. It may be an object's name: what a type follows is no use of that. */
static bool is_chan(const struct unit *unit, const struct node *node) {
    return node_kind(node) == K_IDENTIFIER && unit_is(unit, node, "chan") &&
           unit_name_of(unit, node)->macro == NULL;
}

static struct symbol *typedef_of(const struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_IDENTIFIER) return NULL;
    struct symbol *symbol = unit_name_of(unit, node)->symbol;
    return symbol != NULL && symbol->kind == SYM_TYPEDEF ? symbol : NULL;
}

static const struct type *disguised_channel(struct unit *unit, const struct node *node,
                                            enum direction direction, const struct node *element,
                                            const struct type *type) {
    struct site *site = unit_site(unit, SITE_TYPE, node);
    site->types = arena_alloc(unit->arena, sizeof *site->types);
    site->first = element;
    return type_channel(unit->arena, direction, declare_element(unit, element, type));
}

static bool is_macro_call(const struct unit *unit, const struct node *node) {
    const struct node *function = node_kind(node) == K_CALL ? node_field(node, F_FUNCTION) : NULL;
    return function != NULL && node_kind(function) == K_IDENTIFIER &&
           unit_name_of(unit, function)->macro != NULL;
}

/* `chan(T)`, a call in a node that is the whole type. */
static const struct type *called_channel(struct unit *unit, const struct node *node,
                                         const struct node *call, enum direction direction) {
    if (!is_chan(unit, node_field(call, F_FUNCTION))) return NULL;
    bool is_free = unit_name_of(unit, node_field(call, F_FUNCTION))->symbol == NULL;
    const struct node *inner = node_inner(node_field(call, F_ARGUMENTS));
    const struct type *element = NULL;
    if (node_kind(inner) == K_TYPE_DESCRIPTOR)
        element = declare_type_name(unit, inner);
    else if (is_free && is_macro_call(unit, inner))
        element = type_named(unit->arena, unit_text(unit, inner));
    else
        element = check_disguised_type(unit, inner); /* chan(chan(T)) */
    if (node_kind(inner) == K_IDENTIFIER) {
        struct symbol *symbol = unit_name_of(unit, inner)->symbol;
        if (symbol == NULL && is_free) { /* the compiler's own, from a header, or a macro */
            element = declare_word(unit, inner);
        } else if (symbol != NULL && symbol->kind == SYM_TYPEDEF) {
            check_use(unit, inner, symbol);
            element = symbol->type;
        }
    }
    if (element != NULL) return disguised_channel(unit, node, direction, inner, element);
    /* chan(chan<- (T)): what the arrow makes of the element is a comparison. */
    bool arrow = is_free && node_kind(inner) == K_BINARY;
    return arrow && check_chan(unit, node_field(call, F_FUNCTION)) ? &type_unknown : NULL;
}

/* The T of `chan<- T`, which reads as a comparison; NULL where it is one. */
static const struct node *sent_type(const struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_BINARY || !is_chan(unit, node_field(node, F_LEFT))) return NULL;
    const struct node *right = node_field(node, F_RIGHT), *inner = node_field(right, F_ARGUMENT);
    bool arrow = unit_is(unit, node_field(node, F_OPERATOR), "<") && node_kind(right) == K_UNARY &&
                 unit_is(unit, node_field(right, F_OPERATOR), "-");
    return arrow && typedef_of(unit, inner) != NULL ? inner : NULL;
}

/* `chan(T)`: a call. `<-chan(T)`: a receive from that. `chan<- T`: a comparison. */
const struct type *check_disguised_type(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_CALL) return called_channel(unit, node, node, DIR_BOTH);
    if (node_kind(node) == K_RECEIVE && node_kind(node_field(node, F_CHANNEL)) == K_CALL)
        return called_channel(unit, node, node_field(node, F_CHANNEL), DIR_RECEIVE);
    const struct node *inner = sent_type(unit, node);
    if (inner == NULL) return NULL;
    struct symbol *symbol = typedef_of(unit, inner);
    check_use(unit, inner, symbol);
    return disguised_channel(unit, node, DIR_SEND, inner, symbol->type);
}

static bool has_sides(const struct node *node) {
    return node_kind(node) == K_BINARY || node_kind(node) == K_COMMA;
}

/* The operands of the operators above the leftmost one. */
static void check_rest(struct unit *unit, const struct node *right) {
    if (!has_sides(right)) return;
    check_rest(unit, node_field(right, F_LEFT));
    check_operand(unit, node_field(right, F_RIGHT));
}

static bool is_parentheses(const struct node *node) {
    return node_kind(node) == K_PARENTHESIZED || node_kind(node) == K_ARGUMENT_LIST;
}

/* Whether it is a type's name or a typeof, which reads as a call. */
static bool names_type(const struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_IDENTIFIER) return declare_names_type(unit, node);
    const struct node *function = node_kind(node) == K_CALL ? node_field(node, F_FUNCTION) : NULL;
    return function != NULL && check_is_typeof(unit, function) &&
           unit_name_of(unit, function)->symbol == NULL;
}

/* `T (*)(int)`, `T (*)[2]`, which read as calls of T and of what that makes: T, or NULL. */
static const struct node *pointed_type(const struct unit *unit, const struct node *node) {
    while (node_kind(node) == K_CALL || node_kind(node) == K_SUBSCRIPT) {
        const struct node *argument = node_inner(node_field(node, F_ARGUMENTS));
        node = node_children(node);
        if (argument != NULL && unit_is(unit, argument, "*"))
            return names_type(unit, node) ? node : NULL;
    }
    return NULL;
}

static bool is_target(const struct unit *unit, const struct node *node) {
    return node_kind(node) == K_POINTER && unit_is(unit, node_field(node, F_OPERATOR), "*");
}

/* The operand of what of `*`, `&` and `__extension__` an operand begins with. */
static const struct node *past_stars(const struct node *node) {
    for (;;) {
        switch (node_kind(node)) {
        case K_POINTER: node = node_field(node, F_ARGUMENT); break;
        case K_EXTENSION: node = node_inner(node); break;
        default: return node;
        }
    }
}

/* `T *const (*x);` reads as a call of `const`: its qualifiers, or 0. */
static unsigned called_qualifier(const struct unit *unit, const struct node *function) {
    return node_kind(function) == K_IDENTIFIER ? declare_qualifier(unit, function) : 0;
}

/* `T *const`, `T **const`: whether a product is one with a qualifier, and so a type. */
static bool is_qualified_pointer(const struct unit *unit, const struct node *node) {
    return node_kind(node) == K_BINARY && unit_is(unit, node_field(node, F_OPERATOR), "*") &&
           called_qualifier(unit, past_stars(node_field(node, F_RIGHT))) != 0;
}

/* What such products begin with: T, or stars and a qualifier of a declarator. */
static const struct node *pointed_by(const struct unit *unit, const struct node *node) {
    while (is_qualified_pointer(unit, node)) node = node_field(node, F_LEFT);
    return node;
}

/* A pointer for each star, the last one with the qualifier behind them. */
static const struct type *point(struct unit *unit, const struct node *stars,
                                const struct type *type) {
    for (; is_target(unit, stars); stars = node_field(stars, F_ARGUMENT))
        type = type_pointer(unit->arena, type);
    return type_qualified(unit->arena, type, called_qualifier(unit, stars));
}

/* The type that such a product is. */
static const struct type *qualified_pointer(struct unit *unit, const struct node *node,
                                            const struct type *type) {
    if (!is_qualified_pointer(unit, node))
        return called_qualifier(unit, past_stars(node)) != 0 ? point(unit, node, type) : type;
    type = qualified_pointer(unit, node_field(node, F_LEFT), type);
    return point(unit, node_field(node, F_RIGHT), type_pointer(unit->arena, type));
}

bool check_reads_as_type(const struct unit *unit, const struct node *node) {
    return names_type(unit, pointed_by(unit, node)) || pointed_type(unit, node) != NULL ||
           sent_type(unit, node) != NULL;
}

/* Whether an operand is a type's name in parentheses, or a type that reads as an expression. */
static bool is_type_in_parentheses(const struct unit *unit, const struct node *node) {
    return is_parentheses(node) && check_reads_as_type(unit, node_inner(node));
}

/* What is cast where no node covers it alone: a node of that range and nothing else. */
static const struct node *operand_between(struct unit *unit, uint32_t start, uint32_t end) {
    struct node *operand = arena_alloc(unit->arena, sizeof *operand);
    *operand = (struct node){.start = start, .end = end, .size = 1, .kind = K_OTHER};
    return operand;
}

/* Whether the arguments of a call are a type: the second cast of `(T)(U)(x)`. */
static bool is_type_list(const struct unit *unit, const struct node *arguments) {
    return is_parentheses(arguments) && node_count(arguments) == 1 &&
           (is_type_in_parentheses(unit, arguments) ||
            node_kind(node_inner(arguments)) == K_TYPE_DESCRIPTOR);
}

/* `(T)(x)`, and `(T)(U)(x)`, which is a call of what a call makes. */
static bool is_cast(const struct unit *unit, const struct node *call) {
    while (node_kind(call) == K_CALL) {
        const struct node *function = node_field(call, F_FUNCTION);
        if (is_type_in_parentheses(unit, function)) return true;
        if (node_kind(function) != K_CALL || !is_type_list(unit, node_field(function, F_ARGUMENTS)))
            return false;
        call = function;
    }
    return false;
}

/* What an operand of `<` ends with: after its operators, and the casts that read as calls. */
static const struct node *last_operand(const struct node *node) {
    for (const struct node *side = node; side != NULL;) {
        node = side;
        side = check_last_side(node);
    }
    enum kind function = node_kind(node_field(node, F_FUNCTION));
    bool casts = node_kind(node) == K_CALL && (function == K_PARENTHESIZED || function == K_CALL);
    return casts ? node_field(node, F_ARGUMENTS) : node;
}

static const struct type *type_before(struct unit *unit, const struct node *node);
static const struct node *read_declarator(struct unit *unit, const struct node *node,
                                          const struct node *name, const struct type **type);

const struct type *check_pointed_type(struct unit *unit, const struct node *node) {
    const struct node *base = pointed_type(unit, node);
    if (base == NULL) return NULL;
    const struct type *type =
        node_kind(base) == K_IDENTIFIER ? declare_word(unit, base) : type_before(unit, base);
    read_declarator(unit, node, base, &type);
    return type_pointer(unit->arena, type);
}

const struct type *check_casting_type(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_TYPE_DESCRIPTOR) return declare_type_name(unit, node);
    const struct type *pointed = check_pointed_type(unit, node);
    if (pointed != NULL) return pointed;
    if (sent_type(unit, node) != NULL) return check_disguised_type(unit, node);
    const struct node *base = pointed_by(unit, node);
    const struct type *type =
        node_kind(base) == K_IDENTIFIER ? declare_word(unit, base) : type_before(unit, base);
    return qualified_pointer(unit, node, type);
}

/* The casts that stand before the arguments of a call, the last one first, applied to what ends at `end`. */
static struct value cast_by_call(struct unit *unit, const struct node *call, struct value value,
                                 uint32_t end) {
    while (node_kind(call) == K_CALL) {
        const struct node *function = node_field(call, F_FUNCTION);
        bool more = node_kind(function) == K_CALL;
        const struct node *type = more ? node_field(function, F_ARGUMENTS) : function;
        uint32_t start = node_start(node_field(call, F_ARGUMENTS));
        value = check_cast_to(unit, check_casting_type(unit, node_inner(type)), value,
                              operand_between(unit, start, end));
        call = function;
    }
    return value;
}

/* The last of the types that an operand begins with as casts, in its parentheses: `(T)` in `(void)(T)`. */
static const struct node *past_casts(const struct unit *unit, const struct node *node) {
    while (node_kind(node) == K_CAST) node = node_field(node, F_VALUE);
    const struct node *arguments = node_field(node, F_ARGUMENTS);
    return is_cast(unit, node) && is_type_list(unit, arguments) ? arguments : node;
}

/* The casts before that one, applied to what stands behind up to `end`. */
static struct value cast_by_all(struct unit *unit, const struct node *left, struct value value,
                                uint32_t end) {
    if (node_kind(left) != K_CAST) return cast_by_call(unit, left, value, end);
    const struct node *inner = node_field(left, F_VALUE);
    value = cast_by_all(unit, inner, value, end);
    const struct type *type = declare_type_name(unit, node_field(left, F_TYPE));
    return check_cast_to(unit, type, value, operand_between(unit, node_start(inner), end));
}

/* Whether an operand in parentheses is a name that nothing declares, or that of a macro that may be a type. */
static bool is_undeclared(const struct unit *unit, const struct node *node) {
    const struct node *inner = node_kind(node) == K_PARENTHESIZED ? node_inner(node) : NULL;
    if (node_kind(inner) != K_IDENTIFIER || unit_name_of(unit, inner)->symbol != NULL ||
        declare_names_type(unit, inner))
        return false;
    const struct macro *macro = unit_name_of(unit, inner)->macro;
    if (macro == NULL) return true;
    const struct span body = macro->body;
    return body.source != NULL && body.start < body.end && macro->parameters.source == NULL &&
           isalpha((unsigned char)body.source->text[body.start]);
}

/* `*(T)` before a receive where more stands around both. */
static void refuse_bare_cast(struct unit *unit, const struct node *operand) {
    const struct node *cast = past_stars(operand);
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, operand),
                         "a cast of a receive needs parentheses around it here");
    if (error != NULL && is_parentheses(cast))
        diagnostic_hint(error, "write %.*s(%s<-ch)", (int)(node_start(cast) - node_start(operand)),
                        unit_bytes(unit, operand), unit_text(unit, cast));
}

/* `(T)<-c` that check_cast.c leaves: T may be a type's name that nothing declares, if c is a channel; or it is assigned to. */
static bool cast_of_receive(struct unit *unit, const struct node *node, struct value *result) {
    const struct node *left = node_field(node, F_LEFT), *right = node_field(node, F_RIGHT),
                      *channel = check_arrow_operand(unit, node), *last = last_operand(left);
    if (channel == NULL) return false;
    if (node_kind(channel) == K_ASSIGNMENT && is_type_list(unit, last)) { /* *(T)<-c = 1 */
        refuse_bare_cast(unit, left);
        *result = (struct value){.type = &type_refused, .refused = true};
        return true;
    }
    if (!is_undeclared(unit, last)) return false;
    struct value source = check_operand(unit, channel);
    check_operand(unit, left);
    *result = of_type(type_basic(B_INT));
    if (type_is(source.type, T_CHANNEL)) {
        unit->wants_headers = true;
        const struct type *element = check_source_value(unit, source, channel, "receive from");
        *result = (struct value){.type = &type_unknown, .refused = element == NULL};
        if (element != NULL && !check_refuse_case(unit, node)) {
            struct site *site = check_receive_site(unit, node, channel, element);
            site->start = node_start(node_field(node, F_OPERATOR));
            site->end = node_end(channel);
        }
    }
    check_rest(unit, right);
    return true;
}

/* `(chan<- T)*p` and `(chan<- T)&x`: operations on a type are none. */
static bool cast_of_pointer(struct unit *unit, const struct node *node, const struct type *type,
                            struct value *result) {
    const struct node *right = node_field(node, F_RIGHT);
    bool address = unit_is(unit, node_field(node, F_OPERATOR), "&");
    if (address && node_kind(right) == K_BINARY) return false; /* (T)&x == y */
    struct value value = check_operand(unit, right);
    value = address ? of_type(type_pointer(unit->arena, value.type))
                    : of_type(type_is(value.type, T_POINTER) ? type_strip(value.type)->base
                                                             : &type_unknown);
    uint32_t start = node_start(node_field(node, F_OPERATOR)), end = node_end(right);
    *result = check_cast_to(unit, type, value, operand_between(unit, start, end));
    *result = cast_by_all(unit, node_field(node, F_LEFT), *result, end);
    return true;
}

/* `(chan(T))` before an operand, T a name, reads as a call in parentheses: the text is read again. */
static bool is_read_again(struct unit *unit, const struct node *parentheses) {
    const struct node *call = is_parentheses(parentheses) ? node_inner(parentheses) : NULL;
    return node_kind(call) == K_CALL && check_chan(unit, node_field(call, F_FUNCTION));
}

/* `(T)<-c;` reads as a send on a type: a cast of a receive. And so does `*(T)<-c = n;`. */
bool check_disguised_receive(struct unit *unit, const struct node *send) {
    const struct node *left = node_field(send, F_CHANNEL), *side = node_field(send, F_VALUE),
                      *receive = unit->function != NULL ? check_as_receive(unit, send) : NULL;
    if (receive == NULL) return is_read_again(unit, last_operand(left));
    if (node_kind(left) == K_POINTER || node_kind(left) == K_RECEIVE)
        for (; side != NULL; side = check_first_side(side))
            if (node_kind(side) == K_BINARY && check_arrow_operand(unit, side) != NULL) {
                refuse_bare_cast(unit, left); /* *(T)<-c <- 1 */
                return true;
            }
    check_discarded(unit, receive);
    return true;
}

static void ask_for(struct unit *unit, const struct node *name);

/* `(T)(U)` before an operator, where a header may declare U. */
static void ask_for_cast(struct unit *unit, const struct node *left) {
    while (node_kind(left) == K_CAST) left = node_field(left, F_VALUE);
    const struct node *arguments = node_field(left, F_ARGUMENTS);
    if (is_cast(unit, left) && node_count(arguments) == 1) ask_for(unit, node_inner(arguments));
}

/* A binary expression whose left operand is a type in parentheses, after other casts perhaps, is a cast. */
bool check_disguised_cast(struct unit *unit, const struct node *node, struct value *result) {
    const struct node *left = past_casts(unit, node_field(node, F_LEFT)),
                      *operator= node_field(node, F_OPERATOR);
    *result = of_type(&type_unknown);
    if (unit_is(unit, operator, "<") &&
        (is_read_again(unit, last_operand(node_field(node, F_LEFT))) ||
         cast_of_receive(unit, node, result)))
        return true;
    bool pointer = unit_is(unit, operator, "*") || unit_is(unit, operator, "&");
    ask_for_cast(unit, node_field(node, F_LEFT));
    if (!is_parentheses(left) || node_inner(left) == NULL) return false;
    const struct type *type = check_disguised_type(unit, node_inner(left));
    if (type == NULL) return false;
    if (pointer && cast_of_pointer(unit, node, type, result)) return true;
    const struct node *right = node_field(node, F_RIGHT);
    *result = check_cast_to(unit, type, check_operand(unit, right), right);
    *result = cast_by_all(unit, node_field(node, F_LEFT), *result, node_end(right));
    return true;
}

const char *check_postfix_after(const struct unit *unit, const struct node *node) {
    static const char *const operators[] = {".", "->", "++", "--", "[]", "()"};
    const char *text = unit->source->text;
    const char *after = token_skip(text + node_end(node), text + unit->source->length);
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        const char *sign = operators[i];
        bool alone = sign[0] == '.' || sign[0] == '[' || sign[0] == '(';
        if (spelling_byte(after) == sign[0] && (alone || after[1] == sign[1])) return sign;
    }
    return NULL;
}

/* `(T)(x)` that a postfix expression begins with; NULL where it begins otherwise. All of `(T)(x)->y[0]` but the type is
 * what C casts. */
static const struct node *first_cast(const struct unit *unit, const struct node *node) {
    if (unit->source->text[node_start(node)] != '(') return NULL;
    for (;;) {
        switch (node_kind(node)) {
        case K_CALL:
            if (is_cast(unit, node)) return node;
            node = node_field(node, F_FUNCTION);
            break;
        case K_FIELD:
        case K_SUBSCRIPT:
        case K_UPDATE: node = node_field(node, F_ARGUMENT); break;
        default: return NULL;
        }
    }
}

bool check_is_disguised_postfix(const struct unit *unit, const struct node *node) {
    return first_cast(unit, node) != NULL;
}

struct value check_disguised_postfix(struct unit *unit, const struct node *node,
                                     struct value value) {
    const struct node *call = first_cast(unit, node);
    bool whole = call != NULL && check_postfix_after(unit, node) == NULL;
    return whole ? cast_by_call(unit, call, value, node_end(node)) : value;
}

/* What stands in the parentheses of `chan(chan(T))`. */
static const struct node *innermost(const struct unit *unit, const struct node *call) {
    while (node_kind(call) == K_CALL && is_chan(unit, node_field(call, F_FUNCTION)))
        call = node_inner(node_field(call, F_ARGUMENTS));
    return call;
}

/* `chan(T)` as an argument of a macro, which takes a type: no call has a type's name in it. Where there are channels,
 * one that nothing declares is taken for a type, too. */
static bool is_type_argument(struct unit *unit, const struct node *call) {
    const struct node *function = node_field(call, F_FUNCTION), *inner = innermost(unit, call);
    bool name = node_kind(inner) == K_IDENTIFIER;
    if (!is_chan(unit, function) || unit_name_of(unit, function)->symbol != NULL ||
        (!name && node_kind(inner) != K_TYPE_DESCRIPTOR))
        return false;
    unit->wants_headers = true; /* one may make a macro of `chan` */
    if (name && unit_name_of(unit, inner)->symbol == NULL && unit->site_count == 0 &&
        !unit->any_sites) {
        unit->doubted = true;
        return false;
    }
    return check_disguised_type(unit, call) != NULL;
}

/* Refuses `c = chan(T);`, where no macro takes the type. */
static void refuse_type(struct unit *unit, const struct node *call) {
    switch (node_kind(node_parent(call))) {
    case K_ASSIGNMENT:
    case K_INIT_DECLARATOR:
    case K_SHORT_STATEMENT:
    case K_SHORT_DECLARATION:
    case K_SEND_STATEMENT:
    case K_RETURN_STATEMENT: break;
    default: return;
    }
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, call),
                                                "a type where a value must stand");
    if (error != NULL)
        diagnostic_hint(error, "a channel is made so: make(%s)", unit_text(unit, call));
}

/* A call of a type in parentheses is a cast: `(T)(x)`. Its value here is that of x: the whole postfix expression is cast. */
bool check_disguised_call(struct unit *unit, const struct node *call, struct value *result) {
    *result = of_type(&type_unknown);
    if (is_type_argument(unit, call)) {
        refuse_type(unit, call);
        return true;
    }
    if (is_read_again(unit, node_field(call, F_FUNCTION))) return true;
    if (!is_cast(unit, call)) return false;
    const struct node *arguments = node_field(call, F_ARGUMENTS);
    struct value value = of_type(&type_unknown);
    for_named(argument, arguments)
        value = node_kind(argument) == K_COMPOUND_STATEMENT
                    ? check_statement_expression(unit, argument)
                    : check_expression(unit, argument);
    *result = value;
    return true;
}

/* `T (*p)[2] = e, (*q)(int);`, T a type's name or a typeof, reads as calls and assignments. */

/* Whether that is what stands before a parenthesis or a star: a name of a header's may be so, too. */
static bool is_type(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_CALL) return check_is_typeof(unit, node_field(node, F_FUNCTION));
    if (node_kind(node) != K_IDENTIFIER) return false;
    const struct name *name = unit_name_of(unit, node);
    if (name->symbol != NULL) return name->symbol->kind == SYM_TYPEDEF;
    return name->macro == NULL && declare_builtin(unit, node) != NULL;
}

/* The type that it is. */
static const struct type *type_before(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_IDENTIFIER) {
        struct symbol *symbol = typedef_of(unit, node);
        if (symbol == NULL) return declare_builtin(unit, node);
        check_use(unit, node, symbol);
        return symbol->type;
    }
    return declare_operand_type(unit, node);
}

/* A name that nothing declares where a type's may stand: a header may say. */
static void ask_for(struct unit *unit, const struct node *name) {
    if (node_kind(name) == K_IDENTIFIER && unit_name_of(unit, name)->symbol == NULL &&
        unit_name_of(unit, name)->macro == NULL)
        unit->wants_headers = true;
}

/* What an expression begins with, called like a function, where it is a type; NULL for any other. Only calls are not asked
 * about: most of them are what they seem. */
static const struct node *called_type(struct unit *unit, const struct node *node) {
    for (bool more = false;; more = true) {
        switch (node_kind(node)) {
        case K_COMMA:
        case K_ASSIGNMENT: node = node_field(node, F_LEFT); continue;
        case K_SUBSCRIPT: node = node_field(node, F_ARGUMENT); continue;
        case K_CALL: break;
        default: return NULL;
        }
        const struct node *function = node_field(node, F_FUNCTION);
        if (is_type(unit, function)) return function;
        if (more) ask_for(unit, function);
        node = function;
    }
}

static const struct type *parameter_type(struct unit *unit, const struct node *argument);

/* A function whose parameters read as arguments. */
static const struct type *wrap_function(struct unit *unit, const struct node *arguments,
                                        const struct type *result) {
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_FUNCTION, .base = result};
    uint32_t count = node_count(arguments);
    type->params = arena_array(unit->arena, count + 1, sizeof *type->params);
    for_named(argument, arguments) {
        enum kind kind = node_kind(argument);
        const struct type *one = &type_unknown;
        if (kind == K_IDENTIFIER) one = declare_word(unit, argument);
        if (kind == K_TYPE_DESCRIPTOR) one = declare_type_name(unit, argument);
        if (kind == K_CALL && is_type(unit, argument))
            one = type_before(unit, argument);
        else if (kind == K_CALL || kind == K_BINARY || kind == K_RECEIVE)
            one = parameter_type(unit, argument);
        if (one == NULL)
            one = check_chans_within(unit, argument, false) ? &type_unknown
                                                            : check_expression(unit, argument).type;
        type->params[type->param_count++] = type_decay(unit->arena, one);
    }
    if (count == 1 && type_is(type->params[0], T_VOID)) type->param_count = 0;
    type->unprototyped = count == 0;
    return type;
}

/* The same of one that the calls and subscripts of a node begin with: those of what is before all these. */
static unsigned leading_qualifier(const struct unit *unit, const struct node *node) {
    while (node_kind(node) == K_SUBSCRIPT) node = node_field(node, F_ARGUMENT);
    if (node_kind(node) != K_CALL) return 0;
    const struct node *function = node_field(node, F_FUNCTION);
    unsigned qualifier = called_qualifier(unit, function);
    return qualifier != 0 ? qualifier : leading_qualifier(unit, function);
}

/* Reads an expression as a declarator: the name in it, or NULL where it can be none. */
static const struct node *read_declarator(struct unit *unit, const struct node *node,
                                          const struct node *name, const struct type **type) {
    *type = type_qualified(unit->arena, *type, leading_qualifier(unit, node));
    for (;;) {
        const struct node *function, *left;
        switch (node_kind(node)) {
        case K_IDENTIFIER: return node;
        case K_PARENTHESIZED: node = node_inner(node); continue;
        case K_BINARY: /* *const *x */
            left = node_field(node, F_LEFT);
            if (called_qualifier(unit, past_stars(pointed_by(unit, left))) == 0) return NULL;
            *type = type_pointer(unit->arena, qualified_pointer(unit, left, *type));
            node = node_field(node, F_RIGHT);
            *type = type_qualified(unit->arena, *type, leading_qualifier(unit, node));
            continue;
        case K_POINTER:
            node = node_field(node, F_ARGUMENT);
            *type = type_qualified(unit->arena, type_pointer(unit->arena, *type),
                                   leading_qualifier(unit, node));
            continue;
        case K_SUBSCRIPT:
            *type = declare_array(unit, node_field(node, F_INDEX), *type);
            node = node_field(node, F_ARGUMENT);
            continue;
        case K_CALL:
            function = node_field(node, F_FUNCTION);
            if (function == name || called_qualifier(unit, function) != 0) {
                node = node_inner(node_field(node, F_ARGUMENTS));
            } else {
                *type = wrap_function(unit, node_field(node, F_ARGUMENTS), *type);
                node = function;
            }
            continue;
        default: return NULL;
        }
    }
}

/* The first item of a product stands after its star. */
static void past_star(struct unit *unit, const struct node **item, const struct type **type) {
    if (node_kind(*item) != K_BINARY) return;
    const struct node *left = node_field(*item, F_LEFT);
    *type = type_pointer(unit->arena, qualified_pointer(unit, left, *type));
    *item = node_field(*item, F_RIGHT);
}

/* The initialiser of an item, which is left with its declarator; NULL for none. */
static const struct node *take_value(const struct node **item) {
    if (node_kind(*item) != K_ASSIGNMENT) return NULL;
    const struct node *assignment = *item;
    *item = node_field(assignment, F_LEFT);
    return node_field(assignment, F_RIGHT);
}

static void declare_item(struct unit *unit, const struct node *node, const struct node *name,
                         const struct type *type) {
    uint32_t end = node_end(node);
    past_star(unit, &node, &type);
    const struct node *value = take_value(&node), *declared;
    declared = read_declarator(unit, node, name, &type);
    if (declared == NULL) return;
    bool function = type_is(type, T_FUNCTION), in_function = unit->body != NULL;
    struct symbol model = {.kind = function ? SYM_FUNCTION : SYM_OBJECT,
                           .type = type,
                           .declaration = unit_span(unit, node),
                           .is_extern = function || !in_function,
                           .is_static = !in_function};
    declare_symbol_as(unit, &model, declared);
    if (value != NULL) {
        declare_value(unit, type, value, !in_function);
    } else if (in_function && !unit->unreached && type_is(type, T_CHANNEL)) {
        unit_site_at(unit, SITE_INSERT, end)->text = " = 0";
    }
}

static void declare_items(struct unit *unit, const struct node *node, const struct node *name,
                          const struct type *type) {
    if (node_kind(node) != K_COMMA) {
        declare_item(unit, node, name, type);
        return;
    }
    declare_items(unit, node_field(node, F_LEFT), name, type);
    declare_items(unit, node_field(node, F_RIGHT), name, type);
}

/* Whether the left side of a product is a type that a macro makes: `STACK_OF(T) *s = e;`. What is assigned to is no
 * product. */
static bool is_macro_type(struct unit *unit, const struct node *product) {
    const struct node *left = node_field(product, F_LEFT), *function = node_field(left, F_FUNCTION);
    if (node_kind(left) != K_CALL || node_kind(function) != K_IDENTIFIER) return false;
    const struct name *name = unit_name_of(unit, function);
    if (name->symbol != NULL) return false;
    ask_for(unit, function);
    return name->macro != NULL || node_kind(node_field(product, F_RIGHT)) == K_ASSIGNMENT;
}

/* The type that a macro makes, which the compiler knows by its use: unless that has to be translated. */
static const struct type *macro_made_type(struct unit *unit, const struct node *call) {
    bool plain = true;
    for_named(argument, node_field(call, F_ARGUMENTS)) {
        if (argument->kind != K_TYPE_DESCRIPTOR) continue;
        uint32_t sites = unit->site_count;
        declare_type_name(unit, argument);
        plain = plain && unit->site_count == sites;
    }
    const struct type *type = declare_expanded_type(unit, call, NULL);
    if (type != NULL) return type;
    return plain ? type_named(unit->arena, unit_text(unit, call)) : &type_unknown;
}

/* `T *(*f)(int) = e, *g;` reads as a product: its left side, where it is a type, or NULL. */
static const struct node *multiplied_type(struct unit *unit, const struct node *expression) {
    const struct node *product = expression;
    while (node_kind(product) == K_COMMA) product = node_field(product, F_LEFT);
    if (node_kind(product) != K_BINARY || !unit_is(unit, node_field(product, F_OPERATOR), "*"))
        return NULL;
    const struct node *left = pointed_by(unit, node_field(product, F_LEFT));
    if (is_type(unit, left) || is_macro_type(unit, product)) return left;
    ask_for(unit, left);
    return NULL;
}

/* `T *p`, `T (*f)(U)` or `chan(T)` among arguments: the type; NULL where it is none. */
static const struct type *parameter_type(struct unit *unit, const struct node *argument) {
    const struct node *name = called_type(unit, argument);
    const struct node *base = name != NULL ? name : multiplied_type(unit, argument);
    if (base == NULL || !is_type(unit, base)) return check_disguised_type(unit, argument);
    const struct type *type = type_before(unit, base);
    past_star(unit, &argument, &type);
    read_declarator(unit, argument, name, &type);
    return type;
}

bool check_disguised_declaration(struct unit *unit, const struct node *expression) {
    if (check_chan_first(unit, expression)) return true;
    const struct node *name = called_type(unit, expression);
    const struct node *base = name != NULL ? name : multiplied_type(unit, expression);
    if (base == NULL) return false;
    check_versions_unseen(unit, expression);
    bool made = name == NULL && !is_type(unit, base);
    const struct type *type = made ? macro_made_type(unit, base) : type_before(unit, base);
    declare_items(unit, expression, name, type);
    return true;
}

const struct node *check_disguised_target(struct unit *unit, const struct node *target,
                                          const struct type **type) {
    const struct node *name = called_type(unit, target);
    const struct node *base = name != NULL ? name : multiplied_type(unit, target);
    if (base == NULL || !is_type(unit, base)) return NULL;
    check_versions_unseen(unit, target);
    *type = type_before(unit, base);
    past_star(unit, &target, type);
    take_value(&target);
    return read_declarator(unit, target, name, type);
}
