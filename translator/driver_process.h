/* driver_process.h: running other programs. */
#ifndef CHANC_DRIVER_PROCESS_H
#define CHANC_DRIVER_PROCESS_H

#include "driver_list.h"
#include "driver_temporary.h"

/* Runs a command and waits for it; `output`, unless NULL, gets its standard output as a new file.
 * Returns its exit status, 128 and the signal's number when a signal ended it, or 2, having
 * complained, when it cannot be run. */
int process_run(const struct list *command, enum child_kind kind, const char *output);

/* Becomes the command. Returns only when that fails: 2, having complained. */
int process_become(const struct list *command);

/* The C compiler's words: those of $CHANC_CC, else `cc`. */
void process_add_compiler(struct list *command);
/* The same as one text. */
const char *process_compiler(void);
/* Whether that is this program, which would run itself for ever. */
bool process_compiler_is_own(struct arena *arena);
/* Whether `name` is in its words, or in the name of the file that these lead to. */
bool process_compiler_called(struct arena *arena, const char *name);

#endif
