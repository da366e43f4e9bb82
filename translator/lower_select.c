/* lower_select.c: select becomes an array of cases, one call, and a switch over the index chosen.
 *
 * The operands of all cases move before the switch, each a statement of its own, so that they are
 * evaluated once and in order; the bodies stay where they are. `break` leaves the switch as it left
 * the select. Without a default the last case is the switch's default, so that the compiler sees
 * that one of them runs. */
#include "lower.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* What one select is written with. */
struct lowering {
    struct unit *unit;
    struct edit *edit;
    const struct select_site *select;
    const char *array;        /* of the cases */
    const char **temporaries; /* a case: where its value is received, or NULL */
    uint32_t communications;  /* cases that are no default */
};

static bool takes_value(const struct select_case *one) {
    return one->kind == CASE_RECEIVE && one->left.exists && !type_is(one->element, T_VOID);
}

static void set_up_receive(struct lowering *at, const struct select_case *one, uint32_t slot,
                           uint32_t number) {
    const char *temporary = at->temporaries[number];
    const char *address = temporary != NULL ? arena_printf(at->unit->arena, "&%s", temporary) : "0";
    edit_text(at->edit, "%s[%u] = chanc_case_recv(", at->array, (unsigned)slot);
    lower_operand(at->unit, at->edit, one->channel);
    edit_text(at->edit, ", %s);", address);
}

static void set_up_send(struct lowering *at, const struct select_case *one, uint32_t slot) {
    edit_text(at->edit, "%s[%u] = chanc_case_send(", at->array, (unsigned)slot);
    lower_operand(at->unit, at->edit, one->channel);
    edit_text(at->edit, ", ");
    if (!one->quiet) edit_text(at->edit, "0); %s[%u].send = ", at->array, (unsigned)slot);
    edit_sync(at->edit, node_start(one->value));
    lower_value(at->unit, at->edit, one->element, one->value);
    edit_text(at->edit, one->quiet ? ");" : ";");
}

/* Ahead of all statements: some have compilers warn of declarations after these. */
static void declare_temporaries(struct lowering *at) {
    for (uint32_t i = 0; i < at->select->count; i++) {
        const struct select_case *one = &at->select->cases[i];
        if (!takes_value(one)) continue;
        at->temporaries[i] = unit_temporary(at->unit, "v");
        edit_text(at->edit, " %s;", lower_declare(at->unit, one->element, at->temporaries[i]));
    }
}

static void set_up(struct lowering *at) {
    uint32_t slot = 0;
    for (uint32_t i = 0; i < at->select->count; i++) {
        const struct select_case *one = &at->select->cases[i];
        if (one->kind == CASE_DEFAULT) continue;
        edit_text(at->edit, " ");
        edit_sync(at->edit, node_start(one->channel));
        if (one->kind == CASE_SEND)
            set_up_send(at, one, slot);
        else
            set_up_receive(at, one, slot, i);
        slot++;
    }
}

/* What a chosen case declares. */
static void declare(struct lowering *at, const struct target *target, const struct type *type,
                    const char *value) {
    edit_text(at->edit, " ");
    if (target->specifier != NULL)
        edit_range(at->edit, unit_operand_start(at->unit, target->specifier, edit_start(at->edit)),
                   node_end(target->declarator));
    else
        edit_text(at->edit, "%s", lower_declare(at->unit, type, target->symbol->name->text));
    edit_text(at->edit, " = %s;", value);
}

/* What a chosen case declares or assigns. */
static void open_case(struct lowering *at, const struct select_case *one, uint32_t slot,
                      const char *temporary) {
    const struct target *left = &one->left, *ok = &one->ok;
    const char *truth =
        ok->exists ? arena_printf(at->unit->arena, "%s[%u].ok", at->array, (unsigned)slot) : NULL;
    bool declares = left->declares || left->specifier != NULL;
    if (temporary != NULL && declares) declare(at, left, left->type, temporary);
    lower_assign_both(at->unit, at->edit, left, declares ? NULL : temporary, ok,
                      ok->declares ? NULL : truth);
    if (ok->declares) declare(at, ok, type_basic(B_BOOL), truth);
}

/* Where the label ends: past its colon; and where the last statement ends. */
struct extent {
    uint32_t colon, last;
    bool guarded; /* that may be the unbraced arm of an `if` on a line before it */
    bool jumps; /* that leaves the case: a `break` behind it would make compilers think otherwise */
};

/* Whether it leaves the case, whatever stands before it: not as the arm of an `if` that a macro writes. */
static bool is_jump(const struct unit *unit, const struct node *before,
                    const struct node *statement) {
    const char *text = unit->source->text, *start = text + node_start(statement);
    bool ended = strchr(":;}", text[node_end(before) - 1]) != NULL &&
                 token_skip(text + node_end(before), start) == start;
    switch (node_kind(statement)) {
    case K_RETURN_STATEMENT:
    case K_BREAK_STATEMENT:
    case K_CONTINUE_STATEMENT:
    case K_GOTO_STATEMENT: return ended;
    default: return false;
    }
}

