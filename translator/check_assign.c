/* check_assign.c: which values may become which types, where channels are concerned.
 *
 * Between two channels `channel_fit` decides, between a channel and anything else the table `rules`, between what is
 * built over channels (pointers, arrays, functions) whether the types are identical. A type that is not known is nobody's
 * error here: headers are asked, and the C compiler sees it next. */
#include "infer.h"
#include "macro.h"

#include <string.h>

/* How two channel types stand to each other. */
enum fit { FIT, FIT_DIRECTION, FIT_ELEMENT };

static enum fit channel_fit(const struct type *to, const struct type *from) {
    if (type_compare_elements(to->base, from->base) == ID_DIFFERENT) return FIT_ELEMENT;
    return to->direction == from->direction || from->direction == DIR_BOTH ? FIT : FIT_DIRECTION;
}

static void note(struct diagnostic *error, const char *name, struct span at) {
    if (error != NULL) diagnostic_note(error, at, "'%s' is declared here", name);
}

void check_note_declared(struct diagnostic *error, const struct symbol *symbol) {
    if (symbol != NULL && !symbol->predeclared) note(error, symbol->name->text, symbol->at);
}

void check_note_value(struct diagnostic *error, struct value value) {
    if (value.member != NULL)
        note(error, value.member->name, value.member->at);
    else
        check_note_declared(error, value.named);
}

void check_note_direction(struct unit *unit, struct diagnostic *error, struct value value,
                          enum direction needed) {
    const struct symbol *symbol = value.symbol;
    if (symbol == NULL || !symbol->is_parameter || symbol->type->kind != T_CHANNEL || error == NULL)
        check_note_value(error, value);
    else
        diagnostic_note(
            error, symbol->at, "'%s' is declared here: did you mean %s?", symbol->name->text,
            type_quote(unit->arena, type_channel(unit->arena, needed, symbol->type->base)));
}

void check_note_word(struct unit *unit, struct diagnostic *error, const char *word) {
    const struct name *name = scope_name(unit->scopes, word, strlen(word));
    if (name->macro != NULL && name->macro->body.source != NULL)
        diagnostic_note(error, name->macro->body, "'%s' is a macro here, and no word of channels",
                        word);
}

static bool report_channels(struct unit *unit, enum fit fit, const struct type *to,
                            struct value value, const struct node *node, const char *what) {
    static const char *const doing[] = {"", "a send-only channel", "a receive-only channel"};
    const char *expected = type_quote(unit->arena, to),
               *found = type_quote(unit->arena, value.type);
    const struct type *source = type_strip(value.type);
    struct diagnostic *error;
    if (fit == FIT_ELEMENT) {
        error = diagnostic_error(unit->errors, D_ELEMENT_TYPE, unit_span(unit, node),
                                 "%s needs %s, but this is %s: the element types differ", what,
                                 expected, found);
    } else {
        const char *becomes = type_strip(to)->direction == DIR_BOTH
                                  ? "a channel of both directions"
                                  : doing[type_strip(to)->direction];
        error = diagnostic_error(unit->errors, D_CHANNEL_ASSIGN, unit_span(unit, node),
                                 "%s needs %s, but this is %s: %s cannot become %s", what, expected,
                                 found, doing[source->direction], becomes);
    }
    check_note_value(error, value);
    return false;
}

static bool report_other(struct unit *unit, const struct type *to, struct value value,
                         const struct node *node, const char *what, const char *hint) {
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_CHANNEL_ASSIGN, unit_span(unit, node), "%s needs %s, but this is %s", what,
        type_quote(unit->arena, to), type_quote(unit->arena, value.type));
    check_note_value(error, value);
    if (error != NULL && hint != NULL) diagnostic_hint(error, "%s", hint);
    return false;
}

static bool is_pointer_to(const struct type *type, enum type_kind kind) {
    return type_is(type, T_POINTER) && type_is(type_strip(type)->base, kind);
}

