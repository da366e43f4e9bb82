/* check_version.c: a place outside the arms of an #if is seen in every version of the text, and
 * lowered once.
 *
 * So the types that its translation spells must be the same in all of them. */
#include "include.h"
#include "lower.h"

#include <string.h>

#define NO_VERSION UINT32_MAX

/* What an earlier version made of a place. */
struct lowered {
    uint64_t key;             /* offset and kind of the site */
    const char *text;         /* the C type that its lowering spells */
    const struct type *type;  /* that one, for messages; NULL where it is not of one type */
    const struct type *spelt; /* the type in `text`; NULL for none, or several */
    uint32_t place;           /* of the node that this is spelt for */
    bool plain;               /* nothing: there it is plain C, on that type */
    uint32_t version;         /* that came to the place first, and */
    uint32_t lowering;        /* that has something to lower there; NO_VERSION: none yet */
    uint32_t latest;          /* that came there last, of */
    uint32_t times;           /* so many */
    struct span at;
    struct go_site *go; /* what that made of a go statement, else NULL */
    UT_hash_handle hh;
};

/* As lower_declare spells it at the site. */
static const char *spelt_element(struct unit *unit, const struct site *site,
                                 const struct type *type) {
    if (site->in_go) type = type_without_local(unit->arena, type);
    return type_declare(unit->arena, type, "", STYLE_C);
}

/* The type that the lowering of a site spells; NULL where it spells none, or several. */
static const struct type *type_of(const struct site *site) {
    if (site->kind == SITE_PAIR) return site->pair->element;
    if (site->kind == SITE_RANGE) return site->range->element;
    bool received = site->kind == SITE_SHORT && node_kind(site->second) == K_RECEIVE;
    return received ? NULL : site->type; /* the receive has it */
}

static const char *spelt_type(struct unit *unit, const struct site *site) {
    if (site->kind == SITE_BUILTIN) return "chan";
    if (site->kind == SITE_CAPTURED) return site->text;
    const struct type *type = type_of(site);
    if (type == NULL) return NULL;
    const char *text = spelt_element(unit, site, type);
    return site->kind == SITE_SEND ? arena_printf(unit->arena, "chan(%s)", text) : text;
}

static const struct node *operand_of(const struct site *site) {
    if (site->kind == SITE_PAIR) return site->pair->channel;
    if (site->kind == SITE_RANGE) return site->range->channel;
    return site->first != NULL ? site->first : site->node;
}

/* The node that the type of a site is spelt for. */
static const struct node *spelt_for(const struct site *site) {
    bool other = site->kind == SITE_MAKE || site->kind == SITE_SHORT;
    return other ? site->second : operand_of(site);
}

static struct unlike *find_unlike(const struct unit *unit, uint32_t place) {
    struct unlike sought, *unlike;
    memset(&sought, 0, sizeof sought); /* clang-tidy sees no bytes of the pointer otherwise */
    sought.key.source = unit->source;
    sought.key.place = place;
    HASH_FIND(hh, unit->unlike, &sought.key, sizeof sought.key, unlike);
    return unlike;
}

/* Whether a name of a type is the user's own: those of headers may mean something else for other compilers. */
static bool is_own(const struct unit *unit, const char *name) {
    const struct symbol *symbol = scope_name(unit->scopes, name, strlen(name))->symbol;
    return symbol == NULL || symbol->at.source != unit->headers;
}

/* The type without such names, but for that of what has no other. */
static const struct type *without_names(struct unit *unit, const struct type *type) {
    if (type->kind == T_ALIAS) {
        const struct type *base = type->base;
        bool only = base->kind == T_TAG && base->tag->name == NULL;
        if (only || !is_own(unit, type->name)) return type;
        return type_qualified(unit->arena, without_names(unit, base), type->qualifiers);
    }
    if (type->kind != T_POINTER && type->kind != T_ARRAY && type->kind != T_FUNCTION) return type;
    struct type *copy = arena_alloc(unit->arena, sizeof *copy);
    *copy = *type;
    copy->base = without_names(unit, type->base);
    if (type->param_count > 0)
        copy->params = arena_array(unit->arena, type->param_count, sizeof *copy->params);
    for (uint32_t i = 0; i < type->param_count; i++)
        copy->params[i] = without_names(unit, type->params[i]);
    return copy;
}

static const char *spelt_without_names(struct unit *unit, const struct type *type) {
    return type_declare(unit->arena, without_names(unit, type), "", STYLE_C);
}

