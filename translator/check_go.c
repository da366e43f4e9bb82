/* check_go.c: go statements: calls, blocks, literals; what a go body may name, change and jump to.
 *
 * A go body becomes a C function of its own, so every name that it takes from the function around
 * it must be carried there: variables by value (captures), statics by address, local typedefs,
 * enumerators and declarations of functions by repeating them. What cannot be carried is refused.
 */
#include "directive.h"
#include "expand.h"
#include "include.h"
#include "infer.h"
#include "macro.h"
#include "scan.h"
#include "token.h"

#include <string.h>

/* Whether arms of an #if decide if the statement is there, or what is in it. */
static bool hangs_on_arms(const struct unit *unit, const struct node *statement) {
    uint32_t past, start = node_start(statement), around = node_start(unit->function->node);
    return masks_count(unit->masks) > 1 || !masks_same_arm(unit->masks, around, start) ||
           masks_directive(unit->masks, start, node_end(statement), &past) != UINT32_MAX;
}

/* Names of the hoisted functions. */

static struct go_site *new_go(struct unit *unit, const struct node *statement, bool is_body) {
    struct go_site *go = arena_alloc(unit->arena, sizeof *go);
    struct name *name = unit->function->name;
    const char *function = name->text;
    unsigned number = is_body ? ++name->go_count : ++name->call_count;
    go->node = statement;
    go->start = node_start(statement);
    const char *kind = is_body ? "go" : "call";
    /* What only another arm of an #if shows stands beside what the first shows: both are hoisted.
     */
    bool other = unit->version > 0 && !masks_shows(unit->masks, 0, node_start(statement));
    const char *arm = other ? arena_printf(unit->arena, "_%u", (unsigned)unit->version) : "";
    go->name = arena_printf(unit->arena, "chanc_%s_%s%u%s", function, kind, number, arm);
    go->symbol = arena_printf(unit->arena, "%s.%s%u%s", function, kind, number, arm);
    go->in_arms = hangs_on_arms(unit, statement);
    go->hoist_at = unit->function->hoist_at;
    go->around = arm_at(unit->masks, go->hoist_at > 0 ? go->hoist_at - 1 : 0);
    go->arm = arm_at(unit->masks, go->start);
    go->definition = unit->function->node;
    go->names_itself = &unit->function->names_itself;
    go->outer = unit->body->go;
    go->captures.last = &go->captures.first;
    go->unevaluated.last = &go->unevaluated.first;
    return go;
}

/* Calls. */

static void refuse_call(struct unit *unit, const struct node *node, const char *message,
                        const char *hint) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_GO_CALL, unit_span(unit, node), "%s", message);
    if (strncmp(unit_text(unit, node), "func", 4) == 0) check_note_word(unit, error, "func");
    if (error != NULL) diagnostic_hint(error, "%s", hint);
}

/* Whether only a macro can take the arguments: types, operators, none where a comma promises one. */
static bool are_macros(const struct unit *unit, const struct node *arguments) {
    bool comma = false;
    uint32_t index = 0;
    for_children(child, arguments) {
        bool is_comma = unit_is(unit, child, ",");
        bool ends = is_comma || unit_is(unit, child, ")");
        if (child->kind == K_OPERATOR_ARGUMENT || child->kind == K_TYPE_DESCRIPTOR ||
            (comma && ends) || (is_comma && index == 1))
            return true;
        comma = is_comma;
        index++;
    }
    return false;
}

bool check_local_type(struct unit *unit, const struct type *type, const struct node *node,
                      const char *what) {
    const struct tag *tag = NULL;
    if (type_is_nameable(type, &tag)) return false;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_GO_CAPTURE, unit_span(unit, node), "%s has a type that %s (%s)", what,
        tag->local ? "is local to the function" : "has no name", type_quote(unit->arena, type));
    if (error != NULL && tag->name != NULL && !tag->made_up)
        diagnostic_hint(error, "declare '%s' at file scope", tag->name);
    else if (error != NULL)
        diagnostic_hint(error, tag->local ? "give that type a name at file scope"
                                          : "give that type a name");
    return true;
}

/* The name that the callee stands for, if the hoisted function may call it as it stands: that of a function, or of a macro
 * with arguments. NULL otherwise. */
static const struct name *direct_name(struct unit *unit, const struct node *function) {
    if (node_kind(function) != K_IDENTIFIER) return NULL;
    const struct name *name = unit_name_of(unit, function);
    if (name->symbol == NULL) name = expand_word(unit, name);
    bool direct = name != NULL && (name->symbol == NULL || name->symbol->kind == SYM_FUNCTION);
    return direct ? name : NULL;
}

