/* driver_headers.h: the options that decide what headers say. */
#ifndef CHANC_DRIVER_HEADERS_H
#define CHANC_DRIVER_HEADERS_H

#include "driver_command.h"

/* Adds them, in the form of options of the compiler's own: those for its preprocessor alone, as in -Wp,-Idir, last. */
void command_add_preprocess(const struct command *command, struct list *list);
/* Adds what the environment says of directories of headers, which comes after what options of the same kind say. */
void headers_add_environment(struct list *list);
/* Leaves out each -I of a directory that is one of system headers, too: compilers pass over it. */
void headers_drop_repeated(struct list *list);

#endif
