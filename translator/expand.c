/* expand.c: the preprocessor's way to expand a macro (C11 6.10.3). See expand.h.
 *
 * A macro is not expanded in what it stands for itself, so each token knows the macros that it comes from. A few macros can stand
 * for more than any memory holds, so all that is under way ends when too many tokens were made: each expansion may have LIMIT
 * of them, and a few may have MOST, as long as all of the file's have no more than SPARE beyond that. */
#include "expand.h"
#include "macro.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

enum { LIMIT = 4096, MOST = 1 << 18, SPARE = 1 << 22 };

/* A list being made. */
struct list {
    struct token *first, *last;
};

struct given {
    struct list tokens;
    struct given *next;
};

/* A macro being replaced. */
struct call {
    const struct macro *macro;
    const struct token *parameters; /* with the punctuation between them */
    const struct given *arguments;
    const struct used *used;
};

struct work {
    struct arena *arena;
    struct scopes *scopes;
    uint32_t left;   /* tokens that may still be made */
    bool translated; /* what translation replaces stays */
    struct macro_used *macros;
};

static bool is(const struct token *token, const char *text) {
    return strlen(text) == token->length && memcmp(token->text, text, token->length) == 0;
}

static bool is_word(const struct token *token) {
    return token->length > 0 && is_word_byte(*token->text);
}

bool expand_is_name(const struct token *token) {
    return token != NULL && is_word_byte(*token->text) && !isdigit((unsigned char)*token->text);
}

const struct name *expand_name(const struct unit *unit, const struct token *token) {
    return scope_name(unit->scopes, token->text, token->length);
}

static bool is_paste(const struct token *token) {
    return is(token, "##") || is(token, "%:%:");
}

static void append(struct list *list, struct list more) {
    if (more.first == NULL) return;
    if (list->last != NULL)
        list->last->next = more.first;
    else
        list->first = more.first;
    list->last = more.last;
}

/* A list of one token. */
static struct list only(struct work *work, struct token token) {
    struct token *one = arena_alloc(work->arena, sizeof *one);
    *one = token;
    one->next = NULL;
    if (work->left > 0) work->left--;
    return (struct list){one, one};
}

static struct list copy(struct work *work, const struct token *token) {
    struct list list = {0};
    for (; token != NULL && work->left > 0; token = token->next) append(&list, only(work, *token));
    return list;
}

static struct list read(struct work *work, struct span text) {
    struct list list = {0};
    if (text.source == NULL) return list;
    const char *at = text.source->text + text.start, *end = text.source->text + text.end;
    while ((at = token_skip(at, end)) < end && work->left > 0) {
        const char *past = token_end(at, end);
        append(&list, only(work, (struct token){.text = at, .length = (size_t)(past - at)}));
        at = past;
    }
    return list;
}

/* Which parameter a token names; UINT32_MAX for none. */
static uint32_t parameter(const struct call *call, const struct token *token) {
    uint32_t index = 0;
    if (!is_word(token)) return UINT32_MAX;
    for (const struct token *at = call->parameters; at != NULL; at = at->next) {
        bool same = at->length == token->length && memcmp(at->text, token->text, at->length) == 0;
        if (same || (is(at, ".") && is(token, "__VA_ARGS__"))) return index;
        index += is(at, ",");
    }
    return UINT32_MAX;
}

/* The parameter that takes all arguments left; UINT32_MAX for none. */
static uint32_t variadic(const struct call *call) {
    uint32_t index = 0;
    for (const struct token *at = call->parameters; at != NULL; at = at->next) {
        if (is(at, ".")) return index;
        index += is(at, ",");
    }
    return UINT32_MAX;
}

/* Takes the arguments from the parenthesis `at` on; the one that closes it, or NULL. */
static const struct token *take_arguments(struct work *work, struct call *call,
                                          const struct token *at) {
    uint32_t depth = 0, index = 0, last = variadic(call);
    struct given *argument = arena_alloc(work->arena, sizeof *argument);
    call->arguments = argument;
    for (; at != NULL && work->left > 0; at = at->next) {
        if (is(at, ")") && --depth == 0) return at;
        bool opens = is(at, "(") && depth++ == 0;
        if (is(at, ",") && depth == 1 && index < last) {
            argument = argument->next = arena_alloc(work->arena, sizeof *argument);
            index++;
        } else if (!opens) {
            append(&argument->tokens, only(work, *at));
        }
    }
    return NULL;
}

