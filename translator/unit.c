/* unit.c: text, names and sites of a unit's nodes. See unit.h. */
#include "unit.h"

#include "declare.h"
#include "skim.h"
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void unit_new_edits(struct unit *unit) {
    unit->edits = edits_new(unit->arena, unit->source);
    edits_scanned(unit->edits, masks_scan(unit->masks));
    unit->presumed = NULL;
}

const char *unit_spelling(struct unit *unit) {
    const char *text = masks_text(unit->masks, unit->version);
    text = spelling_of(unit->texts, unit->source, text, unit->hidden_words,
                       unit->spelt_by_headers ? unit->headers : NULL, &unit->spelling);
    char *copy = NULL;
    for (const struct respelling *at = unit->respelt->all; at != NULL; at = at->hh.next) {
        if (at->key.source != unit->source) continue;
        if (!masks_shows(unit->masks, unit->version, (uint32_t)at->key.start)) continue;
        if (copy == NULL) copy = arena_strndup(unit->texts, text, unit->source->length);
        spelling_change(copy + at->key.start, copy + at->end, at->as);
    }
    unit->spelt = copy != NULL ? copy : text;
    return unit->spelt;
}

static const struct respelling *find_respelling(const struct unit *unit, uint32_t start) {
    struct respelling *found, sought;
    memset(&sought, 0, sizeof sought); /* clang-tidy sees no bytes of the pointer otherwise */
    sought.key.source = unit->source;
    sought.key.start = start;
    HASH_FIND(hh, unit->respelt->all, &sought.key, sizeof sought.key, found);
    return found;
}

bool unit_is_respelt(const struct unit *unit, uint32_t start) {
    return find_respelling(unit, start) != NULL;
}

bool unit_is_blanked(const struct unit *unit, uint32_t start, uint32_t end) {
    for (; start < end; start++) {
        const struct respelling *found = find_respelling(unit, start);
        if (found != NULL && found->as == ' ') return true;
    }
    return false;
}

uint32_t unit_unseen_start(const struct unit *unit, uint32_t start) {
    uint32_t at = start;
    if (unit->in_headers) return start;
    const char *text = masks_text(unit->masks, unit->version);
    while (at > 0 && is_space_byte(unit->spelt[at - 1])) at--;
    while (at < start && !(unit->spelt[at] == ' ' && !is_space_byte(text[at]))) at++;
    return at;
}

void unit_respell(struct unit *unit, uint32_t start, uint32_t end, char as) {
    /* What is preprocessed, or was expanded, is a text that is read once. */
    if (unit->in_headers || unit_is_respelt(unit, start)) return;
    struct respelling *respelling = arena_alloc(unit->arena, sizeof *respelling);
    *respelling = (struct respelling){.key = {unit->source, start}, .end = end, .as = as};
    HASH_ADD(hh, unit->respelt->all, key, sizeof respelling->key, respelling);
    unit->respelt->count++;
}

void unit_respell_end(struct unit *unit) {
    HASH_CLEAR(hh, unit->respelt->all);
}

/* Parses [start, end) of such a text. */
static const struct node *parse(struct unit *unit, const char *text, uint32_t start, uint32_t end,
                                struct gaps gaps) {
    const struct node *tree =
        syntax_parse_parts(unit->syntax, text, start, end, gaps.at, gaps.count);
    if (tree == NULL) out_of_memory();
    return tree;
}

/* Blanks what does not parse, taken alone, in an arm that is never compiled. Whether there was any. */
static bool blank_prose(struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = masks_text(unit->masks, unit->version);
    const struct node *tree = parse(unit, text, start, end, (struct gaps){0});
    bool any = node_is_broken(tree), all = node_kind(tree) == K_ERROR;
    if (all) masks_blank(unit->masks, unit->version, start, end);
    for_children(child, tree)
        if (!all && node_is_broken(child))
            masks_blank(unit->masks, unit->version, node_start(child), node_end(child));
    syntax_drop(unit->syntax, tree);
    return any;
}

