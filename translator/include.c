/* include.c: finding, guarding and translating .gh headers. See include.h. */
#include "include.h"

#include "directive.h"
#include "guard.h"
#include "header.h"
#include "macro.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so many plain headers it costs less to go without knowing what they define. */
enum { MAX_PLAIN = 256 };

/* The versions of a header. */
struct header_versions {
    struct unit *units;       /* after each was checked */
    struct scope_mark *marks; /* before each, and after the last, in the innermost scope */
    uint32_t count, capacity;
};

/* One header file, however many paths lead to it. */
struct header {
    dev_t device;
    ino_t inode;
    const struct source *source;
    struct masks *masks;
    bool guarded;            /* comes once */
    const char *once;        /* thanks to #pragma once alone: the name of the guard in its place */
    bool system;             /* compilers are not to warn of it */
    bool open;               /* being included right now */
    bool done;               /* was included in this walk: */
    bool always;             /* whatever the arms of #if that hold */
    const char *text;        /* its translation; "" where there is none */
    struct span from;        /* the #include that opened it, */
    uint32_t place;          /* and where the file has that or includes what has it */
    struct lowered *lowered; /* what it was lowered to in the first version of that which includes
                                it, */
    uint32_t version;        /* this one */
    struct header_versions versions; /* in this walk */
    struct header *next;             /* read after it */
};

/* A plain header, read for what it defines. */
struct plain_header {
    dev_t device;
    ino_t inode;
    const struct source *source;
    const struct scan *scan;
    struct plain_header *next;
};

struct includes {
    struct plain_header *plain; /* newest first, */
    unsigned plain_count;       /* so many */
    struct header *first, *last;
    size_t count;
    const char *path;    /* of the file that is translated: */
    struct masks *masks; /* its own, and */
    uint32_t version;    /* the one at hand */
    uint32_t place;      /* where that includes the header at hand */
    bool in_arm;         /* the header at hand is included in an arm of an #if */
    bool in_system;      /* it is one that compilers do not warn of */
    bool root_once;      /* the file that is translated comes once, by a guard or `#pragma once`: */
    struct stat root;    /* it */
};

struct includes *includes_new(struct arena *arena) {
    return arena_alloc(arena, sizeof(struct includes));
}

void includes_end(struct includes *includes) {
    for (struct header *header = includes->first; header != NULL; header = header->next)
        check_versions_clear(&header->lowered);
}

bool include_varies(const struct unit *unit) {
    return masks_count(unit->masks) > 1 || masks_shared(unit->includes->masks);
}

bool include_is_root(const struct unit *unit) {
    return unit->masks == unit->includes->masks;
}

struct mask_place include_place(const struct unit *unit, uint32_t offset) {
    return (struct mask_place){unit->masks, offset, unit->includes->place};
}

void includes_restart(struct includes *includes) {
    for (struct header *header = includes->first; header != NULL; header = header->next)
        header->done = header->open = header->always = false;
}

const char **includes_paths(const struct includes *includes, struct arena *arena, size_t *count) {
    const char **paths = arena_array(arena, includes->count + 1, sizeof *paths);
    *count = 0;
    for (const struct header *header = includes->first; header != NULL; header = header->next)
        paths[(*count)++] = header->source->path;
    return paths;
}

const struct source *includes_source(const struct includes *includes, size_t index) {
    const struct header *header = includes->first;
    while (header != NULL && index-- > 0) header = header->next;
    return header != NULL ? header->source : NULL;
}

/* Guards. */

bool include_has_guard(const struct unit *unit) {
    return guard_found(unit->source, masks_scan(unit->masks));
}

static bool has_pragma_once(const struct unit *unit) {
    return guard_once(unit->source, masks_scan(unit->masks)).end > 0;
}

/* In the text of another file such a pragma means nothing, and compilers say so. */
static void drop_pragma(struct unit *unit, struct guard_pragma pragma) {
    if (pragma.end > 0) edit_new(unit->edits, pragma.start, pragma.end);
}

