/* check_unit.c: the declarations of a file, and the definitions of functions among them. */
#include "declare.h"
#include "include.h"
#include "macro.h"

#include <string.h>

/* The start of the line that holds the offset. */
static uint32_t line_start(const struct source *source, uint32_t offset) {
    return source->lines[source_line(source, offset) - 1];
}

/* Whether there are only blanks and whole comments. */
static bool is_blank_between(const struct source *source, uint32_t from, uint32_t to) {
    while (from < to) {
        const char *at = source->text + from, *end = NULL;
        if (to - from >= 4 && at[0] == '/' && at[1] == '*')
            end = memmem(at + 2, to - from - 2, "*/", 2);
        if (end == NULL && *at != ' ' && *at != '\t') return false;
        from = end != NULL ? (uint32_t)(end + 2 - source->text) : from + 1;
    }
    return true;
}

/* The start of the comment whose last line ends just before `line`, or `line` itself when there is
 * none. */
static uint32_t before_comment(const struct source *source, uint32_t line) {
    if (line == 0) return line;
    uint32_t previous = line_start(source, line - 1);
    uint32_t first = previous, last = line - 1;
    while (first < last && (source->text[first] == ' ' || source->text[first] == '\t')) first++;
    while (last > first && (source->text[last - 1] == ' ' || source->text[last - 1] == '\r'))
        last--;
    if (last - first >= 2 && source->text[first] == '/' && source->text[first + 1] == '/')
        return previous;
    if (last - first < 2 || source->text[last - 1] != '/' || source->text[last - 2] != '*')
        return line;
    for (uint32_t at = last - 2; at >= 2; at--) {
        if (source->text[at - 2] != '/' || source->text[at - 1] != '*') continue;
        uint32_t start = line_start(source, at - 2);
        return is_blank_between(source, start, at - 2) ? start : line;
    }
    return line;
}

/* Whether a line holds words and nothing else, none of them a macro that ends something. */
static bool is_words(const struct unit *unit, uint32_t line, uint32_t end) {
    const char *text = unit->source->text, *at = text + line, *past;
    bool any = false;
    for (; at < text + end; at = past) {
        past = at + 1;
        if (is_space_byte(*at)) continue;
        if (!is_word_byte(*at)) return false;
        while (past < text + end && is_word_byte(*past)) past++;
        any = true;
        if (macro_is_declaration(scope_name(unit->scopes, at, (size_t)(past - at))->macro))
            return false;
    }
    return any;
}

/* The start of what belongs to a definition though the parser took it for something else, as it
 * does with the names of macros for attributes: what is before it on its line, and lines before
 * that hold only words. */
static uint32_t before_macros(const struct unit *unit, uint32_t start) {
    const struct source *source = unit->source;
    uint32_t line = line_start(source, start), at = start;
    while (at > line && strchr(";{}/", source->text[at - 1]) == NULL) at--;
    while (at < start && (source->text[at] == ' ' || source->text[at] == '\t')) at++;
    if (at > line && !is_blank_between(source, line, at)) return at;
    while (line > 0) {
        uint32_t previous = line_start(source, line - 1);
        bool continues = previous > 1 && source->text[previous - 2] == '\\';
        if (continues || !is_words(unit, previous, line)) break;
        at = line = previous;
    }
    return at;
}

/* Where text goes that must stand before a definition: before its line, and before the comments
 * upon it. */
static uint32_t place_before(const struct unit *unit, uint32_t start) {
    const struct source *source = unit->source;
    start = before_macros(unit, start);
    uint32_t line = line_start(source, start);
    if (!is_blank_between(source, line, start)) return start;
    for (;;) {
        uint32_t earlier = before_comment(source, line);
        if (earlier == line) return line;
        line = earlier;
    }
}

/* Where a definition begins: after the calls of macros that are declarations of their own. */
static uint32_t start_of(const struct unit *unit, const struct node *definition) {
    const struct node *first = NULL;
    for_named(child, definition) {
        first = child;
        if (child->kind != K_MACRO_MODIFIER ||
            !macro_is_declaration(unit_name_of(unit, node_field(child, F_NAME))->macro))
            break;
    }
    return node_start(first);
}

/* The same for a definition whose head may stand, all or in part, in an arm of an #if that does not hold its declarator,
 * `#ifdef _WIN32`, `__declspec(dllexport)`, `#endif`, `int f(void) ...`, or all of its body, which may begin in that arm. */
