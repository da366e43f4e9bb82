/* mask_condition.c: what conditions are, and which are the same. See mask_condition.h. */
#include "mask_condition.h"
#include "directive.h"
#include "guard.h"
#include "table.h"
#include "token.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_LEVELS = 8,    /* how deep in parentheses parts of conditions are told apart, */
    MOST_FOLLOWED = 8,  /* how many definitions in arms, one after the other, are followed, */
    MOST_PARTS = 64,    /* what may have to hold for such an arm to be compiled, */
    MOST_NUMBERS = 16,  /* how many numbers a name is known to be one of at most, */
    MOST_BODIES = 16,   /* how deep in the bodies of macros names are looked for, and */
    MOST_NESTED = 200,  /* how deep headers are read, */
    MOST_OPEN = 2,      /* the same one in itself, and */
    MOST_READ = 1 << 18 /* how many directives in them */
};

/* An arm of a group, of the file or of a header where it is included. */
struct arm {
    struct arm *around;   /* NULL: outside all groups */
    struct part *parts;   /* what must hold for it to be compiled where that is, its own first */
    struct literal holds; /* all of that, and what is around, once somebody asked; NO_KEY before */
};

/* A #define or #undef. */
struct definition {
    uint32_t time; /* how many there were, with this */
    struct arm *arm;
    bool defines;
    const char *body, *end;
    const struct definition *before; /* of the same name */
    const struct definition
        *naming; /* the latest, this or before it, that names others and may still count */
};

/* A name that is defined. */
struct word {
    const struct definition *last;
    uint32_t searched; /* the last search that came by */
    UT_hash_handle hh;
};

/* A condition, by its text and the definition that it hangs on. */
struct key {
    struct literal holds;
    struct part *others; /* of the value of a name: that it is none of the numbers asked for, */
    uint32_t numbers;    /* so many */
    UT_hash_handle hh;
};

/* A header that was included. */
struct inclusions {
    const void *owner;     /* see struct included */
    struct included *last; /* the latest time */
    uint32_t open; /* how often it is being read: what only conditions end includes itself */
    UT_hash_handle hh;
};

struct finder {
    struct arena *arena;
    struct conditions *found;
    const struct header_reader *reader;
    const struct source *root;
    struct key *keys;           /* hash table by text */
    struct word *words;         /* hash table by name */
    struct inclusions *headers; /* hash table by owner */
    uint32_t time;              /* the definitions read */
    uint32_t search;            /* counts searches for names */
    bool asked;        /* a condition, guards apart: what is defined from now on may change it */
    uint32_t followed; /* definitions that the condition at hand has been followed to */
    uint32_t include;  /* where the file includes the header at hand */
    uint32_t nested;   /* headers that are open */
    uint32_t read;     /* directives of all that were */
};

static struct literal condition_at(struct finder *f, const char *text, unsigned level,
                                   uint32_t time);

/* Conditions that never hold in C, whatever the compiler. */
static const char *const false_in_c[] = {"defined __cplusplus", "defined __ASSEMBLER__",
                                         "defined __OBJC__"};

static const struct literal always = {ALWAYS, false}, never = {ALWAYS, true};

/* --- made of others ---------------------------------------------------------------------------- */

static struct literal opposite_of(struct literal literal) {
    literal.negated = !literal.negated;
    return literal;
}

static bool is(struct literal one, struct literal other) {
    return one.key == other.key && one.negated == other.negated;
}

static uint32_t new_condition(struct finder *f, struct condition condition) {
    struct conditions *found = f->found;
    if (found->count == found->capacity) {
        found->capacity = found->capacity ? 2 * found->capacity : 16;
        struct condition *more = arena_array(f->arena, found->capacity, sizeof *more);
        if (found->count) memcpy(more, found->list, found->count * sizeof *more);
        found->list = more;
    }
    found->list[found->count] = condition;
    return found->count++;
}

static struct part *new_part(struct finder *f, struct literal of, struct part *next) {
    struct part *part = arena_alloc(f->arena, sizeof *part);
    *part = (struct part){of, next};
    return part;
}

