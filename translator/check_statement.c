/* check_statement.c: statements: scopes, loops, jumps; what stands in them goes to the other
 * checks. */
#include "declare.h"
#include "expand.h"
#include "include.h"
#include "macro.h"
#include "spelling.h"

#include <string.h>

static bool is_statement(enum kind kind) {
    return (kind >= K_COMPOUND_STATEMENT && kind <= K_SELECT_STATEMENT && kind != K_ELSE_CLAUSE &&
            kind != K_SEND_EXPRESSION && kind != K_SHORT_DECLARATION);
}

/* Jumps out of a go body. */

static void refuse_jump(struct unit *unit, const struct node *node, const char *what) {
    struct diagnostic *error = diagnostic_error(unit->errors, D_GO_JUMP, unit_span(unit, node),
                                                "%s would leave the go block", what);
    if (error != NULL)
        diagnostic_hint(error,
                        "a go block runs apart from the function around it; 'return;' ends it");
}

static bool in_go_body(const struct unit *unit) {
    return unit->body->go != NULL;
}

static void check_return(struct unit *unit, const struct node *node) {
    const struct node *value = node_inner(node);
    if (value == NULL) return;
    struct value result = check_operand(unit, value);
    if (in_go_body(unit) && unit->body->nested == 0) {
        struct diagnostic *error = diagnostic_error(unit->errors, D_GO_JUMP, unit_span(unit, node),
                                                    "a go block returns no value");
        if (error != NULL) diagnostic_hint(error, "send the value on a channel");
        return;
    }
    if (!result.refused && unit->function != NULL)
        check_assign(unit, unit->function->result, result, value, "the result");
}

static void note_label(struct unit *unit, struct label **list, const struct node *node) {
    if (node == NULL || unit->function == NULL) return;
    struct label *label = arena_alloc(unit->arena, sizeof *label);
    *label = (struct label){unit_name_of(unit, node), unit->body->number, unit_span(unit, node),
                            *list, NULL};
    *list = label;
}

static void check_goto(struct unit *unit, const struct node *node) {
    const struct node *label = node_field(node, F_LABEL);
    if (unit->function == NULL) return;
    if (node_kind(label) == K_STATEMENT_IDENTIFIER)
        note_label(unit, &unit->function->gotos, label);
    else if (node_inner(node) != NULL)
        check_expression(unit, node_inner(node)); /* GNU goto *p */
}

/* Bodies. */

/* `if (<-c) else ;`: the word reads as a macro that is a statement. */
static bool refuse_keyword(struct unit *unit, const struct node *statement,
                           const struct node *word) {
    if (node_kind(word) != K_IDENTIFIER || unit->in_headers) return false;
    const struct name *name = unit_name_of(unit, word);
    if (name->symbol != NULL || name->macro != NULL || !check_is_keyword(name) ||
        !check_beside_channels(unit, node_parent(statement)))
        return false;
    if (check_copies(unit, word)) return true;
    diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                     "'%s' where a statement must stand", name->text);
    return true;
}

/* An arm or a loop body that is no block: `:=` there would declare a name for nobody. */
static void check_arm(struct unit *unit, const struct node *node) {
    if (node == NULL) return;
    if (node_kind(node) == K_SHORT_STATEMENT) {
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node_inner(node)),
                             "':=' needs a block around it");
        if (error != NULL) diagnostic_hint(error, "write { ... } here");
        return;
    }
    check_statement(unit, node);
}

/* `while (<-c) else x = 1;`: it reads as one with a word too many. */
static bool refuse_body(struct unit *unit, const struct node *body) {
    const struct node *expression =
        node_kind(body) == K_EXPRESSION_STATEMENT ? node_inner(body) : NULL;
    const struct node *word = expression != NULL ? check_first_word(expression) : NULL;
    return word != NULL && node_after(word)->kind == K_ERROR && refuse_keyword(unit, body, word);
}

static void check_loop(struct unit *unit, const struct node *body) {
    struct body *around = unit->body;
    if (refuse_body(unit, body)) return;
    around->loops++;
    around->breakable++;
    check_arm(unit, body);
    around->loops--;
    around->breakable--;
}