static uint32_t place_outside(const struct unit *unit, const struct node *definition,
                              enum field held) {
    const struct node *part = node_field(definition, held);
    uint32_t at = place_before(unit, start_of(unit, definition)), inside = at, past, arm;
    uint32_t last = part == NULL     ? node_start(definition)
                    : held == F_BODY ? node_end(part) - 1
                                     : node_start(part);
    while (!arm_is_around(unit->masks, inside, last) &&
           (arm = masks_arm(unit->masks, inside, &past)) != UINT32_MAX) {
        at = line_start(unit->source, arm);
        if (at == 0) break;
        inside = at - 1;
    }
    return at;
}

/* The function of that name whose parameters are now declared; one of them may be called so, too. */
static struct symbol *defined_function(struct unit *unit, struct name *name) {
    const struct symbol *parameter = scope_here(unit->scopes, name);
    return parameter != NULL ? parameter->hidden : name->symbol;
}

/* A K&R definition, its parameters now declared, must agree with a prototype before it. */
static void check_old_style(struct unit *unit, const struct node *list, const struct node *name) {
    struct symbol *symbol = defined_function(unit, unit_name_of(unit, name)), typed;
    if (symbol == NULL || symbol->kind != SYM_FUNCTION) return;
    if (!type_is(symbol->type, T_FUNCTION)) return; /* something else is called so, too */
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_FUNCTION, .base = type_strip(symbol->type)->base};
    type->params = arena_array(unit->arena, node_count(list) + 1, sizeof *type->params);
    for_named(child, list) {
        if (child->kind != K_IDENTIFIER) continue;
        const struct symbol *parameter = unit_name_of(unit, child)->symbol;
        bool known = parameter != NULL && parameter->kind == SYM_OBJECT;
        type->params[type->param_count++] =
            known ? type_decay(unit->arena, parameter->type) : &type_unknown;
    }
    typed = *symbol;
    typed.type = type;
    if (declare_agreement(unit, name, symbol->hidden, &typed)) symbol->type = type;
}

const struct node *check_old_style_list(const struct node *definition) {
    const struct node *list = unit_parameters(definition);
    bool names = list != NULL && node_kind(node_inner(list)) == K_IDENTIFIER;
    return names ? list : NULL;
}

/* The parameter declarations of a K&R definition stand between its declarator and its body. */
static void declare_old_style(struct unit *unit, const struct node *definition) {
    bool after_declarator = false;
    unit->old_style = true;
    for_children(child, definition) {
        after_declarator |= child->field == F_DECLARATOR;
        if (after_declarator && child->kind == K_DECLARATION && !check_broken(unit, child))
            declare_declaration(unit, child);
    }
    unit->old_style = false;
}

static void declare_int(struct unit *unit, const struct node *name) {
    const struct symbol *symbol = unit_name_of(unit, name)->symbol;
    if (scope_here(unit->scopes, unit_name_of(unit, name)) != NULL ||
        (symbol != NULL && symbol->kind == SYM_TYPEDEF))
        return;
    struct symbol model = {.kind = SYM_OBJECT,
                           .type = type_basic(B_INT),
                           .is_parameter = true,
                           .declaration = unit_span(unit, name)};
    declare_symbol_as(unit, &model, name);
}

/* Names among the parameters that nothing gives a type are ints, in C89: `f(a, b) int b; {`. Without any declaration they
 * read as types. */
static void declare_untyped(struct unit *unit, const struct node *definition,
                            const struct declared *declared) {
    const struct node *list = check_old_style_list(definition);
    for_named(child, list)
        if (child->kind == K_IDENTIFIER) declare_int(unit, child);
    for (uint32_t i = 0; i < declared->parameter_count; i++) {
        const struct symbol *parameter = declared->parameters[i];
        if (parameter->name != NULL || !type_is(parameter->type, T_NAMED)) continue;
        const struct node *word = node_at(definition, parameter->at.start, parameter->at.end);
        while (node_kind(word) == K_PARAMETER_DECLARATION) word = node_inner(word);
        if (node_kind(word) == K_TYPE_IDENTIFIER) declare_int(unit, word);
    }
}

/* `#undef` between a function's head and its body. */
static void check_directives(struct unit *unit, const struct node *definition) {
    for_named(child, definition)
        if (child->kind == K_PREPROC_CALL) check_statement(unit, child);
}

