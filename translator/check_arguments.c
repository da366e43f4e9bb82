/* check_arguments.c: uses of macros that are no calls, so that what they stand in does not parse.
 *
 * `f(.a = 1)`, where f makes a compound literal of its arguments, `int M(f, (int n)) { ... }`, where M makes the head of a
 * function, `M(T, t) struct s { ... };`, where M declares something of its own, and `M(T, a)[2] = {0};`, where it declares a
 * variable. What keeps the parser from reading the rest is noted; the text is then read again without it. */
#include "declare.h"
#include "expand.h"
#include "macro.h"
#include "spelling.h"
#include "spelling_text.h"
#include "token.h"

#include <ctype.h>
#include <string.h>

enum { MOST_ARGUMENTS = 16, MAX_ARGUMENTS = 4096 /* bytes of them */ };

/* A macro's use, and its arguments without the blanks around them. */
struct macro_call {
    struct unit *unit;
    const char *text; /* of the source, as the version at hand shows it */
    const struct name *macro;
    const char *word, *open, *past; /* its name, and the parentheses */
    bool member;                    /* of a struct it is used for one */
    struct {
        const char *start, *end;
    } at[MOST_ARGUMENTS];
    uint32_t count;
};

static void hide(const struct macro_call *call, const char *from, const char *to) {
    if (from < to)
        unit_respell(call->unit, (uint32_t)(from - call->text), (uint32_t)(to - call->text), ' ');
}

/* Finds the arguments between the parentheses at `open`; false where these do not end, or there are too many. */
static bool read_arguments(struct macro_call *call, const char *end) {
    uint32_t depth = 0;
    const char *past;
    call->count = 0;
    for (const char *at = call->open; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        char c = past == at + 1 ? spelling_byte(at) : ' ';
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        call->past = past;
        if (depth == 0) return true;
        if (depth > 1 || (c != ',' && at != call->open)) {
            call->at[call->count - 1].end = past;
            continue;
        }
        if (call->count == MOST_ARGUMENTS) return false;
        call->at[call->count].start = call->at[call->count].end = token_skip(past, end);
        call->count++;
    }
    return false;
}

/* Designators. */

/* Past `.a.b[1] =` at `at`; NULL where none is there. */
static const char *past_designators(const char *at, const char *end) {
    const char *first = at;
    while (at < end && (*at == '.' || spelling_byte(at) == '[')) {
        bool member = *at == '.';
        const char *past = token_skip(token_end(at, end), end);
        while (!member && past < end && spelling_byte(past) != ']')
            past = token_skip(token_end(past, end), end);
        if (past == end || (member && !is_word_byte(*past))) return NULL;
        at = token_skip(token_end(past, end), end);
    }
    bool assigns = at > first && at < end && *at == '=' && token_end(at, end) == at + 1;
    return assigns ? at + 1 : NULL;
}

static void hide_designators(const struct macro_call *call) {
    for (uint32_t i = 0; i < call->count; i++) {
        const char *past = past_designators(call->at[i].start, call->at[i].end);
        if (past != NULL) hide(call, call->at[i].start, past);
    }
}

/* Heads. */

/* The last word in [at, end); NULL for none. */
static const char *last_word(const char *at, const char *end) {
    const char *word = NULL, *past;
    for (; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        if (is_word_byte(*at)) word = at;
    }
    return word;
}

/* Whether the text at `first` is the last that an expansion has before that at `second`, parentheses and stars left out. */
static bool comes_before(const struct token *tokens, const char *first, const char *second) {
    const char *last = NULL;
    for (; tokens != NULL; tokens = tokens->next) {
        if (tokens->text == second) return last != NULL && last == first;
        if (strchr("()*", *tokens->text) == NULL) last = tokens->text;
    }
    return false;
}

/* Whether a word is that of a type. */
static bool is_of_type(const struct macro_call *call, const char *word) {
    const char *past = token_end(word, call->past);
    const struct name *name = scope_name(call->unit->scopes, word, (size_t)(past - word));
    return check_is_keyword(name) || (name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF);
}

/* Which of the arguments is the list of parameters that a macro writes behind the name before it; 0 for none. */
static uint32_t parameters_among(const struct macro_call *call, const struct token *tokens) {
    for (uint32_t i = 1; i < call->count; i++) {
        const char *list = call->at[i].start,
                   *name = last_word(call->at[i - 1].start, call->at[i - 1].end);
        if (name != NULL && *list == '(' && !is_of_type(call, name) &&
            comes_before(tokens, name, list))
            return i;
    }
    return 0;
}

