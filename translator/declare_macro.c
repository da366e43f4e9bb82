/* declare_macro.c: what stands after a macro that is a statement, or begins one, and reads as a declaration:
 * `LOCK(m) r = 1;`, `FOREVER close(c);`.
 *
 * The names in it tell: what names an object is no type. Where channel syntax hides in such a declaration it is
 * refused, as nothing says where the statement begins. */
#include "declare.h"
#include "infer.h"
#include "macro.h"

#include <string.h>

/* Whether what reads as parameters is arguments: not all of it is parameters, or an object is among them, which is no type. */
static bool is_given_values(const struct unit *unit, const struct node *list) {
    if (node_is_broken(list)) return true;
    for_named(child, list) {
        const struct node *word = node_field(child, F_TYPE);
        if (node_kind(word) != K_TYPE_IDENTIFIER) continue;
        const struct symbol *symbol = unit_name_of(unit, word)->symbol;
        if (symbol != NULL && symbol->kind == SYM_OBJECT) return true;
    }
    return false;
}

/* Whether a type is a macro, and what reads as declared behind it is a call: `DO put(c, 1);`. Or one with an object for its
 * argument, and that is called or there already. */
static bool is_macro_call(const struct unit *unit, const struct node *declaration) {
    const struct node *type = node_field(declaration, F_TYPE),
                      *declarator = node_field(declaration, F_DECLARATOR);
    if (node_kind(type) == K_TYPE_IDENTIFIER) {
        const struct node *function = node_field(declarator, F_DECLARATOR);
        return unit_name_of(unit, type)->macro != NULL &&
               node_kind(declarator) == K_FUNCTION_DECLARATOR &&
               node_kind(function) == K_IDENTIFIER &&
               unit_name_of(unit, function)->symbol != NULL &&
               is_given_values(unit, node_field(declarator, F_PARAMETERS));
    }
    if (node_kind(type) != K_MACRO_TYPE) return false;
    const struct node *word = node_field(node_field(type, F_TYPE), F_TYPE);
    if (node_kind(word) != K_TYPE_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, word)->symbol;
    if (symbol == NULL || symbol->kind == SYM_TYPEDEF) return false;
    if (node_kind(declarator) == K_FUNCTION_DECLARATOR) return true;
    const struct node *name = declare_innermost_name(declarator);
    return name != NULL && unit_name_of(unit, name)->symbol != NULL;
}

/* The names in what reads as declarators, all of them uses. */
static void use_names(struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    if (kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER) {
        struct symbol *symbol = unit_name_of(unit, node)->symbol;
        if (symbol != NULL) check_use(unit, node, symbol);
        return;
    }
    for_named(child, node) use_names(unit, child);
}

static void check_macro_call(struct unit *unit, const struct node *declaration) {
    const struct node *type = node_field(declaration, F_TYPE);
    if (node_kind(type) == K_TYPE_IDENTIFIER) macro_use(unit, type, false);
    for_named(child, declaration) {
        const struct node *left = node_field(child, F_DECLARATOR);
        if (child->kind != K_INIT_DECLARATOR || node_kind(left) != K_IDENTIFIER) {
            use_names(unit, child);
            continue;
        }
        struct value to = check_expression(unit, left);
        const struct node *right = node_field(child, F_VALUE);
        check_change(unit, left);
        check_assign(unit, to.type, check_operand(unit, right), right, "the assignment");
    }
}

bool declare_is_by_macro(const struct unit *unit, const struct node *type) {
    if (node_kind(type) == K_MACRO_TYPE) return !check_is_typeof(unit, node_field(type, F_NAME));
    if (node_kind(type) != K_TYPE_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, type)->symbol;
    return symbol == NULL || symbol->kind != SYM_TYPEDEF;
}

const struct type *declare_applied(struct unit *unit, const struct type *type,
                                   const struct node *declarator) {
    enum kind kind = node_kind(declarator);
    if (declarator == NULL) return type;
    if (kind == K_IDENTIFIER) { /* p->c, s.c: the operator was skipped */
        const struct type *target = infer_target(unit->arena, type);
        return infer_member(unit->arena, type_is(type, T_POINTER) ? target : type,
                            unit_name_of(unit, declarator)->text);
    }
    type = declare_applied(unit, type, node_field(declarator, F_DECLARATOR));
    if (kind == K_ABSTRACT_ARRAY) return infer_target(unit->arena, type);
    return kind == K_ABSTRACT_FUNCTION ? infer_result(type) : &type_unknown;
}