/* As blank_prose, for all such arms that begin in [start, end). */
static bool blank_all_prose(struct unit *unit, uint32_t start, uint32_t end) {
    uint32_t next = 0, arm, arm_end;
    bool any = false;
    while (masks_next_never(unit->masks, unit->version, &next, &arm, &arm_end))
        if (arm >= start && arm < end) any |= blank_prose(unit, arm, arm_end);
    return any;
}

const struct node *unit_parse_part(struct unit *unit, const char **text, uint32_t start,
                                   uint32_t end) {
    const struct node *tree = parse(unit, *text, start, end, skim_text(unit, *text, start, end));
    if (!node_is_broken(tree)) return tree;
    declare_respell_qualifiers(unit, *text, start, end);
    if (!blank_all_prose(unit, start, end)) return tree;
    syntax_drop(unit->syntax, tree);
    unit->copied = true;
    *text = unit_spelling(unit);
    return parse(unit, *text, start, end, skim_text(unit, *text, start, end));
}

/* Where the head of a definition begins, without calls of macros before it: what they are once more is unknown, and
 * may be functions. */
static uint32_t heading_start(const struct node *definition) {
    const struct node *first = NULL;
    for_named(child, definition) {
        first = child;
        if (child->kind != K_MACRO_MODIFIER || node_field(child, F_ARGUMENTS) == NULL) break;
    }
    return node_start(first);
}

/* Of `int (*f(int n))(void)` those next to the name. No function returns a function: in `int M(f)(void)` M is a macro. */
const struct node *unit_parameters(const struct node *definition) {
    const struct node *declarator = node_field(definition, F_DECLARATOR), *list = NULL;
    bool function = false;
    while (declarator != NULL && !(function && node_kind(declarator) == K_FUNCTION_DECLARATOR)) {
        function = node_kind(declarator) == K_FUNCTION_DECLARATOR;
        if (function) list = node_field(declarator, F_PARAMETERS);
        declarator = node_inner_declarator(declarator);
    }
    return list;
}

/* Past the parentheses that are open at the end of [start, end): those of a macro that makes the head. */
static uint32_t past_open(const struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = masks_text(unit->masks, unit->version), *limit = text + unit->source->length;
    uint32_t depth = 0;
    for (const char *at = text + start; at < limit && spelling_byte(at) != '{';
         at = token_skip(at, limit)) {
        if (at >= text + end && depth == 0) break;
        depth += *at == '(';
        depth -= *at == ')' && depth > 0;
        at = token_end(at, limit);
        if (at > text + end && depth == 0) return (uint32_t)(at - text);
    }
    return end;
}

struct heading unit_heading(const struct unit *unit, const struct node *definition) {
    const struct node *list = unit_parameters(definition);
    struct heading heading = {.start = heading_start(definition),
                              .untyped = node_field(definition, F_TYPE) == NULL};
    heading.end = past_open(unit, heading.start, node_end(node_field(definition, F_DECLARATOR)));
    if (check_old_style_list(definition) != NULL)
        heading.parameters = "()";
    else if (list != NULL && node_inner(list) == NULL)
        heading.parameters = "(void)";
    if (heading.parameters == NULL) return heading;
    heading.list_start = node_start(list);
    heading.list_end = node_end(list);
    return heading;
}

uint32_t unit_word_end(const struct unit *unit, uint32_t end) {
    const char *text = unit->source->text;
    while (end > 0 && is_word_byte(text[end - 1]) && is_word_byte(text[end])) end++;
    return end;
}

/* Whether the parser does not see what stands at a place. */
static bool is_hidden(const struct unit *unit, uint32_t at) {
    char c = masks_text(unit->masks, unit->version)[at];
    return unit->spelt[at] == ' ' && (is_word_byte(c) || c == '(' || c == ')');
}

/* Where the blank or the comment that ends at `at` begins; `at` when none does. */
static uint32_t before_blank(const struct unit *unit, uint32_t at) {
    const char *text = unit->spelt;
    if (at > 0 && is_space_byte(text[at - 1])) return at - 1;
    if (at < 4 || memcmp(text + at - 2, "*/", 2) != 0) return at;
    for (at -= 3; at > 0 && memcmp(text + at - 1, "/*", 2) != 0;) at--;
    return at > 0 ? at - 1 : 0;
}