/* `static COMMAND(run) { ... }` reads as if the macro were a type, and `void f PARAMETERS { ... }` as if the macro were
 * what is defined. */
static void declare_by_head(struct unit *unit, const struct node *definition) {
    const struct node *type = node_field(definition, F_TYPE),
                      *declarator = node_field(definition, F_DECLARATOR);
    bool alone = node_kind(declarator) == K_PARENTHESIZED_DECLARATOR;
    if (alone && node_kind(type) == K_TYPE_IDENTIFIER) macro_declare(unit, type, MACRO_HEAD);
    if (node_kind(declarator) != K_IDENTIFIER) return;
    macro_use(unit, declarator, true);
    macro_declare(unit, declarator, MACRO_HEAD);
}

/* `Datum f(PG_FUNCTION_ARGS) { ... }` and `void f(ARG(int, n)) { ... }` read as parameters without a name, and
 * `int POINTER(p)` as one that is called as the macro. */
static void declare_by_parameter(struct unit *unit, const struct node *parameter) {
    const struct node *type = node_field(parameter, F_TYPE),
                      *declarator = node_field(parameter, F_DECLARATOR);
    enum kind kind = node_kind(declarator);
    if ((declarator == NULL || kind == K_ABSTRACT_FUNCTION) && node_kind(type) == K_TYPE_IDENTIFIER)
        macro_declare(unit, type, MACRO_PARAMETER);
    if (declarator != NULL && kind != K_ABSTRACT_FUNCTION) {
        const struct node *name = declare_innermost_name(declarator);
        const struct macro *macro = name != NULL ? unit_name_of(unit, name)->macro : NULL;
        if (macro != NULL && macro->parameters.source != NULL)
            macro_declare(unit, name, MACRO_DECLARATOR);
    }
}

static void declare_by_parameters(struct unit *unit, const struct node *definition) {
    for_named(parameter, unit_parameters(definition))
        if (parameter->kind == K_PARAMETER_DECLARATION) declare_by_parameter(unit, parameter);
}

static void check_body(struct unit *unit, const struct node *definition,
                       const struct declared *declared) {
    check_directives(unit, definition);
    scope_push(unit->scopes);
    declare_parameters(unit, declared);
    declare_old_style(unit, definition);
    declare_untyped(unit, definition, declared);
    const struct node *body = node_field(definition, F_BODY),
                      *list = check_old_style_list(definition);
    declare_by_head(unit, definition);
    declare_by_parameters(unit, definition);
    if (list != NULL && declared->name != NULL) check_old_style(unit, list, declared->name);
    if (body != NULL) check_own_block(unit, body);
    scope_pop(unit->scopes);
}

static const struct type *result_of(const struct declared *declared) {
    const struct type *type = type_strip(declared->type);
    return type->kind == T_FUNCTION ? type->base : &type_unknown;
}

static struct declared declare_header(struct unit *unit, const struct node *definition) {
    struct specifiers specifiers = declare_specifiers(unit, definition);
    const struct node *declarator = node_field(definition, F_DECLARATOR);
    if (specifiers.type_node == NULL) specifiers.type = type_basic(B_INT); /* C89 */
    if (check_chan(unit, specifiers.type_node)) return (struct declared){.type = &type_unknown};
    declare_star(unit, &specifiers, node_start(declarator));
    struct declared declared = declare_declarator(unit, declarator, specifiers.type);
    check_word_of_go(unit, specifiers.type, specifiers.type_node, declarator);
    if (declared.name != NULL) {
        struct symbol model = {.kind = SYM_FUNCTION,
                               .name = declared.made,
                               .type = declared.type,
                               .is_extern = unit->body == NULL,
                               .declaration = unit_span(unit, definition)};
        declare_symbol_as(unit, &model, declared.name);
    }
    return declared;
}

/* `func` with a body reads as a function's definition where no go stands before it, `select` after a macro, and
 * `go if (x) { }` and `select c { }` do. */