/* Has what the header includes found from the text that it comes to stand in. */
static void lead_includes(struct unit *unit) {
    const struct scan *scan = masks_scan(unit->masks);
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        if (directive->kind != DIRECTIVE_OTHER || !scan_is(unit->source, directive, "include") ||
            scan_is(unit->source, directive, "include_next"))
            continue;
        const char *text = unit->source->text;
        size_t length;
        const char *name =
            include_moved(unit->arena, unit->options, unit->includes->path, unit->source->path,
                          text + directive->body, text + directive->end, &length);
        if (name == NULL) continue;
        uint32_t end = directive->body + (uint32_t)length;
        edit_text(edit_new(unit->edits, directive->body, end), "\"%s\"", name);
    }
}

/* Whether an arm decides if the place counts, and not only the header's guard. */
static bool is_in_arm(const struct unit *unit, uint32_t offset) {
    uint32_t past, arm = masks_arm(unit->masks, offset, &past);
    return arm != UINT32_MAX && arm != guard_arm(unit->source, masks_scan(unit->masks));
}

/* Finding. */

static const char *join(struct arena *arena, const char *directory, size_t length,
                        const char *name) {
    if (length == 0 || (length == 1 && directory[0] == '.')) return name;
    return arena_printf(arena, "%.*s/%s", (int)length, directory, name);
}

static bool exists(const char *path, struct stat *status) {
    return stat(path, status) == 0 && !S_ISDIR(status->st_mode);
}

/* Whether the file is the one that is translated, and comes once: the compiler would not read it again. */
static bool is_root_once(const struct includes *includes, const struct stat *status) {
    return includes->root_once && includes->root.st_dev == status->st_dev &&
           includes->root.st_ino == status->st_ino;
}

bool include_name_at(struct arena *arena, const char *at, const char *end,
                     struct include_name *name) {
    char close = at < end && *at == '"' ? '"' : '>';
    if (at == end || (*at != '"' && *at != '<')) return false;
    const char *past = memchr(at + 1, close, (size_t)(end - at - 1));
    if (past == NULL) return false;
    char *text = arena_strndup(arena, at + 1, (size_t)(past - at - 1)), *to = text;
    for (const char *from = text; *from != '\0';) {
        const char *next = *from == '\\' ? from + 1 + strspn(from + 1, " \t\r") : from;
        if (*next == '\n')
            from = next + 1;
        else
            *to++ = *from++;
    }
    *to = '\0';
    *name = (struct include_name){text, close == '"'};
    return true;
}

bool include_is_channel_header(const char *name) {
    size_t length = strlen(name);
    return length > 3 && memcmp(name + length - 3, ".gh", 3) == 0;
}

/* The places after the source's own directory: those of an option each. */
static const char *const places[] = {"-iquote", "-I", "-isystem", "-idirafter"};
enum { OWN_DIRECTORY, QUOTED_PLACE, FIRST_PLACE, SYSTEM_PLACE, PLACES = 5 };

struct include_search include_search(const struct translate_options *options, const char *from,
                                     const struct include_name *name) {
    bool alone = name->quoted || name->text[0] == '/';
    return (struct include_search){options, from, name, alone ? OWN_DIRECTORY : FIRST_PLACE, 0};
}

/* Searches the directories of the option of the place, given as `-Idir` or `-I dir`, from the argument on. */
static const char *search_option(struct arena *arena, struct include_search *search,
                                 struct stat *status) {
    const char *option = places[search->place - 1], *const *arguments = search->options->cc_args;
    size_t length = strlen(option);
    while (arguments != NULL && arguments[search->argument] != NULL) {
        const char *directory = arguments[search->argument++];
        if (strncmp(directory, option, length) != 0) continue;
        directory += length;
        if (*directory == '\0' && arguments[search->argument] != NULL)
            directory = arguments[search->argument++];
        const char *path = join(arena, directory, strlen(directory), search->name->text);
        if (exists(path, status)) return path;
    }
    return NULL;
}

/* Goes on to the next place, which no file of an absolute path has. */
static void go_on(struct include_search *search) {
    search->place = search->name->text[0] == '/' ? PLACES : search->place + 1;
    search->argument = 0;
}

const char *include_found(struct arena *arena, struct include_search *search,
                          struct header_place *place) {
    const char *from = search->from, *name = search->name->text, *path;
    for (; search->place < PLACES; go_on(search)) {
        place->system = search->place >= SYSTEM_PLACE;
        if (search->place != OWN_DIRECTORY) {
            path = search_option(arena, search, &place->status);
            if (path != NULL) return path;
            continue;
        }
        const char *slash = name[0] != '/' ? strrchr(from, '/') : NULL;
        path = join(arena, from, slash == NULL ? 0 : (size_t)(slash - from), name);
        if (!exists(path, &place->status)) continue;
        go_on(search);
        return path;
    }
    return NULL;
}

