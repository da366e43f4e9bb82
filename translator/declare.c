/* declare.c: declarations become symbols with types.
 *
 * Reports nothing but redeclarations, elements that no channel can have, and `go` that is no
 * statement. Every channel type met leaves a SITE_TYPE with the places where its star goes; tags
 * and types of specifiers are in declare_type.c. */
#include "declare.h"
#include "expand.h"
#include "include.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* Symbols. */

/* Declarations of one name that stand in one scope, or that link to one object, agree about
 * channels. */
bool declare_agreement(struct unit *unit, const struct node *name, const struct symbol *old,
                       const struct symbol *new) {
    if (old == NULL || old->predeclared || old->refused || unit->other_arm) return true;
    if (!type_has_channel(old->type) && !type_has_channel(new->type)) return true;
    if (old->kind == new->kind && type_compare(old->type, new->type) != ID_DIFFERENT) return true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_REDECLARED, unit_span(unit, name),
                                                "'%s' is declared again as %s", new->name->text,
                                                type_quote(unit->arena, new->type));
    if (error != NULL)
        diagnostic_note(error, old->at, "it was declared as %s here",
                        type_quote(unit->arena, old->type));
    return false;
}

/* The declaration that a new one of an object or function with linkage must agree with, though its scope be gone. */
static struct symbol *linked(const struct name *name) {
    struct symbol *symbol = name->symbol;
    while (symbol != NULL && symbol->depth > 0 && !symbol->is_extern) symbol = symbol->hidden;
    bool links = symbol != NULL && symbol->kind != SYM_TYPEDEF && symbol->kind != SYM_ENUMERATOR;
    return links ? symbol : name->linked;
}

/* Whether a declaration leaves unsaid what an earlier one says: `()` after a prototype, `[]` after a bound (C11 6.2.7). */
static bool says_less(const struct symbol *new, const struct symbol *old) {
    if (old == NULL || old->predeclared || old->kind != new->kind) return false;
    if (type_says_less(new->type, old->type)) return true;
    const struct type *known = type_strip(old->type), *type = type_strip(new->type);
    return known->kind == T_FUNCTION && type->kind == T_FUNCTION && !known->unprototyped &&
           type->unprototyped;
}

struct symbol *declare_symbol_as(struct unit *unit, const struct symbol *model,
                                 const struct node *name) {
    struct symbol *symbol = arena_alloc(unit->arena, sizeof *symbol);
    *symbol = *model;
    symbol->name = model->name != NULL ? model->name : unit_name_of(unit, name);
    symbol->at = unit_span(unit, name);
    symbol->body = unit->body != NULL ? unit->body->number : 0;
    struct symbol *old = scope_here(unit->scopes, symbol->name);
    /* What <chanc.h> says of it has no channel types. */
    if (old != NULL && old->predeclared && unit->in_headers) return old;
    /* No scope has two variables of one name: after a macro that is not known, `MACRO(x) *p = 1;` is a statement. */
    if (old != NULL && unit->function != NULL && old->kind == SYM_OBJECT && !old->is_extern &&
        symbol->kind == SYM_OBJECT && type_is_open(symbol->type) && !type_is_open(old->type))
        return old;
    /* What is read once more as macros make it is no other declaration: as it stands it may have fewer parameters. */
    bool links = symbol->is_extern && symbol->kind != SYM_TYPEDEF && !unit->is_expanded;
    if (old == NULL && links) old = linked(symbol->name);
    if (old != NULL && !declare_agreement(unit, name, old, symbol)) {
        bool called = type_is(old->type, T_FUNCTION) != type_is(symbol->type, T_FUNCTION);
        symbol->type = called ? &type_unknown : old->type; /* the first one counts from here on */
        symbol->at = old->at;
        symbol->refused = called; /* but it is not said of each use that this is another thing */
    } else if (says_less(symbol, old)) {
        symbol->type = old->type;
    }
    if (links) symbol->name->linked = symbol;
    scope_declare(unit->scopes, symbol);
    check_in_arm(unit, symbol, name);
    return symbol;
}

struct symbol *declare_symbol(struct unit *unit, enum symbol_kind kind, const struct node *name,
                              const struct type *type) {
    struct symbol model = {.kind = kind, .type = type, .declaration = unit_span(unit, name)};
    return declare_symbol_as(unit, &model, name);
}

/* Specifiers. */

/* `_Complex` is no qualifier, though it stands where one does; `complex` is its macro. */
static bool is_complex(const struct unit *unit, const struct node *specifier) {
    return (specifier->kind == K_TYPE_QUALIFIER &&
            (unit_is(unit, specifier, "_Complex") || unit_is(unit, specifier, "__complex__"))) ||
           (specifier->kind == K_MACRO_MODIFIER && unit_is(unit, specifier, "complex"));
}

/* GNU C's attributes that make another type of the one they stand with. */
static bool changes_type(const struct unit *unit, const struct node *attribute) {
    static const char *const words[] = {"vector_size", "mode(", "__mode__"};
    const char *text = unit_bytes(unit, attribute);
    size_t length = node_end(attribute) - node_start(attribute);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (memmem(text, length, words[i], strlen(words[i])) != NULL) return true;
    return false;
}

