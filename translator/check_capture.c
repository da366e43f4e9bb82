/* check_capture.c: what a go body takes from the function around it.
 *
 * Arms of an #if decide what is declared and what is named; each version of the text sees some of them. So a variable is
 * carried under two conditions: that of its declaration and that of its uses. Both are told where the go statement
 * stands, and the sets of their arms grow from version to version. */
#include "directive.h"
#include "macro.h"
#include "scan.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

/* Arms of an #if. */

/* A look for a macro in what decides about an arm. */
struct search {
    const struct unit *unit;
    struct directive_macro macro;
    bool found;
};

static bool is_named(const struct unit *unit, const char *token, size_t length,
                     const void *sought) {
    (void)unit;
    const struct directive_macro *named = sought;
    return length == named->length && memcmp(token, named->name, length) == 0;
}

bool check_names_macro(const struct unit *unit, const char *at, const char *end,
                       const struct directive_macro *named) {
    return macro_leads_to(unit, at, end, is_named, named);
}

/* An arm_visitor. */
static void find_macro(void *data, const struct directive *condition) {
    struct search *search = data;
    const char *text = search->unit->source->text;
    search->found |= check_names_macro(search->unit, text + condition->body, text + condition->end,
                                       &search->macro);
}

const struct directive *check_next_macro(const struct unit *unit, uint32_t *at, uint32_t end,
                                         struct directive_macro *macro) {
    const char *text = unit->source->text;
    const struct directive *directive;
    while ((directive = scan_next_other(masks_scan(unit->masks), at, end)) != NULL)
        if (directive_macro(text + directive->start, text + directive->end, macro)) break;
    return directive;
}

/* Whether a #define or #undef in [from, to) may change what decides about an arm. */
static bool may_change(const struct unit *unit, uint32_t around, uint32_t arm, uint32_t from,
                       uint32_t to) {
    struct search search = {.unit = unit};
    while (!search.found && check_next_macro(unit, &from, to, &search.macro) != NULL)
        arm_visit(unit->masks, around, arm, find_macro, &search);
    return search.found;
}

/* A condition that is to be told again for a go statement. */
struct telling {
    struct unit *unit;
    struct go_site *go;
};

static void need_own_macro(struct unit *unit, struct go_site *go, const struct name *name);

/* Repeats the directives of the function about macros that a text names, by way of others perhaps. */
static void need_all_macros(struct unit *unit, struct go_site *go, const char *at,
                            const char *end) {
    struct directive_macro macro;
    uint32_t next = go->hoist_at;
    while (check_next_macro(unit, &next, go->start, &macro) != NULL)
        if (check_names_macro(unit, at, end, &macro))
            need_own_macro(unit, go, scope_name(unit->scopes, macro.name, macro.length));
}

/* An arm_visitor: has the go bodies at hand take along the macros of their function that a condition names. */
static void carry_condition(void *data, const struct directive *condition) {
    const struct telling *telling = data;
    const char *text = telling->unit->source->text;
    macro_carry_condition(telling->unit, condition);
    need_all_macros(telling->unit, telling->go, text + condition->body, text + condition->end);
}

/* Does so for the conditions of an arm. */
static void carry_conditions(struct unit *unit, struct go_site *go, uint32_t around, uint32_t arm) {
    struct telling telling = {unit, go};
    arm_visit(unit->masks, around, arm, carry_condition, &telling);
}

/* Where a directive takes effect in the function: that of a header does before all others. */
static uint32_t place_of(const struct unit *unit, const struct macro_need *need) {
    return need->directive.source == unit->source ? need->directive.start : 0;
}

/* In the order of the source, so that what holds at the go statement holds after the last before it. */
static bool add_macro(struct unit *unit, struct go_site *go, struct macro_need added) {
    struct macro_need **at = &go->macros;
    for (; *at != NULL && place_of(unit, *at) <= place_of(unit, &added); at = &(*at)->next)
        if ((*at)->directive.source == added.directive.source &&
            (*at)->directive.start == added.directive.start)
            return false;
    struct macro_need *need = arena_alloc(unit->arena, sizeof *need);
    *need = added;
    need->next = *at;
    *at = need;
    return true;
}

/* The arm of a place that something is declared in, as conditions at the go statement tell of it: where they no longer do
 * there is a landmark for it. */
