/* driver_job.c: the C compiler's command, and what it leaves.
 *
 * The words of our command go to the C compiler in their order; stand-ins take the places of the
 * files they stand for. A stand-in is in another directory than its file, so the file's directory
 * is named first among those searched for quoted headers, and the names in preprocessed text and
 * in dependencies are put right afterwards. */
#define _GNU_SOURCE
#include "driver_job.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "driver_depend.h"
#include "driver_output.h"
#include "driver_process.h"

bool input_is_source(const struct input *input) {
    static const char *const suffixes[] = {".c",   ".h", ".gc",  ".gh", ".S", ".sx", ".cc",
                                           ".cpp", ".C", ".cxx", ".m",  ".i", ".s"};
    if (input->language || strcmp(input->path, "-") == 0) return true;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (has_suffix(input->path, suffixes[i])) return true;
    return false;
}

static const struct command *command_of(const struct job *job) {
    return job->session->command;
}

/* Whether the job ends with a program or a shared library. */
static bool links(const struct job *job) {
    return command_of(job)->stage == STAGE_LINK && !job->object;
}

/* Whether the compiler's standard output is to be put right before anyone sees it. */
static bool captures(const struct job *job) {
    enum stage stage = command_of(job)->stage;
    return job->unit_count && (stage == STAGE_PREPROCESS || stage == STAGE_DEPEND);
}

/* Whether a path is one of the names of standard output. */
static bool is_printed(const char *path) {
    static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
    for (size_t i = 0; path && i < sizeof names / sizeof *names; i++)
        if (strcmp(path, names[i]) == 0) return true;
    return false;
}

/* The file for dependencies, or NULL: of several the compiler takes the last. */
static const char *depend_file_of(const struct job *job) {
    const struct list *files = &command_of(job)->depend_files;
    return files->count ? files->items[files->count - 1] : NULL;
}

/* Whether dependencies go to standard output, and nothing else does. */
static bool prints_dependencies(const struct job *job) {
    const struct command *command = command_of(job);
    return job->unit_count && command->depends && command->stage > STAGE_PREPROCESS &&
           !is_printed(command->output) && is_printed(depend_file_of(job));
}

/* Whether they go there after preprocessed text, or beside it. */
static bool mixes_dependencies(const struct job *job) {
    const struct command *command = command_of(job);
    return job->unit_count && command->depends && command->stage == STAGE_PREPROCESS &&
           is_printed(depend_file_of(job));
}

/* The unit that an input is translated by, or NULL. */
static const struct unit *unit_of(const struct job *job, const struct input *input) {
    for (size_t i = 0; i < job->unit_count; i++)
        if (job->units[i].input == input) return &job->units[i];
    return NULL;
}

static bool includes(const struct job *job, size_t input) {
    return job->input == ALL_INPUTS || job->input == input;
}

/* Whether the job compiles the unit. */
static bool compiles(const struct job *job, const struct unit *unit) {
    size_t input = (size_t)(unit->input - command_of(job)->inputs);
    return unit->stand_in && !job->objects && includes(job, input);
}

/* What the C compiler is to read for an input; NULL for nothing. */
static const char *stand_in_of(const struct job *job, const struct input *input) {
    const struct unit *unit = unit_of(job, input);
    if (!input->translated) return input->path;
    if (!unit) return NULL;
    return job->objects ? job->objects[unit - job->units] : unit->stand_in;
}

/* Adds an input. A stand-in is C, whatever it is called; an object that stands for source is not. */
static void add_input(const struct job *job, const struct input *input, struct list *words) {
    const char *path = stand_in_of(job, input);
    bool code = input->translated && !job->objects && !input->language;
    bool object = input->translated && job->objects && input->language;
    if (!path || !includes(job, (size_t)(input - command_of(job)->inputs))) return;
    if (code) list_add(words, "-xc");
    if (object) list_add(words, "-xnone");
    list_add(words, path);
    if (code) list_add(words, "-xnone");
    if (object) list_add(words, "-xc");
}

/* Whether an option, or the argument of one, is kept from the C compiler. */
static bool is_dropped(const struct job *job, const struct option_match *option) {
    bool output = option->use == USE_OUTPUT && (job->object || job->program || captures(job));
    bool other_aim = job->object && (option->use == USE_LINK || option->use == USE_STAGE);
    return option->use == USE_OWN || output || other_aim;
}

