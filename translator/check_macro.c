/* check_macro.c: what macros make of channels: `PUT(c, v)`, `INIT(x, chan int, c)`, `x = FIRST(a, b);`.
 *
 * To C all channels have one type, so what a macro does with them is no error of its compiler's. A statement or declaration
 * that is right as it stands, names channels and has macros in it is therefore checked once more as the preprocessor makes it,
 * as a text of its own. What is wrong with that is reported of the operands, where they stand in the source, or else of the
 * macro that brings them. The text declares nothing for what follows, and nothing of it is lowered. */
#include "declare.h"
#include "diagnostic_list.h"
#include "expand.h"
#include "macro.h"
#include "mask_arm.h"
#include "spelling.h"
#include "spelling_text.h"
#include "token.h"

#include <string.h>

/* A place between tokens. */
struct between {
    const struct token *next;
    uint32_t at;      /* in the text that is made of them */
    const char *past; /* the token before, in its own text */
};

/* A text and what it is made of. */
struct expanded {
    struct unit *unit;
    const char *text, *end; /* what was expanded, of the source as the version at hand shows it */
    const struct token *tokens;
    struct between first;  /* before all tokens */
    struct between passed; /* before those of the last error: errors are looked for in order */
};

/* In a function it is a block. */
static const char before_text[] = "void chanc_use(void) { ", after_text[] = " ; }\n";

/* Whether channels may be in what a word names. */
static bool is_of_channels(const struct unit *unit, const char *word, size_t length,
                           const void *nothing) {
    (void)nothing;
    if (!is_word_byte(*word)) return false;
    const struct name *name = scope_name(unit->scopes, word, length);
    if (name->symbol != NULL && type_has_channel(name->symbol->type)) return true;
    return name->channel_member || is_one_of(word, length, (const char *const[]){"chan", NULL});
}

/* Whether something is left to be checked: channels are named, and something that has a type comes by way of a macro, or an
 * operator. */
static bool is_concerned(const struct unit *unit, const struct token *token) {
    bool channels = false, macros = false;
    for (; token != NULL; token = token->next) {
        macros = macros || (token->used != NULL && strchr("=!<>&|", *token->text) != NULL);
        if (!expand_is_name(token)) continue;
        const struct name *name = expand_name(unit, token);
        channels = channels || is_of_channels(unit, token->text, token->length, NULL);
        macros = macros || (token->used != NULL && !check_is_keyword(name));
    }
    return channels && macros;
}

/* The brace that closes the body of a tag whose name a token is, and which is declared by now; NULL for any other token. */
static const struct token *body_end(const struct unit *unit, const struct token *before,
                                    const struct token *token) {
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    const struct token *at = token->next;
    uint32_t depth = 0;
    if (before == NULL || at == NULL || *at->text != '{' || !expand_is_name(token) ||
        !is_one_of(before->text, before->length, tags) || expand_name(unit, token)->tag == NULL)
        return NULL;
    for (; at != NULL; at = at->next) {
        depth += *at->text == '{';
        if (*at->text == '}' && --depth == 0) break;
    }
    return at;
}

static bool came_by(const struct token *token, const struct name *macro) {
    const struct used *used = token->used;
    while (used != NULL && used->name != macro) used = used->next;
    return used != NULL;
}

/* The last token of what a macro that stands behind `chan` makes of the element, where that is more than words: of
 * `chan POINTER(T) c` it is all that. NULL for any other token. */
static const struct token *element_end(const struct token *word, const struct token *before,
                                       const struct token *token) {
    static const char *const chan[] = {"chan", NULL};
    const struct name *macro = NULL;
    const struct token *end = NULL;
    bool arrow = before != NULL && *before->text == '<';
    if (arrow) before = word;
    if (before == NULL || !is_one_of(before->text, before->length, chan)) return NULL;
    for (const struct used *used = token->used; used != NULL; used = used->next)
        if (!came_by(before, used->name)) macro = used->name;
    bool more = false;
    for (; macro != NULL && token != NULL && came_by(token, macro); token = token->next) {
        more |= strchr("*([", *token->text) != NULL;
        end = token;
    }
    return more ? end : NULL;
}