bool declare_is_of_declaration(const struct unit *unit, const struct node *specifier) {
    return (specifier->kind == K_ATTRIBUTE_SPECIFIER && !changes_type(unit, specifier)) ||
           (specifier->kind == K_TYPE_QUALIFIER && declare_qualifier(unit, specifier) == 0 &&
            !is_complex(unit, specifier));
}

/* Keeps a qualifier of a channel: its place is after the star. */
static void keep_qualifier(struct unit *unit, struct type_site *site, const struct node *node) {
    uint32_t count = site->qualifier_count++;
    if ((count & (count - 1)) == 0) { /* grow at powers of two */
        struct span *grown =
            arena_array(unit->arena, count == 0 ? 1 : 2 * (size_t)count, sizeof *grown);
        for (uint32_t i = 0; i < count; i++) grown[i] = site->qualifiers[i];
        site->qualifiers = grown;
    }
    site->qualifiers[count] =
        unit_span_of(unit, node_start(node), unit_word_end(unit, node_end(node)));
}

static void keep_qualifiers(struct unit *unit, struct type_site *site,
                            const struct node *declaration) {
    for_named(child, declaration)
        if (child->kind == K_TYPE_QUALIFIER && declare_qualifier(unit, child) != 0)
            keep_qualifier(unit, site, child);
}

bool declare_take_storage(struct specifiers *specifiers, const char *word, size_t length) {
    static const char *const words[] = {"extern",   "static",   "typedef",       "auto",
                                        "register", "__thread", "_Thread_local", "thread_local"};
    bool *const said[] = {&specifiers->is_extern, &specifiers->is_static,   &specifiers->is_typedef,
                          &specifiers->has_auto,  &specifiers->is_register, &specifiers->is_thread,
                          &specifiers->is_thread, &specifiers->is_thread};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
            return *said[i] = true;
    return false;
}

bool declare_has_versions(const struct unit *unit, const struct macro *macro) {
    uint32_t past;
    return macro->definition.source == unit->source &&
           masks_arm(unit->masks, macro->definition.start, &past) != UINT32_MAX;
}

/* The same of what a macro stands for, from a token on. A semicolon in it, or a function's body, ends another declaration,
 * of which those words are. */
static void take_expanded_storage(struct specifiers *specifiers, const struct token *token) {
    const struct specifiers before = *specifiers;
    unsigned depth = 0;
    bool body = false;
    char last = '\0';
    for (; token != NULL; token = token->next) {
        char first = *token->text;
        if (first == '{' && depth == 0) body = last == ')';
        depth += first == '{' || first == '(';
        depth -= depth > 0 && (first == '}' || first == ')');
        if (depth == 0 && (first == ';' || (first == '}' && body))) *specifiers = before;
        if (depth == 0) declare_take_storage(specifiers, token->text, token->length);
        last = first;
    }
}

/* The same of the words that a macro stands for. A go block may name what is declared in a function. */
static void take_hidden_storage(struct unit *unit, struct specifiers *specifiers,
                                const struct node *modifier) {
    const struct name *name = unit_name_of(unit, node_field(modifier, F_NAME));
    if (name->macro == NULL && unit->function != NULL)
        specifiers->may_differ |= include_stands(unit, 0, node_start(modifier), true);
    if (name->macro == NULL || unit->in_headers || declare_has_versions(unit, name->macro)) return;
    const char *text = unit->source->text;
    struct expansion expansion =
        expand_text(unit, text + node_start(modifier), text + node_end(modifier));
    take_expanded_storage(specifiers, expansion.tokens);
}

/* The same of a macro that is the type, or passes it on. */
static void take_type_storage(struct unit *unit, struct specifiers *specifiers) {
    const struct node *node = specifiers->type_node, *word = node;
    if (node_kind(node) == K_MACRO_TYPE) word = node_field(node, F_NAME);
    if (node_kind(word) != K_IDENTIFIER && node_kind(word) != K_TYPE_IDENTIFIER) return;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro == NULL || unit->in_headers || declare_has_versions(unit, name->macro)) return;
    const char *text = unit->source->text;
    struct expansion expansion = expand_text(unit, text + node_start(node), text + node_end(node));
    take_expanded_storage(specifiers, expansion.tokens);
}

/* Of an attribute; or a statement's that reads as a declaration. */
static void check_macro_arguments(struct unit *unit, const struct node *modifier) {
    const struct node *arguments = node_field(modifier, F_ARGUMENTS);
    if (arguments != NULL) check_expression(unit, arguments);
}

const struct type *declare_complex(const struct unit *unit, const struct type *part) {
    return type_named(unit->arena,
                      arena_printf(unit->arena, "%s _Complex", type_text(unit->arena, part)));
}

/* The type with the attributes among the siblings that change it, as far as the next declarator. */
static const struct type *attributed(const struct unit *unit, const struct type *type,
                                     const struct node *first, const struct node *end) {
    if (!type_is(type, T_BASIC)) return type;
    for_siblings(child, first, end) {
        if (child->field == F_DECLARATOR && child->kind != K_GNU_ASM) break;
        if (child->kind == K_ATTRIBUTE_SPECIFIER && changes_type(unit, child))
            type = type_named(unit->arena,
                              arena_printf(unit->arena, "%s %s", type_text(unit->arena, type),
                                           unit_text(unit, child)));
    }
    return type;
}

/* `int x ARRAY(3)`: the type with the bound that a macro of the file writes after a declarator, not known where that is
 * more than a name. */