const char *include_find(struct arena *arena, const struct translate_options *options,
                         const char *from, const char *name, bool quoted,
                         struct header_place *place) {
    struct include_name named = {name, quoted};
    struct include_search search = include_search(options, from, &named);
    return include_found(arena, &search, place);
}

static const char *find(struct unit *unit, const char *name, bool quoted,
                        struct header_place *place) {
    return include_find(unit->arena, unit->options, unit->source->path, name, quoted, place);
}

/* Whether the arm that the directive stands in asks for the header: then it may well be missing. */
static bool is_optional(const struct unit *unit, const struct node *directive, const char *name) {
    uint32_t past, arm = masks_arm(unit->masks, node_start(directive), &past);
    if (arm == UINT32_MAX) return false;
    const char *text = unit->source->text + arm;
    return memmem(text, past - arm, "__has_include", 13) != NULL &&
           memmem(text, past - arm, name, strlen(name)) != NULL;
}

static void refuse(struct unit *unit, const struct node *directive, const char *name,
                   const char *why, const char *hint) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_INCLUDE, unit_span(unit, node_field(directive, F_PATH)),
                         "'%s': %s", name, why);
    if (error != NULL && hint != NULL) diagnostic_hint(error, "%s", hint);
}

static void refuse_missing(struct unit *unit, const struct node *directive, const char *name) {
    bool in_arm = is_in_arm(unit, node_start(directive));
    refuse(unit, directive, name, "no such header",
           in_arm ? "where it may be missing, ask for it with __has_include in the #if" : NULL);
}

/* Headers of one name and one text include others, and are not the same. */
static const char *once_name(struct unit *unit, const struct source *source) {
    const char *name = header_once_name(unit->arena, source);
    unsigned twins = 0;
    for (const struct header *header = unit->includes->first; header != NULL; header = header->next)
        twins += header->once != NULL && strncmp(header->once, name, strlen(name)) == 0;
    return twins == 0 ? name : arena_printf(unit->arena, "%s_%u", name, twins);
}

/* The header at a path, read once. NULL with errno set when that fails. What a system's header includes is one, too. */
static struct header *read_header(struct unit *unit, const char *path,
                                  const struct header_place *place) {
    struct includes *includes = unit->includes;
    const struct stat *status = &place->status;
    for (struct header *header = includes->first; header != NULL; header = header->next)
        if (header->device == status->st_dev && header->inode == status->st_ino) return header;
    const struct source *source = source_read(unit->arena, path);
    if (source == NULL) return NULL;
    source = source_unmarked(unit->arena, source);
    struct header *header = arena_alloc(unit->arena, sizeof *header);
    *header = (struct header){.device = status->st_dev, .inode = status->st_ino, .source = source};
    header->masks = masks_of_header(unit->arena, source);
    bool guard = guard_found(source, masks_scan(header->masks));
    if (!guard && guard_once(source, masks_scan(header->masks)).end > 0)
        header->once = once_name(unit, source);
    header->guarded = guard || header->once != NULL;
    header->system = place->system || includes->in_system ||
                     guard_system(source, masks_scan(header->masks)).end > 0;
    if (includes->last != NULL)
        includes->last->next = header;
    else
        includes->first = header;
    includes->last = header;
    includes->count++;
    return header;
}

/* Translating. */

/* Inside a function a header is statements among others. */
static void check_tree(struct unit *unit, const struct node *tree) {
    if (unit->body != NULL)
        check_items(unit, node_children(tree), node_after(tree));
    else
        check_file(unit, tree);
}

/* Has what the headers so far declare be as it is where they agree with the version at hand of the text at a place. */
static void declare_alike(struct unit *unit, uint32_t offset) {
    const struct includes *includes = unit->includes;
    struct mask_place place = include_place(unit, offset);
    for (struct header *header = includes->first; header != NULL; header = header->next) {
        const struct header_versions *versions = &header->versions;
        if (!header->done || header->open || versions->count < 2) continue;
        uint32_t like =
            masks_like(header->masks, header->place, &place, unit->version, includes->version);
        if (like < versions->count) /* else it is new, and the next walk knows it */
            scope_repeat(unit->scopes, versions->marks[like], versions->marks[like + 1]);
    }
}