/* Appends a copy of a token, with another text if that is not NULL. */
static struct token **append(struct unit *unit, struct token **next, const struct token *token,
                             const char *text) {
    struct token *copy = *next = arena_alloc(unit->macros->checked, sizeof *copy);
    *copy = *token;
    if (text == NULL) return &copy->next;
    copy->given = false;
    copy->text = text;
    copy->length = strlen(text);
    return &copy->next;
}

/* Past `_Pragma("...")`, which may stand between any tokens, or the same token. */
static const struct token *past_pragmas(const struct token *token) {
    while (token != NULL && is_one_of(token->text, token->length,
                                      (const char *const[]){"_Pragma", "__pragma", NULL})) {
        while (token != NULL && *token->text != ')') token = token->next;
        token = token != NULL ? token->next : NULL;
    }
    return token;
}

/* The tokens as they are to be read: without pragmas and those bodies, which would be other types, and with parentheses around
 * elements. */
static const struct token *as_read(struct unit *unit, const struct token *tokens) {
    struct token *first = NULL, **next = &first;
    const struct token *before = NULL, *word = NULL, *element = NULL;
    for (const struct token *token = past_pragmas(tokens); token != NULL;
         token = past_pragmas(token->next)) {
        const struct token *end = body_end(unit, before, token);
        if (element == NULL) {
            element = element_end(word, before, token);
            if (element != NULL) next = append(unit, next, token, "(");
        }
        next = append(unit, next, token, NULL);
        if (element == token) {
            next = append(unit, next, token, ")");
            element = NULL;
        }
        word = before;
        before = token;
        if (end != NULL) token = end;
    }
    *next = NULL;
    return first;
}

/* How many blanks stand before a token: none where the token before, which ends at `past`, is next to it in its text. */
static uint32_t gap_before(const struct token *token, const char *past) {
    return token->text != past;
}

/* How many blocks the tokens end that began before them, and leave open. */
static void count_open(const struct token *token, uint32_t *ended, uint32_t *open) {
    *ended = *open = 0;
    for (; token != NULL; token = token->next) {
        bool ends = *token->text == '}';
        *ended += ends && *open == 0;
        *open -= ends && *open > 0;
        *open += *token->text == '{';
    }
}

/* The text that the tokens make. In a function, what macros leave open is closed, as what may be a loop: `BEGIN(c);`. */
static const struct source *write(struct expanded *expanded) {
    struct unit *unit = expanded->unit;
    struct buffer text = {0};
    const char *past = NULL;
    uint32_t ended, open;
    count_open(expanded->tokens, &ended, &open);
    if (unit->body != NULL) buffer_add_string(&text, before_text);
    for (; unit->body != NULL && ended > 0; ended--) buffer_add_string(&text, "if (1) { ");
    expanded->first = expanded->passed =
        (struct between){expanded->tokens, (uint32_t)text.length, NULL};
    for (const struct token *token = expanded->tokens; token != NULL; token = token->next) {
        if (gap_before(token, past) > 0) buffer_add_string(&text, " ");
        buffer_add(&text, token->text, token->length);
        past = token->text + token->length;
    }
    for (; unit->body != NULL && open > 0; open--) buffer_add_string(&text, " ; } while (0);");
    buffer_add_string(&text, unit->body != NULL ? after_text : ";\n");
    const char *copy = arena_strndup(unit->arena, text.text, text.length);
    struct source *source =
        source_new(unit->arena, unit->source->path, copy, (uint32_t)text.length);
    buffer_free(&text);
    return source;
}

