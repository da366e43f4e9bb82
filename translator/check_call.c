/* check_call.c: calls: of functions, of the built-in close, len, cap and free, and make. */
#include "builtin.h"
#include "declare.h"
#include "infer.h"
#include "macro.h"
#include "token.h"

#include <string.h>

/* The built-in of that name, unless the scope has an object of it or a function that takes a
 * channel. */
static const struct builtin *builtin_of(const struct name *name) {
    const struct symbol *symbol = name->symbol;
    if (symbol != NULL && (symbol->kind == SYM_OBJECT || symbol->kind == SYM_TYPEDEF))
        return NULL; /* a macro is neither, and no enumerator is called */
    const struct type *type = symbol != NULL ? infer_function(symbol->type) : NULL;
    for (uint32_t i = 0; type != NULL && i < type->param_count; i++)
        if (type_is(type->params[i], T_CHANNEL)) return NULL;
    return builtin_find(name->text, strlen(name->text));
}

bool check_is_builtin(const struct name *name) {
    return builtin_of(name) != NULL;
}

static const struct builtin *find_builtin(const struct unit *unit, const struct node *function) {
    enum kind kind = node_kind(function);
    bool named = kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER;
    return named ? builtin_of(unit_name_of(unit, function)) : NULL;
}

bool check_is_builtin_name(const struct unit *unit, const struct node *name) {
    return find_builtin(unit, name) != NULL;
}

static struct value check_builtin(struct unit *unit, const struct node *call,
                                  const struct builtin *builtin, const struct node *argument,
                                  struct value value) {
    const struct type *channel = type_strip(value.type);
    if (builtin->sends && channel->direction == DIR_RECEIVE) {
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_CLOSE_DIRECTION, unit_span(unit, argument),
            "cannot close a receive-only channel (%s)", type_quote(unit->arena, value.type));
        check_note_direction(unit, error, value, DIR_SEND);
        if (error != NULL) diagnostic_hint(error, "the sending side closes a channel");
    }
    struct site *site = unit_site(unit, SITE_BUILTIN, call);
    site->first = argument;
    site->text = builtin->lowered;
    site->with_place = builtin->with_place;
    return (struct value){.type = builtin->gives_int ? type_basic(B_INT) : &type_void};
}

const struct type *check_called_name(struct unit *unit, const struct node *descriptor) {
    const struct builtin *builtin = find_builtin(unit, node_field(descriptor, F_TYPE));
    const struct node *declarator = node_field(descriptor, F_DECLARATOR),
                      *list = node_field(declarator, F_PARAMETERS);
    if (builtin == NULL || node_kind(declarator) != K_ABSTRACT_FUNCTION ||
        node_field(declarator, F_DECLARATOR) != NULL || node_count(list) != 1)
        return NULL;
    const struct node *argument = node_inner(list);
    struct value value = {.type = declare_object(unit, argument)};
    if (value.type == NULL || !type_is(value.type, T_CHANNEL)) return NULL;
    return check_builtin(unit, descriptor, builtin, argument, value).type;
}

/* The result of a call and what its arguments must be; T_UNKNOWN and NULL when not known. */
struct callee {
    const struct type *function; /* the function type, or NULL */
    const struct type *member;   /* that the call is by its macro, or NULL */
    struct value value;          /* what is called; without a type when it is not looked at */
    struct name *undeclared;     /* its name when no declaration is known */
    bool refused;                /* an error was reported */
};

/* typeof as an argument reads as a call. */
bool check_is_typeof(const struct unit *unit, const struct node *function) {
    return unit_is(unit, function, "__typeof__") || unit_is(unit, function, "typeof") ||
           unit_is(unit, function, "__typeof") || unit_is(unit, function, "typeof_unqual");
}