static const struct type *bounded(const struct unit *unit, const struct type *type,
                                  const struct node *declarator, const struct node *end) {
    enum kind kind = node_kind(declarator);
    bool name = kind == K_IDENTIFIER || kind == K_FIELD_IDENTIFIER || kind == K_TYPE_IDENTIFIER;
    for_siblings(child, node_after(declarator), end) {
        if (child->field == F_DECLARATOR) break;
        if (child->kind != K_MACRO_MODIFIER) continue;
        const struct macro *macro = unit_name_of(unit, node_field(child, F_NAME))->macro;
        if (macro == NULL || !macro_is_bound(macro)) continue;
        struct type *array = arena_alloc(unit->arena, sizeof *array);
        *array = (struct type){.kind = T_ARRAY, .base = type, .array_count = -1, .array_text = ""};
        return name ? array : &type_unknown;
    }
    return type;
}

const struct type *declare_base(const struct unit *unit, const struct specifiers *specifiers,
                                const struct node *declaration, const struct node *item) {
    bool initialized = node_kind(item) == K_INIT_DECLARATOR;
    const struct node *declarator = initialized ? node_field(item, F_DECLARATOR) : item;
    const struct node *end = node_after(initialized ? item : declaration);
    const struct type *type = attributed(unit, specifiers->type, node_after(declarator), end);
    return bounded(unit, type, declarator, end);
}

struct specifiers declare_specifiers(struct unit *unit, const struct node *declaration) {
    struct specifiers specifiers = {.type = &type_unknown};
    unsigned qualifiers = 0;
    bool complex = false, misspelt = false;
    for_named(child, declaration) {
        complex |= is_complex(unit, child);
        enum kind kind = node_kind(child);
        if (kind == K_SIZED_TYPE) qualifiers |= declare_inner_qualifiers(unit, child);
        if (kind == K_STORAGE_CLASS)
            declare_take_storage(&specifiers, unit_bytes(unit, child),
                                 node_end(child) - node_start(child));
        else if (kind == K_TYPE_QUALIFIER && node_count(child) == 0)
            qualifiers |= declare_qualifier(unit, child);
        else if (child->field == F_TYPE && specifiers.type_node == NULL)
            specifiers.type_node = child;
        else if (kind == K_MACRO_MODIFIER) {
            check_macro_arguments(unit, child);
            take_hidden_storage(unit, &specifiers, child);
            macro_doubt(unit, node_field(child, F_NAME));
            misspelt |= check_misspelt(unit, node_field(child, F_NAME)) ||
                        macro_use_word(unit, node_field(child, F_NAME));
        } else if (kind == K_TYPE_QUALIFIER || kind == K_ALIGNAS_QUALIFIER ||
                   kind == K_ATTRIBUTE_SPECIFIER || kind == K_ATTRIBUTE_DECLARATION) {
            unit->unevaluated++;
            check_expression(unit, child);
            unit->unevaluated--;
        }
    }
    if (specifiers.type_node == NULL) {
        specifiers.deduced = specifiers.has_auto;
        if (specifiers.deduced) specifiers.auto_word = declare_auto_word(unit, declaration);
        return specifiers;
    }
    specifiers.type = declare_type(unit, specifiers.type_node, &specifiers.site);
    take_type_storage(unit, &specifiers);
    if (complex && type_is(specifiers.type, T_BASIC))
        specifiers.type = declare_complex(unit, specifiers.type);
    specifiers.type =
        attributed(unit, specifiers.type, node_children(declaration), node_after(declaration));
    specifiers.deduced = unit_is(unit, specifiers.type_node, "__auto_type") ||
                         unit_is(unit, specifiers.type_node, "auto");
    if (specifiers.site != NULL) keep_qualifiers(unit, specifiers.site, declaration);
    specifiers.type = type_qualified(unit->arena, specifiers.type, qualifiers);
    if (misspelt) specifiers.type = &type_refused;
    if (specifiers.type_node->kind == K_CHANNEL_TYPE) check_attributes(unit, declaration);
    return specifiers;
}

/* `#define REF C *` ... `REF a, b;`: the star is the first one's. */
void declare_pass_first(struct unit *unit, struct specifiers *specifiers) {
    const struct node *node = specifiers->type_node;
    const struct type *further;
    bool word = node_kind(node) == K_TYPE_IDENTIFIER || node_kind(node) == K_MACRO_TYPE;
    if (word && type_is(specifiers->type, T_POINTER) &&
        declare_expanded_type(unit, node, &further) != NULL)
        specifiers->type = type_qualified(unit->arena, further, type_qualifiers(specifiers->type));
}

void declare_star(struct unit *unit, struct specifiers *specifiers, uint32_t offset) {
    struct type_site *site = specifiers->site;
    if (site == NULL) return;
    if ((site->star_count & (site->star_count - 1)) == 0) { /* grow at powers of two */
        uint32_t *grown = arena_array(unit->arena, site->star_count == 0 ? 1 : 2 * site->star_count,
                                      sizeof *grown);
        for (uint32_t i = 0; i < site->star_count; i++) grown[i] = site->stars[i];
        site->stars = grown;
    }
    site->stars[site->star_count++] = offset;
}

/* Declarators (C11 6.7.6). */

