/* lower.c: sites become edits: the small constructs, and the way to the large ones.
 *
 * No type is decided here. Each edit covers its construct and renders the operands through ranges,
 * so that constructs nest in any way. */
#include "lower.h"

#include "declare.h"
#include "include.h"
#include "presumed.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

const char *lower_declare(struct unit *unit, const struct type *type, const char *name) {
    if (unit->elsewhere) type = type_without_local(unit->arena, type);
    unit->unspelt |= type_has_unknown(type);
    return type_declare(unit->arena, type, name, STYLE_C);
}

void lower_operand(struct unit *unit, struct edit *edit, const struct node *node) {
    edit_range(edit, unit_operand_start(unit, node, edit_start(edit)),
               unit_operand_past(unit, node, edit_end(edit)));
}

void lower_in_line(struct unit *unit, struct edit *edit, const struct node *node) {
    edit_level(edit, node_start(node));
    lower_operand(unit, edit, node);
}

void lower_place(struct edit *edit, const struct site *site) {
    edit_sync(edit, site->start);
    edit_text(edit, "CHANC_AT)");
}

/* As token_comment. */
static uint32_t comment_end(const struct source *source, uint32_t at, uint32_t limit) {
    return (uint32_t)(token_comment(source->text + at, source->text + limit) - source->text);
}

void lower_gap(struct unit *unit, struct edit *edit, uint32_t from, uint32_t to) {
    const struct source *source = unit->source;
    for (uint32_t at = from; at < to;) {
        uint32_t end = comment_end(source, at, to);
        if (end > at) {
            if (source->text[at + 1] == '/' && end < to) end++; /* the newline */
            edit_verbatim(edit, at, end);
            if (end < to) edit_text(edit, " ");
            at = end;
        } else {
            if (source->text[at] == '\n') edit_text(edit, "\n");
            at++;
        }
    }
}

struct edit *lower_edit_of(struct unit *unit, uint32_t start, uint32_t end) {
    struct edit *edit = edit_new(unit->edits, start, end);
    if (memchr(unit->source->text + start, '\n', end - start) != NULL) edit_resync(edit);
    return edit;
}

struct edit *lower_edit(struct unit *unit, const struct site *site) {
    return lower_edit_of(unit, site->start, site->end);
}

void lower_end(struct unit *unit, struct edit *edit, uint32_t end) {
    edit_keep_comments(edit, unit->source);
    edit_rest(edit, end);
}

bool lower_same(const struct type *a, const struct type *b) {
    return type_compare(a, b) == ID_SAME && type_qualifiers(b) == 0;
}

/* The initialiser that makes all of a type zero: {0} would be one value too many where a struct without members comes
 * first, and for an enum no value of C++'s. */
static const char *zero(struct unit *unit, const struct type *type) {
    bool is_enum = type_is(type, T_TAG) && type_strip(type)->tag->kind == TAG_ENUM;
    if (is_enum) return arena_printf(unit->arena, "{(%s)0}", lower_declare(unit, type, ""));
    type = type_strip(type);
    while (type->kind == T_ARRAY || (type->kind == T_TAG && type->tag->complete)) {
        if (type->kind == T_TAG && declare_is_empty(type->tag)) return "{}";
        if (type->kind == T_TAG && type->tag->count == 0) break;
        type = type_strip(type->kind == T_TAG ? type->tag->members[0].type : type->base);
    }
    return "{0}";
}

/* Whether a type may be one of a struct in another version, of the source or of a header that declares its name. */
static bool may_be_struct(const struct unit *unit, const struct type *type) {
    if (!type_is_scalar(type)) return true;
    return type->kind == T_ALIAS && (masks_conditional(unit->masks) || include_varies(unit));
}