static uint32_t declared_arm(struct unit *unit, struct go_site *go, struct span at) {
    if (at.source != unit->source) return go->arm;
    uint32_t past, arm = arm_at(unit->masks, at.start), from = arm_start(unit->masks, go->arm, arm);
    bool told = !may_change(unit, go->arm, arm, from, go->start);
    if (!told) {
        uint32_t start = masks_arm(unit->masks, at.start, &past);
        add_macro(unit, go,
                  (struct macro_need){.directive = unit_span_of(unit, start, past), .arm = arm});
    }
    carry_conditions(unit, go, told ? go->arm : go->around, arm);
    return arm;
}

/* The same of a place in the body: that of the statement where directives in the body may change the conditions. */
static uint32_t used_arm(struct unit *unit, struct go_site *go, uint32_t at) {
    uint32_t arm = arm_at(unit->masks, at);
    if (may_change(unit, go->arm, arm, go->start, at)) return go->arm;
    carry_conditions(unit, go, go->arm, arm);
    return arm;
}

void check_go_arm(struct unit *unit, struct go_site *go) {
    carry_conditions(unit, go, go->around, go->arm);
}

/* Variables. */

static bool same_name(const struct name *one, const struct name *other) {
    return one == other ||
           (one->length == other->length && memcmp(one->text, other->text, one->length) == 0);
}

static struct use *use_of(struct unit *unit, struct go_site *go, const struct name *name) {
    struct use *use = go->uses;
    while (use != NULL && !same_name(use->name, name)) use = use->next;
    if (use != NULL) return use;
    use = arena_alloc(unit->arena, sizeof *use);
    *use = (struct use){.name = name, .arms = arms_none(go->arm), .next = go->uses};
    return go->uses = use;
}

static struct use *add_use(struct unit *unit, struct go_site *go, const struct name *name,
                           const struct node *node) {
    struct use *use = use_of(unit, go, name);
    uint32_t arm = arm_at(unit->masks, node_start(node));
    if (!arms_have(unit->masks, &use->arms, arm))
        arms_add(unit->arena, unit->masks, &use->arms, used_arm(unit, go, node_start(node)));
    return use;
}

/* The C declaration of a variable. */
static const char *spelt(struct unit *unit, const struct symbol *symbol) {
    const struct type *type = type_without_local(unit->arena, symbol->type);
    return type_declare(unit->arena, type, symbol->name->text, STYLE_C);
}

/* Whether it is declared with the type of a value, of which its declaration is told where that hangs on an #if. */
static bool is_inferred(const struct symbol *symbol) {
    return symbol->declaration.start == symbol->at.start &&
           symbol->declaration.end == symbol->at.end;
}

/* Whether two symbols of versions of a text are what one such declaration declares. */
static bool is_told(const struct symbol *one, const struct symbol *other) {
    return is_inferred(one) && one->at.source == other->at.source &&
           one->at.start == other->at.start;
}

/* Whether two variables are carried alike. */
static bool is_alike(struct unit *unit, const struct symbol *one, const struct symbol *other) {
    if (one == other) return true;
    return same_name(one->name, other->name) && one->is_static == other->is_static &&
           (is_told(one, other) || strcmp(spelt(unit, one), spelt(unit, other)) == 0);
}

/* How a variable is declared, in the words of the source. */
static const char *declared_as(struct unit *unit, const struct symbol *symbol) {
    const char *text = type_declare(unit->arena, symbol->type, symbol->name->text, STYLE_MESSAGE);
    return arena_printf(unit->arena, "%s%s", symbol->is_static ? "static " : "", text);
}

/* Refuses at a body what one name is in two arms. */
static void refuse_two(struct unit *unit, const struct node *body, const struct symbol *one,
                       const struct symbol *other) {
    const char *first = declared_as(unit, one), *second = declared_as(unit, other);
    bool alike = strcmp(first, second) == 0; /* one name for two types */
    check_versions_agree(unit, body, alike ? spelt(unit, one) : first,
                         alike ? spelt(unit, other) : second);
}

/* The capture of a variable, from `capture` on, or of others that are carried alike: of its scope, but in sizeof and the like;
 * NULL for none yet. */
static struct capture *capture_of(struct unit *unit, struct capture *capture,
                                  const struct symbol *symbol) {
    while (capture != NULL && !(is_alike(unit, capture->symbol, symbol) &&
                                (capture->use == NULL || capture->symbol->depth == symbol->depth)))
        capture = capture->next;
    return capture;
}

/* Whether it is told which of two is meant that have one name, where both may be there: by their scopes, if they are not in
 * one. Nothing tells that in sizeof and the like. */
static bool are_told_apart(const struct unit *unit, const struct capture *one,
                           const struct capture *other) {
    if (arms_exclude(unit->masks, &one->declared, &other->declared)) return true;
    if (one->use == NULL && strcmp(one->text, other->text) == 0) return true;
    if (one->of_scopes || other->of_scopes) return false;
    if (one->symbol->depth != other->symbol->depth) return one->use != NULL;
    return !one->declared.always && !other->declared.always; /* C has no two in one scope */
}

