/* macro.c: channel syntax in macro bodies. See macro.h. */
#include "macro.h"
#include "builtin.h"
#include "declare.h"
#include "directive.h"
#include "expand.h"
#include "include.h"
#include "probe.h"
#include "scan.h"
#include "skim.h"
#include "spelling.h"
#include "token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A look over a body's tokens. */
struct look {
    const struct unit *unit;
    const char *at, *end;
    const char *token; /* the token at hand, NULL at the end */
    size_t length;
    struct span parameters; /* text with the macro's parameters in it, if it has any */
    char before;            /* last byte of the token before; ';' at the start */
    bool names;  /* the token before is one after which C has a name of no object: `struct`, `->` */
    bool begins; /* only an operand's tokens since a statement began */
    unsigned depth; /* parentheses and brackets open */
};

static void skip(struct look *look) {
    look->at = token_skip(look->at, look->end);
}

static bool next(struct look *look) {
    skip(look);
    look->token = look->at;
    if (look->at == look->end) return false;
    look->at = token_end(look->at, look->end);
    look->length = (size_t)(look->at - look->token);
    return true;
}

static bool is(const struct look *look, const char *text) {
    return token_is(look->token, look->length, text);
}

/* The byte that follows the token at hand, or the one that a digraph there stands for. */
static char peek(struct look *look) {
    struct look ahead = *look;
    return next(&ahead) ? spelling_byte(ahead.token) : '\0';
}

static bool is_parameter(const struct look *look) {
    const struct span *within = &look->parameters;
    struct look list = {0};
    if (within->source == NULL) return false;
    list.at = within->source->text + within->start;
    list.end = within->source->text + within->end;
    while (next(&list))
        if (list.length == look->length && memcmp(list.token, look->token, list.length) == 0)
            return true;
    return false;
}

/* Whether a word of channels has no meaning of the file's own. */
static bool is_free(const struct look *look) {
    if (look->names || is_parameter(look)) return false;
    const struct name *name = scope_name(look->unit->scopes, look->token, look->length);
    return name->symbol == NULL && name->macro == NULL;
}

/* Whether the token after the one at hand is an arrow. */
static bool arrow_follows(const struct look *look) {
    struct look ahead = *look;
    return next(&ahead) && is(&ahead, "<-");
}

/* A word that begins channel syntax, with what must follow it. */
static bool is_channel_word(struct look *look) {
    char after = peek(look);
    bool names = after == '_' || isalpha((unsigned char)after);
    if (is(look, "chan")) return (names || after == '(' || arrow_follows(look)) && is_free(look);
    if (is(look, "go")) return (names || after == '{') && is_free(look);
    if (is(look, "select")) return after == '{' && is_free(look);
    if (is(look, "range"))
        return names && (look->before == '=' || look->before == '(') && is_free(look);
    return false;
}

/* Follows what a token does to the statement at hand. */
static void follow(struct look *look) {
    char first = spelling_byte(look->token);
    if (first == '(' || first == '[') look->depth++;
    if ((first == ')' || first == ']') && look->depth > 0) look->depth--;
    bool opens = first == ';' || first == '{' || first == '}';
    bool control = is(look, "else") || is(look, "do");
    if (opens || control)
        look->begins = true;
    else if (is(look, "return"))
        look->begins = false;
    else if (look->depth == 0 && !is_word_byte(first) && strchr(".*-)]", first) == NULL)
        look->begins = false;
    look->before = first != *look->token ? first : look->token[look->length - 1];
    look->names = is(look, ".") || is(look, "->") || is(look, "struct") || is(look, "union") ||
                  is(look, "enum") || is(look, "goto");
}

/* A look over a macro's body from its beginning. */
static struct look look_into(const struct unit *unit, const struct macro *macro) {
    struct look look = {.unit = unit, .parameters = macro->parameters};
    if (macro->body.source == NULL) return look;
    look.at = macro->body.source->text + macro->body.start;
    look.end = macro->body.source->text + macro->body.end;
    return look;
}

