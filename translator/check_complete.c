/* check_complete.c: elements that are not complete where their size is used, or that nothing declares; names of types that
 * may decay.
 *
 * A name may be declared, and a struct complete, for the C compiler though that is not seen here: a macro may write it, a
 * header that is missing or that another arm of an #if includes may have it. Then nothing is said, and the
 * C compiler decides. */
#include "declare.h"
#include "directive.h"
#include "expand.h"
#include "guard.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* Whether a word in the text is one that a body may follow, or an argument of a macro that may write one. */
static bool may_have_body(const char *text, const char *word, const char *after, const char *end) {
    while (after < end && strchr(" \t\r\n", *after) != NULL) after++;
    if (after < end && *after == '{') return true;
    while (word > text && strchr(" \t", word[-1]) != NULL) word--;
    return word > text && strchr("(,#", word[-1]) != NULL;
}

/* Whether the text up to `end` may hold the body of the struct. */
static bool may_complete(const char *text, const char *end, const char *name) {
    size_t length = strlen(name);
    for (const char *at = text; (at = token_find_word(at, end, name, length)) != NULL; at += length)
        if (may_have_body(text, at, at + length, end)) return true;
    return false;
}

static bool is_in_arm(const struct unit *unit, uint32_t offset) {
    uint32_t past, arm = masks_arm(unit->masks, offset, &past);
    return arm != UINT32_MAX && arm != guard_arm(unit->source, masks_scan(unit->masks));
}

/* Whether what the headers say decides about the place. */
static bool is_decided(struct unit *unit, const struct node *node) {
    unit->wants_headers = true;
    return unit->asked_headers && unit->whole_headers && !unit->lost_header &&
           !is_in_arm(unit, node_start(node));
}

/* The `#` of the directive that a place in the text stands in; NULL where it stands in none. */
static const char *directive_of(const char *text, const char *at) {
    at = token_line(text, at);
    at += strspn(at, " \t");
    return *at == '#' ? at : NULL;
}

/* The body of the macro that a directive defines; NULL where it defines none, or a word is a parameter of that one. */
static const char *body_beside(const char *directive, const char *end, const char *word,
                               size_t length) {
    struct directive_macro macro;
    if (!directive_macro(directive, end, &macro) || !macro.defines) return NULL;
    const char *at = macro.parameters != NULL ? macro.parameters : macro.body;
    while (at < macro.body) {
        const char *parameter = at;
        at = token_end(at, macro.body);
        if ((size_t)(at - parameter) == length && memcmp(parameter, word, length) == 0) return NULL;
    }
    return macro.body;
}

/* Whether a directive has a `##`. */
static bool has_join(const char *directive) {
    const char *end = directive;
    while (*end != '\0' && (*end != '\n' || end[-1] == '\\')) end++;
    return memmem(directive, (size_t)(end - directive), "##", 2) != NULL;
}

/* The name before the parentheses around a word, which is not looked for beyond `start`, if it is a macro's or may be
 * one: nothing else is called so. Directives between them are passed. */
static const struct name *macro_around(const struct unit *unit, const char *word,
                                       const char *start) {
    const char *text = unit->source->text, *directive;
    uint32_t depth = 1;
    while (word > start && depth > 0) {
        char c = *--word;
        if (c == ';' || c == '{' || c == '}') return NULL;
        if (c == '\n' && start == text && (directive = directive_of(text, word)) != NULL)
            word = directive;
        depth += (c == ')') - (c == '(');
    }
    while (word > start && (word[-1] == ' ' || word[-1] == '\t')) word--;
    const char *end = word;
    while (word > start && is_word_byte(word[-1])) word--;
    if (word == end || depth > 0) return NULL;
    const struct name *name = scope_name(unit->scopes, word, (size_t)(end - word));
    bool macro = name->macro != NULL || (name->symbol == NULL && *word >= 'A' && *word <= 'Z');
    return macro ? name : NULL;
}

/* Whether a macro may write the name that a word is, `whole`, or is part of: the word stands in its definition, or among
 * its arguments, which it may join. */