/* What stands for a local name at file scope; NULL where nothing does. */
static const char *stand_in_text(struct unit *unit, const struct symbol *symbol) {
    const struct tag *tag;
    if (symbol->kind == SYM_ENUMERATOR && symbol->has_value)
        return arena_printf(unit->arena, "(%lld)", (long long)symbol->value);
    if (type_has_unknown(symbol->type) || type_has_run_time_bound(symbol->type)) return NULL;
    const struct type *type = type_without_local(unit->arena, symbol->type);
    if (symbol->kind == SYM_ENUMERATOR || !type_is_nameable(type, &tag)) return NULL;
    if (symbol->kind == SYM_TYPEDEF)
        return arena_printf(unit->arena, "__typeof__(%s)",
                            type_declare(unit->arena, type, "", STYLE_C));
    type = type_pointer(unit->arena, type);
    return arena_printf(unit->arena, "(*(%s)0)", type_declare(unit->arena, type, "", STYLE_C));
}

static bool is_tag_name(const struct node *node) {
    enum kind kind = node_kind(node_parent(node));
    return kind == K_STRUCT_SPECIFIER || kind == K_UNION_SPECIFIER || kind == K_ENUM_SPECIFIER;
}

/* Stand-ins for the local names of an expression whose type only the compiler can tell. */
static bool stand_in(struct unit *unit, const struct node *node, struct stand_in ***last) {
    if (node_kind(node) == K_IDENTIFIER || node_kind(node) == K_TYPE_IDENTIFIER) {
        const struct symbol *symbol = unit_name_of(unit, node)->symbol;
        if (symbol == NULL || symbol->body == 0 || symbol->kind == SYM_FUNCTION ||
            is_tag_name(node))
            return true;
        const char *text = stand_in_text(unit, symbol);
        if (text == NULL) return false;
        if (symbol->is_parameter && node_kind(node_parent(node)) == K_POINTER) /* &x */
            check_carried(unit, symbol->type);
        struct stand_in *one = arena_alloc(unit->arena, sizeof *one);
        *one = (struct stand_in){node_start(node), node_end(node), text, NULL};
        **last = one;
        *last = &one->next;
        return true;
    }
    enum kind kind = node_kind(node);
    if (kind == K_RECEIVE || kind == K_MAKE || kind == K_CHANNEL_TYPE ||
        kind == K_COMPOUND_STATEMENT)
        return false;
    for_named(child, node)
        if (!stand_in(unit, child, last)) return false;
    return true;
}

static void check_open_argument(struct unit *unit, struct argument *argument) {
    struct stand_in **last = &argument->stand_ins;
    if (stand_in(unit, argument->node, &last)) return;
    unit->wants_headers = true;
    if (check_is_lost(unit)) return;
    diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, argument->node),
                     "the type of this argument of a go call is not known here");
}

/* What is called, where that is no name of a function. Its type says how the arguments are passed, so the headers are
 * asked for it; but members that they rename by macros only the compiler finds. */
static void check_callee(struct unit *unit, struct argument *argument, struct value value) {
    struct stand_in **last = &argument->stand_ins;
    const struct node *node = argument->node;
    argument->type = type_unqualified(unit->arena, value.type);
    check_carried(unit, value.type);
    if (!type_has_unknown(value.type)) {
        if (infer_function(value.type) == NULL && !type_is_open(value.type)) {
            unit->wants_headers = true; /* a macro may hold its parameters: `int f __P((int));` */
            if (check_is_lost(unit)) return;
            refuse_call(unit, node, "what is called here is no function",
                        "a go statement calls a function");
        }
        check_local_type(unit, argument->type, node, "the function called");
        return;
    }
    unit->wants_headers = true;
    if (value.refused || (value.undeclared == NULL && stand_in(unit, node, &last))) return;
    if (check_is_lost(unit)) return;
    struct name *name = value.undeclared;
    if (name != NULL && name->reported) return;
    if (name != NULL) scope_mark_reported(unit->scopes, name);
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_UNRESOLVED, unit_span(unit, node),
        name == NULL ? "cannot call this in a go statement: its type is not known here"
        : name->macro == NULL
            ? "cannot call this: '%s' is not declared"
            : "cannot call this in a go statement: '%s' is a macro, whose meaning "
              "is not known here",
        name != NULL ? name->text : "");
    check_note_value(error, value);
    if (error != NULL && name != NULL && name->macro != NULL)
        diagnostic_hint(error, "put the call into a block: go { ... }");
}