/* One that nothing is known of. */
static struct literal fresh(struct finder *f) {
    return (struct literal){new_condition(f, (struct condition){0}), false};
}

/* `all`: that both hold, else that one does. */
static struct literal both(struct finder *f, bool all, struct literal one, struct literal other) {
    struct literal neutral = all ? always : never;
    if (is(one, neutral) || is(other, opposite_of(neutral))) return other;
    if (is(other, neutral) || is(one, opposite_of(neutral))) return one;
    struct part *parts = new_part(f, one, new_part(f, other, NULL));
    return (struct literal){new_condition(f, (struct condition){parts, all}), false};
}

/* That all parts hold. */
static struct literal all_hold(struct finder *f, struct part *parts) {
    struct literal holds = always;
    uint32_t count = 0;
    for (const struct part *part = parts; part != NULL; part = part->next) {
        if (is(part->of, never)) return never;
        if (is(part->of, always)) continue;
        holds = part->of;
        count++;
    }
    if (count < 2) return holds;
    if (count > MOST_PARTS) return fresh(f);
    return (struct literal){new_condition(f, (struct condition){parts, true}), false};
}

/* That an arm is compiled. */
static struct literal arm_holds(struct finder *f, struct arm *arm) {
    if (arm == NULL) return always;
    if (arm->holds.key == NO_KEY)
        arm->holds = all_hold(f, new_part(f, arm_holds(f, arm->around), arm->parts));
    return arm->holds;
}

static bool is_within(const struct arm *arm, const struct arm *around) {
    while (arm != NULL && arm != around) arm = arm->around;
    return arm == around;
}

/* --- texts ------------------------------------------------------------------------------------- */

/* Appends a token to a condition's text; a scan_visitor. */
static void add_token(void *data, const char *token, size_t length) {
    struct buffer *text = data;
    bool word = isalnum((unsigned char)*token) || *token == '_';
    char last = text->length ? text->text[text->length - 1] : '\0';
    if (word && (isalnum((unsigned char)last) || last == '_')) buffer_add(text, " ", 1);
    buffer_add(text, token, length);
}

/* The rest of a directive's line as tokens, in the arena. */
static char *body_text(const struct finder *f, const struct source *source,
                       const struct directive *directive) {
    struct buffer text = {0};
    const char *body = source->text + directive->body;
    uint32_t length = directive->end - directive->body;
    scan_visit(f->arena, source_new(f->arena, "", body, length), add_token, &text);
    char *copy = arena_strndup(f->arena, text.text, text.length);
    buffer_free(&text);
    return copy;
}

static size_t name_length(const char *text) {
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_') length++;
    return length;
}

/* The length of the text in parentheses at `text`, them included; 0 when there is none. */
static size_t parenthesized(const char *text) {
    size_t length = 0, depth = 0;
    if (*text != '(') return 0;
    for (; text[length]; length++) {
        if (text[length] == '(') depth++;
        if (text[length] == ')' && --depth == 0) return length + 1;
    }
    return 0;
}

/* Drops parentheses around the whole text. */
static char *without_parentheses(char *text) {
    size_t length;
    while ((length = parenthesized(text)) && !text[length]) {
        text[length - 1] = '\0';
        text++;
    }
    return text;
}

/* Whether the text is one operand, which a `!` before it negates as a whole. */
static bool is_operand(const char *text) {
    if (strncmp(text, "defined ", 8) == 0) text += 8;
    size_t length = name_length(text);
    return text[length] ? !text[length + parenthesized(text + length)] : length > 0;
}

/* Takes leading `!`s and outer parentheses off a condition; `*negated` turns with each `!`. */
static char *stripped(char *text, bool *negated) {
    for (;;) {
        text = without_parentheses(text);
        if (*text != '!' || !(is_operand(text + 1) || text[1] == '!')) return text;
        *negated = !*negated;
        text++;
    }
}