/* The name in `(f)(x)` and `(*f)(x)` if nothing declares it: no macro with parameters is used there. */
static struct name *undeclared_in_parentheses(const struct node *function, struct value value) {
    while (node_kind(function) == K_PARENTHESIZED || node_kind(function) == K_POINTER)
        function = node_kind(function) == K_POINTER ? node_field(function, F_ARGUMENT)
                                                    : node_inner(function);
    bool named = node_kind(function) == K_IDENTIFIER && value.undeclared != NULL;
    return named && value.undeclared->macro == NULL ? value.undeclared : NULL;
}

/* `go (f)(x)` calls what nobody declares. */
static void refuse_called_go(struct unit *unit, const struct node *function) {
    unit->wants_headers = true;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_GO_CALL, unit_span(unit, function),
                         "this calls a function named 'go', and there is none");
    if (error != NULL)
        diagnostic_hint(error,
                        "to start a goroutine, write go f(); without parentheses after 'go'");
}

static struct callee check_callee(struct unit *unit, const struct node *function) {
    struct callee callee = {0};
    size_t errors = diagnostics_count(unit->errors);
    if (node_kind(function) == K_IDENTIFIER) macro_use(unit, function, false);
    callee.refused = diagnostics_count(unit->errors) > errors;
    if (check_is_typeof(unit, function)) return callee;
    if (node_kind(function) == K_IDENTIFIER && unit_name_of(unit, function)->symbol == NULL) {
        callee.undeclared = unit_name_of(unit, function);
        if (unit_is(unit, function, "go") && callee.undeclared->macro == NULL) {
            refuse_called_go(unit, function);
            callee.undeclared = NULL;
            callee.refused = true;
            return callee;
        }
        callee.function = infer_function(check_expanded_function(unit, function));
        if (callee.function != NULL) callee.undeclared = NULL;
        return callee;
    }
    struct value value = callee.value = check_expression(unit, function);
    if (check_member_call(unit, function) != NULL) {
        callee.member = value.type;
        callee.refused = value.refused;
        return callee;
    }
    if (type_is(value.type, T_CHANNEL))
        diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, function),
                         "a channel cannot be called (%s)", type_quote(unit->arena, value.type));
    callee.undeclared = undeclared_in_parentheses(function, value);
    if (value.symbol != NULL && value.symbol->by_macro != NULL)
        callee.undeclared = value.symbol->name;
    callee.refused = value.refused || type_is(value.type, T_CHANNEL);
    callee.function = infer_function(value.type);
    return callee;
}

/* The compiler's own functions, which nobody declares. */
static bool is_compilers(const struct name *name) {
    static const char *const prefixes[] = {"__builtin_", "__atomic_", "__sync_", "__c11_atomic_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strncmp(name->text, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return false;
}

/* Words that begin statements, which stand before parentheses where a macro's argument is one. */
static bool is_statement_word(const struct name *name) {
    static const char *const words[] = {"if", "while", "for", "switch", "return"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(name->text, words[i]) == 0) return true;
    return false;
}

void check_undeclared_call(struct unit *unit, const struct node *function, struct name *name) {
    if (is_compilers(name) || is_statement_word(name)) return;
    unit->wants_headers = true;
    if (name->reported || name->macro != NULL) return; /* see check_macro.c */
    scope_mark_reported(unit->scopes, name);
    struct undeclared *call = arena_alloc(unit->arena, sizeof *call);
    *call = (struct undeclared){unit_span(unit, function), name, unit->undeclared};
    unit->undeclared = call;
}

static void hint_undeclared(struct diagnostic *error, const char *name) {
    if (error == NULL) return;
    if (builtin_find(name, strlen(name)) != NULL)
        diagnostic_hint(error, "the built-in '%s' takes one channel", name);
    else if (strcmp(name, "make") == 0)
        diagnostic_hint(error, "the built-in 'make' takes a channel type, and a capacity");
    else if (strcmp(name, "new") == 0)
        diagnostic_hint(error, "a channel is made so: make(chan int)");
    else
        diagnostic_hint(error, "declare '%s' before this call", name);
}

/* Whether a call is one of a word that is nearly `make`, with the type of a channel. */
static bool is_nearly_make(const struct undeclared *call) {
    const char *name = call->name->text, *end = call->at.source->text + call->at.source->length;
    const char *at = token_skip(call->at.source->text + call->at.end, end);
    if (at == end || *at != '(' || strcmp(name, "make") == 0) return false;
    at = token_skip(at + 1, end);
    bool type = end - at > 4 && memcmp(at, "chan", 4) == 0 && !is_word_byte(at[4]);
    return type && check_is_nearly(name, strlen(name), "make");
}

void check_undeclared_calls(struct unit *unit) {
    /* A file without channel syntax is plain C, which may call <chanc.h> and what it likes. */
    const struct undeclared *call = unit->site_count > 0 ? unit->undeclared : NULL;
    unit->undeclared = NULL;
    if (call == NULL || check_is_lost(unit)) return;
    for (; call != NULL; call = call->next) {
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_UNRESOLVED, call->at,
            "a channel, or the type of one, is passed to '%s', which is not declared",
            call->name->text);
        if (error != NULL && is_nearly_make(call))
            diagnostic_hint(error, "did you mean 'make'?");
        else
            hint_undeclared(error, call->name->text);
    }
}