/* `other_arm`: what includes the header is read for other compilations already. */
static void check_header_version(struct unit *unit, uint32_t version, bool other_arm) {
    unit->version = version;
    unit->sites = NULL;
    unit->site_count = unit->site_capacity = unit->lowered_count = unit->agreed_count = 0;
    unit->plains = NULL;
    unit->pragmas_passed = 0;
    unit->other_arm =
        other_arm || version > 0; /* declares the same names again, for other compilations */
    unit->errors_before = diagnostics_count(unit->errors);
    declare_alike(unit, 0);
    const char *text = unit_spelling(unit);
    unit->tree = unit_parse_part(unit, &text, 0, unit->source->length);
    check_tree(unit, unit->tree);
    include_end(unit, 0, unit->source->length);
    check_versions(unit);
    check_versions_drop(unit);
}

static void add_version(struct unit *unit, struct header_versions *versions) {
    if (versions->count == versions->capacity) {
        struct header_versions before = *versions;
        versions->capacity = before.capacity > 0 ? 2 * before.capacity : 4;
        versions->units = arena_array(unit->arena, versions->capacity, sizeof *versions->units);
        versions->marks = arena_array(unit->arena, versions->capacity + 1, sizeof *versions->marks);
        for (uint32_t i = 0; i < before.count; i++) versions->units[i] = before.units[i];
        for (uint32_t i = 0; i < before.count; i++) versions->marks[i] = before.marks[i];
    }
    versions->marks[versions->count++] = scope_mark(unit->scopes);
}

/* Checks versions of the header until none asks for another. */
static struct header_versions check_header_versions(struct unit *unit) {
    struct header_versions versions = {0};
    bool other_arm = unit->other_arm;
    do {
        add_version(unit, &versions);
        check_header_version(unit, versions.count - 1, other_arm);
        versions.units[versions.count - 1] = *unit;
        if (versions.count < masks_count(unit->masks)) continue;
        check_variants(unit);
        check_versions_widen(unit);
    } while (versions.count < masks_count(unit->masks));
    versions.marks[versions.count] = scope_mark(unit->scopes);
    return versions;
}

/* Checks the header in the scope at hand; its edits go to a set of their own. */
static struct edits *check_header(struct unit *unit, struct header *header) {
    struct unit before = *unit;
    unit->source = header->source;
    unit->masks = header->masks;
    unit_new_edits(unit);
    unit->visits = NULL;
    unit->lowered = NULL;
    unit->has_main = false;
    unit->waits = true;
    size_t errors = diagnostics_count(unit->errors);
    header->versions = check_header_versions(unit);
    struct unit *versions = header->versions.units;
    uint32_t count = header->versions.count;
    for (uint32_t version = 0; version < count; version++)
        before.any_sites |= versions[version].site_count > 0;
    check_versions_seen(unit);
    check_versions_merge(versions, count);
    if (diagnostics_count(unit->errors) == errors && !unit->options->check_only)
        lower_versions(unit, versions, count);
    drop_pragma(unit, guard_once(unit->source, masks_scan(unit->masks)));
    drop_pragma(unit, guard_system(unit->source, masks_scan(unit->masks)));
    lead_includes(unit);
    if (unit->options->header) header_wrap(unit);
    for (uint32_t version = 0; version < count; version++)
        syntax_drop(unit->syntax, versions[version].tree);
    if (header->version >= unit->includes->version) check_versions_clear(&header->lowered);
    if (header->lowered == NULL) header->version = unit->includes->version;
    check_versions_before(unit, &header->lowered);
    check_versions_end(unit);
    struct edits *edits = unit->edits;
    /* What the walk learnt stays; where it stands is restored. */
    before.wants_headers |= unit->wants_headers;
    before.wants_macros |= unit->wants_macros;
    before.doubted |= unit->doubted;
    before.copied |= unit->copied;
    before.lost_header |= unit->lost_header;
    before.misplaced |= unit->misplaced;
    before.passed_broken |= unit->passed_broken;
    before.body_count = unit->body_count;
    before.element_names = unit->element_names;
    before.renamed = unit->renamed;
    before.told_late |= unit->told_late;
    before.unlike = unit->unlike;
    before.temporaries = unit->temporaries;
    before.named_words |= unit->named_words;
    before.varied = unit->varied;
    *unit = before;
    return edits;
}

