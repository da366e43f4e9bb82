/* driver_command.c: reading the command line. */
#define _GNU_SOURCE
#include "driver_command.h"

#include <stdlib.h>
#include <string.h>

#include "driver_output.h"

bool has_suffix(const char *path, const char *suffix) {
    size_t length = strlen(path), end = strlen(suffix);
    return length > end && strcmp(path + length - end, suffix) == 0;
}

const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *directory_of(struct arena *arena, const char *path) {
    const char *base = base_name(path);
    if (base == path) return ".";
    size_t length = (size_t)(base - path);
    return arena_strndup(arena, path, length > 1 ? length - 1 : 1);
}

const char *path_with_suffix(struct arena *arena, const char *path, const char *suffix) {
    const char *base = base_name(path), *dot = strrchr(base, '.');
    size_t length = dot && dot > base ? (size_t)(dot - path) : strlen(path);
    return arena_printf(arena, "%.*s%s", (int)length, path, suffix);
}

const char *base_with_suffix(struct arena *arena, const char *path, const char *suffix) {
    return path_with_suffix(arena, base_name(path), suffix);
}

static struct word *add_word(struct command *command, const char *text, const char *response) {
    if (command->count == command->capacity) {
        command->capacity = command->capacity ? 2 * command->capacity : 32;
        struct word *more = arena_array(command->arena, command->capacity, sizeof *more);
        if (command->count) memcpy(more, command->words, command->count * sizeof *more);
        command->words = more;
    }
    struct word *word = &command->words[command->count++];
    *word = (struct word){.text = text, .response = response};
    return word;
}

static void add_input(struct command *command, const char *path, size_t word) {
    if (command->input_count == command->input_capacity) {
        command->input_capacity = command->input_capacity ? 2 * command->input_capacity : 16;
        struct input *more = arena_array(command->arena, command->input_capacity, sizeof *more);
        if (command->input_count)
            memcpy(more, command->inputs, command->input_count * sizeof *more);
        command->inputs = more;
    }
    const char *language = command->language;
    bool c = !language || strcmp(language, "c") == 0;
    bool translated = language && strcmp(language, "gc") == 0;
    bool typed_in = command->action == ACTION_RUN && strcmp(path, "-") == 0;
    if (c && (has_suffix(path, ".gc") || typed_in)) translated = true;
    command->translated += translated;
    command->inputs[command->input_count++] = (struct input){path, language, word, translated};
}

/* A word for cpp, of -Wp, or -Xpreprocessor. Its -MD and -MMD are followed by the file. */
static void read_cpp_word(struct command *command, const char *word) {
    if (command->file_next) list_add(&command->depend_files, word);
    command->file_next =
        strcmp(word, "-MD") == 0 || strcmp(word, "-MMD") == 0 || strcmp(word, "-MF") == 0;
    if (strcmp(word, "-MP") == 0) command->phony = true;
    command->depends |= command->file_next;
}

static void read_cpp_words(struct command *command, const char *words) {
    if (!words) return;
    char *copy = arena_strndup(command->arena, words, strlen(words)), *rest = copy, *word;
    while ((word = strsep(&rest, ","))) read_cpp_word(command, word);
}

static void read_stage(struct command *command, const char *name) {
    static const struct {
        const char *name;
        enum stage stage;
    } stages[] = {{"-M", STAGE_DEPEND},        {"-MM", STAGE_DEPEND},
                  {"-E", STAGE_PREPROCESS},    {"-fsyntax-only", STAGE_SYNTAX},
                  {"--analyze", STAGE_SYNTAX}, {"-S", STAGE_ASSEMBLY},
                  {"-emit-ast", STAGE_OBJECT}, {"-c", STAGE_OBJECT}};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(name, stages[i].name) == 0 && stages[i].stage < command->stage)
            command->stage = stages[i].stage;
    if (command->stage == STAGE_DEPEND) command->depends = true;
}

static bool read_format(struct command *command, const char *name) {
    static const char *const names[] = {"text", "json", "sarif"};
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        command->format = (enum diagnostic_format)i;
        return true;
    }
    complain("--diagnostics=%s: text, json or sarif is meant", name ? name : "");
    return false;
}