const struct type *check_versions_type(struct unit *unit, const struct type *type,
                                       const struct node *node) {
    bool unlike =
        unit->unlike != NULL && !unit->in_headers && find_unlike(unit, node_start(node)) != NULL;
    return unlike ? without_names(unit, type) : type;
}

/* Has all versions say what the names stand for by which two of them spell one type differently, if that is all. */
static bool spell_alike(struct unit *unit, const struct lowered *one, const struct lowered *other) {
    if (one->spelt == NULL || other->spelt == NULL) return false;
    if (find_unlike(unit, one->place) != NULL) return false;
    const char *first = spelt_without_names(unit, one->spelt),
               *second = spelt_without_names(unit, other->spelt);
    if (strcmp(first, second) != 0) return false;
    struct unlike *unlike = arena_alloc(unit->arena, sizeof *unlike);
    *unlike = (struct unlike){.key = {unit->source, one->place}};
    HASH_ADD(hh, unit->unlike, key, sizeof unlike->key, unlike);
    unit->told_late = true;
    return true;
}

void check_versions_forget(struct unit *unit) {
    HASH_CLEAR(hh, unit->unlike);
}

static void refuse(struct unit *unit, struct span at, const char *one, const char *other) {
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_UNRESOLVED, at,
        "the type of this hangs on an #if: %s in one arm, %s in another", one, other);
    if (error != NULL)
        diagnostic_hint(error,
                        "put the differing types behind one typedef name that is an element type");
}

static const char *quoted(struct unit *unit, const char *text) {
    return arena_printf(unit->arena, "'%s'", text);
}

void check_versions_agree(struct unit *unit, const struct node *node, const char *one,
                          const char *other) {
    if (strcmp(one, other) != 0)
        refuse(unit, unit_span(unit, node), quoted(unit, one), quoted(unit, other));
}

/* In the user's words. */
static const char *said(struct unit *unit, const struct lowered *made) {
    if (made->type == NULL) return quoted(unit, made->text);
    return type_has_unknown(made->type) ? "one that is not known"
                                        : type_quote(unit->arena, made->type);
}

/* The same of what two versions made of a place. */
static void check_agreement(struct unit *unit, const struct node *node, const struct lowered *one,
                            const struct lowered *other) {
    if (strcmp(one->text, other->text) == 0 || spell_alike(unit, one, other)) return;
    const char *first = said(unit, one), *second = said(unit, other);
    if (strcmp(first, second) == 0) /* one name for two types */
        check_versions_agree(unit, node, one->text, other->text);
    else
        refuse(unit, unit_span(unit, node), first, second);
}

/* What the first version made of a place of that kind; that is `made` if this is the first. */
static struct lowered *earlier_version(struct unit *unit, const struct node *node, uint32_t start,
                                       enum site_kind kind, struct lowered made) {
    made.key = (uint64_t)start << 8 | (uint64_t)kind;
    made.version = unit->version;
    made.lowering = made.plain ? NO_VERSION : unit->version;
    made.latest = NO_VERSION;
    struct lowered *earlier;
    HASH_FIND(hh, unit->lowered, &made.key, sizeof made.key, earlier);
    if (earlier == NULL) {
        earlier = arena_alloc(unit->arena, sizeof *earlier);
        *earlier = made;
        earlier->at = unit_span(unit, node);
        HASH_ADD(hh, unit->lowered, key, sizeof earlier->key, earlier);
    }
    earlier->times += earlier->latest != unit->version;
    earlier->latest = unit->version;
    return earlier;
}

static void check_select_types(struct unit *unit, const struct site *site) {
    for (uint32_t i = 0; i < site->select->count; i++) {
        const struct select_case *one = &site->select->cases[i];
        if (one->element == NULL) continue;
        struct lowered made = {.text = spelt_element(unit, site, one->element),
                               .type = one->element,
                               .spelt = one->element,
                               .place = node_start(one->channel)};
        check_agreement(unit, one->channel,
                        earlier_version(unit, one->node, node_start(one->node), SITE_SELECT, made),
                        &made);
    }
}

