/* check_variant.c: names that arms of an #if declare with different types.
 *
 * What stands in an arm of another #if may meet each of these declarations, though the versions of a text that show all arms
 * once need not show it with more than one. So declarations and uses are noted, whatever versions they come from, and in the
 * end the versions are asked for that lack. */
#include "include.h"
#include "mask_arm.h"

#include <string.h>

/* A declaration in an arm. */
struct variant {
    struct mask_place place; /* of its name */
    uint32_t end;            /* of its scope; UINT32_MAX: of the file's */
    const char *text;        /* of its type */
    bool channel;            /* this has a channel */
    struct variant *next;
};

/* A declaration that a version was asked to show with a use. */
struct tried {
    const struct variant *variant;
    struct tried *next;
};

/* A use in an arm, or anywhere of what a header declares. */
struct variant_use {
    struct mask_place place;
    uint32_t arm;
    bool spelt; /* what is lowered there spells the type, whatever it is */
    struct tried *tried;
    struct variant_use *next;
};

/* What is declared under one name. */
struct varied {
    struct variant *variants; /* newest first */
    struct variant_use *uses; /* the same */
    bool differ;              /* in their types */
    bool channel;             /* one of these has a channel */
    bool abroad;              /* some are in headers */
    UT_hash_handle hh;
    char name[]; /* the key; of a member behind that of its struct */
};

/* Whether what stands at a place of the text at hand may be hidden from some version of it. */
static bool is_in_arm(const struct unit *unit, struct span at) {
    return !unit->in_headers && at.source == unit->source && masks_count(unit->masks) > 1 &&
           arm_at(unit->masks, at.start) != NO_ARM && !masks_never(unit->masks, at.start);
}

static struct varied *find(const struct unit *unit, const char *name) {
    struct varied *varied;
    HASH_FIND_STR(unit->varied, name, varied);
    return varied;
}

static struct varied *varied_of(struct unit *unit, const char *name) {
    struct varied *varied = find(unit, name);
    if (varied != NULL) return varied;
    size_t size = strlen(name) + 1;
    varied = arena_alloc(unit->arena, sizeof *varied + size);
    *varied = (struct varied){0};
    memcpy(varied->name, name, size);
    HASH_ADD_STR(unit->varied, name, varied);
    return varied;
}

static void declare(struct unit *unit, const char *name, struct variant declared) {
    struct varied *varied = varied_of(unit, name);
    for (struct variant *known = varied->variants; known != NULL; known = known->next) {
        bool same = strcmp(known->text, declared.text) == 0;
        if (same && known->place.masks == declared.place.masks &&
            known->place.offset == declared.place.offset)
            return;
        varied->differ |= !same;
    }
    struct variant *variant = arena_alloc(unit->arena, sizeof *variant);
    *variant = declared;
    variant->next = varied->variants;
    varied->variants = variant;
    varied->channel |= declared.channel;
    varied->abroad |= !include_is_root(unit);
}

/* Typedefs differ in what they stand for. */
static const char *text_of(struct unit *unit, const struct type *type, bool is_typedef) {
    const char *text = type_text(unit->arena, is_typedef ? type->base : type);
    return is_typedef ? arena_printf(unit->arena, "typedef %s", text) : text;
}

void check_variant(struct unit *unit, const struct symbol *symbol, uint32_t end) {
    if (!is_in_arm(unit, symbol->at) || symbol->kind == SYM_ENUMERATOR) return;
    bool is_typedef = symbol->kind == SYM_TYPEDEF && symbol->type->kind == T_ALIAS;
    declare(unit, symbol->name->text,
            (struct variant){.place = include_place(unit, symbol->at.start),
                             .end = end,
                             .text = text_of(unit, symbol->type, is_typedef),
                             .channel = type_has_channel(symbol->type)});
}

static const char *member_name(struct unit *unit, const struct tag *tag,
                               const struct member *member) {
    return arena_printf(unit->arena, "%s.%s", tag->name != NULL ? tag->name : "", member->name);
}

void check_variant_members(struct unit *unit, const struct tag *tag) {
    for (uint32_t i = 0; i < tag->count; i++) {
        const struct member *member = &tag->members[i];
        if (member->name == NULL || !is_in_arm(unit, member->at)) continue;
        declare(unit, member_name(unit, tag, member),
                (struct variant){.place = include_place(unit, member->at.start),
                                 .end = UINT32_MAX,
                                 .text = text_of(unit, member->type, false),
                                 .channel = type_has_channel(member->type)});
    }
}