/* The content of a macro's own body, as far as names are declared by now. */
static enum macro_content content_of(const struct unit *unit, const struct macro *macro) {
    struct look look = look_into(unit, macro);
    look.before = ';';
    look.begins = true;
    enum macro_content found = MACRO_PLAIN;
    skip(&look);
    const char *start = look.at;
    while (next(&look)) {
        if (is(&look, ":=") || is_channel_word(&look)) return MACRO_CHANNEL;
        if (is(&look, "<-")) {
            char after = peek(&look);
            bool first = look.token == start &&
                         !(after == '_' || isalpha((unsigned char)after)); /* LESS: `<-` */
            if (!first && !is_word_byte(look.before) && strchr(")]\"'", look.before) == NULL)
                return MACRO_CHANNEL;
            if (look.begins && look.depth == 0) found = MACRO_COMPARISON;
        }
        follow(&look);
    }
    return found;
}

/* What a macro stands for in the end, where that is one word; NULL where it is more. */
static const struct name *only_word(const struct unit *unit, const struct name *name) {
    uint32_t depth = 0;
    while (name->macro != NULL) {
        struct look look = look_into(unit, name->macro);
        bool word = name->macro->parameters.source == NULL && next(&look) &&
                    is_word_byte(*look.token) && depth++ < 8;
        if (!word) return NULL;
        name = scope_name(unit->scopes, look.token, look.length);
        if (next(&look)) return NULL;
    }
    return name;
}

bool macro_is_channel_word(const struct unit *unit, const struct name *name) {
    const struct name *word = name->macro != NULL ? only_word(unit, name) : NULL;
    if (word == NULL || word->symbol != NULL) return false;
    return check_is_channel_word(word->text, word->length) || strcmp(word->text, "make") == 0;
}

bool macro_is_bound(const struct macro *macro) {
    struct look look = look_into(NULL, macro);
    uint32_t brackets = 0;
    char last = '\0';
    for (bool first = true; next(&look); first = false) {
        last = spelling_byte(look.token);
        if (first && last != '[') return false;
        brackets += last == '[';
    }
    return brackets == 1 && last == ']';
}

/* Whether the first token is one of these. The look stands there then. */
static bool begins_with(struct look *look, const char *const *words) {
    if (look->at == NULL || !next(look)) return false;
    for (; *words != NULL; words++)
        if (is(look, *words)) return true;
    return false;
}

static bool begins_statement(struct look *look) {
    static const char *const words[] = {"if", "else", "for", "while", "do", "switch", NULL};
    return begins_with(look, words);
}

bool macro_begins_case(const struct macro *macro) {
    static const char *const words[] = {"case", "default", NULL};
    struct look look = {0};
    if (macro != NULL) look = look_into(NULL, macro);
    return begins_with(&look, words);
}

bool macro_begins_statement(const struct macro *macro) {
    struct look look = {0};
    if (macro != NULL) look = look_into(NULL, macro);
    return begins_statement(&look);
}

bool macro_is_head(const struct macro *macro) {
    struct look look = {0};
    if (macro != NULL) look = look_into(NULL, macro);
    if (!begins_statement(&look)) return false;
    bool lacks = false; /* the statement after what was read */
    bool heads = false; /* a head, of which the parentheses are missing or being read */
    bool does = false;  /* the next `while` ends a statement */
    do {
        if (look.depth == 0) {
            lacks = is(&look, "else") || is(&look, "do");
            does |= is(&look, "do");
            heads = is(&look, "if") || is(&look, "for") || is(&look, "switch") ||
                    (is(&look, "while") && !does) || (heads && is(&look, "("));
        }
        follow(&look);
        lacks |= heads && look.depth == 0 && look.before == ')';
    } while (next(&look));
    return lacks;
}

static bool is_builtin(const struct look *look) {
    return builtin_find(look->token, look->length) != NULL;
}

static bool makes_string(const struct look *look) {
    return is(look, "#") || is(look, "%:");
}

static bool joins(const struct look *look) {
    return is(look, "##") || is(look, "%:%:");
}

static bool compares_types(const struct look *look) {
    return is(look, "_Generic") || is(look, "__builtin_types_compatible_p");
}

/* Whether a macro's body has a token of a kind. */
static bool has(const struct macro *macro, bool (*is_such)(const struct look *)) {
    struct look look = look_into(NULL, macro);
    while (next(&look))
        if (is_such(&look)) return true;
    return false;
}