/* Refuses others that have the name of a variable, where that is at hand. */
static void refuse_others(struct unit *unit, const struct captures *captures,
                          const struct node *body, const struct capture *capture) {
    const struct capture *one = body != NULL && capture->has_rival ? captures->first : NULL;
    for (; one != NULL; one = one->next)
        if (one != capture && same_name(one->symbol->name, capture->symbol->name) &&
            !are_told_apart(unit, one, capture))
            refuse_two(unit, body, one->symbol, capture->symbol);
}

/* Where captures begin that may have a name; NULL where its use tells that there are none, of perhaps many. */
static struct capture *captures_of(struct unit *unit, struct go_site *go,
                                   const struct captures *captures, const struct name *name) {
    bool none = captures == &go->captures && !use_of(unit, go, name)->carried;
    return none ? NULL : captures->first;
}

static struct capture *new_capture(struct unit *unit, struct go_site *go, struct captures *captures,
                                   const struct symbol *symbol, const char *text) {
    struct capture *one = captures_of(unit, go, captures, symbol->name);
    struct capture *capture = arena_alloc(unit->arena, sizeof *capture);
    *capture = (struct capture){.symbol = symbol,
                                .shared = symbol->is_static,
                                .text = text,
                                .declared = arms_none(go->arm)};
    if (captures == &go->captures) {
        unit->wants_headers |= symbol->may_differ;
        capture->use = use_of(unit, go, symbol->name);
        capture->use->carried = true;
    }
    for (; one != NULL; one = one->next)
        if (same_name(one->symbol->name, symbol->name)) one->has_rival = capture->has_rival = true;
    *captures->last = capture;
    captures->last = &capture->next;
    return capture;
}

/* True when that changes what is carried, or what the body says of it. */
static bool add_capture(struct unit *unit, struct go_site *go, struct captures *captures,
                        const struct node *body, const struct capture *added) {
    struct capture *first = captures_of(unit, go, captures, added->symbol->name);
    struct capture *capture = capture_of(unit, first, added->symbol);
    if (capture == NULL) capture = new_capture(unit, go, captures, added->symbol, added->text);
    capture->of_scopes |= added->of_scopes || capture->symbol->depth != added->symbol->depth;
    bool grows = !arms_have_all(unit->masks, &capture->declared, &added->declared);
    if (grows) arms_add_all(unit->arena, unit->masks, &capture->declared, &added->declared);
    refuse_others(unit, captures, body, capture);
    return grows;
}

/* Where the scope of a declaration ends. */
static uint32_t scope_end(const struct node *name) {
    const struct node *node = node_parent(name);
    for (; node_parent(node) != NULL; node = node_parent(node)) {
        switch (node_kind(node)) {
        case K_COMPOUND_STATEMENT:
        case K_FUNCTION_DEFINITION:
        case K_FUNCTION_LITERAL:
        case K_FOR_STATEMENT:
        case K_RANGE_STATEMENT:
        case K_SELECT_CASE: return node_end(node);
        default: break;
        }
    }
    return node_end(node);
}

void check_in_arm(struct unit *unit, const struct symbol *symbol, const struct node *name) {
    if (unit->in_headers || masks_count(unit->masks) < 2 ||
        masks_never(unit->masks, symbol->at.start))
        return;
    bool is_local = unit->function != NULL;
    /* A header within a function has no scope that ends in it, but for blocks of its own: those are taken for longer. */
    bool of_function = is_local && unit->function->source == unit->source;
    bool always =
        is_local && masks_same_arm(unit->masks, symbol->at.start, unit->function->hoist_at);
    if (of_function && always) return;
    uint32_t end = of_function ? scope_end(name) : UINT32_MAX;
    check_variant(unit, symbol, end);
    if (!is_local || always) return;
    struct local *local = arena_alloc(unit->arena, sizeof *local);
    *local = (struct local){symbol, end, unit->locals};
    unit->locals = local;
}

/* Whether it can be copied into a goroutine. */
static bool is_carried(const struct symbol *symbol) {
    const struct tag *tag;
    if (symbol->is_extern || symbol->by_macro != NULL) return false;
    if (type_has_unknown(symbol->type) || type_has_run_time_bound(symbol->type)) return false;
    bool decays = type_is(symbol->type, T_ARRAY) || type_is_va_list(symbol->type);
    return (symbol->is_static || !decays) && type_is_nameable(symbol->type, &tag);
}