/* Ends the last line, after a backslash there too. */
static void end_lines(struct buffer *out) {
    if (out->length == 0) return;
    if (out->text[out->length - 1] != '\n') buffer_add_string(out, "\n");
    size_t last = out->length - 1;
    if (last > 0 && out->text[last - 1] == '\r') last--;
    if (last > 0 && out->text[last - 1] == '\\') buffer_add_string(out, "\n");
}

static const char *header_text(struct unit *unit, const struct header *header,
                               const struct edits *edits) {
    struct buffer out = {0};
    if (!unit->options->no_line && edits_count(edits) == 0)
        buffer_printf(&out, "#line 1 \"%s\"\n", header->source->path);
    edits_apply(edits, "", unit->options->no_line, &out);
    end_lines(&out);
    const char *text = arena_strndup(unit->arena, out.text != NULL ? out.text : "", out.length);
    buffer_free(&out);
    return text;
}

/* What takes the place of an #include. */
static void include_text(struct unit *unit, struct site *site, const struct header *header,
                         const char *text) {
    bool enters = !unit->options->no_line && text[strspn(text, "\n")] != '\0';
    site->text = text;
    if (!enters) return;
    site->include = arena_alloc(unit->arena, sizeof *site->include);
    *site->include =
        (struct include_site){.path = source_path_literal(unit->arena, header->source->path),
                              .system = header->system,
                              .in_system = unit->includes->in_system};
}

/* A #pragma once becomes a guard: in an arm of an #if it may not count, so that the text comes again elsewhere, and C
 * headers may hold a copy of it. */
static const char *guard_text(struct unit *unit, const struct header *header) {
    return arena_printf(unit->arena, "#ifndef %s\n#define %s\n%s#endif\n", header->once,
                        header->once, header->text);
}

/* Whether what was included before counts at this place, too. */
static bool is_covered(const struct unit *unit, const struct header *header, struct span from) {
    return header->always ||
           (header->from.source == from.source && header->from.start < from.start &&
            masks_same_arm(unit->masks, header->from.start, from.start));
}

/* Whether a place is that which a header came to stand in, in another version of a header that includes it: it declares there
 * what agrees with that version. Elsewhere a header that came before declares nothing, whatever macros are defined by then. */
static bool is_read_again(const struct unit *unit, const struct header *header, struct span from) {
    return header->from.source == from.source && header->from.start == from.start &&
           header->place == unit->includes->place;
}

/* Checks a header that comes for the first time, or has a new version, and keeps its translation. */
static void open_header(struct unit *unit, struct header *header, struct span from, bool in_arm) {
    bool arm_before = unit->includes->in_arm, system_before = unit->includes->in_system;
    header->open = header->done = true;
    header->from = from;
    unit->includes->in_arm = in_arm;
    unit->includes->in_system = header->system;
    diagnostics_included(unit->errors, header->source, header->from);
    struct edits *edits = check_header(unit, header);
    unit->includes->in_arm = arm_before;
    unit->includes->in_system = system_before;
    header->open = false;
    bool wanted = diagnostics_count(unit->errors) == 0 && !unit->options->check_only;
    header->text = wanted ? header_text(unit, header, edits) : "";
}

/* The text that takes the place of an #include; NULL when the header includes itself for ever. */
static const char *take_header(struct unit *unit, struct header *header, struct span from) {
    if (include_is_root(unit)) unit->includes->place = from.start;
    bool in_arm = unit->includes->in_arm || is_in_arm(unit, from.start);
    if (header->open) return header->guarded ? "\n" : NULL;
    bool again = header->guarded && header->done;
    bool covered = again && is_covered(unit, header, from);
    if (covered && !is_read_again(unit, header, from)) return "\n";
    struct mask_place place = include_place(unit, from.start);
    uint32_t like =
        masks_like(header->masks, place.included, &place, unit->version, unit->includes->version);
    if (!again || like >= header->versions.count) open_header(unit, header, from, in_arm);
    header->place = place.included;
    declare_alike(unit, from.start);
    if (covered) return "\n";
    header->from = from;
    header->always = !in_arm;
    bool wraps = header->once != NULL && *header->text != '\0';
    return wraps ? guard_text(unit, header) : header->text;
}