/* Where a macro's name, by which a token came, stands in what was expanded: the innermost that does. */
static struct span place_of_macro(const struct expanded *expanded, const struct token *token) {
    struct span place = {expanded->unit->source, 0, 0};
    for (const struct used *used = token->used; used != NULL; used = used->next) {
        const char *word =
            token_find_word(expanded->text, expanded->end, used->name->text, used->name->length);
        if (word == NULL) continue;
        const char *base = masks_text(expanded->unit->masks, expanded->unit->version);
        place.start = (uint32_t)(word - base);
        place.end = place.start + (uint32_t)used->name->length;
        break;
    }
    return place;
}

/* Whether a given token stands right behind another where the macros are used. */
static bool follows(const struct token *token, const struct token *last) {
    const char *end = last->text + last->length;
    return token->given && last->given && token->text >= end &&
           token_skip(end, token->text) == token->text;
}

/* The first token, and the last, of an operand: that is in a span of the text, and stands where the macros are used if any of it
 * does. */
static void find_operand(struct expanded *expanded, struct span at, const struct token **first,
                         const struct token **last) {
    *first = *last = NULL;
    if (at.start < expanded->passed.at) expanded->passed = expanded->first;
    struct between place = expanded->passed;
    while (place.next != NULL && place.at < at.end) {
        const struct token *token = place.next;
        uint32_t start = place.at + gap_before(token, place.past),
                 end = start + (uint32_t)token->length;
        place = (struct between){token->next, end, token->text + token->length};
        if (end <= at.start)
            expanded->passed = place;
        else if (start < at.end && (*first == NULL || (token->given && !(*first)->given)))
            *first = *last = token;
        else if (start < at.end && follows(token, *last))
            *last = token;
    }
}

/* Where to report what is wrong with a span of the text. `*by`: the macro that makes that of it, or NULL. */
static struct span place_of(struct expanded *expanded, struct span at, const struct name **by) {
    const char *base = masks_text(expanded->unit->masks, expanded->unit->version);
    const struct token *first, *last;
    find_operand(expanded, at, &first, &last);
    *by = first != NULL && first->used != NULL ? first->used->name : NULL;
    if (first != NULL && !first->given) return place_of_macro(expanded, first);
    if (first == NULL) {
        uint32_t start = (uint32_t)(expanded->text - base);
        return unit_span_of(expanded->unit, start, start);
    }
    return unit_span_of(expanded->unit, (uint32_t)(first->text - base),
                        (uint32_t)(last->text + last->length - base));
}

static void report(struct expanded *expanded, const struct diagnostic *error) {
    const struct name *by;
    struct span at = place_of(expanded, error->at, &by);
    struct diagnostic *copy = diagnostic_repeat(expanded->unit->errors, error, at);
    if (by != NULL && by->macro->body.source != NULL)
        diagnostic_note(copy, by->macro->body, "in what the macro '%s' stands for", by->text);
}

/* The unit of a text that stands where `around` is. */
static struct unit unit_of(struct unit *around, const struct source *source,
                           struct respelt *respelt) {
    struct unit unit = *around;
    unit.texts = around->macros->checked;
    unit.source = source;
    unit.masks = masks_new(unit.texts, source, NULL, NULL);
    unit.version = 0;
    unit.errors = diagnostics_new(unit.texts);
    unit.respelt = respelt;
    unit.presumed = NULL;
    unit.tree = NULL;
    unit.sites = NULL;
    unit.site_count = unit.site_capacity = unit.lowered_count = unit.agreed_count = 0;
    unit.any_sites = true; /* it is of channels */
    unit.is_expanded = true;
    unit.undeclared = NULL;
    unit.plains = NULL;
    unit.pragmas_passed = UINT32_MAX;
    return unit;
}

/* The names that a `:=` declares, which its initialiser does not see. */
struct declared_names {
    struct symbol *at[2];
    uint32_t count;
};

/* Hides those that a node declares, if it is one. */
static struct declared_names hide_declared(const struct unit *unit, const struct node *node) {
    struct declared_names names = {0};
    if (node_kind(node) != K_SHORT_STATEMENT) return names;
    for_named(name, node_inner(node)) {
        if (name->field != F_NAME || names.count == 2) continue;
        struct symbol *symbol = unit_name_of(unit, name)->symbol;
        if (symbol == NULL || symbol->at.source != unit->source ||
            symbol->at.start != node_start(name))
            continue;
        symbol->name->symbol = symbol->hidden;
        names.at[names.count++] = symbol;
    }
    return names;
}