uint32_t unit_operand_start(const struct unit *unit, const struct node *node, uint32_t limit) {
    uint32_t start = node_start(node), before;
    for (uint32_t at = start; (before = before_blank(unit, at)) < at && before >= limit;
         at = before)
        if (is_hidden(unit, before)) start = before;
    return start;
}

uint32_t unit_operand_past(const struct unit *unit, const struct node *node, uint32_t limit) {
    const char *text = unit->spelt;
    uint32_t past = unit_word_end(unit, node_end(node)), end = past;
    if (limit <= end) return end;
    uint32_t last = (uint32_t)(token_skip(text + end, text + limit) - text);
    for (uint32_t at = end; at < last; at++)
        if (is_hidden(unit, at)) past = at + 1;
    return past;
}

struct span unit_span_of(const struct unit *unit, uint32_t start, uint32_t end) {
    return (struct span){unit->source, start, end};
}

struct span unit_span(const struct unit *unit, const struct node *node) {
    return unit_span_of(unit, node_start(node), unit_word_end(unit, node_end(node)));
}

const char *unit_bytes(const struct unit *unit, const struct node *node) {
    return unit->source->text + node_start(node);
}

const char *unit_text(const struct unit *unit, const struct node *node) {
    return arena_strndup(unit->arena, unit_bytes(unit, node), node_end(node) - node_start(node));
}

bool unit_is(const struct unit *unit, const struct node *node, const char *text) {
    if (node == NULL) return false;
    uint32_t start = node_start(node);
    if (unit->source->text[start] != text[0]) return false; /* mostly, and at less cost */
    size_t length = strlen(text);
    return node_end(node) - start == length &&
           memcmp(unit->source->text + start, text, length) == 0;
}

bool unit_is_free(const struct unit *unit, const struct node *node, const char *text) {
    if (!unit_is(unit, node, text)) return false;
    const struct name *name = unit_name_of(unit, node);
    return name->symbol == NULL && name->macro == NULL;
}

const struct node *unit_colon(const struct unit *unit, const struct node *node) {
    for_children(child, node)
        if (child->kind == K_TOKEN && unit_is(unit, child, ":")) return child;
    return node_after(node);
}

/* A name that the ends of lines split is the same as without them. */
static struct name *spliced_name(const struct unit *unit, const char *text, size_t length) {
    char *joined = arena_strndup(unit->arena, text, length);
    size_t size = 0;
    for (const char *at = text, *end = text + length; at < end; at++)
        if ((at = token_past_splices(at, end)) < end) joined[size++] = *at;
    return scope_name(unit->scopes, joined, size);
}

struct name *unit_name_of(const struct unit *unit, const struct node *identifier) {
    const char *text = unit_bytes(unit, identifier);
    size_t length = unit_word_end(unit, node_end(identifier)) - node_start(identifier);
    return memchr(text, '\n', length) != NULL ? spliced_name(unit, text, length)
                                              : scope_name(unit->scopes, text, length);
}

bool unit_is_c23(const struct unit *unit) {
    const char *standard = "";
    for (const char *const *word = unit->options->cc_args; word != NULL && *word != NULL; word++)
        if (strncmp(*word, "-std=", 5) == 0) standard = *word + 5;
    while (isalpha((unsigned char)*standard)) standard++; /* c, gnu, iso9899: */
    return standard[0] == '2';
}

bool unit_lacks_header(const struct unit *unit) {
    return unit->lost_header || unit->lost_include.source != NULL;
}

static struct site *add_site(struct unit *unit, enum site_kind kind, uint32_t start, uint32_t end) {
    if (unit->site_count == unit->site_capacity) {
        uint32_t capacity = unit->site_capacity == 0 ? 64 : 2 * unit->site_capacity;
        struct site **grown = arena_array(unit->arena, capacity, sizeof(struct site *));
        if (unit->site_count > 0)
            memcpy(grown, unit->sites, unit->site_count * sizeof(struct site *));
        unit->sites = grown;
        unit->site_capacity = capacity;
    }
    struct site *site = arena_alloc(unit->arena, sizeof *site);
    site->kind = kind;
    site->start = start;
    site->end = end;
    site->in_go = unit->body != NULL && unit->body->go != NULL;
    unit->sites[unit->site_count++] = site;
    return site;
}

