/* macro_declared.c: the names that uses of macros declare: `EACH(v, n) { ... }`, `VAR(v, 1);`, `COMMAND(run) { ... }`.
 *
 * What stands there is expanded, and its tokens are read as declarations where one may begin. The names get symbols of
 * no known type, so that nothing further out is taken for them. A name of the function's own that is no static one is
 * left: what a go block takes along by it is the value that it has there, whoever declared it. */
#include "declare.h"
#include "expand.h"
#include "macro.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

/* A name that was found. */
struct found {
    const struct token *token;
    const struct token *from; /* where its declaration begins; NULL: not in the expansion */
    uint32_t depth;           /* braces around it */
    bool of_loop;             /* it stands in the head of a `for` */
    bool gone;                /* its block or its loop ended */
    struct found *next;
};

struct reading {
    struct unit *unit;
    struct found *found;
    uint32_t depth;
    bool of_loop;
    bool in_head;                   /* in the parentheses of a loop, where `;` ends nothing */
    const struct token *from;       /* where the declaration at hand begins */
    const struct token *parameters; /* the parenthesis of the last function that was declared */
};

static bool is(const struct token *token, const char *text) {
    return token != NULL && strlen(text) == token->length &&
           memcmp(token->text, text, token->length) == 0;
}

static bool is_any(const struct token *token, const char *const *words) {
    for (; *words != NULL; words++)
        if (is(token, *words)) return true;
    return false;
}

static bool is_word(const struct token *token) {
    return token != NULL && token->length > 0 &&
           (*token->text == '_' || isalpha((unsigned char)*token->text));
}

/* Past the brackets that begin at a token, or past a token that is none. */
static const struct token *past_group(const struct token *token) {
    uint32_t depth = 0;
    for (; token != NULL; token = token->next) {
        depth += is(token, "(") || is(token, "[") || is(token, "{");
        depth -= depth > 0 && (is(token, ")") || is(token, "]") || is(token, "}"));
        if (depth == 0) return token->next;
    }
    return NULL;
}

/* Words that begin no declaration. */
static bool is_of_statement(const struct token *token) {
    static const char *const words[] = {
        "if",   "else",  "for",    "while",    "do",      "switch",   "case", "return",  "default",
        "goto", "break", "sizeof", "continue", "typedef", "_Alignof", "asm",  "__asm__", NULL};
    return is_any(token, words);
}

/* Words of types and before them, after which a name may follow. */
static bool is_of_type(const struct token *token) {
    static const char *const words[] = {
        "void",          "char",     "short",       "int",      "long",     "float",
        "double",        "signed",   "unsigned",    "_Bool",    "const",    "volatile",
        "static",        "register", "auto",        "restrict", "_Complex", "__inline",
        "_Thread_local", "inline",   "__auto_type", "extern",   NULL};
    return is_any(token, words);
}

static bool has_group(const struct token *token) {
    static const char *const words[] = {"typeof",        "__typeof__",  "__typeof", "typeof_unqual",
                                        "__attribute__", "__attribute", "_Alignas", "_Atomic",
                                        "__declspec",    NULL};
    return is_any(token, words) && is(token->next, "(");
}

static bool is_tag_word(const struct token *token) {
    return is(token, "struct") || is(token, "union") || is(token, "enum");
}

static bool names_object(const struct reading *reading, const struct token *token) {
    const struct symbol *symbol =
        scope_name(reading->unit->scopes, token->text, token->length)->symbol;
    return symbol != NULL && symbol->kind != SYM_TYPEDEF;
}

/* Whether `(*f)(int)` or the like begins. */
static bool begins_pointer(const struct token *at) {
    if (!is(at, "(") || !is(at->next, "*")) return false;
    const struct token *past = past_group(at);
    return is(past, "(") || is(past, "[");
}

/* Whether `(n)` begins, a declarator in parentheses. */
static bool begins_parenthesized(const struct token *at) {
    const struct token *name = at != NULL && is(at, "(") ? at->next : NULL;
    return name != NULL && is_word(name) && is(name->next, ")");
}

/* Past the words, but for those of its element, of a channel's type that begins at a token; NULL where none does. */
static const struct token *past_channel(const struct reading *reading, const struct token *at) {
    if (is(at, "<-")) at = at->next;
    if (at == NULL || !is(at, "chan") || names_object(reading, at)) return NULL;
    at = at->next;
    if (at != NULL && is(at, "<-")) at = at->next;
    if (at != NULL && is_word(at) && begins_parenthesized(at->next))
        return at->next; /* `chan T (n)` */
    return is(at, "(") ? past_group(at) : at;
}