/* One argument against its parameter, if that is known. */
static struct value check_argument(struct unit *unit, const struct node *node,
                                   const struct type *function, uint32_t index) {
    struct value value = check_operand(unit, node);
    if (function == NULL || function->unprototyped || index >= function->param_count) return value;
    check_assign(unit, function->params[index], value, node,
                 arena_printf(unit->arena, "parameter %u", (unsigned)index + 1));
    return value;
}

void check_arguments(struct unit *unit, const struct node *arguments, const struct type *function,
                     struct argument *out) {
    uint32_t index = 0;
    for_named(argument, arguments) {
        struct value value = check_argument(unit, argument, function, index);
        if (out != NULL) {
            bool typed =
                function != NULL && !function->unprototyped && index < function->param_count;
            const struct type *given = value.refused ? &type_refused : value.type;
            out[index] = (struct argument){.node = argument,
                                           .type = typed ? function->params[index] : given};
        }
        index++;
    }
}

/* Lists the first two arguments. Returns how many there are. */
static uint32_t first_arguments(const struct node *arguments, const struct node *at[2]) {
    uint32_t count = 0;
    for_named(argument, arguments)
        if (count++ < 2) at[count - 1] = argument;
    return count;
}

/* The only argument, or NULL. */
static const struct node *only_argument(const struct node *arguments) {
    const struct node *at[2];
    return first_arguments(arguments, at) == 1 ? at[0] : NULL;
}

/* Whether a value is known to be of no integer type. */
static bool is_no_integer(struct value value) {
    const struct type *type = type_strip(value.type);
    switch (type->kind) {
    case T_BASIC: return !type_is_integer(type);
    case T_POINTER: return true;
    case T_TAG: return type->tag->kind != TAG_ENUM;
    default: return false;
    }
}

/* The type to suggest where one for `make` is none of a channel: `chan T *` was meant for one of pointers, and no channel
 * has arrays. */
static const struct type *meant_channel(struct unit *unit, const struct type *type) {
    for (; type->kind == T_ARRAY; type = type->base)
        if (type_is(type->base, T_CHANNEL)) return type->base;
    const struct type *target = type;
    while (target->kind == T_POINTER) target = target->base;
    if (target == type || target->kind != T_CHANNEL)
        return type_channel(unit->arena, DIR_BOTH, type);
    const struct type *element = target->written;
    for (; type->kind == T_POINTER; type = type->base) element = type_pointer(unit->arena, element);
    return type_channel(unit->arena, target->direction, element);
}