void lower_value(struct unit *unit, struct edit *edit, const struct type *element,
                 const struct node *value) {
    if (type_is(element, T_VOID)) {
        edit_text(edit, "0");
    } else if (node_kind(value) == K_INITIALIZER_LIST) {
        edit_text(edit, "&(%s)", lower_declare(unit, element, ""));
        if (node_inner(value) != NULL)
            lower_operand(unit, edit, value);
        else
            edit_text(edit, "%s", zero(unit, element));
    } else if (!may_be_struct(unit, element)) {
        edit_text(edit, "&(%s){", lower_declare(unit, element, ""));
        lower_operand(unit, edit, value);
        edit_text(edit, "}");
    } else {
        /* Braces around a struct's value would fill its first member: an array of one takes it
         * whole. */
        edit_text(edit, "&(%s){", lower_declare(unit, element, "[1]"));
        lower_operand(unit, edit, value);
        edit_text(edit, "}");
    }
}

/* Whether a channel variable keeps its value while the value to send is evaluated. */
static bool is_steady(const struct symbol *symbol) {
    return symbol != NULL && symbol->body != 0 && !symbol->is_static && !symbol->is_extern &&
           !symbol->changed;
}

static void lower_send(struct unit *unit, const struct site *site) {
    struct edit *edit = lower_edit(unit, site);
    bool ordered = !site->quiet && !is_steady(site->symbol);
    const char *channel = ordered ? unit_temporary(unit, "c") : NULL;
    if (ordered) {
        edit_text(edit, "{ chanc_chan *%s = ", channel);
        lower_operand(unit, edit, site->first);
        edit_text(edit, "; chanc_send(%s", channel);
    } else {
        edit_text(edit, "chanc_send(");
        lower_operand(unit, edit, site->first);
    }
    edit_text(edit, ", ");
    lower_gap(unit, edit, unit_operand_past(unit, site->first, site->end),
              unit_operand_start(unit, site->second, site->start));
    lower_value(unit, edit, site->type, site->second);
    edit_text(edit, ", CHANC_AT)");
    lower_gap(unit, edit, unit_operand_past(unit, site->second, site->end), site->end);
    edit_text(edit, ordered ? "; }" : ";");
    lower_end(unit, edit, site->end);
}

/* `a/<-b` must not become the start of a comment. */
static const char *space_before(const struct unit *unit, const struct site *site) {
    return site->start > 0 && unit->source->text[site->start - 1] == '/' ? " " : "";
}

static void lower_receive(struct unit *unit, const struct site *site) {
    struct edit *edit = lower_edit(unit, site);
    bool is_void = type_is(site->type, T_VOID);
    if (site->unused)
        edit_text(edit, "chanc_recv(");
    else if (is_void)
        edit_text(edit, "(void)chanc_recv(");
    else
        edit_text(edit, "%s*(%s)chanc_recv(", space_before(unit, site),
                  lower_declare(unit, type_pointer(unit->arena, site->type), ""));
    lower_gap(unit, edit, site->start, unit_operand_start(unit, site->first, site->start));
    lower_operand(unit, edit, site->first);
    const char *place = site->nowhere ? "0" : "CHANC_AT";
    if (site->unused || is_void)
        edit_text(edit, ", 0, %s)", place);
    else
        edit_text(edit, ", &(%s)%s, %s)", lower_declare(unit, site->type, ""),
                  zero(unit, site->type), place);
    lower_end(unit, edit, site->end);
}

/* The element of `make(chan struct job {...})`, whose text defines the type, without its parentheses; else NULL. */
static const struct node *defining_element(const struct site *site) {
    const struct node *make = site->node;
    const struct node *type =
        node_kind(make) == K_MAKE ? node_field(node_field(make, F_TYPE), F_TYPE) : NULL;
    if (node_kind(type) != K_CHANNEL_TYPE) return NULL;
    const struct node *element = node_field(type, F_ELEMENT);
    const struct node *body = node_field(declare_last_specifier(element), F_BODY);
    if (node_kind(element) == K_PARENTHESIZED_TYPE) element = node_field(element, F_TYPE);
    const struct tag *tag = type_bare_tag(site->type);
    bool here = body != NULL && (tag == NULL || tag->body_start == node_start(body));
    return here ? element : NULL;
}