/* What the call of a go statement carries. */
static void check_argument_types(struct unit *unit, const struct go_site *go) {
    for (uint32_t i = 0; i < go->argument_count; i++) {
        const struct node *node = go->arguments[i].node;
        const struct type *type = type_without_local(unit->arena, go->arguments[i].type);
        if (go->arguments[i].literal || !masks_same_arm(unit->masks, go->start, node_start(node)))
            continue; /* the latter is refused */
        struct lowered made = {.text = type_declare(unit->arena, type, "", STYLE_C),
                               .type = go->arguments[i].type,
                               .spelt = type,
                               .place = node_start(node)};
        check_agreement(unit, node, earlier_version(unit, node, made.place, SITE_GO, made), &made);
    }
}

/* The type of a site for messages: of a send, the channel's. */
static const struct type *said_type(struct unit *unit, const struct site *site) {
    const struct type *type = type_of(site);
    if (site->kind != SITE_SEND || type == NULL) return type;
    return type_channel(unit->arena, DIR_BOTH, type);
}

/* Not every version that shows the place needs what these do: the name of a variable in a go body, which may be another in
 * each version, and what is inserted. The first that does so does it. */
static bool is_of_some(const struct site *site) {
    return site->kind == SITE_INSERT || (site->kind == SITE_CAPTURED && site->symbol != NULL);
}

/* What the name of a variable is replaced by, in words of the user's. */
static const char *spelt_captured(struct unit *unit, const struct site *site) {
    bool is_static = site->symbol->is_static && !site->unevaluated;
    return arena_printf(unit->arena, "%s%s", is_static ? "static " : "",
                        type_text(unit->arena, site->symbol->type));
}

static void check_of_some(struct unit *unit, struct site *site) {
    struct lowered made = {.text = site->text};
    if (site->kind == SITE_CAPTURED) made.text = spelt_captured(unit, site);
    struct lowered *earlier = earlier_version(unit, site->node, site->start, site->kind, made);
    if (earlier->plain) check_versions_agree(unit, site->node, earlier->text, made.text);
    if (earlier->lowering == NO_VERSION) earlier->lowering = unit->version;
    site->again = earlier->lowering != unit->version;
}

/* Whether it stands for channel syntax, which each version that shows the place must see there. */
static bool is_operation(const struct site *site) {
    switch (site->kind) {
    case SITE_INSERT:
    case SITE_CAPTURED:
    case SITE_HOIST:
    case SITE_FUNCTION:
    case SITE_INCLUDE: return false;
    default: return true;
    }
}

static void check_site(struct unit *unit, struct site *site) {
    if (site->kind == SITE_SELECT) check_select_types(unit, site);
    if (site->kind == SITE_GO) check_argument_types(unit, site->go);
    if (is_of_some(site)) {
        check_of_some(unit, site);
        return;
    }
    if (!is_operation(site)) return;
    const char *text = spelt_type(unit, site);
    struct go_site *go = site->kind == SITE_GO ? site->go : NULL;
    struct lowered made = {.text = text != NULL ? text : "",
                           .type = said_type(unit, site),
                           .spelt = type_of(site),
                           .place = node_start(spelt_for(site)),
                           .go = go};
    const struct lowered *earlier =
        earlier_version(unit, site->node, site->start, site->kind, made);
    check_agreement(unit, operand_of(site), earlier, &made);
    if (go != NULL && earlier->go != NULL && !unit->waits)
        unit->widened |= check_go_merge(unit, earlier->go, go);
}

/* A call of C's close or free, say, which in another arm may be the built-in, or a comparison that may be a send. */
struct plain {
    enum site_kind kind; /* what it may be: SITE_BUILTIN or SITE_SEND */
    const struct node *node, *operand;
    const struct type *type; /* of the operand */
    struct plain *next;
};

void check_versions_plain(struct unit *unit, enum site_kind kind, const struct node *node,
                          const struct node *operand, const struct type *type) {
    if (!include_varies(unit) || (kind != SITE_CAPTURED && type_is_open(type))) return;
    struct plain *plain = arena_alloc(unit->arena, sizeof *plain);
    *plain = (struct plain){kind, node, operand, type, unit->plains};
    unit->plains = plain;
}

static void check_plain(struct unit *unit, const struct plain *plain) {
    struct lowered made = {
        .text = type_text(unit->arena, plain->type), .type = plain->type, .plain = true};
    const struct lowered *earlier =
        earlier_version(unit, plain->node, node_start(plain->node), plain->kind, made);
    if (!earlier->plain) check_agreement(unit, plain->operand, earlier, &made);
}

void check_versions_unseen(struct unit *unit, const struct node *node) {
    unit->declares_unseen |= masks_joined_at(unit->masks, node_start(node));
}