static struct value make_channel(struct unit *unit, const struct node *node,
                                 const struct type *type, const struct node *type_node,
                                 const struct node *capacity) {
    struct value size = {0};
    if (capacity != NULL) size = check_integer(unit, capacity, "the capacity");
    if (unit->function == NULL) {
        diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, node),
                         "make outside a function");
        return (struct value){.type = &type_refused, .refused = true};
    }
    if (unit->static_initializer) {
        diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, node),
                         "the initialiser of a static object cannot make a channel");
        return (struct value){.type = &type_refused, .refused = true};
    }
    if (type_is_refused(type)) return (struct value){.type = &type_refused, .refused = true};
    if (type == &type_unknown) {
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, type_node),
                             "the channel type that a macro makes here is not known");
        if (error != NULL) diagnostic_hint(error, "write the type itself, or a typedef of it");
        return (struct value){.type = &type_refused, .refused = true};
    }
    if (!type_is(type, T_CHANNEL)) {
        unit->wants_headers = true; /* one may have made a macro of `make` */
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_NOT_A_CHANNEL, unit_span(unit, type_node),
            "make needs a channel type, and %s is none", type_quote(unit->arena, type));
        if (error != NULL && type_is(type, T_FUNCTION))
            diagnostic_hint(error, "put the element type into parentheses: chan(T(x))");
        else if (error != NULL && !type_is_open(type))
            diagnostic_hint(error, "did you mean 'make(%s)'?",
                            type_text(unit->arena, meant_channel(unit, type)));
        return (struct value){.type = &type_refused, .refused = true};
    }
    if (capacity != NULL && size.constant && size.number < 0)
        diagnostic_error(unit->errors, D_MAKE_SIZE, unit_span(unit, capacity),
                         "the capacity is negative");
    if (capacity != NULL && is_no_integer(size))
        diagnostic_error(unit->errors, D_MAKE_SIZE, unit_span(unit, capacity),
                         "the capacity must be an integer, and this is %s",
                         type_quote(unit->arena, size.type));
    if (!check_complete(unit, type_strip(type)->base, type_node))
        return (struct value){.type = &type_refused, .refused = true};
    struct site *site = unit_site(unit, SITE_MAKE, node);
    site->type = unit_visible(unit, type_strip(type)->base, type_node);
    site->first = capacity;
    site->second = type_node;
    return (struct value){.type = type_unqualified(unit->arena, type)};
}

struct value check_make(struct unit *unit, const struct node *node) {
    const struct node *type_node = node_field(node, F_TYPE);
    const struct type *type = declare_type_name(unit, type_node);
    return make_channel(unit, node, type, type_node, node_field(node, F_CAPACITY));
}

/* The type that a name stands for in `make(name)`; NULL when it stands for none. */
static const struct type *made_by_name(struct unit *unit, const struct node *name) {
    const struct symbol *symbol = unit_name_of(unit, name)->symbol;
    if (symbol != NULL && symbol->kind != SYM_TYPEDEF) return NULL;
    const struct type *type = declare_word(unit, name);
    return symbol != NULL || !type_is_open(type) ? type : NULL;
}

/* A channel type that reads as an operand; NULL when it is none. */
static const struct type *disguised_argument(struct unit *unit, const struct node *node) {
    const struct type *type = check_disguised_type(unit, node);
    return type == NULL && check_chan_first(unit, node) ? &type_unknown : type;
}

/* The type that an argument of `make` or the like is; NULL when it is none. */
static const struct type *type_argument(struct unit *unit, const struct node *node) {
    switch (node_kind(node)) {
    case K_CALL: /* chan(T) */
        if (check_is_typeof(unit, node_field(node, F_FUNCTION)))
            return declare_operand_type(unit, node); /* typeof as an argument reads as a call */
        return check_disguised_type(unit, node);
    case K_RECEIVE:                                       /* <-chan(T) */
    case K_BINARY: return disguised_argument(unit, node); /* chan<- T */
    case K_TYPE_DESCRIPTOR: return declare_type_name(unit, node);
    case K_IDENTIFIER: return made_by_name(unit, node);
    default: return NULL;
    }
}