/* `defined(X)` in the one form that conditions are compared in. */
static char *defined_form(const struct finder *f, char *text) {
    if (strncmp(text, "defined(", 8) != 0) return text;
    size_t length = name_length(text + 8);
    if (strcmp(text + 8 + length, ")") != 0) return text;
    return arena_printf(f->arena, "defined %.*s", (int)length, text + 8);
}

/* The name in `defined X`; NULL for any other condition. */
static const char *defined_name(const char *text) {
    bool is_one = strncmp(text, "defined ", 8) == 0 && !text[8 + name_length(text + 8)];
    return is_one ? text + 8 : NULL;
}

/* The first operator in a text, outside parentheses; NULL when there is none. */
static const char *find_operator(const char *text, const char *operator) {
    for (; *text; text++) {
        size_t inner = parenthesized(text);
        if (inner)
            text += inner - 1;
        else if (strncmp(text, operator, strlen(operator)) == 0)
            return text;
    }
    return NULL;
}

/* What joins parts of a condition; NULL for one that is no more than itself. */
static const char *joining(const char *text, unsigned level) {
    if (level == MOST_LEVELS || find_operator(text, "?")) return NULL;
    if (find_operator(text, "||")) return "||"; /* what binds less comes first */
    return find_operator(text, "&&") ? "&&" : NULL;
}

/* --- definitions ------------------------------------------------------------------------------- */

static struct word *find_word(const struct finder *f, const char *name, size_t length) {
    struct word *word;
    HASH_FIND(hh, f->words, name, length, word);
    return word;
}

/* The latest definition of a name up to a time. */
static const struct definition *definition_of(const struct word *word, uint32_t time) {
    const struct definition *definition = word->last;
    while (definition != NULL && definition->time > time) definition = definition->before;
    return definition;
}

static const struct definition *later(const struct definition *one,
                                      const struct definition *other) {
    return other == NULL || (one != NULL && one->time > other->time) ? one : other;
}

/* The latest definition that names others and may count, though there is one after it. */
static const struct definition *naming_before(const struct definition *definition) {
    bool counts = definition->arm != NULL && definition->before != NULL;
    return counts ? definition->before->naming : NULL;
}

/* Whether the body of a macro has a word. */
static bool names_any(const char *at, const char *end) {
    while ((at = token_skip(at, end)) < end && (!is_word_byte(*at) || isdigit((unsigned char)*at)))
        at = token_end(at, end);
    return at < end;
}

/* The latest definition up to a time of what a text names, or of what those names stand for. */
static const struct definition *latest_in(struct finder *f, const char *text, const char *end,
                                          uint32_t time, unsigned depth) {
    const struct definition *latest = NULL;
    for (const char *past; depth < MOST_BODIES && (text = token_skip(text, end)) < end;
         text = past) {
        past = token_end(text, end);
        struct word *word = is_word_byte(*text) && !isdigit((unsigned char)*text)
                                ? find_word(f, text, (size_t)(past - text))
                                : NULL;
        if (word == NULL || word->searched == f->search) continue;
        word->searched = f->search;
        const struct definition *one = definition_of(word, time);
        latest = later(latest, one);
        for (one = one != NULL ? one->naming : NULL; one != NULL; one = naming_before(one))
            latest = later(latest, latest_in(f, one->body, one->end, time, depth + 1));
    }
    return latest;
}

static const struct definition *latest(struct finder *f, const char *text, uint32_t time) {
    const char *name = defined_name(text);
    f->search++;
    if (name == NULL) return latest_in(f, text, text + strlen(text), time, 0);
    const struct word *word = find_word(f, name, strlen(name));
    return word != NULL ? definition_of(word, time) : NULL;
}

/* Takes a number off a text: false for any but integers that no one can read otherwise. */
static bool take_number(const char **text, const char *end, unsigned long long *number) {
    *text = token_skip(*text, end);
    if (*text == end || !isdigit((unsigned char)**text)) return false;
    char *past;
    errno = 0;
    *number = strtoull(*text, &past, 0);
    while (past < end && strchr("uUlL", *past) != NULL) past++;
    *text = past;
    return errno == 0 && *number <= INT64_MAX && (past == end || !is_word_byte(*past));
}