struct site *unit_site(struct unit *unit, enum site_kind kind, const struct node *node) {
    struct site *site = add_site(unit, kind, node_start(node), unit_word_end(unit, node_end(node)));
    site->node = node;
    return site;
}

struct site *unit_site_at(struct unit *unit, enum site_kind kind, uint32_t offset) {
    return add_site(unit, kind, offset, offset);
}

struct element_name *unit_element_name(struct unit *unit, uint32_t place, const struct tag *tag) {
    uint32_t count = 1;
    for (struct element_name *old = unit->element_names; old != NULL; old = old->next, count++)
        if (old->source == unit->source && old->place == place && old->body == tag->body_start)
            return old;
    struct element_name *name = arena_alloc(unit->arena, sizeof *name);
    *name =
        (struct element_name){.source = unit->source,
                              .place = place,
                              .body = tag->body_start,
                              .tag = tag,
                              .text = arena_printf(unit->arena, "chanc_element%u", (unsigned)count),
                              .next = unit->element_names};
    unit->element_names = name;
    return name;
}

const char *unit_temporary(struct unit *unit, const char *stem) {
    return arena_printf(unit->arena, "chanc_%s%u", stem, (unsigned)++unit->temporaries);
}

/* Where a name goes that a tag lacks: before the body, and before the type of an enumeration's values, which the parser does
 * not see: `enum : int { ... }`. */
static uint32_t name_place(const struct unit *unit, uint32_t body) {
    const char *text = unit->source->text;
    uint32_t at = body;
    while (!unit->in_headers && at > 0 && is_space_byte(unit->spelt[at - 1])) {
        char c = text[--at];
        if (c == ':') return at;
        if (!is_word_byte(c) && !is_space_byte(c)) break;
    }
    return body;
}

void unit_write_tag(struct unit *unit, const struct tag *tag) {
    unit_site_at(unit, SITE_INSERT, name_place(unit, tag->body_start))->text =
        arena_printf(unit->arena, "%s ", tag->name);
}

/* Gives a struct without a tag one, since the typedef that names it is hidden where it is spoken of. */
static void name_tag(struct unit *unit, struct tag *tag) {
    if (tag->name != NULL || tag->source != unit->source || unit->in_headers) return;
    tag->name = unit_element_name(unit, tag->body_start, tag)->text;
    tag->made_up = true;
    unit_write_tag(unit, tag);
}

static const struct renamed_use *renamed_use(const struct unit *unit, const struct tag *tag,
                                             const struct node *node) {
    const struct renamed_use *use = unit->renamed;
    while (use != NULL && (use->source != unit->source || use->use != node_start(node) ||
                           use->body != tag->body_start))
        use = use->next;
    return use;
}

static void note_renamed(struct unit *unit, const struct tag *tag, const struct node *node,
                         uint32_t place, bool in_block) {
    if (masks_count(unit->masks) < 2 || renamed_use(unit, tag, node) != NULL) return;
    struct renamed_use *use = arena_alloc(unit->arena, sizeof *use);
    *use = (struct renamed_use){unit->source, node_start(node), tag->body_start,
                                place,        in_block,         unit->renamed};
    unit->renamed = use;
    for (uint32_t version = 0; version < unit->version; version++)
        unit->told_late |= masks_shows(unit->masks, version, use->use);
}

/* The second name of a tag: that of another in an arm that excludes this one's, if there is one that is written alike. */
static struct element_name *second_name(struct unit *unit, uint32_t place, const struct tag *tag) {
    struct element_name *name = unit->element_names;
    while (name != NULL &&
           (name->source != unit->source || name->place != place || name->tag->kind != tag->kind ||
            strcmp(name->tag->name, tag->name) != 0 ||
            !arm_excludes(unit->masks, name->body, tag->body_start)))
        name = name->next;
    return name != NULL ? name : unit_element_name(unit, place, tag);
}