/* `T[3]`, `T(int)`: the array or the function that it is when T is a type; NULL when it is none. */
static const struct type *derived_type(struct unit *unit, const struct node *node) {
    const struct type *type = type_argument(unit, node);
    const struct node *inner = node;
    while (type == NULL && (node_kind(inner) == K_SUBSCRIPT || node_kind(inner) == K_CALL)) {
        inner = node_children(inner);
        type = type_argument(unit, inner);
    }
    if (type == NULL) return NULL;
    for (; node != inner; node = node_children(node)) {
        const struct node *bound = node_field(node, F_INDEX);
        struct type *derived = arena_alloc(unit->arena, sizeof *derived);
        *derived = (struct type){.kind = T_FUNCTION, .base = type, .unprototyped = true};
        if (node_kind(node) == K_SUBSCRIPT)
            *derived = (struct type){.kind = T_ARRAY,
                                     .base = type,
                                     .array_text = bound != NULL ? unit_text(unit, bound) : "",
                                     .array_count = -1};
        type = derived;
    }
    return type;
}

/* `make(T)` and `make(T, n)`, T a name or one that no channel can have, are calls to C's grammar: the type, or NULL when it
 * is C's call. */
static const struct type *made_type(struct unit *unit, const struct node *call,
                                    const struct node *at[2]) {
    const struct node *function = node_field(call, F_FUNCTION);
    if (node_kind(function) != K_IDENTIFIER || !unit_is_free(unit, function, "make")) return NULL;
    uint32_t count = first_arguments(node_field(call, F_ARGUMENTS), at);
    if (count != 1 && count != 2) return NULL;
    while (node_kind(at[0]) == K_PARENTHESIZED) at[0] = node_inner(at[0]); /* as in Go */
    const struct type *type = derived_type(unit, at[0]);
    if (type == NULL) type = check_expanded_type(unit, at[0]);
    /* Only headers could know. */
    unit->wants_headers |= type == NULL && check_of_channels(unit);
    return type;
}

/* Whether an operand begins with a word of C that no expression has: a type's that could not be read. */
static bool begins_with_keyword(const struct unit *unit, const struct node *operand) {
    while (operand != NULL && operand->size > 1) operand = node_children(operand);
    return node_kind(operand) == K_IDENTIFIER && check_is_keyword(unit_name_of(unit, operand));
}

/* Whether an operand that is none by itself begins with a type: `chan[int]`, `&T`. */
static bool begins_with_type(const struct unit *unit, const struct node *operand) {
    if (begins_with_keyword(unit, operand)) return true;
    const struct node *first = operand;
    for (;;) {
        enum kind kind = node_kind(first);
        if (kind == K_CALL)
            first = node_field(first, F_FUNCTION);
        else if (kind == K_SUBSCRIPT || kind == K_POINTER || kind == K_UNARY)
            first = node_field(first, F_ARGUMENT);
        else
            break;
    }
    if (node_kind(first) != K_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, first)->symbol;
    bool named = first != operand && symbol != NULL && symbol->kind == SYM_TYPEDEF;
    return named || unit_is_free(unit, first, "chan");
}

/* `make()`, `make(chan)`, `make(&T)`: C's calls, of a function that is not there. */
static bool refuse_bare_make(struct unit *unit, const struct node *call) {
    const struct node *function = node_field(call, F_FUNCTION),
                      *first = node_inner(node_field(call, F_ARGUMENTS));
    if (node_kind(function) != K_IDENTIFIER || !unit_is_free(unit, function, "make")) return false;
    bool bare = first == NULL || begins_with_type(unit, first);
    if (!bare || !check_of_channels(unit)) return false;
    unit->wants_headers = true; /* one may have a function called so */
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, call),
                                                "make needs the type of a channel");
    if (error != NULL) diagnostic_hint(error, "write make(chan int) or make(chan int, n)");
    return true;
}

/* The type that is compared, T_UNKNOWN where none is seen: a macro may make it. */
static const struct type *compared_type(struct unit *unit, const struct node *node) {
    const struct type *type = type_argument(unit, node);
    if (type == NULL) type = check_expanded_type(unit, node);
    return type != NULL ? type : &type_unknown;
}