/* Directives inside constructs. What is lowered as one text cannot have arms of its own. */

static void refuse_directive(struct unit *unit, uint32_t start, uint32_t end) {
    uint32_t past, at = masks_directive(unit->masks, start, end, &past);
    if (at == UINT32_MAX) return;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, at, past),
                         "a conditional directive inside a channel construct");
    diagnostic_note(error, unit_span_of(unit, start, start + 1), "the construct begins here");
    diagnostic_hint(error, "write the whole construct in each arm");
}

/* As refuse_directive, but whole groups inside an operand are copied with it. */
static void refuse_outside(struct unit *unit, uint32_t start, uint32_t end,
                           const struct node *operand) {
    bool whole = operand != NULL && masks_same_arm(unit->masks, start, node_start(operand)) &&
                 masks_same_arm(unit->masks, start, node_end(operand) - 1);
    if (!whole) {
        refuse_directive(unit, start, end);
        return;
    }
    refuse_directive(unit, start, node_start(operand));
    refuse_directive(unit, node_end(operand), end);
}

static void check_go_directives(struct unit *unit, const struct site *site) {
    const struct node *body = site->go->body;
    if (body == NULL) {
        refuse_directive(unit, site->start, site->end);
        return;
    }
    refuse_directive(unit, site->start, node_start(body));
    refuse_directive(unit, node_end(body), site->end);
}

static void check_select_directives(struct unit *unit, const struct site *site) {
    for (uint32_t i = 0; i < site->select->count; i++) {
        const struct select_case *one = &site->select->cases[i];
        uint32_t start = node_start(one->node), label = start + 1;
        if (!masks_same_arm(unit->masks, site->start, start)) {
            struct diagnostic *error =
                diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, start, start + 4),
                                 "a case of a select in an arm of its own");
            diagnostic_hint(error, "use a channel that is nil where the case does not apply");
            continue;
        }
        const struct node *communication = node_field(one->node, F_COMMUNICATION);
        if (communication != NULL) label = node_end(communication);
        refuse_directive(unit, start, label);
    }
}

/* It begins in one arm and ends outside: said once for all arms, at the directive that begins the
 * second. */
static void refuse_split(struct unit *unit, const struct site *site) {
    uint32_t past, arm = masks_arm(unit->masks, site->start, &past);
    const char *word = arm != UINT32_MAX ? unit->source->text + arm + 1 : "";
    while (*word == ' ' || *word == '\t') word++;
    if (strncmp(word, "el", 2) == 0)
        refuse_directive(unit, arm, arm + 1);
    else
        refuse_directive(unit, site->start, site->end);
}

static void check_directives(struct unit *unit, const struct site *site) {
    if (site->start < site->end && site->kind != SITE_INCLUDE && site->kind != SITE_FUNCTION &&
        site->kind != SITE_HOIST && !masks_same_arm(unit->masks, site->start, site->end - 1)) {
        if (site->kind != SITE_RANGE || !lower_range_is_head(site->range)) refuse_split(unit, site);
        return;
    }
    switch (site->kind) {
    case SITE_RANGE: refuse_directive(unit, site->start, node_start(site->range->body)); break;
    case SITE_GO: check_go_directives(unit, site); break;
    case SITE_SELECT: check_select_directives(unit, site); break;
    case SITE_INSERT:
    case SITE_CAPTURED:
    case SITE_HOIST:
    case SITE_FUNCTION:
    case SITE_INCLUDE: break;
    case SITE_TYPE:
        if (!site->types->defines) refuse_directive(unit, site->start, site->end);
        break;
    case SITE_SHORT: refuse_outside(unit, site->start, node_end(site->second), site->second); break;
    case SITE_SEND: refuse_outside(unit, site->start, site->end, site->second); break;
    case SITE_RECEIVE:
    case SITE_MAKE:
    case SITE_BUILTIN: refuse_outside(unit, site->start, site->end, site->first); break;
    default: refuse_directive(unit, site->start, site->end); break;
    }
}

void check_versions(struct unit *unit) {
    bool conditional = masks_conditional(unit->masks), varies = include_varies(unit);
    if (!conditional && !varies) return;
    for (uint32_t i = unit->agreed_count; i < unit->site_count; i++) {
        if (conditional) check_directives(unit, unit->sites[i]);
        if (varies && masks_counts(unit->masks, unit->version, unit->sites[i]->start))
            check_site(unit, unit->sites[i]);
    }
    for (const struct plain *plain = unit->plains; plain != NULL; plain = plain->next)
        if (masks_counts(unit->masks, unit->version, node_start(plain->node)))
            check_plain(unit, plain);
    unit->agreed_count = unit->site_count;
    unit->plains = NULL;
}

