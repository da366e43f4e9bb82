/* driver_install.h: where the header and the library are, seen from the tool's own place. */
#ifndef CHANC_DRIVER_INSTALL_H
#define CHANC_DRIVER_INSTALL_H

#include <stdbool.h>

#include "arena.h"

/* The files that a compilation needs; NULL for those that are not there. */
struct install {
    const char *include; /* the directory of chanc.h */
    const char *archive; /* the library to link into a program */
    const char *shared;  /* the library to link a shared library with */
};

/* Has the linker send a program's exit through the runtime, which stops the goroutines first, and the end
 * of a thread, which may be that of a goroutine. A static C library calls exit after all archives were
 * searched: the name is wanted from the start. */
#define INSTALL_WRAP_EXIT "-Wl,--wrap=exit,--wrap=pthread_exit,--wrap=thrd_exit,-u,__wrap_exit"

/* Has the linker show the program's runtime to the shared libraries that it may load, which would start
 * the one of libchanc.so otherwise: goroutines of two runtimes cannot wake each other. */
#define INSTALL_EXPORT "-Wl,--export-dynamic-symbol=chanc_*"

/* Looks beside the tool (`build/`), then where an installation has them (`PREFIX/bin/..`). */
struct install install_find(struct arena *arena);

/* The header's directory if the compiler must be told of it, else NULL. */
const char *install_include(const struct install *install);

#endif
