/* diagnostic.c: the collection of errors, and the names they go by. */
#include "diagnostic.h"

#include <stdlib.h>
#include <string.h>

#include "diagnostic_list.h"
#include "table.h"

/* What makes a diagnostic unique. Members of sizes that leave no padding. */
struct key {
    const struct source *source;
    uint32_t start;
    uint32_t name;    /* an enum diagnostic_name */
    uint64_t message; /* a hash of it; 0 for the place alone */
};

/* An entry of the set of keys. */
struct known {
    struct key key;
    uint32_t reading; /* that it was reported in last; 0: its error is no longer there */
    UT_hash_handle hh;
};

struct diagnostics {
    struct arena *arena;
    struct diagnostic **errors;   /* in the order added; sorted for printing */
    size_t count;                 /* entries in errors */
    size_t capacity;              /* entries allocated */
    size_t repeated;              /* errors that were there already */
    struct known *known;          /* hash table of the keys in use */
    uint32_t reading;             /* of the text, counted from 1 */
    const struct source **ranked; /* sources by first use */
    uint32_t source_count;        /* entries in ranked */
    uint32_t last_rank;           /* of the source of the error added last */
    size_t source_capacity;       /* entries allocated in ranked */
    struct inclusion *inclusions; /* the last one recorded */
    struct source_file *files;    /* plain headers that notes name */
    struct complaint *complaints; /* in the order added */
};

/* Names and the rules behind them, by enum diagnostic_name. */
static const struct {
    const char *name;
    const char *summary;
} names[D_COUNT] = {
    [D_SEND_DIRECTION] = {"send-direction", "A receive-only channel cannot be sent to."},
    [D_RECEIVE_DIRECTION] = {"receive-direction", "A send-only channel cannot be received from."},
    [D_CLOSE_DIRECTION] = {"close-direction", "A receive-only channel cannot be closed."},
    [D_CHANNEL_ASSIGN] = {"channel-assign",
                          "A channel cannot be made of a value of another type or direction."},
    [D_ELEMENT_TYPE] = {"element-type",
                        "Element types must be the same, and ones that a channel can carry."},
    [D_NOT_A_CHANNEL] = {"not-a-channel", "A communication needs a channel."},
    [D_CHANNEL_OPERAND] = {"channel-operand", "The operator is not defined on channels."},
    [D_VOID_VALUE] = {"void-value", "A chan void carries no value."},
    [D_GO_CALL] = {"go-call", "go needs a call of a function, or a block."},
    [D_GO_CAPTURE] = {"go-capture", "A goroutine has read-only copies of local variables."},
    [D_GO_JUMP] = {"go-jump", "No jump leaves the block of a goroutine."},
    [D_SELECT_CASE] = {"select-case", "A case of a select is one communication, or the default."},
    [D_REDECLARED] = {"redeclared", "Declarations of one name must agree about channel types."},
    [D_UNRESOLVED] = {"unresolved", "The type of a channel operand must be known."},
    [D_MAKE_SIZE] = {"make-size", "A capacity cannot be negative."},
    [D_FILE_SCOPE] = {"file-scope", "Communication happens in functions only."},
    [D_SYNTAX] = {"syntax", "The channel syntax does not parse."},
    [D_INCLUDE] = {"include", "A header of channel code must be there to read, and end."},
};

const char *diagnostic_name_text(enum diagnostic_name name) {
    return names[name].name;
}

const char *diagnostic_name_summary(enum diagnostic_name name) {
    return names[name].summary;
}

struct diagnostics *diagnostics_new(struct arena *arena) {
    struct diagnostics *all = arena_alloc(arena, sizeof *all);
    all->arena = arena;
    all->reading = 1;
    return all;
}

void diagnostics_free(struct diagnostics *all) {
    if (all) HASH_CLEAR(hh, all->known);
}

size_t diagnostics_count(const struct diagnostics *all) {
    return all->count;
}

size_t diagnostics_repeated(const struct diagnostics *all) {
    return all->repeated;
}

struct diagnostic *diagnostics_last(const struct diagnostics *all) {
    return all->count > 0 ? all->errors[all->count - 1] : NULL;
}

/* An array of `capacity` objects of `size` bytes with room for one more than `count`. */
static void *grown(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity) return array;
    *capacity = *capacity ? 2 * *capacity : 16;
    void *more = arena_array(arena, *capacity, size);
    if (count) memcpy(more, array, count * size);
    return more;
}

