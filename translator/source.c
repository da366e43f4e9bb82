/* source.c: reading a text, and finding lines and columns in it. */
#define _GNU_SOURCE
#include "source.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024, LENGTH_MAX = 1024 * 1024 * 1024, FAR = 1000 };

/* Fills the line table. */
static void find_lines(struct arena *arena, struct source *source) {
    const char *text = source->text, *end = text + source->length;
    uint32_t count = 1;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))); at++) count++;
    source->lines = arena_array(arena, count, sizeof *source->lines);
    source->line_count = count;
    uint32_t line = 1;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        source->lines[line++] = (uint32_t)(at + 1 - text);
}

struct source *source_new(struct arena *arena, const char *path, const char *text,
                          uint32_t length) {
    struct source *source = arena_alloc(arena, sizeof *source);
    source->path = path;
    source->text = text;
    source->length = length;
    source->last = arena_alloc(arena, sizeof *source->last);
    find_lines(arena, source);
    return source;
}

/* How many bytes a descriptor has, and one more for the read that finds its end; a guess where it does not say. */
static size_t size_of(int fd) {
    struct stat status;
    bool known = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    if (!known) return READ_SIZE;
    return status.st_size < LENGTH_MAX ? (size_t)status.st_size + 1 : (size_t)LENGTH_MAX + 1;
}

/* Reads a descriptor to its end. NULL with errno set when that fails. */
static char *read_all(struct arena *arena, int fd, size_t *length) {
    size_t room = size_of(fd);
    char *text = arena_alloc(arena, room + 1);
    ssize_t got;
    *length = 0;
    while ((got = read(fd, text + *length, room - *length)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return NULL;
        *length += (size_t)got;
        if (*length > LENGTH_MAX) {
            errno = EFBIG;
            return NULL;
        }
        if (*length < room) continue;
        char *more = arena_alloc(arena, room * 2 + 1);
        text = memcpy(more, text, room);
        room *= 2;
    }
    return text;
}

struct source *source_read(struct arena *arena, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    size_t length;
    const char *text = read_all(arena, fd, &length);
    int error = errno;
    if (!standard) close(fd);
    errno = error;
    if (text == NULL) return NULL;
    const char *name = standard ? "<stdin>" : arena_strndup(arena, path, strlen(path));
    return source_new(arena, name, text, (uint32_t)length);
}

uint32_t source_mark(const char *text, size_t length) {
    static const char mark[] = "\xEF\xBB\xBF";
    enum { SIZE = sizeof mark - 1 };
    return length >= SIZE && memcmp(text, mark, SIZE) == 0 ? SIZE : 0;
}

const struct source *source_unmarked(struct arena *arena, const struct source *source) {
    uint32_t mark = source_mark(source->text, source->length);
    if (mark == 0) return source;
    return source_new(arena, source->path, source->text + mark, source->length - mark);
}

const char *source_path_literal(struct arena *arena, const char *path) {
    struct buffer text = {0};
    buffer_add(&text, "\"", 1);
    for (; *path; path++) {
        if (*path == '"' || *path == '\\')
            buffer_printf(&text, "\\%c", *path);
        else if (iscntrl((unsigned char)*path))
            buffer_printf(&text, "\\%03o", (unsigned)(unsigned char)*path);
        else
            buffer_add(&text, path, 1);
    }
    buffer_add(&text, "\"", 1);
    const char *literal = arena_strndup(arena, text.text, text.length);
    buffer_free(&text);
    return literal;
}

uint32_t source_line(const struct source *source, uint32_t offset) {
    uint32_t low = 0, high = source->line_count; /* lines[low] <= offset < lines[high] */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

/* The last origin that begins at or before an offset, or NULL. */
static const struct origin *origin_of(const struct source *source, uint32_t offset) {
    uint32_t low = 0,
             high = source->origin_count; /* those before low do, those from high on do not */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (source->origins[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &source->origins[low - 1] : NULL;
}

/* The file of a path, read when it is asked for first. */
static const struct source *file_of(struct arena *arena, struct source_file **files,
                                    const char *path) {
    for (const struct source_file *at = *files; at != NULL; at = at->next)
        if (strcmp(at->source->path, path) == 0) return at->source;
    const struct source *source = source_read(arena, path);
    if (source == NULL) return NULL;
    struct source_file *file = arena_alloc(arena, sizeof *file);
    *file = (struct source_file){source, *files};
    *files = file;
    return source;
}

bool source_original(struct arena *arena, struct source_file **files, const struct source *source,
                     uint32_t start, uint32_t end, const struct source **file, uint32_t *at) {
    const struct origin *origin = origin_of(source, start);
    if (origin == NULL || (*file = file_of(arena, files, origin->path)) == NULL) return false;
    uint32_t line = origin->line + source_line(source, start) - source_line(source, origin->offset);
    if (line == 0 || line > (*file)->line_count) return false;
    uint32_t first = (*file)->lines[line - 1],
             past = line < (*file)->line_count ? (*file)->lines[line] : (*file)->length;
    const char *text = (*file)->text, *part = source->text + start;
    uint32_t same = first + start - source->lines[source_line(source, start) - 1],
             length = end - start;
    bool there = same <= past && past - same >= length && memcmp(text + same, part, length) == 0;
    const char *found = there ? text + same : memmem(text + first, past - first, part, length);
    *at = found != NULL ? (uint32_t)(found - text) : first;
    return true;
}

uint32_t source_character(const struct source *source, uint32_t offset) {
    const unsigned char *at = (const unsigned char *)source->text + offset;
    uint32_t size = 1, code = at[0];
    if (at[0] >= 0xC2) size = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF5 ? 4 : 1;
    if (size > source->length - offset) return 1;
    for (uint32_t i = 1; i < size; i++) {
        if ((at[i] & 0xC0) != 0x80) return 1;
        code = code << 6 | (at[i] & 0x3F);
    }
    code &= size == 3 ? 0xFFFF : 0x1FFFFF;
    bool surrogate = size == 3 && code >= 0xD800 && code < 0xE000;
    bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    return surrogate || overlong || (size == 4 && code > 0x10FFFF) ? 1 : size;
}

struct position source_position(const struct source *source, uint32_t offset) {
    if (offset > source->length) offset = source->length;
    uint32_t line = source_line(source, offset), column = 1, at = source->lines[line - 1];
    const struct place *last = source->last;
    if (last->line == line && last->offset <= offset) {
        at = last->offset;
        column = last->column;
    }
    for (; at < offset; column++) {
        uint32_t size = source_character(source, at);
        if (size > offset - at) break;
        at += size;
    }
    if (column > FAR) *source->last = (struct place){at, line, column};
    return (struct position){line, column};
}