/* Declarations and macros. */

static struct need *find_need(const struct go_site *go, const struct symbol *symbol) {
    struct need *need = go->needs;
    while (need != NULL && (need->symbol->declaration.start != symbol->declaration.start ||
                            need->symbol->declarator.start != symbol->declarator.start))
        need = need->next;
    return need;
}

static bool is_declared_before(const struct symbol *a, const struct symbol *b) {
    if (a->declaration.start != b->declaration.start)
        return a->declaration.start < b->declaration.start;
    return a->declarator.start < b->declarator.start;
}

/* Repeats a declaration, if it is not yet; true when that changes what is repeated. */
static bool add_need(struct unit *unit, struct go_site *go, struct need added) {
    struct need *need = find_need(go, added.symbol);
    if (need != NULL) {
        bool changes = need->further && !added.further;
        need->further &= added.further;
        return changes;
    }
    struct need **at = &go->needs;
    while (*at != NULL && is_declared_before((*at)->symbol, added.symbol)) at = &(*at)->next;
    need = arena_alloc(unit->arena, sizeof *need);
    *need = added;
    need->next = *at;
    *at = need;
    return true;
}

/* What a name means in the declaration of a symbol that is in scope, though other declarations may hide it since. */
static struct symbol *meant_by(const struct name *name, const struct symbol *symbol) {
    struct symbol *named = name->symbol;
    while (named != NULL && named->body != 0 && named->at.start >= symbol->at.start)
        named = named->hidden;
    return named;
}

/* Whether a word of a symbol's declaration is a name that this declares, and stands there for nothing else. */
static bool is_declared_by(const struct name *name, const struct symbol *symbol, struct span text,
                           const char *word) {
    const char *start = text.source->text + text.start, *end = text.source->text + text.end;
    const struct symbol *named = name->symbol;
    while (named != NULL && named->declaration.start != symbol->declaration.start)
        named = named->hidden;
    return named != NULL && token_find_word(start, word, name->text, name->length) == NULL &&
           token_find_word(word + name->length, end, name->text, name->length) == NULL;
}

/* The local symbols that the text of a symbol's declaration names must be repeated before it. */
static void check_needs_within(struct unit *unit, struct go_site *go, const struct symbol *symbol,
                               struct span text, bool further) {
    const char *at = text.source->text + text.start, *end = text.source->text + text.end;
    while (at < end) {
        if (!(isalpha((unsigned char)*at) || *at == '_')) {
            at++;
            continue;
        }
        const char *word = at;
        while (at < end && (isalnum((unsigned char)*at) || *at == '_')) at++;
        const struct name *name = scope_name(unit->scopes, word, (size_t)(at - word));
        struct symbol *named = meant_by(name, symbol);
        if (is_declared_by(name, symbol, text, word)) continue;
        bool carried = named != NULL && named->body != 0 &&
                       (named->kind == SYM_TYPEDEF || named->kind == SYM_ENUMERATOR) &&
                       named->declaration.start < symbol->declaration.start;
        if (carried) check_need(unit, go, named, further);
    }
}

void check_need(struct unit *unit, struct go_site *go, const struct symbol *symbol, bool further) {
    const struct need *need = find_need(go, symbol);
    if (need != NULL && (further || !need->further)) return;
    check_needs_within(unit, go, symbol, symbol->declaration, further);
    if (symbol->declarator.source != NULL)
        check_needs_within(unit, go, symbol, symbol->declarator, further);
    uint32_t arm = declared_arm(unit, go, symbol->declaration);
    add_need(unit, go, (struct need){symbol, further, arm, NULL});
}

/* Whether directives of the function about a macro are repeated already: then all of them are, or about to be. */
static bool has_own_macro(const struct unit *unit, const struct go_site *go,
                          const struct name *name) {
    const struct macro_need *need = go->macros;
    while (need != NULL && (need->directive.source != unit->source || need->name == NULL ||
                            strcmp(need->name, name->text) != 0))
        need = need->next;
    return need != NULL && need->directive.start < go->start;
}

static bool add_directive(struct unit *unit, struct go_site *go, const struct directive *directive,
                          const char *name, bool defines) {
    struct span span = unit_span_of(unit, directive->start, directive->end);
    uint32_t arm = arm_at(unit->masks, directive->start);
    return add_macro(unit, go, (struct macro_need){name, span, defines, arm, NULL});
}

/* The same of macros that the body of one names. */
static void need_named_macros(struct unit *unit, struct go_site *go, const char *at,
                              const char *end) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        if (is_word_byte(*at))
            need_own_macro(unit, go, scope_name(unit->scopes, at, (size_t)(past - at)));
    }
}

