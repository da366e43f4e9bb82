/* declare_expanded.c: what uses of macros declare outside functions: `DECLARE_LIST(int, ints)`, `VAR(chan int, jobs);`.
 *
 * What such a use stands for is read like a header's declarations, in its place. */
#include "declare.h"
#include "expand.h"
#include "spelling.h"
#include "spelling_text.h"

/* Whether an expansion has a word that types begin with, as far as channels can be in them. `given`: among what stands
 * where the macro is used. */
static bool has_type(const struct unit *unit, const struct token *token, bool given) {
    static const char *const words[] = {"typedef", "struct", "union", "enum", "chan", NULL};
    for (; token != NULL; token = token->next) {
        if (given && !token->given) continue;
        if (is_one_of(token->text, token->length, words)) return true;
        const struct symbol *symbol = scope_name(unit->scopes, token->text, token->length)->symbol;
        if (symbol != NULL && symbol->kind == SYM_TYPEDEF) return true;
    }
    return false;
}

/* The expansion as a source, whose place in notes is that of the use. */
static const struct source *source_of(struct unit *unit, const struct token *token,
                                      uint32_t offset) {
    struct buffer text = {0};
    for (; token != NULL; token = token->next) {
        buffer_add(&text, token->text, token->length);
        buffer_add_string(&text, " ");
    }
    buffer_add_string(&text, ";\n");
    const char *copy = arena_strndup(unit->arena, text.text, text.length);
    struct source *source =
        source_new(unit->arena, unit->source->path, copy, (uint32_t)text.length);
    struct origin *origin = arena_alloc(unit->arena, sizeof *origin);
    *origin = (struct origin){0, unit->source->path, source_line(unit->source, offset)};
    source->origins = origin;
    source->origin_count = 1;
    buffer_free(&text);
    return source;
}

/* Whether some type has members in an expansion. */
static bool has_members(const struct token *token) {
    while (token != NULL && *token->text != '{') token = token->next;
    return token != NULL;
}

/* What arms of an #if define by that name may declare an object in other ways, but the type is the one that it was given. */
void declare_expanded(struct unit *unit, const struct node *word) {
    if (unit->in_headers || unit->function != NULL || node_kind(word) != K_IDENTIFIER) return;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro == NULL) return;
    bool differs = declare_has_versions(unit, name->macro);
    const char *text = masks_text(unit->masks, unit->version);
    const struct expansion expansion =
        expand(unit, name, text + node_end(word), text + unit->source->length);
    const struct token *tokens = expansion.tokens;
    if (!expansion.whole || !has_type(unit, tokens, differs) || (differs && has_members(tokens)))
        return;
    declare_preprocessed(unit, source_of(unit, tokens, node_start(word)));
}