static bool refuse_false_function(struct unit *unit, const struct node *definition) {
    const struct node *type = node_field(definition, F_TYPE),
                      *name = node_field(definition, F_DECLARATOR);
    while (node_kind(name) != K_IDENTIFIER && name != NULL) {
        const struct node *inner = node_field(name, F_DECLARATOR);
        name = inner != NULL ? inner : node_inner(name);
    }
    bool of_channels = check_of_channels(unit);
    if (of_channels && name == node_field(definition, F_DECLARATOR) &&
        unit_is_free(unit, type, "range")) {
        struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, type),
                                                    "'range' stands only in a for");
        if (error != NULL) check_hint(unit, error, node_start(type), node_end(name));
        return true;
    }
    if (of_channels && name == node_field(definition, F_DECLARATOR) &&
        ((unit_is(unit, name, "select") && unit_name_of(unit, name)->macro == NULL) ||
         (unit->function != NULL && unit_is_free(unit, name, "go")))) {
        if (unit->function != NULL && check_broken_arguments(unit, definition)) return true;
        declare_refuse_misread(unit, name, "the definition of a function called");
        return true;
    }
    if (!unit_is_free(unit, name, "func"))
        return declare_refuse_go(unit, definition) ||
               check_refuse_select(unit, type, name, node_field(definition, F_BODY));
    bool go = unit_is_free(unit, type, "go");
    struct diagnostic *error =
        diagnostic_error(unit->errors, go ? D_SYNTAX : D_GO_CALL, unit_span(unit, name),
                         go ? "a function literal in a go statement cannot be read"
                            : "a function literal stands only in a go statement, called there");
    check_note_word(unit, error, "go");
    bool result = node_field(node_field(definition, F_DECLARATOR), F_PARAMETERS) != NULL;
    if (error != NULL && go && result)
        diagnostic_hint(error, "a function literal has no result: send it on a channel");
    else if (error != NULL)
        diagnostic_hint(error, "write go func(...) { ... }(...);");
    return true;
}

/* GNU C's function in a function: its code runs as part of the body around it. */
static void check_nested(struct unit *unit, const struct node *definition) {
    struct declared declared = declare_header(unit, definition);
    const struct type *result = unit->function->result;
    unit->function->result = result_of(&declared);
    unit->body->nested++;
    check_body(unit, definition, &declared);
    unit->body->nested--;
    unit->function->result = result;
}

/* That of C's main, which has parameters of certain types also where a K&R definition names them. */
static struct heading main_heading(const struct unit *unit, const struct node *definition) {
    static const char *const parameters[] = {"(int)", "(int, char **)", "(int, char **, char **)"};
    struct heading heading = unit_heading(unit, definition);
    const struct node *list = check_old_style_list(definition);
    uint32_t count = node_count(list);
    if (count >= 1 && count <= 3) heading.parameters = parameters[count - 1];
    return heading;
}

/* `for v in c { ... }`, where what is before `in` was reported: the braces are a statement's. */
static bool check_rest_of_broken(struct unit *unit, const struct node *definition) {
    if (node_kind(node_field(definition, F_DECLARATOR)) != K_IDENTIFIER ||
        !check_follows_broken(unit, definition))
        return false;
    check_statement(unit, node_field(definition, F_BODY));
    return true;
}

void check_function(struct unit *unit, const struct node *definition) {
    if (unit->function != NULL) {
        if (!check_rest_of_broken(unit, definition) && !refuse_false_function(unit, definition) &&
            !check_broken(unit, definition))
            check_nested(unit, definition);
        return;
    }
    struct declared declared = declare_header(unit, definition);
    if (unit->in_headers) return;
    struct function *function = arena_alloc(unit->arena, sizeof *function);
    function->name =
        declared.name != NULL ? unit_name_of(unit, declared.name) : scope_name(unit->scopes, "", 0);
    function->hoist_at = place_outside(unit, definition, F_BODY);
    function->result = result_of(&declared);
    function->node = definition;
    function->source = unit->source;
    struct body body = {.number = ++unit->body_count}, *outer = unit->body;
    unit->function = function;
    unit->body = &body;
    uint32_t sites = unit->site_count;
    size_t errors = diagnostics_count(unit->errors);
    check_body(unit, definition, &declared);
    check_labels(unit);
    check_open(unit, node_field(definition, F_BODY), sites, errors);
    if (unit->options->header && unit->site_count > sites)
        unit_site(unit, SITE_FUNCTION, definition)->start = function->hoist_at;
    unit->body = outer;
    unit->function = NULL;
    scope_clear_reported(unit->scopes);
    if (strcmp(function->name->text, "main") == 0) {
        unit->has_main = true;
        unit->main = main_heading(unit, definition);
        unit->main_hoist_at = place_outside(unit, definition, F_DECLARATOR);
    }
}