/* Whether an array bound names a variable, so that it is no constant. */
static bool names_object(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_IDENTIFIER) {
        const struct symbol *symbol = unit_name_of(unit, node)->symbol;
        return symbol != NULL && symbol->kind == SYM_OBJECT;
    }
    if (node_kind(node) == K_SIZEOF) return false;
    for_named(child, node)
        if (names_object(unit, child)) return true;
    return false;
}

/* Whether an operand is the name of a type, a keyword perhaps. */
static bool is_type_word(const struct unit *unit, const struct node *operand) {
    if (node_kind(operand) != K_IDENTIFIER) return false;
    const struct name *name = unit_name_of(unit, operand);
    return check_is_keyword(name) || (name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF);
}

/* Whether a type with a bound that is known only at run time is spelt somewhere in an expression or type. */
static bool has_run_time_bound(struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    const struct node *word =
        node_field(node, F_ARGUMENT); /* `typeof(int[n]) *p` reads as a product */
    if (kind == K_ABSTRACT_ARRAY && node_field(node, F_SIZE) != NULL &&
        names_object(unit, node_field(node, F_SIZE)))
        return true;
    if (kind == K_SUBSCRIPT && is_type_word(unit, word) && names_object(unit, node)) return true;
    for_named(child, node)
        if (has_run_time_bound(unit, child)) return true;
    return false;
}

unsigned declare_unevaluated(struct unit *unit, const struct node *operand) {
    bool in_go = unit->body != NULL && unit->body->go != NULL;
    return in_go && has_run_time_bound(unit, operand) ? 0 : 1;
}

/* Whether the body of that number is the one at hand or around it. What a macro is that a body before it defines is known ahead
 * of this function too. */
static bool is_around(const struct unit *unit, uint32_t number) {
    const struct body *body = unit->body;
    while (body != NULL && body->number != number) body = body->outer;
    return body != NULL;
}

/* Whether an array bound names what only this function has. */
static bool names_local(const struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    if (kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER) {
        const struct name *name = unit_name_of(unit, node);
        if (name->macro != NULL) return is_around(unit, name->macro->in_body);
        return name->symbol != NULL && name->symbol->body != 0;
    }
    for_named(child, node)
        if (names_local(unit, child)) return true;
    return false;
}

const struct type *declare_array(struct unit *unit, const struct node *size,
                                 const struct type *element) {
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_ARRAY, .base = element, .array_count = -1, .array_text = ""};
    type->unsaid = size == NULL;
    if (size == NULL) return type;
    type->array_text = unit_text(unit, size);
    if (!node_is_named(size)) { /* [*] */
        type->array_vla = true;
        return type;
    }
    struct value value = check_integer(unit, size, "the bound of an array");
    if (value.constant && value.number >= 0) type->array_count = value.number;
    type->local = unit->body != NULL && names_local(unit, size);
    type->array_vla = type->array_count < 0 && (type->local || names_object(unit, size));
    return type;
}

/* What reads as a function where one is rare may be a macro's use: `int UNUSED(n)`, UNUSED of a header. */
static void doubt_function(struct unit *unit, const struct type *type) {
    if (!unit->in_headers && type_is(type, T_FUNCTION))
        unit->wants_headers = unit->wants_macros = true;
}

/* A parameter's type as the function sees it (C11 6.7.6.3p7-8). */
static const struct type *adjusted(struct unit *unit, const struct type *type) {
    doubt_function(unit, type);
    return type_decay(unit->arena, type);
}

static struct declared declare_until(struct unit *unit, const struct node *declarator,
                                     const struct node *end, const struct type *base);

static const struct node *innermost(const struct node *declarator) {
    const struct node *inner;
    while ((inner = node_inner_declarator(declarator)) != NULL) declarator = inner;
    return declarator;
}

/* `typeof(x)`, or `M(x)`, M a macro, in the place of a type's name reads as a function type: the operand reads as the
 * parameters of the innermost declarator, which this gives, or NULL. */
static const struct node *typeof_operand(const struct unit *unit, const struct node *type,
                                         const struct node *declarator) {
    if (node_kind(type) != K_TYPE_IDENTIFIER) return NULL;
    if (!check_is_typeof(unit, type) && unit_name_of(unit, type)->macro == NULL) return NULL;
    declarator = innermost(declarator);
    return node_kind(declarator) == K_ABSTRACT_FUNCTION ? declarator : NULL;
}

static const struct type *typeof_type(struct unit *unit, const struct node *name,
                                      const struct node *operand) {
    if (!check_is_typeof(unit, name)) {
        declare_function_parameters(unit,
                                    node_field(operand, F_PARAMETERS)); /* channel types in it */
        size_t length = node_end(operand) - node_start(name);
        return type_named(unit->arena,
                          arena_printf(unit->arena, "%.*s", (int)length, unit_bytes(unit, name)));
    }
    const struct node *parameter = node_inner(node_field(operand, F_PARAMETERS));
    if (node_kind(parameter) == K_COMPOUND_STATEMENT) { /* typeof(*({ ... })) */
        unit->unevaluated++;
        check_block(unit, parameter);
        unit->unevaluated--;
        return &type_unknown;
    }
    return declare_typeof_name(unit, parameter);
}

