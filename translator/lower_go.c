/* lower_go.c: go statements become a function hoisted before the one around it, and a call of the
 * runtime.
 *
 * Arguments and captured variables travel in a struct of the hoisted function's name, which the
 * runtime copies onto the new goroutine's stack. Members of a call are chanc_1, chanc_2, ..., of a
 * body the user's own names. */
#include "lower.h"
#include "scan.h"
#include "token.h"

#include <string.h>

/* After a declarator: what it declares may be used in no arm of an #if. */
#define UNUSED " __attribute__((unused))"

/* Members. */

/* A member whose type only the compiler can tell: that of the expression, with stand-ins for local
 * variables. */
static void open_member(struct edit *edit, const struct argument *argument, const char *name) {
    uint32_t at = node_start(argument->node);
    edit_text(edit, " __typeof__((void)0, ");
    for (const struct stand_in *one = argument->stand_ins; one != NULL; one = one->next) {
        edit_verbatim(edit, at, one->start);
        edit_text(edit, "%s", one->text);
        at = one->end;
    }
    edit_verbatim(edit, at, node_end(argument->node));
    edit_text(edit, ") %s;", name);
}

static void member(struct unit *unit, struct edit *edit, const struct argument *argument,
                   const char *name) {
    if (type_has_unknown(argument->type))
        open_member(edit, argument, name);
    else
        edit_text(edit, " %s;", lower_declare(unit, argument->type, name));
}

static void argument_members(struct unit *unit, struct edit *edit, const struct go_site *go) {
    for (uint32_t i = 0; i < go->argument_count; i++) {
        if (go->arguments[i].literal) continue;
        member(unit, edit, &go->arguments[i],
               arena_printf(unit->arena, "chanc_%u", (unsigned)i + 1));
    }
}

/* Arms of an #if. */

struct directives {
    const struct source *source;
    struct buffer text; /* of those so far */
};

/* An arm_visitor. */
static void add_directive(void *data, const struct directive *directive) {
    struct directives *list = data;
    const char *text = list->source->text;
    uint32_t end = directive->end;
    while (is_space_byte(text[end - 1])) end--;
    buffer_add(&list->text, text + directive->start, end - directive->start);
    buffer_add_string(&list->text, "\n");
}

/* Names that the output gives to macros: a digit is no part of a variable's name, nor begins a function's. */
static const char *macro_name(struct unit *unit, const struct go_site *go, unsigned number,
                              const char *word) {
    return arena_printf(unit->arena, "chanc_%u_%s_%s", number, go->name + strlen("chanc_"), word);
}

enum { OF_LANDMARK, OF_SHARED, OF_UNEVALUATED, OF_OTHERS };

/* The macro that a landmark defines; NULL for an arm that has none. */
static const char *landmark(struct unit *unit, const struct go_site *go, uint32_t arm) {
    for (const struct macro_need *need = go->macros; need != NULL; need = need->next)
        if (need->name == NULL && need->arm == arm)
            return macro_name(unit, go, OF_LANDMARK,
                              arena_printf(unit->arena, "%u", (unsigned)arm));
    return NULL;
}

/* The directives that lead to an arm, where the go statement stands. */
static const char *arm_text(struct unit *unit, const struct go_site *go, uint32_t arm) {
    struct directives list = {.source = unit->source};
    const char *known = landmark(unit, go, arm);
    if (known != NULL) return arena_printf(unit->arena, "#ifdef %s\n", known);
    arm_visit(unit->masks, go->arm, arm, add_directive, &list);
    const char *text = arena_strndup(unit->arena, list.text.text, list.text.length);
    buffer_free(&list.text);
    return text;
}

static void end_arms(struct edit *edit, uint32_t depth) {
    for (uint32_t i = 0; i < depth; i++) edit_text(edit, "#endif\n");
}

static void end_arm(struct unit *unit, struct edit *edit, const struct go_site *go, uint32_t arm) {
    bool known = landmark(unit, go, arm) != NULL;
    end_arms(edit, known ? 1 : arm_depth(unit->masks, go->arm, arm));
}

