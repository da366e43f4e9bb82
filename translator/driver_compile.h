/* driver_compile.h: compiling, linking and running. */
#ifndef CHANC_DRIVER_COMPILE_H
#define CHANC_DRIVER_COMPILE_H

#include "driver_unit.h"

/* Does what a C compiler would do with the command. Returns the exit status. */
int compile(struct session *session);
/* Makes a temporary program of the command's input and runs it. Returns its exit status. */
int compile_and_run(struct session *session);

#endif
