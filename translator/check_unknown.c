/* check_unknown.c: what is said of an operand that should be a channel and whose type is not known. */
#include "infer.h"
#include "macro.h"

#include <string.h>

/* Where a member is looked for and not found. */
struct missing {
    const char *name;
    const struct type *in; /* what the operator stands behind */
    bool arrow;            /* the operator is `->` */
};

const struct missing *check_missing_member(struct unit *unit, const struct type *in, bool arrow,
                                           const char *name) {
    const struct type *searched = type_strip(in);
    if (searched->kind == T_POINTER) searched = type_strip(searched->base);
    if (searched->kind != T_TAG || searched->tag->refused) return NULL;
    bool reached = arrow == type_is(in, T_POINTER);
    if (reached && tag_member(searched->tag, name) != NULL) return NULL;
    struct missing *missing = arena_alloc(unit->arena, sizeof *missing);
    *missing = (struct missing){.name = name, .in = in, .arrow = arrow};
    return missing;
}

bool check_is_lost(struct unit *unit) {
    bool plain = !unit->lost_header && unit->lost_include.source != NULL;
    if (plain)
        diagnostic_error(unit->errors, D_UNRESOLVED, unit->lost_include,
                         "this header, or one that it includes, cannot be read; names that are not "
                         "known here may come from it");
    return unit_lacks_header(unit);
}

static void refuse_member(struct unit *unit, const struct node *node, const char *doing,
                          const struct missing *missing) {
    const struct type *in = type_strip(missing->in);
    bool pointer = in->kind == T_POINTER;
    if (pointer) in = type_strip(in->base);
    const char *quoted = type_quote(unit->arena, in);
    const char *why = pointer != missing->arrow
                          ? arena_printf(unit->arena,
                                         pointer ? "'.' after a pointer (%s): write '->'"
                                                 : "'->' after what is no pointer (%s): write '.'",
                                         type_quote(unit->arena, missing->in))
                      : in->tag->complete
                          ? arena_printf(unit->arena, "no member named '%s' is known of %s",
                                         missing->name, quoted)
                          : arena_printf(unit->arena, "%s is not complete here", quoted);
    diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node), "cannot %s this: %s", doing,
                     why);
}

static void refuse_undeclared(struct unit *unit, const struct node *node, const char *doing,
                              struct name *name) {
    if (name->reported) return;
    scope_mark_reported(unit->scopes, name);
    diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                     name->macro != NULL
                         ? "cannot %s this: '%s' is a macro, whose meaning is not known here"
                         : "cannot %s this: '%s' is not declared",
                     doing, name->text);
}

bool check_refuse_unset(struct unit *unit, const struct node *node, struct value value) {
    if (value.symbol == NULL || !value.symbol->unset) return false;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_UNRESOLVED, unit_span(unit, node),
        "the macro '%s' declares the channel '%s' so that it does not start as nil",
        value.symbol->by_macro->text, value.symbol->name->text);
    check_note_declared(error, value.symbol);
    if (error != NULL) diagnostic_hint(error, "declare it without the macro");
    return true;
}

void check_refuse_unknown(struct unit *unit, const struct node *node, struct value value,
                          const char *doing) {
    if (check_refuse_unset(unit, node, value)) return;
    const struct type *named = type_strip(value.type);
    if ((named->kind == T_NAMED && macro_is_refused(unit, named->name)) || check_is_lost(unit))
        return;
    if (value.undeclared != NULL) {
        refuse_undeclared(unit, node, doing, value.undeclared);
        return;
    }
    if (value.missing != NULL) {
        refuse_member(unit, node, doing, value.missing);
        return;
    }
    const char *type = check_undeclared_type(unit, value.type, node);
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                         type != NULL ? "cannot %s this: its type, '%s', is not declared"
                                      : "cannot %s this: its type is not known here",
                         doing, type);
    check_note_value(error, value);
    if (type != NULL) check_hint_type(error, type);
    if (value.symbol != NULL) ((struct symbol *)value.symbol)->refused = true;
}
