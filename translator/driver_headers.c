/* driver_headers.c: the options that decide what headers say.
 *
 * The translator looks for headers itself, so that it gets few forms of the options: what is for the preprocessor alone
 * becomes an option like others, and a directory is spelt out. */
#define _GNU_SOURCE
#include "driver_headers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool starts_with_any(const char *text, const char *const *prefixes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return false;
}

/* Whether an option changes what the preprocessor says, and does nothing else that matters. */
static bool matters_to_headers(const struct option_match *option, const char *text) {
    static const char *const used[] = {"--gcc-toolchain=",
                                       "--specs=",
                                       "--sysroot=",
                                       "--target=",
                                       "-O",
                                       "-ansi",
                                       "-arch",
                                       "-f",
                                       "-gcc-toolchain",
                                       "-m",
                                       "-nostdinc",
                                       "-pthread",
                                       "-specs",
                                       "-std=",
                                       "-target",
                                       "-traditional",
                                       "-trigraphs",
                                       "-working-directory"};
    static const char *const unused[] = {"-fdiagnostics",  "-fdirectives-only", "-fdump",
                                         "-fpreprocessed", "-fsyntax-only",     "-ftime",
                                         "-mllvm"};
    if (option->use == USE_PREPROCESS) return true;
    return option->use == USE_COMPILE && starts_with_any(text, used, sizeof used / sizeof *used) &&
           !starts_with_any(text, unused, sizeof unused / sizeof *unused);
}

/* The words that an option passes on to the preprocessor, added to a list; false for any other option. */
static bool add_passed(const struct option_match *option, const char *argument,
                       struct list *passed) {
    if (strcmp(option->name, "-Xpreprocessor") == 0 || strcmp(option->name, "-Xclang") == 0) {
        list_add(passed, argument);
        return true;
    }
    if (strcmp(option->name, "-Wp,") != 0) return false;
    char *rest = arena_strndup(passed->arena, argument, strlen(argument)), *word;
    while ((word = strsep(&rest, ","))) list_add(passed, word);
    return true;
}

/* Adds those of them that matter as options of the compiler's; those that it may not know stay for the preprocessor, whose
 * own -MD has a file for an argument. */
static void take_passed(const struct list *passed, struct list *list) {
    for (size_t i = 0; i < passed->count; i++) {
        struct option_match option = option_find(passed->items[i]);
        bool file = strcmp(option.name, "-MD") == 0 || strcmp(option.name, "-MMD") == 0;
        bool pair = (option.takes_next || file) && i + 1 < passed->count;
        for (size_t k = i; k <= i + pair && option.use != USE_DEPEND; k++) {
            if (option.use != USE_PREPROCESS) list_add(list, "-Xpreprocessor");
            list_add(list, passed->items[k]);
        }
        i += pair;
    }
}

/* The options that name a directory of headers, which may stand in the same word. */
static const char *const directory_options[] = {"-I", "-iquote", "-isystem", "-idirafter"};

/* The directory that the option at an index names, `*at` being the index of its word; NULL for any other word. */
static const char *directory_at(const struct list *list, const char *option, size_t index,
                                size_t *at) {
    const char *word = list->items[index];
    size_t length = strlen(option);
    if (!word || strncmp(word, option, length) != 0) return NULL;
    *at = word[length] ? index : index + 1;
    return word[length] ? word + length : list->items[*at];
}

/* What the options say of where the system's headers are; NULL for nothing. */
static const char *sysroot_of(const struct list *list) {
    static const char *const options[] = {"-isysroot", "--sysroot=", "--sysroot"};
    size_t at;
    for (size_t k = 0; k < sizeof options / sizeof *options; k++)
        for (size_t i = list->count; i-- > 0;) {
            const char *root = directory_at(list, options[k], i, &at);
            if (root) return root;
        }
    return NULL;
}

