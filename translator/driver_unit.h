/* driver_unit.h: translating the files of a command. */
#ifndef CHANC_DRIVER_UNIT_H
#define CHANC_DRIVER_UNIT_H

#include "driver_command.h"
#include "driver_install.h"

/* What the tool's exit status says. */
enum status {
    STATUS_DONE = 0,
    STATUS_ERRORS = 1, /* in the source */
    STATUS_TROUBLE = 2 /* with the command, or with files */
};

/* One run of the tool. */
struct session {
    struct arena *arena; /* for all that lasts as long as the run */
    const struct command *command;
    struct install install;
    struct diagnostics *errors; /* of all files, for the forms that are one document; else NULL */
};

/* A file and its translation. */
struct unit {
    const struct input *input;
    enum status status;
    struct buffer output; /* to be freed; complete when the status is DONE */
    bool changed;         /* the output is not the source itself */
    struct list headers;  /* the .gh files that were read */
    const char *stand_in; /* the temporary file that holds the output, or NULL */
};

/* Translates a file; its errors are printed, or kept for unit_report. */
void unit_translate(struct session *session, struct unit *unit);
/* Prints the errors and the complaints kept, once there will be no more; keeps what follows anew. */
void unit_report(struct session *session);
/* How the output is to name the source: its path, or "<stdin>". */
const char *unit_name(const struct unit *unit);
/* Whether the input is a header of channel code. */
bool input_is_header(const struct input *input);

#endif
