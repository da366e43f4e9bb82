/* source.h: one source text, its lines, and positions in it.
 *
 * Offsets are bytes from the start of the text; lines and columns count from 1, columns in UTF-8
 * characters (an invalid byte is one character, a tab is one). The text never changes once made. */
#ifndef CHANC_SOURCE_H
#define CHANC_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct source {
    const char *path;    /* as the user gave it; "<stdin>" for standard input */
    const char *text;    /* the bytes, NUL-terminated for convenience; may contain NULs */
    uint32_t length;     /* bytes in text */
    uint32_t *lines;     /* offset of each line's first byte */
    uint32_t line_count; /* entries in lines, at least 1 */
};

struct position {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters */
};

/* Makes a source of `length` bytes of text, which must outlive it. */
struct source *source_new(struct arena *arena, const char *path, const char *text, uint32_t length);
/* Reads `path` ("-" is standard input). NULL with errno set when that fails (EFBIG over 1 GiB). */
struct source *source_read(struct arena *arena, const char *path);
struct position source_position(const struct source *source, uint32_t offset);
/* The line (from 1) that holds the offset. */
uint32_t source_line(const struct source *source, uint32_t offset);

/* Conditional groups. tree-sitter sees text before the preprocessor, and an #if that splits
 * a brace pair can swallow a file. So a text is parsed as `masks` versions: in each, the
 * conditional directives (with their continuation lines) and all arms but one of each group are
 * blanked by spaces (newlines kept, offsets unchanged). Version 0 shows the first arm of each group
 * (for `#if 0` the #else arm if there is one), version k arm k of the groups that have so many
 * (else the same arm as version 0), nested groups likewise; `#if 0` arms are shown by a version
 * too. */
struct masks;
struct masks *masks_new(struct arena *arena, const struct source *source);
/* How many versions there are: 1 when the source has no conditional group. Arms that hold no
 * channel syntax word (chan, go, select, make, range, `<-`, `:=`, close, len, cap, free) need no
 * version of their own. */
uint32_t masks_count(const struct masks *masks);
/* The text of a version; equals source->text where nothing is masked. */
const char *masks_text(struct masks *masks, uint32_t version);
/* Whether version shows the byte at offset (false for blanked arms). */
bool masks_shows(const struct masks *masks, uint32_t version, uint32_t offset);

#endif