/* The site of an #include, with all of its line. */
static struct site *include_site(struct unit *unit, const struct node *directive) {
    struct site *site = unit_site(unit, SITE_INCLUDE, directive);
    uint32_t start = site->start;
    const struct directive *whole = scan_next(masks_scan(unit->masks), &start, site->end);
    const char *text = unit->source->text, *past;
    site->extra =
        whole != NULL && directive_extra(text + whole->start, text + whole->end, &past) != NULL;
    if (site->extra) site->end = whole->end + (whole->end < unit->source->length);
    return site;
}

static void include_header(struct unit *unit, const struct node *directive, struct header *header,
                           const char *name) {
    const char *text = take_header(unit, header, unit_span(unit, directive));
    if (text != NULL)
        include_text(unit, include_site(unit, directive), header, text);
    else
        refuse(unit, directive, name, "this header includes itself, and has no guard", NULL);
}

/* The name between quotes or angle brackets in [start, end) of a text, if it is one of a .gh. */
static const char *header_name(struct unit *unit, const char *text, uint32_t start, uint32_t end,
                               bool *quoted) {
    struct include_name name;
    if (!include_name_at(unit->arena, text + start, text + end, &name)) return NULL;
    *quoted = name.quoted;
    return include_is_channel_header(name.text) ? name.text : NULL;
}

/* `#include NAME` with a macro of the file that stands for a .gh. Others are known only to the preprocessor: see
 * include_passed.c. */
static void check_macro_path(struct unit *unit, const struct node *path) {
    const struct macro *macro =
        node_kind(path) == K_IDENTIFIER ? unit_name_of(unit, path)->macro : NULL;
    unit->wants_headers = true;
    if (macro == NULL || macro->body.source == NULL || unit->passed_header) return;
    const char *text = macro->body.source->text + macro->body.start;
    size_t length = macro->body.end - macro->body.start;
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) length--;
    if (length < 6 || memcmp(text + length - 4, ".gh", 3) != 0) return;
    unit->lost_header = true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_INCLUDE, unit_span(unit, path),
                                                "a macro cannot name a header of channel code");
    diagnostic_note(error, macro->body, "it is defined here");
    diagnostic_hint(error, "write the name itself");
}

bool include_stands(const struct unit *unit, uint32_t start, uint32_t end, bool own) {
    const struct directive *directive;
    while ((directive = scan_next(masks_scan(unit->masks), &start, end)) != NULL)
        if (scan_is(unit->source, directive, "include") &&
            !(own && unit->source->text[directive->body] == '<'))
            return true;
    return false;
}

static bool was_visited(const struct unit *unit, uint32_t offset) {
    for (const struct visit *visit = unit->visits; visit != NULL; visit = visit->next)
        if (visit->offset == offset) return true;
    return false;
}

/* The name of the .gh that a directive includes; NULL for any other. */
static const char *channel_header(struct unit *unit, const struct source *source,
                                  const struct directive *directive, bool *quoted) {
    return scan_is(source, directive, "include")
               ? header_name(unit, source->text, directive->body, directive->end, quoted)
               : NULL;
}

/* Among members, enumerators or the like a header is no translation of its own. One without channel syntax is C's. */
static void refuse_place(struct unit *unit, const struct directive *directive) {
    bool quoted;
    struct header_place place;
    const char *name = channel_header(unit, unit->source, directive, &quoted);
    const char *found = name != NULL ? find(unit, name, quoted, &place) : NULL;
    struct header *header = found != NULL ? read_header(unit, found, &place) : NULL;
    if (header == NULL || !translate_may_change(header->source)) return;
    unit->misplaced = true;
    uint32_t length = (uint32_t)strlen(name) + 2;
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_INCLUDE, unit_span_of(unit, directive->body, directive->body + length),
        "a header of channel code stands between declarations or statements");
    if (error != NULL) diagnostic_hint(error, "write out here what it holds");
}

