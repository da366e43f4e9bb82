/* driver_temporary.h: files that must be gone when the process ends, however it ends.
 *
 * They are removed by `exit`, and by the signals that end a process at a user's wish (SIGHUP,
 * SIGINT, SIGPIPE, SIGQUIT, SIGTERM). There is one directory for them, made when first asked for.
 */
#ifndef CHANC_DRIVER_TEMPORARY_H
#define CHANC_DRIVER_TEMPORARY_H

#include <stdbool.h>
#include <sys/types.h>

#include "arena.h"

/* The path of a file `name` in a directory of its own, which is made, in the temporary directory.
 * NULL, having complained, when that cannot be made. */
const char *temporary_path(struct arena *arena, const char *name);

/* Has a file outside the directory removed as well, until told otherwise with NULL. One at a time;
 * the path must last. */
void temporary_watch_file(const char *path);

/* What a signal does while a child runs. */
enum child_kind {
    CHILD_NONE,
    CHILD_TOOL,   /* it ends the child, then the temporary files and this process */
    CHILD_PROGRAM /* the user's own program: it is passed on, and the program decides */
};

/* Says that a child runs, or, with CHILD_NONE, that it ended. */
void temporary_child(pid_t child, enum child_kind kind);

#endif