/* Adds an option or an argument; our language is C to the C compiler. */
static void add_option(const struct job *job, const struct word *word, struct list *words) {
    const char *text = word->text, *argument = word->option.argument;
    if (is_dropped(job, &word->option)) return;
    if (word->option.use == USE_LANGUAGE) {
        if (word->kind == WORD_ARGUMENT && strcmp(text, "gc") == 0) text = "c";
        if (word->kind == WORD_OPTION && argument && strcmp(argument, "gc") == 0)
            text = arena_printf(words->arena, "%sc", word->option.name);
    }
    list_add(words, text);
}

/* Whether a response file, whose first word is at `first`, can be given as it is: all its words are
 * to be passed on. `*end` becomes the index past its words, `*input` the first input after it. */
static bool keeps_response(const struct job *job, size_t first, size_t *end,
                           const struct input **input) {
    const struct command *command = command_of(job);
    const char *response = command->words[first].response;
    bool keep = job->input == ALL_INPUTS && !job->objects;
    size_t i = first;
    for (; i < command->count && command->words[i].response == response; i++) {
        const struct word *word = &command->words[i];
        if (word->kind == WORD_INPUT)
            keep = keep && !(*input)++->translated;
        else if (is_dropped(job, &word->option) || word->option.use == USE_LANGUAGE)
            keep = false;
    }
    *end = i;
    return keep;
}

/* Adds the words of the command. */
static void add_words(const struct job *job, struct list *words) {
    const struct command *command = command_of(job);
    const struct input *input = command->inputs;
    size_t expanded = 0; /* words before this one are of a response file that is not kept */
    for (size_t i = 0; i < command->count; i++) {
        const struct word *word = &command->words[i];
        const struct input *after = input;
        size_t end, included = command_channel_include(command, i);
        if (included > 0) {
            i += included - 1;
            continue;
        }
        if (i >= expanded && word->response && keeps_response(job, i, &end, &after)) {
            list_add(words, word->response);
            input = after;
            i = end - 1;
            continue;
        }
        if (i >= expanded && word->response) expanded = end;
        if (word->kind == WORD_INPUT)
            add_input(job, input++, words);
        else
            add_option(job, word, words);
    }
}

/* Whether headers beside the job's files are found through the current directory. The C compiler
 * then puts `./` before their names, which it would not do for the files themselves. */
static bool is_local(const struct job *job) {
    for (size_t i = 0; i < job->unit_count; i++)
        if (compiles(job, &job->units[i]) && !strchr(job->units[i].input->path, '/')) return true;
    return false;
}

/* Whether the compiler is told of another target by option. */
static bool has_target(const struct list *words, const struct command *command) {
    static const char *const options[] = {"-target", "--target"};
    for (size_t o = 0; o < sizeof options / sizeof *options; o++) {
        for (size_t i = 0; i < words->count; i++)
            if (strncmp(words->items[i], options[o], strlen(options[o])) == 0) return true;
        for (size_t i = 0; i < command->count; i++)
            if (strncmp(command->words[i].text, options[o], strlen(options[o])) == 0) return true;
    }
    return false;
}

/* Whether the C compiler knows an option that has large frames touch each page or guard, so that a goroutine's stack that
 * overflows meets its guard and does not step over it. clang says that the option is unused for other processors than
 * x86's. */
static bool knows_stack_clash(const struct list *words, const struct command *command) {
#if defined __x86_64__
    return !has_target(words, command);
#elif defined __aarch64__
    return !has_target(words, command) && !process_compiler_called(words->arena, "clang");
#else
    (void)has_target, (void)words, (void)command;
    return false;
#endif
}

/* Whether an input is C, or a language like it, and not assembler. */
static bool is_c(const struct input *input) {
    if (input->language) return strchr("cgo", *input->language) != NULL; /* c++, gc, objective-c */
    return input_is_source(input) && !has_suffix(input->path, ".s") &&
           !has_suffix(input->path, ".S") && !has_suffix(input->path, ".sx");
}

/* Whether the job compiles any C, ours or the user's own: goroutines may run both. */
static bool compiles_c(const struct job *job) {
    const struct command *command = command_of(job);
    for (size_t i = 0; i < command->input_count; i++) {
        const struct input *input = &command->inputs[i];
        if (includes(job, i) && is_c(input) && !(input->translated && job->objects)) return true;
    }
    return false;
}

