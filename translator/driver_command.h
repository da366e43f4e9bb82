/* driver_command.h: what the command line asks for.
 *
 * All words are kept in order, since the C compiler is to get them that way. Response files
 * (`@file`) are looked into, as inputs may be named there. */
#ifndef CHANC_DRIVER_COMMAND_H
#define CHANC_DRIVER_COMMAND_H

#include "diagnostic.h"
#include "driver_list.h"
#include "driver_options.h"

enum action {
    ACTION_COMPILE,
    ACTION_EMIT,    /* --emit-c */
    ACTION_CHECK,   /* --check */
    ACTION_RUN,     /* run FILE */
    ACTION_FLAGS,   /* --cflags, --libs */
    ACTION_VERSION, /* --version */
    ACTION_HELP     /* --help */
};

/* How far the C compiler goes; of several options that say so the first in this order counts. */
enum stage {
    STAGE_DEPEND,     /* -M, -MM */
    STAGE_PREPROCESS, /* -E */
    STAGE_SYNTAX,     /* -fsyntax-only */
    STAGE_ASSEMBLY,   /* -S */
    STAGE_OBJECT,     /* -c */
    STAGE_LINK
};

enum word_kind { WORD_OPTION, WORD_ARGUMENT, WORD_INPUT };

/* One word of the command. */
struct word {
    const char *text;
    enum word_kind kind;        /* ARGUMENT: of the option before */
    struct option_match option; /* of an OPTION, or of the one an ARGUMENT belongs to */
    const char *response;       /* the `@file` that it was in, or NULL */
};

/* A file to work on. */
struct input {
    const char *path;     /* as given; "-" is standard input */
    const char *language; /* as -x gave it, or NULL: told by the name */
    size_t word;          /* its index among the words */
    bool translated;      /* it is Channel C */
};

struct command {
    struct arena *arena;
    enum action action;
    bool cflags, libs; /* with ACTION_FLAGS: which */
    bool no_line;      /* --no-line */
    enum diagnostic_format format;

    struct word *words;
    size_t count;    /* entries in words */
    size_t capacity; /* entries allocated */
    struct input *inputs;
    size_t input_count;    /* entries in inputs */
    size_t input_capacity; /* entries allocated */
    size_t translated;     /* how many of the inputs are */
    const char *language;  /* the -x that holds at the end, or NULL */

    enum stage stage;
    bool shared;              /* -shared */
    bool relocatable;         /* -r */
    const char *output;       /* of -o, or NULL */
    const char *dump_base;    /* of -dumpbase: files beside the output are called so; or NULL */
    const char *dump_suffix;  /* of -dumpbase-ext: but for this end of it, or NULL */
    const char *dump_prefix;  /* of -dumpdir: after this, or NULL */
    bool depends;             /* -MD, -MMD, -M, -MM */
    bool phony;               /* -MP */
    bool generated;           /* -MG: headers may be missing, for they are made later */
    const char *target;       /* of -MT or -MQ, or NULL */
    struct list depend_files; /* of -MF and -Wp,-MD: files that get dependencies */
    bool file_next;           /* the next word for the preprocessor alone is one of these */

    unsigned responses; /* response files looked into */

    struct list run_arguments; /* ACTION_RUN: what the program gets */
};

/* Reads a command line. False, having complained, when it makes no sense. */
bool command_parse(struct arena *arena, int argc, char **argv, struct command *command);
/* The number of words of `-include NAME.gh` at the word `index`; 0 when it is something else. The translator
 * does what it says. */
size_t command_channel_include(const struct command *command, size_t index);

/* Whether a path ends in `suffix`, after something. */
bool has_suffix(const char *path, const char *suffix);
/* Past the last slash. */
const char *base_name(const char *path);
/* The directory a path names a file in: "." when it has no slash. */
const char *directory_of(struct arena *arena, const char *path);
/* The path's last part with its suffix, if any, replaced. */
const char *base_with_suffix(struct arena *arena, const char *path, const char *suffix);
/* The path with its suffix, if any, replaced. */
const char *path_with_suffix(struct arena *arena, const char *path, const char *suffix);

#endif