/* The macro that is defined where a variable is carried; NULL for one that always is. */
static const char *marker(struct unit *unit, const struct go_site *go,
                          const struct capture *capture) {
    bool always = capture->declared.always && capture->use->arms.always;
    if (always && !capture->has_rival) return NULL;
    unsigned before = 0; /* of its name */
    const struct capture *one = capture->has_rival ? go->captures.first : capture;
    for (; one != capture; one = one->next) before += one->use == capture->use;
    const char *name = capture->symbol->name->text;
    if (before > 0) return macro_name(unit, go, OF_OTHERS + before - 1, name);
    return arena_printf(unit->arena, "%s_%s", go->name, name);
}

/* Defines it in an arm of the uses, within one of the declarations, where none is declared that hides the variable. */
static void mark(struct unit *unit, struct edit *edit, const struct go_site *go,
                 const struct capture *capture, uint32_t declared, uint32_t used) {
    const char *outer = arm_text(unit, go, declared), *inner = arm_text(unit, go, used);
    bool same = strcmp(outer, inner) == 0;
    uint32_t hidden = 0;
    edit_text(edit, "%s%s", outer, same ? "" : inner);
    const struct capture *one = capture->has_rival ? go->captures.first : NULL;
    for (; one != NULL; one = one->next) {
        if (one->use != capture->use || one->symbol->depth <= capture->symbol->depth) continue;
        edit_text(edit, "#ifndef %s\n", marker(unit, go, one));
        hidden++;
    }
    edit_text(edit, "#define %s\n", marker(unit, go, capture));
    end_arms(edit, hidden);
    if (!same) end_arm(unit, edit, go, used);
    end_arm(unit, edit, go, declared);
}

static void mark_capture(struct unit *unit, struct edit *edit, const struct go_site *go,
                         const struct capture *capture) {
    const struct arms *declared = &capture->declared, *used = &capture->use->arms;
    if (marker(unit, go, capture) == NULL) return;
    for (uint32_t i = 0; i < (declared->always ? 1 : declared->count); i++)
        for (uint32_t k = 0; k < (used->always ? 1 : used->count); k++)
            mark(unit, edit, go, capture, declared->always ? go->arm : declared->members[i],
                 used->always ? go->arm : used->members[k]);
}

/* Those of inner scopes first, which hide others. */
static void mark_captures(struct unit *unit, struct edit *edit, const struct go_site *go) {
    uint32_t depth = 0;
    for (const struct capture *one = go->captures.first; one != NULL; one = one->next)
        if (one->symbol->depth > depth) depth = one->symbol->depth;
    for (; depth > 0; depth--)
        for (const struct capture *one = go->captures.first; one != NULL; one = one->next)
            if (one->symbol->depth == depth) mark_capture(unit, edit, go, one);
}

/* Whether what stands for a variable in the body hangs on arms. */
static bool is_open(const struct capture *capture) {
    return capture->text != NULL && (capture->has_rival || !capture->declared.always);
}

/* The first of the captures of that name, from one on, that is so; NULL for none. */
static const struct capture *open_capture(const struct capture *capture, const char *name) {
    while (capture != NULL && !(is_open(capture) && strcmp(capture->symbol->name->text, name) == 0))
        capture = capture->next;
    return capture;
}

/* Defines a macro that stands in the body for a variable, where that is meant. */
static void define_stand_in(struct unit *unit, struct edit *edit, const struct go_site *go,
                            const struct capture *capture, const char *macro) {
    if (capture->use != NULL) {
        edit_text(edit, "#ifdef %s\n#define %s %s\n#endif\n", marker(unit, go, capture), macro,
                  capture->text);
        return;
    }
    for (uint32_t i = 0; i < capture->declared.count; i++) {
        uint32_t arm = capture->declared.members[i];
        edit_text(edit, "%s#define %s %s\n", arm_text(unit, go, arm), macro, capture->text);
        end_arm(unit, edit, go, arm);
    }
}

/* Defines the macros that stand in the body for variables whose names mean something else in other arms. */
static void define_stand_ins(struct unit *unit, struct edit *edit, const struct go_site *go,
                             const struct captures *captures, unsigned number) {
    for (const struct capture *one = captures->first; one != NULL; one = one->next) {
        const char *name = one->symbol->name->text, *macro = macro_name(unit, go, number, name);
        if (!is_open(one)) continue;
        define_stand_in(unit, edit, go, one, macro);
        if (open_capture(one->next, name) == NULL)
            edit_text(edit, "#ifndef %s\n#define %s %s\n#endif\n", macro, macro, name);
    }
}