/* Whatever arms the directives stand in: in theirs they are repeated. */
static void need_own_macro(struct unit *unit, struct go_site *go, const struct name *name) {
    const struct directive *directive;
    struct directive_macro macro;
    uint32_t at = go->hoist_at;
    if (has_own_macro(unit, go, name)) return;
    while ((directive = check_next_macro(unit, &at, go->start, &macro)) != NULL) {
        if (macro.length != name->length || memcmp(macro.name, name->text, name->length) != 0)
            continue;
        if (!add_directive(unit, go, directive, name->text, macro.defines)) continue;
        carry_conditions(unit, go, go->around, arm_at(unit->masks, directive->start));
        if (macro.defines)
            need_named_macros(unit, go, macro.body, unit->source->text + directive->end);
    }
}

/* Whether what a macro is at the go statement cannot be told by what the function defines. */
static bool is_elsewhere(const struct unit *unit, const struct macro *macro) {
    if (macro == NULL) return false;
    return masks_scan(unit->masks)->any_pushed || macro->definition.source != unit->source;
}

void check_need_macro(struct unit *unit, const struct name *name) {
    const struct macro *macro = name->macro;
    bool elsewhere = is_elsewhere(unit, macro);
    for (struct body *body = unit->body; body != NULL; body = body->outer) {
        struct go_site *go = body->go;
        if (go == NULL || (elsewhere && body->number == macro->in_body)) break;
        if (elsewhere)
            add_macro(unit, go,
                      (struct macro_need){name->text, macro->definition, true, go->around, NULL});
        else
            need_own_macro(unit, go, name);
    }
}

void check_go_macros(struct unit *unit, struct go_site *go) {
    const struct directive *directive;
    struct directive_macro macro;
    uint32_t at = node_start(go->body), end = node_end(go->body);
    while ((directive = check_next_macro(unit, &at, end, &macro)) != NULL) {
        const struct name *name = scope_name(unit->scopes, macro.name, macro.length);
        check_need_macro(unit, name);
        add_directive(unit, go, directive, name->text, macro.defines);
    }
}

/* Once in a body. */
static void refuse_capture(struct unit *unit, const struct node *node, const struct symbol *symbol,
                           const char *why, const char *hint) {
    if (symbol->uncarried == unit->body->number) return;
    ((struct symbol *)(uintptr_t)symbol)->uncarried = unit->body->number;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_GO_CAPTURE, unit_span(unit, node),
                         "a go block cannot capture '%s': %s", symbol->name->text, why);
    check_note_declared(error, symbol);
    if (error != NULL) diagnostic_hint(error, "%s", hint);
}

/* Whether a variable can be copied into a goroutine; if not, says why. */
static bool check_capturable(struct unit *unit, const struct node *node,
                             const struct symbol *symbol) {
    const char *name = symbol->name->text;
    if (type_has_run_time_bound(symbol->type)) {
        refuse_capture(unit, node, symbol, "its type has a bound that is known only at run time",
                       "pass a pointer to its first element");
        return false;
    }
    if (type_is(symbol->type, T_ARRAY) && !symbol->is_static) {
        refuse_capture(
            unit, node, symbol, "it is an array",
            arena_printf(unit->arena,
                         "take a pointer before the go statement, or put '%s' into a struct",
                         name));
        return false;
    }
    if (type_is_va_list(symbol->type) && !symbol->is_static) {
        refuse_capture(unit, node, symbol,
                       "it is a va_list, which is of no use once the function returns",
                       "take the arguments out before the go statement");
        return false;
    }
    return !check_local_type(unit, symbol->type, node, arena_printf(unit->arena, "'%s'", name));
}

/* What a macro declares has no type here to carry it by. */
static void refuse_by_macro(struct unit *unit, const struct node *node, struct symbol *symbol) {
    bool refused = symbol->refused;
    symbol->refused = true;
    if (refused || symbol->name->reported) return;
    scope_mark_reported(unit->scopes, symbol->name);
    const char *name = symbol->name->text;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                         "'%s' is declared by the macro '%s', so its type is not known here", name,
                         symbol->by_macro->text);
    check_note_declared(error, symbol);
    if (error != NULL)
        diagnostic_hint(error, "before the go statement, declare a variable for the value of '%s'",
                        name);
}

/* Notes that a body names a variable, or others that it hides and that are carried alike, where arms declare it. `known`: the
 * first capture that may be of it. */
