/* driver.c: the command `chanc`: what it can do other than compile, and the choice.
 *
 * Exit status: 0; 1 with errors in the source; 2 with trouble with the command or with files; or
 * what the C compiler or the program that was run says. */
#define _GNU_SOURCE
#include "driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver_compile.h"
#include "driver_depend.h"
#include "driver_job.h"
#include "driver_output.h"
#include "driver_process.h"

static const char help[] =
    "Usage: chanc [C compiler options] FILE...   compile and link; translates .gc files first\n"
    "       chanc --emit-c FILE [-o OUT]         only translate; a .gh becomes a C header\n"
    "       chanc --check FILE...                only report errors\n"
    "       chanc run FILE [ARG]...              compile, run, leave nothing behind\n"
    "       chanc --cflags | --libs              what compiling and linking the output takes\n"
    "       chanc --version | --help\n"
    "\n"
    "  --diagnostics=text|json|sarif  the form of error messages\n"
    "  --no-line                      no #line in the output\n"
    "\n"
    "FILE may be - for standard input (with `-x gc` when compiling). Other options are the C\n"
    "compiler's, which is $CHANC_CC, else cc; those for headers and macros, such as -I, -D and\n"
    "-std, count for translating too.\n"
    "Exit status: 1 with errors in the source, 2 with trouble with the command or with files,\n"
    "else that of the C compiler or of the program run.\n";

static int print(const char *text) {
    return output_write(NULL, text, strlen(text)) ? STATUS_DONE : STATUS_TROUBLE;
}

/* Our version, then the C compiler's, by which build systems know what they deal with. */
static int print_version(struct session *session) {
    struct list words = {.arena = session->arena};
    if (print("chanc " CHANC_VERSION "\n")) return STATUS_TROUBLE;
    process_add_compiler(&words);
    list_add(&words, "--version");
    return process_run(&words, CHILD_TOOL, NULL);
}

/* Appends a word as the shell reads it. */
static void add_quoted(struct buffer *text, const char *word) {
    if (text->length) buffer_add(text, " ", 1);
    for (; *word; word++) {
        if (strchr(" \t\n\\'\"$`&|;<>()*?[]#~{}!", *word)) buffer_add(text, "\\", 1);
        buffer_add(text, word, 1);
    }
}

static int print_flags(struct session *session) {
    const struct install *install = &session->install;
    struct list words = {.arena = session->arena};
    if (!install->include || (session->command->libs && !install->archive)) {
        complain("cannot find chanc.h and libchanc.a from where this program is");
        return STATUS_TROUBLE;
    }
    if (session->command->cflags && install_include(install))
        list_add(&words, arena_printf(session->arena, "-I%s", install_include(install)));
    if (session->command->libs) {
        list_add(&words, install->archive);
        list_add(&words, INSTALL_WRAP_EXIT);
    }
    list_add(&words, "-pthread");
    struct buffer text = {0};
    for (size_t i = 0; i < words.count; i++) add_quoted(&text, words.items[i]);
    /* Bare: what a command substitution gives is expanded, but backslashes in it stay. */
    if (session->command->libs) buffer_add(&text, " " INSTALL_EXPORT, sizeof INSTALL_EXPORT);
    buffer_add(&text, "\n", 1);
    int status = print(text.text);
    buffer_free(&text);
    return status;
}

/* Whether --emit-c has one input, and an output that is not it. */
static bool can_emit(const struct command *command) {
    if (command->input_count != 1) {
        complain("--emit-c takes one file, not %zu", command->input_count);
        return false;
    }
    return output_spares(command->output, command->inputs[0].path);
}

