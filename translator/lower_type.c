/* lower_type.c: `chan T` becomes `chanc_chan` with a star at each declarator. */
#include "declare.h"
#include "lower.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

/* Takes a qualifier of the channel away from before or after its type. */
static void remove_qualifier(struct unit *unit, const struct site *site, struct span span) {
    const char *text = unit->source->text;
    uint32_t start = span.start, end = span.end;
    if (start < site->start)
        while (is_space(text[end])) end++;
    else
        while (start > site->end && is_space(text[start - 1])) start--;
    edit_new(unit->edits, start, end);
}

/* The star, with the qualifiers that belong to the channel itself. */
static const char *star_text(struct unit *unit, const struct type_site *types) {
    const char *text = "*";
    for (uint32_t i = 0; i < types->qualifier_count; i++) {
        struct span span = types->qualifiers[i];
        text = arena_printf(unit->arena, "%s%.*s ", text, (int)(span.end - span.start),
                            unit->source->text + span.start);
    }
    return text;
}

/* The declaration that a channel's type begins, where another may stand before it; NULL for a parameter's, a cast's and the
 * like. */
static const struct node *declaration_of(const struct node *type) {
    const struct node *node = node_parent(type), *list = node_parent(node);
    switch (node_kind(node)) {
    case K_DECLARATION:
    case K_FIELD_DECLARATION:
    case K_TYPE_DEFINITION:
    case K_FUNCTION_DEFINITION: return node_kind(list) == K_FOR_STATEMENT ? NULL : node;
    default: return NULL;
    }
}

/* C++ gets the definition in a declaration of its own before the one of the channel, where C has names of members' types, too,
 * in the struct around them. */
static void define_before(struct unit *unit, const struct site *site, const struct node *element) {
    const struct node *declaration = declaration_of(site->node);
    const struct node *tag = declare_last_specifier(element);
    if (declaration == NULL) return;
    uint32_t at = node_start(declaration), line = at;
    const char *text = unit->source->text;
    while (line > 0 && is_space(text[line - 1])) line--;
    bool begins = line == 0 || text[line - 1] == '\n';
    struct edit *edit = edit_new(unit->edits, begins ? line : at, begins ? line : at);
    edit_text(edit, begins ? "#ifdef __cplusplus\n" : "\n#ifdef __cplusplus\n");
    edit_sync(edit, node_start(tag));
    edit_range(edit, node_start(tag), node_end(tag));
    edit_text(edit, ";\n#endif\n");
    edit_sync(edit, begins ? line : at);
}

/* The element defines a tag: its text stays, in a place where it has no other effect. C++ allows no definition there, and
 * a header for both has it apart. */
static void lower_defining(struct unit *unit, const struct site *site) {
    const struct node *element = site->first;
    bool apart = unit->options->header;
    if (apart) define_before(unit, site, element);
    struct edit *edit = lower_edit(unit, site);
    if (node_kind(element) == K_PARENTHESIZED_TYPE) element = node_field(element, F_TYPE);
    edit_text(edit, apart ? "__typeof__(\n#ifndef __cplusplus\n" : "__typeof__(");
    if (apart) edit_sync(edit, node_start(element));
    edit_text(edit, "(void)sizeof(");
    lower_operand(unit, edit, element);
    edit_text(edit, apart ? "),\n#endif\n" : "), ");
    if (apart) edit_sync(edit, site->end);
    edit_text(edit, "(chanc_chan *)0)");
    lower_end(unit, edit, site->end);
}

/* The parenthesis that the one that closes, or what stands, at `at` is in; NULL for none nearby. */
static const char *open_before(const char *text, const char *at) {
    enum { FAR = 1024 }; /* without a bound, many arguments take long */
    int depth = 0;
    for (const char *far = at - text > FAR ? at - FAR : text; at > far; at--) {
        if (at[-1] == '(' && depth-- == 0) return at - 1;
        depth += at[-1] == ')';
        if (strchr(";{}", at[-1]) != NULL) return NULL;
    }
    return NULL;
}

/* Whether the type stands in what follows a word with a qualifier before it, as the arguments in `const OBJECT(x, chan int);` do:
 * that is the channel's, wherever the macro puts its type. Of words that are no macros it makes no difference. */
static bool is_qualified_outside(const struct unit *unit, const struct site *site) {
    const char *text = unit->source->text, *at = open_before(text, text + site->start);
    for (bool behind = true; at != NULL; behind = false) {
        while (at > text && is_space_byte(at[-1])) at--;
        const char *end = at;
        while (at > text && is_word_byte(at[-1])) at--;
        size_t length = (size_t)(end - at);
        struct specifiers said = {0};
        if (!behind && declare_qualifier_word(at, length) != 0) return true;
        if (!behind && !declare_take_storage(&said, at, length)) return false;
        if (behind && length == 0) return false;
    }
    return false;
}

void lower_type(struct unit *unit, const struct site *site) {
    const struct type_site *types = site->types;
    if (types->defines) {
        lower_defining(unit, site);
        return;
    }
    struct edit *edit = lower_edit(unit, site);
    if (types->qualifier_count == 0 && is_qualified_outside(unit, site)) {
        edit_text(edit, "__typeof__(chanc_chan *)");
        lower_end(unit, edit, site->end);
        return;
    }
    const char *star = star_text(unit, types);
    edit_text(edit, "chanc_chan%s", types->kept != NULL ? types->kept : "");
    if (types->star_count == 0) edit_text(edit, " %s", star);
    lower_end(unit, edit, site->end);
    for (uint32_t i = 0; i < types->qualifier_count; i++)
        remove_qualifier(unit, site, types->qualifiers[i]);
    for (uint32_t i = 0; i < types->star_count; i++) {
        uint32_t at = types->stars[i];
        char before = at > 0 ? unit->source->text[at - 1] : ' ';
        bool apart = is_space(before) || before == '\n' || before == '*';
        edit_text(edit_new(unit->edits, at, at), apart ? "%s" : " %s", star);
    }
}