/* Adds the options by which the stand-ins find headers and go by their files' names. */
static void add_unit_options(const struct job *job, struct list *words) {
    const char *last = NULL;
    for (size_t i = 0; i < job->unit_count; i++) {
        const struct unit *unit = &job->units[i];
        if (!compiles(job, unit)) continue;
        const char *directory = directory_of(words->arena, unit->input->path);
        if (!last || strcmp(last, directory) != 0) {
            list_add(words, "-iquote");
            list_add(words, directory);
        }
        last = directory;
        list_add(words, arena_printf(words->arena, "-ffile-prefix-map=%s=%s", unit->stand_in,
                                     unit_name(unit)));
    }
    if (is_local(job)) list_add(words, "-ffile-prefix-map=./=");
}

/* Whether the preprocessor runs in the job. */
static bool has_sources(const struct job *job) {
    const struct command *command = command_of(job);
    for (size_t i = 0; i < command->input_count; i++) {
        const struct input *input = &command->inputs[i];
        if (includes(job, i) && input_is_source(input) && !(input->translated && job->objects))
            return true;
    }
    return false;
}

/* Whether the command names the C library, as one that goes without default libraries may. */
static bool names_c_library(const struct command *command) {
    for (size_t i = 0; i < command->count; i++) {
        const struct word *word = &command->words[i];
        if (word->kind != WORD_OPTION || strcmp(word->option.name, "-l") != 0) continue;
        const char *name = word->option.argument ? word->option.argument : word[1].text;
        if (strcmp(name, "c") == 0) return true;
    }
    return false;
}

/* Adds the runtime. A shared library of C that has no channels must not depend on it. The library does not come first:
 * the user's last word may want one after it, as the name of a file to write. */
static void add_runtime(const struct job *job, struct list *words) {
    const struct command *command = command_of(job);
    const struct install *install = &job->session->install;
    const char *library = command->shared ? install->shared : install->archive;
    if (!links(job) || !command->input_count || command->relocatable || !library) return;
    if (command->language) list_add(words, "-xnone");
    list_add(words, command->shared ? "-Wl,--push-state,--as-needed" : INSTALL_WRAP_EXIT);
    list_add(words, library);
    list_add(words, command->shared ? "-Wl,--pop-state" : INSTALL_EXPORT);
    list_add(words, "-pthread");
    if (names_c_library(command)) list_add(words, "-lc"); /* for the runtime */
}

/* Says where dependencies go that the C compiler would put beside the output, which it is not told
 * of. */
static void add_depend_file(const struct job *job, struct list *words) {
    const struct command *command = command_of(job);
    if (!command->depends || command->depend_files.count || !command->output) return;
    list_add(words, "-MF");
    list_add(words, path_with_suffix(words->arena, command->output, ".d"));
}

static void add_aim(const struct job *job, struct list *words) {
    const struct command *command = command_of(job);
    if (job->object) list_add(words, "-c");
    if (job->object || job->program) {
        list_add(words, "-o");
        list_add(words, job->object ? job->object : job->program);
    }
    if (captures(job) && command->stage == STAGE_PREPROCESS) add_depend_file(job, words);
    if (!job->object || !command->depends) return;
    const char *path = command->inputs[job->input].path;
    if (!command->target) {
        list_add(words, "-MT");
        list_add(words, base_with_suffix(words->arena, path, ".o"));
    }
    if (!command->depend_files.count) {
        list_add(words, "-MF");
        list_add(words, base_with_suffix(words->arena, path, ".d"));
    }
}

static void add_command(const struct job *job, struct list *words) {
    process_add_compiler(words);
    if (compiles_c(job) && knows_stack_clash(words, command_of(job)))
        list_add(words, "-fstack-clash-protection"); /* before the user's word about it */
    add_unit_options(job, words);
    const char *include = install_include(&job->session->install);
    if (include && has_sources(job)) {
        list_add(words, "-isystem");
        list_add(words, include);
    }
    add_words(job, words);
    add_aim(job, words);
    add_runtime(job, words);
}