const char *lower_stand_in(struct unit *unit, const struct site *site) {
    const struct go_site *go = site->go->merged != NULL ? site->go->merged : site->go;
    const struct captures *captures = site->unevaluated ? &go->unevaluated : &go->captures;
    const char *name = site->symbol->name->text;
    if (open_capture(captures->first, name) == NULL) return site->text;
    return macro_name(unit, go, site->unevaluated ? OF_UNEVALUATED : OF_SHARED, name);
}

/* The conditions of an arm around a part of a line. */
static void begin_arm(struct unit *unit, struct edit *edit, const struct go_site *go,
                      uint32_t arm) {
    const char *text = arm_text(unit, go, arm);
    if (*text != '\0') edit_text(edit, "\n%s", text);
}

static void leave_arm(struct unit *unit, struct edit *edit, const struct go_site *go,
                      uint32_t arm) {
    if (*arm_text(unit, go, arm) == '\0') return;
    edit_text(edit, "\n");
    end_arm(unit, edit, go, arm);
    edit_sync(edit, node_start(go->node));
}

static void begin_condition(struct edit *edit, const char *marker) {
    if (marker != NULL) edit_text(edit, "\n#ifdef %s\n", marker);
}

static void end_condition(struct edit *edit, const struct go_site *go, const char *marker) {
    if (marker == NULL) return;
    edit_text(edit, "\n#endif\n");
    edit_sync(edit, node_start(go->node));
}

/* Whether anything that is carried does, or that the body names in sizeof and the like. */
static bool has_conditions(struct unit *unit, const struct go_site *go) {
    for (const struct capture *one = go->unevaluated.first; one != NULL; one = one->next)
        if (is_open(one)) return true;
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next)
        if (marker(unit, go, capture) != NULL) return true;
    return false;
}

/* Whether all that is carried hangs on conditions. */
static bool may_carry_nothing(struct unit *unit, const struct go_site *go) {
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next)
        if (marker(unit, go, capture) == NULL) return false;
    return go->captures.first != NULL && go->parameter_count == 0;
}

static const char *capture_member(struct unit *unit, const struct capture *capture) {
    const struct symbol *symbol = capture->symbol;
    const struct type *type = symbol->type;
    if (capture->shared)
        type = type_pointer(unit->arena, type);
    else
        type = type_unqualified(unit->arena, type);
    return lower_declare(unit, type, symbol->name->text);
}

static const char *parameter_name(struct unit *unit, const struct go_site *go, uint32_t index) {
    const struct name *name = go->parameters[index]->name;
    return name != NULL ? name->text : arena_printf(unit->arena, "chanc_%u", (unsigned)index + 1);
}

static bool is_empty(const struct go_site *go) {
    uint32_t carried = 0;
    for (uint32_t i = 0; i < go->argument_count; i++) carried += !go->arguments[i].literal;
    return go->captures.first == NULL && carried == 0 && (go->direct || go->body != NULL);
}

static void lower_struct(struct unit *unit, struct edit *edit, const struct go_site *go) {
    if (is_empty(go)) return;
    edit_text(edit, "struct %s {", go->name);
    if (go->body == NULL) {
        if (!go->direct) member(unit, edit, &go->callee, "chanc_function");
        argument_members(unit, edit, go);
    }
    for (uint32_t i = 0; i < go->parameter_count; i++) {
        const struct type *type = type_unqualified(unit->arena, go->parameters[i]->type);
        if (type_is_open(type)) { /* the compiler may have something to say of it */
            edit_text(edit, "\n");
            edit_sync(edit, node_start(go->node));
        }
        edit_text(edit, " %s;", lower_declare(unit, type, parameter_name(unit, go, i)));
    }
    if (may_carry_nothing(unit, go)) edit_text(edit, " char chanc_nothing;");
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next) {
        const char *condition = marker(unit, go, capture);
        begin_condition(edit, condition);
        edit_text(edit, " %s;", capture_member(unit, capture));
        end_condition(edit, go, condition);
    }
    edit_text(edit, " };\n");
}

/* Functions. */