/* The entry of a key, a new one where there is none. */
static struct known *entry(struct diagnostics *all, struct key key) {
    struct known *known;
    HASH_FIND(hh, all->known, &key, sizeof key, known);
    if (known) return known;
    known = arena_alloc(all->arena, sizeof *known);
    known->key = key;
    HASH_ADD(hh, all->known, key, sizeof known->key, known);
    return known;
}

/* The entries for a place and for what is said of it there. */
struct entries {
    struct known *place, *message;
};

static struct entries entries_of(struct diagnostics *all, enum diagnostic_name name, struct span at,
                                 const char *message) {
    struct key key = {at.source, at.start, name, 0};
    struct entries entries = {.place = entry(all, key)};
    key.message = 14695981039346656037u; /* FNV-1a */
    for (; *message; message++)
        key.message = (key.message ^ (unsigned char)*message) * 1099511628211u;
    entries.message = entry(all, key);
    return entries;
}

/* Enters an error. False when it is there already: one reading of the text has one error of a name at a place, another
 * reading may have another. */
static bool enter(struct diagnostics *all, struct entries entries) {
    if (entries.place->reading == all->reading || entries.message->reading != 0) return false;
    entries.place->reading = entries.message->reading = all->reading;
    return true;
}

void diagnostics_next_reading(struct diagnostics *all) {
    all->reading++;
}

/* Errors mostly come source by source, so the search is rare. */
static uint32_t rank_of(struct diagnostics *all, const struct source *source) {
    if (all->source_count && all->ranked[all->last_rank] == source) return all->last_rank;
    uint32_t rank = 0;
    while (rank < all->source_count && all->ranked[rank] != source) rank++;
    if (rank == all->source_count) {
        all->ranked =
            grown(all->arena, all->ranked, rank, &all->source_capacity, sizeof *all->ranked);
        all->ranked[all->source_count++] = source;
    }
    return all->last_rank = rank;
}

struct diagnostic *diagnostic_error(struct diagnostics *all, enum diagnostic_name name,
                                    struct span at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(all->arena, format, arguments);
    va_end(arguments);
    if (!enter(all, entries_of(all, name, at, message))) {
        all->repeated++;
        return NULL;
    }
    struct diagnostic *error = arena_alloc(all->arena, sizeof *error);
    error->all = all;
    error->name = name;
    error->at = at;
    error->source_rank = rank_of(all, at.source);
    error->number = all->count;
    error->message = message;
    all->errors = grown(all->arena, all->errors, all->count, &all->capacity, sizeof *all->errors);
    all->errors[all->count++] = error;
    return error;
}

void diagnostics_rewind(struct diagnostics *all, size_t count) {
    while (all->count > count) {
        const struct diagnostic *error = all->errors[--all->count];
        struct entries entries = entries_of(all, error->name, error->at, error->message);
        entries.place->reading = entries.message->reading = 0;
    }
}

void diagnostics_drop(struct diagnostics *all, size_t from, diagnostics_test *test,
                      const void *data) {
    size_t kept = from;
    for (size_t i = from; i < all->count; i++) {
        struct diagnostic *error = all->errors[i];
        if (!test(data, error->at)) {
            all->errors[kept++] = error;
            continue;
        }
        struct entries entries = entries_of(all, error->name, error->at, error->message);
        entries.place->reading = entries.message->reading = 0;
    }
    all->count = kept;
}

bool diagnostics_spare(const struct diagnostics *all, size_t from, struct span whole,
                       struct span part) {
    for (size_t i = from; i < all->count; i++) {
        struct span at = all->errors[i]->at;
        bool within = at.source == whole.source && at.start >= whole.start && at.end <= whole.end;
        if (!within || (at.start < part.end && at.end > part.start)) return false;
    }
    return true;
}

/* Adds a note behind those that it has to follow: hints come last. */
static void add_note(struct diagnostic *error, struct note *note) {
    struct note **place = &error->notes;
    while (*place && (note->hint || !(*place)->hint)) place = &(*place)->next;
    note->next = *place;
    *place = note;
}

static void new_note(struct diagnostic *error, struct span at, bool hint, const char *format,
                     va_list arguments) {
    struct note *note = arena_alloc(error->all->arena, sizeof *note);
    note->at = at;
    note->hint = hint;
    note->message = arena_vprintf(error->all->arena, format, arguments);
    add_note(error, note);
}