static void check_if(struct unit *unit, const struct node *node) {
    check_condition(unit, node_field(node, F_CONDITION));
    check_arm(unit, node_field(node, F_CONSEQUENCE));
    const struct node *alternative = node_field(node, F_ALTERNATIVE);
    if (alternative != NULL) check_arm(unit, node_inner(alternative));
}

static void check_switch(struct unit *unit, const struct node *node) {
    const struct node *condition = node_field(node, F_CONDITION);
    if (condition != NULL) {
        if (check_reads_otherwise(unit, node_start(node), node_start(condition)))
            check_condition(unit, condition); /* what a macro makes an operand of, perhaps */
        else
            check_integer(unit, condition, "the operand of switch");
    }
    struct body *around = unit->body;
    bool was_unreached = unit->unreached, was_in_select = around->in_select;
    around->in_select = false;
    around->switches++;
    around->breakable++;
    unit->unreached = true;
    check_arm(unit, node_field(node, F_BODY));
    unit->unreached = was_unreached;
    around->in_select = was_in_select;
    around->switches--;
    around->breakable--;
}

/* Two results are a statement, never a part of a for. */
static void check_clause(struct unit *unit, const struct node *node) {
    if (node != NULL) check_discarded(unit, node);
}

const struct node *check_first_word(const struct node *expression) {
    const struct node *node = expression;
    while (node != NULL && node_kind(node) != K_IDENTIFIER && node->size > 1)
        node = node_children(node);
    return node_kind(node) == K_IDENTIFIER && node_start(node) == node_start(expression) ? node
                                                                                         : NULL;
}

/* What a macro's use declares, with which a declaration begins. */
static const struct symbol *declared_by_call(struct unit *unit, const struct node *call) {
    const char *text = unit->source->text;
    const struct token *name =
        macro_declared_name(unit, text + node_start(call), text + node_end(call));
    return name != NULL ? scope_name(unit->scopes, name->text, name->length)->symbol : NULL;
}

void check_declarators(struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_COMMA) {
        check_declarators(unit, node_field(node, F_LEFT));
        check_declarators(unit, node_field(node, F_RIGHT));
        return;
    }
    const struct node *name = node_kind(node) == K_ASSIGNMENT ? node_field(node, F_LEFT) : NULL;
    while (node_kind(name) == K_POINTER || node_kind(name) == K_SUBSCRIPT)
        name = node_field(name, F_ARGUMENT);
    const struct symbol *symbol = node_kind(name) == K_IDENTIFIER ? unit_name_of(unit, name)->symbol
                                  : node_kind(name) == K_CALL     ? declared_by_call(unit, name)
                                                                  : NULL;
    if (name != NULL && node_kind(name) == K_CALL) check_discarded(unit, name);
    if (symbol != NULL)
        declare_value(unit, symbol->type, node_field(node, F_RIGHT),
                      symbol->is_static || symbol->depth == 0);
    else
        check_discarded(unit, node);
}

/* `for (OBJECT(int, i) = 0; ...)` */
static void check_first_clause(struct unit *unit, const struct node *clause) {
    const struct node *word = check_first_word(clause);
    if (word != NULL && macro_declare(unit, word, MACRO_STATEMENT))
        check_declarators(unit, clause);
    else
        check_clause(unit, clause);
}

static void check_for(struct unit *unit, const struct node *node) {
    const struct node *initializer = node_field(node, F_INITIALIZER);
    scope_push(unit->scopes);
    if (node_kind(initializer) == K_DECLARATION) {
        if (!check_broken(unit, initializer)) declare_declaration(unit, initializer);
    } else if (node_kind(initializer) == K_SHORT_DECLARATION)
        check_short(unit, initializer, true);
    else if (initializer != NULL && !check_disguised_declaration(unit, initializer))
        check_first_clause(unit, initializer);
    check_condition(unit, node_field(node, F_CONDITION));
    check_clause(unit, node_field(node, F_UPDATE));
    check_loop(unit, node_field(node, F_BODY));
    check_end_loop(unit, node);
}

/* What follows a label or a case. Before C23 that is a statement: `:=` needs an empty one before it. */
static void check_after_colon(struct unit *unit, const struct node *colon, const struct node *end) {
    if (colon == end) return;
    const struct node *first = node_after(colon);
    if (first != end && first->kind == K_SHORT_STATEMENT)
        unit_site_at(unit, SITE_INSERT, node_end(colon))->text = ";";
    check_items(unit, first, end);
}