/* The number that a definition says a name is: 0 for one that is none any more. */
static bool number_of(const struct definition *definition, unsigned long long *number) {
    const char *at = definition->body;
    *number = 0;
    return !definition->defines || (take_number(&at, definition->end, number) &&
                                    token_skip(at, definition->end) == definition->end);
}

/* Whether what stands behind X in `X`, or in a text that compares it to a number, holds for a number; UNKNOWN for any other. */
static enum truth compared(const char *rest, unsigned long long left) {
    static const char *const operators[] = {"==", "!=", "<=", ">=", "<", ">"};
    const char *end = rest + strlen(rest);
    if (rest == end) return left != 0 ? TRUE : FALSE;
    size_t i = 0, count = sizeof operators / sizeof *operators;
    while (i < count && strncmp(rest, operators[i], strlen(operators[i])) != 0) i++;
    const char *at = i < count ? rest + strlen(operators[i]) : end;
    unsigned long long right;
    if (!take_number(&at, end, &right) || at != end) return UNKNOWN;
    bool holds[] = {left == right, left != right, left <= right, left >= right,
                    left<right, left> right};
    return holds[i] ? TRUE : FALSE;
}

/* What a definition says of a text that names what it defines. */
static enum truth defined_truth(const struct finder *f, const char *text,
                                const struct definition *definition) {
    unsigned long long number;
    if (defined_name(text) != NULL) return definition->defines ? TRUE : FALSE;
    size_t length = name_length(text);
    const struct word *word = length > 0 ? find_word(f, text, length) : NULL;
    bool itself = word != NULL && definition_of(word, definition->time) == definition;
    return itself && number_of(definition, &number) ? compared(text + length, number) : UNKNOWN;
}

/* The length of the name that a text is, or compares to a number; 0 for any other text. */
static size_t compared_name(const char *text) {
    static const char *const constants[] = {"true", "false"};
    size_t length = isdigit((unsigned char)*text) ? 0 : name_length(text);
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (strlen(constants[i]) == length && memcmp(text, constants[i], length) == 0) return 0;
    return length > 0 && compared(text + length, 0) != UNKNOWN ? length : 0;
}

/* The one form that comparisons are compared in: `X!=1` is the opposite of `X==1`, and `X==0` that of X. */
static const char *compared_form(const struct finder *f, const char *text, bool *negated) {
    size_t length = compared_name(text);
    const char *rest = text + length, *end = rest + strlen(rest), *at = rest + 2;
    unsigned long long number;
    bool equal = strncmp(rest, "==", 2) == 0;
    if (length == 0 || (!equal && strncmp(rest, "!=", 2) != 0) || !take_number(&at, end, &number))
        return text;
    *negated ^= equal == (number == 0);
    return number == 0 ? arena_strndup(f->arena, text, length)
                       : arena_printf(f->arena, "%.*s==%llu", (int)length, text, number);
}

/* What is known of a name's value after so many definitions: a part for each number that it was compared to before, of which
 * it is one at most. */
static struct key *value_of(struct finder *f, const char *name, uint32_t time) {
    const char *text = arena_printf(f->arena, "%s=\n%u", name, time);
    struct key *key;
    HASH_FIND_STR(f->keys, text, key);
    if (key != NULL) return key;
    key = arena_alloc(f->arena, sizeof *key);
    *key = (struct key){.others = NULL};
    HASH_ADD_KEYPTR(hh, f->keys, text, strlen(text), key);
    return key;
}

/* One that nothing is known of but what it says of the name that a text compares: one that is not defined is 0. */
static struct literal fresh_of(struct finder *f, const char *text, unsigned level, uint32_t time) {
    size_t length = compared_name(text);
    struct literal made = fresh(f);
    if (length == 0) return made;
    const char *name = arena_strndup(f->arena, text, length);
    struct literal defined =
        condition_at(f, arena_printf(f->arena, "defined %s", name), level, time);
    if (compared(text + length, 0) == TRUE) return both(f, false, made, opposite_of(defined));
    if (strncmp(text + length, "==", 2) != 0) return both(f, true, made, defined);
    struct key *value = value_of(f, name, time);
    struct part *parts =
        new_part(f, made, new_part(f, condition_at(f, name, level, time), value->others));
    if (value->numbers++ < MOST_NUMBERS)
        value->others = new_part(f, opposite_of(made), value->others);
    return all_hold(f, parts);
}