/* Leaves of `M(1, void, f, (int n), X) {` the type, the name and the parameters. */
static void hide_around_head(const struct macro_call *call) {
    struct unit *unit = call->unit;
    const struct token *tokens = expand(unit, call->macro, call->open, call->past).tokens;
    uint32_t list = parameters_among(call, tokens);
    if (list == 0) return;
    const char *name = last_word(call->at[list - 1].start, call->at[list - 1].end),
               *start = call->open;
    if (list > 1) {
        const char *type = last_word(call->at[list - 2].start, call->at[list - 2].end);
        if (type != NULL && comes_before(tokens, type, name)) {
            hide(call, start, call->at[list - 2].start);
            start = call->at[list - 2].end;
        }
    }
    hide(call, start, call->at[list - 1].start);
    hide(call, call->at[list - 1].end, call->at[list].start);
    hide(call, call->at[list].end, call->past);
}

/* Declarations. */

/* Whether there is channel syntax in [at, end), which would stay as it is where it is not seen. */
static bool has_channel(const char *at, const char *end) {
    const char *past;
    for (; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        size_t length = (size_t)(past - at);
        if ((length == 4 && memcmp(at, "chan", 4) == 0) ||
            (length == 2 && memcmp(at, "<-", 2) == 0))
            return true;
    }
    return false;
}

static bool is_given_channel(const struct macro_call *call) {
    return has_channel(call->open, call->past);
}

/* Reads a use that stands for whole declarations, and has no semicolon behind it, as `M;`. */
static void end_declarations(const struct macro_call *call) {
    const char *end = call->text + call->unit->source->length, *next = token_skip(call->past, end);
    bool goes_on = next < end && !is_word_byte(*next) && spelling_byte(next) != '#';
    if (goes_on || is_given_channel(call)) return;
    struct expansion expansion = expand(call->unit, call->macro, call->open, call->past);
    if (!expansion.whole || !expand_ends_declaration(expansion.tokens)) return;
    hide(call, call->open, call->past - 1);
    uint32_t closing = (uint32_t)(call->past - 1 - call->text);
    unit_respell(call->unit, closing, closing + 1, ';');
}

/* Where the declaration ends whose declarators go on behind a use; NULL where it does not read as one. `braced`: whether an
 * initialiser there is in braces, which no expression has. */
static const char *declaration_end(const char *at, const char *end, bool *braced) {
    uint32_t depth = 0;
    char last = ' ';
    for (const char *past; at < end; at = token_skip(past, end)) {
        past = token_end(at, end);
        char c = past == at + 1 ? spelling_byte(at) : ' ';
        bool value = last == '=' && c == '{' && depth == 0;
        if (depth == 0 && c == ';') return past;
        if (depth == 0 && (c == '}' || c == ')' || (c == '{' && !value))) return NULL;
        *braced |= value;
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        last = c;
    }
    return NULL;
}

/* Leaves of `OBJECT(chan T, a);` what it stands for, if that is the type and the name and no more; whether it is. */
static bool hide_around_channel(const struct macro_call *call, const char *word, const char *end) {
    struct expansion expansion = expand_text(call->unit, word, end);
    const struct token *token = expansion.tokens;
    if (!expansion.whole || token == NULL || call->count != 2) return false;
    const char *type = call->at[0].start, *name = call->at[1].start;
    if (token->text != type || token_end(name, call->past) != call->at[1].end) return false;
    for (; token != NULL && token->text != name; token = token->next)
        if (!token->given) return false;
    if (token == NULL || token->next == NULL || token->next->text != token_skip(call->past, end))
        return false;
    hide(call, word, type);
    hide(call, call->at[0].end, name);
    hide(call, call->at[1].end, call->past);
    return true;
}

/* Has each `chan` in [at, end) read as the word of a type: a name behind it is no declarator's. */
static void mark_channels(const struct macro_call *call, const char *at, const char *end) {
    for (; (at = token_find_word(at, end, "chan", 4)) != NULL; at += 4) {
        uint32_t last = (uint32_t)(at + 3 - call->text);
        unit_respell(call->unit, last, last + 1, SPELLING_MARK);
    }
}

/* The only argument with channel syntax where `chan` is a word of that; MOST_ARGUMENTS for none. */
static uint32_t only_channel(const struct macro_call *call) {
    const struct name *chan = scope_name(call->unit->scopes, "chan", 4);
    uint32_t only = MOST_ARGUMENTS, count = 0;
    for (uint32_t i = 0; i < call->count; i++) {
        if (!has_channel(call->at[i].start, call->at[i].end)) continue;
        only = i;
        count++;
    }
    return count == 1 && chan->symbol == NULL && chan->macro == NULL ? only : MOST_ARGUMENTS;
}