/* `__builtin_types_compatible_p(chan int, chan<- int)`: in the output these are one type, so it is decided here. */
static bool check_types_compatible(struct unit *unit, const struct node *call,
                                   struct value *result) {
    const struct node *at[2];
    if (!unit_is(unit, node_field(call, F_FUNCTION), "__builtin_types_compatible_p") ||
        first_arguments(node_field(call, F_ARGUMENTS), at) != 2)
        return false;
    const struct type *a = compared_type(unit, at[0]), *b = compared_type(unit, at[1]);
    bool over_channels = type_has_channel(a) || type_has_channel(b);
    if (!over_channels && (type_is(a, T_UNKNOWN) || type_is(b, T_UNKNOWN))) return false;
    *result = (struct value){.type = type_basic(B_INT)};
    if (!over_channels) return true;
    enum identity identity = type_compare(a, b);
    if (identity == ID_MAYBE) {
        unit->wants_headers = true;
        diagnostic_error(unit->errors, D_UNRESOLVED,
                         unit_span(unit, type_is_open(a) ? at[0] : at[1]),
                         "this type is not known here, and it is compared with one of channels");
        result->refused = true;
        return true;
    }
    unit_site(unit, SITE_CAPTURED, call)->text = identity == ID_SAME ? "1" : "0";
    result->constant = true;
    result->number = identity == ID_SAME;
    return true;
}

bool check_is_builtin_call(struct unit *unit, const struct node *call) {
    const struct node *at[2];
    if (made_type(unit, call, at) != NULL) return true;
    if (find_builtin(unit, node_field(call, F_FUNCTION)) == NULL) return false;
    const struct node *only = only_argument(node_field(call, F_ARGUMENTS));
    if (only == NULL) return false;
    const struct name *name = unit_name_of(unit, only);
    if (node_kind(only) == K_IDENTIFIER && name->macro == NULL)
        return name->symbol != NULL && type_is(name->symbol->type, T_CHANNEL);
    struct value value = check_operand(unit, only);
    bool macro = type_is_open(value.type) &&
                 check_expanded(unit, node_start(only), node_end(only)) != NO_CHANNEL;
    return macro || type_is(value.type, T_CHANNEL);
}

/* `va_arg(list, T)` where T reads as an expression: a call to C's grammar. */
static bool check_va_arg(struct unit *unit, const struct node *call, struct value *result) {
    const struct node *function = node_field(call, F_FUNCTION), *at[2];
    bool named = unit_is(unit, function, "va_arg") || unit_is(unit, function, "__builtin_va_arg");
    if (!named || first_arguments(node_field(call, F_ARGUMENTS), at) != 2) return false;
    const struct type *type = type_argument(unit, at[1]);
    bool word = node_kind(at[1]) == K_IDENTIFIER && unit_name_of(unit, at[1])->symbol == NULL;
    if (type == NULL && !word) return false;
    check_operand(unit, at[0]);
    *result = (struct value){
        .type = type != NULL ? type : type_named(unit->arena, unit_text(unit, at[1]))};
    return true;
}

/* `__builtin_choose_expr(constant, a, b)` is the one or the other, as it stands. */
static bool check_choice(struct unit *unit, const struct node *call, struct value *result) {
    const struct node *function = node_field(call, F_FUNCTION),
                      *arguments = node_field(call, F_ARGUMENTS);
    if (!unit_is(unit, function, "__builtin_choose_expr")) return false;
    struct value values[3];
    uint32_t count = 0;
    for_named(argument, arguments)
        if (count < 3) values[count++] = check_expression(unit, argument);
    *result = (struct value){.type = &type_unknown};
    if (count == 3 && values[0].constant)
        *result = values[values[0].number != 0 ? 1 : 2];
    else if (count == 3 && type_compare(values[1].type, values[2].type) == ID_SAME)
        *result = values[1];
    return true;
}