static void read_depend(struct command *command, const char *name, const char *argument) {
    if (strcmp(name, "-MD") == 0 || strcmp(name, "-MMD") == 0) command->depends = true;
    if (strcmp(name, "-MP") == 0) command->phony = true;
    if (strcmp(name, "-MG") == 0) command->generated = true;
    if (strcmp(name, "-MF") == 0 && argument) list_add(&command->depend_files, argument);
    if (strcmp(name, "-MT") == 0 || strcmp(name, "-MQ") == 0) command->target = argument;
}

static void read_dump(struct command *command, const char *name, const char *argument) {
    if (!name) return; /* an option that only the compiler knows */
    name += strspn(name, "-");
    if (strcmp(name, "dumpbase") == 0) command->dump_base = argument;
    if (strcmp(name, "dumpbase-ext") == 0) command->dump_suffix = argument;
    if (strcmp(name, "dumpdir") == 0) command->dump_prefix = argument;
}

/* Errors in channel code have names like warnings, but there is no C for what they refuse. */
static bool read_warning(const char *word) {
    if (strncmp(word, "-Wno-", 5) != 0) return true;
    complain("%s: an error in channel code remains one", word);
    return false;
}

static bool read_own(struct command *command, const struct option_match *option) {
    const char *name = option->name;
    if (strcmp(name, "-W") == 0) return read_warning(option->argument);
    if (strcmp(name, "--diagnostics=") == 0) return read_format(command, option->argument);
    if (strcmp(name, "--no-line") == 0) command->no_line = true;
    if (strcmp(name, "--version") == 0) command->action = ACTION_VERSION;
    if (strcmp(name, "--help") == 0) command->action = ACTION_HELP;
    if (strcmp(name, "--emit-c") == 0) command->action = ACTION_EMIT;
    if (strcmp(name, "--check") == 0) command->action = ACTION_CHECK;
    if (strcmp(name, "--cflags") == 0) command->cflags = true;
    if (strcmp(name, "--libs") == 0) command->libs = true;
    if (command->cflags || command->libs) command->action = ACTION_FLAGS;
    return true;
}

/* What is for the preprocessor alone reaches it as it is, and what is read for macros alone has no declarations. */
static bool spares_headers(const struct option_match *option, const char *argument) {
    static const char *const names[] = {"-Wp,", "-Xclang", "-Xpreprocessor", "-imacros"};
    for (size_t i = 0; argument && i < sizeof names / sizeof *names; i++) {
        if (strcmp(option->name, names[i]) != 0) continue;
        if (!has_suffix(argument, ".gh") && !strstr(argument, ".gh,")) continue;
        complain("%s %s: a header of channel code is for -include alone", option->name, argument);
        return false;
    }
    return true;
}

/* Notes what an option means to us. */
static bool read_option(struct command *command, const struct option_match *option,
                        const char *argument) {
    if (!spares_headers(option, argument)) return false;
    switch (option->use) {
    case USE_OWN: return read_own(command, option);
    case USE_STAGE: read_stage(command, option->name); break;
    case USE_OUTPUT: command->output = argument; break;
    case USE_DEPEND: read_depend(command, option->name, argument); break;
    case USE_LANGUAGE:
        command->language = argument && strcmp(argument, "none") != 0 ? argument : NULL;
        break;
    case USE_LINK:
        if (strcmp(option->name, "-shared") == 0) command->shared = true;
        if (strcmp(option->name, "-r") == 0) command->relocatable = true;
        if (strcmp(option->name, "-Wl,") == 0 && argument && strcmp(argument, "-r") == 0)
            command->relocatable = true;
        break;
    case USE_PREPROCESS:
        if (strcmp(option->name, "-Wp,") == 0) read_cpp_words(command, argument);
        if (strcmp(option->name, "-Xpreprocessor") == 0) read_cpp_word(command, argument);
        break;
    case USE_COMPILE: read_dump(command, option->name, argument); break;
    }
    return true;
}

/* Gives the words their kinds, from `first` on; stops after an input if `until_input`. Returns the
 * index of the next word, or SIZE_MAX when an option makes no sense. */