/* Where it is an array the goroutine would have a pointer into this function, elsewhere a copy: it gets neither. */
static void refuse_va_list(struct unit *unit, const struct argument *argument) {
    if (!type_is_va_list(argument->type)) return;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_GO_CAPTURE, unit_span(unit, argument->node),
        "this argument is a va_list, which is of no use once the function returns");
    if (error != NULL) diagnostic_hint(error, "take the arguments out before the go statement");
}

/* Whether the argument has a parameter with a type that was refused. */
static bool is_refused_parameter(const struct go_site *go, uint32_t argument) {
    const struct tag *tag;
    return argument < go->parameter_count &&
           !type_is_nameable(go->parameters[argument]->type, &tag);
}

static void check_go_arguments(struct unit *unit, struct go_site *go, const struct node *arguments,
                               const struct type *function) {
    go->argument_count = node_count(arguments);
    go->arguments = arena_array(unit->arena, go->argument_count, sizeof *go->arguments);
    check_arguments(unit, arguments, function, go->arguments);
    for (uint32_t i = 0; i < go->argument_count; i++) {
        struct argument *argument = &go->arguments[i];
        if (expand_is_several(unit, argument->node))
            refuse_call(unit, argument->node, "this macro stands for several arguments",
                        "put the call into a block: go { ... }");
        argument->type = type_unqualified(unit->arena, type_decay(unit->arena, argument->type));
        argument->type = check_versions_type(unit, argument->type, argument->node);
        check_carried(unit, argument->type);
        refuse_va_list(unit, argument);
        if (!is_refused_parameter(go, i))
            check_local_type(unit, argument->type, argument->node, "this argument");
        const struct type *given = type_unbounded(unit->arena, argument->type);
        argument->as_void = given != argument->type && type_is(type_strip(given)->base, T_VOID);
        argument->type = given;
        if (type_has_unknown(argument->type) && !type_is_refused(argument->type))
            check_open_argument(unit, argument);
    }
}

static void refuse_undeclared(struct unit *unit, const struct node *function,
                              const struct go_site *go) {
    for (uint32_t i = 0; i < go->argument_count; i++)
        if (type_is(go->arguments[i].type, T_CHANNEL))
            check_undeclared_call(unit, function, unit_name_of(unit, function));
}

/* GNU C's function in a function can have a copy in no goroutine: it has the statics and the variables of the one around. */
bool check_refuse_nested(struct unit *unit, const struct node *node, const struct symbol *symbol) {
    if (symbol->kind != SYM_FUNCTION || symbol->is_extern || symbol->body == 0) return false;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_GO_CAPTURE, unit_span(unit, node),
        "a goroutine cannot take along '%s': it is a function in a function", symbol->name->text);
    check_note_declared(error, symbol);
    if (error != NULL) diagnostic_hint(error, "move '%s' to file scope", symbol->name->text);
    return true;
}

static bool is_literal(const struct unit *unit, const struct node *arguments,
                       const struct node *node) {
    enum kind kind = node_kind(node);
    return (kind == K_STRING || kind == K_NUMBER || kind == K_CHARACTER || kind == K_NULL) &&
           unit_operand_start(unit, node, node_start(arguments)) == node_start(node) &&
           unit_operand_past(unit, node, node_end(arguments)) == node_end(node);
}

/* What a hoisted call, which is as a body that holds nothing else, takes from around it: no variables. */
static void carry_for_call(struct unit *unit, struct go_site *go, const struct symbol *function) {
    struct body body = {.outer = unit->body, .number = unit->body_count + 1, .go = go};
    unit->body = &body;
    if (function != NULL) check_need(unit, go, function, false);
    if (go->direct) macro_use(unit, go->callee.node, true);
    if (go->captures.first != NULL || go->unevaluated.first != NULL)
        refuse_call(unit, go->callee.node, "this macro names variables of the function",
                    "put the call into a block: go { ... }");
    check_go_arm(unit, go);
    unit->body = body.outer;
}