static void check_top(struct unit *unit, const struct node *node);
static void check_headed_body(struct unit *unit, const struct node *node, const struct node *macro,
                              const struct node *name, const struct node *body_node);

static bool is_statement(const struct node *node) {
    return node_kind(node) >= K_COMPOUND_STATEMENT && node_kind(node) <= K_SELECT_STATEMENT;
}

/* Whether an item that was refused may have begun or ended a function unseen: it does not parse, or is a macro's. */
static bool hides_brace(const struct unit *unit, const struct node *node) {
    return node_is_broken(node) || (node_kind(node) == K_EXPRESSION_STATEMENT &&
                                    unit->source->text[node_end(node) - 1] != ';');
}

/* `YY_DECL` before `{ ... }`: the macro that is a function's head reads as a statement without its semicolon, or, where a
 * text begins with it, as an error. NULL for all else. */
static const struct node *lone_head(const struct unit *unit, const struct node *before,
                                    const struct node *body) {
    if (unit->function != NULL || node_kind(body) != K_COMPOUND_STATEMENT ||
        (node_kind(before) != K_EXPRESSION_STATEMENT && node_kind(before) != K_ERROR))
        return NULL;
    const struct node *macro = node_inner(before);
    bool alone = node_kind(macro) == K_IDENTIFIER && node_start(macro) == node_start(before) &&
                 node_end(macro) == node_end(before);
    return alone ? macro : NULL;
}

/* Whether an item can only be the rest of a function. `TEST(name) { ... }` is one of its own. */
static bool is_inside(const struct node *item) {
    return is_statement(item) && (node_kind(item) != K_MACRO_LOOP_STATEMENT ||
                                  node_kind(node_field(item, F_BODY)) != K_COMPOUND_STATEMENT);
}

/* Whether there are only declarations before such an item. */
static bool leads_inside(const struct node *item, const struct node *end) {
    while (item < end && (item->kind == K_DECLARATION || item->kind == K_TOKEN))
        item = node_after(item);
    return item < end && is_inside(item);
}

/* Whether a brace that ends nothing comes after what could be the rest of a function. */
static bool is_closed(const struct unit *unit, const struct node *item, const struct node *end) {
    while (item < end && (item->kind == K_DECLARATION || item->kind == K_TOKEN || is_inside(item)))
        item = node_after(item);
    return item < end && item->kind == K_ERROR && unit->spelt[node_start(item)] == '}';
}

/* Of what is wrong with statements behind a function that a brace too much ended one thing is said. */
static void note_end(struct unit *unit, const struct node *function, size_t errors) {
    diagnostics_rewind(unit->errors, errors + 1);
    if (function != NULL && node_end(function) > 0)
        diagnostic_note(diagnostics_last(unit->errors),
                        unit_span_of(unit, node_end(function) - 1, node_end(function)),
                        "the function before ends here");
}

/* Whether a token begins the body of a function that is an error as a whole: its statements seem to stand outside of it. */
static bool begins_body(const struct unit *unit, const struct node *node, const struct node *before,
                        const struct node *token) {
    return node_kind(node) == K_ERROR && node_kind(before) == K_FUNCTION_DECLARATOR &&
           token->kind == K_TOKEN && unit->spelt[node_start(token)] == '{';
}

/* A diagnostics_test: whether an error stands before an offset. */
static bool is_before(const void *offset, struct span at) {
    return at.start < *(const uint32_t *)offset;
}

/* Of such a body, whose first error is number `first`, counts the first place that does not read: all else that is wrong comes
 * from there. True from that on. */
static bool keep_first(struct unit *unit, const struct node *item, size_t first, size_t errors) {
    bool broken = node_is_broken(item) && diagnostics_count(unit->errors) > errors;
    uint32_t start = broken ? check_failing(unit, item) : 0;
    if (broken) diagnostics_drop(unit->errors, first, is_before, &start);
    diagnostics_rewind(unit->errors, first + 1);
    return broken;
}

/* Whether what stands before a block outside functions is the head that it should have: what cannot be read, or reads as a
 * function's declaration. */
static bool is_failed_head(const struct unit *unit, const struct node *before,
                           const struct node *block) {
    if (unit->function != NULL || unit->in_headers || before == NULL ||
        node_kind(block) != K_COMPOUND_STATEMENT)
        return false;
    const struct node *declarator = node_field(before, F_DECLARATOR);
    while (node_kind(declarator) == K_POINTER_DECLARATOR)
        declarator = node_inner_declarator(declarator);
    return before->kind == K_ERROR ||
           (before->kind == K_DECLARATION && node_kind(declarator) == K_FUNCTION_DECLARATOR);
}