/* Whether the hoisted function reads any of what it is given: arguments for parameters without names it does not. */
static bool reads_given(const struct go_site *go) {
    if (go->body == NULL) return !is_empty(go);
    for (uint32_t i = 0; i < go->parameter_count; i++)
        if (go->parameters[i]->name != NULL) return true;
    return go->captures.first != NULL;
}

/* From here on all is on the line of the go statement, so that debuggers find none of it elsewhere. */
static void lower_signature(struct unit *unit, struct edit *edit, const struct go_site *go) {
    edit_text(edit, "static void %s(void *) __asm__(\"%s\")%s;\n", go->name, go->symbol,
              go->in_arms ? UNUSED : "");
    edit_sync(edit, node_start(go->node));
    edit_text(edit, "static void %s(void *chanc_argument) {", go->name);
    if (reads_given(go))
        edit_text(edit, " struct %s *chanc_given%s = (struct %s *)chanc_argument;", go->name,
                  may_carry_nothing(unit, go) ? UNUSED : "", go->name);
}

static bool is_said(struct span text, const struct name *name) {
    return text.source != NULL &&
           token_find_word(text.source->text + text.start, text.source->text + text.end, name->text,
                           name->length) != NULL;
}

/* Whether a name stands in a declaration that is said again before `end`, which may be NULL: as what that declares, perhaps. */
static bool is_needed(const struct go_site *go, const struct need *end, const struct name *name) {
    for (const struct need *need = go->needs; need != end; need = need->next)
        if (is_said(need->symbol->declaration, name) || is_said(need->symbol->declarator, name))
            return true;
    return false;
}

/* Whether the body has a variable from its start on that hides what is said again. */
static bool hides_needs(const struct go_site *go) {
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next)
        if (is_needed(go, NULL, capture->symbol->name)) return true;
    for (uint32_t i = 0; i < go->parameter_count; i++)
        if (go->parameters[i]->name != NULL && is_needed(go, NULL, go->parameters[i]->name))
            return true;
    return false;
}

/* Begins a block, whose declarations may hide those before it. */
static void begin_block(struct edit *edit, unsigned *depth) {
    edit_text(edit, " {");
    ++*depth;
}

/* Local declarations that the hoisted text names, said again. Returns how many blocks were begun: each for what hides
 * one of them. */
static unsigned lower_needs(struct unit *unit, struct edit *edit, const struct go_site *go) {
    unsigned depth = 0;
    for (const struct need *need = go->needs; need != NULL; need = need->next) {
        const struct symbol *symbol = need->symbol;
        if (need->further) continue;
        if (is_needed(go, need, symbol->name)) begin_block(edit, &depth);
        begin_arm(unit, edit, go, need->arm);
        edit_text(edit, " ");
        edit_range(edit, symbol->declaration.start, symbol->declaration.end);
        if (symbol->declarator.source != NULL)
            edit_range(edit, symbol->declarator.start, symbol->declarator.end);
        bool ended = symbol->kind != SYM_ENUMERATOR && symbol->declarator.source == NULL;
        edit_text(edit, ended ? "" : ";");
        leave_arm(unit, edit, go, need->arm);
    }
    if (hides_needs(go)) begin_block(edit, &depth);
    return depth;
}

/* C before C23 does not convert a pointer to const void to one to an array of const elements, which may be what the
 * parameter is; compilers do, and with -Wpedantic say so. */
static bool needs_extension(const struct go_site *go) {
    for (uint32_t i = 0; i < go->argument_count; i++)
        if (go->arguments[i].as_void && type_qualifiers(go->arguments[i].type->base) != 0)
            return true;
    return false;
}

static void call_function(struct unit *unit, struct edit *edit, const struct go_site *go) {
    edit_text(edit, " ");
    edit_sync(edit, node_start(go->call));
    if (needs_extension(go)) edit_text(edit, "__extension__ ");
    if (go->direct)
        edit_text(edit, "%s(", unit_text(unit, go->callee.node));
    else
        edit_text(edit, "chanc_given->chanc_function(");
    for (uint32_t i = 0; i < go->argument_count; i++) {
        edit_text(edit, "%s", i > 0 ? ", " : "");
        if (go->arguments[i].literal)
            edit_text(edit, "%s", unit_text(unit, go->arguments[i].node));
        else
            edit_text(edit, "chanc_given->chanc_%u", (unsigned)i + 1);
    }
    edit_text(edit, ");");
}