static size_t read_words(struct command *command, size_t first, bool until_input) {
    struct word *words = command->words;
    bool options = true,
         sensible = true; /* all is read, since the form of complaints may come last */
    size_t all = command->count, i = first;
    for (; i < all && !(until_input && command->input_count); i++) {
        struct word *word = &words[i];
        if (!options || word->text[0] != '-' || !word->text[1]) {
            word->kind = WORD_INPUT;
            add_input(command, word->text, i);
            continue;
        }
        word->kind = WORD_OPTION;
        word->text = option_short(command->arena, word->text);
        word->option = option_find(word->text);
        if (strcmp(word->text, "--") == 0) options = false;
        const char *argument = word->option.argument;
        if (word->option.takes_next && i + 1 == all) {
            complain("%s: its argument is missing", word->text);
            return SIZE_MAX;
        }
        if (word->option.takes_next) {
            words[++i].kind = WORD_ARGUMENT;
            words[i].option = word->option;
            argument = words[i].text;
        }
        if (!read_option(command, &word->option, argument)) sensible = false;
    }
    return sensible ? i : SIZE_MAX;
}

/* Takes the next word, quotes and backslashes resolved, off a response file's text. */
static char *next_word(struct arena *arena, const char **at) {
    struct buffer word = {0};
    char quote = '\0';
    const char *p = *at + strspn(*at, " \t\n\r\f\v");
    if (!*p) return NULL;
    for (; *p && (quote || !strchr(" \t\n\r\f\v", *p)); p++) {
        if (*p == '\\' && p[1])
            buffer_add(&word, ++p, 1);
        else if (quote ? *p == quote : *p == '"' || *p == '\'')
            quote = quote ? '\0' : *p;
        else
            buffer_add(&word, p, 1);
    }
    *at = p;
    char *copy = arena_strndup(arena, word.text, word.length);
    buffer_free(&word);
    return copy;
}

/* Adds a word, or the words of the response file that it names. A file that is not there, or that
 * names itself for ever, is left to the C compiler. */
static void add_expanded(struct command *command, const char *text, const char *response) {
    enum { MOST = 2000 };
    struct source *file = NULL;
    bool named = text[0] == '@' && strcmp(text, "@-") != 0;
    if (named && command->responses++ < MOST) file = source_read(command->arena, text + 1);
    if (!file) {
        add_word(command, text, response);
        return;
    }
    const char *at = file->text, *word;
    while ((word = next_word(command->arena, &at)))
        add_expanded(command, word, response ? response : text);
}

/* `run`: options, a file, and the program's arguments, which are nobody else's. */
static bool parse_run(struct command *command, int argc, char **argv) {
    command->action = ACTION_RUN;
    for (int i = 2; i < argc; i++) add_word(command, argv[i], NULL);
    size_t next = read_words(command, 0, true);
    if (next == SIZE_MAX) return false;
    for (size_t i = next; i < command->count; i++)
        list_add(&command->run_arguments, command->words[i].text);
    command->count = next;
    if (command->action == ACTION_RUN && !command->input_count) {
        complain("run: no file to run");
        return false;
    }
    if (command->stage != STAGE_LINK) {
        complain("run: an option says not to make a program");
        return false;
    }
    return true;
}

bool command_parse(struct arena *arena, int argc, char **argv, struct command *command) {
    *command = (struct command){.arena = arena,
                                .stage = STAGE_LINK,
                                .depend_files = {.arena = arena},
                                .run_arguments = {.arena = arena}};
    if (argc < 2) {
        complain("no input files; `chanc --help` says what to write");
        return false;
    }
    if (strcmp(argv[1], "run") == 0) return parse_run(command, argc, argv);
    for (int i = 1; i < argc; i++) add_expanded(command, argv[i], NULL);
    return read_words(command, 0, false) != SIZE_MAX;
}

size_t command_channel_include(const struct command *command, size_t index) {
    const struct word *word = &command->words[index];
    if (word->kind != WORD_OPTION || !word->option.name ||
        strcmp(word->option.name, "-include") != 0)
        return 0;
    bool apart = index + 1 < command->count && word[1].kind == WORD_ARGUMENT;
    const char *name = apart ? word[1].text : word->option.argument;
    size_t length = name ? strlen(name) : 0;
    return length > 3 && strcmp(name + length - 3, ".gh") == 0 ? 1 + (size_t)apart : 0;
}