static bool may_be_made(const struct unit *unit, const char *word, size_t length, bool whole) {
    const char *start = unit->source->text, *directive = directive_of(start, word);
    if (directive != NULL) {
        const char *end = start + unit->source->length;
        const char *body = body_beside(directive, end, word, length);
        if (body == NULL || word < body) return false;
        if (whole || has_join(directive)) return true;
        start = body;
    }
    const struct name *macro = macro_around(unit, word, start);
    if (macro == NULL) return false;
    return whole || macro->macro == NULL || macro_may_join(unit, macro->macro);
}

/* Whether a declaration begins at `at`, behind a brace, not what members go on with: `} *a, b;`, `} const a;`. */
static bool begins_anew(const char *at, const char *end) {
    at = token_skip(at, end);
    if (at == end || !is_word_byte(*at)) return false;
    const char *past = token_end(at, end), *next = token_skip(past, end);
    bool qualifier = *at == '_' || (past - at == 5 && memcmp(at, "const", 5) == 0) ||
                     (past - at == 8 && memcmp(at, "volatile", 8) == 0);
    return !qualifier && (next == end || is_word_byte(*next) || *next == '*' || *next == '(');
}

/* Where the declaration begins that declares the word at `word`: past what ended the one before; `known` where that is a part
 * of it. */
static const char *declaration_start(const char *text, const char *word, const char *known) {
    uint32_t depth = 0;
    const char *at = word;
    for (; at > text; at--) {
        char c = at[-1];
        if (depth == 0 && at == known) break;
        if (depth == 0 && (c == ';' || c == '{' || (c == '}' && begins_anew(at, word)))) break;
        depth += (c == '}') - (c == '{');
    }
    return at;
}

/* Whether a declaration may be that of a type: by `typedef`, or by what may be a macro for that. `known`: a word before, whose
 * declaration is none. */
static bool may_define_type(const struct unit *unit, const char *word, const char *known) {
    const char *start = declaration_start(unit->source->text, word, known), *past;
    for (const char *at = token_skip(start, word); at < word; at = token_skip(past, word)) {
        past = token_end(at, word);
        if (!is_word_byte(*at)) continue;
        const struct name *name = scope_name(unit->scopes, at, (size_t)(past - at));
        if (name->macro != NULL || (name->symbol == NULL && *at >= 'A' && *at <= 'Z') ||
            strcmp(name->text, "typedef") == 0)
            return true;
    }
    return false;
}

/* Whether the word [word, end) stands as what is declared does: text that does not parse hides declarations. */
static bool is_declared(const char *text, const char *word, const char *end) {
    static const char *const others[] = {"chan",   "const", "volatile", "_Atomic",
                                         "struct", "union", "enum",     "sizeof"};
    const char *after = end + strspn(end, " \t\r\n");
    if (*after == '\0' || strchr(";,[()=:", *after) == NULL) return false;
    while (word > text && strchr(" \t\r\n", word[-1]) != NULL) word--;
    if (word > text && strchr("}*)", word[-1]) != NULL) return true;
    const char *before = word;
    while (before > text && is_word_byte(before[-1])) before--;
    bool other = before == word;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        other |= strlen(others[i]) == (size_t)(word - before) &&
                 memcmp(others[i], before, (size_t)(word - before)) == 0;
    return !other;
}

/* The braces of the text at hand, looked at from its beginning on up to `at`. */
struct braces {
    const struct unit *unit;
    const char *at, *end;
    uint32_t depth;
    char last;      /* before the outermost */
    bool in_body;   /* those around `at` are of a function's body */
    bool of_macros; /* macros that may stand for some were met in it */
};

/* Goes on as far as `to`, or until the depth is less than `depth`. */
static void pass_braces(struct braces *braces, const char *to, uint32_t depth) {
    const struct unit *unit = braces->unit;
    const char *past;
    for (; braces->at < to && braces->depth >= depth; braces->at = token_skip(past, braces->end)) {
        const char *at = braces->at;
        char c = spelling_byte(at);
        past = c == '#' ? token_line_end(at, braces->end) : token_end(at, braces->end);
        if (c == '{' && braces->depth++ == 0) {
            braces->in_body = braces->last == ')' || braces->last == ';';
            braces->of_macros = false;
        }
        if (is_word_byte(c) && braces->depth > 0)
            braces->of_macros |=
                macro_is_declaration(scope_name(unit->scopes, at, (size_t)(past - at))->macro);
        braces->depth -= c == '}' && braces->depth > 0;
        braces->last = c;
    }
}