/* What a text declares that is a `:=` in the source. */
struct declares {
    struct symbol *symbol; /* in the source; NULL for none */
    bool unseen;           /* in arms that no version shows the text may be another */
};

/* What `v := SAME(c);` declares has the type that its value has as macros make it, if that is of channels. `body`: the block that the text is. */
static void take_type(const struct unit *unit, const struct node *body,
                      const struct declares *declares) {
    const struct node *statement = node_inner(body), *name = node_inner(node_inner(statement));
    if (node_kind(statement) != K_SHORT_STATEMENT || node_kind(name) != K_IDENTIFIER) return;
    const struct symbol *made = scope_here(unit->scopes, unit_name_of(unit, name));
    struct symbol *symbol = declares->symbol;
    if (made == NULL || !type_is(symbol->type, T_UNKNOWN) || !type_has_channel(made->type)) return;
    symbol->varies = declares->unseen;
    if (!symbol->varies) symbol->type = made->type;
}

/* Checks the text once as it is spelt now; False where it does not parse. */
static bool check_once(struct unit *unit, const struct declares *declares) {
    const char *text = unit_spelling(unit);
    const struct node *tree = syntax_parse(unit->syntax, text, 0, unit->source->length);
    if (tree == NULL) out_of_memory();
    bool whole = !node_is_broken(tree);
    const struct node *body = node_field(node_inner(tree), F_BODY);
    scope_push(unit->scopes);
    if (!whole)
        declare_respell_qualifiers(unit, text, 0, unit->source->length);
    else if (unit->body == NULL)
        check_file(unit, tree);
    else
        check_items(unit, node_children(body), node_after(body));
    if (whole && declares->symbol != NULL) take_type(unit, body, declares);
    scope_pop(unit->scopes);
    syntax_drop(unit->syntax, tree);
    return whole;
}

/* The same, and again as long as it turns out to read otherwise. */
static bool check_text(struct unit *unit, const struct declares *declares) {
    enum { MOST_READINGS = 4 };
    bool whole = false;
    for (int times = 0; times < MOST_READINGS; times++) {
        diagnostics_rewind(unit->errors, 0);
        unit->site_count = 0;
        unit->undeclared = NULL;
        whole = check_once(unit, declares);
        if (unit->respelt->count == unit->respelt->spelt) return whole;
        unit->respelt->spelt = unit->respelt->count;
    }
    return false;
}

/* What is known now of the text holds for the source. */
static void take_results(struct expanded *expanded, const struct unit *checked,
                         const struct node *node) {
    struct unit *unit = expanded->unit;
    const struct name *by;
    const struct diagnostic *const *errors = diagnostics_sorted(checked->errors);
    for (size_t i = 0; i < diagnostics_count(checked->errors); i++)
        if (errors[i]->name !=
            D_SYNTAX) /* operands are arguments in the output: they read by themselves */
            report(expanded, errors[i]);
    for (struct undeclared *call = checked->undeclared, *next; call != NULL; call = next) {
        next = call->next;
        call->at = place_of(expanded, call->at, &by);
        call->next = unit->undeclared;
        unit->undeclared = call;
    }
    for (uint32_t i = 0; i < checked->site_count; i++) { /* assertions */
        const struct site *site = checked->sites[i];
        if (site->kind != SITE_HOIST || site->renamed != NULL) continue;
        struct site *copy = unit_site(unit, SITE_HOIST, node);
        copy->hoist_at = site->hoist_at;
        copy->text = site->text;
    }
    unit->wants_headers |= checked->wants_headers;
    unit->wants_macros |= checked->wants_macros;
}