/* Whether a word that stands before a token is what is declared. */
static bool ends_name(const struct token *after) {
    static const char *const ends[] = {
        "=",           ";",       ",",     ")",   "[", "(", ":", "__attribute__",
        "__attribute", "__asm__", "__asm", "asm", NULL};
    return after == NULL || is_any(after, ends);
}

/* Past a name, and the parentheses that may be around it. */
static const struct token *past_name(const struct token *name) {
    const struct token *at = name->next;
    while (is(at, ")")) at = at->next;
    return at;
}

/* The declarator's name behind what a declaration begins with; NULL when this is none. */
static const struct token *declared_name(const struct reading *reading, const struct token *at) {
    bool typed = false, channels = false;
    while (at != NULL) {
        const struct token *channel = past_channel(reading, at);
        if (channel != NULL) {
            typed = channels = true;
            at = channel;
        } else if (has_group(at)) {
            typed |= !is(at, "__attribute__") && !is(at, "__attribute");
            at = past_group(at->next);
        } else if (is_tag_word(at)) {
            typed = true;
            at = is_word(at->next) ? at->next->next : at->next;
            if (is(at, "{")) at = past_group(at);
        } else if (is_of_type(at)) {
            typed = true;
            at = at->next;
        } else if (channels && begins_parenthesized(at)) {
            return at->next;
        } else if (is(at, "__extension__") || (typed && (is(at, "*") || begins_pointer(at)))) {
            at = at->next;
        } else if (!is_word(at) || is_of_statement(at)) {
            return NULL;
        } else if (typed && ends_name(at->next)) {
            return at;
        } else if (!typed && names_object(reading, at)) {
            return NULL;
        } else {
            typed = true;
            at = at->next;
        }
    }
    return NULL;
}

static void note(struct reading *reading, const struct token *name) {
    struct found *found = arena_alloc(reading->unit->arena, sizeof *found);
    *found = (struct found){.token = name,
                            .from = reading->from,
                            .depth = reading->depth,
                            .of_loop = reading->of_loop,
                            .next = reading->found};
    reading->found = found;
}

/* Where a declarator ends. */
static const struct token *past_declarator(const struct token *at) {
    while (at != NULL && !is(at, ",") && !is(at, ";") && !is(at, ")") && !is(at, "}"))
        at = is(at, "(") || is(at, "[") || is(at, "{") ? past_group(at) : at->next;
    return at;
}

/* Notes what a declaration that may begin at a token declares. */
static void read_declaration(struct reading *reading, const struct token *at) {
    const struct token *name = declared_name(reading, at);
    reading->from = at;
    if (name != NULL && is(name->next, "(")) {
        reading->parameters = name->next;
        return;
    }
    while (name != NULL) {
        note(reading, name);
        at = past_declarator(past_name(name));
        if (!is(at, ",")) return;
        do at = at->next;
        while (is(at, "*") || is_of_type(at));
        name = is_word(at) && ends_name(at->next) ? at : NULL;
    }
}

/* What ends with a block, or with a statement that is the body of a loop. */
static void end_names(struct reading *reading, const struct token *end) {
    bool more = is(end->next, "else");
    for (struct found *found = reading->found; found != NULL; found = found->next)
        found->gone |= found->depth > reading->depth ||
                       (found->of_loop && !more && found->depth == reading->depth);
}

/* Reads one token behind another, NULL for the first. */
static void read_token(struct reading *reading, const struct token *at,
                       const struct token *before) {
    bool begins =
        before == NULL || is(before, ";") || is(before, "{") || is(before, "}") || is(before, ":");
    if (begins) read_declaration(reading, at);
    reading->depth += is(at, "{");
    if (is(at, "}") && reading->depth > 0) reading->depth--;
    if ((is(at, ";") && !reading->in_head) || is(at, "}")) end_names(reading, at);
    if (is(at, ";")) reading->parameters = NULL;
    reading->of_loop = is(at, "(") && is(before, "for");
    if (reading->of_loop) read_declaration(reading, at->next);
    reading->of_loop = false;
}

/* Reads all of an expansion. In parentheses only the head of a loop has declarations that hold behind it. */
static void read_all(struct reading *reading, const struct token *at) {
    for (const struct token *before = NULL; at != NULL;) {
        read_token(reading, at, before);
        before = at;
        at = is(at, "(") ? past_group(at) : at->next;
    }
}