/* The output has a switch where a select is: a case in there would be one of that. */
static void refuse_case_in_select(struct unit *unit, const struct node *word) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SELECT_CASE, unit_span(unit, word),
                         "a case of a switch cannot stand in a select inside of the switch");
    if (error != NULL)
        diagnostic_hint(error, "put a label and a goto there, or the switch into the select");
}

/* A case of a switch begins with a word. */
static void check_case_word(struct unit *unit, const struct node *word) {
    unit->unreached = false;
    if (unit->body->in_select) refuse_case_in_select(unit, word);
    if (in_go_body(unit) && unit->body->switches == 0)
        refuse_jump(unit, word, "this case of a switch around it");
}

/* `CASE(1) f();`: a macro may be a case. What it is may be known to a header alone. */
static void check_case_macro(struct unit *unit, const struct node *word) {
    const struct name *name = unit_name_of(unit, word);
    if (macro_begins_case(name->macro))
        check_case_word(unit, word);
    else if (name->macro != NULL || name->symbol == NULL)
        unit->unreached = false;
}

static void check_case(struct unit *unit, const struct node *node) {
    check_case_word(unit, node_children(node));
    const struct node *colon = unit_colon(unit, node);
    bool follows = check_follows_broken(unit, node);
    for_siblings(child, node_children(node), colon) {
        if (child->kind == K_TOKEN || follows) continue;
        unit->in_case_label = true;
        if (child->kind == K_SEND_EXPRESSION)
            check_refuse_case(unit, child);
        else
            check_expression(unit, child);
        unit->in_case_label = false;
    }
    check_after_colon(unit, colon, node_after(node));
}

static void check_labeled(struct unit *unit, const struct node *node) {
    const struct node *label = node_field(node, F_LABEL);
    unit->unreached = false;
    check_case_macro(unit, label);
    if (unit->function != NULL) note_label(unit, &unit->function->labels, label);
    check_after_colon(unit, unit_colon(unit, node), node_after(node));
}

/* What the second macro declares in `EACH(i, n) EACH(k, n) { ... }`: the parser skips it. */
static void declare_further(struct unit *unit, const struct node *first) {
    for_children(error, first) {
        if (error->kind != K_ERROR) continue;
        for_children(call, error) {
            const struct node *function = node_field(call, F_FUNCTION);
            if (node_kind(call) == K_CALL && node_kind(function) == K_IDENTIFIER)
                macro_declare(unit, function, MACRO_LOOP);
        }
    }
}

/* `T v := <-c;`: a type's name reads as a macro before the declaration. */
static void refuse_typed(struct unit *unit, const struct node *type, const struct node *next) {
    const struct name *name = unit_name_of(unit, type);
    if (node_kind(next) != K_SHORT_STATEMENT || name->macro != NULL) return;
    unit->wants_headers |= name->symbol == NULL;
    if (name->symbol == NULL || name->symbol->kind != SYM_TYPEDEF) return;
    for_children(token, node_inner(next)) {
        if (strcmp(node_word(token), ":=") == 0)
            check_refuse_broken(unit, type, unit_span(unit, token));
    }
}

static void check_expression_statement(struct unit *unit, const struct node *node) {
    const struct node *expression = node_inner(node);
    if (expression == NULL || refuse_keyword(unit, node, expression) ||
        check_disguised_declaration(unit, expression))
        return;
    const struct node *word = expression;
    if (node_kind(word) == K_ASSIGNMENT) word = node_field(word, F_LEFT); /* DECLARE(t, v) = 1; */
    if (node_kind(word) == K_CALL)
        word = node_field(word, F_FUNCTION);
    else if (word != expression)
        word = NULL;
    const struct node *member = node_kind(word) == K_FIELD ? node_field(word, F_FIELD) : NULL;
    if (member != NULL && unit_name_of(unit, member)->macro != NULL)
        macro_use(unit, member, true); /* p->SEND(1); */
    if (word == expression && !check_is_ended(unit, node) && node_kind(word) == K_IDENTIFIER &&
        macro_use_word(unit, word))
        return;
    const struct node *first = check_first_word(expression);
    bool ended = check_is_ended(unit, node);
    uint32_t sites = unit->site_count;
    bool declares = first != NULL && ended && macro_declare(unit, first, MACRO_STATEMENT);
    if (node_kind(word) == K_IDENTIFIER) {
        if (!ended) macro_declare(unit, word, MACRO_LOOP);
        declare_further(unit, node);
        macro_use(unit, word, true);
        if (unit->function != NULL) check_case_macro(unit, word);
        if (unit->function != NULL && !ended) {
            check_refuse_open(unit, word, node_after(node));
            refuse_typed(unit, word, node_after(node));
        }
    }
    if (declares)
        check_declarators(unit, expression);
    else if (check_is_pair(unit, expression))
        check_pair(unit, node);
    else
        check_discarded(unit, expression);
    if (!ended && word != NULL) check_note_unended_call(unit, word, sites);
}

