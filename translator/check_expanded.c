/* check_expanded.c: built-ins that macros hide, in their bodies or as what they make of an operand.
 *
 * `close(QUIT)` and `SHUT(c)` are C's calls of functions of its library where nobody looks at what the macros stand
 * for. Macros stay as they are, so these are never translated: they are refused. What passes is what the expansion
 * shows to be no channel, or to name none. Types are read off the tokens, by the rules of C's operands, as far as
 * channels can be reached by these. */
#include "declare.h"
#include "expand.h"
#include "infer.h"
#include "macro.h"
#include "token.h"

#include <string.h>

/* A place in an expansion. */
struct reader {
    struct unit *unit;
    const struct token *at;    /* NULL at its end */
    const struct token *first; /* of the expansion; NULL: what this declares is not looked at */
};

static bool is_token(const struct token *token, const char *text) {
    return token != NULL && token->length == strlen(text) &&
           memcmp(token->text, text, token->length) == 0;
}

static bool is_any(const struct token *token, const char *const *texts) {
    for (; *texts != NULL; texts++)
        if (is_token(token, *texts)) return true;
    return false;
}

static bool is(const struct reader *reader, const char *text) {
    return is_token(reader->at, text);
}

static void next(struct reader *reader) {
    if (reader->at != NULL) reader->at = reader->at->next;
}

static bool take(struct reader *reader, const char *text) {
    if (!is(reader, text)) return false;
    next(reader);
    return true;
}

/* Past the bracket that closes the one at hand. */
static void skip_group(struct reader *reader) {
    static const char *const opening[] = {"(", "[", "{", NULL};
    static const char *const closing[] = {")", "]", "}", NULL};
    uint32_t depth = 0;
    do {
        depth += is_any(reader->at, opening);
        depth -= is_any(reader->at, closing);
        next(reader);
    } while (depth > 0 && reader->at != NULL);
}

/* Types in parentheses. */

/* What stands for all types of words that are none of channels. */
static const struct type *no_channel(void) {
    return type_basic(B_INT);
}

/* A tag's type, or that of a name; NULL when the word begins no type that is known. */
static const struct type *take_word(struct reader *reader) {
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    static const char *const words[] = {"void",   "char",     "short", "int",    "long", "float",
                                        "double", "unsigned", "_Bool", "signed", NULL};
    if (is_any(reader->at, tags)) {
        next(reader);
        if (!expand_is_name(reader->at)) return NULL;
        const struct tag_binding *tag = expand_name(reader->unit, reader->at)->tag;
        next(reader);
        return tag != NULL ? tag->type : no_channel();
    }
    if (is_any(reader->at, words)) {
        while (is_any(reader->at, words)) next(reader);
        return no_channel();
    }
    if (!expand_is_name(reader->at)) return NULL;
    const struct symbol *symbol = expand_name(reader->unit, reader->at)->symbol;
    next(reader);
    return symbol != NULL && symbol->kind == SYM_TYPEDEF ? symbol->type : NULL;
}

static void skip_qualifiers(struct reader *reader) {
    static const char *const words[] = {"const",  "volatile", "restrict",      "__restrict",
                                        "static", "register", "__extension__", NULL};
    while (is_any(reader->at, words)) next(reader);
}

/* `(T *)` at hand; NULL, with nothing taken, when it is none. */
static const struct type *take_cast(struct reader *reader) {
    struct reader ahead = *reader;
    if (!take(&ahead, "(")) return NULL;
    skip_qualifiers(&ahead);
    const struct type *type = take_word(&ahead);
    if (type == NULL) return NULL;
    for (skip_qualifiers(&ahead); take(&ahead, "*"); skip_qualifiers(&ahead))
        type = type_pointer(reader->unit->arena, type);
    if (!take(&ahead, ")")) return NULL;
    *reader = ahead;
    return type;
}

/* Expressions. */

static const struct type *take_expression(struct reader *reader);
static const struct type *take_operand(struct reader *reader);