static void note_capture(struct unit *unit, struct go_site *go, struct captures *captures,
                         const struct capture *known, const struct symbol *symbol,
                         const char *text) {
    while (known != NULL && known->symbol != symbol) known = known->next;
    if (known != NULL) return;
    bool always = false;
    for (const struct symbol *one = symbol; one != NULL && !always; one = one->hidden) {
        if (one->body == 0 || !is_alike(unit, one, symbol)) continue;
        struct capture added = {.symbol = one, .text = text, .declared = arms_none(go->arm)};
        arms_add(unit->arena, unit->masks, &added.declared, declared_arm(unit, go, one->at));
        add_capture(unit, go, captures, go->body, &added);
        always = added.declared.always;
    }
}

/* What stands for a variable's name. */
static void replace_name(struct unit *unit, const struct node *identifier,
                         const struct symbol *symbol, const char *text) {
    struct site *site = unit_site(unit, SITE_CAPTURED, identifier);
    site->text = text;
    site->symbol = symbol;
    site->go = unit->body->go;
    site->unevaluated = unit->unevaluated > 0;
}

/* `sizeof x` needs x's type only: an object of that type which is never looked at. */
static void replace_unevaluated(struct unit *unit, const struct node *identifier,
                                const struct symbol *symbol) {
    const struct type *type = type_without_local(unit->arena, symbol->type);
    const struct type *pointer = type_pointer(unit->arena, type);
    const char *text =
        arena_printf(unit->arena, "(*(%s)0)", type_declare(unit->arena, pointer, "", STYLE_C));
    replace_name(unit, identifier, symbol, text);
    for (struct body *body = unit->body; body != NULL && body->number != symbol->body;
         body = body->outer)
        if (body->go != NULL)
            note_capture(unit, body->go, &body->go->unevaluated, body->go->unevaluated.first,
                         symbol, text);
}

/* What a static variable is in a body, which has a pointer to it; NULL for any other. */
static const char *shared_text(struct unit *unit, const struct symbol *symbol) {
    return symbol->is_static ? arena_printf(unit->arena, "(*chanc_%s)", symbol->name->text) : NULL;
}

static void capture_in(struct unit *unit, struct go_site *go, const struct node *node,
                       const struct symbol *symbol) {
    const struct use *use = add_use(unit, go, symbol->name, node);
    const struct capture *known = use->carried ? go->captures.first : NULL;
    note_capture(unit, go, &go->captures, known, symbol, shared_text(unit, symbol));
}

/* Copies a variable into the goroutines between its body and ours. */
static bool capture(struct unit *unit, const struct node *node, struct symbol *symbol) {
    if (type_has_unknown(symbol->type)) {
        unit->wants_headers = true;
        if (symbol->refused || type_is_refused(symbol->type) || check_is_lost(unit)) return false;
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                         "'%s' cannot be captured: its type is not known here", symbol->name->text);
        return false;
    }
    if (!symbol->is_static) check_carried(unit, symbol->type);
    if (!check_capturable(unit, node, symbol)) return false;
    for (struct body *body = unit->body; body != NULL && body->number != symbol->body;
         body = body->outer)
        if (body->go != NULL) capture_in(unit, body->go, node, symbol);
    return true;
}

/* The size of an array whose bound only its initialiser tells is not known in the goroutine. */
static bool refuse_unbounded(struct unit *unit, const struct node *node,
                             const struct symbol *symbol) {
    const struct type *type = type_strip(symbol->type);
    if (type->kind != T_ARRAY || type->array_text[0] != '\0') return false;
    const struct node *around = node_parent(node);
    while (node_kind(around) == K_PARENTHESIZED) around = node_parent(around);
    if (node_kind(around) != K_SIZEOF) return false; /* typeof(a[0]) */
    refuse_capture(unit, node, symbol, "its bound is known only from its initialiser",
                   "write the bound, or take the size before the go statement");
    return true;
}

static void use_object(struct unit *unit, const struct node *identifier, struct symbol *symbol) {
    bool decayed = symbol->is_parameter && type_is_va_list(symbol->type); /* for some processors */
    if (unit->unevaluated > 0 && !type_has_run_time_bound(symbol->type) && !decayed) {
        const struct tag *tag;
        if (refuse_unbounded(unit, identifier, symbol)) return;
        if (symbol->is_parameter) check_carried(unit, symbol->type);
        if (type_is_nameable(symbol->type, &tag))
            replace_unevaluated(unit, identifier, symbol);
        else
            check_capturable(unit, identifier, symbol);
        return;
    }
    if (capture(unit, identifier, symbol) && symbol->is_static)
        replace_name(unit, identifier, symbol, shared_text(unit, symbol));
}

