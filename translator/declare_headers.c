/* declare_headers.c: macros, and the declarations of plain C headers as the preprocessor gives them. */
#include "declare.h"

/* Whether a macro's body has a `#` that is none of a `##`. */
static bool stringifies(const struct unit *unit, TSNode body) {
    const char *text = unit_bytes(unit, body), *end = text + (node_end(body) - node_start(body));
    for (const char *at = text; at < end; at++) {
        if (*at != '#') continue;
        if (at + 1 == end || at[1] != '#') return true;
        at++;
    }
    return false;
}

void declare_macro(struct unit *unit, TSNode definition) {
    TSNode name = node_field(definition, F_NAME), body = node_field(definition, F_VALUE);
    if (!node_exists(name)) return;
    struct name *macro = unit_name_of(unit, name);
    macro->is_macro = true;
    macro->stringifies = node_kind(definition) == K_PREPROC_FUNCTION_DEF && node_exists(body) && stringifies(unit, body);
}

void declare_headers(struct unit *unit) {
    if (unit->headers == NULL) return;
    TSTree *tree = syntax_parse(unit->syntax, unit->headers->text, unit->headers->length);
    if (tree == NULL) out_of_memory();
    const struct source *source = unit->source;
    size_t errors = diagnostics_count(unit->errors);
    uint32_t sites = unit->site_count;
    unit->source = unit->headers;
    unit->in_headers = true;
    check_file(unit, ts_tree_root_node(tree));
    unit->in_headers = false;
    unit->source = source;
    unit->site_count = sites;
    diagnostics_rewind(unit->errors, errors);
    ts_tree_delete(tree);
}