static void lower_make(struct unit *unit, const struct site *site) {
    struct edit *edit = lower_edit(unit, site);
    const struct node *element = defining_element(site);
    edit_text(edit, "chanc_make(");
    if (type_is(site->type, T_VOID)) {
        edit_text(edit, "0, ");
    } else if (element != NULL) {
        edit_text(edit, "sizeof(");
        lower_operand(unit, edit, element);
        edit_text(edit, "), ");
    } else {
        edit_text(edit, "sizeof(%s), ", lower_declare(unit, site->type, ""));
    }
    if (site->first != NULL)
        lower_in_line(unit, edit, site->first);
    else
        edit_text(edit, "0");
    edit_text(edit, ", ");
    lower_place(edit, site);
    lower_end(unit, edit, site->end);
}

static void lower_builtin(struct unit *unit, const struct site *site) {
    struct edit *edit = lower_edit(unit, site);
    edit_text(edit, "%s(", site->text);
    lower_in_line(unit, edit, site->first);
    edit_text(edit, site->with_place ? ", " : ")");
    if (site->with_place) lower_place(edit, site);
    lower_end(unit, edit, site->end);
}

static void lower_text(struct unit *unit, const struct site *site) {
    edit_text(edit_new(unit->edits, site->start, site->end), "%s", site->text);
}

/* A name in a go body, or a constant, that stands for something else. */
static void lower_captured(struct unit *unit, const struct site *site) {
    const char *text = site->symbol != NULL ? lower_stand_in(unit, site) : site->text;
    edit_text(edit_new(unit->edits, site->start, site->end), "%s", text);
}

/* Text before functions. After all that goes to one place lines are set right, once. */
struct hoist {
    uint32_t offset;
    bool has_prototype; /* of the function that follows */
    struct hoist *next;
};

/* The heading of a definition as a declaration: from the #if on where it begins in an arm and goes on after the
 * group. */
static void lower_heading(const struct unit *unit, struct edit *edit, struct heading heading) {
    uint32_t start = heading.start, inside = start, past, arm;
    while (!masks_same_arm(unit->masks, inside, heading.end - 1) &&
           (arm = masks_arm(unit->masks, inside, &past)) != UINT32_MAX && arm > 0) {
        start = arm;
        inside = arm - 1;
    }
    if (heading.untyped) edit_text(edit, "int ");
    if (heading.parameters != NULL) {
        edit_range(edit, start, heading.list_start);
        edit_text(edit, "%s", heading.parameters);
        start = heading.list_end;
    }
    edit_range(edit, start, heading.end);
}

static struct hoist *hoist_at(struct unit *unit, uint32_t offset) {
    struct hoist **place = &unit->hoists; /* mostly the first: sites are lowered in their order */
    while (*place != NULL && (*place)->offset > offset) place = &(*place)->next;
    if (*place == NULL || (*place)->offset != offset) {
        struct hoist *hoist = arena_alloc(unit->arena, sizeof *hoist);
        *hoist = (struct hoist){offset, false, *place};
        *place = hoist;
        edit_sync(edit_insert(unit->edits, offset, HOIST_END), offset);
    }
    return *place;
}

struct edit *lower_hoist(struct unit *unit, uint32_t offset, uint32_t order) {
    hoist_at(unit, offset);
    return edit_insert(unit->edits, offset, order);
}

void lower_prototype(struct unit *unit, uint32_t offset, const struct node *definition) {
    struct hoist *hoist = hoist_at(unit, offset);
    if (hoist->has_prototype) return;
    hoist->has_prototype = true;
    struct edit *edit = edit_insert(unit->edits, offset, HOIST_PROTOTYPE);
    lower_heading(unit, edit, unit_heading(unit, definition));
    edit_text(edit, ";\n\n");
}

