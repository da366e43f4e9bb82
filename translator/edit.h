/* edit.h: changes to a source text, applied once.
 *
 * An edit replaces the bytes [start, end) of a source by a list of fragments: literal text, or a
 * range of the same source, itself rendered with the edits that lie in it. Edits nest properly: two
 * edits are disjoint or one contains the other; of two with the same range the one added first is
 * the outer. An edit inside another is rendered only through that one's range fragments, which may
 * name any range of the source, also outside the edit (that is how text moves). An insertion is an
 * edit with start == end; it belongs to the ranges [s, e) with s <= start < e, and several at one
 * place come by the order given to edit_insert, which is 0 for those of edit_new, and then as they were added; an insertion at the start of another edit comes before it.
 *
 * Lines: the output carries `#line` so that each piece of copied text keeps its line. A directive
 * is written only
 * - at a sync fragment: the text that follows it must be at the line of the source offset given; if
 * the output is not there, a newline, the directive and the indentation of that source line are
 * written (nothing when the line already agrees), and
 * - at the first newline of copied text after an edit added with edit_resync (when the lines
 * disagree there), never inside comments or a backslash-continued line. With no_line, syncs write
 * only the newline and the indentation. Trailing blanks before a newline written by a sync are
 * dropped. */
#ifndef CHANC_EDIT_H
#define CHANC_EDIT_H

#include "source.h"

struct scan;
struct edits; /* all edits of one source */
struct edit;  /* one edit, being filled with fragments */

struct edits *edits_new(struct arena *arena, const struct source *source);
/* Saves scanning the source again. */
void edits_scanned(struct edits *edits, const struct scan *scan);
/* Starts an edit of [start, end) with no fragments yet (which deletes the range). */
struct edit *edit_new(struct edits *edits, uint32_t start, uint32_t end);
/* An insertion that comes after those at its place whose order is less. */
struct edit *edit_insert(struct edits *edits, uint32_t place, uint32_t order);
/* The range that an edit replaces. */
uint32_t edit_start(const struct edit *edit);
uint32_t edit_end(const struct edit *edit);
/* Adds text. A format without conversions, or what goes with a lone `%s`, is not copied: it must live as
 * long as the edits. */
void edit_text(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));
void edit_range(struct edit *edit, uint32_t start, uint32_t end);
/* As edit_range, but in this rendering the identifiers... are left alone: a plain copy, edits in it
 * ignored. */
void edit_verbatim(struct edit *edit, uint32_t start, uint32_t end);
void edit_sync(struct edit *edit, uint32_t offset);
/* In an edit that lines may disagree after, that is, one of several lines: what the edit writes next should be at the
 * line of the offset. Newlines are written for those of its lines that are missing; there may be more than wanted. */
void edit_level(struct edit *edit, uint32_t offset);
/* As edit_level, before the rest of the line is copied; where nothing of interest is left on it a directive after it
 * does. */
void edit_rest(struct edit *edit, uint32_t offset);
/* After this edit the lines may disagree with the source: resynchronise at the next newline of
 * copied text. */
void edit_resync(struct edit *edit);
/* Says that [start, end) is written elsewhere: its comments are not lost. */
void edit_covered(struct edit *edit, uint32_t start, uint32_t end);
/* Adds the comments of the edit's range that no fragment so far writes, at the end. */
void edit_keep_comments(struct edit *edit, const struct source *source);
/* How many edits there are: 0 means that the text is unchanged. */
size_t edits_count(const struct edits *edits);
/* Takes back all edits but the `count` that were started first. */
void edits_rewind(struct edits *edits, size_t count);
/* Appends the edited text to `out`. `prologue` (may be "") is put before everything, followed by
 * `#line 1 "path"` (path escaped as a C string; not with no_line) when there is at least one edit;
 * with none the text is copied byte for byte. A file that starts with a byte order mark or `#!`...
 * keeps it first. Later `#line`/`# N` directives of the user's own are respected: the path and line
 * numbers in our directives after one follow it (the presumed line), so that __LINE__ and __FILE__
 * keep the user's meaning. */
void edits_apply(const struct edits *edits, const char *prologue, bool no_line, struct buffer *out);
/* Appends the text of [start, end) with its edits, without any #line, newlines as they come. */
void edits_render(const struct edits *edits, uint32_t start, uint32_t end, struct buffer *out);

#endif