/* The condition that a text asks for behind a definition of what it names. */
static struct literal condition_after(struct finder *f, const char *text, unsigned level,
                                      const struct definition *definition) {
    enum truth truth = defined_truth(f, text, definition);
    struct literal made = truth == TRUE    ? always
                          : truth == FALSE ? never
                                           : fresh_of(f, text, level, definition->time);
    if (definition->arm == NULL) return made;
    const struct definition *other = latest(f, text, definition->time - 1);
    while (other != NULL && is_within(other->arm, definition->arm))
        other = latest(f, text, other->time - 1);
    f->followed++;
    struct literal before = f->followed == MOST_FOLLOWED
                                ? fresh(f)
                                : condition_at(f, text, level, other != NULL ? other->time : 0),
                   arm = arm_holds(f, definition->arm);
    f->followed--;
    /* What is assumed of it is assumed of its first part, if that can be: see assume_literal of mask.c. */
    return is(made, always) ? both(f, false, arm, before)
           : is(made, never)
               ? both(f, true, opposite_of(arm), before)
               : both(f, false, both(f, true, made, arm), both(f, true, before, opposite_of(arm)));
}

static struct part *parts_of(struct finder *f, const char *text, const char *operator,
                             unsigned level, uint32_t time) {
    struct part *first = NULL, **last = &first;
    while (text) {
        const char *end = find_operator(text, operator);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        bool negated = false;
        char *copy = stripped(arena_strndup(f->arena, text, length), &negated);
        const char *form = compared_form(f, defined_form(f, copy), &negated);
        struct literal of = condition_at(f, form, level, time);
        of.negated ^= negated;
        *last = new_part(f, of, NULL);
        last = &(*last)->next;
        text = end ? end + strlen(operator) : NULL;
    }
    return first;
}

static struct literal condition_joined(struct finder *f, const char *text, const char *operator,
                                       unsigned level, uint32_t time) {
    struct condition made = {.all = strcmp(operator, "&&") == 0};
    made.parts = parts_of(f, text, operator, level + 1, time);
    return (struct literal){new_condition(f, made), false};
}

/* The condition that a text asks for after so many definitions. */
static struct literal condition_at(struct finder *f, const char *text, unsigned level,
                                   uint32_t time) {
    const struct definition *definition = latest(f, text, time);
    const char *name =
        definition != NULL ? arena_printf(f->arena, "%s\n%u", text, definition->time) : text;
    struct key *key;
    HASH_FIND_STR(f->keys, name, key);
    if (key != NULL) return key->holds;
    const char *operator= joining(text, level);
    key = arena_alloc(f->arena, sizeof *key);
    key->holds = operator!= NULL      ? condition_joined(f, text, operator, level, time)
                 : definition != NULL ? condition_after(f, text, level, definition)
                                      : fresh_of(f, text, level, 0);
    HASH_ADD_KEYPTR(hh, f->keys, name, strlen(name), key);
    return key->holds;
}

static void define(struct finder *f, const struct directive_macro *macro, const char *end,
                   struct arm *arm) {
    struct word *word = find_word(f, macro->name, macro->length);
    if (word == NULL) {
        word = arena_alloc(f->arena, sizeof *word);
        *word = (struct word){0};
        HASH_ADD_KEYPTR(hh, f->words, macro->name, macro->length, word);
    }
    struct definition *definition = arena_alloc(f->arena, sizeof *definition);
    *definition = (struct definition){
        .time = ++f->time,
        .arm = arm,
        .defines = macro->defines,
        .body = macro->body,
        .end = macro->defines ? end : macro->body,
        .before = word->last,
    };
    definition->naming =
        names_any(definition->body, definition->end) ? definition : naming_before(definition);
    word->last = definition;
}