/* The runtime has C's main; the user's keeps its name for C and debuggers and takes another for the
 * linker. */
static void lower_main(struct unit *unit) {
    struct edit *edit = lower_hoist(unit, unit->main_hoist_at, HOIST_MAIN);
    lower_heading(unit, edit, unit->main);
    edit_text(edit, " __asm__(\"chanc_main\");\n\n");
    unit->has_main = false;
}

/* Whether gcc gets line markers, too. */
static bool is_marked_for_all(const struct unit *unit, const struct site *site) {
    return site->include->system && unit->options->gcc_markers;
}

/* What gcc gets in the place of a marker of a header of the system's: no word of extensions in it, though of other
 * things. */
static const char *unmarked(const struct site *site, const char *pragmas) {
    return site->include->system ? pragmas : "#endif\n";
}

/* clang says less of what is not used in a header, and tells one by the markers of its own preprocessor. gcc needs none,
 * and with -Wpedantic takes them amiss; but nothing else tells it not to warn of a header. The line before is that which
 * brings in the header, for messages. */
static void enter_header(struct unit *unit, struct edit *edit, const struct site *site) {
    const struct include_site *include = site->include;
    bool wanted = is_marked_for_all(unit, site);
    if (!wanted) edit_text(edit, "#ifdef __clang__\n");
    edit_sync(edit, site->start);
    edit_text(edit, "# 1 %s 1%s\n%s", include->path, include->system ? " 3" : "",
              wanted ? ""
                     : unmarked(site, "#else\n#pragma GCC diagnostic push\n"
                                      "#pragma GCC diagnostic ignored \"-Wpedantic\"\n#endif\n"));
}

/* Compilers know again where a header came in by the name that the place has for them. */
static void leave_header(struct unit *unit, struct edit *edit, const struct site *site) {
    const struct source *source = unit->source;
    if (unit->presumed == NULL)
        unit->presumed = presumed_new(unit->arena, source, masks_scan(unit->masks));
    const char *path = presumed_at(unit->presumed, source_line(source, site->start) - 1).path;
    if (path == NULL) path = source_path_literal(unit->arena, source->path);
    bool wanted = is_marked_for_all(unit, site);
    edit_text(edit, "%s# %u %s 2%s\n%s", wanted ? "" : "#ifdef __clang__\n",
              (unsigned)source_line(source, site->end), path, site->include->in_system ? " 3" : "",
              wanted ? "" : unmarked(site, "#else\n#pragma GCC diagnostic pop\n#endif\n"));
}

/* The directive's own line goes, its newline too; what follows is at the next line of the source.
 */
static void lower_include(struct unit *unit, const struct site *site) {
    struct edit *edit = edit_new(unit->edits, site->start, site->end);
    if (site->extra) {
        edit_sync(edit, site->start);
        edit_text(edit, "#pragma GCC warning \"extra tokens at end of #include directive\"\n");
    }
    if (site->include != NULL) enter_header(unit, edit, site);
    edit_text(edit, "%s", site->text);
    if (site->include != NULL) leave_header(unit, edit, site);
    edit_keep_comments(edit, unit->source);
    if (site->end < unit->source->length) edit_sync(edit, site->end);
}

/* An assertion or a typedef, at the line of what it is about; in a block on the line where that begins. */
static void lower_hoisted(struct unit *unit, const struct site *site) {
    struct element_name *renamed = site->renamed;
    if (renamed != NULL) {
        if (renamed->declared_in == unit->edits) return;
        renamed->declared_in = unit->edits;
        renamed->declared_after = edits_count(unit->edits);
    }
    if (site->in_block) {
        edit_text(edit_new(unit->edits, site->hoist_at, site->hoist_at), " %s", site->text);
        return;
    }
    struct edit *edit = lower_hoist(unit, site->hoist_at, HOIST_TYPE);
    edit_sync(edit, site->start);
    edit_text(edit, "%s\n", site->text);
}

