/* source.h: one source text, its lines, and positions in it.
 *
 * Offsets are bytes from the start of the text; lines and columns count from 1, columns in UTF-8
 * characters (an invalid byte is one character, a tab is one). The text never changes once made. */
#ifndef CHANC_SOURCE_H
#define CHANC_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* A place far into its line, which others on that line are found from. */
struct place {
    uint32_t offset, line, column;
};

/* Where preprocessed text comes from, up to the next origin. */
struct origin {
    uint32_t offset;  /* where it begins */
    const char *path; /* of the file */
    uint32_t line;    /* there */
};

struct source {
    const char *path;             /* as the user gave it; "<stdin>" for standard input */
    const char *text;             /* the bytes, NUL-terminated for convenience; may contain NULs */
    uint32_t length;              /* bytes in text */
    uint32_t *lines;              /* offset of each line's first byte */
    uint32_t line_count;          /* entries in lines, at least 1 */
    struct place *last;           /* the one that was looked for last */
    const struct origin *origins; /* of preprocessed text, in order; NULL for a file's */
    uint32_t origin_count;        /* entries in origins */
};

struct position {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters */
};

/* Makes a source of `length` bytes of text, which must outlive it. */
struct source *source_new(struct arena *arena, const char *path, const char *text, uint32_t length);
/* Reads `path` ("-" is standard input). NULL with errno set when that fails (EFBIG over 1 GiB). */
struct source *source_read(struct arena *arena, const char *path);
/* How many bytes the byte order mark takes that a text begins with; 0 where there is none. */
uint32_t source_mark(const char *text, size_t length);
/* The source without it: of what other text stands around, it is no part. */
const struct source *source_unmarked(struct arena *arena, const struct source *source);
struct position source_position(const struct source *source, uint32_t offset);
/* The line (from 1) that holds the offset. */
uint32_t source_line(const struct source *source, uint32_t offset);

/* A file that places were looked for in, among others. */
struct source_file {
    const struct source *source;
    struct source_file *next;
};

/* The place in a file that a stretch of preprocessed text comes from: false where that cannot be read. Of text that the
 * preprocessor has made, it is the line. A file is read once, and then is among `files`, which begin as NULL. */
bool source_original(struct arena *arena, struct source_file **files, const struct source *source,
                     uint32_t start, uint32_t end, const struct source **file, uint32_t *at);

/* A path as a C string literal, for #line. */
const char *source_path_literal(struct arena *arena, const char *path);

/* How many bytes the character at `offset` (< length) takes: 1 to 4. */
uint32_t source_character(const struct source *source, uint32_t offset);

/* What words are made of, in ASCII. */
static inline bool is_word_byte(char c) {
    char small = (char)(c | 0x20);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* What isspace says without a locale. */
static inline bool is_space_byte(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
