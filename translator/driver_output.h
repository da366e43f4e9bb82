/* driver_output.h: what the tool writes itself: complaints, and files that are whole or not there.
 */
#ifndef CHANC_DRIVER_OUTPUT_H
#define CHANC_DRIVER_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct diagnostics;

/* Prints `chanc: ...` on standard error, or adds it to a collection. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Where complaints are added from now on; NULL: they are printed. */
void complain_to(struct diagnostics *collection);

/* Makes `path` hold the text, by way of a new file beside it that takes its place once complete, so
 * that a failure leaves what was there. What is no regular file (a pipe, a device) is written
 * straight. NULL and "-" are standard output. Complains and returns false when it cannot. */
bool output_write(const char *path, const char *text, size_t length);
/* Whether a file at `path`, which may be NULL, takes the place of no input. Complains and returns false when it does. */
bool output_spares(const char *path, const char *input);

#endif