static void use_declaration(struct unit *unit, const struct node *node,
                            const struct symbol *symbol) {
    if (check_refuse_nested(unit, node, symbol)) return;
    bool is_type = symbol->kind == SYM_TYPEDEF;
    if (is_type && check_local_type(unit, symbol->type, node,
                                    arena_printf(unit->arena, "'%s'", symbol->name->text)))
        return;
    for (struct body *body = unit->body; body != NULL && body->number != symbol->body;
         body = body->outer)
        if (body->go != NULL) check_need(unit, body->go, symbol, body != unit->body);
}

/* Whether the symbol belongs to a body around the go body that we are in. */
bool check_is_from_outside(const struct unit *unit, const struct symbol *symbol) {
    return unit->body != NULL && unit->body->go != NULL && symbol->body != 0 &&
           symbol->body != unit->body->number;
}

/* The function around a go body, which names it, needs a prototype before that. */
static void use_itself(struct unit *unit, const struct symbol *symbol) {
    if (unit->body != NULL && unit->body->go != NULL && unit->function != NULL &&
        symbol->depth == 0 && symbol->name == unit->function->name)
        *unit->body->go->names_itself = true;
}

void check_use_free(struct unit *unit, const struct node *identifier, const struct name *name) {
    if (masks_count(unit->masks) < 2) return;
    for (struct body *body = unit->body; body != NULL; body = body->outer)
        if (body->go != NULL && body->go->in_arms) add_use(unit, body->go, name, identifier);
}

/* Whether it matters which of two declarations a name is of: their types differ, or a go body must carry the hidden one, or
 * carries both otherwise. */
static bool is_other(const struct unit *unit, const struct symbol *symbol,
                     const struct symbol *hidden) {
    if (check_is_from_outside(unit, hidden) && symbol->is_static != hidden->is_static) return true;
    return symbol->kind != hidden->kind || type_compare(symbol->type, hidden->type) != ID_SAME ||
           (hidden->body != symbol->body && check_is_from_outside(unit, hidden));
}

/* What an arm declares is not there for all compilations. Then the name is that of what it hides, which a version of the text
 * without the arm shows. */
static void check_hidden(struct unit *unit, const struct node *identifier,
                         const struct symbol *symbol) {
    const struct symbol *hidden = symbol->hidden;
    uint32_t at = symbol->at.start, place = node_start(identifier);
    if (symbol->at.source != unit->source || arm_at(unit->masks, at) == NO_ARM ||
        masks_never(unit->masks, at))
        return;
    while (hidden != NULL && hidden->depth == symbol->depth) hidden = hidden->hidden;
    if (hidden == NULL || hidden->predeclared || !is_other(unit, symbol, hidden)) return;
    bool here = hidden->at.source == unit->source;
    masks_show_without(unit->masks, at, place, here ? hidden->at.start : place);
    /* Where the name of the other is replaced, its own must not be. */
    if (!check_is_from_outside(unit, symbol) && check_is_from_outside(unit, hidden))
        check_versions_plain(unit, SITE_CAPTURED, identifier, identifier, symbol->type);
}

void check_use(struct unit *unit, const struct node *identifier, struct symbol *symbol) {
    if (unit->in_headers) return;
    check_variant_use(unit, symbol, identifier);
    if (symbol->hidden != NULL) check_hidden(unit, identifier, symbol);
    if (symbol->body == 0) check_use_free(unit, identifier, symbol->name);
    use_itself(unit, symbol);
    symbol->used |= unit->body != NULL && symbol->body == unit->body->number;
    if (!check_is_from_outside(unit, symbol)) return;
    if (symbol->by_macro != NULL)
        refuse_by_macro(unit, identifier, symbol);
    else if (symbol->kind == SYM_OBJECT && !symbol->is_extern)
        use_object(unit, identifier, symbol);
    else
        use_declaration(unit, identifier, symbol);
}

void check_use_in_macro(struct unit *unit, const struct node *macro, struct symbol *symbol) {
    use_itself(unit, symbol);
    if (!check_is_from_outside(unit, symbol)) return;
    if (symbol->by_macro != NULL)
        refuse_by_macro(unit, macro, symbol);
    else if (symbol->kind != SYM_OBJECT || symbol->is_extern)
        use_declaration(unit, macro, symbol);
    else if (symbol->is_static) /* the text of the macro cannot be made to reach it */
        refuse_capture(unit, macro, symbol, "it is static, and a macro names it",
                       "take a pointer to it before the go statement, or declare it at file scope");
    else
        capture(unit, macro, symbol);
}

