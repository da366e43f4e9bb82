/* driver_compile.c: from a command to runs of the C compiler.
 *
 * Most often there is one run, with stand-ins for the translated files. Two things ask for more:
 * headers in quotes are looked for beside the file that includes them, so files from several
 * directories are compiled apart; and when some files have errors, the others are still compiled,
 * to show theirs, but nothing is linked. */
#define _GNU_SOURCE
#include "driver_compile.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "driver_job.h"
#include "driver_output.h"
#include "driver_process.h"
#include "driver_temporary.h"

/* A compilation under way. */
struct compilation {
    struct session *session;
    struct unit *units;  /* the translated inputs, in order */
    size_t count;        /* entries in units */
    const char *program; /* link to this, instead of what -o says; or NULL */
    enum status status;  /* the worst of the units */
};

static struct job job_of(const struct compilation *c, size_t input) {
    return (struct job){.session = c->session,
                        .units = c->units,
                        .unit_count = c->count,
                        .input = input,
                        .program = c->program};
}

/* Gives a stand-in the times of its file, which __TIMESTAMP__ shows. */
static void copy_times(const char *from, const char *to) {
    struct stat status;
    if (stat(from, &status)) return;
    struct timespec times[2] = {status.st_atim, status.st_mtim};
    (void)utimensat(AT_FDCWD, to, times, 0); /* no harm is done without */
}

/* The text of a stand-in: the output, under its file's name from the first line on. */
static void add_stand_in(const struct session *session, const struct unit *unit,
                         struct buffer *text) {
    const struct buffer *output = &unit->output;
    size_t mark = source_mark(output->text, output->length);
    if (mark) buffer_add(text, output->text, mark);
    if (!session->command->no_line)
        buffer_printf(text, "#line 1 %s\n", source_path_literal(session->arena, unit_name(unit)));
    if (output->length) buffer_add(text, output->text + mark, output->length - mark);
}

/* A stand-in has its file's own name: headers in quotes are looked for beside it first, and there may be a file of any
 * other name beside the file itself. */
static bool write_stand_in(const struct session *session, struct unit *unit) {
    const char *path = temporary_path(session->arena, base_name(unit->input->path));
    struct buffer text = {0};
    if (!path) return false;
    add_stand_in(session, unit, &text);
    bool done = output_write(path, text.text, text.length);
    buffer_free(&text);
    if (done) copy_times(unit->input->path, path);
    if (done) unit->stand_in = path;
    return done;
}

static void worsen(enum status *status, enum status other) {
    if (other > *status) *status = other;
}

/* Translates all inputs that are Channel C. */
static void translate_inputs(struct compilation *c) {
    const struct command *command = c->session->command;
    c->units = arena_array(c->session->arena, command->translated, sizeof *c->units);
    for (size_t i = 0; i < command->input_count; i++) {
        if (!command->inputs[i].translated) continue;
        struct unit *unit = &c->units[c->count++];
        unit->input = &command->inputs[i];
        unit_translate(c->session, unit);
        if (!unit->status && !write_stand_in(c->session, unit)) unit->status = STATUS_TROUBLE;
        worsen(&c->status, unit->status);
        buffer_free(&unit->output);
    }
}

/* Whether files that look for quoted headers are in different directories. */
static bool is_scattered(const struct compilation *c) {
    const struct command *command = c->session->command;
    struct arena *arena = c->session->arena;
    if (!c->count) return false;
    const char *first = directory_of(arena, c->units[0].input->path);
    for (size_t i = 0; i < command->input_count; i++) {
        const struct input *input = &command->inputs[i];
        if (input_is_source(input) && strcmp(directory_of(arena, input->path), first) != 0)
            return true;
    }
    return false;
}

/* Remembers the first failure. */
static void add_status(int *status, int other) {
    if (!*status) *status = other;
}

/* Compiles each unit to an object of its own; `objects` are by unit. */
static int compile_units(const struct compilation *c, const char **objects) {
    int status = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct unit *unit = &c->units[i];
        if (!unit->stand_in) continue;
        struct job job = job_of(c, (size_t)(unit->input - c->session->command->inputs));
        job.object = path_with_suffix(c->session->arena, unit->stand_in, ".o");
        objects[i] = job.object;
        add_status(&status, job_run(&job));
    }
    return status;
}

/* The one of the options, which end with NULL, that the command has or that a word of it begins with; NULL when none is
 * there. */
static const char *option_among(const struct command *command, const char *const *options) {
    for (size_t i = 0; i < command->count; i++)
        for (const char *const *option = options; *option; option++)
            if (strncmp(command->words[i].text, *option, strlen(*option)) == 0) return *option;
    return NULL;
}