static bool is_runtime_channel(const struct type *type) {
    if (!type_is(type, T_POINTER)) return false;
    const struct type *to = type_strip(type_strip(type)->base);
    const char *name = to->kind == T_NAMED ? to->name : to->kind == T_TAG ? to->tag->name : NULL;
    return name != NULL && strcmp(name, "chanc_chan") == 0;
}

/* What may stand beside a channel that is none. */
enum other { NIL, UNKNOWN, VOID_POINTER, RUNTIME_CHANNEL, POINTER_TO_UNKNOWN, BOOLEAN, ANYTHING };

static enum other other_of(const struct type *type, bool null_constant) {
    type = type_strip(type);
    if (null_constant) return NIL;
    if (type->kind == T_UNKNOWN || (type->kind == T_NAMED && !type->predefined)) return UNKNOWN;
    if (is_pointer_to(type, T_VOID)) return VOID_POINTER;
    if (is_runtime_channel(type)) return RUNTIME_CHANNEL;
    if (type->kind == T_POINTER && type_is_open(type)) return POINTER_TO_UNKNOWN;
    return type->kind == T_BASIC && type->basic == B_BOOL ? BOOLEAN : ANYTHING;
}

/* ASK: yes, unless headers tell more. CAST: no, but a cast would do. OTHERS: yes, and what comes of it has the other type. */
enum verdict { NO, YES, ASK, CAST, OTHERS };

/* Between a channel and what is none. */
static const struct rule {
    enum verdict to_channel;   /* it becomes a channel */
    enum verdict from_channel; /* a channel becomes it */
    enum verdict compared;     /* with == or != */
    enum verdict arms;         /* both are arms of `?:` */
} rules[] = {
    /* clang-format off */
                          /* to,   from, compared, arms */
    [NIL]                = {YES,   YES,  YES,      YES},
    [UNKNOWN]            = {ASK,   ASK,  ASK,      ASK},
    [VOID_POINTER]       = {CAST,  YES,  YES,      OTHERS},
    [RUNTIME_CHANNEL]    = {CAST,  YES,  NO,       OTHERS},
    [POINTER_TO_UNKNOWN] = {NO,    ASK,  ASK,      NO},
    [BOOLEAN]            = {NO,    YES,  NO,       NO},
    [ANYTHING]           = {NO,    NO,   NO,       NO},
    /* clang-format on */
};

static bool allows(struct unit *unit, enum verdict verdict, struct value value,
                   const struct node *node) {
    if (verdict == ASK) unit->wants_headers |= !value.refused;
    if (verdict == ASK && value.undeclared != NULL) check_refuse_nil(unit, value.undeclared, node);
    return verdict == YES || verdict == ASK;
}

/* Something that is no channel becomes one. */
static bool assign_to_channel(struct unit *unit, const struct type *to, struct value value,
                              const struct node *node, const char *what) {
    enum verdict verdict = rules[other_of(value.type, value.null_constant)].to_channel;
    if (value.symbol != NULL && value.symbol->varies) {
        check_refuse_unknown(unit, node, value, "use");
        return false;
    }
    if (allows(unit, verdict, value, node)) return true;
    const char *hint = NULL;
    if (verdict == CAST)
        hint = arena_printf(unit->arena, "a pointer becomes a channel only by a cast: (%s)",
                            type_text(unit->arena, to));
    else if (strcmp(what, "the assignment") == 0 &&
             type_compare(type_strip(to)->base, value.type) == ID_SAME)
        hint = "to send on a channel, write ch <- value;";
    return report_other(unit, to, value, node, what, hint);
}

/* A channel becomes something that is none. */
static bool assign_from_channel(struct unit *unit, const struct type *to, struct value value,
                                const struct node *node, const char *what) {
    if (allows(unit, rules[other_of(to, false)].from_channel, value, node)) return true;
    bool meant = type_compare(to, type_strip(value.type)->base) == ID_SAME;
    return report_other(unit, to, value, node, what,
                        meant ? "to receive from a channel, write '<-' before it" : NULL);
}

/* Descends pointers, arrays and results side by side to the first pair of channels; false when
 * there is none. */