/* Whether a typedef or tag name in a type is also the name of a variable that the body takes along,
 * which would hide it. */
static bool is_hidden(const struct go_site *go, const struct type *type) {
    for (; type != NULL; type = type->base) {
        const char *name = type->kind == T_ALIAS || type->kind == T_NAMED ? type->name : NULL;
        for (const struct capture *capture = go->captures.first; name != NULL && capture != NULL;
             capture = capture->next)
            if (strcmp(capture->symbol->name->text, name) == 0) return true;
        for (uint32_t i = 0; name != NULL && i < go->parameter_count; i++)
            if (go->parameters[i]->name != NULL && strcmp(go->parameters[i]->name->text, name) == 0)
                return true;
        for (uint32_t i = 0; i < type->param_count; i++)
            if (is_hidden(go, type->params[i])) return true;
    }
    return false;
}

/* `const int n = chanc_given->n;`, with an attribute perhaps */
static void copy_member(struct unit *unit, struct edit *edit, const struct go_site *go,
                        const struct type *type, const char *local, const char *member,
                        const char *attribute) {
    if (is_hidden(go, type))
        edit_text(edit, " %s__typeof__(chanc_given->%s) %s",
                  type_qualifiers(type) & Q_CONST ? "const " : "", member, local);
    else
        edit_text(edit, " %s", lower_declare(unit, type, local));
    edit_text(edit, "%s = chanc_given->%s;", attribute, member);
}

static void copy_parameters(struct unit *unit, struct edit *edit, const struct go_site *go) {
    for (uint32_t i = 0; i < go->parameter_count; i++) {
        const struct symbol *symbol = go->parameters[i];
        if (symbol->name == NULL) continue;
        copy_member(unit, edit, go, symbol->type, symbol->name->text, symbol->name->text, "");
    }
}

/* After all declarations: a statement for each of what the body may not use. */
static void use_parameters(struct edit *edit, const struct go_site *go) {
    for (uint32_t i = 0; i < go->parameter_count; i++)
        if (go->parameters[i]->name != NULL)
            edit_text(edit, " (void)%s;", go->parameters[i]->name->text);
}

/* Captured variables are constants in the goroutine; shared ones are reached through a pointer. */
static void copy_captures(struct unit *unit, struct edit *edit, const struct go_site *go) {
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next) {
        const char *name = capture->symbol->name->text;
        const struct type *type = capture->symbol->type;
        const char *local = capture->shared ? arena_printf(unit->arena, "chanc_%s", name) : name;
        const char *attribute = go->in_arms ? UNUSED : "";
        const char *condition = marker(unit, go, capture);
        begin_condition(edit, condition);
        if (capture->shared) type = type_pointer(unit->arena, type);
        bool bare = type->kind == T_NAMED && (type->qualifiers & Q_CONST) == 0;
        if (bare) /* perhaps the name of a macro for `char *` */
            copy_member(unit, edit, go, type, arena_printf(unit->arena, "const %s", local), name,
                        attribute);
        else
            copy_member(unit, edit, go, type_qualified(unit->arena, type, Q_CONST), local, name,
                        attribute);
        end_condition(edit, go, condition);
    }
}

/* Whether a macro was met before in the list, or is none. */
static bool is_pushed(const struct go_site *go, const struct macro_need *need) {
    if (need->name == NULL) return true;
    for (const struct macro_need *one = go->macros; one != need; one = one->next)
        if (one->name != NULL && strcmp(one->name, need->name) == 0) return true;
    return false;
}

/* Whether a directive stands in the go statement itself. */
static bool is_within(const struct unit *unit, const struct go_site *go,
                      const struct macro_need *need) {
    return need->directive.source == unit->source && need->directive.start > go->start;
}

static void copy_directive(const struct unit *unit, struct edit *edit, const struct span text) {
    if (text.source == unit->source)
        edit_range(edit, text.start, text.end);
    else
        edit_text(edit, "%.*s", (int)(text.end - text.start), text.source->text + text.start);
    if (text.source->text[text.end - 1] != '\n') edit_text(edit, "\n");
}