bool macro_may_join(const struct unit *unit, const struct macro *macro) {
    struct look look = look_into(unit, macro);
    if (macro->body.source == NULL) return true;
    while (next(&look)) {
        if (joins(&look)) return true;
        if (!is_word_byte(*look.token) || peek(&look) != '(' || is_parameter(&look)) continue;
        const struct name *name = scope_name(unit->scopes, look.token, look.length);
        if (name->macro != NULL || name->symbol == NULL) return true;
    }
    return false;
}

/* Whether a `##` follows the token at hand. */
static bool is_before_join(const struct look *look) {
    struct look ahead = *look;
    return next(&ahead) && joins(&ahead);
}

/* Whether a parameter stands in a macro's body as it is: neither made a string by `#` nor joined by `##`. */
static bool uses_parameters(const struct macro *macro) {
    struct look look = look_into(NULL, macro);
    bool joined = false;
    while (next(&look)) {
        bool parameter = is(&look, "__VA_ARGS__") || is_parameter(&look);
        if (parameter && !joined && !is_before_join(&look)) return true;
        joined = makes_string(&look) || joins(&look);
    }
    return false;
}

/* Gives a name another macro, or none. */
static void set(struct unit *unit, struct name *name, struct macro *macro) {
    name->macro = macro;
    if (name->in_macro) unit->macros->changes++;
}

struct macros *macros_new(struct arena *arena) {
    struct macros *macros = arena_alloc(arena, sizeof *macros);
    macros->changes = 1; /* 0 is of no answer */
    return macros;
}

void macros_free(struct macros *macros) {
    arena_free(macros->expansion);
    arena_free(macros->checked);
    declare_forget_types(macros->types);
}

/* Enters a macro whose spans are filled in. */
static void enter(struct unit *unit, struct name *name, struct macro *macro) {
    macro->in_body = unit->body != NULL ? unit->body->number : 0;
    if (macro->body.source != NULL) {
        macro->stringifies =
            macro->parameters.source != NULL && has(macro, makes_string) && !uses_parameters(macro);
        macro->names_builtin = has(macro, is_builtin) || has(macro, joins);
        macro->compares_types = has(macro, compares_types);
        unit->spells |= has(macro, joins) || has(macro, makes_string);
        if (!unit->in_headers) macro->content = content_of(unit, macro);
        unit->macros->any_of_channels |= macro->content != MACRO_PLAIN;
    }
    set(unit, name, macro);
}

/* Takes notice of a mark of the probe. */
static void pass_mark(struct unit *unit, const struct name *name) {
    const size_t size = sizeof PROBE_INCLUDE - 1;
    bool include = strncmp(name->text, PROBE_INCLUDE, size) == 0;
    if (!include && strcmp(name->text, PROBE_OWN) != 0) return;
    unit->in_own = !include;
    if (!include) return;
    unit->included.start = (uint32_t)strtoul(name->text + size, NULL, 10);
    unit->included.end = unit->included.start + (name->text[size] != '\0');
}

void macro_define(struct unit *unit, const struct node *definition) {
    const struct node *name = node_field(definition, F_NAME),
                      *body = node_field(definition, F_VALUE);
    const struct node *parameters = node_field(definition, F_PARAMETERS);
    if (name == NULL) return;
    if (unit->in_headers) pass_mark(unit, unit_name_of(unit, name));
    if (unit->in_headers && unit->in_own) return; /* known where it stands */
    struct macro *macro = arena_alloc(unit->arena, sizeof *macro);
    macro->definition = unit_span(unit, definition);
    if (parameters != NULL) macro->parameters = unit_span(unit, parameters);
    if (body != NULL) macro->body = unit_span(unit, body);
    macro->included = unit->included;
    enter(unit, unit_name_of(unit, name), macro);
    /* The file's own definitions are hidden where they hold; a header's hold for the whole file. */
    if (unit->in_headers)
        unit->named_words |=
            spelling_defined(unit_bytes(unit, name), node_end(name) - node_start(name),
                             unit->source->text + node_end(definition));
}

void macro_undefine(struct unit *unit, const struct node *directive) {
    const struct node *word = node_field(directive, F_DIRECTIVE),
                      *argument = node_field(directive, F_ARGUMENT);
    if (argument == NULL || word == NULL || (unit->in_headers && unit->in_own)) return;
    const char *text = unit_bytes(unit, word);
    size_t length = node_end(word) - node_start(word);
    if (length < 5 || memcmp(text + length - 5, "undef", 5) != 0) return;
    text = unit_bytes(unit, argument);
    size_t end = 0, limit = node_end(argument) - node_start(argument);
    while (end < limit && is_word_byte(text[end])) end++;
    set(unit, scope_name(unit->scopes, text, end), NULL);
}