/* Leaves of `FIELD(a, chan T)`, where the macro ends the declaration of a member, the type and a semicolon; `chan T *` needs a
 * letter for a name, too. Whether it is one. */
static bool end_member(const struct macro_call *call) {
    uint32_t type = only_channel(call), closing = (uint32_t)(call->past - 1 - call->text);
    struct expansion expansion = expand(call->unit, call->macro, call->open, call->past);
    if (!call->member || type == MOST_ARGUMENTS || !expansion.whole ||
        !expand_ends_declaration(expansion.tokens))
        return false;
    const char *past = call->at[type].end;
    bool starred = past[-1] == '*';
    if (starred && past == call->past - 1) return false;
    mark_channels(call, call->at[type].start, past);
    hide(call, call->word, call->at[type].start);
    if (starred)
        unit_respell(call->unit, (uint32_t)(past - call->text), (uint32_t)(past + 1 - call->text),
                     'x');
    hide(call, starred ? past + 1 : past, call->past - 1);
    unit_respell(call->unit, closing, closing + 1, ';');
    return true;
}

/* Leaves of the member `OBJECT(a, chan T), b;` the type, and a letter for a name where that has a place: `chan T *` needs one. */
static void hide_around_member(const struct macro_call *call, const char *start, const char *end) {
    const char *closing = call->past - 1;
    uint32_t type = only_channel(call);
    if (type == MOST_ARGUMENTS || has_channel(call->past, end)) return;
    mark_channels(call, call->at[type].start, call->at[type].end);
    hide(call, start, call->at[type].start);
    hide(call, call->at[type].end, closing);
    unit_respell(call->unit, (uint32_t)(closing - call->text), (uint32_t)(call->past - call->text),
                 is_word_byte(closing[-1]) ? ' ' : 'x');
    hide(call, call->past, end - 1);
}

/* Whether a word behind another token of a value that the parser does not see is only checked as it is expanded, and never
 * translated: nil, or a name that is no built-in's. A go block takes it along by its place. */
static bool is_plain_word(const struct unit *unit, const char *before, const char *word,
                          size_t length) {
    static const char *const nil[] = {"NULL", "nullptr", "void", NULL};
    static const char *const translated[] = {"make", "_Generic", "__builtin_types_compatible_p",
                                             NULL};
    const struct name *name = scope_name(unit->scopes, word, length);
    if (is_one_of(word, length, nil)) return true;
    if (name->macro != NULL) return false;
    return token_before_member(before) ||
           !(check_is_builtin(name) || check_is_channel_word(word, length) ||
             is_one_of(word, length, translated));
}

/* Whether nothing in a list of declarators needs to be seen: no channel syntax, and no value but of constants and plain words. */
static bool is_plain_list(const struct unit *unit, const char *at, const char *end) {
    const char *past, *before = at;
    bool value = false;
    uint32_t depth = 0;
    if (has_channel(at, end)) return false;
    for (; at < end; before = at, at = token_skip(past, end)) {
        past = token_end(at, end);
        bool word = is_word_byte(*at) && !isdigit((unsigned char)*at);
        depth += strchr("([{", spelling_byte(at)) != NULL;
        depth -= depth > 0 && strchr(")]}", spelling_byte(at)) != NULL;
        value = *at == '=' || (value && (depth > 0 || *at != ','));
        if (value && word && !is_plain_word(unit, before, at, (size_t)(past - at))) return false;
    }
    return true;
}

/* Leaves of `static OBJECT(a, chan T) = {0}, b;` what reads by itself, `OBJECT(a, chan T);`: what is around it is seen when that
 * is expanded. Of what stands behind it in a function only an initialiser in braces is hidden, with what follows. */
static void hide_around_object(const struct macro_call *call, const char *start, const char *end) {
    const char *past, *tail = NULL;
    char last = ' ';
    uint32_t depth = 0;
    for (const char *at = call->past; tail == NULL && at < end - 1; at = token_skip(past, end)) {
        past = token_end(at, end);
        char c = past == at + 1 ? spelling_byte(at) : ' ';
        bool ends = call->unit->function == NULL && c == ',';
        if (depth == 0 && (ends || (c == '{' && last == '='))) tail = c == ',' ? at : call->past;
        depth += c == '(' || c == '[';
        depth -= c == ')' || c == ']';
        last = c;
    }
    if (tail != NULL && !is_plain_list(call->unit, tail, end)) return;
    hide(call, start, call->word);
    if (tail != NULL) hide(call, tail, end - 1);
}

/* Leaves of `OBJECT(T, a)[2] = {0}, b;` what reads as a declaration of a macro's type: `OBJECT a[2] = {0}, b;`. A name that is
 * not among the arguments gets a letter for its place. `start`: where its storage classes begin, or itself. */