/* An arm_visitor for arm_pass. */
static void pass_directive(void *data, const struct directive *directive) {
    struct directives *list = data;
    if (directive != NULL)
        add_directive(data, directive);
    else
        buffer_add_string(&list->text, "#endif\n");
}

/* The directives from one arm to a later one. */
static void pass_arms(struct unit *unit, struct edit *edit, uint32_t around, uint32_t from,
                      uint32_t to) {
    struct directives list = {.source = unit->source};
    arm_pass(unit->masks, around, from, to, pass_directive, &list);
    edit_text(edit, "%.*s", (int)list.text.length, list.text.text);
    buffer_free(&list.text);
}

/* Macros of the function around, or of a header that it includes, as they are at the go statement, whose arm what follows is
 * in. What they are before it comes back after. Directives of one arm stay in one: they may change what decides about it. */
static void define_macros(struct unit *unit, struct edit *edit, const struct go_site *go) {
    uint32_t arm = go->around;
    for (const struct macro_need *need = go->macros; need != NULL; need = need->next)
        if (!is_pushed(go, need)) edit_text(edit, "#pragma push_macro(\"%s\")\n", need->name);
    for (const struct macro_need *need = go->macros; need != NULL; need = need->next) {
        if (is_within(unit, go, need)) break;
        pass_arms(unit, edit, go->around, arm, need->arm);
        arm = need->arm;
        if (need->defines) edit_text(edit, "#undef %s\n", need->name);
        if (need->name != NULL)
            copy_directive(unit, edit, need->directive);
        else
            edit_text(edit, "#define %s\n", landmark(unit, go, arm));
    }
    pass_arms(unit, edit, go->around, arm, go->arm);
}

static void restore_macros(struct edit *edit, const struct go_site *go) {
    for (const struct macro_need *need = go->macros; need != NULL; need = need->next)
        if (!is_pushed(go, need)) edit_text(edit, "#pragma pop_macro(\"%s\")\n", need->name);
}

enum { MOST = 32 };

/* What pragmas of the function around say of warnings where a go statement stands: those between it and the start of
 * its function, and in no other arm of an #if. */
struct warnings {
    const struct source *source;        /* that it is about: */
    uint32_t start, arm;                /* where the function begins, and the arm */
    uint32_t end;                       /* what begins before this offset is known */
    const struct directive *said[MOST]; /* those that hold, as far as there is room */
    uint32_t count;                     /* entries in said */
    uint32_t pushed[MOST];              /* `count` at each push that no pop has undone */
    uint32_t depth;                     /* entries in pushed */
};

/* Takes notice of `GCC diagnostic push`, `clang diagnostic ignored "-W..."` and their like. */
static void follow_pragma(struct warnings *warnings, const struct source *source,
                          const struct directive *directive) {
    const char *at = source->text + directive->body, *end = source->text + directive->end;
    size_t lengths[3] = {0};
    const char *words[3] = {"", "", ""};
    for (int i = 0; i < 3 && (at = token_skip(at, end)) < end; i++) {
        words[i] = at;
        at = token_end(at, end);
        lengths[i] = (size_t)(at - words[i]);
    }
    if (lengths[1] != 10 || memcmp(words[1], "diagnostic", 10) != 0) return;
    bool push = lengths[2] == 4 && memcmp(words[2], "push", 4) == 0;
    bool pop = lengths[2] == 3 && memcmp(words[2], "pop", 3) == 0;
    if (push && warnings->depth < MOST) warnings->pushed[warnings->depth++] = warnings->count;
    if (pop && warnings->depth > 0) warnings->count = warnings->pushed[--warnings->depth];
    if (!push && !pop && warnings->count < MOST) warnings->said[warnings->count++] = directive;
}