/* What a directive that the parser does not see defines, or undefines. */
static void pass_listed(struct unit *unit, const struct directive *directive) {
    const char *text = unit->source->text, *limit = text + directive->end;
    struct directive_macro read;
    if (!directive_macro(text + directive->start, limit, &read)) return;
    struct name *named = scope_name(unit->scopes, read.name, read.length);
    set(unit, named, NULL);
    if (!read.defines) return;
    struct macro *macro = arena_alloc(unit->arena, sizeof *macro);
    macro->definition = unit_span_of(unit, directive->start, directive->end);
    if (read.parameters != NULL)
        macro->parameters =
            unit_span_of(unit, (uint32_t)(read.parameters - text), (uint32_t)(read.body - text));
    const char *at = token_skip(read.body, limit);
    if (at < limit) macro->body = unit_span_of(unit, (uint32_t)(at - text), directive->end);
    enter(unit, named, macro);
}

bool macro_pass_listed(struct unit *unit, uint32_t start, uint32_t end) {
    const struct scan *scan = masks_scan(unit->masks);
    if (!scan->any_listed) return false;
    bool includes = false;
    const struct directive *directive;
    while ((directive = scan_next(scan, &start, end)) != NULL) {
        if (!directive->listed || !masks_shows(unit->masks, unit->version, directive->start))
            continue;
        pass_listed(unit, directive);
        if (!scan_is(unit->source, directive, "include")) continue;
        includes = true;
        include_check_macros(unit, directive->body, directive->end);
    }
    return includes;
}

/* A macro, or none, that a push kept. */
struct pushed {
    struct macro *macro;
    uint32_t in_body; /* number of the body that the push stands in */
    struct pushed *next;
};

/* What comes back in a function from outside is defined again for go bodies: before the function it is another. */
static struct macro *brought_back(struct unit *unit, const struct pushed *pushed) {
    uint32_t body = unit->body != NULL ? unit->body->number : 0;
    const struct macro *old = pushed->macro;
    if (old == NULL || body == 0 || pushed->in_body != 0 || old->definition.source != unit->source)
        return pushed->macro;
    struct macro *macro = arena_alloc(unit->arena, sizeof *macro);
    *macro = *old;
    macro->in_body = body;
    return macro;
}

/* `push_macro("NAME")` and `pop_macro("NAME")`. */
static void pass_pragma(struct unit *unit, const struct directive *directive) {
    const char *text = unit->source->text;
    struct look look = {.at = text + directive->body, .end = text + directive->end};
    if (!scan_is(unit->source, directive, "pragma") || !next(&look)) return;
    bool push = is(&look, "push_macro"), pop = is(&look, "pop_macro");
    if ((!push && !pop) || !next(&look) || !is(&look, "(") || !next(&look) || look.length < 3)
        return;
    struct name *name = scope_name(unit->scopes, look.token + 1, look.length - 2);
    if (push) {
        struct pushed *pushed = arena_alloc(unit->arena, sizeof *pushed);
        *pushed =
            (struct pushed){name->macro, unit->body != NULL ? unit->body->number : 0, name->pushed};
        name->pushed = pushed;
    } else if (name->pushed != NULL) {
        set(unit, name, brought_back(unit, name->pushed));
        name->pushed = name->pushed->next;
    }
}

void macro_pass_pragmas(struct unit *unit, uint32_t end) {
    if (unit->in_headers || unit->pragmas_passed >= end) return;
    const struct scan *scan = masks_scan(unit->masks);
    uint32_t start = unit->pragmas_passed;
    unit->pragmas_passed = end;
    if (!scan->any_pushed) return;
    const struct directive *directive;
    while ((directive = scan_next(scan, &start, end)) != NULL)
        if (masks_shows(unit->masks, unit->version, directive->start)) pass_pragma(unit, directive);
}

