/* translate.c: the stages in their order, over each version of a source. See translate.h. */
#include "translate.h"

#include <string.h>

#include "header.h"
#include "include.h"
#include "macro.h"
#include "piece.h"
#include "probe.h"
#include "scan.h"
#include "skim.h"
#include "unit.h"

bool translate_may_change(const struct source *source) {
    static const char *const marks[] = {"chan", "<-", ":=", ".gh", "go", "select"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (memmem(source->text, source->length, marks[i], strlen(marks[i])) != NULL) return true;
    return false;
}

/* The directives of the headers of channel code count too. */
static const struct source *ask_headers(struct unit *unit) {
    size_t count = 0;
    while (includes_source(unit->includes, count) != NULL) count++;
    const struct source **sources = arena_array(unit->arena, count + 1, sizeof *sources);
    for (size_t i = 0; i < count; i++) sources[i] = includes_source(unit->includes, i);
    sources[count] = unit->source;
    return probe_headers(unit->arena, sources, count + 1, unit->options, &unit->whole_headers);
}

/* Whether the text reads otherwise by what the headers define. */
static bool wants_spelling(const struct unit *unit) {
    return unit->wants_macros && !unit->spelt_by_headers && unit->headers != NULL;
}

/* Whether text passed that would not in a file of channels, and this turned out to be one: it has channel syntax, or errors
 * about some. */
static bool is_doubted(const struct unit *unit) {
    return unit->doubted && !unit->any_sites &&
           (unit->site_count > 0 || (unit->has_errors && unit->asked_headers));
}

/* Whether what was the only version has been found to hide something from others: see check_hidden. */
static bool is_alone_no_more(const struct unit *unit) {
    return unit->counted == 1 && masks_count(unit->masks) > 1;
}

/* Whether the check found out that it went without something that can be had. */
static bool is_unsettled(const struct unit *unit) {
    return (unit->wants_headers && !unit->asked_headers) || wants_spelling(unit) ||
           (unit->misplaced && !unit->misplaced_known) ||
           (unit->named_words & ~unit->hidden_words) != 0 ||
           unit->respelt->count > unit->respelt->spelt || is_alone_no_more(unit) ||
           is_doubted(unit);
}

static void drop_tree(struct unit *unit) {
    if (unit->tree != NULL) syntax_drop(unit->syntax, unit->tree);
    unit->tree = NULL;
}

/* Gets it: what the headers say is asked only when something turned out to depend on it; where the file calls
 * a type by a word of channels, that word is no keyword, and all is read again, and so it is where something turned
 * out to read otherwise; and text that does not parse is looked at more closely in a file that has channel syntax. */
static void settle(struct unit *unit, const char **text) {
    unit->any_sites |= is_doubted(unit);
    if (unit->wants_headers && !unit->asked_headers) {
        unit->asked_headers = true; /* with an answer, or knowing that there is none */
        unit->headers = ask_headers(unit);
        unit->passed_header = include_any_passed(unit->headers);
    }
    unit->misplaced_known = unit->misplaced;
    bool spells = unit->respelt->count > unit->respelt->spelt || wants_spelling(unit);
    if ((unit->named_words & ~unit->hidden_words) == 0 && !spells) return;
    unit->spelt_by_headers |= unit->wants_macros;
    unit->hidden_words |= unit->named_words;
    unit->respelt->spelt = unit->respelt->count;
    *text = unit_spelling(unit);
    drop_tree(unit);
}

/* Hides the arms that an error and the statement that it is in begin in. */
static bool hide_arms(struct unit *unit, const struct node *error, const struct node *statement) {
    bool within = statement != NULL && node_end(statement) >= node_start(error);
    bool hides = masks_hide(unit->masks, node_start(error));
    return (within && masks_hide(unit->masks, node_start(statement))) || hides;
}

static bool is_parse_error(const struct node *node) {
    return node->kind == K_ERROR || node_is_missing(node);
}

/* Counts the errors of a piece of the first version, and chooses arms to be hidden for them: see hide_prose. */
static void note_errors(struct unit *unit, const struct node *tree) {
    if (unit->version > 0 || !node_is_broken(tree)) return;
    const struct node *statement = NULL;
    for (const struct node *node = tree; node < node_after(tree); node++) {
        if (check_is_apart(node_kind(node))) statement = node;
        if (!is_parse_error(node)) continue;
        unit->parse_errors++;
        unit->hides |= hide_arms(unit, node, statement);
    }
}

/* After a piece was checked: lowers what it has, as long as no error makes that useless. */
static void end_piece(struct unit *unit) {
    check_versions(unit);
    check_versions_drop(unit);
    if (unit->waits) return;
    if (diagnostics_count(unit->errors) == 0 && !unit->options->check_only && !is_unsettled(unit))
        lower_unit(unit);
    unit->lowered_count = unit->site_count;
}

/* Whether the rest need not be looked at now: all must be read once more with what headers say, and what these are is
 * known. */
static bool is_idle(const struct unit *unit, uint32_t start) {
    const struct source *source = unit->source;
    return unit->wants_headers && !unit->asked_headers &&
           memmem(source->text + start, source->length - start, ".gh", 3) == NULL;
}

/* Checks a version, and lowers it, in pieces. */
static void check_pieces(struct unit *unit, const char *text) {
    uint32_t length = unit->source->length, start = 0, end = length;
    do {
        const struct node *tree = unit->tree;
        if (tree == NULL) tree = piece_parse(unit, &text, start, &end);
        unit->broken += node_is_broken(tree);
        if (!unit->cut) note_errors(unit, tree);
        check_file(unit, tree);
        include_end(unit, start, end);
        end_piece(unit);
        if (start == 0 && end == length)
            unit->tree = tree; /* for another check */
        else if (!unit->waits)
            syntax_drop(unit->syntax, tree);
        start = end;
    } while (start < length && !is_idle(unit, start));
}

/* Whether `go f();` is all that there is of channels, and the program's own headers may have a macro called so. */
static bool is_doubtful_go(const struct unit *unit) {
    for (uint32_t i = 0; i < unit->site_count; i++)
        if (unit->sites[i]->kind != SITE_GO && unit->sites[i]->kind != SITE_CAPTURED) return false;
    return unit->site_count > 0 && include_stands(unit, 0, unit->source->length, true);
}

/* What does not parse may read as something by what headers' macros stand for: it was passed before it was known that the file
 * has channels. */
static void doubt_broken(struct unit *unit) {
    if (unit->passed_broken && check_of_channels(unit))
        unit->wants_headers = unit->wants_macros = true;
}

/* Those of the version before: until then what its macros are made of is known. */
static void drop_scopes(struct unit *unit) {
    if (unit->scopes != NULL) scopes_free(unit->scopes);
    unit->scopes = NULL;
}

/* Checks one version of the text from its beginning. */
static void check_version(struct unit *unit, const char *text) {
    unit->errors_before = diagnostics_count(unit->errors);
    unit->site_count = unit->lowered_count = unit->agreed_count = 0;
    unit->body_count = 0;
    unit->counted = masks_count(unit->masks);
    unit->plains = NULL;
    if (!unit->cut) {
        unit->parse_errors = 0;
        unit->hides = false;
    }
    unit->broken = 0;
    unit->pragmas_passed = 0;
    unit->has_main = false;
    unit->wants_headers = unit->wants_macros = false;
    unit->doubted = false;
    unit->lost_header = unit->misplaced;
    unit->broken_source = unit->heads_source = NULL;
    unit->hoists = NULL;
    unit->bound_elements = NULL;
    drop_scopes(unit);
    unit->scopes = scopes_new(unit->arena);
    unit->macros = macros_new(unit->arena);
    includes_restart(unit->includes);
    declare_runtime(unit);
    declare_headers(unit);
    include_check_passed(unit);
    unit->undeclared = NULL;
    include_begin(unit);
    check_pieces(unit, text);
    check_undeclared_calls(unit);
    check_versions_drop(unit);
    unit->wants_headers |= is_doubtful_go(unit);
    doubt_broken(unit);
    macros_free(unit->macros);
}

/* What is an error may be none by what macros of the headers stand for. */
static void doubt_errors(struct unit *unit, size_t before) {
    unit->has_errors = diagnostics_count(unit->errors) > before;
    if (unit->has_errors) unit->wants_headers = unit->wants_macros = true;
}

/* How far things were before a version was checked. */
struct before {
    size_t errors, edits;
    uint32_t temporaries;
    bool any_sites;
};

static struct before note_before(const struct unit *unit) {
    return (struct before){diagnostics_count(unit->errors), edits_count(unit->edits),
                           unit->temporaries, unit->any_sites};
}

/* Takes back what checking the version at hand has led to. */
static void take_back(struct unit *unit, const struct before *before) {
    diagnostics_rewind(unit->errors, before->errors);
    for (struct element_name *name = unit->element_names; name != NULL; name = name->next)
        if (name->declared_in == unit->edits && name->declared_after >= before->edits)
            name->declared_in = NULL;
    edits_rewind(unit->edits, before->edits);
    unit->temporaries = before->temporaries;
    check_versions_again(unit);
}

/* Checks and lowers the version at hand, again when it could know more. */
static void read_version(struct unit *unit, const struct before *before) {
    const char *text = unit_spelling(unit);
    check_version(unit, text);
    doubt_errors(unit, before->errors);
    while (is_unsettled(unit)) {
        settle(unit, &text);
        take_back(unit, before);
        check_version(unit, text);
        doubt_errors(unit, before->errors);
    }
}

static void read_again(struct unit *unit, const struct before *before) {
    drop_tree(unit);
    take_back(unit, before);
    unit->any_sites = before->any_sites; /* which errors may have led to that are now taken back */
    read_version(unit, before);
}

/* What does not parse may swallow the functions after it, with their errors, and make others of them. So the text is read
 * once more, function by function, where there are errors in it. If that shows none, it counts where one function
 * alone does not parse: a brace that is missing there, say. Else the cuts were no ends of functions. */
static void read_cut(struct unit *unit, const struct before *before) {
    if (diagnostics_count(unit->errors) == before->errors || unit->broken == 0) return;
    unit->cut = true;
    read_again(unit, before);
    unit->cut = false;
    if (diagnostics_count(unit->errors) == before->errors && unit->broken != 1)
        read_again(unit, before);
}

/* What earlier versions were read as is needed no longer: later ones have their text in an arena of its own. */
static void drop_texts(struct unit *unit) {
    if (unit->texts == unit->arena)
        unit->texts = arena_new();
    else
        arena_clear(unit->texts);
    masks_keep_texts(unit->masks, unit->texts);
}

/* Checks and lowers one version. */
static void translate_version(struct unit *unit, uint32_t version) {
    struct before before = note_before(unit);
    if (!unit->waits && version > 0) drop_texts(unit);
    unit->version = version;
    unit->tree = NULL;
    diagnostics_next_reading(unit->errors);
    read_version(unit, &before);
    read_cut(unit, &before);
    unit->any_sites |= unit->site_count > 0;
    if (unit->site_count > 0 && unit->first_sited == UINT32_MAX) unit->first_sited = version;
    if (unit->tree != NULL && !unit->waits) syntax_drop(unit->syntax, unit->tree);
}

/* How many errors the text of the first version has. */
static uint32_t count_errors(struct unit *unit) {
    uint32_t length = unit->source->length, count = 0;
    unit->version = 0;
    const char *text = unit_spelling(unit);
    for (uint32_t start = 0, end; start < length; start = end) {
        const struct node *tree = piece_parse(unit, &text, start, &end);
        for (const struct node *node = tree; node < node_after(tree); node++)
            count += is_parse_error(node);
        syntax_drop(unit->syntax, tree);
    }
    return count;
}

/* An arm that is no C, prose perhaps, would spoil what follows it. If the text reads better without those that hold
 * nothing of channels, no version shows them. */
static bool hide_prose(struct unit *unit) {
    if (!unit->hides) return false;
    masks_renew(unit->masks);
    if (count_errors(unit) < unit->parse_errors) return true;
    masks_show_all(unit->masks);
    masks_renew(unit->masks);
    return false;
}

/* Checks the first version, and again where arms are better hidden, or what it asked for was forgotten over that. */
static void translate_first(struct unit *unit) {
    struct before before = note_before(unit);
    translate_version(unit, 0);
    bool refused = diagnostics_count(unit->errors) > before.errors;
    bool clean = !refused && !(unit->passed_broken && check_of_channels(unit));
    uint32_t count = masks_count(unit->masks);
    if (clean || (!hide_prose(unit) && masks_count(unit->masks) == count)) return;
    take_back(unit, &before);
    unit->passed_broken = unit->copied = false;
    unit->first_sited = UINT32_MAX;
    translate_version(unit, 0);
}

/* Translates the versions after the first, until none asks for another; unless arms that are shown together turn out not to
 * read so: then false. */
static bool translate_others(struct unit *unit, const struct before *before) {
    bool joined = masks_joined(unit->masks);
    size_t errors = diagnostics_count(unit->errors);
    uint32_t version = 1;
    do {
        for (; version < masks_count(unit->masks); version++) {
            translate_version(unit, version);
            bool clean = diagnostics_count(unit->errors) == errors && unit->broken == 0;
            if (joined && (!clean || unit->declares_unseen)) return false;
        }
        check_variants(unit);
        if (version < masks_count(unit->masks)) continue;
        if (diagnostics_count(unit->errors) > before->errors) return true;
        unit->widened |= check_versions_widen(unit);
    } while (version < masks_count(unit->masks));
    check_versions_seen(unit);
    return true;
}

/* Takes all versions back, to read them once more. */
static void restart(struct unit *unit, const struct before *before) {
    take_back(unit, before);
    check_versions_end(unit);
    unit->locals = NULL;
    unit->told_late = false;
    unit->first_sited = UINT32_MAX;
}

static void translate_versions(struct unit *unit) {
    struct before before = note_before(unit);
    unit->first_sited = UINT32_MAX;
    translate_first(unit);
    if (translate_others(unit, &before)) return;
    masks_part(unit->masks);
    check_variants_end(unit);
    restart(unit, &before);
    unit->passed_broken = unit->copied = unit->widened = false;
    translate_first(unit);
    translate_others(unit, &before);
}

/* As translate_versions where a version is lowered by what later ones say. */
static void translate_waiting(struct unit *unit) {
    uint32_t count = masks_count(unit->masks);
    struct unit *versions = arena_array(unit->arena, count, sizeof *versions);
    unit->waits = true;
    drop_scopes(unit);
    for (uint32_t version = 0; version < count; version++) {
        unit->scopes = NULL; /* kept, too */
        unit->sites = NULL;
        unit->site_capacity = 0;
        translate_version(unit, version);
        versions[version] = *unit;
    }
    check_versions_merge(versions, count);
    for (uint32_t version = 0; version < count; version++) scopes_free(versions[version].scopes);
    if (diagnostics_count(unit->errors) == 0 && !unit->options->check_only)
        lower_versions(unit, versions, count);
}

/* Checks and lowers every version of the text. */
static void translate_text(struct unit *unit) {
    struct before before = note_before(unit);
    translate_versions(unit);
    while (unit->told_late) {
        restart(unit, &before);
        translate_versions(unit);
    }
    if (diagnostics_count(unit->errors) > before.errors || !unit->widened) return;
    restart(unit, &before);
    translate_waiting(unit);
}

/* Refuses an #if without its #endif (C11 6.10.1), which is an error of the compiler's elsewhere: what its last arm is nobody
 * knows. */
static void refuse_unended(struct unit *unit) {
    const struct scan *scan = masks_scan(unit->masks);
    uint32_t ended = 0;
    for (size_t i = scan->count; i-- > 0;) {
        const struct directive *directive = &scan->directives[i];
        ended += directive->kind == DIRECTIVE_ENDIF && directive->group != NO_GROUP;
        if (directive->kind != DIRECTIVE_IF || ended-- > 0) continue;
        diagnostic_error(unit->errors, D_SYNTAX,
                         unit_span_of(unit, directive->start, directive->end),
                         "there is no #endif to this");
        return;
    }
}

bool translate(struct arena *arena, const struct source *source,
               const struct translate_options *options, struct diagnostics *errors,
               struct translation *result) {
    *result = (struct translation){0};
    size_t before = diagnostics_count(errors);
    struct unit unit = {.arena = arena, .options = options, .errors = errors, .source = source};
    unit.edits = edits_new(arena, source);
    unit.respelt = arena_alloc(arena, sizeof *unit.respelt);
    *unit.respelt = (struct respelt){0};
    if (translate_may_change(source) || include_is_asked(options) || options->header) {
        unit.syntax = syntax_new(arena);
        if (unit.syntax == NULL) out_of_memory();
        unit.texts = arena;
        unit.includes = includes_new(arena);
        struct header_reader reader = include_reader(&unit);
        unit.masks = masks_new(arena, source, unit.syntax, &reader);
        unit_new_edits(&unit);
        unit.skim = skim_new(arena, options);
        translate_text(&unit);
        if (unit.any_sites) refuse_unended(&unit);
        drop_scopes(&unit);
        check_versions_end(&unit);
        check_variants_end(&unit);
        includes_end(unit.includes);
        unit_respell_end(&unit);
        check_versions_forget(&unit);
        result->dependencies = includes_paths(unit.includes, arena, &result->dependency_count);
        skim_free(unit.skim);
        syntax_free(unit.syntax);
        if (unit.texts != arena) arena_free(unit.texts);
    }
    if (diagnostics_count(errors) > before) return false;
    result->copied = unit.copied;
    result->broken = unit.passed_broken;
    result->needs_runtime = unit.any_sites;
    if (options->check_only) return true;
    bool ends = false;
    const char *guard = options->header ? header_guard(&unit, &ends) : "";
    if (options->header) header_wrap(&unit);
    const char *prologue = arena_printf(arena, "%s#include %s\n", guard, options->c_header);
    edits_apply(unit.edits, prologue, options->no_line, &result->output);
    if (ends && edits_count(unit.edits) > 0) buffer_add_string(&result->output, "#endif\n");
    return true;
}