static void check_go_call(struct unit *unit, const struct node *statement,
                          const struct node *call) {
    const struct node *function = node_field(call, F_FUNCTION),
                      *arguments = node_field(call, F_ARGUMENTS);
    if (check_is_builtin_call(unit, call)) {
        refuse_call(unit, function, "a built-in cannot be the call of a go statement",
                    "put it into a block: go { ... }");
        return;
    }
    const struct symbol *called =
        node_kind(function) == K_IDENTIFIER ? unit_name_of(unit, function)->symbol : NULL;
    if (called != NULL && called->kind == SYM_FUNCTION &&
        check_empty_argument(unit, function, arguments, true))
        return;
    if (are_macros(unit, arguments) ||
        unit_is_blanked(unit, node_start(arguments), node_end(arguments))) {
        refuse_call(unit, function, "the arguments of this call are those of a macro",
                    "put it into a block: go { ... }");
        return;
    }
    if (check_member_call(unit, function) != NULL) {
        refuse_call(unit, node_field(function, F_FIELD),
                    "this macro makes the call of its arguments, and of what stands before it",
                    "put the call into a block: go { ... }");
        return;
    }
    struct go_site *go = new_go(unit, statement, false);
    go->call = call;
    go->callee.node = function;
    const struct name *name = direct_name(unit, function);
    go->direct = name != NULL;
    struct value callee = {.type = &type_unknown};
    bool undeclared = go->direct && name->symbol == NULL;
    /* A pointer to a function is read here, and a header of the program's own may have one. */
    if (undeclared && include_stands(unit, 0, node_start(function), true))
        unit->wants_headers = true;
    unit->spells_type++;
    if (!undeclared) callee = check_operand(unit, function);
    if (type_is(callee.type, T_UNKNOWN)) callee.type = check_expanded_function(unit, function);
    const struct type *type = infer_function(callee.type);
    go->drops_result = type == NULL || !type_is(type->base, T_VOID);
    check_go_arguments(unit, go, arguments, type);
    unit->spells_type--;
    for (uint32_t i = 0; i < go->argument_count; i++)
        go->arguments[i].literal = is_literal(unit, arguments, go->arguments[i].node);
    if (undeclared) refuse_undeclared(unit, function, go);
    if (!go->direct) check_callee(unit, &go->callee, callee);
    const struct symbol *symbol = go->direct ? name->symbol : NULL;
    bool local = symbol != NULL && symbol->body != 0;
    if (local && check_refuse_nested(unit, function, symbol)) local = false;
    if (symbol != NULL && symbol->name == unit->function->name) *go->names_itself = true;
    carry_for_call(unit, go, local ? symbol : NULL);
    unit_site(unit, SITE_GO, statement)->go = go;
}

/* Bodies. */

static void enter_body(struct unit *unit, struct body *body, struct go_site *go) {
    *body = (struct body){.outer = unit->body, .number = ++unit->body_count, .go = go};
    unit->body = body;
    scope_push(unit->scopes);
}

static void leave_body(struct unit *unit, const struct node *block) {
    macro_carry_respelt(unit, block);
    macro_carry_conditions(unit, block);
    check_go_arm(unit, unit->body->go);
    check_go_macros(unit, unit->body->go);
    scope_pop(unit->scopes);
    unit->body = unit->body->outer;
}

/* `go { ... }();`, as Go's function literals are called. */
static void refuse_called_block(struct unit *unit, const struct node *block) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    const char *open = token_skip(text + node_end(block), end);
    if (open == end || *open != '(') return;
    const char *close = token_skip(open + 1, end);
    if (close == end || *close != ')') return;
    struct span call = unit_span_of(unit, (uint32_t)(open - text), (uint32_t)(close + 1 - text));
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, call, "a go block is not called");
    if (error != NULL) diagnostic_hint(error, "write go { ... } alone");
}

static void check_go_block(struct unit *unit, const struct node *statement,
                           const struct node *block) {
    struct go_site *go = new_go(unit, statement, true);
    struct body body;
    go->body = block;
    enter_body(unit, &body, go);
    check_block(unit, block);
    leave_body(unit, block);
    refuse_called_block(unit, block);
    unit_site(unit, SITE_GO, statement)->go = go;
}

/* Whether a parameter is nothing but a name, which is that of an object or of nothing: its type is missing. */
static bool is_bare(struct unit *unit, const struct symbol *parameter, const struct node *literal) {
    const struct type *type = parameter->type;
    if (parameter->name != NULL || type->kind != T_NAMED || type->predefined) return false;
    const struct symbol *named = scope_name(unit->scopes, type->name, strlen(type->name))->symbol;
    return named != NULL ? named->kind != SYM_TYPEDEF
                         : check_undeclared_type(unit, type, literal) != NULL;
}