/* Whether an argument is a type's name. */
static bool names_type(const struct unit *unit, const struct node *argument) {
    if (node_kind(argument) == K_TYPE_DESCRIPTOR) return true;
    if (node_kind(argument) != K_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, argument)->symbol;
    return symbol != NULL && symbol->kind == SYM_TYPEDEF;
}

/* `AS(chan<- int, c)`, AS a macro that is a cast. */
static bool check_cast_by_macro(struct unit *unit, const struct node *call, struct value *result) {
    const struct node *function = node_field(call, F_FUNCTION);
    if (node_kind(function) != K_IDENTIFIER || unit_name_of(unit, function)->macro == NULL)
        return false;
    bool of_type = false;
    for_named(argument, node_field(call, F_ARGUMENTS)) of_type |= names_type(unit, argument);
    struct expanded_cast cast;
    if (!of_type || !check_expanded_cast(unit, call, &cast) || !names_type(unit, cast.type))
        return false;
    macro_use(unit, function, false);
    const struct type *to = type_argument(unit, cast.type);
    struct value operand = {.type = &type_unknown};
    for_named(argument, node_field(call, F_ARGUMENTS)) {
        if (argument == cast.type) continue;
        struct value value = check_operand(unit, argument);
        if (argument == cast.operand) operand = value;
    }
    *result = check_cast_to(unit, to, operand, cast.operand);
    return true;
}

/* Whether arguments stand within those of a macro, which may make a name of them, or nothing. */
static bool is_given(const struct unit *unit, const struct node *arguments) {
    const struct node *node = node_parent(node_parent(arguments));
    for (; node != NULL && !check_is_apart(node_kind(node)); node = node_parent(node)) {
        const struct node *function =
            node_kind(node) == K_CALL ? node_field(node, F_FUNCTION) : NULL;
        if (node_kind(function) == K_IDENTIFIER && unit_name_of(unit, function)->macro != NULL)
            return true;
    }
    return false;
}

/* The token behind the first place where an argument is empty; NULL where none is. */
static const struct node *find_empty(const struct unit *unit, const struct node *arguments) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    const struct node *before = NULL;
    for_children(child, arguments) {
        bool token = child->kind == K_TOKEN, comma = token && text[node_start(child)] == ',';
        bool empty = token && before != NULL && before->kind == K_TOKEN &&
                     (comma || before != node_children(arguments));
        if (empty && token_skip(text + node_end(before), end) == text + node_start(child))
            return child;
        before = child;
    }
    return NULL;
}

bool check_empty_argument(struct unit *unit, const struct node *function,
                          const struct node *arguments, bool within) {
    const struct node *word = node_field(function, F_FIELD);
    if (word == NULL) word = function;
    bool named = node_kind(word) == K_IDENTIFIER || node_kind(word) == K_FIELD_IDENTIFIER;
    if (unit->in_headers || !named || unit_name_of(unit, word)->macro != NULL) return false;
    const struct node *empty = find_empty(unit, arguments);
    if (empty == NULL || !(within || check_beside_channels(unit, arguments)) ||
        is_given(unit, arguments) || check_copies(unit, empty))
        return false;
    unit->wants_headers = unit->wants_macros = true; /* a macro may be called so */
    diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, empty), "an argument is missing here");
    return true;
}

/* `make(5)`, `make(n, 1)`, `make(c)`: with a value no type can hide in, it calls what nobody declares. */
static bool refuse_made_value(struct unit *unit, const struct node *function,
                              const struct node *argument, const struct type *type) {
    if (node_kind(function) != K_IDENTIFIER || !unit_is_free(unit, function, "make") ||
        node_kind(argument) == K_TYPE_DESCRIPTOR || !check_of_channels(unit) ||
        type_is_refused(type) || type_is_open(type))
        return false;
    unit->wants_headers = true; /* one may have a function called so */
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_NOT_A_CHANNEL, unit_span(unit, argument),
                         "make needs a channel type, and this is a value");
    if (error != NULL) diagnostic_hint(error, "write make(chan int) or make(chan int, n)");
    return true;
}