static bool is_clang(struct arena *arena) {
    struct list words = {.arena = arena};
    process_add_compiler(&words);
    list_add(&words, "--version");
    const char *path = temporary_path(arena, "version");
    if (!path || process_run(&words, CHILD_TOOL, path)) return false;
    const struct source *version = source_read(arena, path);
    return version && strstr(version->text, "clang");
}

/* The option by which compiling leaves more than objects, beside them or under names in them; NULL when there is none. */
static const char *leaving_option(const struct session *session) {
    static const char *const options[] = {"--coverage",    "-coverage",       "-fprofile-arcs",
                                          "-fstack-usage", "-ftest-coverage", "-gsplit-dwarf",
                                          "-save-temps",   "--save-temps",    NULL};
    static const char *const profiles[] = {"-fprofile-generate", "-fprofile-use", NULL};
    const char *option = option_among(session->command, options);
    if (option) return option;
    option = option_among(session->command, profiles); /* clang's have nothing to do with objects */
    return option && !is_clang(session->arena) ? option : NULL;
}

/* Links units that are compiled apart, to temporary objects, unless some failed. */
static int link_apart(const struct compilation *c) {
    const char *leaving = c->status ? NULL : leaving_option(c->session);
    if (leaving) {
        complain(
            "%s: files of several directories are compiled apart, and what it leaves would be lost;"
            " compile each with -c",
            leaving);
        return STATUS_TROUBLE;
    }
    const char **objects = arena_array(c->session->arena, c->count, sizeof *objects);
    int status = compile_units(c, objects);
    if (status || c->status) return status;
    struct job job = job_of(c, ALL_INPUTS);
    job.objects = objects;
    return job_run(&job);
}

/* Compiles each input by itself, as far as the command says. */
static int compile_apart(const struct compilation *c) {
    const struct command *command = c->session->command;
    int status = 0;
    size_t unit = 0;
    for (size_t i = 0; i < command->input_count; i++) {
        struct job job = job_of(c, i);
        bool failed = command->inputs[i].translated && !c->units[unit++].stand_in;
        if (!failed) add_status(&status, job_run(&job));
    }
    return status;
}

static bool has_work(const struct compilation *c) {
    const struct command *command = c->session->command;
    if (command->input_count > c->count) return true;
    for (size_t i = 0; i < c->count; i++)
        if (c->units[i].stand_in) return true;
    return false;
}

/* Runs the C compiler as often as it takes. */
static int run_jobs(const struct compilation *c) {
    const struct command *command = c->session->command;
    bool links = command->stage == STAGE_LINK;
    if (!has_work(c)) return 0;
    if (links && (c->status || is_scattered(c))) return link_apart(c);
    bool apart = is_scattered(c) && (!command->output || command->input_count == 1);
    if (!links && apart) return compile_apart(c);
    struct job job = job_of(c, ALL_INPUTS);
    return job_run(&job);
}

/* Refuses what cannot be compiled at all. */
static bool is_possible(const struct session *session) {
    const struct command *command = session->command;
    for (size_t i = 0; i < command->input_count; i++) {
        const struct input *input = &command->inputs[i];
        if (input->translated && !output_spares(command->output, input->path)) return false;
        if (!input_is_header(input)) continue;
        complain("%s: a header is not compiled by itself; --emit-c makes a C header of it",
                 input->path);
        return false;
    }
    bool links = command->stage == STAGE_LINK;
    const char *library = command->shared ? session->install.shared : session->install.archive;
    if (command->translated && (!session->install.include || (links && !library))) {
        complain("cannot find chanc.h and libchanc from where this program is");
        return false;
    }
    return true;
}

static int compile_to(struct session *session, const char *program) {
    struct compilation c = {.session = session, .program = program};
    if (!is_possible(session)) return STATUS_TROUBLE;
    translate_inputs(&c);
    int status = c.count || program ? run_jobs(&c) : 0;
    if (c.status) return c.status;
    if (c.count || program) return status;
    struct job job = job_of(&c, ALL_INPUTS);
    return session->errors ? job_run(&job) : job_become(&job);
}

int compile(struct session *session) {
    int status = compile_to(session, NULL);
    unit_report(session);
    return status;
}

int compile_and_run(struct session *session) {
    const struct command *command = session->command;
    struct list words = {.arena = session->arena};
    const char *name = base_with_suffix(session->arena, command->inputs[0].path, "");
    const char *program = temporary_path(session->arena, name);
    if (!program) return STATUS_TROUBLE;
    int status = compile_to(session, program);
    unit_report(session);
    if (status) return status;
    list_add(&words, program);
    list_add_all(&words, &command->run_arguments);
    return process_run(&words, CHILD_PROGRAM, NULL);
}