/* --- directives -------------------------------------------------------------------------------- */

/* A source that is read, and the arm at hand in it. */
struct reading {
    const struct source *source;
    const struct scan *scan;
    struct arm *outside; /* around all of it */
    struct arm *arm;
    struct test *tests; /* of its conditional directives, and */
    uint32_t count;     /* of so many */
};

/* What an #if or #elif of any form asks. */
static struct test read_test(struct finder *f, const struct source *source,
                             const struct directive *directive) {
    const char *name = source->text + directive->name;
    if (strncmp(name, "el", 2) == 0) name += 2;
    bool ifdef = strncmp(name, "ifdef", 5) == 0, ifndef = strncmp(name, "ifndef", 6) == 0,
         negated = ifndef;
    char *text = body_text(f, source, directive);
    if (ifdef || ifndef) {
        text[strcspn(text, " ")] = '\0';
        text = arena_printf(f->arena, "defined %s", text);
    } else {
        text = defined_form(f, stripped(text, &negated));
    }
    bool one = strcmp(text, "1") == 0;
    f->asked = true;
    if (one || strcmp(text, "0") == 0)
        return (struct test){{NO_KEY, false}, one != negated ? TRUE : FALSE};
    const char *form = compared_form(f, text, &negated);
    struct test test = {condition_at(f, form, 0, f->time), UNKNOWN};
    test.holds.negated ^= negated;
    return test;
}

static struct literal literal_of(const struct test *test) {
    if (test->holds.key != NO_KEY) return test->holds;
    return test->constant == TRUE ? always : never;
}

static struct arm *new_arm(struct finder *f, struct arm *around, struct part *parts) {
    struct arm *arm = arena_alloc(f->arena, sizeof *arm);
    *arm = (struct arm){around, parts, {NO_KEY, false}};
    return arm;
}

/* The arm that a conditional directive begins, or goes back to. */
static void read_conditional(struct finder *f, struct reading *r,
                             const struct directive *directive) {
    struct test *test = &r->tests[r->count++];
    struct arm *before = r->arm;
    *test = (struct test){{NO_KEY, false}, TRUE};
    if (directive->kind != DIRECTIVE_IF && before == r->outside) return; /* it has no #if */
    if (directive->kind == DIRECTIVE_ENDIF) {
        r->arm = before->around;
        return;
    }
    struct part *parts = NULL;
    if (directive->kind != DIRECTIVE_IF) /* none of those before it */
        parts = new_part(f, opposite_of(before->parts->of), before->parts->next);
    uint32_t guard = r->count == 1 ? guard_arm(r->source, r->scan) : UINT32_MAX;
    if (guard != UINT32_MAX)
        test->holds = (struct literal){ALWAYS, guard != directive->start};
    else if (directive->kind != DIRECTIVE_ELSE)
        *test = read_test(f, r->source, directive);
    r->arm = new_arm(f, directive->kind == DIRECTIVE_IF ? before : before->around,
                     new_part(f, literal_of(test), parts));
}

static void read_source(struct finder *f, struct reading *r);

/* Whether an arm is never compiled. */
static bool is_dead(const struct arm *arm) {
    while (arm != NULL && !is(arm->parts->of, never)) arm = arm->around;
    return arm != NULL;
}

static struct inclusions *inclusions_of(struct finder *f, const void *owner) {
    struct inclusions *header;
    HASH_FIND_PTR(f->headers, &owner, header);
    if (header != NULL) return header;
    header = arena_alloc(f->arena, sizeof *header);
    *header = (struct inclusions){.owner = owner};
    HASH_ADD_PTR(f->headers, owner, header);
    return header;
}

/* Whether a header that comes once has come wherever an arm is compiled. */
static bool has_come(const struct included *header, const struct included *last,
                     const struct arm *arm) {
    if (!guard_found(header->source, header->scan) &&
        guard_once(header->source, header->scan).end == 0)
        return false;
    for (; last != NULL; last = last->again)
        if (is_within(arm, last->around)) return true;
    return false;
}