/* Whether the only parameter of a list reads as an expression of channel type. */
static bool is_channel_argument(struct unit *unit, const struct node *list) {
    const struct node *parameter = NULL;
    bool star = false;
    for_named(child, list) {
        star |= child->kind == K_ERROR && unit_is(unit, child, "*");
        if (child->kind == K_ERROR) continue;
        if (parameter != NULL) return false;
        parameter = child;
    }
    const struct node *word = node_field(parameter, F_TYPE);
    if (node_kind(word) != K_TYPE_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, word)->symbol;
    if (symbol == NULL || (symbol->kind != SYM_OBJECT && symbol->kind != SYM_FUNCTION))
        return false;
    const struct type *type =
        declare_applied(unit, symbol->type, node_field(parameter, F_DECLARATOR));
    return type_is(star ? infer_target(unit->arena, type) : type, T_CHANNEL);
}

/* Whether a name is an object's: of this very block, or of any around it where nothing can be declared. */
static bool is_object(struct unit *unit, const struct node *node, bool statement) {
    if (node_kind(node) != K_IDENTIFIER) return false;
    struct name *name = unit_name_of(unit, node);
    const struct symbol *symbol = statement ? name->symbol : scope_here(unit->scopes, name);
    return symbol != NULL && symbol->kind == SYM_OBJECT;
}

/* Whether two declarators are the operands of two results. */
static bool is_pair(struct unit *unit, const struct node *first, const struct node *second,
                    bool statement) {
    return node_kind(second) == K_INIT_DECLARATOR &&
           node_kind(node_field(second, F_VALUE)) == K_RECEIVE &&
           is_object(unit, first, statement) &&
           is_object(unit, node_field(second, F_DECLARATOR), statement);
}

void declare_refuse_after_macro(struct unit *unit, struct span at) {
    unit->wants_headers = true;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, at, "this reads as a declaration");
    if (error != NULL && !check_hint(unit, error, at.start, at.end))
        diagnostic_hint(error, "after a macro, put the statement into braces");
}

/* Refuses a built-in's call and two results. */
static bool refuse_hidden(struct unit *unit, const struct node *declaration) {
    const struct node *type = node_field(declaration, F_TYPE), *before = NULL;
    bool statement = is_macro_call(unit, declaration) ||
                     (node_kind(type) == K_TYPE_IDENTIFIER &&
                      macro_begins_statement(unit_name_of(unit, type)->macro));
    for_named(node, declaration) {
        if (node->field != F_DECLARATOR) continue;
        bool call = node->kind == K_FUNCTION_DECLARATOR &&
                    check_is_builtin_name(unit, node_field(node, F_DECLARATOR)) &&
                    is_channel_argument(unit, node_field(node, F_PARAMETERS));
        if (call || (before != NULL && is_pair(unit, before, node, statement))) {
            declare_refuse_after_macro(unit, unit_span(unit, call ? node : before));
            return true;
        }
        before = node;
    }
    return false;
}

/* `close(make(chan<- (size_t)));` reads as a declaration of make: whether its parameters have a channel's type that make
 * takes. */
static bool makes(struct unit *unit, const struct node *declarator) {
    const struct node *inner =
        node_kind(declarator) == K_PARENTHESIZED_DECLARATOR ? node_inner(declarator) : NULL;
    const struct node *name = node_field(inner, F_DECLARATOR);
    return node_kind(inner) == K_FUNCTION_DECLARATOR && node_kind(name) == K_IDENTIFIER &&
           unit_is_free(unit, name, "make") &&
           check_chans_within(unit, node_field(inner, F_PARAMETERS), false);
}

