/* declare_old.c: parameters of old-style definitions that read as macros.
 *
 * `f(p, q) T (p)[2]; int q; {`: the grammar, which knows no names, takes T for a macro after the parameters. Without the
 * parentheses around the name it is read as a type. */
#include "declare.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* Takes the parentheses away around each name in [at, end) that a typedef stands before, as far as a function's body. */
static void respell_names(struct unit *unit, const char *at, const char *end) {
    const char *text = unit->source->text, *past;
    for (; at < end && strchr("{}=", spelling_byte(at)) == NULL; at = token_skip(past, end)) {
        past = token_end(at, end);
        if (!is_word_byte(*at)) continue;
        const struct symbol *symbol = scope_name(unit->scopes, at, (size_t)(past - at))->symbol;
        const char *open = token_skip(past, end);
        if (symbol == NULL || symbol->kind != SYM_TYPEDEF || open == end || *open != '(') continue;
        const char *name = token_skip(open + 1, end);
        if (name == end || !is_word_byte(*name)) continue;
        const char *closing = token_skip(token_end(name, end), end);
        if (closing == end || *closing != ')') continue;
        unit_respell(unit, (uint32_t)(open - text), (uint32_t)(open + 1 - text), ' ');
        unit_respell(unit, (uint32_t)(closing - text), (uint32_t)(closing + 1 - text), ' ');
    }
}

void declare_after_parameters(struct unit *unit, const struct node *declarator) {
    for_named(child, declarator) {
        const struct node *word = child->kind == K_CALL ? node_field(child, F_FUNCTION) : child;
        if (child->field != F_NONE || node_kind(word) != K_IDENTIFIER) continue;
        if (check_chan(unit, word)) return;
        const struct symbol *symbol = unit_name_of(unit, word)->symbol;
        if (symbol == NULL || symbol->kind != SYM_TYPEDEF) continue;
        if (!type_has_channel(symbol->type) && !check_of_channels(unit)) continue;
        const struct source *source = unit->source;
        respell_names(unit, source->text + node_start(child), source->text + source->length);
        return;
    }
}