const struct token *macro_own_declaration(struct unit *unit, const struct token *tokens,
                                          const struct token *token) {
    struct reading reading = {.unit = unit};
    const struct token *before = NULL, *head_end = NULL;
    for (const struct token *at = tokens; at != NULL && at != token; at = at->next) {
        if (at == head_end) reading.in_head = false;
        read_token(&reading, at, before);
        if (is(at, "(") && is(before, "for")) {
            reading.in_head = true;
            head_end = past_group(at);
        }
        before = at;
    }
    for (struct found *found = reading.found; found != NULL; found = found->next)
        if (!found->gone && found->token->length == token->length &&
            memcmp(found->token->text, token->text, token->length) == 0)
            return found->from;
    return NULL;
}

/* Notes the parameters of a function whose head an expansion ends with. */
static void read_parameters(struct reading *reading) {
    const struct token *at = reading->parameters, *end = past_group(at);
    while (at != NULL && at != end && !is(at, ")")) {
        const struct token *name = declared_name(reading, at->next);
        reading->from = at->next;
        if (name != NULL) note(reading, name);
        at = past_declarator(at->next);
    }
}

/* Notes what a declarator declares: its first word that is of no type. */
static void read_declarator(struct reading *reading, const struct token *at) {
    while (at != NULL && (!is_word(at) || is_of_type(at))) at = at->next;
    if (at != NULL) note(reading, at);
}

/* The statement that begins with a macro's name, or the declaration whose type that reads as: `OBJECT(int, a), b;` declares b as
 * well. NULL for none. */
static const struct node *statement_of(const struct node *word) {
    const struct node *node = word;
    while (node != NULL && node_start(node) == node_start(word) &&
           node_kind(node) != K_EXPRESSION_STATEMENT && node_kind(node) != K_DECLARATION &&
           node->field != F_INITIALIZER)
        node = node_parent(node);
    bool begins = node != NULL && node_start(node) == node_start(word);
    return begins || node_kind(node) == K_DECLARATION ? node : NULL;
}

/* What a macro declares that is used at a place. */
static struct found *find_names(struct unit *unit, const struct node *node,
                                enum macro_place place) {
    const struct name *name = unit_name_of(unit, node);
    if (name->macro == NULL || unit->in_headers || unit->function == NULL) return NULL;
    const char *text = unit->source->text;
    const struct node *all = place == MACRO_STATEMENT ? statement_of(node) : NULL;
    struct expansion expansion =
        all != NULL ? expand_text(unit, text + unit_unseen_start(unit, node_start(all)),
                                  text + node_end(all))
                    : expand(unit, name, text + node_end(node), text + unit->source->length);
    struct reading reading = {.unit = unit};
    if (!expansion.whole) return NULL;
    if (all != NULL) declare_stars(unit, text, expansion.tokens);
    if (place == MACRO_DECLARATOR) {
        read_declarator(&reading, expansion.tokens);
        return reading.found;
    }
    /* A parameter may bring the comma before it. */
    read_all(&reading, is(expansion.tokens, ",") ? expansion.tokens->next : expansion.tokens);
    if (is(expansion.tokens, "(")) reading.parameters = expansion.tokens;
    for (struct found *found = reading.found; found != NULL; found = found->next)
        found->gone |= place == MACRO_STATEMENT || place == MACRO_PARAMETER
                           ? found->of_loop
                           : place == MACRO_HEAD && found->depth == 0;
    if (place == MACRO_HEAD && reading.parameters != NULL) read_parameters(&reading);
    return reading.found;
}

/* Whether a name is that of an automatic variable. */
static bool is_automatic(const struct name *name) {
    const struct symbol *symbol = name->symbol;
    return symbol != NULL && symbol->body != 0 && !symbol->is_static && !symbol->is_extern &&
           symbol->kind == SYM_OBJECT && symbol->by_macro == NULL;
}

bool macro_names_object(struct unit *unit, const struct node *node) {
    const struct name *macro = unit_name_of(unit, node);
    const char *text = unit->source->text;
    if (macro->macro == NULL || macro->macro->parameters.source == NULL) return false;
    const struct token *tokens =
        expand(unit, macro, text + node_end(node), text + unit->source->length).tokens;
    const struct reading reading = {.unit = unit};
    const struct token *name = declared_name(&reading, tokens);
    if (name == NULL || is(name->next, "(") || expand_ends_declaration(tokens)) return false;
    const struct symbol *symbol = scope_name(unit->scopes, name->text, name->length)->symbol;
    return name->next != NULL || symbol == NULL || symbol->kind != SYM_TYPEDEF;
}

const struct token *macro_declared_name(struct unit *unit, const char *at, const char *end) {
    const struct expansion expansion = expand_text(unit, at, end);
    const struct reading reading = {.unit = unit};
    const struct token *name = expansion.whole ? declared_name(&reading, expansion.tokens) : NULL;
    return name != NULL && !is(name->next, "(") ? name : NULL;
}