/* Those in force where the statement stands. What was found for the one before it holds on. */
static const struct warnings *warnings_at(struct unit *unit, const struct go_site *go) {
    const struct scan *scan = masks_scan(unit->masks);
    uint32_t end = node_start(go->node), past, arm = masks_arm(unit->masks, end, &past);
    if (unit->warnings == NULL) unit->warnings = arena_alloc(unit->arena, sizeof *unit->warnings);
    struct warnings *warnings = unit->warnings;
    if (warnings->source != unit->source || warnings->start != go->hoist_at ||
        warnings->arm != arm || warnings->end > end)
        *warnings = (struct warnings){
            .source = unit->source, .start = go->hoist_at, .arm = arm, .end = go->hoist_at};
    const struct directive *directive;
    while ((directive = scan_next(scan, &warnings->end, end)) != NULL) {
        bool pragma =
            directive->kind == DIRECTIVE_OTHER && scan_is(unit->source, directive, "pragma");
        if (pragma && masks_same_arm(unit->masks, directive->start, end))
            follow_pragma(warnings, unit->source, directive);
    }
    return warnings;
}

/* Whether pragmas stand around the function: a go statement drops the result of a call, which is no mistake. */
static bool says_warnings(const struct go_site *go, const struct warnings *warnings) {
    return go->drops_result || warnings->count > 0;
}

static void say_warnings(struct unit *unit, struct edit *edit, const struct go_site *go,
                         const struct warnings *warnings) {
    if (!says_warnings(go, warnings)) return;
    edit_text(edit, "#pragma GCC diagnostic push\n");
    if (go->drops_result) edit_text(edit, "#pragma GCC diagnostic ignored \"-Wunused-result\"\n");
    for (uint32_t i = 0; i < warnings->count; i++) {
        const struct directive *said = warnings->said[i];
        edit_text(edit, "#pragma %.*s\n", (int)(said->end - said->body),
                  unit->source->text + said->body);
    }
}

static void hoist(struct unit *unit, const struct go_site *go) {
    if (*go->names_itself) lower_prototype(unit, go->hoist_at, go->definition);
    struct edit *edit = lower_hoist(unit, go->hoist_at, node_end(go->node));
    const struct warnings *warnings = warnings_at(unit, go);
    bool line = go->hoist_at == 0 || unit->source->text[go->hoist_at - 1] == '\n';
    bool directives = go->macros != NULL || says_warnings(go, warnings) || go->arm != go->around ||
                      has_conditions(unit, go);
    if (directives && !line) edit_text(edit, "\n");
    say_warnings(unit, edit, go, warnings);
    define_macros(unit, edit, go);
    mark_captures(unit, edit, go);
    define_stand_ins(unit, edit, go, &go->captures, OF_SHARED);
    define_stand_ins(unit, edit, go, &go->unevaluated, OF_UNEVALUATED);
    lower_struct(unit, edit, go);
    lower_signature(unit, edit, go);
    unsigned depth = lower_needs(unit, edit, go);
    if (go->body != NULL) {
        copy_parameters(unit, edit, go);
        copy_captures(unit, edit, go);
    }
    if (!reads_given(go)) edit_text(edit, " (void)chanc_argument;");
    if (go->body != NULL) {
        use_parameters(edit, go);
        edit_text(edit, " ");
        edit_sync(edit, node_start(go->body));
        edit_range(edit, node_start(go->body), node_end(go->body));
    } else {
        call_function(unit, edit, go);
    }
    while (depth-- > 0) edit_text(edit, " }");
    edit_text(edit,
              " }\n"); /* on a block's last line, so that no line of the user's stands for it */
    end_arms(edit, arm_depth(unit->masks, go->around, go->arm));
    restore_macros(edit, go);
    if (says_warnings(go, warnings)) edit_text(edit, "#pragma GCC diagnostic pop\n");
    edit_text(edit, "\n");
}

/* The statement. */

/* Whether the body that the go statement stands in has a name from outside, too. */
static bool is_passed_on(const struct go_site *go, const struct symbol *symbol) {
    return go->outer != NULL && symbol->at.start < go->outer->start;
}

/* How the body that a capture is taken in names the variable. */
static const char *capture_value(struct unit *unit, const struct go_site *go,
                                 const struct capture *capture) {
    const char *name = capture->symbol->name->text;
    if (!capture->shared) return name;
    return arena_printf(unit->arena, is_passed_on(go, capture->symbol) ? "chanc_%s" : "&%s", name);
}

static void separate(struct edit *edit, bool *first) {
    if (!*first) edit_text(edit, ", ");
    *first = false;
}