/* `-I=include` is for a directory below that. */
static void spell_out(struct list *list, const char *option, const char *sysroot) {
    for (size_t at, i = 0; i < list->count; i++) {
        const char *directory = directory_at(list, option, i, &at);
        if (!directory) continue;
        static const char variable[] = "$SYSROOT";
        size_t skip = strncmp(directory, variable, sizeof variable - 1) == 0 ? sizeof variable - 1
                                                                             : *directory == '=';
        if (skip)
            list->items[at] = arena_printf(list->arena, "%s%s%s", at == i ? option : "", sysroot,
                                           directory + skip);
        i = at;
    }
}

/* `-iprefix PREFIX -iwithprefix NAME` is for the directory PREFIXNAME; without a prefix, for one of the C compiler's own. */
static void join_prefixes(struct list *list) {
    const char *prefix = NULL;
    size_t kept = 0;
    for (size_t at = 0, i = 0; i < list->count; i = at + 1) {
        const char *given = directory_at(list, "-iprefix", i, &at), *option = "-I";
        if (given) {
            prefix = given;
            continue;
        }
        const char *name = directory_at(list, "-iwithprefixbefore", i, &at);
        if (!name) {
            option = "-isystem";
            name = directory_at(list, "-iwithprefix", i, &at);
        }
        if (!name || !prefix) at = i;
        list->items[kept++] = name && prefix
                                  ? arena_printf(list->arena, "%s%s%s", option, prefix, name)
                                  : list->items[i];
    }
    if (list->items) list->items[kept] = NULL;
    list->count = kept;
}

void command_add_preprocess(const struct command *command, struct list *list) {
    struct list passed = {.arena = list->arena};
    for (size_t i = 0; i < command->count; i++) {
        const struct word *word = &command->words[i];
        if (word->kind != WORD_OPTION) continue;
        bool pair = i + 1 < command->count && word[1].kind == WORD_ARGUMENT;
        const char *argument = pair ? word[1].text : word->option.argument;
        if (argument && add_passed(&word->option, argument, &passed)) continue;
        if (!matters_to_headers(&word->option, word->text)) continue;
        list_add(list, word->text);
        if (pair) list_add(list, word[1].text);
    }
    take_passed(&passed, list);
    join_prefixes(list);
    const char *sysroot = sysroot_of(list);
    for (size_t k = 0; sysroot && k < sizeof directory_options / sizeof *directory_options; k++)
        spell_out(list, directory_options[k], sysroot);
}

/* Adds the directories that a variable gives, as options; an empty name is the one at hand. */
static void add_directories(struct list *list, const char *option, const char *variable) {
    const char *directories = getenv(variable);
    if (!directories || !*directories) return;
    char *rest = arena_strndup(list->arena, directories, strlen(directories)), *directory;
    while ((directory = strsep(&rest, ":"))) {
        list_add(list, option);
        list_add(list, *directory ? directory : ".");
    }
}

void headers_add_environment(struct list *list) {
    add_directories(list, "-I", "CPATH");
    add_directories(list, "-isystem", "C_INCLUDE_PATH");
}

/* Whether a directory is among those of system headers. */
static bool is_of_system(const struct list *list, const char *directory) {
    struct stat one, other;
    size_t at;
    if (stat(directory, &one)) return false;
    for (size_t i = 0; i < list->count; i++) {
        const char *system = directory_at(list, "-isystem", i, &at);
        if (system && stat(system, &other) == 0 && one.st_dev == other.st_dev &&
            one.st_ino == other.st_ino)
            return true;
    }
    return false;
}

void headers_drop_repeated(struct list *list) {
    size_t kept = 0;
    for (size_t at, i = 0; i < list->count; i++) {
        const char *directory = directory_at(list, "-I", i, &at);
        if (directory && is_of_system(list, directory))
            i = at;
        else
            list->items[kept++] = list->items[i];
    }
    if (list->items) list->items[kept] = NULL;
    list->count = kept;
}