static bool differing_elements(const struct type *a, const struct type *b) {
    for (; a != NULL && b != NULL; a = a->base, b = b->base) {
        a = type_strip(a);
        b = type_strip(b);
        if (a->kind != b->kind) return false;
        if (a->kind == T_CHANNEL) return type_compare_elements(a->base, b->base) == ID_DIFFERENT;
    }
    return false;
}

/* To C a channel is a `chanc_chan *`, so a function that returns one is a function that returns the other:
 * `chanc_chan *(*f)(int64_t) = chanc_after`. */
static bool is_function_for_c(const struct type *to, const struct type *from) {
    to = type_strip(to);
    from = type_strip(from);
    if (to->kind != T_FUNCTION || from->kind != T_FUNCTION) return false;
    if (!is_runtime_channel(type_strip(to->base)) || !type_is(from->base, T_CHANNEL)) return false;
    struct type seen_by_c = *from;
    seen_by_c.base = to->base;
    return type_compare(to, &seen_by_c) != ID_DIFFERENT;
}

/* Pointers to things built over channels. */
static bool assign_over_channels(struct unit *unit, const struct type *to, struct value value,
                                 const struct node *node, const char *what) {
    const struct type *a = type_strip(to), *b = type_strip(value.type);
    if (a->kind != T_POINTER || b->kind != T_POINTER || value.null_constant) return true;
    if (type_is(a->base, T_VOID) || type_is(b->base, T_VOID)) return true;
    if (type_compare(a->base, b->base) != ID_DIFFERENT || is_function_for_c(a->base, b->base))
        return true;
    struct diagnostic *error =
        diagnostic_error(unit->errors, differing_elements(a, b) ? D_ELEMENT_TYPE : D_CHANNEL_ASSIGN,
                         unit_span(unit, node),
                         "%s needs %s, but this is %s: the channel types in them must be the same",
                         what, type_quote(unit->arena, to), type_quote(unit->arena, value.type));
    check_note_value(error, value);
    return false;
}

/* Two pointers in one operation, neither of which becomes the other's type more than the other way round. */
static bool agree_over_channels(struct unit *unit, struct value a, struct value b,
                                const struct node *right, const char *what) {
    a.type = type_decay(unit->arena, a.type);
    b.type = type_decay(unit->arena, b.type);
    if (a.null_constant || (!type_has_channel(a.type) && !type_has_channel(b.type))) return true;
    return assign_over_channels(unit, a.type, b, right, what);
}

static bool is_spelt(const struct type *type) {
    for (const struct type *at = type; at != NULL; at = at->base) {
        if (at->kind == T_NAMED && strstr(at->name, "typeof") != NULL)
            return false; /* of what is local, perhaps */
    }
    const struct tag *tag;
    return !type_has_unknown(type) && type_is_nameable(type, &tag) &&
           !type_has_run_time_bound(type);
}

/* Two element types of which one is only a name even when the headers were asked, a macro's perhaps: the C compiler knows, and is
 * told to look. */
static void leave_to_compiler(struct unit *unit, const struct type *a, const struct type *b,
                              const struct node *node) {
    if (type_compare_elements(a, b) != ID_MAYBE) return;
    unit->wants_headers = true;
    if (!unit->asked_headers || unit->function == NULL || !is_spelt(a) || !is_spelt(b)) return;
    struct site *site = unit_site(unit, SITE_HOIST, node);
    site->hoist_at = unit->function->hoist_at;
    site->text =
        arena_printf(unit->arena,
                     "_Static_assert(__builtin_types_compatible_p(%s, %s), \"the element types %s "
                     "and %s differ\");",
                     type_declare(unit->arena, type_without_local(unit->arena, a), "", STYLE_C),
                     type_declare(unit->arena, type_without_local(unit->arena, b), "", STYLE_C),
                     type_text(unit->arena, a), type_text(unit->arena, b));
}

