/* driver_quote.h: headers in quotes, which are looked for beside the file that includes them. */
#ifndef CHANC_DRIVER_QUOTE_H
#define CHANC_DRIVER_QUOTE_H

#include "driver_command.h"

/* Whether something in a directory hides what the command's options lead to, when the headers of all files are looked
 * for there. */
bool quote_hides(const struct command *command, const char *directory);
/* Appends a text of C in which what is included from a directory is named by its whole path, so that the directory need
 * not be searched. Appends nothing and returns false when what is included is not written out. */
bool quote_resolve(const char *directory, const struct buffer *text, struct buffer *out);

#endif