bool macro_opens_loop(struct unit *unit, const struct node *node) {
    for (struct found *found = find_names(unit, node, MACRO_LOOP); found != NULL;
         found = found->next)
        if (found->of_loop && !found->gone) return true;
    return false;
}

/* Whether a declarator goes on with an initialiser behind its name. */
static bool is_initialized(const struct token *name) {
    const struct token *at = name->next;
    while (at != NULL && !is(at, "=") && !is(at, ",") && !is(at, ";"))
        at = is(at, "(") || is(at, "[") ? past_group(at) : at->next;
    return is(at, "=");
}

/* Where a declarator ends that stands before a comma or a semicolon of the statement's own; 0 for any other. */
static uint32_t declarator_end(const struct unit *unit, const struct node *node,
                               const struct found *found) {
    const char *text = unit->source->text, *at = text + node_start(node), *end = at;
    const struct token *next = past_name(found->token);
    const struct node *call = node_parent(node);
    bool called = node_kind(call) == K_CALL && node_field(call, F_FUNCTION) == node;
    if (next == NULL) { /* the macro's use is all that was expanded */
        uint32_t past = unit_word_end(unit, node_end(called ? call : node));
        return *token_skip(text + past, text + unit->source->length) == ';' ? past : 0;
    }
    if (!next->given || (!is(next, ",") && !is(next, ";"))) return 0;
    while (at < next->text) {
        end = token_end(at, next->text);
        at = token_skip(end, next->text);
    }
    return (uint32_t)(end - text);
}

/* Has a channel that a macro declares start as nil, if its value can be written behind the use. */
static void start_nil(struct unit *unit, struct symbol *symbol, const struct node *node,
                      const struct found *found) {
    const char *text = unit->source->text, *past = text + node_end(node);
    if (is_initialized(found->token)) return;
    if (past_name(found->token) == NULL) { /* `EACH(c) = d`, in the head of a loop */
        const struct node *call = node_parent(node);
        if (node_kind(call) == K_CALL) past = text + node_end(call);
        if (*token_skip(past, text + unit->source->length) == '=') return;
    }
    uint32_t end = declarator_end(unit, node, found);
    if (end > 0) {
        unit_site_at(unit, SITE_INSERT, end)->text = " = 0";
        return;
    }
    symbol->unset = true;
    symbol->type = &type_unknown;
}

/* Whether a variable is declared that is defined elsewhere. */
static bool is_external(const struct found *found) {
    for (const struct token *at = found->from; at != NULL && at != found->token; at = at->next)
        if (is(at, "extern")) return true;
    return false;
}

/* Whether a channel is hidden for certain, also by what has nothing to do with these: two words side by side are no product. */
static bool hides_channel(const struct name *name, const struct found *found) {
    const struct token *at = found->from;
    if (at == NULL || !is_automatic(name) || !type_has_channel(name->symbol->type)) return false;
    if (is_of_type(at)) return true;
    while (at != NULL && at->next != found->token) at = at->next;
    return is_word(at);
}

bool macro_declare(struct unit *unit, const struct node *node, enum macro_place place) {
    bool any = false;
    for (struct found *found = find_names(unit, node, place); found != NULL; found = found->next) {
        struct name *name = scope_name(unit->scopes, found->token->text, found->token->length);
        if (found->gone || name->macro != NULL || scope_here(unit->scopes, name) != NULL) continue;
        const struct symbol *declared = declare_expanded_object(
            unit, found->from, found->token, node_start(node), hides_channel(name, found));
        if (declared == NULL && is_automatic(name)) continue; /* it may be named, and no more */
        bool external = is_external(found);
        /* What a function would see without it says the same, and goroutines share it. */
        if (external && (declared == NULL || (name->symbol != NULL && name->symbol->body == 0)))
            continue;
        any = true;
        struct symbol *symbol = arena_alloc(unit->arena, sizeof *symbol);
        *symbol = (struct symbol){.kind = SYM_OBJECT,
                                  .name = name,
                                  .type = declared != NULL ? declared->type : &type_unknown,
                                  .refused = macro_is_refused(unit, unit_name_of(unit, node)->text),
                                  .body = unit->body->number,
                                  .at = unit_span(unit, node),
                                  .declaration = unit_span(unit, node),
                                  .is_static = declared != NULL && declared->is_static,
                                  .is_extern = external,
                                  .by_macro = unit_name_of(unit, node)};
        bool variable = place == MACRO_STATEMENT || place == MACRO_LOOP;
        if (variable && type_is(symbol->type, T_CHANNEL) && !declared->is_static && !external)
            start_nil(unit, symbol, node, found);
        check_versions_unseen(unit, node);
        scope_declare(unit->scopes, symbol);
    }
    return any;
}