void include_end(struct unit *unit, uint32_t start, uint32_t end) {
    const struct scan *scan = masks_scan(unit->masks);
    const struct directive *directive;
    while (!unit->in_headers && (directive = scan_next(scan, &start, end)) != NULL) {
        if (directive->kind != DIRECTIVE_OTHER ||
            !masks_shows(unit->masks, unit->version, directive->start))
            continue;
        if (!was_visited(unit, directive->start)) refuse_place(unit, directive);
    }
    unit->visits = NULL;
}

void include_check(struct unit *unit, const struct node *directive) {
    const struct node *path = node_field(directive, F_PATH);
    if (path == NULL || unit->in_headers) return;
    struct visit *visit = arena_alloc(unit->arena, sizeof *visit);
    *visit = (struct visit){node_start(directive), unit->visits};
    unit->visits = visit;
    if (node_kind(path) == K_IDENTIFIER || node_kind(path) == K_CALL) {
        check_macro_path(unit, path);
        return;
    }
    bool quoted;
    struct header_place place;
    const char *name =
        header_name(unit, unit->source->text, node_start(path), node_end(path), &quoted);
    if (name == NULL) {
        include_check_macros(unit, node_start(path), node_end(path));
        return;
    }
    const char *found = find(unit, name, quoted, &place);
    if (found == NULL && is_optional(unit, directive, name)) return;
    if (found != NULL && is_root_once(unit->includes, &place.status)) {
        include_site(unit, directive)->text = "\n";
        return;
    }
    struct header *header = found != NULL ? read_header(unit, found, &place) : NULL;
    if (header != NULL) {
        include_header(unit, directive, header, name);
        return;
    }
    unit->lost_header = true;
    if (found != NULL)
        refuse(unit, directive, name, strerror(errno), NULL);
    else
        refuse_missing(unit, directive, name);
}

void include_check_other(struct unit *unit, const struct node *directive) {
    const struct node *word = node_field(directive, F_DIRECTIVE),
                      *argument = node_field(directive, F_ARGUMENT);
    if (word == NULL || argument == NULL || unit->in_headers) return;
    const char *name = unit_bytes(unit, word);
    size_t length = node_end(word) - node_start(word);
    bool import = length > 6 && memcmp(name + length - 6, "import", 6) == 0;
    if (!import && (length <= 12 || memcmp(name + length - 12, "include_next", 12) != 0)) return;
    const char *path = unit_bytes(unit, argument);
    const char *end = path[0] == '<' || path[0] == '"' ? strpbrk(path + 1, ">\"\n") : NULL;
    if (end == NULL || end - path < 5 || memcmp(end - 3, ".gh", 3) != 0) return;
    unit->lost_header = true;
    uint32_t start = node_start(argument);
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_INCLUDE, unit_span_of(unit, start, start + (uint32_t)(end + 1 - path)),
        "only #include brings in a header of channel code");
    if (error != NULL && import) diagnostic_hint(error, "write #include, and #pragma once in it");
}

/* Options. */

const char *include_option_name(const char *const *words, const char *option, size_t *count) {
    size_t size = strlen(option);
    if (strncmp(words[0], option, size) != 0) return NULL;
    bool apart = words[0][size] == '\0';
    *count = apart && words[1] != NULL ? 2 : 1;
    return apart ? words[1] : words[0] + size;
}

const char *include_of_option(const char *const *words, size_t *count) {
    const char *name = include_option_name(words, "-include", count);
    return name != NULL && include_is_channel_header(name) ? name : NULL;
}

bool include_is_asked(const struct translate_options *options) {
    size_t count;
    for (size_t i = 0; options->cc_args != NULL && options->cc_args[i] != NULL; i++)
        if (include_of_option(options->cc_args + i, &count) != NULL) return true;
    return false;
}

/* The header that an option names; NULL with *found set when that is there, and cannot be read. */
static struct header *read_option(struct unit *unit, const char *name, const char **found) {
    struct header_place place = {.system = false};
    *found = exists(name, &place.status) ? name : find(unit, name, true, &place);
    return *found != NULL ? read_header(unit, *found, &place) : NULL;
}

static void include_option(struct unit *unit, const char *name) {
    struct span start = unit_span_of(unit, 0, 0);
    const char *found;
    struct header *header = read_option(unit, name, &found);
    if (header == NULL) {
        unit->lost_header = true;
        diagnostic_error(unit->errors, D_INCLUDE, start, "-include '%s': %s", name,
                         found != NULL ? strerror(errno) : "no such header");
        return;
    }
    const char *text = take_header(unit, header, start);
    include_text(unit, unit_site_at(unit, SITE_INCLUDE, 0), header, text);
}