/* A parameter becomes a member of a struct, so its type must be known. */
static void check_parameter_type(struct unit *unit, const struct symbol *parameter,
                                 const struct node *literal) {
    if (type_has_run_time_bound(parameter->type)) {
        struct diagnostic *error = diagnostic_error(
            unit->errors, D_GO_CAPTURE, parameter->at,
            "the type of this parameter has a bound that is known only at run time");
        if (error != NULL) diagnostic_hint(error, "pass a pointer to its first element");
    }
    bool bare = is_bare(unit, parameter, literal);
    if (!type_is(parameter->type, T_UNKNOWN) && !bare) return;
    unit->wants_headers = true;
    bool named = parameter->name != NULL;
    if (named && check_is_lost(unit)) return;
    struct diagnostic *error =
        diagnostic_error(unit->errors, named ? D_UNRESOLVED : D_SYNTAX, parameter->at,
                         named ? "the type of this parameter is not known here"
                               : "a parameter of a function literal needs a type");
    if (error != NULL && bare)
        diagnostic_hint(error, "write its type before its name: int %s", parameter->type->name);
}

/* `k int` as in Go: the text of the declaration with the type first; NULL for any other parameter. */
static const char *type_first(struct unit *unit, const struct symbol *parameter) {
    const struct span span = parameter->declaration;
    const char *text = span.source->text, *word = text + span.start;
    if (parameter->name == NULL || !check_is_keyword(parameter->name)) return NULL;
    size_t length = 0;
    while (is_word_byte(word[length])) length++;
    const struct name *name = scope_name(unit->scopes, word, length);
    if (length == 0 || name->macro != NULL || name->symbol != NULL) return NULL;
    const char *stars = strchr(word, '*');
    return arena_printf(unit->arena, "%s %s%s", parameter->name->text,
                        stars != NULL && stars < text + span.end ? "*" : "", name->text);
}

static bool refuse_type_behind(struct unit *unit, const struct symbol *parameter) {
    const char *declaration = type_first(unit, parameter);
    if (declaration == NULL) return false;
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, parameter->declaration,
                                                "the type of a parameter stands before its name");
    if (error != NULL) diagnostic_hint(error, "write %s", declaration);
    return true;
}

/* `call` is NULL where the literal is not called, which is refused. */
static void check_go_literal(struct unit *unit, const struct node *statement,
                             const struct node *literal, const struct node *call) {
    struct go_site *go = new_go(unit, statement, true);
    struct body body;
    go->call = call;
    go->body = node_field(literal, F_BODY);
    enter_body(unit, &body, go);
    size_t errors = diagnostics_count(unit->errors);
    struct declared declared = declare_function_parameters(unit, node_field(literal, F_PARAMETERS));
    bool refused = diagnostics_count(unit->errors) > errors; /* the names of their types, perhaps */
    declare_parameters(unit, &declared);
    go->parameters = declared.parameters;
    go->parameter_count = declared.parameter_count;
    for (uint32_t i = 0; i < go->parameter_count; i++) {
        if (!refused) check_local_type(unit, go->parameters[i]->type, literal, "a parameter");
        if (!refuse_type_behind(unit, go->parameters[i]))
            check_parameter_type(unit, go->parameters[i], literal);
    }
    check_own_block(unit, go->body);
    leave_body(unit, go->body);
    if (call == NULL) {
        refuse_call(unit, literal, "a function literal in a go statement must be called",
                    "write go func(...) { ... }(...);");
        return;
    }
    check_go_arguments(unit, go, node_field(call, F_ARGUMENTS), declared.type);
    if (declared.type->variadic)
        refuse_call(unit, literal, "a function literal takes no '...'",
                    "give the parameters their types");
    else if (go->argument_count != go->parameter_count)
        refuse_call(unit, call,
                    arena_printf(unit->arena, "this literal takes %u arguments and is given %u",
                                 (unsigned)go->parameter_count, (unsigned)go->argument_count),
                    "give one argument for each parameter");
    unit_site(unit, SITE_GO, statement)->go = go;
}

