/* declare_auto.c: declarations whose type comes from the value, `auto x = e` and `__auto_type x = e`.
 *
 * To C before C23, and to compilers that lag behind it, `auto x` is an int. Plain C is left to them; what is of channels is no
 * plain C, and is declared in the words that all of them know. */
#include "declare.h"

const struct node *declare_auto_word(const struct unit *unit, const struct node *declaration) {
    for_named(child, declaration)
        if (child->kind == K_STORAGE_CLASS && unit_is(unit, child, "auto")) return child;
    return NULL;
}

void declare_auto(struct unit *unit, const struct specifiers *specifiers) {
    if (specifiers->auto_word != NULL)
        unit_site(unit, SITE_CAPTURED, specifiers->auto_word)->text = "__auto_type";
}

void declare_deduced(struct unit *unit, const struct specifiers *specifiers,
                     const struct node *declarator, const struct node *value, struct symbol model) {
    struct declared declared = declare_declarator(unit, declarator, &type_unknown);
    uint32_t sites = unit->site_count;
    bool was_static = unit->static_initializer;
    unit->static_initializer = model.is_static;
    struct value initial = check_operand(unit, value);
    unit->static_initializer = was_static;
    if (unit->site_count > sites || type_has_channel(initial.type))
        declare_auto(unit, specifiers); /* what is no plain C */
    if (declared.name == NULL) return;
    model.type = type_unqualified(unit->arena, initial.type);
    declare_symbol_as(unit, &model, declared.name);
}