/* The type that a declaration at hand begins with, with the stars of its first declarator, or that of its initialiser. */
static const struct type *declared_type(struct reader *reader) {
    static const char *const typeofs[] = {"typeof", "__typeof__", "__typeof", NULL};
    skip_qualifiers(reader);
    bool inferred = is(reader, "__auto_type");
    while (inferred && reader->at != NULL && !take(reader, "=")) next(reader);
    if (inferred) return take_expression(reader);
    bool of_operand = is_any(reader->at, typeofs);
    if (of_operand) next(reader);
    const struct type *type = of_operand ? take_operand(reader) : take_word(reader);
    if (type == NULL) return &type_unknown;
    for (skip_qualifiers(reader); take(reader, "*"); skip_qualifiers(reader))
        type = type_pointer(reader->unit->arena, type);
    return type;
}

static const struct type *take_parenthesis(struct reader *reader) {
    if (is_token(reader->at->next, "{")) { /* a statement expression */
        skip_group(reader);
        return &type_unknown;
    }
    const struct type *cast = take_cast(reader);
    if (cast != NULL && is(reader, "{"))
        skip_group(reader);
    else if (cast != NULL)
        take_operand(reader);
    if (cast != NULL) return cast;
    next(reader);
    const struct type *type = take_expression(reader);
    return take(reader, ")") ? type : &type_unknown;
}

/* The type of what a token names. What the expansion itself declares is told by the words of the declaration, as these are
 * outside it: `__typeof__(c) c = c`. */
static const struct type *object_type(const struct reader *reader, const struct token *token) {
    const struct token *own = macro_own_declaration(reader->unit, reader->first, token);
    if (own != NULL) return declared_type(&(struct reader){.unit = reader->unit, .at = own});
    const struct symbol *symbol = expand_name(reader->unit, token)->symbol;
    return symbol != NULL && symbol->kind != SYM_TYPEDEF ? symbol->type : &type_unknown;
}

static const struct type *take_primary(struct reader *reader) {
    static const char *const ends[] = {")", "]", "}", ";", ":", NULL};
    if (reader->at == NULL || is_any(reader->at, ends)) return &type_unknown;
    if (is(reader, "(")) return take_parenthesis(reader);
    const struct token *token = reader->at;
    next(reader);
    if (is_token(token, "__extension__")) return take_operand(reader);
    if (!expand_is_name(token))
        return strchr("0123456789\"'", *token->text) ? no_channel() : &type_unknown;
    return object_type(reader, token);
}

/* Whether `++` or `--` stands at hand behind an operand, and not `+ +x`. */
static bool take_step(struct reader *reader) {
    static const char *const after[] = {")", "]", ",", ";", ":", "?", "=", ".", "->", NULL};
    if (take(reader, "--")) return true;
    if (!is(reader, "+") || !is_token(reader->at->next, "+")) return false;
    const struct token *past = reader->at->next->next;
    if (past != NULL && !is_any(past, after)) return false;
    reader->at = past;
    return true;
}

/* What members, elements, calls and steps behind an operand of such a type make of it. */
static const struct type *take_suffixes(struct reader *reader, const struct type *type) {
    struct arena *arena = reader->unit->arena;
    for (;;) {
        if (is(reader, "[")) {
            skip_group(reader);
            type = infer_target(arena, type);
        } else if (is(reader, "(")) {
            skip_group(reader);
            type = infer_result(type);
        } else if (is(reader, "->") || is(reader, ".")) {
            if (take(reader, "->"))
                type = infer_target(arena, type);
            else
                next(reader);
            if (!expand_is_name(reader->at)) return &type_unknown;
            type = infer_member(arena, type, expand_name(reader->unit, reader->at)->text);
            next(reader);
        } else if (!take_step(reader)) {
            return type;
        }
    }
}

static const struct type *take_postfix(struct reader *reader) {
    return take_suffixes(reader, take_primary(reader));
}

static const struct type *take_operand(struct reader *reader) {
    struct arena *arena = reader->unit->arena;
    if (take(reader, "*")) return infer_target(arena, take_operand(reader));
    if (take(reader, "&")) return type_pointer(arena, take_operand(reader));
    if (take(reader, "+") || take(reader, "-") || take(reader, "--")) return take_operand(reader);
    if (take(reader, "<-")) {
        const struct type *type = type_strip(take_operand(reader));
        return type->kind == T_CHANNEL ? type->base : &type_unknown;
    }
    if (is(reader, "!") || is(reader, "~") || is(reader, "sizeof")) {
        next(reader);
        take_operand(reader);
        return no_channel();
    }
    return take_postfix(reader);
}