/* Refuses what macros make too much of to be checked, if it names channels. */
static void refuse_large(struct unit *unit, uint32_t start, uint32_t end) {
    const char *base = masks_text(unit->masks, unit->version);
    if (macro_leads_to(unit, base + start, base + end, is_of_channels, NULL))
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span_of(unit, start, end),
                         "macros make too much of this for its channels to be checked");
}

/* Whether tokens may be all of a statement or a declaration: no half of one, and no directives among them. */
static bool is_complete(const struct token *token) {
    int depth = 0;
    if (is_one_of(token->text, token->length, (const char *const[]){"else", NULL})) return false;
    for (; token != NULL && depth >= 0; token = token->next) {
        if (*token->text == '#') return false;
        depth += strchr("([{", *token->text) != NULL;
        depth -= strchr(")]}", *token->text) != NULL;
    }
    return depth == 0;
}

/* Refuses what does not parse as macros make it, once it is known what all of them are. In an arm that not all versions show, or
 * by a macro of one, it may be for another compiler. */
static void refuse_unread(const struct expanded *expanded, struct span at, bool varies) {
    struct unit *unit = expanded->unit;
    if (unit_lacks_header(unit) || varies || !is_complete(expanded->tokens)) return;
    if (unit->version > 0 && !masks_shows(unit->masks, 0, at.start)) return;
    unit->wants_headers = true;
    if (unit->asked_headers)
        diagnostic_error(
            unit->errors, D_UNRESOLVED, at,
            "what macros make of this cannot be read, so its channels are not checked");
}

/* Whether one of the macros is defined in an arm of an #if: another may be meant elsewhere. */
static bool vary(const struct unit *unit, const struct macro_used *used) {
    while (used != NULL && !declare_has_versions(unit, used->name->macro)) used = used->next;
    return used != NULL;
}

/* Whether one may be meant elsewhere that no version of the text shows. */
static bool vary_unseen(const struct unit *unit, const struct macro_used *used) {
    for (; used != NULL; used = used->next) {
        const struct name *name = used->name;
        if (declare_has_versions(unit, name->macro) &&
            !arm_defines_in_all(unit->masks, unit->source->text, name->macro->definition.start,
                                name->text, name->length))
            return true;
    }
    return false;
}

/* Checks [start, end) of a node as it is expanded. */
static void check_as_expanded(struct unit *unit, const struct node *node, uint32_t start,
                              uint32_t end, struct declares *declares) {
    struct span part = unit_span_of(unit, start, end);
    const char *base = masks_text(unit->masks, unit->version);
    struct expansion expansion = expand_translated(unit, base + start, base + end);
    if (!expansion.whole) refuse_large(unit, start, end);
    if (!expansion.whole || !is_concerned(unit, expansion.tokens)) return;
    if (unit->macros->checked == NULL) unit->macros->checked = arena_new();
    struct expanded expanded = {.unit = unit, .text = base + start, .end = base + end};
    expanded.tokens = as_read(unit, expansion.tokens);
    bool varies = vary(unit, expansion.macros);
    declares->unseen = declares->symbol != NULL && varies && vary_unseen(unit, expansion.macros);
    const struct source *source = write(&expanded);
    struct arena *kept = expand_leave(unit); /* the tokens are in there */
    struct respelt respelt = {0};
    struct unit checked = unit_of(unit, source, &respelt);
    struct body body = {.number = unit->body != NULL ? unit->body->number : 0};
    struct function function = unit->function != NULL ? *unit->function : (struct function){0};
    struct name *name = function.name, named = name != NULL ? *name : (struct name){0};
    function.source = source; /* a go statement stands in there */
    if (unit->body != NULL) checked.body = &body;
    if (unit->function != NULL) checked.function = &function;
    bool whole = check_text(&checked, declares);
    if (name != NULL) { /* no go statement of it is hoisted */
        name->go_count = named.go_count;
        name->call_count = named.call_count;
    }
    if (whole)
        take_results(&expanded, &checked, node);
    else
        refuse_unread(&expanded, part, varies);
    unit_respell_end(&checked);
    diagnostics_free(checked.errors);
    expand_return(unit, kept);
    arena_clear(checked.texts);
}

