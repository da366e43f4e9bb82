/* presumed.h: the line numbers and file names that the compiler presumes, for the lines of a source
 * after the #line directives in it. */
#ifndef CHANC_PRESUMED_H
#define CHANC_PRESUMED_H

#include "scan.h"

/* What __LINE__ and __FILE__ stand for on a line. */
struct presumed {
    uint32_t line;    /* 0 when a directive's operand is a macro, so that nobody here knows */
    const char *path; /* a C string literal with its quotes */
};

struct presumed_lines;

struct presumed_lines *presumed_new(struct arena *arena, const struct source *source,
                                    const struct scan *scan);
/* Of a line, given by its index from 0. */
struct presumed presumed_at(const struct presumed_lines *lines, uint32_t index);

#endif