/* A loop macro, `FOREACH(x) { ... }`, or anything else that holds statements. */
static void check_unknown(struct unit *unit, const struct node *node) {
    for_named(child, node) {
        enum kind kind = node_kind(child);
        if (kind == K_COMPOUND_STATEMENT)
            check_loop(unit, child);
        else if (is_statement(kind) || kind == K_DECLARATION || kind == K_TYPE_DEFINITION)
            check_statement(unit, child);
        else if (kind == K_TYPE_DESCRIPTOR)
            declare_type_name(unit, child);
        else
            check_expression(unit, child);
    }
}

/* Whether a statement becomes another in the output, which a C compiler would miss a semicolon before. */
static bool is_of_channels(const struct node *statement) {
    switch (node_kind(statement)) {
    case K_SEND_STATEMENT:
    case K_SHORT_STATEMENT:
    case K_GO_STATEMENT:
    case K_RANGE_STATEMENT:
    case K_SELECT_STATEMENT: return true;
    default: return false;
    }
}

static void check_macro_loop(struct unit *unit, const struct node *node) {
    const struct node *call = node_field(node, F_CALL), *body = node_field(node, F_BODY);
    if (check_refuse_select(unit, node_field(call, F_FUNCTION), node_field(call, F_ARGUMENTS),
                            body))
        return;
    if (node_kind(body) == K_EXPRESSION_STATEMENT && node_is_broken(body) &&
        check_of_channels(unit) && check_broken_arguments(unit, node))
        return;                                                         /* HEAD(h, T) a = {0}; */
    macro_declare(unit, node_field(call, F_FUNCTION), MACRO_STATEMENT); /* that is no loop */
    if (unit->function != NULL) check_case_macro(unit, node_field(call, F_FUNCTION));
    scope_push(unit->scopes);
    macro_declare(unit, node_field(call, F_FUNCTION), MACRO_LOOP);
    declare_further(unit, node);
    const struct node *word = node_field(call, F_FUNCTION);
    uint32_t sites = unit->site_count;
    check_discarded(unit, call);
    check_note_unended_call(unit, word, sites);
    bool calls = unit->unended_call == word;
    sites = unit->site_count;
    bool was_in_select = unit->body->in_select;
    unit->body->in_select = false; /* it may be a switch */
    check_loop(unit, body);
    if (calls)
        check_refuse_open_call(unit, node_start(call), node_end(call));
    else if (unit->site_count > sites && is_of_channels(body))
        check_refuse_unended_call(unit, word, node_end(call));
    unit->body->in_select = was_in_select;
    check_end_loop(unit, node);
    const struct node *alternative = node_field(node, F_ALTERNATIVE); /* then it is an `if` */
    if (alternative != NULL) check_arm(unit, node_inner(alternative));
}

/* A send whose operand is the word of another construct (see NODES.md). */
static bool check_disguised_send(struct unit *unit, const struct node *node) {
    const struct node *channel = node_field(node_inner(node), F_CHANNEL);
    if (node_kind(channel) != K_IDENTIFIER) return false;
    if (unit_is_free(unit, channel, "go")) {
        uint32_t arrow = node_end(channel);
        while (unit->source->text[arrow] != '<') arrow++;
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_GO_CALL, unit_span_of(unit, arrow, arrow + 2),
                             "go needs a call or a block");
        if (error != NULL) diagnostic_hint(error, "write go f(); or go { ... }");
        return true;
    }
    if (!unit_is_free(unit, channel, "chan")) return false;
    if (check_chan(unit, channel)) return true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, channel),
                                                "this reads as a send on something called 'chan'");
    if (error != NULL)
        diagnostic_hint(error, "to declare a pointer to a channel, put its type into a typedef");
    return true;
}