/* Gives a tag a second name, which nothing hides; so it is for the use at the node, in each version that shows that. */
static const struct type *rename_tag(struct unit *unit, const struct type *type,
                                     const struct node *node, uint32_t place, bool in_block) {
    const struct type *bare = type_unqualified(unit->arena, type);
    struct element_name *name = second_name(unit, place, type->tag);
    note_renamed(unit, type->tag, node, place, in_block);
    struct site *site = unit_site(unit, SITE_HOIST, node);
    site->renamed = name;
    site->hoist_at = place;
    site->in_block = in_block;
    site->text = arena_printf(unit->arena, "typedef %s%s;",
                              type_declare(unit->arena, bare, name->text, STYLE_C),
                              in_block ? " __attribute__((unused))" : ""); /* in this arm of #if */
    return type_qualified(unit->arena, type_alias(unit->arena, name->text, bare, in_block),
                          type->qualifiers);
}

/* The tag that hides another of the same name first, seen from where that is declared; NULL: that is out of scope. */
static const struct tag_binding *first_hiding(const struct tag_binding *binding,
                                              const struct tag *tag) {
    while (binding->hidden != NULL && binding->hidden->tag != tag) binding = binding->hidden;
    return binding->hidden != NULL ? binding : NULL;
}

/* A tag that an inner one hides gets a typedef where it still is what it is: before the function, or, if it is local,
 * where the block of the other begins. */
static const struct type *visible_tag(struct unit *unit, const struct type *type,
                                      const struct node *node) {
    const struct tag *tag = type->tag;
    if (tag->name == NULL || unit->function == NULL) return type;
    const struct renamed_use *known = renamed_use(unit, tag, node);
    if (known != NULL) return rename_tag(unit, type, node, known->place, known->in_block);
    const struct tag_binding *binding = scope_name(unit->scopes, tag->name, strlen(tag->name))->tag;
    if (binding == NULL || binding->tag == tag) return type;
    if (!tag->local) return rename_tag(unit, type, node, unit->function->hoist_at, false);
    const struct tag_binding *hiding = first_hiding(binding, tag);
    if (hiding != NULL && hiding->scope_start > 0)
        return rename_tag(unit, type, node, hiding->scope_start, true);
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_UNRESOLVED, unit_span(unit, node),
        "the type of this, %s, is hidden by another of that name", type_quote(unit->arena, type));
    if (error != NULL) diagnostic_hint(error, "give one of the two another name");
    return &type_refused;
}

static const struct type *visible(struct unit *unit, const struct type *type,
                                  const struct node *node);

/* The types of a function's parameters as they are visible: its own where all are. */
static const struct type **visible_params(struct unit *unit, const struct type *function,
                                          const struct node *node) {
    const struct type **params = function->params;
    for (uint32_t i = 0; i < function->param_count; i++) {
        const struct type *param = visible(unit, function->params[i], node);
        if (param == function->params[i]) continue;
        if (params == function->params) {
            params = arena_array(unit->arena, function->param_count, sizeof(const struct type *));
            memcpy(params, function->params, function->param_count * sizeof(const struct type *));
        }
        params[i] = param;
    }
    return params;
}

static const struct type *visible(struct unit *unit, const struct type *type,
                                  const struct node *node) {
    if (type->kind == T_ALIAS) {
        const struct symbol *symbol =
            scope_name(unit->scopes, type->name, strlen(type->name))->symbol;
        const struct type *bare = type_strip(type);
        bool hidden =
            symbol != NULL && (symbol->kind != SYM_TYPEDEF || symbol->type->base != type->base);
        if (!hidden) return type;
        if (bare->kind == T_TAG) name_tag(unit, bare->tag);
        if (bare->kind == T_TAG && bare->tag->name == NULL) return type;
        return type_qualified(unit->arena, visible(unit, type->base, node), type->qualifiers);
    }
    if (type->kind == T_TAG) return visible_tag(unit, type, node);
    if (type->kind != T_POINTER && type->kind != T_ARRAY && type->kind != T_FUNCTION) return type;
    const struct type *base = visible(unit, type->base, node),
                      **params = visible_params(unit, type, node);
    if (base == type->base && params == type->params) return type;
    struct type *copy = arena_alloc(unit->arena, sizeof *copy);
    *copy = *type;
    copy->base = base;
    copy->params = params;
    return copy;
}

const struct type *unit_visible(struct unit *unit, const struct type *type,
                                const struct node *node) {
    return visible(unit, check_versions_type(unit, type, node), node);
}
