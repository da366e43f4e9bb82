/* declare_headers.c: the declarations of plain C headers as the preprocessor gives them. */
#include "declare.h"
#include "spelling.h"

#include <string.h>

bool declare_preprocessed(struct unit *unit, const struct source *preprocessed) {
    const char *text =
        spelling_of(unit->arena, preprocessed, preprocessed->text, 0, NULL, &(struct spelling){0});
    const struct node *tree = syntax_parse(unit->syntax, text, 0, preprocessed->length);
    if (tree == NULL) out_of_memory();
    bool whole = !node_is_broken(tree);
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
    return whole;
}

/* Takes notice of the directive that the preprocessor did not get past. */
static void note_lost(struct unit *unit, const struct source *source) {
    struct span at = unit->included;
    if (unit->whole_headers || unit->in_own || at.start == at.end) return;
    const char *end = memchr(source->text + at.start, '\n', source->length - at.start);
    if (end != NULL) at.end = (uint32_t)(end - source->text);
    unit->lost_include = at;
}

void declare_headers(struct unit *unit) {
    unit->lost_include = (struct span){NULL, 0, 0};
    if (unit->headers == NULL) return;
    unit->included = (struct span){unit->source, 0, 0};
    unit->in_own = false;
    declare_preprocessed(unit, unit->headers);
    note_lost(unit, unit->source);
    unit->included = (struct span){NULL, 0, 0};
}
