/* driver_quote.c: headers beside a file, for its stand-in elsewhere.
 *
 * Naming the file's directory first among those searched for quoted headers does for nearly all files. But it is
 * searched for what other headers include, too, and may have a header of a name that is meant to be found in
 * a later directory. Then the stand-in has whole paths. */
#define _GNU_SOURCE
#include "driver_quote.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scan.h"

/* The directory that an option adds to those searched, or NULL. */
static const char *searched_directory(const struct command *command, size_t index) {
    static const char *const options[] = {"-I", "-iquote", "-isystem", "-idirafter"};
    const struct word *word = &command->words[index];
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (word->kind != WORD_OPTION || strcmp(word->option.name, options[i]) != 0) continue;
        return word->option.argument ? word->option.argument : word[1].text;
    }
    return NULL;
}

/* Whether a directory has another file, or directory, of a name. */
static bool has_other(int directory, const char *name, const struct stat *one) {
    struct stat other;
    return !fstatat(directory, name, &other, 0) &&
           (other.st_dev != one->st_dev || other.st_ino != one->st_ino);
}

/* Whether an entry of a directory may be what is included, or hold that. */
static bool may_be_header(int directory, const char *name, struct stat *status) {
    if (name[0] == '.' || fstatat(directory, name, status, 0)) return false;
    return S_ISDIR(status->st_mode) || has_suffix(name, ".h");
}

/* Whether two directories have different headers of one name. */
static bool differ(const char *directory, const char *other) {
    bool found = false;
    struct stat status;
    DIR *stream = opendir(directory);
    int fd = open(other, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const struct dirent *entry;
    while (stream && fd >= 0 && !found && (entry = readdir(stream)))
        found = may_be_header(dirfd(stream), entry->d_name, &status) &&
                has_other(fd, entry->d_name, &status);
    if (stream) closedir(stream);
    if (fd >= 0) close(fd);
    return found;
}

bool quote_hides(const struct command *command, const char *directory) {
    for (size_t i = 0; i < command->count; i++) {
        const char *other = searched_directory(command, i);
        if (other && differ(directory, other)) return true;
    }
    return false;
}

/* Appends text with the names of what a directive includes from the directory made whole. False for no name. */
static bool resolve(const char *directory, const struct source *source,
                    const struct directive *directive, uint32_t *copied, struct buffer *out) {
    const char *at = source->text + directive->body, *end = source->text + directive->end;
    if (at >= end || (*at != '"' && *at != '<')) return false;
    const char *close = memchr(at + 1, '"', (size_t)(end - at - 1));
    char path[PATH_MAX];
    if (*at == '<' || !close || at[1] == '/') return true;
    int length = snprintf(path, sizeof path, "%s/%.*s", directory, (int)(close - at - 1), at + 1);
    if (length >= (int)sizeof path || access(path, F_OK)) return true;
    buffer_add(out, source->text + *copied, directive->body - *copied);
    buffer_printf(out, "\"%s\"", path);
    *copied = (uint32_t)(close + 1 - source->text);
    return true;
}

/* As quote_resolve, with a source of the text. */
static bool resolve_all(struct arena *arena, const char *directory, const struct source *source,
                        struct buffer *out) {
    const struct scan *scan = scan_source(arena, source);
    uint32_t copied = 0;
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        bool include =
            directive->kind == DIRECTIVE_OTHER &&
            (scan_is(source, directive, "include") || scan_is(source, directive, "import"));
        if (include && !resolve(directory, source, directive, &copied, out)) return false;
    }
    buffer_add(out, source->text + copied, source->length - copied);
    return true;
}

bool quote_resolve(const char *directory, const struct buffer *text, struct buffer *out) {
    static const char asks[] = "__has_include";
    if (!text->length || memmem(text->text, text->length, asks, sizeof asks - 1)) return false;
    struct arena *arena = arena_new();
    size_t before = out->length;
    const struct source *source = source_new(arena, "", text->text, (uint32_t)text->length);
    bool done = resolve_all(arena, directory, source, out);
    if (!done) out->length = before;
    arena_free(arena);
    return done;
}
