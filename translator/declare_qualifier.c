/* declare_qualifier.c: which words are qualifiers, and those that the parser cannot see.
 *
 * `char const unsigned`: between the words of a type the grammar takes no qualifiers but behind the first ones. The others
 * are blanked for another reading where something does not parse, and found in the text itself. */
#include "declare.h"
#include "macro.h"
#include "token.h"

#include <string.h>

unsigned declare_qualifier_word(const char *word, size_t length) {
    static const struct {
        const char *text;
        unsigned bit;
    } words[] = {{"const", Q_CONST},       {"__const", Q_CONST},         {"__const__", Q_CONST},
                 {"volatile", Q_VOLATILE}, {"__volatile__", Q_VOLATILE}, {"__volatile", Q_VOLATILE},
                 {"restrict", Q_RESTRICT}, {"__restrict__", Q_RESTRICT}, {"__restrict", Q_RESTRICT},
                 {"_Atomic", Q_ATOMIC}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i].text) == length && memcmp(words[i].text, word, length) == 0)
            return words[i].bit;
    return 0;
}

/* The qualifier that a word is, or is a macro of. */
static unsigned meant_qualifier(const struct unit *unit, const char *word, size_t length) {
    unsigned bit = declare_qualifier_word(word, length);
    if (bit != 0) return bit;
    const struct macro *macro = scope_name(unit->scopes, word, length)->macro;
    if (macro == NULL || macro->body.source == NULL) return 0;
    const char *body = macro->body.source->text + macro->body.start,
               *end = macro->body.source->text + macro->body.end;
    return body < end ? declare_qualifier_word(body, (size_t)(token_end(body, end) - body)) : 0;
}

unsigned declare_qualifier(const struct unit *unit, const struct node *node) {
    const char *text = unit_bytes(unit, node);
    size_t length = unit_word_end(unit, node_end(node)) - node_start(node);
    return node_kind(node) == K_TYPE_QUALIFIER ? meant_qualifier(unit, text, length)
                                               : declare_qualifier_word(text, length);
}

unsigned declare_inner_qualifiers(const struct unit *unit, const struct node *type) {
    const char *at = unit_bytes(unit, type), *end = at + (node_end(type) - node_start(type));
    unsigned qualifiers = 0;
    for (const char *past; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        qualifiers |= meant_qualifier(unit, at, (size_t)(past - at));
    }
    return qualifiers;
}

/* Words that a type may have several of. */
static bool is_word_of_type(const char *word, size_t length) {
    static const char *const words[] = {"char",   "short",    "int",        "long",     "double",
                                        "signed", "unsigned", "__signed__", "__signed", "__int128"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) return true;
    return false;
}

/* By tabs: spaces are for what macros take, see unit_is_blanked. */
void declare_respell_qualifiers(struct unit *unit, const char *text, uint32_t start, uint32_t end) {
    const char *limit = text + end, *from = NULL, *to = NULL;
    bool in_type = false;
    for (const char *at = token_skip(text + start, limit), *past; at < limit;
         at = token_skip(past, limit)) {
        past = token_end(at, limit);
        size_t length = (size_t)(past - at);
        bool word = is_word_of_type(unit->source->text + (at - text), length); /* as it is */
        if (word && from != NULL)
            unit_respell(unit, (uint32_t)(from - text), (uint32_t)(to - text), '\t');
        if (!word && in_type && declare_qualifier_word(at, length) != 0) {
            if (from == NULL) from = at;
            to = past;
        } else {
            in_type = word;
            from = NULL;
        }
    }
}

void declare_respell_named(struct unit *unit, const struct node *holder,
                           const struct node *declarator) {
    size_t length = node_end(declarator) - node_start(declarator);
    if (!unit->in_headers && node_kind(declarator) == K_IDENTIFIER &&
        is_word_of_type(unit_bytes(unit, declarator), length))
        declare_respell_qualifiers(unit, unit->spelt, node_start(holder), node_end(holder));
}