struct value check_call(struct unit *unit, const struct node *node) {
    struct value cast;
    if (check_va_arg(unit, node, &cast) || check_disguised_call(unit, node, &cast) ||
        check_choice(unit, node, &cast) || check_cast_by_macro(unit, node, &cast) ||
        check_types_compatible(unit, node, &cast))
        return cast;
    const struct node *function = node_field(node, F_FUNCTION),
                      *arguments = node_field(node, F_ARGUMENTS);
    const struct node *at[2] = {0};
    const struct type *made = made_type(unit, node, at);
    if (made != NULL) return make_channel(unit, node, made, at[0], at[1]);
    if (refuse_bare_make(unit, node)) return (struct value){.type = &type_refused, .refused = true};
    const struct builtin *builtin = find_builtin(unit, function);
    const struct node *only = builtin != NULL ? only_argument(arguments) : NULL;
    if (only != NULL) {
        struct value value = check_operand(unit, only);
        if (type_is(value.type, T_CHANNEL) && check_refuse_lacking(unit, node))
            return (struct value){.type = &type_refused, .refused = true};
        if (type_is(value.type, T_CHANNEL)) return check_builtin(unit, node, builtin, only, value);
        if (check_hidden_operand(unit, function, only, value))
            return (struct value){.type = &type_refused, .refused = true};
        const struct symbol *symbol = unit_name_of(unit, function)->symbol;
        if (symbol == NULL && !builtin->of_c && check_of_channels(unit) &&
            check_refuse_pointer(unit, only, value,
                                 arena_printf(unit->arena, "give '%s'", builtin->name)))
            return (struct value){.type = &type_refused, .refused = true};
        check_versions_plain(unit, SITE_BUILTIN, node, only, value.type);
        return (struct value){.type = symbol != NULL ? infer_result(symbol->type) : &type_unknown};
    }
    struct callee callee = check_callee(unit, function);
    bool macro = callee.undeclared != NULL && callee.undeclared->macro != NULL;
    bool text = macro && callee.undeclared->macro->stringifies;
    size_t errors = diagnostics_count(unit->errors);
    uint32_t sites = unit->site_count, index = 0;
    unsigned deeper = check_is_typeof(unit, function);
    unit->unevaluated += deeper;
    for_named(argument, arguments) {
        if (macro && node_kind(argument) == K_IDENTIFIER && check_is_builtin_name(unit, argument))
            check_hidden_builtin(unit, function); /* APPLY(close, c) */
        if (macro && macro_only_spells(unit, function, argument)) continue;
        uint32_t before = unit->site_count;
        struct value value = check_argument(unit, argument, callee.function, index++);
        if (index == 1 && refuse_made_value(unit, function, argument, value.type))
            return (struct value){.type = &type_refused, .refused = true};
        bool type = node_kind(argument) == K_TYPE_DESCRIPTOR && unit->site_count > before;
        callee.refused |= callee.undeclared != NULL && value.refused;
        callee.refused |= macro && type && macro_use_word(unit, function);
        if (callee.undeclared != NULL && (type || type_is(value.type, T_CHANNEL)))
            check_undeclared_call(unit, function, callee.undeclared);
    }
    unit->unevaluated -= deeper;
    if (callee.function != NULL)
        check_empty_argument(unit, function, arguments, unit->site_count > sites);
    callee.refused |= callee.undeclared != NULL && callee.undeclared->reported;
    if (text) { /* no code, but text for a string */
        diagnostics_rewind(unit->errors, errors);
        unit->site_count = sites;
    }
    const struct type *result = callee.function != NULL ? callee.function->base : &type_unknown;
    return (struct value){.type = callee.member != NULL ? callee.member : result,
                          .named = callee.value.named,
                          .member = callee.value.member,
                          .undeclared = callee.value.undeclared,
                          .missing = callee.value.missing,
                          .refused = callee.refused};
}