/* After such an arm, on its line, compilers take another statement for a mistake. */
static bool is_guarded(const struct unit *unit, const struct node *statement) {
    switch (node_kind(statement)) {
    case K_IF_STATEMENT:
    case K_FOR_STATEMENT:
    case K_WHILE_STATEMENT:
    case K_RANGE_STATEMENT:
        return source_line(unit->source, node_start(statement)) !=
               source_line(unit->source, node_end(statement));
    default: return false;
    }
}

static struct extent case_extent(const struct unit *unit, const struct node *node) {
    const struct node *colon = unit_colon(unit, node), *end = node_after(node);
    if (colon == end) return (struct extent){.colon = node_end(node), .last = node_end(node)};
    struct extent extent = {.colon = node_end(colon)};
    const struct node *before = colon;
    for_siblings(child, colon, end) {
        extent.last = node_end(child);
        extent.guarded = is_guarded(unit, child);
        extent.jumps = child != colon && is_jump(unit, before, child);
        before = child;
    }
    return extent;
}

static bool ends_in_brace(const struct unit *unit, uint32_t end) {
    return spelling_closes(unit->source->text + end);
}

/* A case whose last statements are in the arms of an #if ends after the #endif. */
static uint32_t past_directives(struct unit *unit, uint32_t last, uint32_t next) {
    uint32_t past = last;
    while (masks_directive(unit->masks, past, next, &past) != UINT32_MAX) last = past;
    return last;
}

static uint32_t lower_case(struct lowering *at, uint32_t number, uint32_t slot, uint32_t next) {
    const struct select_case *one = &at->select->cases[number];
    bool last = !at->select->has_default && slot + 1 == at->communications;
    if (one->kind == CASE_DEFAULT || last)
        edit_text(at->edit, "default: {");
    else
        edit_text(at->edit, "case %u: {", (unsigned)slot);
    struct extent extent = case_extent(at->unit, one->node);
    if (one->kind == CASE_RECEIVE) open_case(at, one, slot, at->temporaries[number]);
    uint32_t end = past_directives(at->unit, extent.last, next);
    edit_rest(at->edit, extent.colon);
    edit_range(at->edit, extent.colon, end);
    uint32_t past; /* an arm of an #if may have more */
    bool jumps =
        extent.jumps && masks_directive(at->unit->masks, extent.colon, next, &past) == UINT32_MAX;
    bool apart = end > extent.last || (extent.guarded && !ends_in_brace(at->unit, end));
    edit_text(at->edit, jumps ? " }" : apart ? "\nbreak; }" : " break; }");
    if (apart) edit_resync(at->edit);
    return end;
}

/* Past the brace at `at`, a digraph or a macro perhaps. */
static uint32_t past_opening(const struct unit *unit, uint32_t at) {
    return unit_word_end(unit, at + spelling_length(unit->source->text + at));
}

void lower_select(struct unit *unit, const struct site *site) {
    const struct select_site *select = site->select;
    struct edit *edit = lower_edit(unit, site);
    if (select->count == 0) {
        edit_text(edit, "chanc_block(CHANC_AT);");
        lower_end(unit, edit, site->end);
        return;
    }
    struct lowering at = {unit, edit, select, unit_temporary(unit, "s"), NULL, 0};
    at.temporaries = arena_array(unit->arena, select->count, sizeof(char *));
    for (uint32_t i = 0; i < select->count; i++)
        at.communications += select->cases[i].kind != CASE_DEFAULT;
    const struct node *body = node_field(site->node, F_BODY);
    edit_text(edit, "{");
    if (at.communications > 0)
        edit_text(edit, " chanc_case %s[%u];", at.array, (unsigned)at.communications);
    declare_temporaries(&at);
    set_up(&at);
    edit_text(edit, " ");
    if (at.communications > 0) edit_sync(edit, node_start(body));
    edit_text(edit, "switch (%s(%s, %u, CHANC_AT)) {",
              select->has_default ? "chanc_poll" : "chanc_select",
              at.communications > 0 ? at.array : "0", (unsigned)at.communications);
    uint32_t from = past_opening(unit, node_start(body));
    uint32_t slot = 0;
    for (uint32_t i = 0; i < select->count; i++) {
        edit_range(edit, from, node_start(select->cases[i].node));
        uint32_t next = i + 1 < select->count ? node_start(select->cases[i + 1].node) : site->end;
        from = lower_case(&at, i, slot, next);
        slot += select->cases[i].kind != CASE_DEFAULT;
    }
    edit_range(edit, from, site->end);
    edit_text(edit, " }");
    lower_end(unit, edit, site->end);
    edit_resync(edit);
}