static const struct token *argument(const struct call *call, uint32_t index) {
    const struct given *at = call->arguments;
    while (at != NULL && index-- > 0) at = at->next;
    return at != NULL ? at->tokens.first : NULL;
}

static struct list expand_list(struct work *work, struct token *at);

/* What stands for one token of a body; `joined`: next to a `##`, where what is empty is a token of no length. */
static struct list piece(struct work *work, const struct call *call, const struct token *token,
                         bool joined) {
    uint32_t index = parameter(call, token);
    if (index == UINT32_MAX) return only(work, *token);
    struct list given = copy(work, argument(call, index));
    if (!joined) return expand_list(work, given.first);
    return given.first != NULL ? given : only(work, (struct token){.text = ""});
}

/* Joins two tokens; a comma is one only where `, ## __VA_ARGS__` may drop it. */
static struct token joined(struct work *work, const struct token *left, const struct token *right) {
    if (left->length == 0) return *right;
    if (right->length == 0) return *left;
    size_t length = left->length + right->length;
    char *text = arena_alloc(work->arena, length + 1);
    memcpy(text, left->text, left->length);
    memcpy(text + left->length, right->text, right->length);
    return (struct token){.text = text, .length = length};
}

static void join(struct work *work, struct list *list, struct list more) {
    if (is(list->last, ",")) {
        append(list, more);
        return;
    }
    *list->last = joined(work, list->last, more.first);
    list->last->next = NULL;
    if (more.first->next != NULL) append(list, (struct list){more.first->next, more.last});
}

static const struct used *with(struct work *work, const struct used *used,
                               const struct name *name) {
    struct used *one = arena_alloc(work->arena, sizeof *one);
    *one = (struct used){name, used};
    return one;
}

static bool has(const struct used *used, const struct name *name) {
    while (used != NULL && used->name != name) used = used->next;
    return used != NULL;
}

/* Both lists of macros. */
static const struct used *both(struct work *work, const struct used *own,
                               const struct used *other) {
    const struct used *all = other;
    for (; own != NULL && own != other; own = own->next)
        if (!has(other, own->name)) all = with(work, all, own->name);
    return all;
}

/* A body without `__VA_OPT__`: with what that has in its parentheses, or not if no argument is left for it. */
static struct token *with_optional(const struct call *call, struct token *body) {
    bool any = argument(call, variadic(call)) != NULL;
    for (struct token **place = &body; *place != NULL;) {
        struct token *open = is(*place, "__VA_OPT__") ? (*place)->next : NULL;
        if (open == NULL || !is(open, "(")) {
            place = &(*place)->next;
            continue;
        }
        struct token **close = &open->next;
        uint32_t depth = 1;
        for (; *close != NULL; close = &(*close)->next) {
            depth += is(*close, "(");
            if (is(*close, ")") && --depth == 0) break;
        }
        struct token *rest = *close != NULL ? (*close)->next : NULL;
        *close = rest;
        *place = any ? open->next : rest;
    }
    return body;
}

/* A macro's body with its arguments in it. */
static struct list substitute(struct work *work, const struct call *call) {
    struct list list = {0};
    bool joins = false;
    struct token *body = with_optional(call, read(work, call->macro->body).first);
    for (struct token *at = body; at != NULL && work->left > 0; at = at->next) {
        if (is_paste(at)) {
            joins = list.first != NULL;
            continue;
        }
        bool string = (is(at, "#") || is(at, "%:")) && at->next != NULL &&
                      parameter(call, at->next) != UINT32_MAX;
        if (string) at = at->next;
        bool beside = joins || (at->next != NULL && is_paste(at->next));
        struct list more = string ? only(work, (struct token){.text = "\"\"", .length = 2})
                                  : piece(work, call, at, beside);
        if (joins && more.first != NULL)
            join(work, &list, more);
        else
            append(&list, more);
        joins = false;
    }
    for (struct token *at = list.first; at != NULL; at = at->next)
        at->used = both(work, at->used, call->used);
    return list;
}