/* The body of a function whose head cannot be read: one error, if there is channel syntax in it. What else is wrong with it
 * counts where the parameters are known. */
static void check_failed(struct unit *unit, const struct node *head, const struct node *block) {
    uint32_t sites = unit->site_count, end = node_end(head);
    size_t errors = diagnostics_count(unit->errors);
    check_headed_body(unit, head, NULL, NULL, block);
    bool ended = node_kind(head) == K_DECLARATION; /* by its semicolon */
    if (!ended) diagnostics_rewind(unit->errors, errors);
    if (unit->site_count == sites) return;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_SYNTAX, ended ? unit_span_of(unit, end - 1, end) : unit_span(unit, head),
        ended ? "a ';' between the head of a function and its body"
              : "this cannot be read as the head of a function");
    diagnostic_note(error, unit_span_of(unit, node_start(block), node_start(block) + 1),
                    "channel syntax stands in this block");
}

/* The head of such a body: its parameters are known in what follows. */
static bool heads_body(const struct unit *unit, const struct node *node, const struct node *item) {
    return item->kind == K_FUNCTION_DECLARATOR && node_after(item) < node_after(node) &&
           begins_body(unit, node, item, node_after(item));
}

/* In a scope of their own, for the caller to leave. */
static void declare_head(struct unit *unit, const struct node *declarator) {
    scope_push(unit->scopes);
    struct declared declared = declare_declarator(unit, declarator, &type_unknown);
    declare_parameters(unit, &declared);
}

/* What stands outside functions since the last one ended. */
struct outside {
    const struct node *first; /* of it, NULL when it begins with the next item */
    bool tried;               /* the brace was looked for */
    uint32_t brace;           /* where the `{` of a function is missing whose rest this is, or 0 */
};

/* Where a function lacks its `{` that a brace ends after `item`. The line after its head, which may be read with that as one
 * declaration, has no channel syntax, and was left to the C compiler. */
static uint32_t find_brace(const struct unit *unit, const struct node *first,
                           const struct node *item, const struct node *end) {
    const struct node *last = item;
    while (last < end && last->kind != K_FUNCTION_DEFINITION && !unit_is(unit, last, "}"))
        last = node_after(last);
    if (last >= end || last->kind == K_FUNCTION_DEFINITION) return 0;
    for_siblings(head, first, item) {
        uint32_t brace = head->kind == K_DECLARATION ? check_missing_brace(unit, head) : 0;
        if (brace > 0) return brace;
    }
    return 0;
}

/* Of what is wrong in such a rest one thing is said, at the place of the brace. `errors` is how many there were before the
 * item. */
static void check_outside(struct unit *unit, struct outside *outside, const struct node *item,
                          const struct node *end, size_t errors) {
    if (item->kind == K_FUNCTION_DEFINITION || unit_is(unit, item, "}")) {
        *outside = (struct outside){0};
        return;
    }
    if (outside->first == NULL) outside->first = item;
    if (unit->in_headers || diagnostics_count(unit->errors) == errors) return;
    bool known = outside->brace > 0;
    if (!outside->tried) outside->brace = find_brace(unit, outside->first, item, end);
    outside->tried = true;
    if (outside->brace == 0) return;
    diagnostics_rewind(unit->errors, errors);
    if (known) return;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, outside->brace, outside->brace),
                         "the '{' is missing that begins this function");
    diagnostic_note(error, unit_span(unit, item), "channel syntax stands in it");
}

/* Statements after an item that hides a brace, or behind one too much, are the rest of a function: what is wrong with them
 * comes from there. */