static void hide_in_declaration(const struct macro_call *call, const char *start) {
    struct unit *unit = call->unit;
    bool braced = false;
    const char *end = declaration_end(call->past, call->text + unit->source->length, &braced),
               *word = call->word;
    if (end_member(call)) return;
    bool certain = braced || start < word || unit->function == NULL || call->member;
    if (end == NULL || !certain) return;
    if (is_given_channel(call)) {
        if (hide_around_channel(call, word, end)) return;
        if (call->member)
            hide_around_member(call, start, end);
        else
            hide_around_object(call, start, end);
        return;
    }
    const struct token *name = macro_declared_name(unit, word, end);
    if (name == NULL) return;
    const char *open = call->open, *closing = call->past - 1;
    if (name->text > closing && name->text < end) {
        hide(call, open, call->past);
    } else if (name->text > open && name->text < closing) {
        hide(call, open, name->text);
        hide(call, name->text + name->length, call->past);
    } else {
        hide(call, open, closing);
        unit_respell(unit, (uint32_t)(closing - call->text), (uint32_t)(call->past - call->text),
                     'x');
    }
}

/* Whether a declaration may begin behind a token outside functions. */
static bool may_begin(const char *last) {
    return last == NULL || strchr(";})", spelling_byte(last)) != NULL;
}

/* Whether a token begins a statement, or stands behind no more than storage classes and qualifiers there. */
static bool begins_statement(const char *last, bool stored) {
    return last == NULL || stored || strchr(";{}", spelling_byte(last)) != NULL;
}

static bool is_storage(const char *word, size_t length) {
    struct specifiers said = {0};
    return declare_take_storage(&said, word, length) || declare_qualifier_word(word, length) != 0;
}

/* Whether a word is one that a tag with members follows, or these at once. */
static bool is_tag_word(const char *word, const char *end) {
    static const char *const words[] = {"struct", "union", NULL};
    return word != NULL && is_one_of(word, (size_t)(token_end(word, end) - word), words);
}

bool check_broken_arguments(struct unit *unit, const struct node *node) {
    if (unit->in_headers) return false; /* whose text is another, and is read once */
    const char *text = masks_text(unit->masks, unit->version), *end = text + node_end(node), *past,
               *last = NULL,
               *tag = NULL,           /* one and two tokens back */
                   *start = NULL,     /* of the storage classes before it */
                       *ended = NULL; /* the last parenthesis that reads as a semicolon */
    /* What does not parse may end before the arguments do. */
    size_t rest = unit->source->length - node_end(node);
    const char *limit = end + (rest < MAX_ARGUMENTS ? rest : MAX_ARGUMENTS);
    uint32_t before = unit->respelt->count, depth = 0;
    uint64_t members = node_kind(node) == K_FIELD_DECLARATION; /* a bit for each brace around */
    for (const char *at = text + node_start(node); at < end;
         tag = last, last = at, at = token_skip(past, end)) {
        past = token_end(at, end);
        char c = spelling_byte(at);
        depth += c == '(' || c == '{';
        depth -= depth > 0 && (c == ')' || c == '}');
        if (c == '{') members = members << 1 | (is_tag_word(last, end) || is_tag_word(tag, end));
        if (c == '}') members >>= 1;
        bool begins = begins_statement(last, start != NULL) || (last != NULL && last == ended);
        const char *first = start != NULL ? start : at;
        start = begins && is_word_byte(*at) && is_storage(at, (size_t)(past - at)) ? first : NULL;
        const char *attribute = begins ? skip_attribute(at, end) : NULL;
        if (attribute != NULL) {
            past = attribute;
            start = first;
        }
        if (attribute != NULL || !is_word_byte(*at)) continue;
        struct macro_call call = {unit,
                                  text,
                                  scope_name(unit->scopes, at, (size_t)(past - at)),
                                  .word = at,
                                  .open = token_skip(past, end),
                                  .member = (members & 1) != 0};
        const struct macro *macro = call.macro->macro;
        if (macro == NULL || macro->parameters.source == NULL || call.open == end ||
            *call.open != '(')
            continue;
        if (declare_has_versions(unit, macro) || !read_arguments(&call, limit)) continue;
        hide_designators(&call);
        bool outside = unit->function == NULL;
        if (outside) hide_around_head(&call);
        if (outside && depth == 0 && may_begin(last)) end_declarations(&call);
        if (begins && (!outside || is_given_channel(&call))) hide_in_declaration(&call, first);
        if (unit_is_respelt(unit, (uint32_t)(call.past - 1 - text))) ended = call.past - 1;
    }
    return unit->respelt->count > before;
}
