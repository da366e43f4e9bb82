/* driver_depend.h: dependency files that name the .gc and its headers, not temporary files.
 *
 * The C compiler writes them, as it sees the headers; afterwards the names in them are put right.
 */
#ifndef CHANC_DRIVER_DEPEND_H
#define CHANC_DRIVER_DEPEND_H

#include <stdbool.h>

#include "driver_list.h"

/* A translated file and what stands for it in the C compiler's view. */
struct dependent {
    const char *path;           /* of the .gc */
    const char *stand_in;       /* of the temporary .c */
    const struct list *headers; /* the .gh files that were read */
};

/* Appends a rule's text with stand-ins replaced, headers added, and, when `phony`, an empty rule
 * for each header. `./` before names is dropped when `local`: it comes from the option by which
 * the C compiler finds headers beside the .gc. False when the text names none of the files. */
bool depend_rewrite(struct arena *arena, const char *text, const struct dependent *files,
                    size_t count, bool phony, bool local, struct buffer *out);
/* Appends a whole rule: target, which is escaped if `quoted`, the file and its headers. */
void depend_rule(const char *target, bool quoted, const struct dependent *file, bool phony,
                 struct buffer *out);
/* Appends a rule that has headers alone. */
void depend_rule_of_headers(const char *target, const struct list *headers, struct buffer *out);

#endif
