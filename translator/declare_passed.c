/* declare_passed.c: macros that pass a type on, with more words of a declaration: `#define LOCAL(type) static type`.
 *
 * Told by what the macro makes of a word in place of the type: that word, and others that leave the type what it is. */
#include "declare.h"
#include "expand.h"
#include "spelling_text.h"

/* Past the attribute with arguments at hand; NULL where none is there. */
static const struct token *skip_attribute_tokens(const struct token *token) {
    static const char *const words[] = {"__attribute__", "__attribute", "__declspec", NULL};
    if (!is_one_of(token->text, token->length, words)) return NULL;
    int depth = 0;
    for (token = token->next; token != NULL; token = token->next) {
        depth += (*token->text == '(') - (*token->text == ')');
        if (depth == 0) return token->next;
    }
    return NULL;
}

/* Takes a word that stands beside the type; false when it may be part of that. */
static bool take_word(struct declare_passed *passed, const struct token *token, bool before) {
    static const char *const others[] = {"inline",    "__inline",      "__inline__",
                                         "_Noreturn", "__extension__", NULL};
    unsigned qualifier = declare_qualifier_word(token->text, token->length);
    passed->qualifiers |= qualifier;
    passed->qualifies_before |= before && qualifier != 0;
    return qualifier != 0 ||
           declare_take_storage(&passed->specifiers, token->text, token->length) ||
           is_one_of(token->text, token->length, others);
}

bool declare_passed(struct unit *unit, const struct node *type, struct declare_passed *passed) {
    static const char argument[] = "(type)";
    const struct name *name = unit_name_of(unit, node_field(type, F_NAME));
    uint32_t types = 0;
    *passed = (struct declare_passed){0};
    if (name->macro == NULL || declare_has_versions(unit, name->macro)) return false;
    const struct token *token = expand(unit, name, argument, argument + sizeof argument - 1).tokens;
    while (token != NULL) {
        const struct token *past = skip_attribute_tokens(token);
        if (past == NULL && !token->given && !take_word(passed, token, types == 0)) return false;
        types += past == NULL && token->given;
        token = past != NULL ? past : token->next;
    }
    return types == 1 && !passed->specifiers.is_typedef;
}