/* The macros that both tokens come from. */
static const struct used *common(struct work *work, const struct token *a, const struct token *b) {
    const struct used *all = NULL;
    for (const struct used *used = a->used; used != NULL; used = used->next)
        if (has(b->used, used->name)) all = with(work, all, used->name);
    return all;
}

static void note(struct work *work, const struct name *name) {
    struct macro_used *used = arena_alloc(work->arena, sizeof *used);
    *used = (struct macro_used){name, work->macros};
    work->macros = used;
}

/* Replaces the token, with the arguments after it, where it is a macro's name; `*rest` is what follows. */
static bool replace(struct work *work, const struct token *token, struct token **rest,
                    struct list *body) {
    if (!is_word(token)) return false;
    const struct name *name = scope_name(work->scopes, token->text, token->length);
    if (name->macro == NULL || has(token->used, name)) return false;
    if (work->translated && token->given && check_is_builtin(name)) return false;
    struct call call = {.macro = name->macro,
                        .parameters = read(work, name->macro->parameters).first,
                        .used = token->used};
    if (call.parameters != NULL) {
        if (*rest == NULL || !is(*rest, "(")) return false;
        const struct token *close = take_arguments(work, &call, *rest);
        if (close == NULL) return false;
        *rest = close->next;
        call.used = common(work, token, close);
    }
    call.used = with(work, call.used, name);
    note(work, name);
    *body = substitute(work, &call);
    return true;
}

static struct list expand_list(struct work *work, struct token *at) {
    struct list list = {0};
    while (at != NULL && work->left > 0) {
        struct token *rest = at->next;
        struct list body = {0};
        if (replace(work, at, &rest, &body)) {
            if (body.last != NULL) {
                body.last->next = rest;
                rest = body.first;
            }
        } else if (at->length > 0) {
            at->next = NULL;
            append(&list, (struct list){at, at});
        }
        at = rest;
    }
    return list;
}

/* The parentheses, one pair after the other, that begin at `at`. */
static struct list read_arguments(struct work *work, const char *at, const char *end) {
    struct list list = {0};
    uint32_t depth = 0;
    while ((at = token_skip(at, end)) < end && work->left > 0 && (depth > 0 || *at == '(')) {
        const char *past = token_end(at, end);
        struct token token = {.text = at, .length = (size_t)(past - at), .given = true};
        append(&list, only(work, token));
        if (*at == '(') depth++;
        if (*at == ')') depth--;
        at = past;
    }
    return list;
}

/* How many tokens an expansion may have. */
static uint32_t allowed(const struct macros *macros) {
    uint32_t spare = SPARE - macros->lavish;
    return spare < MOST - LIMIT ? LIMIT + spare : MOST;
}

static struct work begin(struct unit *unit) {
    struct macros *macros = unit->macros;
    if (macros->expansion == NULL)
        macros->expansion = arena_new();
    else
        arena_clear(macros->expansion);
    return (struct work){
        .arena = macros->expansion, .scopes = unit->scopes, .left = allowed(macros)};
}

static struct expansion finish(struct unit *unit, const struct work *work, struct list list) {
    uint32_t made = allowed(unit->macros) - work->left;
    if (made > LIMIT) unit->macros->lavish += made - LIMIT;
    return (struct expansion){list.first, work->macros, work->left > 0};
}

struct arena *expand_leave(struct unit *unit) {
    struct arena *kept = unit->macros->expansion;
    unit->macros->expansion = NULL;
    return kept;
}

void expand_return(struct unit *unit, struct arena *kept) {
    arena_free(unit->macros->expansion);
    unit->macros->expansion = kept;
}

static struct expansion expand_all(struct unit *unit, struct work work, const char *at,
                                   const char *end) {
    struct list text = {0};
    while ((at = token_skip(at, end)) < end && work.left > 0) {
        const char *past = token_end(at, end);
        struct token token = {.text = at, .length = (size_t)(past - at), .given = true};
        append(&text, only(&work, token));
        at = past;
    }
    return finish(unit, &work, expand_list(&work, text.first));
}

struct expansion expand_text(struct unit *unit, const char *at, const char *end) {
    return expand_all(unit, begin(unit), at, end);
}