/* What the masks of the file are to know of a header. */
static bool describe(const struct header *header, struct included *included) {
    if (header == NULL) return false;
    *included = (struct included){
        .source = header->source, .scan = masks_scan(header->masks), .owner = header->masks};
    return true;
}

/* The header that is a source; NULL for the file itself. */
static const struct header *header_of(const struct includes *includes,
                                      const struct source *source) {
    const struct header *header = includes->first;
    while (header != NULL && header->source != source) header = header->next;
    return header;
}

/* Reads a plain header of the program's own, once. */
static bool read_plain(struct unit *unit, const struct source *from,
                       const struct directive *directive, struct included *included) {
    struct includes *includes = unit->includes;
    const char *at = from->text + directive->body, *end = from->text + directive->end;
    bool quoted = at < end && *at == '"';
    const char *close =
        at < end ? memchr(at + 1, quoted ? '"' : '>', (size_t)(end - at - 1)) : NULL;
    struct header_place place;
    if (close == NULL || (!quoted && *at != '<')) return false;
    const char *name = arena_strndup(unit->arena, at + 1, (size_t)(close - at - 1));
    const char *found = include_find(unit->arena, unit->options, from->path, name, quoted, &place);
    if (found == NULL || place.system || !S_ISREG(place.status.st_mode)) return false;
    struct plain_header *header = includes->plain;
    while (header != NULL &&
           (header->device != place.status.st_dev || header->inode != place.status.st_ino))
        header = header->next;
    if (header == NULL) {
        const struct source *source =
            includes->plain_count < MAX_PLAIN ? source_read(unit->arena, found) : NULL;
        if (source == NULL) return false;
        header = arena_alloc(unit->arena, sizeof *header);
        *header = (struct plain_header){place.status.st_dev, place.status.st_ino, source,
                                        scan_source(unit->arena, source), includes->plain};
        includes->plain = header;
        includes->plain_count++;
    }
    *included = (struct included){
        .source = header->source, .scan = header->scan, .owner = header, .plain = true};
    return true;
}

/* As header_reader has it. */
static bool read_included(void *data, const struct source *from, const struct directive *directive,
                          bool plain, struct included *included) {
    struct unit *unit = data;
    bool quoted;
    struct header_place place;
    const char *name = channel_header(unit, from, directive, &quoted);
    const char *found =
        name != NULL ? include_find(unit->arena, unit->options, from->path, name, quoted, &place)
                     : NULL;
    if (name == NULL && plain && scan_is(from, directive, "include"))
        return read_plain(unit, from, directive, included);
    if (found == NULL) return false;
    const struct header *including = header_of(unit->includes, from);
    unit->includes->in_system = including != NULL && including->system;
    struct header *header = read_header(unit, found, &place);
    unit->includes->in_system = false;
    return describe(header, included);
}

/* The same. */
static bool read_asked(void *data, size_t index, struct included *included) {
    struct unit *unit = data;
    const char *const *arguments = unit->options->cc_args, *found;
    size_t count = 1;
    for (; arguments != NULL && *arguments != NULL; arguments += count) {
        const char *name = include_of_option(arguments, &count);
        if (name == NULL) count = 1;
        const struct header *header = name != NULL ? read_option(unit, name, &found) : NULL;
        if (header != NULL && index-- == 0) return describe(header, included);
    }
    return false;
}

struct header_reader include_reader(struct unit *unit) {
    return (struct header_reader){read_included, read_asked, unit};
}

void include_begin(struct unit *unit) {
    struct includes *includes = unit->includes;
    includes->path = unit->source->path;
    includes->masks = unit->masks;
    includes->version = unit->version;
    includes->root_once = (has_pragma_once(unit) || include_has_guard(unit)) &&
                          exists(unit->source->path, &includes->root);
    const char *const *arguments = unit->options->cc_args;
    for (size_t i = 0; arguments != NULL && arguments[i] != NULL; i++) {
        size_t count;
        const char *name = include_of_option(arguments + i, &count);
        if (name == NULL) continue;
        include_option(unit, name);
        i += count - 1;
    }
}
