/* driver_unit.c: translating files and showing their errors.
 *
 * As text, errors are printed file by file, and what a file needed is freed with it. As JSON or
 * SARIF they make one document with the tool's complaints, so sources stay until the end. */
#define _GNU_SOURCE
#include "driver_unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver_headers.h"
#include "driver_output.h"
#include "driver_process.h"
#include "driver_stack.h"
#include "translate.h"

bool input_is_header(const struct input *input) {
    if (input->language && strcmp(input->language, "gh") == 0) return true;
    return !input->language && has_suffix(input->path, ".gh");
}

const char *unit_name(const struct unit *unit) {
    return strcmp(unit->input->path, "-") == 0 ? "<stdin>" : unit->input->path;
}

static bool wants_color(void) {
    const char *never = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (never && *never) return false;
    return isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* The options by which headers are found, as for the compilation itself. */
static const char *const *header_options(const struct session *session) {
    struct list options = {.arena = session->arena};
    if (install_include(&session->install)) {
        list_add(&options, "-isystem");
        list_add(&options, install_include(&session->install));
    }
    command_add_preprocess(session->command, &options);
    headers_add_environment(&options);
    headers_drop_repeated(&options);
    return options.items;
}

/* Tests have small files read in many pieces. */
static uint32_t piece_size(void) {
    const char *size = getenv("CHANC_PIECE_SIZE");
    return size ? (uint32_t)strtoul(size, NULL, 10) : 0;
}

static bool is_same(const struct buffer *output, const struct source *source) {
    return output->length == source->length &&
           (!output->length || memcmp(output->text, source->text, source->length) == 0);
}

/* A call of translate. */
struct translation_call {
    struct arena *arena;
    const struct source *source;
    struct translate_options options;
    struct diagnostics *errors;
    struct translation result;
    bool accepted;
};

static void call_translate(void *argument) {
    struct translation_call *call = argument;
    call->accepted =
        translate(call->arena, call->source, &call->options, call->errors, &call->result);
}

/* Stack enough for what a text of that length is likely to nest. */
static size_t stack_size(uint32_t length) {
    static const size_t least = (size_t)16 << 20, most = (size_t)1 << 30;
    return length < (most - least) / 2048 ? least + (size_t)length * 2048 : most;
}

static bool is_pedantic(const char *word) {
    static const char *const options[] = {"-pedantic", "--pedantic", "-pedantic-errors",
                                          "-Wpedantic", "-Werror=pedantic"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(word, options[i]) == 0) return true;
    return false;
}

/* Whether gcc, which gets the translation at once, has nothing against line markers. */
static bool takes_markers(const struct command *command) {
    struct list compiler = {.arena = command->arena};
    if (command->action != ACTION_COMPILE && command->action != ACTION_RUN) return false;
    process_add_compiler(&compiler);
    for (size_t i = 0; i < compiler.count; i++)
        if (is_pedantic(compiler.items[i])) return false;
    for (size_t i = 0; i < command->count; i++)
        if (is_pedantic(command->words[i].text)) return false;
    return true;
}

/* Translates a source; its errors go to `errors`. */
static void translate_source(struct session *session, struct unit *unit, struct arena *arena,
                             const struct source *source, struct diagnostics *errors) {
    enum action action = session->command->action;
    struct translation_call call = {.arena = arena, .source = source, .errors = errors};
    call.options = (struct translate_options){
        .check_only = action == ACTION_CHECK,
        .no_line = session->command->no_line,
        .header = action == ACTION_EMIT && input_is_header(unit->input),
        .gcc_markers = takes_markers(session->command),
        .cc_args = header_options(session),
        .compiler = process_compiler(),
        .c_header = "<chanc.h>",
        .piece_size = piece_size(),
    };
    stack_call(stack_size(source->length), call_translate, &call);
    unit->status = call.accepted ? STATUS_DONE : STATUS_ERRORS;
    unit->output = call.result.output;
    unit->changed = !is_same(&call.result.output, source);
    for (size_t i = 0; i < call.result.dependency_count; i++) {
        const char *header = call.result.dependencies[i];
        list_add(&unit->headers, arena_strndup(session->arena, header, strlen(header)));
    }
}

/* Where only dependencies are asked for, and headers may be missing, errors are no concern: the preprocessor finds what the text
 * includes as it is. */
static void pass_errors(const struct session *session, struct unit *unit,
                        const struct source *source, struct diagnostics *errors, size_t before) {
    const struct command *command = session->command;
    if (unit->status != STATUS_ERRORS || !command->generated || command->stage != STAGE_DEPEND ||
        command->action != ACTION_COMPILE)
        return;
    diagnostics_rewind(errors, before);
    buffer_free(&unit->output);
    unit->output = (struct buffer){0};
    buffer_add(&unit->output, source->text, source->length);
    unit->headers.count = 0;
    unit->status = STATUS_DONE;
}

void unit_translate(struct session *session, struct unit *unit) {
    bool keep = session->errors != NULL;
    struct arena *arena = keep ? session->arena : arena_new();
    struct diagnostics *errors = keep ? session->errors : diagnostics_new(arena);
    unit->headers.arena = session->arena;
    const struct source *source = source_read(arena, unit->input->path);
    size_t before = diagnostics_count(errors);
    if (source) {
        translate_source(session, unit, arena, source, errors);
        pass_errors(session, unit, source, errors, before);
    } else {
        complain("%s: %s", unit->input->path, strerror(errno));
        unit->status = STATUS_TROUBLE;
    }
    if (keep) return;
    diagnostics_print(errors, stderr, FORMAT_TEXT, wants_color());
    diagnostics_free(errors);
    arena_free(arena);
}

void unit_report(struct session *session) {
    if (!session->errors) return;
    diagnostics_print(session->errors, stderr, session->command->format, false);
    diagnostics_free(session->errors);
    session->errors = diagnostics_new(session->arena);
    complain_to(session->errors);
}
