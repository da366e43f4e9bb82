/* mask_group.c: conditional directives, their groups, and which conditions are the same.
 *
 * Conditions are compared as text without blanks and comments. `#ifdef X` and `defined(X)` are one,
 * a leading `!` before an operand makes the opposite, and what `&&` and `||` join are conditions of their own. */
#include "mask_group.h"
#include "directive.h"
#include "table.h"

#include <ctype.h>
#include <string.h>

/* How deep in parentheses parts of conditions are told apart. */
enum { MOST_LEVELS = 8 };

/* A condition, by its text. */
struct key {
    uint32_t number;
    struct condition condition;
    UT_hash_handle hh;
};

struct finder {
    struct arena *arena;
    const struct source *source;
    const struct scan *scan;
    struct groups *groups;
    struct key *keys; /* hash table by text */
};

/* Conditions that never hold in C, whatever the compiler. */
static const char *const false_in_c[] = {"defined __cplusplus", "defined __ASSEMBLER__",
                                         "defined __OBJC__"};

uint32_t groups_before(const struct groups *groups, uint32_t offset) {
    uint32_t low = 0, high = groups->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (groups->marks[middle].directive->start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Appends a token to a condition's text; a scan_visitor. */
static void add_token(void *data, const char *token, size_t length) {
    struct buffer *text = data;
    bool word = isalnum((unsigned char)*token) || *token == '_';
    char last = text->length ? text->text[text->length - 1] : '\0';
    if (word && (isalnum((unsigned char)last) || last == '_')) buffer_add(text, " ", 1);
    buffer_add(text, token, length);
}

/* The rest of a directive's line as tokens, in the arena. */
static char *body_text(const struct finder *f, const struct directive *directive) {
    struct buffer text = {0};
    const char *body = f->source->text + directive->body;
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

static struct key *find_key(const struct finder *f, const char *text) {
    struct key *key;
    HASH_FIND_STR(f->keys, text, key);
    return key;
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

static struct key *add_key(struct finder *f, uint32_t number, struct condition condition) {
    struct key *key = arena_alloc(f->arena, sizeof *key);
    *key = (struct key){.number = number, .condition = condition};
    HASH_ADD_KEYPTR(hh, f->keys, key->condition.text, strlen(key->condition.text), key);
    return key;
}

static struct key *key_of(struct finder *f, const char *text, unsigned level);

/* Enters what an operator joins in a text. */
static struct part *parts_of(struct finder *f, const char *text, const char *operator,
                             unsigned level) {
    struct part *first = NULL, **last = &first;
    while (text) {
        const char *end = find_operator(text, operator);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        struct part *part = *last = arena_alloc(f->arena, sizeof *part);
        char *copy = stripped(arena_strndup(f->arena, text, length), &part->negated);
        part->key = key_of(f, defined_form(f, copy), level)->number;
        last = &part->next;
        text = end ? end + strlen(operator) : NULL;
    }
    return first;
}

static void find_parts(struct finder *f, struct key *key, unsigned level) {
    static const char *const operators[] = {"||", "&&"}; /* what binds less comes first */
    if (level == MOST_LEVELS || find_operator(key->condition.text, "?")) return;
    for (size_t i = 0; i < sizeof operators / sizeof *operators && !key->condition.parts; i++) {
        if (!find_operator(key->condition.text, operators[i])) continue;
        key->condition.parts = parts_of(f, key->condition.text, operators[i], level + 1);
        key->condition.all = i == 1;
    }
}

/* The condition, which is entered with its parts if it is new. */
static struct key *key_of(struct finder *f, const char *text, unsigned level) {
    struct key *key = find_key(f, text);
    if (key) return key;
    key = add_key(f, f->groups->key_count++, (struct condition){.text = text});
    find_parts(f, key, level);
    return key;
}

/* Reads the condition of an #if or #elif of any form. */
static void read_condition(struct finder *f, struct mark *mark) {
    const char *name = f->source->text + mark->directive->name;
    if (strncmp(name, "el", 2) == 0) name += 2;
    bool ifdef = strncmp(name, "ifdef", 5) == 0, ifndef = strncmp(name, "ifndef", 6) == 0;
    char *text = body_text(f, mark->directive);
    if (ifdef || ifndef) {
        text[strcspn(text, " ")] = '\0';
        mark->negated = ifndef;
        mark->key = key_of(f, arena_printf(f->arena, "defined %s", text), 0)->number;
        return;
    }
    text = defined_form(f, stripped(text, &mark->negated));
    mark->constant = strcmp(text, "0") == 0 ? FALSE : strcmp(text, "1") == 0 ? TRUE : UNKNOWN;
    if (mark->constant && mark->negated) mark->constant = mark->constant == TRUE ? FALSE : TRUE;
    mark->key = mark->constant ? NO_KEY : key_of(f, text, 0)->number;
}

/* Fills in a mark; `open` is the last arm seen of each group around it, innermost first by way of
 * the arms' parents. Returns the arm that the text after it belongs to. */
static uint32_t join(struct finder *f, uint32_t index, uint32_t open) {
    struct mark *marks = f->groups->marks, *mark = &marks[index];
    enum directive_kind kind = mark->directive->kind;
    mark->next = mark->key = mark->group = mark->within = NO_MARK;
    mark->parent = mark->arm = open;
    if (kind == DIRECTIVE_IF) {
        mark->group = mark->arm = index;
    } else if (open != NO_MARK) {
        mark->group = marks[open].group;
        mark->parent = marks[open].parent;
        mark->arm = kind == DIRECTIVE_ENDIF ? mark->parent : index;
        if (kind != DIRECTIVE_ENDIF) marks[open].next = index;
    }
    mark->constant = kind == DIRECTIVE_ELSE ? TRUE : UNKNOWN;
    if (mark->arm == index && kind != DIRECTIVE_ELSE) read_condition(f, mark);
    return mark->arm;
}

static void find_marks(struct finder *f) {
    const struct scan *scan = f->scan;
    struct groups *groups = f->groups;
    groups->marks = arena_array(f->arena, scan->count, sizeof *groups->marks);
    uint32_t arm = NO_MARK;
    for (size_t i = 0; i < scan->count; i++) {
        enum directive_kind kind = scan->directives[i].kind;
        if (kind == DIRECTIVE_LINE || kind == DIRECTIVE_OTHER) continue;
        groups->marks[groups->count].directive = &scan->directives[i];
        arm = join(f, groups->count++, arm);
    }
}

/* Adds a directive's definition if a condition asks about the name. */
static void add_definition(struct finder *f, const struct directive *directive) {
    const char *text = f->source->text;
    struct directive_macro macro;
    if (!directive_macro(text + directive->start, text + directive->end, &macro)) return;
    struct key *key =
        find_key(f, arena_printf(f->arena, "defined %.*s", (int)macro.length, macro.name));
    if (!key) return;
    f->groups->definitions[f->groups->definition_count++] =
        (struct definition){directive->start, key->number, macro.defines ? TRUE : FALSE};
}

static void add_error(struct finder *f, const struct directive *directive) {
    struct mark *marks = f->groups->marks;
    uint32_t before = groups_before(f->groups, directive->start);
    if (before > 0 && marks[before - 1].arm != NO_MARK) marks[marks[before - 1].arm].error = true;
}

/* What directives in arms, or before them, say of which are compiled. */
static void find_definitions(struct finder *f) {
    f->groups->definitions = arena_array(f->arena, f->scan->count, sizeof *f->groups->definitions);
    for (size_t i = 0; i < f->scan->count; i++) {
        const struct directive *directive = &f->scan->directives[i];
        if (directive->kind != DIRECTIVE_OTHER) continue;
        add_definition(f, directive);
        if (scan_is(f->source, directive, "error")) add_error(f, directive);
    }
}

/* Gives the groups what was found of conditions. */
static void end(struct finder *f) {
    struct groups *groups = f->groups;
    if (groups->key_count) find_definitions(f);
    groups->defaults = arena_array(f->arena, groups->key_count, sizeof *groups->defaults);
    for (size_t i = 0; i < sizeof false_in_c / sizeof *false_in_c; i++) {
        struct key *key = find_key(f, false_in_c[i]);
        if (key) groups->defaults[key->number] = FALSE;
    }
    groups->conditions = arena_array(f->arena, groups->key_count, sizeof *groups->conditions);
    for (struct key *key = f->keys; key; key = key->hh.next)
        groups->conditions[key->number] = key->condition;
    HASH_CLEAR(hh, f->keys);
}

struct groups *groups_find(struct arena *arena, const struct source *source,
                           const struct scan *scan) {
    struct groups *groups = arena_alloc(arena, sizeof *groups);
    struct finder finder = {arena, source, scan, groups, NULL};
    find_marks(&finder);
    end(&finder);
    return groups;
}

uint32_t *groups_adopt(struct arena *arena, const struct source *source, const struct scan *scan,
                       struct groups *groups, const struct groups *others) {
    struct finder finder = {arena, source, scan, groups, NULL};
    uint32_t *keys = arena_array(arena, others->key_count, sizeof *keys);
    for (uint32_t i = 0; i < groups->key_count; i++) add_key(&finder, i, groups->conditions[i]);
    for (uint32_t i = 0; i < others->key_count; i++)
        keys[i] = key_of(&finder, others->conditions[i].text, 0)->number;
    groups->definition_count = 0;
    end(&finder);
    return keys;
}