void diagnostic_note(struct diagnostic *error, struct span at, const char *format, ...) {
    if (!error) return;
    struct span original = at;
    struct diagnostics *all = error->all;
    bool known =
        at.source->origins == NULL || source_original(all->arena, &all->files, at.source, at.start,
                                                      at.end, &original.source, &original.start);
    original.end = original.start + (at.end - at.start);
    if (known && original.end > original.source->length) original.end = original.source->length;
    va_list arguments;
    va_start(arguments, format);
    new_note(error, known ? original : error->at, !known, format, arguments);
    va_end(arguments);
}

void diagnostic_hint(struct diagnostic *error, const char *format, ...) {
    if (!error) return;
    va_list arguments;
    va_start(arguments, format);
    new_note(error, error->at, true, format, arguments);
    va_end(arguments);
}

struct diagnostic *diagnostic_repeat(struct diagnostics *all, const struct diagnostic *error,
                                     struct span at) {
    struct diagnostic *copy = diagnostic_error(all, error->name, at, "%s", error->message);
    for (const struct note *note = error->notes; note != NULL; note = note->next) {
        if (note->hint)
            diagnostic_hint(copy, "%s", note->message);
        else if (note->at.source != error->at.source)
            diagnostic_note(copy, note->at, "%s", note->message);
    }
    return copy;
}

void diagnostics_complain(struct diagnostics *all, const char *message) {
    struct complaint **place = &all->complaints;
    while (*place) place = &(*place)->next;
    *place = arena_alloc(all->arena, sizeof **place);
    (*place)->message = arena_strndup(all->arena, message, strlen(message));
}

const struct complaint *diagnostics_complaints(const struct diagnostics *all) {
    return all->complaints;
}

bool diagnostics_is_empty(const struct diagnostics *all) {
    return !all->count && !all->complaints;
}

void diagnostics_included(struct diagnostics *all, const struct source *header, struct span at) {
    struct inclusion *inclusion = arena_alloc(all->arena, sizeof *inclusion);
    *inclusion = (struct inclusion){header, at, all->inclusions};
    all->inclusions = inclusion;
}

const struct inclusion *diagnostics_inclusion(const struct diagnostics *all,
                                              const struct source *header) {
    const struct inclusion *inclusion = all->inclusions;
    while (inclusion && inclusion->header != header) inclusion = inclusion->next;
    return inclusion;
}

/* By source and offset, then as added, for qsort. */
static int compare(const void *left, const void *right) {
    const struct diagnostic *a = *(struct diagnostic *const *)left;
    const struct diagnostic *b = *(struct diagnostic *const *)right;
    if (a->source_rank != b->source_rank) return a->source_rank < b->source_rank ? -1 : 1;
    if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

const struct diagnostic *const *diagnostics_sorted(const struct diagnostics *all) {
    if (all->count) qsort(all->errors, all->count, sizeof *all->errors, compare);
    return (const struct diagnostic *const *)all->errors;
}

static bool is_same_place(const struct diagnostic *a, const struct diagnostic *b) {
    return a->source_rank == b->source_rank && a->at.start == b->at.start;
}

/* Makes an error a note of the one of its name that is at its place already. False when there is none. */
static bool fold(const struct diagnostics *all, size_t count, const struct diagnostic *error) {
    while (count-- > 0 && is_same_place(all->errors[count], error)) {
        if (all->errors[count]->name != error->name) continue;
        diagnostic_note(all->errors[count], error->at, "with another arm of an #if: %s",
                        error->message);
        return true;
    }
    return false;
}

static void fold_all(struct diagnostics *all) {
    size_t count = 0;
    diagnostics_sorted(all);
    for (size_t i = 0; i < all->count; i++)
        if (!fold(all, count, all->errors[i])) all->errors[count++] = all->errors[i];
    all->count = count;
}

void diagnostics_print(struct diagnostics *all, FILE *to, enum diagnostic_format format,
                       bool color) {
    fold_all(all);
    switch (format) {
    case FORMAT_TEXT: diagnostics_print_text(all, to, color); break;
    case FORMAT_JSON: diagnostics_print_json(all, to); break;
    case FORMAT_SARIF: diagnostics_print_sarif(all, to); break;
    }
}