void check_use_tag(struct unit *unit, const struct node *node, const struct tag_binding *binding) {
    if (unit->body == NULL || unit->body->go == NULL || !binding->tag->local) return;
    if (binding->body == unit->body->number) return;
    check_local_type(unit, binding->type, node,
                     arena_printf(unit->arena, "'%s'", binding->name->text));
}

/* Versions. */

/* Adds the uses that another version of the text shows. */
static bool merge_uses(struct unit *unit, struct go_site *go, const struct go_site *other) {
    bool grows = false;
    for (const struct use *one = other->uses; one != NULL; one = one->next) {
        struct use *use = use_of(unit, go, one->name);
        if (arms_have_all(unit->masks, &use->arms, &one->arms)) continue;
        arms_add_all(unit->arena, unit->masks, &use->arms, &one->arms);
        grows |= use->carried;
    }
    return grows;
}

static bool merge_needs(struct unit *unit, struct go_site *go, const struct go_site *other) {
    bool grows = false;
    for (const struct need *need = other->needs; need != NULL; need = need->next)
        grows |= add_need(unit, go, *need);
    for (const struct macro_need *need = other->macros; need != NULL; need = need->next)
        grows |= add_macro(unit, go, *need);
    return grows;
}

static bool merge_captures(struct unit *unit, struct go_site *go, struct captures *captures,
                           const struct node *body, const struct captures *others) {
    bool grows = false;
    for (const struct capture *one = others->first; one != NULL; one = one->next)
        grows |= add_capture(unit, go, captures, body, one);
    return grows;
}

bool check_go_merge(struct unit *unit, struct go_site *go, struct go_site *other) {
    bool grows = merge_uses(unit, go, other);
    grows |= merge_captures(unit, go, &go->captures, other->body, &other->captures);
    grows |= merge_captures(unit, go, &go->unevaluated, other->body, &other->unevaluated);
    other->merged = go;
    return merge_needs(unit, go, other) || grows;
}

/* The use of a name in a go body that may mean a symbol which only arms declare; NULL for none. */
static const struct use *open_use(const struct go_site *go, const struct symbol *symbol) {
    const struct use *use = go->uses;
    while (use != NULL && !same_name(use->name, symbol->name)) use = use->next;
    for (const struct capture *one = go->captures.first; one != NULL; one = one->next)
        if (one->use == use && one->declared.always && one->symbol->depth >= symbol->depth)
            return NULL;
    return use;
}

/* Repeats a declaration if one of that name is. */
static bool complete_need(struct unit *unit, struct go_site *go, const struct symbol *symbol,
                          uint32_t arm) {
    for (const struct need *need = go->needs; need != NULL; need = need->next)
        if (same_name(need->symbol->name, symbol->name))
            return add_need(unit, go, (struct need){symbol, need->further, arm, NULL});
    return false;
}

static bool complete_capture(struct unit *unit, struct go_site *go, const struct node *body,
                             const struct symbol *symbol, uint32_t arm) {
    if (open_use(go, symbol) == NULL || !is_carried(symbol)) return false;
    struct capture added = {
        .symbol = symbol, .text = shared_text(unit, symbol), .declared = arms_none(go->arm)};
    arms_add(unit->arena, unit->masks, &added.declared, arm);
    return add_capture(unit, go, &go->captures, body, &added);
}

/* Has a version of the text show a declaration with each use of its name, where what the body makes of that is to be known. */
static void show_uses(struct unit *unit, const struct go_site *go, const struct symbol *symbol) {
    const struct use *use = open_use(go, symbol);
    if (use == NULL || (symbol->kind == SYM_OBJECT && !symbol->is_static)) return;
    if (use->arms.always) masks_show_both(unit->masks, symbol->at.start, go->start);
    for (uint32_t i = 0; i < use->arms.count; i++)
        masks_show_both(unit->masks, symbol->at.start,
                        arm_inside(unit->masks, use->arms.members[i]));
}

bool check_go_complete(struct unit *unit, struct go_site *go, const struct node *body) {
    bool grows = false;
    for (const struct local *local = unit->locals; local != NULL; local = local->next) {
        const struct symbol *symbol = local->symbol;
        if (symbol->at.source != unit->source || symbol->at.start >= go->start ||
            local->end <= go->start)
            continue;
        uint32_t arm = declared_arm(unit, go, symbol->at);
        if (body == NULL) show_uses(unit, go, symbol);
        grows |= symbol->kind == SYM_OBJECT ? complete_capture(unit, go, body, symbol, arm)
                                            : complete_need(unit, go, symbol, arm);
    }
    return grows;
}