/* Go and select take their parts elsewhere. Where one of these stays as it is, since it does not parse in its arm of an #if, all
 * of the construct stays. */
static void check_moving(struct unit *unit, const struct node *node,
                         void (*check)(struct unit *unit, const struct node *node)) {
    bool copied = unit->copied;
    uint32_t sites = unit->site_count;
    unit->copied = false;
    check(unit, node);
    if (unit->copied && !masks_shows(unit->masks, 0, node_start(node))) unit->site_count = sites;
    unit->copied |= copied;
}

static void check_communication(struct unit *unit, const struct node *node) {
    if (unit->function == NULL)
        diagnostic_error(unit->errors, D_FILE_SCOPE, unit_span(unit, node),
                         "a communication outside a function");
    else if (node_kind(node) == K_RANGE_STATEMENT)
        check_range(unit, node);
    else
        check_moving(unit, node, check_select);
}

/* `CASE(1) int n;`: a macro before a declaration may be a case. */
static void check_case_modifier(struct unit *unit, const struct node *declaration) {
    const struct node *first = node_inner(declaration);
    const struct node *word =
        node_kind(first) == K_MACRO_MODIFIER ? node_field(first, F_NAME) : NULL;
    if (unit->function != NULL && word != NULL &&
        macro_begins_case(unit_name_of(unit, word)->macro))
        check_case_word(unit, word);
}

bool check_declaring(struct unit *unit, const struct node *node) {
    switch (node_kind(node)) {
    case K_DECLARATION:
        check_case_modifier(unit, node);
        declare_declaration(unit, node);
        return true;
    case K_TYPE_DEFINITION: declare_typedef(unit, node); return true;
    case K_STRUCT_SPECIFIER:
    case K_UNION_SPECIFIER:
    case K_ENUM_SPECIFIER:
    case K_CHANNEL_TYPE: declare_nothing(unit, node); return true;
    case K_TYPE_IDENTIFIER: check_lone_word(unit, node); return true;
    case K_PREPROC_DEF:
    case K_PREPROC_FUNCTION_DEF: macro_define(unit, node); return true;
    case K_PREPROC_CALL:
        macro_undefine(unit, node);
        include_check_other(unit, node);
        return true;
    case K_PREPROC_INCLUDE: include_check(unit, node); return true;
    default: return false;
    }
}

static void add_loops(struct unit *unit, int count) {
    unit->body->loops += (uint32_t)count;
    unit->body->breakable += (uint32_t)count;
}

static void check_as_it_is(struct unit *unit, const struct node *node) {
    enum kind kind = node_kind(node);
    if (kind == K_DECLARATION &&
        (declare_refuse_go(unit, node) || check_refuse_bare_builtin(unit, node)))
        return;
    const struct node *type = kind == K_DECLARATION ? node_field(node, F_TYPE) : NULL;
    if (node_kind(type) == K_TYPE_IDENTIFIER && check_refuse_open(unit, type, node)) return;
    if ((kind == K_DECLARATION || kind == K_FUNCTION_DEFINITION) &&
        check_refuse_untyped(unit, node))
        return;
    if (kind != K_FUNCTION_DEFINITION && check_broken(unit, node)) return;
    bool lost = check_broken_head(unit, node); /* its names have a scope of their own */
    bool endless = lost && kind == K_COMPOUND_STATEMENT && unit->body != NULL; /* for { */
    if (endless) add_loops(unit, 1);
    switch (kind) {
    case K_COMPOUND_STATEMENT: check_block(unit, node); break;
    case K_EXPRESSION_STATEMENT: check_expression_statement(unit, node); break;
    case K_IF_STATEMENT: check_if(unit, node); break;
    case K_SWITCH_STATEMENT: check_switch(unit, node); break;
    case K_CASE_STATEMENT: check_case(unit, node); break;
    case K_WHILE_STATEMENT:
    case K_DO_STATEMENT:
        check_condition(unit, node_field(node, F_CONDITION));
        check_loop(unit, node_field(node, F_BODY));
        break;
    case K_FOR_STATEMENT: check_for(unit, node); break;
    case K_RETURN_STATEMENT: check_return(unit, node); break;
    case K_BREAK_STATEMENT:
        if (in_go_body(unit) && unit->body->breakable == 0) refuse_jump(unit, node, "break");
        break;
    case K_CONTINUE_STATEMENT:
        if (in_go_body(unit) && unit->body->loops == 0) refuse_jump(unit, node, "continue");
        break;
    case K_GOTO_STATEMENT: check_goto(unit, node); break;
    case K_LABELED_STATEMENT: check_labeled(unit, node); break;
    case K_SEND_STATEMENT:
        if (!check_disguised_send(unit, node) && !check_disguised_receive(unit, node_inner(node)))
            check_send(unit, node);
        break;
    case K_SHORT_STATEMENT: check_short(unit, node, false); break;
    case K_GO_STATEMENT: check_moving(unit, node, check_go); break;
    case K_RANGE_STATEMENT:
    case K_SELECT_STATEMENT: check_communication(unit, node); break;
    case K_FUNCTION_DEFINITION: check_function(unit, node); break;
    case K_MACRO_LOOP_STATEMENT: check_macro_loop(unit, node); break;
    default:
        if (!check_declaring(unit, node)) check_unknown(unit, node);
        break;
    }
    if (endless) add_loops(unit, -1);
    if (lost) scope_pop(unit->scopes);
}