/* The units of the job as dependency files speak of them, in the session's arena. */
static struct dependent *dependents(const struct job *job, size_t *count) {
    struct arena *arena = job->session->arena;
    struct dependent *files = arena_array(arena, job->unit_count, sizeof *files);
    *count = 0;
    for (size_t i = 0; i < job->unit_count; i++) {
        const struct unit *unit = &job->units[i];
        if (!compiles(job, unit)) continue;
        files[(*count)++] = (struct dependent){unit->input->path, unit->stand_in, &unit->headers};
    }
    return files;
}

/* Appends a dependency text with the names put right. False when it is of no unit of the job. */
static bool rewrite_dependencies(const struct job *job, const char *text, struct buffer *out) {
    size_t count;
    const struct dependent *files = dependents(job, &count);
    return depend_rewrite(job->session->arena, text, files, count, command_of(job)->phony,
                          is_local(job), out);
}

/* Puts the names right in a dependency file, if it is there and names a stand-in. */
static bool fix_dependencies(const struct job *job, const char *path) {
    struct stat status;
    if (stat(path, &status) || !S_ISREG(status.st_mode)) return true;
    const struct source *file = source_read(job->session->arena, path);
    if (!file) return true;
    struct buffer out = {0};
    bool ours = rewrite_dependencies(job, file->text, &out);
    bool done = !ours || output_write(path, out.text, out.length);
    buffer_free(&out);
    return done;
}

/* The file for dependencies that -dumpbase and the like name. */
static const char *dumped(const struct job *job, const struct unit *unit) {
    const struct command *command = command_of(job);
    struct arena *arena = job->session->arena;
    const char *base = command->dump_base, *suffix = command->dump_suffix;
    if (!base || !*base) base = base_with_suffix(arena, unit->input->path, "");
    size_t length = strlen(base);
    if (suffix && has_suffix(base, suffix)) length -= strlen(suffix);
    const char *prefix = command->dump_prefix ? command->dump_prefix : "";
    return arena_printf(arena, "%s%.*s.d", prefix, (int)length, base);
}

/* Puts the names right in whatever file the C compiler may have chosen for a unit's dependencies.
 * gcc and clang, and versions of them, differ. */
static bool fix_chosen(const struct job *job, const struct unit *unit) {
    struct arena *arena = job->session->arena;
    const char *output = command_of(job)->output, *path = unit->input->path;
    const char *base = base_with_suffix(arena, path, ".d");
    bool done = fix_dependencies(job, base);
    const char *stem = output && !job->object ? output : "a";
    const char *names[] = {dumped(job, unit), path_with_suffix(arena, stem, ".d"),
                           arena_printf(arena, "%s.d", stem),
                           arena_printf(arena, "%s-%s", stem, base)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], base) != 0) done = fix_dependencies(job, names[i]) && done;
    return done;
}

/* The same for the file that a variable names, perhaps before a blank and a target. */
static bool fix_of_variable(const struct job *job) {
    const char *file = getenv("DEPENDENCIES_OUTPUT");
    return !file ||
           fix_dependencies(job, arena_strndup(job->session->arena, file, strcspn(file, " ")));
}

/* Another variable wants rules without the file that is compiled, and so none with a stand-in, whose place its headers would
 * take: they get rules of their own. */
static bool add_of_variable(const struct job *job) {
    struct arena *arena = job->session->arena;
    const char *said = getenv("SUNPRO_DEPENDENCIES");
    if (!said) return true;
    const char *file = arena_strndup(arena, said, strcspn(said, " ")), *target = strchr(said, ' ');
    const struct source *rules = source_read(arena, file);
    struct buffer out = {0};
    if (rules) buffer_add(&out, rules->text, rules->length);
    size_t before = out.length;
    for (size_t i = 0; i < job->unit_count; i++) {
        const struct unit *unit = &job->units[i];
        if (!compiles(job, unit) || !unit->headers.count) continue;
        const char *object = target ? target + 1 : base_with_suffix(arena, unit->input->path, ".o");
        depend_rule_of_headers(object, &unit->headers, &out);
    }
    bool done = out.length == before || output_write(file, out.text, out.length);
    buffer_free(&out);
    return done;
}

