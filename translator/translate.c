/* translate.c: the stages in their order, over each version of a source. See translate.h. */
#include "translate.h"

#include <string.h>

#include "header.h"
#include "include.h"
#include "probe.h"
#include "unit.h"

/* Whether the text can hold channel syntax at all: what holds none of this passes as it is. */
static bool may_have_channels(const struct source *source) {
    static const char *const marks[] = {"chan", "<-", ":=", ".gh", "go", "select"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (memmem(source->text, source->length, marks[i], strlen(marks[i])) != NULL) return true;
    return false;
}

/* Checks one version of the text from its beginning. */
static void check_version(struct unit *unit, TSTree *tree) {
    unit->site_count = 0;
    unit->body_count = 0;
    unit->made_up = 0;
    unit->has_main = false;
    unit->wants_headers = false;
    unit->doubted = false;
    unit->scopes = scopes_new(unit->arena);
    includes_restart(unit->includes);
    declare_runtime(unit);
    declare_headers(unit);
    unit->undeclared = NULL;
    check_file(unit, ts_tree_root_node(tree));
    check_undeclared_calls(unit);
    scopes_free(unit->scopes);
}

/* The directives of the headers of channel code count too. */
static const struct source *ask_headers(struct unit *unit) {
    size_t count = 0;
    while (includes_source(unit->includes, count) != NULL) count++;
    const struct source **sources = arena_array(unit->arena, count + 1, sizeof *sources);
    for (size_t i = 0; i < count; i++) sources[i] = includes_source(unit->includes, i);
    sources[count] = unit->source;
    return probe_headers(unit->arena, sources, count + 1, unit->options);
}

/* Checks one version. Where the file calls a type by a word of channels, that word is no keyword,
 * and all is read again. What the headers say is asked only when something turned out to depend on
 * it; then all is checked again with the answer. And text that does not parse is looked at more
 * closely in a file that has channel syntax. */
static void translate_version(struct unit *unit, uint32_t version) {
    size_t errors = diagnostics_count(unit->errors);
    unit->version = version;
    TSTree *tree = unit_parse(unit);
    check_version(unit, tree);
    for (bool again = true; again;) {
        again = false;
        if (unit->wants_headers && !unit->asked_headers) {
            unit->asked_headers = true;
            unit->headers = ask_headers(unit);
            again = true; /* with an answer, or knowing that there is none */
        }
        if ((unit->named_words & ~unit->hidden_words) != 0) {
            unit->hidden_words |= unit->named_words;
            ts_tree_delete(tree);
            tree = unit_parse(unit);
            again = true;
        }
        if (unit->doubted && unit->site_count > 0 && !unit->any_sites) {
            unit->any_sites = true;
            again = true; /* knowing that the file is of channels */
        }
        if (!again) break;
        diagnostics_rewind(unit->errors, errors);
        check_version(unit, tree);
    }
    check_versions(unit);
    unit->any_sites |= unit->site_count > 0;
    unit->tree = tree;
}

/* Lowers all versions, the first first: what several show is lowered with the first of them. */
static void lower_versions(struct unit *unit, struct unit *versions, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t later = i + 1; later < count; later++)
            check_versions_merge(&versions[i], &versions[later]);
    for (uint32_t i = 0; i < count; i++) {
        versions[i].hoists = NULL;
        versions[i].made_up = unit->made_up;
        lower_unit(&versions[i]);
        unit->made_up = versions[i].made_up;
    }
}

/* Checks every version of the text, then lowers them if nothing was wrong. */
static void translate_text(struct unit *unit) {
    uint32_t count = masks_count(unit->masks);
    struct unit *versions = arena_array(unit->arena, count, sizeof *versions);
    for (uint32_t version = 0; version < count; version++) {
        unit->sites = NULL;
        unit->site_capacity = 0;
        translate_version(unit, version);
        versions[version] = *unit;
    }
    if (diagnostics_count(unit->errors) == 0 && !unit->options->check_only)
        lower_versions(unit, versions, count);
}

bool translate(struct arena *arena, const struct source *source,
               const struct translate_options *options, struct diagnostics *errors,
               struct translation *result) {
    *result = (struct translation){0};
    size_t before = diagnostics_count(errors);
    struct unit unit = {.arena = arena, .options = options, .errors = errors, .source = source};
    unit.edits = edits_new(arena, source);
    if (may_have_channels(source)) {
        unit.syntax = syntax_new(arena);
        if (unit.syntax == NULL) out_of_memory();
        unit.masks = masks_new(arena, source);
        unit.includes = includes_new(arena);
        translate_text(&unit);
        check_versions_end(&unit);
        result->dependencies = includes_paths(unit.includes, arena, &result->dependency_count);
        syntax_free(unit.syntax);
    }
    if (diagnostics_count(errors) > before) return false;
    result->copied = unit.copied;
    result->needs_runtime = unit.any_sites;
    if (options->check_only) return true;
    bool ends = false;
    const char *guard = options->header ? header_guard(&unit, &ends) : "";
    if (options->header) header_wrap(&unit);
    const char *prologue = arena_printf(arena, "%s#include %s\n", guard, options->c_header);
    edits_apply(unit.edits, prologue, options->no_line, &result->output);
    if (ends) buffer_add_string(&result->output, "#endif\n");
    return true;
}
