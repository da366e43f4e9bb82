/* check_version.c: a place outside the arms of an #if is seen in every version of the text, and lowered once.
 *
 * So the types that its translation spells must be the same in all of them. */
#include "unit.h"

#include <string.h>

#undef uthash_fatal
#define uthash_fatal(message) out_of_memory()

/* What an earlier version made of a place. */
struct lowered {
    uint64_t key;        /* offset and kind of the site */
    const char *text;    /* the C type that its lowering spells */
    UT_hash_handle hh;
};

static const char *spelt_type(struct unit *unit, const struct site *site) {
    const struct type *type = site->type;
    if (site->kind == SITE_PAIR) type = site->pair->element;
    if (site->kind == SITE_RANGE) type = site->range->element;
    if (type == NULL) return NULL;
    return type_declare(unit->arena, type_without_local(unit->arena, type), "", STYLE_C);
}

static TSNode operand_of(const struct site *site) {
    if (site->kind == SITE_PAIR) return site->pair->channel;
    if (site->kind == SITE_RANGE) return site->range->channel;
    return node_exists(site->first) ? site->first : site->node;
}

static void check_site(struct unit *unit, const struct site *site) {
    const char *text = spelt_type(unit, site);
    if (text == NULL) return;
    uint64_t key = (uint64_t)site->start << 8 | (uint64_t)site->kind;
    struct lowered *earlier;
    HASH_FIND(hh, unit->lowered, &key, sizeof key, earlier);
    if (earlier == NULL) {
        earlier = arena_alloc(unit->arena, sizeof *earlier);
        earlier->key = key;
        earlier->text = text;
        HASH_ADD(hh, unit->lowered, key, sizeof earlier->key, earlier);
    } else if (strcmp(earlier->text, text) != 0) {
        struct diagnostic *error = diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, operand_of(site)),
                                                    "the type of this hangs on an #if: '%s' in one arm, '%s' in another",
                                                    earlier->text, text);
        if (error != NULL) diagnostic_hint(error, "put the differing types behind one typedef name that is an element type");
    }
}

void check_versions(struct unit *unit) {
    if (masks_count(unit->masks) == 1) return;
    for (uint32_t i = 0; i < unit->site_count; i++) check_site(unit, unit->sites[i]);
}

void check_versions_end(struct unit *unit) { HASH_CLEAR(hh, unit->lowered); }