/* Whether a word is surely in a block of a function, and that ends before `place`. */
static bool is_block_over(struct braces *braces, const char *word, const char *place) {
    const struct unit *unit = braces->unit;
    const char *text = unit->source->text;
    const char *shown = masks_text(unit->masks, unit->version);
    if (unit->in_headers || !masks_shows(unit->masks, unit->version, (uint32_t)(word - text)))
        return false;
    if (braces->at == NULL) braces->at = token_skip(shown, braces->end = shown + (place - text));
    pass_braces(braces, shown + (word - text), 0);
    if (!braces->in_body || braces->depth == 0) return false;
    struct braces beyond = *braces;
    pass_braces(&beyond, beyond.end, beyond.depth);
    return beyond.depth < braces->depth && !beyond.of_macros;
}

/* Whether a word is a part of a name, or all of it. */
static bool is_part(const char *name, size_t name_length, const char *word, size_t length) {
    for (const char *at = name, *past = name + name_length;
         length <= (size_t)(past - at) &&
         (at = memchr(at, *word, (size_t)(past - at) - length + 1)) != NULL;
         at++)
        if (memcmp(at, word, length) == 0) return true;
    return false;
}

/* Whether the name may be declared before `place`, where that is not seen, or a macro may have written it: from an
 * argument, which it may paste others to. Tags are not declared so. */
static bool may_be_written(const struct unit *unit, const char *name, uint32_t place, bool tag) {
    const char *text = unit->source->text, *at = text, *end = text + place, *known = NULL;
    struct braces braces = {.unit = unit};
    size_t name_length = strlen(name);
    while (at < end) {
        const char *word = at;
        while (at < end && is_word_byte(*at)) at++;
        size_t length = (size_t)(at - word);
        bool part = length > 0 && is_part(name, name_length, word, length);
        bool whole = part && length == name_length;
        if (whole && !tag && is_declared(text, word, at)) {
            if (may_define_type(unit, word, known) && !is_block_over(&braces, word, end))
                return true;
            known = word;
        }
        if (part && may_be_made(unit, word, length, whole)) return true;
        if (length == 0) at++;
    }
    return false;
}

bool check_complete(struct unit *unit, const struct type *element, const struct node *node) {
    const struct type *type = type_strip(element);
    if (type->kind != T_TAG || type->tag->kind == TAG_ENUM || type->tag->complete) return true;
    const char *name = type->tag->name;
    if (name == NULL || unit->unevaluated > 0 || unit->in_headers) return true;
    if (!is_decided(unit, node)) return true;
    if (type->tag->excused) return true;
    const char *text = unit->source->text;
    type->tag->excused =
        may_complete(text, text + node_start(node), name) ||
        (unit->headers != NULL &&
         may_complete(unit->headers->text, unit->headers->text + unit->headers->length, name)) ||
        may_be_written(unit, name, node_start(node), true);
    if (type->tag->excused) return true;
    struct diagnostic *error = diagnostic_error(unit->errors, D_ELEMENT_TYPE, unit_span(unit, node),
                                                "%s is not complete here, and its size is needed",
                                                type_quote(unit->arena, element));
    if (error != NULL)
        diagnostic_hint(error, "define it before this place, or use a pointer to it");
    return false;
}

/* What a type begins with besides qualifiers. */
static const struct node *type_word(const struct node *node) {
    for (;;) {
        switch (node_kind(node)) {
        case K_ELEMENT_TYPE:
        case K_PARENTHESIZED_TYPE:
        case K_PARAMETER_DECLARATION:
        case K_TYPE_DESCRIPTOR: node = node_field(node, F_TYPE); break;
        default: return node;
        }
    }
}

bool check_is_doubtful(const struct unit *unit, const struct symbol *symbol) {
    if (symbol->by_macro != NULL) return true;
    if (symbol->at.source != unit->source) return false;
    const char *text = unit->source->text;
    return is_in_arm(unit, symbol->at.start) ||
           macro_around(unit, text + symbol->at.start, text) != NULL;
}