/* Nothing without a spelling reaches the output: checking should not have let it pass. */
static void refuse_unspelt(struct unit *unit, const struct site *site) {
    if (!unit->unspelt) return;
    unit->unspelt = false;
    diagnostic_error(unit->errors, D_UNRESOLVED, unit_span_of(unit, site->start, site->end),
                     "a type that the translation of this needs is not known here");
}

static void lower_site(struct unit *unit, const struct site *site) {
    unit->elsewhere = site->in_go || site->kind == SITE_GO;
    switch (site->kind) {
    case SITE_TYPE: lower_type(unit, site); break;
    case SITE_INSERT: lower_text(unit, site); break;
    case SITE_CAPTURED: lower_captured(unit, site); break;
    case SITE_MAKE: lower_make(unit, site); break;
    case SITE_RECEIVE: lower_receive(unit, site); break;
    case SITE_SEND: lower_send(unit, site); break;
    case SITE_PAIR: lower_pair(unit, site); break;
    case SITE_SHORT: lower_short(unit, site); break;
    case SITE_RANGE: lower_range(unit, site); break;
    case SITE_SELECT: lower_select(unit, site); break;
    case SITE_GO: lower_go(unit, site); break;
    case SITE_BUILTIN: lower_builtin(unit, site); break;
    case SITE_HOIST: lower_hoisted(unit, site); break;
    case SITE_FUNCTION: break; /* done before all others: see lower_unit */
    case SITE_INCLUDE: lower_include(unit, site); break;
    }
    refuse_unspelt(unit, site);
}

/* Whether an earlier version of the text, from `version` on, showed the place. */
static bool is_done_since(const struct unit *unit, uint32_t version, uint32_t offset) {
    for (; version < unit->version; version++)
        if (masks_shows(unit->masks, version, offset)) return true;
    return false;
}

/* Whether one did, and so lowered it, or a later one will. */
static bool is_done(const struct unit *unit, uint32_t offset) {
    if (!masks_counts(unit->masks, unit->version, offset)) return true;
    for (uint32_t version = 0; version < unit->version; version++)
        if (masks_shows(unit->masks, version, offset) && masks_counts(unit->masks, version, offset))
            return true;
    return false;
}

/* A lowered body is no C++. */
static void lower_function(struct unit *unit, const struct site *site) {
    struct edit *open = edit_new(unit->edits, site->start, site->start);
    edit_text(open, "#ifndef __cplusplus\n");
    edit_sync(open, site->start);
    struct edit *close = edit_new(unit->edits, site->end, site->end);
    edit_text(close, "\n#endif");
    edit_resync(close);
}

/* Whether a site is left to another version. */
static bool is_left(const struct unit *unit, const struct site *site) {
    bool of_some =
        site->kind == SITE_INSERT || (site->kind == SITE_CAPTURED && site->symbol != NULL);
    if (of_some && masks_counts(unit->masks, unit->version, site->start)) return site->again;
    return is_done(unit, site->start);
}

void lower_unit(struct unit *unit) {
    for (uint32_t i = unit->lowered_count; i < unit->site_count; i++)
        if (unit->sites[i]->kind == SITE_FUNCTION && !is_done(unit, unit->sites[i]->start))
            lower_function(unit, unit->sites[i]);
    for (uint32_t i = unit->lowered_count; i < unit->site_count; i++)
        if (!is_left(unit, unit->sites[i])) lower_site(unit, unit->sites[i]);
    unit->lowered_count = unit->site_count;
    if (unit->has_main && unit->site_count > 0 &&
        !is_done_since(unit, unit->first_sited, unit->main.start))
        lower_main(unit);
    unit->hoists = NULL;
}

/* The first is lowered first: what several show is lowered with the first of them. */
void lower_versions(struct unit *unit, struct unit *versions, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        versions[i].hoists = NULL;
        versions[i].temporaries = unit->temporaries;
        lower_unit(&versions[i]);
        unit->temporaries = versions[i].temporaries;
    }
}