/* What a question is about, of a macro's own body. What it is for channels hangs on what is declared here and now. */
static bool is_such(const struct unit *unit, const struct macro *macro,
                    enum macro_question question, bool *lasting) {
    if (question == MACRO_NAMES_BUILTIN) return macro->names_builtin;
    if (question == MACRO_COMPARES_TYPES) return macro->compares_types;
    enum macro_content content = macro->content;
    if (content == MACRO_CHANNEL) {
        content = content_of(unit, macro);
        *lasting = false;
    }
    return content >= (question == MACRO_COMPARES ? MACRO_COMPARISON : MACRO_CHANNEL);
}

/* Appends the macros that stand in a macro's body to a list that it is on, as far as they were not yet. */
static void list_inner(const struct unit *unit, const struct macro *macro, struct macro **last) {
    uint32_t search = unit->macros->searches;
    struct look look = look_into(unit, macro);
    while (next(&look)) {
        if (!is_word_byte(*look.token)) continue;
        struct name *name = scope_name(unit->scopes, look.token, look.length);
        name->in_macro = true;
        struct macro *inner = name->macro;
        if (inner == NULL || inner->search == search) continue;
        inner->search = search;
        inner->listed = NULL;
        *last = (*last)->listed = inner;
    }
}

/* Whether it is so of a macro, or of one that stands in its body, or in that one's body. Each is looked at once, however
 * they stand in each other, and an answer holds until a name in them gets another meaning: "no" for all of them. */
static bool leads_to(const struct unit *unit, struct macro *macro, enum macro_question question) {
    struct macros *macros = unit->macros;
    struct macro *last = macro;
    bool found = false, lasting = true;
    macro->search = ++macros->searches;
    macro->listed = NULL;
    for (struct macro *at = macro; at != NULL && !found; at = at->listed) {
        struct macro_answer known = at->answers[question];
        bool answered = known.changes == macros->changes;
        found = answered ? known.yes : is_such(unit, at, question, &lasting);
        if (!answered && !found) list_inner(unit, at, &last);
    }
    if (found) macro->listed = NULL; /* of the others nothing is known */
    for (struct macro *at = macro; at != NULL && lasting; at = at->listed)
        at->answers[question] = (struct macro_answer){macros->changes, found};
    return found;
}

static bool has_token(const struct unit *unit, struct macro *macro, macro_token_test *test,
                      const void *sought) {
    struct macro *last = macro;
    macro->search = ++unit->macros->searches;
    macro->listed = NULL;
    for (const struct macro *at = macro; at != NULL; at = at->listed) {
        struct look look = look_into(unit, at);
        while (next(&look))
            if (test(unit, look.token, look.length, sought)) return true;
        list_inner(unit, at, &last);
    }
    return false;
}

bool macro_leads_to(const struct unit *unit, const char *at, const char *end,
                    macro_token_test *test, const void *sought) {
    for (const char *past; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        size_t length = (size_t)(past - at);
        if (test(unit, at, length, sought)) return true;
        if (!is_word_byte(*at)) continue;
        struct macro *macro = scope_name(unit->scopes, at, length)->macro;
        if (macro != NULL && has_token(unit, macro, test, sought)) return true;
    }
    return false;
}

/* The content of a macro, with that of the macros in its body. */
static enum macro_content whole_content(const struct unit *unit, struct macro *macro) {
    if (leads_to(unit, macro, MACRO_HAS_CHANNEL)) return MACRO_CHANNEL;
    return leads_to(unit, macro, MACRO_COMPARES) ? MACRO_COMPARISON : MACRO_PLAIN;
}

bool macro_is_refused(const struct unit *unit, const char *name) {
    struct macro *macro = scope_name(unit->scopes, name, strlen(name))->macro;
    return macro != NULL && leads_to(unit, macro, MACRO_HAS_CHANNEL);
}

static bool is_any_of(const struct token *token, const char *const *words) {
    for (; *words != NULL; words++)
        if (strlen(*words) == token->length && memcmp(*words, token->text, token->length) == 0)
            return true;
    return false;
}

/* Whether C has a name of no object after a token of an expansion. */
static bool names_member(const struct token *token) {
    static const char *const words[] = {".", "->", "struct", "union", "enum", "goto", NULL};
    return is_any_of(token, words);
}