/* Writes the dependencies of a translation, where -MD, -MF and -MT say. */
static bool emit_dependencies(const struct session *session, const struct unit *unit) {
    const struct command *command = session->command;
    const char *output = command->output, *path = NULL;
    if (!command->depends) return true;
    if (!output) output = base_with_suffix(session->arena, unit->input->path, ".c");
    if (command->depend_files.count) path = command->depend_files.items[0];
    if (!path) path = path_with_suffix(session->arena, output, ".d");
    struct dependent file = {unit->input->path, "", &unit->headers};
    struct buffer rule = {0};
    depend_rule(command->target ? command->target : output, !command->target, &file, command->phony,
                &rule);
    bool done = output_write(path, rule.text, rule.length);
    buffer_free(&rule);
    return done;
}

static int emit(struct session *session) {
    const struct command *command = session->command;
    if (!can_emit(command)) return STATUS_TROUBLE;
    struct unit unit = {.input = &command->inputs[0]};
    unit_translate(session, &unit);
    if (!unit.status && !(output_write(command->output, unit.output.text, unit.output.length) &&
                          emit_dependencies(session, &unit)))
        unit.status = STATUS_TROUBLE;
    buffer_free(&unit.output);
    unit_report(session);
    return unit.status;
}

static int check(struct session *session) {
    const struct command *command = session->command;
    enum status worst = STATUS_DONE;
    size_t checked = 0;
    for (size_t i = 0; i < command->input_count; i++) {
        struct unit unit = {.input = &command->inputs[i]};
        if (!input_is_source(unit.input)) continue;
        unit_translate(session, &unit);
        buffer_free(&unit.output);
        if (unit.status > worst) worst = unit.status;
        checked++;
    }
    if (!checked) {
        complain("--check: no files to check");
        worst = STATUS_TROUBLE;
    }
    unit_report(session);
    return (int)worst;
}

/* Whether there is a C compiler for what is asked. */
static bool has_compiler(const struct session *session) {
    enum action action = session->command->action;
    if (action == ACTION_FLAGS || action == ACTION_HELP) return true;
    if (!process_compiler_is_own(session->arena)) return true;
    complain("the C compiler, $CHANC_CC or else cc, is chanc itself; set CHANC_CC to another");
    return false;
}

static int perform(struct session *session) {
    if (!has_compiler(session)) return STATUS_TROUBLE;
    switch (session->command->action) {
    case ACTION_COMPILE: return compile(session);
    case ACTION_EMIT: return emit(session);
    case ACTION_CHECK: return check(session);
    case ACTION_RUN: return compile_and_run(session);
    case ACTION_FLAGS: return print_flags(session);
    case ACTION_VERSION: return print_version(session);
    case ACTION_HELP: return print(help);
    }
    return STATUS_TROUBLE;
}

/* Puts the complaint that memory ran out, too, into the form of the others. The text is the caller's to free. */
static char *prepare_last_words(const struct session *session) {
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);
    if (!to) out_of_memory();
    struct diagnostics *last = diagnostics_new(session->arena);
    diagnostics_complain(last, "out of memory");
    diagnostics_print(last, to, session->command->format, false);
    if (fclose(to)) out_of_memory();
    out_of_memory_says(text);
    return text;
}

/* From now on text is printed at once; other forms are one document. */
static void choose_form(struct session *session) {
    if (session->command->format != FORMAT_TEXT) return;
    if (!diagnostics_is_empty(session->errors)) unit_report(session);
    diagnostics_free(session->errors);
    session->errors = NULL;
    complain_to(NULL);
}

int driver_main(int argc, char **argv) {
    struct arena *arena = arena_new();
    struct command command;
    struct session session = {
        .arena = arena, .command = &command, .errors = diagnostics_new(arena)};
    int status = STATUS_TROUBLE;
    setvbuf(stderr, NULL, _IOLBF,
            0); /* a call of the system for each line, not for each character */
    complain_to(session.errors);
    bool sensible = command_parse(arena, argc, argv, &command);
    choose_form(&session);
    char *last_words = session.errors ? prepare_last_words(&session) : NULL;
    session.install = install_find(arena);
    if (sensible) status = perform(&session);
    if (session.errors && !diagnostics_is_empty(session.errors)) unit_report(&session);
    diagnostics_free(session.errors);
    arena_free(arena);
    free(last_words);
    return status;
}
