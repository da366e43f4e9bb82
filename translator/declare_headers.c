/* declare_headers.c: the declarations of plain C headers as the preprocessor gives them. */
#include "declare.h"
#include "spelling.h"

void declare_preprocessed(struct unit *unit, const struct source *preprocessed) {
    const char *text = spelling_of(unit->arena, preprocessed, preprocessed->text, 0, NULL);
    const struct node *tree = syntax_parse(unit->syntax, text, 0, preprocessed->length);
    if (tree == NULL) out_of_memory();
    const struct source *source = unit->source;
    size_t errors = diagnostics_count(unit->errors);
    uint32_t sites = unit->site_count;
    unit->source = preprocessed;
    unit->in_headers = true;
    check_file(unit, tree);
    unit->in_headers = false;
    unit->source = source;
    unit->site_count = sites;
    diagnostics_rewind(unit->errors, errors);
    syntax_drop(unit->syntax, tree);
}

void declare_headers(struct unit *unit) {
    if (unit->headers == NULL) return;
    unit->included = (struct span){unit->source, 0, 0};
    unit->in_own = false;
    declare_preprocessed(unit, unit->headers);
    unit->included = (struct span){NULL, 0, 0};
}