/* Expands a macro that is used, with its arguments. */
static struct expansion expand_use(struct unit *unit, const struct node *node) {
    const char *text = unit->source->text;
    return expand(unit, unit_name_of(unit, node), text + node_end(node),
                  text + unit->source->length);
}

/* Whether what defines a macro stands in the function at hand: a directive, or an #include of the header that has it. */
static bool is_of_function(const struct unit *unit, const struct macro *macro) {
    return macro->in_body != 0 || (macro->included.source == unit->source &&
                                   macro->included.start > unit->function->hoist_at);
}

/* Has the go body at hand take along the macros of its function that an expansion used. Those of the file may be others for
 * what arms in the function define. */
static void carry_macros(struct unit *unit, const struct expansion *expansion) {
    for (const struct macro_used *used = expansion->macros; used != NULL; used = used->next) {
        const struct macro *macro = used->name->macro;
        bool own = macro->definition.source == unit->source && !masks_scan(unit->masks)->any_pushed;
        if (own || is_of_function(unit, macro)) check_need_macro(unit, used->name);
    }
}

/* A go body is moved before its function: where it uses a macro, at `node`, it takes along the macros that this defines and
 * the variables that they name. Those that the use itself names are taken along with the rest of the text. */
static void carry_expansion(struct unit *unit, const struct node *node,
                            const struct expansion *expansion) {
    const struct token *before = NULL, *token = expansion->tokens;
    carry_macros(unit, expansion);
    for (; token != NULL; before = token, token = token->next) {
        if (token->given || !is_word_byte(*token->text)) continue;
        if (before != NULL && names_member(before)) continue;
        struct symbol *symbol = scope_name(unit->scopes, token->text, token->length)->symbol;
        if (symbol != NULL && macro_own_declaration(unit, expansion->tokens, token) == NULL)
            check_use_in_macro(unit, node, symbol);
    }
}

/* The same for the use of a macro in a go block, or a condition in it (NULL), if the word at [at, past) is the name of one. What
 * takes along an expansion that is being walked over may come here for a condition, so this one has memory of its own. */
static void carry_word(struct unit *unit, const struct node *block, const char *at,
                       const char *past) {
    const struct source *source = unit->source;
    const struct name *name = scope_name(unit->scopes, at, (size_t)(past - at));
    if (name->macro == NULL) return;
    struct arena *kept = expand_leave(unit);
    struct expansion expansion = expand(unit, name, past, source->text + source->length);
    if (block != NULL)
        carry_expansion(unit, block, &expansion);
    else
        carry_macros(unit, &expansion);
    expand_return(unit, kept);
}

void macro_carry_respelt(struct unit *unit, const struct node *block) {
    const char *text = unit->source->text, *end = text + node_end(block);
    const char *seen = masks_text(unit->masks, unit->version) + node_start(block),
               *spelt = unit->spelt + node_start(block);
    if (memcmp(seen, spelt, node_end(block) - node_start(block)) == 0) return;
    const char *at = token_skip(text + node_start(block), end), *before = at, *past;
    for (; at < end; before = at, at = token_skip(past, end)) {
        past = token_end(at, text + unit->source->length);
        size_t length = (size_t)(past - at);
        if (!is_word_byte(*at) || memcmp(at, unit->spelt + (at - text), length) == 0) continue;
        carry_word(unit, block, at, past);
        const struct name *name = scope_name(unit->scopes, at, length);
        if (name->macro == NULL && name->symbol != NULL && !token_before_member(before))
            check_use_in_macro(unit, block, name->symbol); /* `OBJECT(a, chan T) = {c}, b;` */
    }
}

void macro_carry_condition(struct unit *unit, const struct directive *directive) {
    const char *at = unit->source->text + directive->body,
               *end = unit->source->text + directive->end, *past;
    if (unit->body == NULL) return; /* a go block that is completed after all was read */
    for (; (at = token_skip(at, end)) < end; at = past) {
        past = token_end(at, end);
        if (!is_word_byte(*at)) continue;
        const struct name *name = scope_name(unit->scopes, at, (size_t)(past - at));
        if (name->macro == NULL) check_need_macro(unit, name); /* any more */
        carry_word(unit, NULL, at, past);
    }
}

void macro_carry_conditions(struct unit *unit, const struct node *block) {
    const struct directive *directive;
    uint32_t next = node_start(block), end = node_end(block);
    while ((directive = scan_next(masks_scan(unit->masks), &next, end)) != NULL)
        if (directive->group != NO_GROUP) macro_carry_condition(unit, directive);
}