/* Refuses what stands in an element's place and is no type, but an object or the like. */
static void refuse_no_type(struct unit *unit, const struct node *node) {
    const struct node *word = type_word(node);
    if (node_kind(word) != K_TYPE_IDENTIFIER && node_kind(word) != K_IDENTIFIER) return;
    struct name *name = unit_name_of(unit, word);
    const struct symbol *symbol = name->symbol;
    if (symbol == NULL || symbol->kind == SYM_TYPEDEF || check_is_doubtful(unit, symbol)) return;
    if (name->macro != NULL || name->reported || !is_decided(unit, node)) return;
    scope_mark_reported(unit->scopes, name);
    struct diagnostic *error = diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, word),
                                                "'%s' is no type here", name->text);
    check_note_declared(error, symbol);
}

/* Refuses words that make no type together, as macros make them: the C compiler does not get to see those of an element. */
static void refuse_words(struct unit *unit, const struct node *element) {
    if (unit->in_headers) return;
    for (const struct node *at = element; at != node_after(element); at++) {
        bool macro = at->kind == K_TYPE_IDENTIFIER && unit_name_of(unit, at)->macro != NULL;
        if (at->kind != K_SIZED_TYPE && !macro) continue;
        const char *text = unit_bytes(unit, at);
        const struct name *unknown = NULL;
        const struct token *tokens =
            expand_text(unit, text, text + (node_end(at) - node_start(at))).tokens;
        if (declare_are_no_type(unit, tokens, &unknown))
            diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, at), "'%s' is no type",
                             unit_text(unit, at));
        unit->wants_headers |= unknown != NULL && !macro;
    }
}

/* Of what has a type of that name no more is said. Each use of a name that nothing declares has a type of its own. */
static void refuse_named(const struct type *type) {
    ((struct type *)(uintptr_t)type)->refused = true;
}

/* Whether a name is surely no type's. What is kept of that costs a name that is used often one look. */
static bool is_nothing(struct unit *unit, struct name *name, const struct node *node) {
    if (!is_decided(unit, node) || name->symbol != NULL || name->macro != NULL) return false;
    if (name->reported) return true;
    name->excused = name->excused || may_be_written(unit, name->text, node_start(node), false);
    return !name->excused;
}

bool check_is_nothing(struct unit *unit, const struct node *word) {
    struct name *name = unit_name_of(unit, word);
    return *name->text != '_' && is_nothing(unit, name, word);
}

/* The name that is all that is known of a type; NULL where there is more, or only the compiler knows. */
static struct name *name_of_type(const struct unit *unit, const struct type *type) {
    if (type->kind != T_NAMED || type->predefined || type_is_plain_name(type)) return NULL;
    if (unit->in_headers || *type->name == '_' || strpbrk(type->name, " (") != NULL) return NULL;
    return scope_name(unit->scopes, type->name, strlen(type->name));
}

static void mark_reported(struct unit *unit, struct name *name) {
    if (unit->function != NULL)
        scope_mark_reported(unit->scopes, name);
    else
        name->reported = true;
}

/* What C calls types that other languages, or its own headers, have names for. */
static void hint_basic(struct diagnostic *error, const char *name) {
    static const struct {
        const char *name, *hint;
    } types[] = {
        {"string", "a string of C's is a char *: chan(char *)"},
        {"byte", "C calls it unsigned char"},
    };
    for (size_t i = 0; error != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0) diagnostic_hint(error, "%s", types[i].hint);
}

/* `chan c int`: what stands for the element's type is followed by that. */
static void hint_order(struct unit *unit, struct diagnostic *error, const struct node *node) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    const char *next = token_skip(text + node_end(node), end);
    if (error == NULL || next == end || !is_word_byte(*next)) return;
    const struct name *type = scope_name(unit->scopes, next, (size_t)(token_end(next, end) - next));
    if (check_is_keyword(type))
        diagnostic_hint(error, "write chan %s %s", type->text, unit_text(unit, node));
}