/* What `typeof(x)` and the like with a declarator around them are; NULL where it is none of them. */
static const struct type *typeof_declared(struct unit *unit, const struct specifiers *specifiers,
                                          const struct node *declarator) {
    const struct node *name = specifiers->type_node,
                      *operand = typeof_operand(unit, name, declarator);
    if (operand == NULL) return NULL;
    const struct type *type =
        type_qualified(unit->arena, typeof_type(unit, name, operand), specifiers->type->qualifiers);
    return declare_until(unit, declarator, operand, type).type;
}

/* `int (x)`, `int (x)(int)`, `int *(x[3])`: a name in parentheses, unless it is a typedef's, reads as the type of an unnamed
 * parameter of a function (C11 6.7.6.3p11). What this gives is that parameter, or NULL. */
static const struct node *name_in_parentheses(struct unit *unit, const struct node *function) {
    const struct node *list = node_field(function, F_PARAMETERS);
    if (node_count(list) != 1) return NULL;
    const struct node *only = node_inner(list), *word = node_field(only, F_TYPE);
    if (node_kind(only) != K_PARAMETER_DECLARATION || node_kind(word) != K_TYPE_IDENTIFIER ||
        node_start(word) != node_start(only) || check_is_typeof(unit, word))
        return NULL;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro != NULL || (name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF) ||
        declare_builtin(unit, word) != NULL)
        return NULL;
    if (name->symbol == NULL) unit->wants_headers = true; /* one may have a type called so */
    return only;
}

/* Declares that name, with the declarators around the function. */
static bool declare_in_parentheses(struct unit *unit, const struct node *declarator,
                                   const struct node *function, const struct type *base,
                                   struct declared *declared) {
    const struct node *named = name_in_parentheses(unit, function);
    if (named == NULL) return false;
    const struct type *outer = declare_until(unit, declarator, function, base).type;
    *declared = declare_declarator(unit, node_field(named, F_DECLARATOR), outer);
    declared->name = node_field(named, F_TYPE);
    declared->is_function = type_is(declared->type, T_FUNCTION);
    return true;
}

/* `static typeof(k) (x)[2]` reads as a function k of x, whose type is called typeof. What else the declaration declares
 * has that type as well. */
static bool declare_after_typeof(struct unit *unit, struct specifiers *specifiers,
                                 const struct node *declarator, struct declared *declared) {
    const struct node *type = specifiers->type_node;
    if (node_kind(type) != K_TYPE_IDENTIFIER || !check_is_typeof(unit, type)) return false;
    const struct node *function = declarator, *operand = declare_innermost_name(declarator);
    while (function != NULL && node_kind(function) != K_FUNCTION_DECLARATOR)
        function = node_inner_declarator(function);
    if (function == NULL || operand == NULL) return false;
    const struct node *only = node_inner(node_field(function, F_DECLARATOR));
    unit->unevaluated++;
    const struct type *base =
        only == operand ? check_expression(unit, operand).type : &type_unknown;
    unit->unevaluated--;
    base = type_qualified(unit->arena, base, specifiers->type->qualifiers);
    if (!declare_in_parentheses(unit, declarator, function, base, declared)) return false;
    specifiers->type = base;
    specifiers->type_node = NULL;
    return true;
}

static struct declared parameter_declared(struct unit *unit, const struct specifiers *specifiers,
                                          const struct node *node, const struct node *declarator) {
    const struct type *type = typeof_declared(unit, specifiers, declarator);
    if (type != NULL) return (struct declared){.type = type};
    const struct node *last = innermost(declarator);
    if (node_kind(last) == K_ABSTRACT_FUNCTION) {
        struct declared declared = {0};
        if (declare_in_parentheses(unit, declarator, last, specifiers->type, &declared))
            return declared;
    }
    return declare_declarator(unit, declarator, declare_base(unit, specifiers, node, declarator));
}

/* `T x ARRAY(3)`, T a typedef and ARRAY a macro, reads as a macro `T` before a function of that name: what it declares is
 * not known. */
static bool is_misread(const struct unit *unit, const struct node *parameter) {
    const struct node *first = node_inner(parameter);
    if (node_kind(first) != K_MACRO_MODIFIER || node_field(first, F_ARGUMENTS) != NULL)
        return false;
    const struct name *name = unit_name_of(unit, node_field(first, F_NAME));
    return name->macro == NULL && name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF;
}

static void declare_parameter(struct unit *unit, const struct node *node, struct symbol **symbol,
                              const struct type **type) {
    bool misread = is_misread(unit, node);
    const struct node *declarator = misread ? NULL : node_field(node, F_DECLARATOR);
    declare_respell_named(unit, node, declarator);
    struct specifiers specifiers = declare_specifiers(unit, node);
    struct declared declared = {.type = misread ? &type_unknown : specifiers.type};
    if (declarator != NULL && !declare_disguised_channel(unit, node, &specifiers, &declared) &&
        !check_chan(unit, specifiers.type_node)) {
        declare_star(unit, &specifiers, node_start(declarator));
        declared = parameter_declared(unit, &specifiers, node, declarator);
    }
    if (declarator == NULL) declared.name = check_early_name(unit, node);
    *type = adjusted(unit, declared.type);
    struct symbol *made = arena_alloc(unit->arena, sizeof *made);
    *made = (struct symbol){.kind = SYM_OBJECT,
                            .type = *type,
                            .is_parameter = true,
                            .is_register = specifiers.is_register,
                            .declaration = unit_span(unit, node),
                            .at = unit_span(unit, node)};
    *symbol = made;
    if (declarator == NULL || declared.name != NULL)
        check_word_of_go(unit, specifiers.type, specifiers.type_node, declarator);
    if (declared.name == NULL) return;
    made->name = declared.made != NULL ? declared.made : unit_name_of(unit, declared.name);
    made->at = unit_span(unit, declared.name);
    scope_declare(unit->scopes, made); /* for the bounds of later parameters */
}