/* The same, if no error was reported there since there were so many. */
static void check_part(struct unit *unit, const struct node *node, uint32_t start, uint32_t end,
                       size_t errors) {
    struct span part = unit_span_of(unit, start, end);
    if (!diagnostics_spare(unit->errors, errors, unit_span(unit, node), part)) return;
    struct declared_names names = hide_declared(unit, node);
    struct declares declares = {.symbol = names.count > 0 ? names.at[0] : NULL};
    check_as_expanded(unit, node, start, end, &declares);
    while (names.count-- > 0) names.at[names.count]->name->symbol = names.at[names.count];
}

static void check_cases(struct unit *unit, const struct node *select, size_t errors) {
    for_named(one, node_field(select, F_BODY)) {
        const struct node *communication = node_field(one, F_COMMUNICATION);
        if (communication != NULL)
            check_part(unit, select, node_start(communication), node_end(communication), errors);
    }
}

bool check_reads_otherwise(const struct unit *unit, uint32_t start, uint32_t end) {
    return memcmp(masks_text(unit->masks, unit->version) + start, unit->spelt + start,
                  end - start) != 0;
}

/* The block that a statement is, or has for its body, if that is what a macro is given: the parser sees braces in place of its
 * parentheses. NULL for any other. */
static const struct node *given_block(const struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_MACRO_LOOP_STATEMENT) node = node_field(node, F_BODY);
    bool given =
        node_kind(node) == K_COMPOUND_STATEMENT && unit->source->text[node_end(node) - 1] == ')';
    return given ? node : NULL;
}

/* Where the macro's name begins that a block is given to: in an arm the parser does not see it. */
static uint32_t macro_start(const struct unit *unit, const struct node *block) {
    const char *text = masks_text(unit->masks, unit->version), *at = text + node_start(block);
    while (at > text && is_space_byte(at[-1])) at--;
    while (at > text && is_word_byte(at[-1])) at--;
    return (uint32_t)(at - text);
}

void check_by_macros(struct unit *unit, const struct node *node, bool used, size_t errors) {
    const struct node *part = node, *body = NULL; /* what ends the part */
    if (unit->in_headers || unit->is_expanded || !check_of_channels(unit)) return;
    const struct node *block = given_block(unit, node);
    if (block != NULL) {
        uint32_t from = block == node ? macro_start(unit, node) : node_start(node);
        check_part(unit, node, from, node_end(block), errors);
        return;
    }
    switch (node_kind(node)) {
    case K_EXPRESSION_STATEMENT:
    case K_DECLARATION:
    case K_RETURN_STATEMENT:
    case K_SEND_STATEMENT:
    case K_SHORT_STATEMENT: break;
    case K_IF_STATEMENT: body = node_field(node, F_CONSEQUENCE); break;
    case K_SWITCH_STATEMENT:
    case K_WHILE_STATEMENT:
    case K_FOR_STATEMENT:
    case K_RANGE_STATEMENT: body = node_field(node, F_BODY); break;
    case K_DO_STATEMENT: /* `while (...)` */
        part = node_after(node_field(node, F_BODY));
        body = node_after(node_field(node, F_CONDITION));
        break;
    case K_MACRO_LOOP_STATEMENT: part = node_field(node, F_CALL); break;
    case K_GO_STATEMENT: part = node_field(node, F_CALL) != NULL ? node : NULL; break;
    case K_SELECT_STATEMENT:
        if (used) check_cases(unit, node, errors);
        return;
    default: return;
    }
    if (part == NULL) return;
    used |= node_kind(node) == K_DECLARATION && declare_is_by_macro(unit, node_field(node, F_TYPE));
    uint32_t start = node_start(part), end = body != NULL ? node_start(body) : node_end(part);
    if (!used && !check_reads_otherwise(unit, start, end)) return;
    check_part(unit, node, part == node ? unit_unseen_start(unit, start) : start, end, errors);
}