/* `chan<- c` for the parameter of a function that is defined: that has a name, and no element. */
static bool is_name_alone(const struct node *element) {
    const struct node *parameter = node_parent(node_parent(element));
    if (node_kind(parameter) != K_PARAMETER_DECLARATION ||
        node_field(parameter, F_DECLARATOR) != NULL)
        return false;
    const struct node *declared = node_parent(node_parent(parameter)); /* the function */
    do {
        declared = node_parent(declared);
    } while (node_kind(declared) == K_POINTER_DECLARATOR);
    return node_kind(declared) == K_FUNCTION_DEFINITION;
}

static void refuse_bare(struct unit *unit, const struct node *channel, const struct name *name) {
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, channel),
                                                "this 'chan' has no element type");
    const char *direction = unit_text(unit, node_field(channel, F_DIRECTION));
    if (error != NULL) diagnostic_hint(error, "write %s int %s", direction, name->text);
}

void check_known(struct unit *unit, const struct type *element, const struct node *node) {
    refuse_words(unit, node);
    const struct type *type = type_strip(element);
    while (type->kind == T_POINTER || type->kind == T_ARRAY || type->kind == T_CHANNEL)
        type = type_strip(type->base);
    if (type->kind == T_NAMED && !unit->in_headers) refuse_no_type(unit, node);
    struct name *name = name_of_type(unit, type);
    if (name == NULL || !is_nothing(unit, name, node)) return;
    refuse_named(type);
    if (is_name_alone(node)) {
        refuse_bare(unit, node_parent(node), name);
        return;
    }
    if (name->reported) return;
    mark_reported(unit, name);
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                         "'%s' is no type that is declared here", name->text);
    hint_basic(error, name->text);
    hint_order(unit, error, node);
}

bool check_refuse_chan(struct unit *unit, const struct node *left, const char *operator,
                       const struct node * right) {
    if (node_kind(left) != K_IDENTIFIER || !unit_is_free(unit, left, "chan")) return false;
    if (node_kind(right) != K_IDENTIFIER || (operator[0] != '<' && operator[0] != '*'))
        return false;
    if (!check_is_keyword(unit_name_of(unit, right)) && !declare_names_type(unit, right))
        return false;
    bool of_channels = check_of_channels(unit);
    unit->doubted |= !of_channels;
    if (!of_channels) return false;
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, left),
                                                "this 'chan' has no element type");
    if (error != NULL) check_hint(unit, error, node_start(left), node_end(right));
    return true;
}

bool check_is_nearly(const char *word, size_t length, const char *meant) {
    const size_t whole = strlen(meant);
    size_t same = 0, last = 0; /* letters that agree at either end */
    while (same < length && same < whole && word[same] == meant[same]) same++;
    while (last < length - same && last < whole - same &&
           word[length - 1 - last] == meant[whole - 1 - last])
        last++;
    size_t rest = length - same - last, missing = whole - same - last;
    bool swapped =
        rest == 2 && missing == 2 && word[same] == meant[same + 1] && word[same + 1] == meant[same];
    return swapped || (rest <= 1 && missing <= 1);
}

bool check_misspelt(struct unit *unit, const struct node *word) {
    size_t length = node_end(word) - node_start(word);
    if (unit->in_headers || !check_is_nearly(unit_bytes(unit, word), length, "chan")) return false;
    bool of_channels = check_of_channels(unit);
    unit->doubted |= !of_channels;
    if (!of_channels || !is_nothing(unit, unit_name_of(unit, word), word)) return false;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "'%s' is nothing that is declared here", unit_text(unit, word));
    if (error != NULL) diagnostic_hint(error, "did you mean 'chan'?");
    return true;
}

bool check_refuse_attribute(struct unit *unit, const struct node *word,
                            const struct node *declared) {
    if (!check_is_nothing(unit, word)) return false;
    struct name *name = unit_name_of(unit, word);
    if (name->reported) return true;
    mark_reported(unit, name);
    if (declared == NULL)
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "'%s' stands beside what is declared, and no macro is called so",
                         name->text);
    else
        diagnostic_error(
            unit->errors, D_SYNTAX, unit_span(unit, declared),
            "two names where one is declared, '%s' and '%s', and no macro is called so", name->text,
            unit_text(unit, declared));
    return true;
}

