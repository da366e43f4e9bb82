/* translate.c: the stages in their order, over each version of a source. See translate.h. */
#include "translate.h"

#include <string.h>

#include "unit.h"

/* Whether the text can hold channel syntax at all: what holds none of this passes as it is. */
static bool may_have_channels(const struct source *source) {
    static const char *const marks[] = {"chan", "<-", ":=", ".gh", "go", "select"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (memmem(source->text, source->length, marks[i], strlen(marks[i])) != NULL) return true;
    return false;
}

/* Checks and lowers one version of the text. */
static void translate_version(struct unit *unit, uint32_t version) {
    unit->version = version;
    unit->site_count = 0;
    unit->body_count = 0;
    unit->has_main = false;
    TSTree *tree = syntax_parse(unit->syntax, masks_text(unit->masks, version), unit->source->length);
    if (tree == NULL) out_of_memory();
    unit->scopes = scopes_new(unit->arena);
    declare_runtime(unit);
    check_file(unit, ts_tree_root_node(tree));
    if (diagnostics_count(unit->errors) == 0 && !unit->options->check_only) lower_unit(unit);
    unit->any_sites |= unit->site_count > 0;
    scopes_free(unit->scopes);
    ts_tree_delete(tree);
}

bool translate(struct arena *arena, const struct source *source, const struct translate_options *options,
               struct diagnostics *errors, struct translation *result) {
    *result = (struct translation){0};
    size_t before = diagnostics_count(errors);
    struct unit unit = {.arena = arena, .options = options, .errors = errors, .source = source};
    unit.edits = edits_new(arena, source);
    if (may_have_channels(source)) {
        unit.syntax = syntax_new(arena);
        if (unit.syntax == NULL) out_of_memory();
        unit.masks = masks_new(arena, source);
        for (uint32_t version = 0; version < masks_count(unit.masks); version++) translate_version(&unit, version);
        syntax_free(unit.syntax);
    }
    if (diagnostics_count(errors) > before) return false;
    result->needs_runtime = unit.any_sites;
    if (options->check_only) return true;
    const char *prologue = arena_printf(arena, "#include %s\n", options->c_header);
    edits_apply(unit.edits, prologue, options->no_line, &result->output);
    return true;
}