void check_statement(struct unit *unit, const struct node *node) {
    unit->ended.loop = NULL;
    if (unit->function != NULL && check_respell_head(unit, node)) return;
    uint32_t sites = unit->site_count;
    uint32_t uses = unit->macros->uses;
    size_t errors = diagnostics_count(unit->errors);
    size_t repeated = diagnostics_repeated(unit->errors);
    bool around = unit->spoilt;
    unit->spoilt = false;
    macro_pass_pragmas(unit, node_start(node));
    check_as_it_is(unit, node);
    if (unit->spoilt) { /* what it seems to say is nothing */
        unit->site_count = sites;
        diagnostics_rewind(unit->errors, errors);
    } else if (diagnostics_repeated(unit->errors) == repeated) {
        if (diagnostics_count(unit->errors) == errors) check_missed(unit, node, sites);
        check_by_macros(unit, node, unit->macros->uses > uses, errors);
    }
    unit->macros->uses = uses;
    /* A part of a larger statement spoils that. */
    unit->spoilt = around || (unit->spoilt && !check_is_holder(node_kind(node_parent(node))));
}

/* Whether an expression or a declaration is the rest of a statement that does not parse: it stands on the line where that ended. */
static bool is_rest(const struct unit *unit, const struct node *error, const struct node *next) {
    enum kind kind = node_kind(next);
    if (node_kind(error) != K_ERROR || (kind != K_EXPRESSION_STATEMENT && kind != K_DECLARATION))
        return false;
    uint32_t end = node_end(error);
    const char *past = unit->source->text + end;
    return past[-1] != ';' && spelling_byte(past - 1) != '{' && !spelling_closes(past) &&
           source_line(unit->source, end) == source_line(unit->source, node_start(next));
}

/* Refuses `if c <- 1;`, where the parser skips a word that needs parentheses; `sites` is how many there were before `item`. */
static void refuse_without_head(struct unit *unit, const struct node *word, const struct node *item,
                                uint32_t sites, size_t errors) {
    static const char *const words[] = {"if", "while", "for", "switch"};
    bool refused = item->kind == K_SHORT_STATEMENT && diagnostics_count(unit->errors) > errors;
    if (node_kind(word) != K_ERROR || (unit->site_count == sites && !refused)) return;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!unit_is(unit, word, words[i])) continue;
        diagnostics_rewind(unit->errors, errors);
        check_refuse_broken(unit, word, unit_span(unit, item));
    }
}

/* The name that is all of a statement, which lacks its semicolon: the parser takes it for that of a macro. NULL for any other
 * node, and where it is one. */
static const struct name *lone_name(const struct unit *unit, const struct node *statement) {
    const struct node *word =
        node_kind(statement) == K_EXPRESSION_STATEMENT ? node_inner(statement) : NULL;
    if (node_kind(word) != K_IDENTIFIER || check_is_ended(unit, statement)) return NULL;
    const struct name *name = unit_name_of(unit, word);
    return name->macro == NULL ? name : NULL;
}