bool declare_after_macro(struct unit *unit, const struct node *declaration) {
    if (!declare_is_by_macro(unit, node_field(declaration, F_TYPE))) return false;
    if (makes(unit, node_field(declaration, F_DECLARATOR)) || refuse_hidden(unit, declaration))
        return true;
    if (!is_macro_call(unit, declaration)) return false;
    check_macro_call(unit, declaration);
    return true;
}

/* Whether the first of a macro's arguments, or of parameters, is a channel's type. */
static bool begins_with_channel(const struct unit *unit, const struct node *list) {
    const struct node *first = node_inner(list), *word = node_field(first, F_TYPE);
    if (word == NULL) word = first;
    if (node_kind(word) == K_CHANNEL_TYPE) return true;
    if (node_kind(word) != K_TYPE_IDENTIFIER && node_kind(word) != K_IDENTIFIER) return false;
    const struct symbol *symbol = unit_name_of(unit, word)->symbol;
    return symbol != NULL && symbol->kind == SYM_TYPEDEF && type_is(symbol->type, T_CHANNEL);
}

/* Whether what stands before a declarator that reads as a function's is the name that is declared, read as a macro's or a
 * type's. */
static const struct node *name_before(const struct unit *unit, const struct node *before) {
    bool modifier = node_kind(before) == K_MACRO_MODIFIER;
    if (modifier && node_field(before, F_ARGUMENTS) != NULL) return NULL;
    const struct node *word = modifier ? node_field(before, F_NAME) : before;
    if (!modifier && node_kind(word) != K_TYPE_IDENTIFIER) return NULL;
    const struct name *name = unit_name_of(unit, word);
    bool type = name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF;
    return name->macro != NULL || type ? NULL : word;
}

/* The word `make` of a macro's use behind a declarator, or of what reads as a function's declarator, if it makes a channel. */
static const struct node *made_without_equals(const struct unit *unit, const struct node *node) {
    bool modifier = node->kind == K_MACRO_MODIFIER;
    if (!modifier && node->kind != K_FUNCTION_DECLARATOR) return NULL;
    const struct node *word = node_field(node, modifier ? F_NAME : F_DECLARATOR),
                      *list = node_field(node, modifier ? F_ARGUMENTS : F_PARAMETERS);
    bool makes = node_kind(word) == K_IDENTIFIER && unit_is_free(unit, word, "make") &&
                 begins_with_channel(unit, list);
    return makes ? word : NULL;
}

bool declare_refuse_make(struct unit *unit, const struct node *declaration) {
    const struct node *before = NULL;
    bool declared = false;
    for_named(child, declaration) {
        const struct node *word = made_without_equals(unit, child);
        bool behind = declared && node_kind(child) == K_MACRO_MODIFIER;
        const struct node *name = word != NULL && !behind ? name_before(unit, before) : NULL;
        declared |= child->field == F_DECLARATOR;
        before = child;
        if (name == NULL && (word == NULL || !behind)) continue;
        unit->wants_headers = true; /* one may have a macro called so */
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "an '=' is missing before this 'make'");
        if (name == NULL) continue;
        declare_symbol(unit, SYM_OBJECT, name, &type_refused);
        return true;
    }
    return false;
}

bool declare_product(struct unit *unit, const struct node *declaration) {
    const struct node *left = node_field(declaration, F_TYPE),
                      *right = node_field(declaration, F_DECLARATOR);
    if (node_kind(left) != K_TYPE_IDENTIFIER || node_kind(right) != K_POINTER_DECLARATOR ||
        node_start(left) != node_start(declaration))
        return false;
    const struct node *operand = declare_innermost_name(right);
    struct symbol *a = unit_name_of(unit, left)->symbol,
                  *b = operand != NULL ? unit_name_of(unit, operand)->symbol : NULL;
    if (a == NULL || a->kind != SYM_OBJECT || b == NULL || b->kind == SYM_TYPEDEF) return false;
    check_use(unit, left, a);
    check_use(unit, operand, b);
    bool alone = node_field(right, F_DECLARATOR) == operand;
    bool first = type_is(a->type, T_CHANNEL);
    if (first || (alone && type_is(b->type, T_CHANNEL)))
        check_no_operator(unit, first ? left : operand,
                          (struct value){.type = first ? a->type : b->type}, "*", NULL);
    return true;
}