static bool fix_all_dependencies(const struct job *job) {
    const struct list *files = &command_of(job)->depend_files;
    bool done = fix_of_variable(job);
    done = add_of_variable(job) && done;
    if (!command_of(job)->depends) return done;
    for (size_t i = 0; i < files->count; i++) done = fix_dependencies(job, files->items[i]) && done;
    for (size_t i = 0; i < job->unit_count && !files->count; i++)
        if (compiles(job, &job->units[i])) done = fix_chosen(job, &job->units[i]) && done;
    return done;
}

/* Whether the line is `# 12 "name" flags`; `*name` becomes the place of the name's quote. */
static bool is_line_marker(const char *line, const char **name) {
    if (strncmp(line, "# ", 2) != 0) return false;
    size_t digits = strspn(line + 2, "0123456789");
    *name = line + 2 + digits + 1;
    return digits && strncmp(*name - 1, " \"", 2) == 0;
}

/* Appends a line marker's line with its name put right. */
static void rewrite_marker(const struct job *job, const char *line, const char *name, size_t length,
                           struct buffer *out) {
    struct arena *arena = job->session->arena;
    const char *rest = name;
    buffer_add(out, line, (size_t)(name - line));
    for (size_t i = 0; i < job->unit_count && rest == name; i++) {
        const struct unit *unit = &job->units[i];
        if (!compiles(job, unit)) continue;
        const char *stand_in = source_path_literal(arena, unit->stand_in);
        if (strncmp(name, stand_in, strlen(stand_in)) != 0) continue;
        buffer_add_string(out, source_path_literal(arena, unit_name(unit)));
        rest = name + strlen(stand_in);
    }
    if (rest == name && is_local(job) && strncmp(name, "\"./", 3) == 0) {
        buffer_add(out, "\"", 1);
        rest = name + 3;
    }
    buffer_add(out, rest, (size_t)(line + length - rest));
}

/* Appends preprocessed text with the names in its line markers put right. */
static void rewrite_preprocessed(const struct job *job, const char *text, struct buffer *out) {
    while (*text) {
        const char *name;
        size_t length = strcspn(text, "\n");
        if (text[length]) length++;
        if (is_line_marker(text, &name))
            rewrite_marker(job, text, name, length, out);
        else
            buffer_add(out, text, length);
        text += length;
    }
}

/* Writes what was captured where it belongs. What is incomplete replaces no file. */
static bool release(const struct job *job, const char *captured, int status) {
    const struct command *command = command_of(job);
    const struct source *text = source_read(job->session->arena, captured);
    struct buffer out = {0};
    bool rules = command->stage == STAGE_DEPEND || prints_dependencies(job);
    const char *file = rules ? depend_file_of(job) : NULL;
    const char *path = file ? file : command->output;
    if (!text || (status && path && !is_printed(path))) return text != NULL;
    if (rules)
        rewrite_dependencies(job, text->text, &out);
    else
        rewrite_preprocessed(job, text->text, &out);
    bool elsewhere = file && !is_printed(file); /* the compiler wrote it there */
    bool done = elsewhere || output_write(path, out.text, out.length);
    buffer_free(&out);
    return done;
}

/* Writes dependencies that were captured in a file of their own. */
static bool release_rules(const struct job *job, const char *captured) {
    const struct source *text = source_read(job->session->arena, captured);
    struct buffer out = {0};
    if (!text) return true; /* the compiler failed */
    rewrite_dependencies(job, text->text, &out);
    bool done = output_write(NULL, out.text, out.length);
    buffer_free(&out);
    return done;
}

int job_run(const struct job *job) {
    struct arena *arena = job->session->arena;
    struct list words = {.arena = arena};
    const char *captured = NULL, *rules = NULL;
    bool capture = captures(job) || prints_dependencies(job);
    if (capture && !(captured = temporary_path(arena, "output"))) return STATUS_TROUBLE;
    if (mixes_dependencies(job) && !(rules = temporary_path(arena, "rules"))) return STATUS_TROUBLE;
    add_command(job, &words);
    if (rules) {
        list_add(&words, "-MF");
        list_add(&words, rules);
    }
    int status = process_run(&words, CHILD_TOOL, captured);
    bool done = fix_all_dependencies(job);
    if (captured) done = release(job, captured, status) && done;
    if (rules) done = release_rules(job, rules) && done;
    return status || done ? status : STATUS_TROUBLE;
}

int job_become(const struct job *job) {
    struct list words = {.arena = job->session->arena};
    add_command(job, &words);
    return process_become(&words);
}
