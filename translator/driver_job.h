/* driver_job.h: one run of the C compiler over inputs of a command. */
#ifndef CHANC_DRIVER_JOB_H
#define CHANC_DRIVER_JOB_H

#include "driver_unit.h"

#define ALL_INPUTS SIZE_MAX

/* A run to be made. */
struct job {
    struct session *session;
    const struct unit *units; /* of the command, in order; those without stand-in are left out */
    size_t unit_count;        /* entries in units */
    size_t input;             /* the one input that it is about, or ALL_INPUTS */
    const char *object;       /* compile the one input to this object instead of the command's aim;
                                 or NULL */
    const char *const *objects; /* link these instead of the units; by unit; or NULL */
    const char *program;        /* link to this instead of what -o says, or NULL */
};

/* Runs the C compiler, puts the names right in what it wrote, and returns its status. */
int job_run(const struct job *job);
/* Becomes the C compiler, for a job without units. Returns as process_become does. */
int job_become(const struct job *job);

/* Whether an input is a file that the C preprocessor reads. */
bool input_is_source(const struct input *input);

#endif
