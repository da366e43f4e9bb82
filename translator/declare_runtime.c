/* declare_runtime.c: what <chanc.h> declares, known without reading it, with the channel types that
 * its C hides. */
#include "declare.h"

#include <string.h>

static void predeclare(struct unit *unit, enum symbol_kind kind, const char *name,
                       const struct type *type) {
    struct symbol *symbol = arena_alloc(unit->arena, sizeof *symbol);
    *symbol = (struct symbol){.kind = kind,
                              .type = type,
                              .predeclared = true,
                              .is_extern = true,
                              .name = scope_name(unit->scopes, name, strlen(name))};
    scope_declare(unit->scopes, symbol);
}

static void predeclare_function(struct unit *unit, const char *name, const struct type *result,
                                const struct type *first, const struct type *second,
                                const struct type *third) {
    struct type *type = arena_alloc(unit->arena, sizeof *type);
    *type = (struct type){.kind = T_FUNCTION, .base = result};
    const struct type *given[3] = {first, second, third};
    type->params = arena_array(unit->arena, 3, sizeof *type->params);
    while (type->param_count < 3 && given[type->param_count] != NULL) {
        type->params[type->param_count] = given[type->param_count];
        type->param_count++;
    }
    predeclare(unit, SYM_FUNCTION, name, type);
}

/* `int64_t`: which type that is, the compiler said if headers were asked. */
static const struct type *time_type(const struct unit *unit) {
    static const char name[] = "int64_t", word[] = "#define __INT64_TYPE__ long ",
                      *const rest[] = {"int\n", "long int\n"};
    const char *said = unit->headers != NULL ? strstr(unit->headers->text, word) : NULL;
    for (size_t i = 0; said != NULL && i < sizeof rest / sizeof rest[0]; i++)
        if (strncmp(said + sizeof word - 1, rest[i], strlen(rest[i])) == 0)
            return type_predefined_as(unit->arena, name, i == 0 ? B_LONG : B_LLONG);
    return type_predefined(unit->arena, name);
}

void declare_runtime(struct unit *unit) {
    struct arena *arena = unit->arena;
    const struct type *time = time_type(unit);
    const struct type *ticks = type_channel(arena, DIR_RECEIVE, time), *integer = type_basic(B_INT);
    const struct type *group = type_named(arena, "chanc_wg"), *groups = type_pointer(arena, group);
    const struct type *unknown = &type_unknown;
    predeclare(unit, SYM_TYPEDEF, "chanc_time", type_alias(arena, "chanc_time", time, false));
    predeclare(unit, SYM_TYPEDEF, "chanc_wg", group);
    predeclare(unit, SYM_TYPEDEF, "chanc_chan", type_runtime_channel.base);
    predeclare_function(unit, "chanc_sleep", &type_void, time, NULL, NULL);
    predeclare_function(unit, "chanc_yield", &type_void, NULL, NULL, NULL);
    predeclare_function(unit, "chanc_now", time, NULL, NULL, NULL);
    predeclare_function(unit, "chanc_goroutines", time, NULL, NULL, NULL);
    predeclare_function(unit, "chanc_after", ticks, time, NULL, NULL);
    predeclare_function(unit, "chanc_tick", ticks, time, NULL, NULL);
    predeclare_function(unit, "chanc_fdwait", integer, integer, integer, time);
    predeclare_function(unit, "chanc_procs", integer, integer, NULL, NULL);
    predeclare_function(unit, "chanc_wg_add", &type_void, groups, integer, NULL);
    predeclare_function(unit, "chanc_wg_done", &type_void, groups, NULL, NULL);
    predeclare_function(unit, "chanc_wg_wait", &type_void, groups, NULL, NULL);
    predeclare_function(unit, "chanc_read", unknown, integer, unknown, unknown);
    predeclare_function(unit, "chanc_write", unknown, integer, unknown, unknown);
    predeclare_function(unit, "chanc_accept", integer, integer, unknown, unknown);
    predeclare_function(unit, "chanc_connect", integer, integer, unknown, unknown);
}
