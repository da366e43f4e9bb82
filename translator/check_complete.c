/* check_complete.c: elements that are not complete where their size is used.
 *
 * A struct may be complete for the C compiler though its body is not seen here: a macro may write it, a
 * header that is missing or that another arm of an #if includes may have it. Then nothing is said, and the
 * C compiler decides. */
#include "guard.h"
#include "unit.h"

#include <string.h>

/* Whether a word in the text is one that a body may follow, or an argument of a macro that may write one. */
static bool may_have_body(const char *text, const char *word, const char *after, const char *end) {
    while (after < end && strchr(" \t\r\n", *after) != NULL) after++;
    if (after < end && *after == '{') return true;
    while (word > text && strchr(" \t", word[-1]) != NULL) word--;
    return word > text && strchr("(,#", word[-1]) != NULL;
}

/* Whether the text up to `end` may hold the body of the struct. */
static bool may_complete(const char *text, const char *end, const char *name) {
    size_t length = strlen(name);
    const char *at = text;
    while ((at = memmem(at, (size_t)(end - at), name, length)) != NULL) {
        const char *after = at + length;
        bool word =
            (at == text || !is_word_byte(at[-1])) && (after == end || !is_word_byte(*after));
        if (word && may_have_body(text, at, after, end)) return true;
        at++;
    }
    return false;
}

static bool is_in_arm(const struct unit *unit, uint32_t offset) {
    uint32_t past, arm = masks_arm(unit->masks, offset, &past);
    return arm != UINT32_MAX && arm != guard_arm(unit->source, masks_scan(unit->masks));
}

bool check_complete(struct unit *unit, const struct type *element, const struct node *node) {
    const struct type *type = type_strip(element);
    if (type->kind != T_TAG || type->tag->kind == TAG_ENUM || type->tag->complete) return true;
    const char *name = type->tag->name;
    if (name == NULL || unit->unevaluated > 0 || unit->in_headers) return true;
    unit->wants_headers = true;
    if (!unit->asked_headers || !unit->whole_headers || unit->lost_header) return true;
    if (is_in_arm(unit, node_start(node))) return true;
    const char *text = unit->source->text;
    if (may_complete(text, text + node_start(node), name)) return true;
    if (unit->headers != NULL &&
        may_complete(unit->headers->text, unit->headers->text + unit->headers->length, name))
        return true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_ELEMENT_TYPE, unit_span(unit, node),
                                                "%s is not complete here, and its size is needed",
                                                type_quote(unit->arena, element));
    if (error != NULL)
        diagnostic_hint(error, "define it before this place, or use a pointer to it");
    return false;
}