/* The arms of a conditional, from behind the `?` on; `condition` is the first where that is left out. */
static const struct type *take_arms(struct reader *reader, const struct type *condition) {
    const struct type *one = is(reader, ":") ? condition : take_expression(reader);
    if (!take(reader, ":")) return &type_unknown;
    const struct type *other = take_expression(reader);
    return type_is(one, T_CHANNEL) || type_is(one, T_UNKNOWN) ? one : other;
}

/* Pointers may be added to, and that is all there is to the other operators: none gives a channel. But what is not known may
 * be a cast. */
static const struct type *take_expression(struct reader *reader) {
    static const char *const ends[] = {")", "]", "}", ";", ":", NULL};
    static const char *const prefixes[] = {"*", "&", "+", "-", NULL};
    const struct type *type = take_operand(reader);
    while (reader->at != NULL && !is_any(reader->at, ends)) {
        if (type_is(type, T_UNKNOWN) && is_any(reader->at, prefixes)) return &type_unknown;
        if (take(reader, "?")) return take_arms(reader, type);
        if (take(reader, ",")) {
            type = take_operand(reader);
        } else if (take(reader, "=")) {
            take_expression(reader);
        } else if (take(reader, "+") || take(reader, "-")) {
            take(reader, "=");
            const struct type *right = take_operand(reader);
            if (type_is(right, T_POINTER) || type_is(right, T_ARRAY)) type = right;
        } else {
            next(reader);
            take_operand(reader);
            type = no_channel();
        }
    }
    return type;
}

/* What an expansion may be. */

/* Whether what is known to be a channel is named in [at, end), or a type of one begins. */
static bool names_channel(const struct reader *reader, const struct token *end) {
    static const char *const members[] = {".", "->", NULL};
    const struct token *before = NULL, *at = reader->at;
    for (; at != end; before = at, at = at->next) {
        if (!expand_is_name(at) || is_any(before, members)) continue;
        struct reader ahead = *reader;
        ahead.at = at;
        if (type_is(take_postfix(&ahead), T_CHANNEL)) return true;
        const struct name *name = expand_name(reader->unit, at);
        bool type = expand_is_name(at->next) || is_token(at->next, "(") || is_token(at->next, "<-");
        if (type && is_token(at, "chan") && name->symbol == NULL && name->macro == NULL)
            return true;
    }
    return false;
}

/* Whether the last member named in [at, end) is called as one of channels is: of which struct it is, is not known. */
static bool names_channel_member(const struct reader *reader, const struct token *end) {
    static const char *const members[] = {".", "->", NULL};
    const struct token *before = NULL, *at = reader->at;
    bool found = false;
    for (; at != end; before = at, at = at->next)
        if (expand_is_name(at) && is_any(before, members))
            found = expand_name(reader->unit, at)->channel_member;
    return found;
}

/* What the tokens at hand, up to a parenthesis that closes, are. */
static enum certainty certainty_of(struct reader reader) {
    struct reader rest = reader, ahead = reader;
    const struct type *type = take_expression(&ahead);
    if (type_is(type, T_CHANNEL)) return CHANNEL;
    bool known = !type_is(type, T_UNKNOWN) && (ahead.at == NULL || is(&ahead, ")"));
    if (known) return NO_CHANNEL;
    static const char *const opening[] = {"(", "[", "{", NULL};
    while (rest.at != NULL && !is(&rest, ")")) {
        if (is_any(rest.at, opening))
            skip_group(&rest);
        else
            next(&rest);
    }
    bool perhaps = names_channel(&reader, rest.at) || names_channel_member(&reader, rest.at);
    return perhaps ? PERHAPS_CHANNEL : NO_CHANNEL;
}

enum certainty check_expanded(struct unit *unit, uint32_t start, uint32_t end) {
    const char *text = masks_text(unit->masks, unit->version);
    const struct token *first = expand_text(unit, text + start, text + end).tokens;
    return certainty_of((struct reader){unit, first, first});
}

const struct type *check_expanded_function(struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_IDENTIFIER) return &type_unknown;
    const struct name *name = unit_name_of(unit, node);
    if (name->symbol != NULL || name->macro == NULL || name->macro->parameters.source != NULL)
        return &type_unknown;
    struct reader reader = {.unit = unit,
                            .at = expand_text(unit, name->text, name->text + name->length).tokens};
    if (expand_is_name(reader.at) && check_is_builtin(expand_name(unit, reader.at)))
        return &type_unknown; /* refused as such where its operand is a channel */
    const struct type *type = take_expression(&reader);
    return reader.at == NULL && infer_function(type) != NULL ? type : &type_unknown;
}