/* GNU C's declarations ahead of the parameters, for the bounds of these. */
static void declare_forward(struct unit *unit, const struct node *list) {
    for_named(child, list) {
        struct symbol *symbol;
        const struct type *type;
        if (child->kind == K_PARAMETER_DECLARATION) declare_parameter(unit, child, &symbol, &type);
    }
}

/* The parameters of a list into a function type and symbols; each list is a scope. */
static void declare_list(struct unit *unit, const struct node *list, struct type *function,
                         struct declared *declared) {
    uint32_t most = node_count(list) + 1;
    struct symbol **symbols = arena_array(unit->arena, most, sizeof(struct symbol *));
    function->params = arena_array(unit->arena, most, sizeof *function->params);
    function->unprototyped = true;
    scope_push(unit->scopes);
    for_named(child, list) {
        enum kind kind = node_kind(child);
        if (kind == K_VARIADIC_PARAMETER) function->variadic = true;
        if (kind == K_FORWARD_PARAMETERS) declare_forward(unit, child);
        if (kind == K_COMPOUND_STATEMENT) check_block(unit, child);
        if (kind != K_PARAMETER_DECLARATION) continue;
        uint32_t at = function->param_count++;
        function->unprototyped = false;
        declare_parameter(unit, child, &symbols[at], &function->params[at]);
    }
    declared->tags = scope_tags(unit->scopes);
    scope_pop(unit->scopes);
    bool is_void = function->param_count == 1 && type_is(function->params[0], T_VOID) &&
                   symbols[0]->name == NULL;
    if (is_void) function->param_count = 0;
    if (function->variadic && function->param_count == 0) function->unprototyped = false;
    declared->parameters = symbols;
    declared->parameter_count = function->param_count;
}

static const struct type *function_of(struct unit *unit, const struct node *declarator,
                                      const struct type *result, struct declared *declared) {
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_FUNCTION, .base = result};
    const struct node *list = node_field(declarator, F_PARAMETERS);
    declare_after_parameters(unit, declarator);
    if (list == NULL) return type;
    declare_list(unit, list, type, declared);
    bool empty = node_count(list) == 0;
    type->means_void = empty && unit_is_c23(unit);
    type->unsaid = empty && !type->means_void;
    return type;
}

static const struct type *pointer_of(struct unit *unit, const struct node *declarator,
                                     const struct type *to) {
    unsigned qualifiers = 0;
    for_named(child, declarator) /* `__restrict` is of another kind */
        if (child->field != F_DECLARATOR) qualifiers |= declare_qualifier(unit, child);
    return type_qualified(unit->arena, type_pointer(unit->arena, to), qualifiers);
}

const struct node *declare_innermost_name(const struct node *node) {
    while (node != NULL && node_kind(node) != K_IDENTIFIER) node = node_inner_declarator(node);
    return node;
}

/* The name that `VAR(x)` in a declarator is, where that is a macro's use that makes a name and no more; NULL for none. */
static struct name *made_by_macro(struct unit *unit, const struct node *function) {
    const char *text = unit->source->text;
    const struct node *word = node_field(function, F_DECLARATOR);
    enum kind kind = node_kind(word);
    bool named = kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER || kind == K_FIELD_IDENTIFIER;
    if (!named || unit->in_headers || unit_name_of(unit, word)->macro == NULL) return NULL;
    const struct token *only =
        expand_text(unit, text + node_start(function), text + node_end(function)).tokens;
    if (only == NULL || only->next != NULL || !is_word_byte(*only->text)) return NULL;
    return scope_name(unit->scopes, only->text, only->length);
}

/* A declarator up to one of those in it, which may be NULL. */
static struct declared declare_until(struct unit *unit, const struct node *declarator,
                                     const struct node *end, const struct type *base) {
    struct declared declared = {.type = base};
    for (const struct node *node = declarator; node != NULL && node != end;
         node = node_inner_declarator(node)) {
        declared.is_function = false;
        switch (node_kind(node)) {
        case K_POINTER_DECLARATOR:
        case K_ABSTRACT_POINTER: declared.type = pointer_of(unit, node, declared.type); break;
        case K_ARRAY_DECLARATOR:
        case K_ABSTRACT_ARRAY:
            declared.type = declare_array(unit, node_field(node, F_SIZE), declared.type);
            break;
        case K_FUNCTION_DECLARATOR:
        case K_ABSTRACT_FUNCTION:
            declared.made = made_by_macro(unit, node);
            if (declared.made != NULL) {
                declared.name = node_field(node, F_DECLARATOR);
                declared.is_function = declared.type->kind == T_FUNCTION;
                return declared;
            }
            if (node_kind(node_field(node, F_DECLARATOR)) == K_FUNCTION_DECLARATOR) {
                /* NAME(x)(int n): no function returns one, so a macro makes the name. */
                declare_after_parameters(unit, node_field(node, F_DECLARATOR));
                declared.type = function_of(unit, node, declared.type, &declared);
                declared.name = declare_innermost_name(node);
                declared.made = made_by_macro(unit, node_field(node, F_DECLARATOR));
                declared.is_function = true;
                return declared;
            }
            declared.type = function_of(unit, node, declared.type, &declared);
            break;
        case K_IDENTIFIER:
        case K_TYPE_IDENTIFIER:
        case K_FIELD_IDENTIFIER:
        case K_PRIMITIVE_TYPE:
            declared.name = check_refuse_keyword(unit, base, node);
            if (declared.name != NULL) declared.type = &type_refused;
            if (declared.name == NULL) declared.name = node;
            declared.is_function = declared.type->kind == T_FUNCTION;
            return declared;
        default: break;
        }
    }
    return declared;
}