static void check_items_of(struct unit *unit, const struct node *node) {
    bool hidden = false, rest = false, within = false, kept = false, headed = false;
    size_t outside = 0; /* errors before the body */
    const struct node *before = NULL, *end = node_after(node), *function = NULL;
    struct outside top = {0};
    for_children(child, node) {
        if (begins_body(unit, node, before, child)) {
            within = true;
            outside = diagnostics_count(unit->errors);
        }
        if (!node_is_named(child)) continue;
        size_t errors = diagnostics_count(unit->errors);
        const struct node *head = lone_head(unit, before, child);
        bool failed = head == NULL && !hidden && is_failed_head(unit, before, child);
        if (head != NULL) {
            check_headed_body(unit, before, head, head, child);
        } else if (failed) {
            check_failed(unit, before, child);
        } else if (headed || !heads_body(unit, node, child)) {
            check_top(unit, child);
        } else {
            declare_head(unit, child);
            headed = true;
        }
        before = child;
        check_outside(unit, &top, child, end, errors);
        if (child->kind == K_FUNCTION_DEFINITION) function = child;
        bool inside = head == NULL && is_inside(child), declares = child->kind == K_DECLARATION;
        rest = (inside && (hidden || rest)) ||
               (declares && (rest || (hidden && leads_inside(child, end))));
        if (rest) diagnostics_rewind(unit->errors, errors);
        if (inside && !failed) diagnostics_rewind(unit->errors, errors + 1); /* of one block */
        bool refused = diagnostics_count(unit->errors) > errors;
        bool closed = refused && inside && !unit->in_headers && is_closed(unit, child, end);
        if (closed) note_end(unit, function, errors);
        hidden = closed || (refused && hides_brace(unit, child));
        if (kept)
            diagnostics_rewind(unit->errors, errors);
        else if (within)
            kept = keep_first(unit, child, outside, errors);
    }
    if (headed) scope_pop(unit->scopes);
}

static void check_each(struct unit *unit, const struct node *node) {
    const struct node *failed = unit->failed, *from = unit->failed_from;
    if (node_kind(node) == K_ERROR)
        unit->failed_from = check_failed_statement(unit, node, &unit->failed);
    if (unit->failed_from == NULL) unit->failed = NULL;
    check_items_of(unit, node);
    unit->failed = failed;
    unit->failed_from = from;
}

/* The parameters of what reads as a function's declaration, which was declared, and is no more than that if nothing is said of
 * its body. */
static void declare_again(struct unit *unit, const struct node *declaration) {
    if (node_kind(declaration) != K_DECLARATION) return;
    uint32_t sites = unit->site_count;
    size_t errors = diagnostics_count(unit->errors);
    struct declared declared =
        declare_declarator(unit, node_field(declaration, F_DECLARATOR), &type_unknown);
    declare_parameters(unit, &declared);
    diagnostics_rewind(unit->errors, errors);
    unit->site_count = sites;
}

/* The body of a function whose head, which begins `node`, is no declarator but `macro`, alone or with arguments, or cannot be
 * read if that is NULL. What stands there is code as in any other. */
static void check_headed_body(struct unit *unit, const struct node *node, const struct node *macro,
                              const struct node *name, const struct node *body_node) {
    uint32_t start = unit_operand_start(unit, node, 0); /* `static` may be hidden before it */
    if (macro != NULL) declare_expanded(unit, macro, NULL);
    struct function *function = arena_alloc(unit->arena, sizeof *function);
    *function = (struct function){.hoist_at = place_before(unit, start),
                                  .result = &type_unknown,
                                  .node = node,
                                  .source = unit->source};
    function->name = node_kind(name) == K_IDENTIFIER ? unit_name_of(unit, name)
                                                     : scope_name(unit->scopes, "", 0);
    struct body body = {.number = ++unit->body_count};
    unit->function = function;
    unit->body = &body;
    scope_push(unit->scopes);
    if (macro != NULL) {
        macro_use(unit, macro, true);
        macro_declare(unit, macro, MACRO_HEAD);
    } else {
        declare_again(unit, node);
    }
    check_block(unit, body_node);
    scope_pop(unit->scopes);
    check_labels(unit);
    unit->body = NULL;
    unit->function = NULL;
    scope_clear_reported(unit->scopes);
}

/* `TEST(name) { ... }`: a macro declares the function. In `TABLE(t) {1}, {2}, END` it has an initialiser's brace, and what
 * stands after another that closes this reads as if it were in there. */
static void check_macro_function(struct unit *unit, const struct node *node) {
    const struct node *call = node_field(node, F_CALL), *body = node_field(node, F_BODY);
    if (node_kind(body) != K_COMPOUND_STATEMENT || unit->function != NULL || check_is_open(body)) {
        check_each(unit, node);
        return;
    }
    const struct node *macro = node_field(call, F_FUNCTION),
                      *name = node_inner(node_field(call, F_ARGUMENTS));
    for_named(argument, node_field(call, F_ARGUMENTS)) /* `DEFINE(f, chan int, c) { ... }` */
        if (argument->kind == K_TYPE_DESCRIPTOR) declare_type_name(unit, argument);
    check_headed_body(unit, node, macro, node_kind(name) == K_IDENTIFIER ? name : macro, body);
}