void check_go(struct unit *unit, const struct node *statement) {
    const struct node *block = node_field(statement, F_BODY), *call = node_field(statement, F_CALL);
    if (unit->function == NULL) {
        diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, statement),
                         "a go statement outside a function");
        return;
    }
    if (unit->function->source !=
        unit->source) { /* what is hoisted would stand inside the function */
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_INCLUDE, unit_span(unit, statement),
                             "a go statement in a header that is included inside a function");
        if (error != NULL) diagnostic_hint(error, "put it into a function of the header");
        return;
    }
    if (block != NULL) {
        check_go_block(unit, statement, block);
        return;
    }
    if (node_kind(call) == K_CALL) {
        const struct node *function = node_field(call, F_FUNCTION);
        if (node_kind(function) == K_FUNCTION_LITERAL)
            check_go_literal(unit, statement, function, call);
        else
            check_go_call(unit, statement, call);
        return;
    }
    switch (node_kind(call)) {
    case K_FUNCTION_LITERAL: check_go_literal(unit, statement, call, NULL); break;
    case K_MAKE:
        refuse_call(unit, call, "a built-in cannot be the call of a go statement",
                    "put it into a block: go { ... }");
        break;
    default:
        refuse_call(unit, call, "go needs a call or a block", "write go f(); or go { ... }");
        break;
    }
}

/* Changes of what it takes. */

/* The type of a plain path of names and members, without another check; T_UNKNOWN for all else. */
static const struct type *path_type(struct unit *unit, const struct node *node) {
    switch (node_kind(node)) {
    case K_IDENTIFIER: {
        const struct symbol *symbol = unit_name_of(unit, node)->symbol;
        return symbol != NULL && symbol->kind == SYM_OBJECT ? symbol->type : &type_unknown;
    }
    case K_PARENTHESIZED: return path_type(unit, node_inner(node));
    case K_FIELD:
        return check_member(unit, path_type(unit, node_field(node, F_ARGUMENT)),
                            node_field(node, F_FIELD));
    case K_SUBSCRIPT:
        return infer_target(unit->arena, path_type(unit, node_field(node, F_ARGUMENT)));
    default: return &type_unknown;
    }
}

struct symbol *check_lvalue_root(struct unit *unit, const struct node *node) {
    while (node != NULL) {
        const struct node *argument = node_field(node, F_ARGUMENT);
        switch (node_kind(node)) {
        case K_IDENTIFIER: return unit_name_of(unit, node)->symbol;
        case K_PARENTHESIZED: node = node_inner(node); continue;
        case K_FIELD:
            if (!unit_is(unit, node_field(node, F_OPERATOR), ".")) return NULL;
            break;
        case K_SUBSCRIPT:
            if (!type_is(path_type(unit, argument), T_ARRAY)) return NULL;
            break;
        case K_UNARY: break; /* __real__ x */
        case K_CALL:
            argument = node_field(node, F_FUNCTION);
            if (check_member_call(unit, argument) == NULL) return NULL;
            break;
        default: return NULL;
        }
        node = argument;
    }
    return NULL;
}

void check_change(struct unit *unit, const struct node *lvalue) {
    struct symbol *symbol = check_lvalue_root(unit, lvalue);
    if (symbol == NULL || symbol->kind != SYM_OBJECT) return;
    symbol->changed = true;
    if (!check_is_from_outside(unit, symbol) || symbol->is_static || symbol->is_extern ||
        symbol->by_macro != NULL || unit->unevaluated > 0)
        return;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_GO_CAPTURE, unit_span(unit, lvalue),
        "'%s' is a copy in this go block and cannot be changed", symbol->name->text);
    check_note_declared(error, symbol);
    if (error != NULL)
        diagnostic_hint(error,
                        "send the new value on a channel, or capture a pointer to the variable");
}

/* Jumps. */

/* Whether the label of a goto stands in another body, and not in its own. */
static bool is_elsewhere(const struct label *jump) {
    for (const struct label *label = jump->name->labels; label != NULL; label = label->same)
        if (label->body == jump->body) return false;
    return jump->name->labels != NULL;
}

static void match_labels(struct label *labels) {
    for (struct label *label = labels; label != NULL; label = label->next) {
        label->same = label->name->labels;
        label->name->labels = label;
    }
}

void check_labels(struct unit *unit) {
    match_labels(unit->function->labels);
    for (const struct label *jump = unit->function->gotos; jump != NULL; jump = jump->next) {
        if (!is_elsewhere(jump)) continue;
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_GO_JUMP, jump->at,
                             "goto '%s' crosses the edge of a go block", jump->name->text);
        if (error != NULL)
            diagnostic_hint(error, "a go block runs apart from the function around it");
    }
    for (struct label *label = unit->function->labels; label != NULL; label = label->next)
        label->name->labels = NULL;
}