struct declared declare_declarator(struct unit *unit, const struct node *declarator,
                                   const struct type *base) {
    return declare_until(unit, declarator, NULL, base);
}

struct declared declare_function_parameters(struct unit *unit, const struct node *list) {
    struct declared declared = {0};
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_FUNCTION, .base = &type_void};
    declare_list(unit, list, type, &declared);
    type->unprototyped = false;
    declared.type = type;
    return declared;
}

void declare_tags_again(struct unit *unit, const struct tag_binding *tag) {
    if (tag == NULL) return;
    declare_tags_again(unit, tag->next);
    struct tag_binding *binding = arena_alloc(unit->arena, sizeof *binding);
    *binding = *tag;
    binding->body = unit->body != NULL ? unit->body->number : 0;
    scope_declare_tag(unit->scopes, binding);
}

void declare_parameters(struct unit *unit, const struct declared *function) {
    declare_tags_again(unit, function->tags); /* they have the scope of the body */
    for (uint32_t i = 0; i < function->parameter_count; i++) {
        struct symbol *symbol = function->parameters[i];
        symbol->body = unit->body != NULL ? unit->body->number : 0;
        if (symbol->name != NULL) scope_declare(unit->scopes, symbol);
    }
}

const struct type *declare_type_name(struct unit *unit, const struct node *descriptor) {
    if (descriptor == NULL) return &type_unknown;
    struct specifiers specifiers = declare_specifiers(unit, descriptor);
    const struct node *declarator = node_field(descriptor, F_DECLARATOR);
    if (declarator == NULL) return specifiers.type;
    declare_respell_named(unit, descriptor, declarator);
    const struct type *disguised = declare_disguised_name(unit, descriptor);
    if (disguised != NULL) return disguised;
    if (check_chan(unit, specifiers.type_node)) return &type_unknown;
    const struct type *operand = typeof_declared(unit, &specifiers, declarator);
    if (operand != NULL) return operand;
    declare_star(unit, &specifiers, node_start(declarator));
    return declare_declarator(unit, declarator, specifiers.type).type;
}

/* Declarations. */

/* Where ` = 0` goes for a declarator: after its attributes, before the comma or semicolon. What the parser did not see of
 * the text between, macros for attributes and parentheses of theirs, comes before it. */
static uint32_t end_of_declarator(const struct unit *unit, const struct node *declaration,
                                  const struct node *declarator) {
    uint32_t end = node_end(declarator), limit = node_end(declaration);
    for_siblings(child, node_after(declarator), node_after(declaration)) {
        bool ends =
            child->kind == K_TOKEN && (unit_is(unit, child, ",") || unit_is(unit, child, ";"));
        if (ends) limit = node_start(child);
        if (ends) break;
        end = node_end(child);
    }
    const char *text = unit->source->text, *at = text + end, *past = text + limit;
    while ((at = token_skip(at, past)) < past) end = (uint32_t)((at = token_end(at, past)) - text);
    return end;
}

void declare_value(struct unit *unit, const struct type *type, const struct node *value,
                   bool is_static) {
    bool was_static = unit->static_initializer;
    unit->static_initializer = is_static;
    check_initializer(unit, type, value);
    unit->static_initializer = was_static;
}

/* A function among other declarators is to be repeated without these: notes what it is declared by. */
static void note_own_declarator(const struct unit *unit, struct symbol *symbol,
                                const struct node *declaration, const struct node *declarator) {
    const struct node *first = NULL, *past = declarator;
    uint32_t count = 0;
    for_named(child, declaration) {
        if (child->field != F_DECLARATOR || child->kind == K_GNU_ASM) continue;
        if (count++ == 0) first = child;
    }
    if (count < 2) return;
    /* With its assembler name and attributes. */
    while (past != node_after(declaration) && !unit_is(unit, past, ",") &&
           !unit_is(unit, past, ";"))
        past = node_after(past);
    symbol->declaration = unit_span_of(unit, node_start(declaration), node_start(first));
    symbol->declarator = unit_span_of(unit, node_start(declarator), node_start(past));
}

/* Whether a type has a name that arms of an #if may declare as another for a place: of a struct, say. */
static bool is_of_arm(const struct unit *unit, const struct type *type, uint32_t place) {
    if (type->kind != T_ALIAS || !masks_conditional(unit->masks)) return false;
    const struct symbol *symbol = scope_name(unit->scopes, type->name, strlen(type->name))->symbol;
    return symbol != NULL && symbol->at.source == unit->source &&
           arm_start(unit->masks, arm_at(unit->masks, place),
                     arm_at(unit->masks, symbol->at.start)) != UINT32_MAX;
}