/* Arguments of a literal, which stand behind its body, are on the line where that begins. */
static void argument(struct unit *unit, struct edit *edit, const struct go_site *go,
                     const struct node *node) {
    if (go->body == NULL)
        lower_in_line(unit, edit, node);
    else
        lower_operand(unit, edit, node);
}

static void given(struct unit *unit, struct edit *edit, const struct go_site *go) {
    bool first = true;
    if (go->body == NULL && !go->direct) {
        separate(edit, &first);
        lower_operand(unit, edit, go->callee.node);
    }
    for (uint32_t i = 0; i < go->argument_count; i++) {
        if (go->arguments[i].literal) continue;
        separate(edit, &first);
        argument(unit, edit, go, go->arguments[i].node);
    }
    if (may_carry_nothing(unit, go)) {
        separate(edit, &first);
        edit_text(edit, "0");
    }
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next) {
        const char *condition = marker(unit, go, capture);
        separate(edit, &first);
        begin_condition(edit, condition);
        edit_text(edit, "%s", capture_value(unit, go, capture));
        first = condition != NULL; /* it has its comma with it */
        if (first) edit_text(edit, ",");
        end_condition(edit, go, condition);
    }
}

/* Names a variable where it is declared, if that is in the body around. */
static void name_variable(struct unit *unit, struct edit *edit, const struct go_site *go,
                          const struct capture *capture) {
    const struct arms *arms = &capture->declared;
    if (is_passed_on(go, capture->symbol)) return;
    for (uint32_t i = 0; i < (arms->always ? 1 : arms->count); i++) {
        uint32_t arm = arms->always ? go->arm : arms->members[i];
        begin_arm(unit, edit, go, arm);
        edit_text(edit, "(void)%s, ", capture->symbol->name->text);
        leave_arm(unit, edit, go, arm);
    }
}

/* What only the body names, or an arm of it, and what stands in it in sizeof and the like only, is no unused declaration. */
static void lower_uses(struct unit *unit, struct edit *edit, const struct go_site *go) {
    for (const struct capture *capture = go->unevaluated.first; capture != NULL;
         capture = capture->next)
        name_variable(unit, edit, go, capture);
    for (const struct capture *capture = go->captures.first; capture != NULL;
         capture = capture->next)
        if (!capture->use->arms.always) name_variable(unit, edit, go, capture);
    for (const struct need *need = go->needs; need != NULL; need = need->next)
        if (need->symbol->kind == SYM_TYPEDEF && !is_passed_on(go, need->symbol) &&
            !need->symbol->used) {
            begin_arm(unit, edit, go, need->arm);
            edit_text(edit, "(void)(%s *)0, ", need->symbol->name->text);
            leave_arm(unit, edit, go, need->arm);
        }
}

/* Macros that the body defines, or undefines, are so for what follows in the function. */
static void repeat_macros(struct unit *unit, struct edit *edit, const struct go_site *go,
                          uint32_t end) {
    const struct macro_need *need = go->macros;
    uint32_t arm = go->arm;
    while (need != NULL && !is_within(unit, go, need)) need = need->next;
    if (need == NULL) return;
    edit_text(edit, "\n");
    for (; need != NULL; need = need->next) {
        pass_arms(unit, edit, go->arm, arm, need->arm);
        arm = need->arm;
        copy_directive(unit, edit, need->directive);
    }
    end_arms(edit, arm_depth(unit->masks, go->arm, arm));
    edit_sync(edit, end);
}

void lower_go(struct unit *unit, const struct site *site) {
    const struct go_site *go = site->go;
    hoist(unit, go);
    struct edit *edit = lower_edit(unit, site);
    if (go->body != NULL) edit_covered(edit, node_start(go->body), node_end(go->body));
    lower_uses(unit, edit, go);
    if (is_empty(go)) {
        edit_text(edit, "chanc_go(%s, 0, 0, CHANC_AT);", go->name);
        repeat_macros(unit, edit, go, site->end);
        lower_end(unit, edit, site->end);
        return;
    }
    edit_text(edit, "chanc_go(%s, &(struct %s){", go->name, go->name);
    given(unit, edit, go);
    edit_text(edit, "}, sizeof(struct %s), ", go->name);
    lower_place(edit, site);
    edit_text(edit, ";");
    repeat_macros(unit, edit, go, site->end);
    lower_end(unit, edit, site->end);
}
