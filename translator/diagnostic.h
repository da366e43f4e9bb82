/* diagnostic.h: errors of a translation: collected, sorted, made unique, printed.
 *
 * A diagnostic is unique by source, offset and name: the second of a kind at a place is dropped.
 * Printing sorts by source (order of first use) and offset. Nothing here exits or decides. */
#ifndef CHANC_DIAGNOSTIC_H
#define CHANC_DIAGNOSTIC_H

#include <stdio.h>

#include "source.h"

/* The stable names, in brackets after each message. */
enum diagnostic_name {
    D_SEND_DIRECTION,
    D_RECEIVE_DIRECTION,
    D_CLOSE_DIRECTION,
    D_CHANNEL_ASSIGN,
    D_ELEMENT_TYPE,
    D_NOT_A_CHANNEL,
    D_CHANNEL_OPERAND,
    D_VOID_VALUE,
    D_GO_CALL,
    D_GO_CAPTURE,
    D_GO_JUMP,
    D_SELECT_CASE,
    D_REDECLARED,
    D_UNRESOLVED,
    D_MAKE_SIZE,
    D_FILE_SCOPE,
    D_SYNTAX,
    D_INCLUDE,
    D_COUNT
};

/* A stretch of a source that a diagnostic speaks of. */
struct span {
    const struct source *source; /* never NULL in a diagnostic */
    uint32_t start;              /* first byte */
    uint32_t end;                /* past the last byte; == start for a point */
};

struct diagnostics; /* a collection */
struct diagnostic;  /* one error in it */

struct diagnostics *diagnostics_new(struct arena *arena);
/* Gives back what is not in the arena; NULL is allowed. */
void diagnostics_free(struct diagnostics *all);
/* Adds an error; returns it for notes, or NULL when the same one stands already (notes on NULL are
 * ignored). */
struct diagnostic *diagnostic_error(struct diagnostics *all, enum diagnostic_name name,
                                    struct span at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Adds a note to an error, printed after it: `path:line:column: note: ...`. */
void diagnostic_note(struct diagnostic *error, struct span at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds a hint to an error: what to write instead. Printed as a note at the error's own place, after
 * the other notes. */
void diagnostic_hint(struct diagnostic *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Adds an error of another collection, of another place. Its notes about the source that it is in there are left out. */
struct diagnostic *diagnostic_repeat(struct diagnostics *all, const struct diagnostic *error,
                                     struct span at);
/* Adds a complaint: about the command or a file, of no place in a source. Printed as `chanc: ...`. */
void diagnostics_complain(struct diagnostics *all, const char *message);
/* Says that errors in this header come through the #include at `at` (printed as "In file included
 * from ..." before the first of them). */
void diagnostics_included(struct diagnostics *all, const struct source *header, struct span at);
/* The text is read once more, with other arms of its conditionals: other errors may stand in the same places. */
void diagnostics_next_reading(struct diagnostics *all);
/* Forgets the errors added since there were `count`. Only before anything was printed. */
void diagnostics_rewind(struct diagnostics *all, size_t count);
/* Takes back those of the errors from the `from`-th on that are at places which a test is true of. */
typedef bool diagnostics_test(const void *data, struct span at);
void diagnostics_drop(struct diagnostics *all, size_t from, diagnostics_test *test,
                      const void *data);
/* Whether all errors from the `from`-th on are at places in a span, and outside a part of it. */
bool diagnostics_spare(const struct diagnostics *all, size_t from, struct span whole,
                       struct span part);
size_t diagnostics_count(const struct diagnostics *all);
/* How many have been found that were there already, from another version of the text perhaps. */
size_t diagnostics_repeated(const struct diagnostics *all);
/* The error that was added last; NULL for none. */
struct diagnostic *diagnostics_last(const struct diagnostics *all);
/* Whether there is nothing to print, neither errors nor complaints. */
bool diagnostics_is_empty(const struct diagnostics *all);
const char *diagnostic_name_text(enum diagnostic_name name);

enum diagnostic_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF };
/* Prints all, sorted. Text: `path:line:column: error: message [name]`, the source line with control
 * bytes escaped, a caret line (tab-aware, `^~~~` over the range), notes. Colour only when `color`.
 */
void diagnostics_print(struct diagnostics *all, FILE *to, enum diagnostic_format format,
                       bool color);

#endif