void check_versions_before(struct unit *unit, struct lowered **before) {
    if (*before == NULL) {
        *before = unit->lowered;
        unit->lowered = NULL;
        return;
    }
    for (const struct lowered *one = unit->lowered; one != NULL; one = one->hh.next) {
        struct lowered *earlier;
        HASH_FIND(hh, *before, &one->key, sizeof one->key, earlier);
        if (earlier != NULL && strcmp(earlier->text, one->text) != 0 &&
            !spell_alike(unit, earlier, one))
            refuse(unit, one->at, said(unit, earlier), said(unit, one));
    }
}

/* A diagnostics_test. */
static bool is_of_no_use(const void *data, struct span at) {
    const struct unit *unit = data;
    return at.source == unit->source && !masks_counts(unit->masks, unit->version, at.start);
}

void check_versions_drop(struct unit *unit) {
    diagnostics_drop(unit->errors, unit->errors_before, is_of_no_use, unit);
}

void check_versions_again(struct unit *unit) {
    for (struct lowered *one = unit->lowered, *next; one != NULL; one = next) {
        next = one->hh.next;
        if (one->lowering == unit->version) one->lowering = NO_VERSION;
        one->times -= one->latest == unit->version;
        if (one->latest == unit->version) one->latest = NO_VERSION;
        if (one->version == unit->version) HASH_DEL(unit->lowered, one);
    }
}

/* A go block, and the first version that shows it. */
struct block {
    uint32_t start;
    struct unit *unit;
    struct go_site *go;
    UT_hash_handle hh;
};

static void merge_block(struct block **blocks, struct unit *unit, const struct site *site) {
    struct block *block;
    HASH_FIND(hh, *blocks, &site->start, sizeof site->start, block);
    if (block == NULL) {
        block = arena_alloc(unit->arena, sizeof *block);
        *block = (struct block){.start = site->start, .unit = unit, .go = site->go};
        HASH_ADD(hh, *blocks, start, sizeof block->start, block);
        return;
    }
    check_go_merge(block->unit, block->go, site->go);
}

void check_versions_merge(struct unit *versions, uint32_t count) {
    struct block *blocks = NULL;
    for (uint32_t i = 0; i < count; i++) {
        versions[i].locals = versions[count - 1].locals; /* which has met them all */
        for (uint32_t k = 0; k < versions[i].site_count; k++) {
            const struct site *site = versions[i].sites[k];
            if (site->kind == SITE_GO &&
                masks_counts(versions[i].masks, versions[i].version, site->start))
                merge_block(&blocks, &versions[i], site);
        }
    }
    for (struct block *block = blocks; block != NULL; block = block->hh.next)
        check_go_complete(block->unit, block->go, block->go->body);
    HASH_CLEAR(hh, blocks);
}

bool check_versions_widen(struct unit *unit) {
    struct lowered *one, *next;
    bool widens = false;
    HASH_ITER(hh, unit->lowered, one, next)
    widens |= one->go != NULL && check_go_complete(unit, one->go, NULL);
    return widens;
}

/* How many versions show a place. */
static uint32_t count_shown(const struct unit *unit, uint32_t offset) {
    uint32_t count = 0;
    for (uint32_t version = 0; version < masks_count(unit->masks); version++)
        count +=
            masks_shows(unit->masks, version, offset) && masks_counts(unit->masks, version, offset);
    return count;
}

void check_versions_seen(struct unit *unit) {
    if (unit->copied || unit->passed_broken) return;
    for (const struct lowered *one = unit->lowered; one != NULL; one = one->hh.next) {
        bool of_some = (one->key & 0xff) == SITE_INSERT || (one->key & 0xff) == SITE_CAPTURED;
        if (of_some || one->lowering == NO_VERSION) continue;
        if (count_shown(unit, one->at.start) == one->times) continue;
        diagnostic_error(unit->errors, D_UNRESOLVED, one->at,
                         "this hangs on an #if: in one arm it is of channels, in another not");
    }
}

void check_versions_clear(struct lowered **lowered) {
    HASH_CLEAR(hh, *lowered);
}

void check_versions_end(struct unit *unit) {
    check_versions_clear(&unit->lowered);
}