bool check_is_comparison(struct unit *unit, const struct token *tokens) {
    struct reader all = {unit, tokens, tokens}, reader = all;
    const struct type *type = take_operand(&reader);
    bool known = type_is(type, T_BASIC) || type_is(type, T_VOID);
    if (!known || !take(&reader, "<-") || names_channel(&all, NULL)) return false;
    while (reader.at != NULL && !is(&reader, "<-")) next(&reader);
    return reader.at == NULL;
}

const struct node *check_member_call(const struct unit *unit, const struct node *field) {
    const struct node *member = node_field(field, F_FIELD), *call;
    if (node_kind(field) != K_FIELD || member == NULL) return NULL;
    const struct macro *macro = unit_name_of(unit, member)->macro;
    if (macro == NULL || macro->parameters.source == NULL) return NULL;
    call = node_parent(field);
    return node_kind(call) == K_CALL && node_field(call, F_FUNCTION) == field ? call : NULL;
}

const struct type *check_member(struct unit *unit, const struct type *aggregate,
                                const struct node *member) {
    const struct name *name = unit_name_of(unit, member);
    if (name->macro == NULL) return infer_member(unit->arena, aggregate, name->text);
    const struct node *call = check_member_call(unit, node_parent(member));
    const char *end = unit->source->text + node_end(member),
               *past = call != NULL ? unit->source->text + node_end(call) : end;
    struct reader reader = {.unit = unit, .at = expand(unit, name, end, past).tokens};
    if (!expand_is_name(reader.at)) return &type_unknown;
    const struct type *type =
        infer_member(unit->arena, aggregate, expand_name(unit, reader.at)->text);
    next(&reader);
    type = take_suffixes(&reader, type);
    return reader.at == NULL ? type : &type_unknown;
}

/* The macro that the text of a node names first, NULL for none. */
static const struct name *first_macro(const struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_IDENTIFIER || node_kind(node) == K_FIELD_IDENTIFIER) {
        const struct name *name = unit_name_of(unit, node);
        return name->macro != NULL ? name : NULL;
    }
    for_named(child, node) {
        const struct name *name = first_macro(unit, child);
        if (name != NULL) return name;
    }
    return NULL;
}

/* Whether the text of a node has a name that nothing declares: it may be a macro's. */
static bool names_unknown(const struct unit *unit, const struct node *node) {
    if (node_kind(node) == K_IDENTIFIER) {
        const struct name *name = unit_name_of(unit, node);
        return name->symbol == NULL && name->macro == NULL;
    }
    for_named(child, node)
        if (names_unknown(unit, child)) return true;
    return false;
}

/* The macro that a type is called by, NULL for none. */
static const struct name *type_macro(const struct unit *unit, const struct type *type) {
    type = type_strip(type);
    if (type->kind != T_NAMED) return NULL;
    const struct name *name = scope_name(unit->scopes, type->name, strlen(type->name));
    return name->macro != NULL ? name : NULL;
}

/* Whether a macro stands for the name of a channel type. */
static bool stands_for_channel(struct unit *unit, const struct name *macro) {
    struct reader reader = {
        .unit = unit, .at = expand_text(unit, macro->text, macro->text + macro->length).tokens};
    const struct type *type = take_word(&reader);
    return type != NULL && type_is(type, T_CHANNEL);
}

/* Past a type's name, in parentheses or not, that is all of an expansion: that type; NULL where it is none. */
static const struct type *take_type_name(struct reader *reader) {
    uint32_t depth = 0;
    while (take(reader, "(")) depth++;
    skip_qualifiers(reader);
    const struct type *type = take_word(reader);
    for (skip_qualifiers(reader); depth > 0 && take(reader, ")");) depth--;
    return reader->at == NULL && depth == 0 ? type : NULL;
}

const struct type *check_expanded_type(struct unit *unit, const struct node *node) {
    const struct name *macro = first_macro(unit, node);
    if (macro == NULL || macro_is_refused(unit, macro->text)) return NULL;
    const char *text = masks_text(unit->masks, unit->version);
    const struct token *first =
        expand_text(unit, text + node_start(node), text + node_end(node)).tokens;
    struct reader reader = {.unit = unit, .at = first}, all = reader;
    const struct type *type = take_type_name(&reader);
    if (type != NULL && type_is(type, T_CHANNEL)) return type;
    return names_channel(&all, NULL) ? &type_unknown : NULL;
}