/* One of those in a declaration: a declarator, with its value perhaps. */
static void declare_one(struct unit *unit, struct specifiers *specifiers,
                        const struct node *declaration, const struct node *item) {
    bool initialised = node_kind(item) == K_INIT_DECLARATOR;
    const struct node *declarator = initialised ? node_field(item, F_DECLARATOR) : item,
                      *value = node_field(item, F_VALUE);
    bool in_function = unit->body != NULL;
    struct symbol model = {.kind = SYM_OBJECT,
                           .declaration = unit_span(unit, declaration),
                           .is_extern = specifiers->is_extern || !in_function,
                           .is_register = specifiers->is_register,
                           .may_differ = specifiers->may_differ,
                           .is_static =
                               specifiers->is_static || specifiers->is_thread || !in_function};
    if (specifiers->deduced && initialised) {
        declare_deduced(unit, specifiers, declarator, value, model);
        return;
    }
    declare_star(unit, specifiers, node_start(declarator));
    struct declared declared = {0};
    if (!declare_after_typeof(unit, specifiers, declarator, &declared))
        declared =
            declare_declarator(unit, declarator, declare_base(unit, specifiers, declaration, item));
    if (declared.name == NULL) return;
    model.name = declared.made != NULL ? declared.made : unit_name_of(unit, declared.name);
    check_word_of_go(unit, specifiers->type, specifiers->type_node, declarator);
    if (initialised) declared.type = declare_bounded(unit, declared.type, value);
    model.type = unit->old_style ? adjusted(unit, declared.type) : declared.type;
    model.is_parameter = unit->old_style;
    if (specifiers->is_typedef) {
        model.kind = SYM_TYPEDEF;
        if (!in_function) unit->named_words |= spelling_type(model.name->text);
        model.type = type_alias(unit->arena, model.name->text, declared.type, in_function);
    } else if (!unit->old_style && (declared.is_function || type_is(declared.type, T_FUNCTION))) {
        model.kind = SYM_FUNCTION;
        model.is_extern = !specifiers->has_auto; /* that of a nested function says so */
        if (in_function) note_own_declarator(unit, &model, declaration, declarator);
    }
    struct symbol *symbol = declare_symbol_as(unit, &model, declared.name);
    if (initialised) {
        doubt_function(unit, declared.type);
        size_t errors = diagnostics_count(unit->errors);
        declare_value(unit, declared.type, value, model.is_static);
        /* `int c = make(chan int);`: what is wrong is the type, once for all uses. */
        if (node_kind(value) == K_MAKE && !type_has_channel(declared.type) &&
            diagnostics_count(unit->errors) > errors)
            symbol->type = &type_refused;
    }
    bool starts_nil = !initialised && !unit->old_style && model.kind == SYM_OBJECT && in_function &&
                      !model.is_extern && !model.is_static && !unit->unreached;
    if (starts_nil && type_is(declared.type, T_CHANNEL))
        unit_site_at(unit, SITE_INSERT, end_of_declarator(unit, declaration, item))->text =
            is_of_arm(unit, specifiers->type, node_start(item)) ? " = {0}" : " = 0";
}

/* `static W size_t M f(void)`, W and M macros that nothing tells from names, reads as a declaration of size_t that lacks a
 * semicolon. */
static bool is_type_between_macros(const struct unit *unit, const struct node *declaration,
                                   const struct node *item) {
    if (item->kind != K_IDENTIFIER) return false;
    const struct node *next = node_after(item);
    if (next == node_after(declaration) || !node_is_missing(next)) return false;
    const struct symbol *symbol = unit_name_of(unit, item)->symbol;
    return (symbol != NULL && symbol->kind == SYM_TYPEDEF) ||
           type_is_plain_name(type_named(unit->arena, unit_text(unit, item)));
}

void declare_declaration(struct unit *unit, const struct node *declaration) {
    if (declare_expanded_objects(unit, declaration)) return;
    if (unit->body != NULL &&
        (declare_after_macro(unit, declaration) || declare_product(unit, declaration)))
        return;
    if (declare_refuse_make(unit, declaration)) return;
    struct specifiers specifiers = declare_specifiers(unit, declaration);
    if (check_chan(unit, specifiers.type_node)) return;
    bool any = false;
    for_named(child, declaration) {
        /* An assembler name has the field of the declarator before it. */
        if (child->field != F_DECLARATOR || child->kind == K_GNU_ASM) continue;
        if (any) declare_pass_first(unit, &specifiers);
        any = true;
        if (specifiers.is_typedef && check_chan_after_macro(unit, specifiers.type_node, child))
            return;
        if (is_type_between_macros(unit, declaration, child)) continue;
        declare_one(unit, &specifiers, declaration, child);
    }
    if (!any) declare_tag_alone(unit, specifiers.type_node);
}

void declare_typedef(struct unit *unit, const struct node *definition) {
    struct specifiers specifiers = declare_specifiers(unit, definition);
    if (check_chan(unit, specifiers.type_node)) return;
    specifiers.is_typedef = true;
    bool any = false;
    for_named(child, definition) {
        if (child->field != F_DECLARATOR) continue;
        if (any) declare_pass_first(unit, &specifiers);
        any = true;
        declare_one(unit, &specifiers, definition, child);
    }
}