/* Once for all of an arm; what macros make is not looked at, which has no place in the text for longer than it is checked. */
static void use(struct unit *unit, const char *name, uint32_t place) {
    struct varied *varied = find(unit, name);
    if (varied == NULL) return;
    uint32_t arm = arm_at(unit->masks, place);
    if (arm == NO_ARM && !varied->abroad) return;
    bool spelt = unit->spells_type > 0;
    const struct variant_use *known = varied->uses;
    while (known != NULL &&
           (known->arm != arm || known->spelt != spelt || known->place.masks != unit->masks))
        known = known->next;
    if (known != NULL) return;
    struct variant_use *use = arena_alloc(unit->arena, sizeof *use);
    *use = (struct variant_use){
        .place = include_place(unit, place), .arm = arm, .spelt = spelt, .next = varied->uses};
    varied->uses = use;
}

static void use_type(struct unit *unit, const struct type *type, const struct node *node) {
    for (; type != NULL; type = type->base) {
        if (type->kind == T_ALIAS) use(unit, type->name, node_start(node));
        for (uint32_t i = 0; i < type->param_count; i++) use_type(unit, type->params[i], node);
    }
}

/* Whether what is declared there, in a header or in the text at hand, may be in an arm. */
static bool may_vary(const struct unit *unit, struct span at) {
    return at.source != unit->source || arm_at(unit->masks, at.start) != NO_ARM;
}

void check_variant_use(struct unit *unit, const struct symbol *symbol, const struct node *node) {
    if (unit->varied == NULL || unit->in_headers || unit->is_expanded) return;
    if (may_vary(unit, symbol->at)) use(unit, symbol->name->text, node_start(node));
    use_type(unit, symbol->type, node);
}

void check_variant_member(struct unit *unit, const struct tag *tag, const struct member *member,
                          const struct node *node) {
    if (unit->varied == NULL || unit->in_headers || unit->is_expanded) return;
    if (member->name == NULL) return;
    if (may_vary(unit, member->at)) use(unit, member_name(unit, tag, member), node_start(node));
    use_type(unit, member->type, node);
}

static bool is_in_scope(const struct variant *variant, const struct variant_use *use) {
    uint32_t start = variant->place.offset, at = use->place.offset;
    if (variant->place.masks != use->place.masks) return variant->end == UINT32_MAX;
    return start < at && at < variant->end;
}

/* Whether a version of the text at hand shows both; of the root, which may be it, where they are in several files. */
static bool are_shown(const struct unit *unit, const struct variant *variant,
                      const struct variant_use *use) {
    if (variant->place.masks != use->place.masks)
        return masks_shown_across(unit->masks, &variant->place, &use->place);
    return masks_shown_both(unit->masks, variant->place.offset, use->place.offset);
}

/* Asks for such a version, once. */
static void ask(struct unit *unit, const struct variant *variant, struct variant_use *use) {
    const struct tried *tried = use->tried;
    while (tried != NULL && tried->variant != variant) tried = tried->next;
    if (tried != NULL) return;
    struct tried *added = arena_alloc(unit->arena, sizeof *added);
    *added = (struct tried){variant, use->tried};
    use->tried = added;
    if (variant->place.masks != use->place.masks)
        masks_show_across(unit->masks, &variant->place, &use->place);
    else
        masks_show_both(unit->masks, variant->place.offset, use->place.offset);
}

/* Whether the text at hand is that which shows both, or does not. */
static bool is_decided_here(const struct unit *unit, const struct variant *variant,
                            const struct variant_use *use) {
    if (!is_in_scope(variant, use)) return false;
    return variant->place.masks == use->place.masks ? use->place.masks == unit->masks
                                                    : include_is_root(unit);
}

/* Has a version show a use with one of the declarations that have a type. */
static void show_with(struct unit *unit, const struct varied *varied, const char *text,
                      struct variant_use *use) {
    for (int asks = 0; asks < 2; asks++)
        for (const struct variant *one = varied->variants; one != NULL; one = one->next) {
            if (strcmp(one->text, text) != 0 || !is_decided_here(unit, one, use)) continue;
            if (asks) ask(unit, one, use);
            if (are_shown(unit, one, use)) return;
        }
}

/* Whether an earlier one in a list has the same type. */
static bool is_repeated(const struct variant *all, const struct variant *variant) {
    while (all != variant && strcmp(all->text, variant->text) != 0) all = all->next;
    return all != variant;
}

void check_variants(struct unit *unit) {
    for (const struct varied *varied = unit->varied; varied != NULL; varied = varied->hh.next)
        for (struct variant_use *use = varied->uses; varied->differ && use != NULL; use = use->next)
            for (const struct variant *one = varied->variants; one != NULL; one = one->next)
                if ((varied->channel || use->spelt) && !is_repeated(varied->variants, one))
                    show_with(unit, varied, one->text, use);
}

void check_variants_end(struct unit *unit) {
    HASH_CLEAR(hh, unit->varied);
}