/* The argument of a call that all of the text in [token, end) is, parentheses of the macro around it left out; NULL for none. */
static const struct node *argument_of(const struct unit *unit, const struct node *call,
                                      const struct token *token, const struct token *end) {
    static const char *const parentheses[] = {"(", ")", NULL};
    const struct node *whole = NULL;
    for (; token != end; token = token->next) {
        if (!token->given && is_any(token, parentheses)) continue;
        const struct node *found = NULL;
        for_named(argument, node_field(call, F_ARGUMENTS))
            if (token->text >= unit->source->text + node_start(argument) &&
                token->text < unit->source->text + node_end(argument))
                found = argument;
        if (found == NULL || (whole != NULL && whole != found)) return NULL;
        whole = found;
    }
    return whole;
}

/* Past the parentheses that are around all of what a macro stands for, as far as these can be told from a cast's. Returns how
 * many. */
static uint32_t take_outer(struct reader *reader) {
    uint32_t depth = 0;
    for (; is(reader, "(") && !reader->at->given; depth++) {
        const struct token *inner = reader->at->next;
        if (!is_token(inner, "(") || inner->given) break;
        next(reader);
    }
    return depth;
}

bool check_expanded_cast(struct unit *unit, const struct node *call, struct expanded_cast *cast) {
    const struct node *function = node_field(call, F_FUNCTION);
    const struct name *name = unit_name_of(unit, function);
    const char *text = unit->source->text;
    *cast = (struct expanded_cast){0};
    if (declare_has_versions(unit, name->macro)) return false;
    const struct token *first =
        expand(unit, name, text + node_end(function), text + node_end(call)).tokens;
    struct reader reader = {.unit = unit, .at = first};
    uint32_t depth = take_outer(&reader);
    const struct token *type = reader.at;
    if (!is(&reader, "(") || type->given) return false;
    skip_group(&reader);
    const struct token *operand = reader.at;
    if (operand == NULL || is(&reader, ")") || is(&reader, "{")) return false;
    cast->type = argument_of(unit, call, type, operand);
    take_operand(&reader);
    cast->operand = argument_of(unit, call, operand, reader.at);
    for (; depth > 0 && take(&reader, ")");) depth--;
    return cast->type != NULL && reader.at == NULL && depth == 0;
}

/* Whether an operand of no known type is a member, or of one, that is called as one of channels is. */
static bool is_named_as_channel(const struct unit *unit, const struct node *operand) {
    while (node_kind(operand) == K_PARENTHESIZED || node_kind(operand) == K_SUBSCRIPT ||
           node_kind(operand) == K_POINTER) {
        const struct node *argument = node_field(operand, F_ARGUMENT);
        operand = argument != NULL ? argument : node_inner(operand);
    }
    const struct node *member = node_kind(operand) == K_FIELD ? node_field(operand, F_FIELD) : NULL;
    return member != NULL && unit_name_of(unit, member)->channel_member;
}

bool check_hidden_operand(struct unit *unit, const struct node *function,
                          const struct node *argument, struct value value) {
    if (value.refused || !type_is_open(value.type)) return false;
    if (check_refuse_unset(unit, argument, value)) return true;
    /* A channel is nothing that a header knows, but a macro of it may stand for one. */
    if (check_of_channels(unit) && names_unknown(unit, argument)) unit->wants_headers = true;
    const struct name *macro = type_macro(unit, value.type);
    bool hidden = macro != NULL && stands_for_channel(unit, macro);
    if (!hidden) macro = first_macro(unit, argument);
    if (unit->in_headers) return false;
    if (macro == NULL) {
        bool doubtful = type_is(value.type, T_UNKNOWN) && is_named_as_channel(unit, argument);
        if (doubtful) check_refuse_unknown(unit, argument, value, unit_text(unit, function));
        return doubtful;
    }
    if (!hidden && check_expanded(unit, node_start(argument), node_end(argument)) == NO_CHANNEL)
        return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, argument),
                         "'%s' is the built-in for channels only, and what the macro '%s' stands "
                         "for is not known here",
                         unit_text(unit, function), macro->text);
    if (error != NULL)
        diagnostic_hint(error, "declare a channel for what '%s' stands for first", macro->text);
    return true;
}