/* `go f() { ... }`: a function, if a header declares the type `go`; where there are channels it is meant otherwise. */
static void refuse_go_definition(struct unit *unit, const struct node *definition) {
    if (unit->any_sites || unit->site_count > 0)
        declare_refuse_go(unit, definition);
    else
        unit->doubted |= declare_is_go(unit, definition);
}

/* `T (*f)(int);` reads as one. */
static void check_top_expression(struct unit *unit, const struct node *node) {
    const struct node *expression = node_inner(node);
    if (expression != NULL && check_disguised_declaration(unit, expression)) return;
    const struct node *word = check_first_word(expression);
    if (word != NULL) {
        macro_use(unit, word, true);
        declare_expanded(unit, word, node);
    }
    if (word != NULL && node_kind(expression) == K_ASSIGNMENT)
        check_declarators(unit, expression);
    else
        check_each(unit, node);
}

/* `DEFINE(f)` on the line before a declaration reads as part of that, as its type perhaps. It may stand for a function of its
 * own, or declare something. */
static void check_modifiers(struct unit *unit, const struct node *node) {
    for_named(modifier, node) {
        if (modifier->kind == K_MACRO_TYPE)
            declare_expanded(unit, node_field(modifier, F_NAME), NULL);
        if (modifier->kind != K_MACRO_MODIFIER) break;
        if (node_kind(node_inner(modifier)) != K_IDENTIFIER) continue;
        macro_use(unit, node_inner(modifier), true);
        declare_expanded(unit, node_inner(modifier), NULL);
    }
}

/* `EXPORT VAR(chan int, jobs);` reads as if VAR were a function. */
static void declare_by_macros(struct unit *unit, const struct node *declaration) {
    for_named(child, declaration) {
        const struct node *name = node_field(child, F_DECLARATOR);
        if (child->kind == K_FUNCTION_DECLARATOR && node_kind(name) == K_IDENTIFIER)
            declare_expanded(unit, name, NULL);
    }
}

/* What may stand outside functions; statements get there when text is read that macros complete. */
static void check_any(struct unit *unit, const struct node *node) {
    check_modifiers(unit, node);
    if (node_kind(node) == K_FUNCTION_DEFINITION && check_respell_record(unit, node)) return;
    if (node_kind(node) == K_DECLARATION) declare_by_macros(unit, node);
    if (node_kind(node) == K_DECLARATION && declare_refuse_go(unit, node)) return;
    if (check_broken(unit, node)) return;
    switch (node_kind(node)) {
    case K_FUNCTION_DEFINITION:
        refuse_go_definition(unit, node);
        check_function(unit, node);
        break;
    case K_MACRO_LOOP_STATEMENT: check_macro_function(unit, node); break;
    case K_EXPRESSION_STATEMENT: check_top_expression(unit, node); break;
    case K_SEND_STATEMENT: check_send(unit, node); break;
    case K_SHORT_STATEMENT: check_short(unit, node, false); break;
    case K_GO_STATEMENT: check_go(unit, node); break;
    case K_RANGE_STATEMENT:
    case K_SELECT_STATEMENT: check_statement(unit, node); break;
    case K_TYPE_DESCRIPTOR: declare_type_name(unit, node); break;
    default:
        if (check_declaring(unit, node)) break;
        if (node_kind(node) >= K_IDENTIFIER && node_kind(node) <= K_FUNCTION_LITERAL)
            check_discarded(unit, node);
        else
            check_each(unit, node);
        break;
    }
}

static void check_top(struct unit *unit, const struct node *node) {
    uint32_t uses = unit->macros->uses;
    size_t errors = diagnostics_count(unit->errors);
    size_t repeated = diagnostics_repeated(unit->errors);
    macro_pass_pragmas(unit, node_start(node));
    check_any(unit, node);
    if (diagnostics_repeated(unit->errors) == repeated)
        check_by_macros(unit, node, unit->macros->uses > uses, errors);
    unit->macros->uses = uses;
}

void check_file(struct unit *unit, const struct node *root) {
    size_t errors = diagnostics_count(unit->errors);
    check_each(unit, root);
    if (diagnostics_count(unit->errors) == errors) check_broken_file(unit, root);
}