/* Refuses `T v := 3;`, where the parser takes T for a macro that is a statement, if nothing is called so; in arms that are
 * never compiled it is left as it is. `sites` is how many there were before `item`. */
static void refuse_type(struct unit *unit, const struct node *before, const struct node *item,
                        uint32_t sites) {
    const struct name *name = item->kind == K_SHORT_STATEMENT ? lone_name(unit, before) : NULL;
    if (name == NULL || name->symbol != NULL) return;
    if (!masks_never(unit->masks, node_start(before))) {
        check_refuse_type(unit, node_inner(before));
        return;
    }
    unit->site_count = sites;
    unit->copied = true;
}

/* Refuses `T v <- c;`, where T is a type: it reads as a macro that is a statement, and a send. A receive was meant. */
static bool refuse_received(struct unit *unit, const struct node *before, const struct node *item) {
    const struct name *name = item->kind == K_SEND_STATEMENT ? lone_name(unit, before) : NULL;
    if (name == NULL || name->symbol == NULL || name->symbol->kind != SYM_TYPEDEF) return false;
    check_refuse_broken(unit, item, unit_span(unit, node_inner(item)));
    return true;
}

static void check_each(struct unit *unit, const struct node *first, const struct node *end) {
    const struct node *refused = NULL; /* the item before, where an error was reported in it */
    const struct node *before = NULL;  /* the item before */
    uint32_t loops = 0;                /* that macros opened around this item */
    int heads = 0;                     /* of what may be loops, right before this item */
    bool arm = false;                  /* this item is the arm of the last of them */
    unit->ended.loop = NULL;           /* it may be of a tree that is no more, */
    unit->unended_call = NULL;         /* this, too */
    for_siblings(item, first, end) {
        check_refuse_unended_builtin(unit, before, item);
        size_t errors = diagnostics_count(unit->errors);
        uint32_t sites = unit->site_count;
        bool opens = check_lacks_body(unit, item);
        loops += opens;
        if (opens) scope_push(unit->scopes);
        if (heads > 0) check_headed(unit, item);
        if (arm && item->kind == K_SHORT_STATEMENT)
            check_arm(unit, item);
        else if (item->kind != K_TOKEN && !refuse_received(unit, before, item))
            check_statement(unit, item);
        loops += unit->body->open;
        unit->body->open = 0;
        refuse_without_head(unit, before, item, sites, errors);
        refuse_type(unit, before, item, sites);
        if (unit->site_count > sites && is_of_channels(item)) check_refuse_unended(unit, before);
        before = item;
        for (; !opens && item->kind != K_TOKEN && loops > 0; loops--) scope_pop(unit->scopes);
        if (is_rest(unit, refused, item)) diagnostics_rewind(unit->errors, errors);
        refused = diagnostics_count(unit->errors) > errors ? item : NULL;
        if (item->kind == K_TOKEN) continue;
        const struct node *word = check_possible_head(unit, item);
        const struct name *head = word != NULL ? unit_name_of(unit, word) : NULL;
        if (head != NULL && head->symbol != NULL) head = NULL;
        arm = head != NULL && macro_is_head(head->macro);
        add_loops(unit, head != NULL ? 1 : -heads);
        heads = head != NULL ? heads + 1 : 0;
    }
    check_refuse_unended_builtin(unit, before, NULL);
    add_loops(unit, -heads);
    for (; loops > 0; loops--) scope_pop(unit->scopes);
}

void check_items(struct unit *unit, const struct node *first, const struct node *end) {
    if (unit->body != NULL) {
        check_each(unit, first, end);
        return;
    }
    unit->body = arena_alloc(unit->arena, sizeof *unit->body); /* macros complete the text */
    memset(unit->body, 0, sizeof *unit->body);
    check_each(unit, first, end);
    unit->body = NULL;
}

void check_own_block(struct unit *unit, const struct node *block) {
    scope_begin(unit->scopes, node_start(block) + 1);
    check_items(unit, node_children(block), node_after(block));
}

void check_block(struct unit *unit, const struct node *block) {
    scope_push(unit->scopes);
    check_own_block(unit, block);
    scope_pop(unit->scopes);
}