/* Whether one of two given tokens follows the other where the macro is used, too; in `M(close)(c)` it does not. */
static bool stand_together(const struct token *one, const struct token *other) {
    const char *end = one->text + one->length;
    return other->text >= end && token_skip(end, other->text) == other->text;
}

/* The first built-in that an expansion calls and that does not stand, with its parenthesis, in the file's own text; NULL
 * for none. */
static const struct token *hidden_call(struct unit *unit, const struct token *first) {
    static const char *const members[] = {".", "->", NULL};
    const struct token *before = NULL;
    for (const struct token *token = first; token != NULL; before = token, token = token->next) {
        const struct token *open = token->next;
        if (!expand_is_name(token) || !is_token(open, "(") || is_any(before, members)) continue;
        if (token->given && open->given && stand_together(token, open)) continue;
        struct reader operand = {unit, open->next, first};
        if (check_is_builtin(expand_name(unit, token)) && certainty_of(operand) != NO_CHANNEL)
            return token;
    }
    return NULL;
}

bool check_hidden_builtin(struct unit *unit, const struct node *macro) {
    const char *text = unit->source->text;
    const struct name *name = unit_name_of(unit, macro);
    const struct token *call = hidden_call(
        unit, expand(unit, name, text + node_end(macro), text + unit->source->length).tokens);
    if (call == NULL) return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, macro),
                         "the macro '%s' hides a call of the built-in '%.*s'", name->text,
                         (int)call->length, call->text);
    if (error == NULL) return true;
    diagnostic_note(error, name->macro->body,
                    "macros are expanded after translation, so this stays as it is");
    diagnostic_hint(error, "write a function, or put the call where the macro is used");
    return true;
}

/* Whether a word names a type of channels. */
static bool names_channel_type(const struct unit *unit, const struct token *token) {
    if (!expand_is_name(token)) return false;
    const struct symbol *symbol = expand_name(unit, token)->symbol;
    return symbol != NULL && symbol->kind == SYM_TYPEDEF && type_has_channel(symbol->type);
}

/* Past an argument at hand: whether it is, or may be, an operand or a type of channels. */
static bool take_of_channels(struct reader *reader, bool operand) {
    static const char *const opening[] = {"(", "[", "{", NULL}, *const ends[] = {",", ")", NULL};
    const struct reader start = *reader;
    const struct type *type = operand ? take_operand(reader) : declared_type(reader);
    if (is_any(reader->at, ends) && !type_is(type, T_UNKNOWN)) return type_has_channel(type);
    for (*reader = start; reader->at != NULL && !is_any(reader->at, ends);) {
        if (is_any(reader->at, opening))
            skip_group(reader);
        else
            next(reader);
    }
    return names_channel(&start, reader->at);
}

/* Whether the parentheses at a token compare types of channels. */
static bool compares_channels(struct reader reader, bool generic) {
    struct reader past = reader;
    skip_group(&past);
    next(&reader);
    bool first = take_of_channels(&reader, generic);
    if (!generic) return first || (take(&reader, ",") && take_of_channels(&reader, false));
    while (first && reader.at != past.at && !names_channel_type(reader.unit, reader.at))
        next(&reader);
    return first && reader.at != past.at;
}

void check_hidden_choice(struct unit *unit, const struct node *macro) {
    const char *text = unit->source->text;
    const struct name *name = unit_name_of(unit, macro);
    const struct token *first =
        expand(unit, name, text + node_end(macro), text + unit->source->length).tokens;
    for (const struct token *token = first; token != NULL; token = token->next) {
        bool generic = is_token(token, "_Generic"),
             compares = is_token(token, "__builtin_types_compatible_p");
        if ((!generic && !compares) || token->given || !is_token(token->next, "(")) continue;
        if (!compares_channels((struct reader){unit, token->next, first}, generic)) continue;
        struct diagnostic *error =
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, macro),
                             "the macro '%s' tells types of channels apart", name->text);
        if (error == NULL) return;
        diagnostic_note(error, name->macro->body,
                        "macros are expanded after translation, when all channels have one type");
        diagnostic_hint(error, "write the %.*s where the macro is used", (int)token->length,
                        token->text);
        return;
    }
}