struct expansion expand_translated(struct unit *unit, const char *at, const char *end) {
    struct work work = begin(unit);
    work.translated = true;
    return expand_all(unit, work, at, end);
}

struct expansion expand(struct unit *unit, const struct name *name, const char *after,
                        const char *end) {
    struct work work = begin(unit);
    struct list use = only(&work, (struct token){.text = name->text, .length = name->length});
    append(&use, read_arguments(&work, after, end));
    return finish(unit, &work, expand_list(&work, use.first));
}

bool expand_is_several(struct unit *unit, const struct node *use) {
    const struct node *word = node_kind(use) == K_CALL ? node_field(use, F_FUNCTION) : use;
    if (node_kind(word) != K_IDENTIFIER || unit_name_of(unit, word)->macro == NULL) return false;
    const char *text = unit->source->text;
    uint32_t depth = 0;
    struct expansion expansion =
        expand(unit, unit_name_of(unit, word), text + node_end(word), text + node_end(use));
    for (const struct token *token = expansion.tokens; token != NULL; token = token->next) {
        if (*token->text == ',' && depth == 0) return true;
        depth += strchr("([{", *token->text) != NULL;
        depth -= strchr(")]}", *token->text) != NULL && depth > 0;
    }
    return expansion.tokens == NULL;
}

bool expand_is_statement(struct unit *unit, const struct macro *macro, uint32_t start,
                         uint32_t end) {
    if (macro == NULL) return false;
    const char *text = unit->source->text;
    struct expansion expansion = expand_text(unit, text + start, text + end);
    const struct token *first = expansion.tokens, *last = NULL;
    bool does = false; /* a `while` may follow it */
    for (const struct token *token = first; token != NULL; token = token->next) {
        does |= is(token, "do");
        last = token;
    }
    if (!expansion.whole || last == NULL) return false;
    bool block = is(first, "{") || macro_begins_statement(macro); /* and no type */
    return is(last, ";") || (is(last, "}") && block && !does);
}

const struct name *expand_word(struct unit *unit, const struct name *name) {
    if (name->macro == NULL) return name;
    const struct token *token = expand_text(unit, name->text, name->text + name->length).tokens;
    bool word = token != NULL && token->next == NULL && is_word_byte(*token->text);
    return word ? scope_name(unit->scopes, token->text, token->length) : NULL;
}

enum expand_end expand_end(struct unit *unit, const struct name *name) {
    const struct token *token = expand_text(unit, name->text, name->text + name->length).tokens;
    bool left = true, open = false;
    for (; token != NULL; token = token->next) {
        open = *token->text == ',';
        left &= open || is_word_byte(*token->text) || strchr(".-[]*", *token->text) != NULL;
    }
    return !open ? EXPAND_WHOLE : left ? EXPAND_LEFT : EXPAND_OPEN;
}

bool expand_may_be_left(struct unit *unit, const struct node *call) {
    const struct node *word = node_field(call, F_FUNCTION);
    if (node_kind(word) != K_IDENTIFIER || unit_name_of(unit, word)->macro == NULL) return false;
    const char *text = unit->source->text;
    const struct token *token =
        expand_text(unit, text + node_start(call), text + node_end(call)).tokens;
    if (token == NULL) return false;
    bool prefixed = *token->text == '(' || *token->text == '*';
    while (token->next != NULL) token = token->next;
    return prefixed || *token->text != ')';
}

bool expand_ends_declaration(const struct token *token) {
    static const char attribute[] = "__attribute"; /* `struct __attribute__((packed)) {` */
    const struct token *before = NULL, *caller = NULL;
    uint32_t depth = 0;
    bool ended = false, of_attribute = false;
    for (; token != NULL; before = token, token = token->next) {
        char first = *token->text;
        if (first == '(' && depth == 0) caller = before;
        of_attribute = caller != NULL && caller->length >= sizeof attribute - 1 &&
                       memcmp(caller->text, attribute, sizeof attribute - 1) == 0;
        if (first == '{' && depth == 0)
            ended = before != NULL && *before->text == ')' && !of_attribute;
        depth += first == '{' || first == '(';
        depth -= depth > 0 && (first == '}' || first == ')');
        if (depth == 0 && first != '}') ended = first == ';';
    }
    return ended;
}