bool check_assign(struct unit *unit, const struct type *to, struct value value,
                  const struct node *node, const char *what) {
    value.type = type_decay(unit->arena, value.type);
    bool to_channel = type_is(to, T_CHANNEL), from_channel = type_is(value.type, T_CHANNEL);
    if (to_channel && from_channel) {
        leave_to_compiler(unit, type_strip(to)->base, type_strip(value.type)->base, node);
        enum fit fit = channel_fit(type_strip(to), type_strip(value.type));
        return fit == FIT || report_channels(unit, fit, to, value, node, what);
    }
    if (to_channel) return assign_to_channel(unit, to, value, node, what);
    if (from_channel) return assign_from_channel(unit, to, value, node, what);
    if (!type_has_channel(to) && !type_has_channel(value.type)) return true;
    return assign_over_channels(unit, to, value, node, what);
}

bool check_cast(struct unit *unit, const struct type *to, struct value value,
                const struct node *node) {
    value.type = type_decay(unit->arena, value.type);
    if (!type_is(to, T_CHANNEL))
        return true; /* as between pointers, a cast is the programmer's word */
    if (type_is(value.type, T_POINTER)) return true;
    return check_assign(unit, to, value, node, "the cast");
}

void check_comparison(struct unit *unit, struct value a, struct value b, const struct node *left,
                      const struct node *right) {
    bool channel_a = type_is(a.type, T_CHANNEL), channel_b = type_is(b.type, T_CHANNEL);
    if (channel_a && channel_b) {
        enum fit fit = channel_fit(type_strip(a.type), type_strip(b.type));
        if (fit == FIT || channel_fit(type_strip(b.type), type_strip(a.type)) == FIT) return;
        report_channels(unit, fit, a.type, b, right, "the comparison");
        return;
    }
    if (!channel_a && !channel_b) {
        agree_over_channels(unit, a, b, right, "the comparison");
        return;
    }
    struct value other = channel_a ? b : a;
    const struct node *node = channel_a ? right : left;
    const struct type *type = type_decay(unit->arena, other.type);
    if (allows(unit, rules[other_of(type, other.null_constant)].compared, other, node)) return;
    diagnostic_error(unit->errors, D_CHANNEL_OPERAND, unit_span(unit, node),
                     "a channel is compared with %s; it compares with channels, nil and 'void *'",
                     type_quote(unit->arena, type));
}

static struct value of_type(const struct type *type) {
    return (struct value){.type = type};
}

/* What arms are worth that find no type: nothing more is said. */
static struct value refused(void) {
    return (struct value){.type = &type_refused, .refused = true};
}

/* The arms are both channels: the common type is the one with fewer directions. */
static struct value channel_arms(struct unit *unit, struct value a, struct value b,
                                 const struct node *right) {
    const struct type *bare_a = type_strip(a.type), *bare_b = type_strip(b.type);
    if (channel_fit(bare_a, bare_b) == FIT) return of_type(type_unqualified(unit->arena, a.type));
    enum fit fit = channel_fit(bare_b, bare_a);
    if (fit == FIT) return of_type(type_unqualified(unit->arena, b.type));
    report_channels(unit, fit, a.type, b, right, "the other arm");
    return refused();
}

struct value check_arms(struct unit *unit, struct value a, struct value b, const struct node *left,
                        const struct node *right) {
    bool channel_a = type_is(a.type, T_CHANNEL), channel_b = type_is(b.type, T_CHANNEL);
    if (channel_a && channel_b) return channel_arms(unit, a, b, right);
    if (channel_a || channel_b) {
        struct value channel = channel_a ? a : b, other = channel_a ? b : a;
        other.type = type_decay(unit->arena, other.type);
        enum verdict verdict = rules[other_of(other.type, other.null_constant)].arms;
        if (verdict == OTHERS) return of_type(other.type);
        const struct node *node = channel_a ? right : left;
        if (allows(unit, verdict, other, node))
            return of_type(type_unqualified(unit->arena, channel.type));
        report_other(unit, channel.type, other, node, "the other arm", NULL);
        return refused();
    }
    if (a.refused || b.refused) return refused();
    if (!agree_over_channels(unit, a, b, right, "the other arm")) return refused();
    return of_type(
        infer_conditional(unit->arena, a.type, a.null_constant, b.type, b.null_constant));
}