static void carry(struct unit *unit, const struct node *node) {
    struct expansion expansion = expand_use(unit, node);
    carry_expansion(unit, node, &expansion);
}

bool macro_only_spells(struct unit *unit, const struct node *macro, const struct node *argument) {
    if (!unit->spells || unit->body == NULL || unit->body->go == NULL ||
        node_kind(argument) != K_IDENTIFIER)
        return false;
    struct expansion expansion = expand_use(unit, macro);
    for (const struct token *token = expansion.tokens; token != NULL; token = token->next)
        if (token->given && token->length == node_end(argument) - node_start(argument) &&
            memcmp(token->text, unit_bytes(unit, argument), token->length) == 0)
            return false;
    return expansion.whole;
}

/* The names in a refused macro's arguments may be what it declares: nothing more is said of them, in the function or, at
 * file scope, at all. */
static void excuse_arguments(struct unit *unit, const struct node *node) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    struct look look = {.unit = unit, .at = text + node_end(node), .end = end};
    uint32_t depth = 0;
    while (next(&look)) {
        depth += *look.token == '(';
        if (depth == 0 || (*look.token == ')' && --depth == 0)) return;
        if (!is_word_byte(*look.token)) continue;
        struct name *name = scope_name(unit->scopes, look.token, look.length);
        if (name->symbol != NULL || name->macro != NULL) continue;
        if (unit->function != NULL)
            scope_mark_reported(unit->scopes, name);
        else
            name->reported = true;
    }
}

/* Whether a name may be a macro of the headers that is of channels, as far as their text tells. */
static bool may_be_of_channels(const struct unit *unit, const struct node *node) {
    return !unit->asked_headers && check_of_channels(unit) &&
           skim_is_of_headers(unit->skim, unit_bytes(unit, node),
                              node_end(node) - node_start(node));
}

/* Whether a name may be a macro that the headers must be asked for: one of channels; or in a go body one that comes from an
 * #include in the function, or names variables of this. The latter are no macros of the system, and a call is taken for a
 * function's. */
static bool may_be_headers(const struct unit *unit, const struct node *node) {
    if (may_be_of_channels(unit, node)) return true;
    if (unit->asked_headers || unit->body == NULL || unit->body->go == NULL) return false;
    const char *text = unit->source->text;
    bool call = *token_skip(text + node_end(node), text + unit->source->length) == '(';
    return include_stands(unit, unit->function->hoist_at, node_start(node), false) ||
           (!call && include_stands(unit, 0, node_start(node), true));
}

/* The first macro among the arguments of one, at `*at`, of which a question is to be answered with yes; NULL for none.
 * `alone`: as an argument that is only its name, so that it is not used yet. */
static const struct name *given_macro(struct unit *unit, const struct node *node,
                                      enum macro_question question, bool alone, struct span *at) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    struct look look = {.unit = unit, .at = text + node_end(node), .end = end};
    uint32_t depth = 0;
    while (next(&look)) {
        depth += *look.token == '(';
        if (depth == 0 || (*look.token == ')' && --depth == 0)) return NULL;
        if (!is_word_byte(*look.token) || (alone && (depth > 1 || peek(&look) == '('))) continue;
        const struct name *name = scope_name(unit->scopes, look.token, look.length);
        if (name->macro == NULL || !leads_to(unit, name->macro, question)) continue;
        uint32_t start = (uint32_t)(look.token - text);
        *at = unit_span_of(unit, start, start + (uint32_t)look.length);
        return name;
    }
    return NULL;
}

/* The content of what a use expands to, but for the arrows that the use itself gives, which are translated. */
static enum macro_content expanded_content(struct unit *unit, const struct node *node) {
    struct buffer text = {0};
    for (const struct token *token = expand_use(unit, node).tokens; token != NULL;
         token = token->next) {
        static const char *const translated[] = {"<-", ":=", NULL};
        if (token->given && is_any_of(token, translated))
            buffer_add(&text, "<", 1);
        else
            buffer_add(&text, token->text, token->length);
        buffer_add(&text, " ", 1);
    }
    const char *copy = arena_strndup(unit->arena, text.length > 0 ? text.text : "", text.length);
    struct macro whole = {.body = {source_new(unit->arena, "", copy, (uint32_t)text.length), 0,
                                   (uint32_t)text.length}};
    buffer_free(&text);
    return content_of(unit, &whole);
}