void check_refuse_type(struct unit *unit, const struct node *word) {
    struct name *name = unit_name_of(unit, word);
    if (!check_is_nothing(unit, word) || name->reported) return;
    mark_reported(unit, name);
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_SYNTAX, unit_span(unit, word),
        "'%s' stands before what ':=' declares, and no macro is called so", name->text);
    if (error != NULL) diagnostic_hint(error, "':=' takes no type");
}

/* Of a word that may be a keyword of the language's the other checks speak. */
static void check_attribute(struct unit *unit, const struct node *word) {
    const struct name *name = unit_name_of(unit, word);
    if (name->macro == NULL && name->symbol == NULL &&
        !check_is_channel_word(name->text, name->length) && !check_is_keyword(name))
        check_refuse_attribute(unit, word, NULL);
}

void check_attributes(struct unit *unit, const struct node *declaration) {
    bool nameless = node_kind(declaration) == K_PARAMETER_DECLARATION &&
                    node_field(declaration, F_DECLARATOR) == NULL; /* see check_early_name */
    if (unit->in_headers || nameless) return;
    for_named(child, declaration) {
        enum kind kind = node_kind(child);
        if (kind == K_MACRO_MODIFIER)
            check_attribute(unit, node_field(child, F_NAME));
        else if (kind == K_INIT_DECLARATOR || kind == K_FUNCTION_DECLARATOR ||
                 kind == K_POINTER_DECLARATOR)
            check_attributes(unit, child);
        else if (kind == K_IDENTIFIER && child->field == F_NONE &&
                 node_kind(declaration) == K_FUNCTION_DECLARATOR)
            check_attribute(unit, child);
    }
}

void check_refuse_nil(struct unit *unit, struct name *name, const struct node *node) {
    if (strcmp(name->text, "nil") != 0 || name->reported || !is_nothing(unit, name, node)) return;
    mark_reported(unit, name);
    struct diagnostic *error = diagnostic_error(unit->errors, D_UNRESOLVED, unit_span(unit, node),
                                                "'nil' is not declared");
    if (error != NULL) diagnostic_hint(error, "no channel is written NULL, or 0");
}

const char *check_undeclared_type(struct unit *unit, const struct type *type,
                                  const struct node *node) {
    struct name *name = name_of_type(unit, type_strip(type));
    return name != NULL && is_nothing(unit, name, node) ? name->text : NULL;
}

/* What Go has, or a channel type lacks, where C wants the name of a type. */
static const struct go_word {
    const char *word, *message, *hint;
} go_words[] = {
    {"chan", "this 'chan' has no element type", "a channel is declared so: chan int c;"},
    {"func", "a function's definition begins with the type of its result, not with 'func'",
     "write void f(chan int c) { ... }: a parameter's type comes first, too"},
    {"var", "a declaration begins with a type, not with 'var'",
     "a channel is declared so: chan int c; or c := make(chan int);"},
};

static const struct go_word *go_word(const char *word) {
    for (size_t i = 0; i < sizeof go_words / sizeof go_words[0]; i++)
        if (strcmp(go_words[i].word, word) == 0) return &go_words[i];
    return NULL;
}

void check_hint_type(struct diagnostic *error, const char *name) {
    const struct go_word *word = go_word(name);
    if (error != NULL && word != NULL) diagnostic_hint(error, "%s", word->hint);
}

/* Whether a declarator leaves no other reading of a word before it: a name, with `func` that of a function, with `chan` none. */
static bool is_plain(const struct node *declarator, const struct go_word *word) {
    bool function = *word->word == 'f';
    if (declarator == NULL) return *word->word == 'c';
    while (node_kind(declarator) == K_POINTER_DECLARATOR ||
           node_kind(declarator) == K_ARRAY_DECLARATOR ||
           (function && node_kind(declarator) == K_FUNCTION_DECLARATOR))
        declarator = node_inner_declarator(declarator);
    enum kind kind = node_kind(declarator);
    return kind == K_IDENTIFIER || kind == K_FIELD_IDENTIFIER || kind == K_TYPE_IDENTIFIER;
}