static void read_included(struct finder *f, const struct included *found, struct arm *around) {
    struct inclusions *header = inclusions_of(f, found->owner);
    if (f->nested == MOST_NESTED || header->open == MOST_OPEN || f->read >= MOST_READ ||
        has_come(found, header->last, around))
        return;
    struct reading inner = {
        .source = found->source, .scan = found->scan, .outside = around, .arm = around};
    inner.tests = arena_array(f->arena, found->scan->count, sizeof *inner.tests);
    struct included *included = arena_alloc(f->arena, sizeof *included);
    *included = *found;
    included->place = f->include;
    included->tests = inner.tests;
    included->around = around;
    included->next = f->found->included;
    included->again = header->last;
    f->found->included = header->last = included;
    f->read += found->scan->count;
    f->nested++;
    header->open++;
    read_source(f, &inner);
    header->open--;
    f->nested--;
}

static void read_include(struct finder *f, const struct reading *r,
                         const struct directive *directive) {
    struct included found = {0};
    if (f->reader == NULL || is_dead(r->arm)) return;
    if (r->source == f->root) f->include = directive->start;
    if (f->reader->read(f->reader->data, r->source, directive, f->asked, &found))
        read_included(f, &found, r->arm);
}

/* Reads what the arguments of the compilation include. */
static void read_asked(struct finder *f) {
    struct included found = {0};
    for (size_t i = 0; f->reader != NULL && f->reader->read_asked(f->reader->data, i, &found); i++)
        read_included(f, &found, NULL);
}

static void read_source(struct finder *f, struct reading *r) {
    const char *text = r->source->text;
    for (size_t i = 0; i < r->scan->count; i++) {
        const struct directive *directive = &r->scan->directives[i];
        struct directive_macro macro;
        const char *end = text + directive->end;
        if (directive->kind < DIRECTIVE_LINE)
            read_conditional(f, r, directive);
        else if (directive->kind == DIRECTIVE_LINE)
            continue;
        else if (directive_macro(text + directive->start, end, &macro))
            define(f, &macro, end, r->arm);
        else if (scan_is(r->source, directive, "include"))
            read_include(f, r, directive);
    }
}

/* Finds what each condition is a part of. */
static void find_users(struct finder *f) {
    struct conditions *found = f->found;
    found->users = arena_array(f->arena, found->count, sizeof(struct user *));
    for (uint32_t key = 0; key < found->count; key++)
        for (const struct part *part = found->list[key].parts; part != NULL; part = part->next) {
            struct user *user = arena_alloc(f->arena, sizeof *user);
            *user = (struct user){key, found->users[part->of.key]};
            found->users[part->of.key] = user;
        }
}

/* What is known of conditions when nothing else is. */
static void find_usual(struct finder *f) {
    struct conditions *found = f->found;
    found->usual = arena_array(f->arena, found->count, sizeof *found->usual);
    found->usual[ALWAYS] = TRUE;
    for (size_t i = 0; i < sizeof false_in_c / sizeof *false_in_c; i++) {
        struct key *key;
        HASH_FIND_STR(f->keys, false_in_c[i], key);
        if (key != NULL) found->usual[key->holds.key] = FALSE;
    }
}

struct conditions *conditions_find(struct arena *arena, const struct source *source,
                                   const struct scan *scan, const struct header_reader *reader) {
    struct conditions *found = arena_alloc(arena, sizeof *found);
    struct finder finder = {.arena = arena, .found = found, .reader = reader, .root = source};
    struct reading reading = {.source = source, .scan = scan};
    found->tests = reading.tests = arena_array(arena, scan->count, sizeof *reading.tests);
    new_condition(&finder, (struct condition){0}); /* ALWAYS */
    read_asked(&finder);
    read_source(&finder, &reading);
    find_users(&finder);
    find_usual(&finder);
    HASH_CLEAR(hh, finder.keys);
    HASH_CLEAR(hh, finder.words);
    HASH_CLEAR(hh, finder.headers);
    return found;
}