static void refuse(struct unit *unit, const struct name *name, struct span at) {
    struct diagnostic *error = diagnostic_error(
        unit->errors, D_SYNTAX, at, "the macro '%s' has channel syntax in its body", name->text);
    if (error == NULL) return;
    diagnostic_note(error, name->macro->body,
                    "macros are expanded after translation, so this stays as it is");
    diagnostic_hint(error, "write a function, or put the channel syntax where the macro is used");
}

/* Whether what may be a comparison is one, since nothing is known to be of channels yet. */
static bool is_of_plain_c(struct unit *unit, enum macro_content content) {
    bool plain = content == MACRO_COMPARISON && !check_of_channels(unit);
    unit->doubted |= plain;
    return plain;
}

/* The same, or since what a use expands to compares no channel. */
static bool is_comparison(struct unit *unit, const struct node *node, enum macro_content content) {
    if (content != MACRO_COMPARISON) return false;
    return is_of_plain_c(unit, content) || check_is_comparison(unit, expand_use(unit, node).tokens);
}

/* `LEVELS(SEND)`, `DO(SEND(2));`: one that has what may be a send is given to another, which makes a statement of it. */
static bool refuse_given(struct unit *unit, const struct node *node) {
    struct span at;
    const struct name *name = given_macro(unit, node, MACRO_COMPARES, false, &at);
    enum macro_content content = name != NULL ? expanded_content(unit, node) : MACRO_PLAIN;
    if (content == MACRO_PLAIN || is_comparison(unit, node, content)) return false;
    refuse(unit, name, at);
    return true;
}

void macro_doubt(struct unit *unit, const struct node *node) {
    const struct name *name = unit_name_of(unit, node);
    if (!unit->in_headers && name->macro == NULL && may_be_of_channels(unit, node))
        unit->wants_headers = true;
}

void macro_use(struct unit *unit, const struct node *node, bool statement) {
    const struct name *name = unit_name_of(unit, node);
    if (unit->in_headers) return;
    if (name->macro == NULL && name->symbol == NULL && may_be_headers(unit, node))
        unit->wants_headers = true;
    if (name->macro == NULL) return;
    unit->macros->uses++;
    if (unit->body != NULL && unit->body->go != NULL) carry(unit, node);
    enum macro_content content = whole_content(unit, name->macro);
    if (content == MACRO_PLAIN || (content == MACRO_COMPARISON && !statement)) {
        struct span at;
        if (statement && refuse_given(unit, node)) return;
        if (check_of_channels(unit) &&
            (leads_to(unit, name->macro, MACRO_NAMES_BUILTIN) ||
             given_macro(unit, node, MACRO_NAMES_BUILTIN, true, &at) != NULL))
            check_hidden_builtin(unit, node);
        if (check_of_channels(unit) && leads_to(unit, name->macro, MACRO_COMPARES_TYPES))
            check_hidden_choice(unit, node);
        return;
    }
    if (is_comparison(unit, node, content)) return;
    unit->wants_headers = true; /* one may declare the words */
    excuse_arguments(unit, node);
    refuse(unit, name, unit_span(unit, node));
}

bool macro_use_word(struct unit *unit, const struct node *node) {
    const struct name *name = unit_name_of(unit, node);
    if (unit->in_headers || !macro_is_channel_word(unit, name)) return false;
    unit->wants_headers = true; /* one may declare the word */
    refuse(unit, name, unit_span(unit, node));
    return true;
}

bool macro_use_included(struct unit *unit, const struct name *name, struct span at) {
    enum macro_content content = whole_content(unit, name->macro);
    if (content == MACRO_PLAIN || is_of_plain_c(unit, content)) return false;
    unit->wants_headers = true; /* one may declare the words */
    refuse(unit, name, at);
    return true;
}

bool macro_is_declaration(const struct macro *macro) {
    struct look look = {0};
    if (macro != NULL) look = look_into(NULL, macro);
    while (look.at != NULL && next(&look))
        if (strchr(";{}", spelling_byte(look.token)) != NULL) return true;
    return false;
}