void check_word_of_go(struct unit *unit, const struct type *type, const struct node *node,
                      const struct node *declarator) {
    if (!type_is(type, T_NAMED)) return;
    const struct go_word *word = go_word(type_strip(type)->name);
    if (word == NULL || !unit_is(unit, node, word->word) || !is_plain(declarator, word)) return;
    bool of_channels = check_of_channels(unit);
    unit->doubted |= !of_channels;
    if (!of_channels || check_undeclared_type(unit, type, node) == NULL) return;
    refuse_named(type);
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node), "%s", word->message);
    check_hint_type(error, word->word);
}

bool check_refuse_bare_builtin(struct unit *unit, const struct node *declaration) {
    const struct node *word = node_field(declaration, F_TYPE),
                      *operand = node_field(declaration, F_DECLARATOR);
    if (unit->in_headers || node_kind(word) != K_TYPE_IDENTIFIER ||
        node_kind(operand) != K_IDENTIFIER || !check_is_builtin_name(unit, word))
        return false;
    const struct name *name = unit_name_of(unit, word);
    const struct symbol *channel = unit_name_of(unit, operand)->symbol;
    if (name->macro != NULL || channel == NULL || channel->kind != SYM_OBJECT ||
        !type_is(channel->type, T_CHANNEL))
        return false;
    unit->wants_headers = true; /* one may have a type called so */
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "'%s' is called, with its channel in parentheses", name->text);
    if (error != NULL) diagnostic_hint(error, "write %s(%s)", name->text, unit_text(unit, operand));
    return true;
}

const struct node *check_refuse_keyword(struct unit *unit, const struct type *base,
                                        const struct node *word) {
    if (base->kind != T_CHANNEL) return NULL;
    struct name *name = unit_name_of(unit, word);
    if (name->macro != NULL || !check_is_keyword(name)) return NULL;
    if (!type_is_refused(base->base)) /* `chan c int` */
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word),
                         "'%s' where a name must stand, after the type of a channel", name->text);
    const struct node *next = node_after(word);
    while (unit_is(unit, next, ")")) next = node_after(next); /* chan(int) (int) name */
    const struct node *meant = node_inner(next);
    return node_kind(next) == K_ERROR && node_kind(meant) == K_IDENTIFIER ? meant : word;
}

bool check_may_decay(const struct unit *unit, const struct type *type) {
    type = type_strip(type);
    if (type->kind != T_NAMED || type->predefined || type_is_plain_name(type)) return false;
    if (type_is_va_list(type) || declare_is_compilers(type->name)) return false;
    if (strpbrk(type->name, " (") != NULL) return false; /* only the compiler knows */
    const struct name *name = scope_name(unit->scopes, type->name, strlen(type->name));
    bool known = name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF;
    return !unit->asked_headers && name->macro == NULL && !known;
}

void check_carried(struct unit *unit, const struct type *type) {
    unit->wants_headers |= check_may_decay(unit, type);
}

/* Whether it is one of a function that begins with `func`, which is refused as a whole. */
static bool is_of_func(const struct unit *unit, const struct node *parameter) {
    const struct node *declared = node_parent(node_parent(node_parent(parameter)));
    const struct node *type = node_field(declared, F_TYPE);
    return node_kind(type) == K_TYPE_IDENTIFIER && unit_is_free(unit, type, "func");
}

const struct node *check_early_name(struct unit *unit, const struct node *parameter) {
    const struct node *first = node_inner(parameter), *type = node_field(parameter, F_TYPE);
    if (node_kind(first) != K_MACRO_MODIFIER || node_kind(type) != K_CHANNEL_TYPE ||
        node_field(first, F_ARGUMENTS) != NULL || unit->in_headers)
        return NULL;
    const struct node *word = node_field(first, F_NAME);
    const struct name *name = unit_name_of(unit, word);
    bool object = name->symbol != NULL && name->symbol->kind == SYM_OBJECT;
    if (name->macro != NULL || (name->symbol != NULL && !object)) return NULL;
    if (is_of_func(unit, parameter)) return word;
    if (!object && !is_decided(unit, parameter)) return NULL;
    struct diagnostic *error = diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, parameter),
                                                "the type of a parameter stands before its name");
    if (error != NULL)
        diagnostic_hint(error, "write %s %s", unit_text(unit, type), unit_text(unit, word));
    return word;
}
