/* edit.c: edits of a source, and the text they make.
 *
 * Sorted order: by start; insertions first, in their order; then outer before inner, that is, by falling end; then
 * as added. So what is inside an edit follows it, and a range's first edit is found by binary
 * search. Sorting is done once, when something is rendered; rendering is linear in what it writes.
 *
 * The writer follows which line the compiler will presume at the end of the output, whether or not
 * directives are written, so that the layout is the same with and without them. */
#include "edit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "presumed.h"
#include "scan.h"
#include "token.h"

enum fragment_kind {
    FRAGMENT_TEXT,
    FRAGMENT_RANGE,
    FRAGMENT_VERBATIM,
    FRAGMENT_SYNC,
    FRAGMENT_LEVEL,
    FRAGMENT_REST,
    FRAGMENT_COVERED /* writes nothing */
};

/* One piece of what an edit puts in place. */
struct fragment {
    enum fragment_kind kind;
    uint32_t start; /* all but TEXT: first byte; SYNC, LEVEL, REST: the offset to be in line with */
    union {
        const char *text; /* TEXT */
        uint32_t end;     /* RANGE, VERBATIM, COVERED: past the last byte */
    };
    struct fragment *next; /* in order, or NULL */
};

struct edit {
    struct arena *arena;    /* of the edits */
    uint32_t start;         /* first byte replaced */
    uint32_t end;           /* past the last byte replaced */
    uint32_t order;         /* among the insertions at one place */
    size_t number;          /* how many were added before it */
    size_t rank;            /* its place in the sorted order, once sorted */
    bool resync;            /* lines may disagree after it */
    bool active;            /* being rendered: not to be applied inside itself */
    struct fragment *first; /* its fragments, in order */
    struct fragment *last;  /* where fragments are added */
    struct edit *next;      /* the edit added after it, or NULL */
};

/* The edits as sorted; made again when edits were added since. */
struct order {
    struct edit **sorted; /* count entries */
    size_t count;         /* edits that there were when it was made */
};

struct edits {
    struct arena *arena;
    const struct source *source;
    const struct scan *scan; /* of the source; NULL: not made yet */
    struct edit *first;      /* in the order added */
    struct edit *last;       /* where edits are added */
    size_t count;            /* edits in the list */
    struct order *order; /* the same edits, sorted; apart, since rendering does not change edits */
};

/* What the writer knows of a conditional group. The lines of an arm count for the compiler also
 * when it skips the arm, but a #line in it does not. */
struct group {
    bool seen;     /* its #if was written */
    bool right;    /* the line was right at its #if and at the end of each arm so far */
    int64_t shift; /* lines written less lines of the source, at its #if */
};

/* What is being written. */
struct writer {
    const struct edits *edits;
    struct buffer *out;                   /* where to */
    size_t base;                          /* length of out before anything was written */
    const char *newline;                  /* as the source ends its lines */
    bool no_line;                         /* follow the lines, write no directives */
    const struct scan *scan;              /* NULL when only rendering: lines are not followed */
    const struct presumed_lines *presume; /* of the source; NULL with scan */
    struct group *groups;                 /* by the index of the #if among the directives */
    struct presumed now;                  /* at the end of out; path NULL when unknown */
    int64_t lines;                        /* newlines written, those of directives included */
    bool resync;                          /* an edit asked for lines to be set right */
    uint32_t moved; /* where the text began that is being written in another place; 0: none is */
};

struct edits *edits_new(struct arena *arena, const struct source *source) {
    struct edits *edits = arena_alloc(arena, sizeof *edits);
    edits->arena = arena;
    edits->source = source;
    edits->order = arena_alloc(arena, sizeof *edits->order);
    return edits;
}

void edits_scanned(struct edits *edits, const struct scan *scan) {
    edits->scan = scan;
}

struct edit *edit_new(struct edits *edits, uint32_t start, uint32_t end) {
    struct edit *edit = arena_alloc(edits->arena, sizeof *edit);
    edit->arena = edits->arena;
    edit->start = start;
    edit->end = end;
    edit->number = edits->count++;
    if (edits->last)
        edits->last->next = edit;
    else
        edits->first = edit;
    edits->last = edit;
    return edit;
}

struct edit *edit_insert(struct edits *edits, uint32_t place, uint32_t order) {
    struct edit *edit = edit_new(edits, place, place);
    edit->order = order;
    return edit;
}

uint32_t edit_start(const struct edit *edit) {
    return edit->start;
}

uint32_t edit_end(const struct edit *edit) {
    return edit->end;
}

static struct fragment *add_fragment(struct edit *edit, enum fragment_kind kind) {
    struct fragment *fragment = arena_alloc(edit->arena, sizeof *fragment);
    fragment->kind = kind;
    if (edit->last)
        edit->last->next = fragment;
    else
        edit->first = fragment;
    edit->last = fragment;
    return fragment;
}

void edit_text(struct edit *edit, const char *format, ...) {
    struct fragment *fragment = add_fragment(edit, FRAGMENT_TEXT);
    va_list arguments;
    va_start(arguments, format);
    if (strchr(format, '%') == NULL)
        fragment->text = format;
    else if (strcmp(format, "%s") == 0)
        fragment->text = va_arg(arguments, const char *);
    else
        fragment->text = arena_vprintf(edit->arena, format, arguments);
    va_end(arguments);
}

static void add_range(struct edit *edit, enum fragment_kind kind, uint32_t start, uint32_t end) {
    struct fragment *fragment = add_fragment(edit, kind);
    fragment->start = start;
    fragment->end = end;
}

void edit_range(struct edit *edit, uint32_t start, uint32_t end) {
    add_range(edit, FRAGMENT_RANGE, start, end);
}

void edit_verbatim(struct edit *edit, uint32_t start, uint32_t end) {
    add_range(edit, FRAGMENT_VERBATIM, start, end);
}

void edit_sync(struct edit *edit, uint32_t offset) {
    add_fragment(edit, FRAGMENT_SYNC)->start = offset;
}

void edit_level(struct edit *edit, uint32_t offset) {
    if (edit->resync) add_fragment(edit, FRAGMENT_LEVEL)->start = offset;
}

void edit_rest(struct edit *edit, uint32_t offset) {
    if (edit->resync) add_fragment(edit, FRAGMENT_REST)->start = offset;
}

void edit_resync(struct edit *edit) {
    edit->resync = true;
}

/* As token_comment. */
static uint32_t comment_end(const struct source *source, uint32_t at, uint32_t limit) {
    return (uint32_t)(token_comment(source->text + at, source->text + limit) - source->text);
}

/* Past a string or character constant that begins at `at`, or the byte after it. */
static uint32_t quoted_end(const struct source *source, uint32_t at, uint32_t limit) {
    char quote = source->text[at++];
    if (quote != '"' && quote != '\'') return at;
    while (at < limit && source->text[at] != quote) at += source->text[at] == '\\' ? 2 : 1;
    return at + 1;
}

/* Adds the comments of [from, to), each after a blank; a line's with its newline. */
static void keep_between(struct edit *edit, const struct source *source, uint32_t from,
                         uint32_t to) {
    for (uint32_t at = from; at < to;) {
        uint32_t end = comment_end(source, at, to);
        if (end == at) {
            at = quoted_end(source, at, to);
            continue;
        }
        edit_text(edit, " ");
        edit_verbatim(edit, at, end);
        if (source->text[at + 1] == '/') {
            edit_text(edit, "\n");
            edit_resync(edit);
        }
        at = end;
    }
}

void edit_covered(struct edit *edit, uint32_t start, uint32_t end) {
    add_range(edit, FRAGMENT_COVERED, start, end);
}

static bool has_end(const struct fragment *fragment) {
    return fragment->kind == FRAGMENT_RANGE || fragment->kind == FRAGMENT_VERBATIM ||
           fragment->kind == FRAGMENT_COVERED;
}

/* By start, for qsort. */
static int compare_starts(const void *left, const void *right) {
    const struct fragment *a = *(const struct fragment *const *)left;
    const struct fragment *b = *(const struct fragment *const *)right;
    return (a->start > b->start) - (a->start < b->start);
}

/* The fragments of an edit that write a part of the source, in its order. */
static const struct fragment **written(const struct edit *edit, size_t *count) {
    *count = 0;
    for (const struct fragment *f = edit->first; f; f = f->next) *count += has_end(f);
    const struct fragment **all = arena_array(edit->arena, *count + 1, sizeof *all), **next = all;
    for (const struct fragment *f = edit->first; f; f = f->next)
        if (has_end(f)) *next++ = f;
    qsort(all, *count, sizeof *all, compare_starts);
    return all;
}

void edit_keep_comments(struct edit *edit, const struct source *source) {
    size_t count;
    if (!memchr(source->text + edit->start, '/', edit->end - edit->start)) return; /* mostly */
    const struct fragment **all = written(edit, &count);
    uint32_t at = edit->start;
    for (size_t i = 0; i < count && all[i]->start < edit->end; i++) {
        if (all[i]->start > at) keep_between(edit, source, at, all[i]->start);
        if (all[i]->end > at) at = all[i]->end;
    }
    if (at < edit->end) keep_between(edit, source, at, edit->end);
}

size_t edits_count(const struct edits *edits) {
    return edits->count;
}

void edits_rewind(struct edits *edits, size_t count) {
    struct edit *last = NULL, *next = edits->first;
    for (size_t i = 0; i < count; i++, next = next->next) last = next;
    if (last != NULL)
        last->next = NULL;
    else
        edits->first = NULL;
    edits->last = last;
    edits->count = count;
    edits->order->count = 0;
    edits->order->sorted = NULL;
}

static bool is_insertion(const struct edit *edit) {
    return edit->start == edit->end;
}

/* The sorted order, for qsort. */
static int compare(const void *left, const void *right) {
    const struct edit *a = *(struct edit *const *)left, *b = *(struct edit *const *)right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (is_insertion(a) != is_insertion(b)) return is_insertion(a) ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

static void sort(const struct edits *edits) {
    struct order *order = edits->order;
    if (order->count == edits->count) return;
    order->sorted = arena_array(edits->arena, edits->count, sizeof *order->sorted);
    order->count = 0;
    for (struct edit *edit = edits->first; edit; edit = edit->next)
        order->sorted[order->count++] = edit;
    qsort(order->sorted, order->count, sizeof *order->sorted, compare);
    for (size_t i = 0; i < order->count; i++) order->sorted[i]->rank = i;
}

/* The rank, from `low` on, of the first edit that starts at `offset` or later. */
static size_t rank_from(const struct order *order, size_t low, uint32_t offset) {
    size_t high = order->count;
    if (low < high && order->sorted[low]->start >= offset) return low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order->sorted[middle]->start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first edit of `rank` or later that starts in [at, limit) and ends by `end`, or NULL. */
static struct edit *next_edit(const struct order *order, size_t rank, uint32_t at, uint32_t limit,
                              uint32_t end) {
    for (rank = rank_from(order, rank, at); rank < order->count; rank++) {
        struct edit *edit = order->sorted[rank];
        if (edit->start >= limit) return NULL;
        if (!edit->active && edit->end <= end) return edit;
    }
    return NULL;
}

/* Whether nothing but blanks follows the last newline written; `*blanks` becomes the length of the
 * output without the blanks at its end. */
static bool at_line_start(const struct writer *w, size_t *blanks) {
    size_t length = w->out->length;
    while (length > w->base && isblank((unsigned char)w->out->text[length - 1])) length--;
    *blanks = length;
    return length == w->base || w->out->text[length - 1] == '\n';
}

static void write_newline(struct writer *w) {
    buffer_add_string(w->out, w->newline);
    w->now.line++;
    w->lines++;
}

/* At the start of an output line: makes what follows be presumed at that line. */
static void set_line(struct writer *w, struct presumed wanted) {
    w->now = wanted;
    w->lines++;
    if (wanted.line && !w->no_line)
        buffer_printf(w->out, "#line %u %s%s", (unsigned)wanted.line, wanted.path, w->newline);
}

static bool agrees(const struct writer *w, struct presumed wanted) {
    return w->now.path && w->now.line == wanted.line && strcmp(w->now.path, wanted.path) == 0;
}

/* Copies the blanks that open the line of `offset`. */
static void write_indentation(struct writer *w, uint32_t offset) {
    const struct source *source = w->edits->source;
    uint32_t start = source->lines[source_line(source, offset) - 1], end = start;
    while (end < offset && isblank((unsigned char)source->text[end])) end++;
    buffer_add(w->out, source->text + start, end - start);
}

/* Whether no directive may stand in what is written for an edit. */
static bool is_closed(const struct writer *w, const struct edit *edit) {
    return scan_in_arguments(w->scan, edit->start, w->moved);
}

static void write_sync(struct writer *w, const struct edit *edit, uint32_t offset) {
    if (!w->scan || is_closed(w, edit)) return;
    struct presumed wanted = presumed_at(w->presume, source_line(w->edits->source, offset) - 1);
    w->resync = false;
    if (agrees(w, wanted)) return;
    size_t blanks;
    bool fresh = at_line_start(w, &blanks);
    w->out->length = blanks;
    if (!fresh) write_newline(w);
    set_line(w, wanted);
    write_indentation(w, offset);
}

/* Whether the offset is in a directive: its lines are one to the preprocessor. */
static bool in_directive(const struct scan *scan, uint32_t offset) {
    size_t low = 0, high = scan->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->directives[middle].start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && offset < scan->directives[low - 1].end;
}

/* How many lines that the edit's range has are missing before the offset. More than it has are none of its own: then
 * the user numbers lines anew there. */
static uint32_t missing_lines(const struct writer *w, const struct edit *edit, uint32_t offset) {
    const struct source *source = w->edits->source;
    if (!w->scan || !w->now.path || in_directive(w->scan, edit->start)) return 0;
    uint32_t line = source_line(source, offset), own = line - source_line(source, edit->start);
    struct presumed wanted = presumed_at(w->presume, line - 1);
    if (strcmp(w->now.path, wanted.path) != 0 || wanted.line <= w->now.line) return 0;
    uint32_t missing = wanted.line - w->now.line;
    return missing <= own ? missing : 0;
}

/* Whether the user numbers lines anew between the start of an edit and the offset. */
static bool is_renumbered(const struct writer *w, const struct edit *edit, uint32_t offset) {
    const struct directive *directive;
    for (uint32_t at = edit->start; (directive = scan_next(w->scan, &at, offset)) != NULL;)
        if (directive->kind == DIRECTIVE_LINE) return true;
    return false;
}

/* Makes what follows be at the line of the offset, by newlines alone if they do: they may stand where a directive may not. */
static void write_level(struct writer *w, const struct edit *edit, uint32_t offset) {
    if (w->scan && is_renumbered(w, edit, offset)) write_sync(w, edit, offset);
    uint32_t missing = missing_lines(w, edit, offset);
    if (missing == 0) return;
    at_line_start(w, &w->out->length);
    for (uint32_t i = 0; i < missing; i++) write_newline(w);
    if (strchr("\r\n", w->edits->source->text[offset]) == NULL) write_indentation(w, offset);
}

/* Whether nothing that could tell its line follows on the line of the offset, and a directive may come after. */
static bool ends_line(const struct writer *w, uint32_t offset) {
    const struct source *source = w->edits->source;
    uint32_t index = source_line(source, offset);
    if (index >= source->line_count || !w->scan->open[index]) return false;
    while (offset < source->lines[index]) {
        uint32_t past = comment_end(source, offset, source->length);
        if (past == offset && strchr(" \t\r\n;}", source->text[offset]) == NULL) return false;
        offset = past > offset ? past : offset + 1;
    }
    return true;
}

static void write_rest(struct writer *w, const struct edit *edit, uint32_t offset) {
    if (!w->scan) return;
    if (ends_line(w, offset))
        w->resync = true;
    else
        write_level(w, edit, offset);
}

/* Writes text that comes from no source. A directive in it leaves the line unknown. */
static void write_text(struct writer *w, const char *text) {
    while (*text) {
        size_t blanks, length = strcspn(text, "\n");
        if (text[strspn(text, " \t")] == '#' && at_line_start(w, &blanks)) w->now.path = NULL;
        bool carriage = length && text[length - 1] == '\r' && text[length] == '\n';
        buffer_add(w->out, text, length - carriage);
        text += length;
        if (*text != '\n') return;
        write_newline(w);
        text++;
    }
}

/* Before a line of the source is copied: sets the line right if that was asked for. */
static void start_line(struct writer *w, uint32_t index) {
    size_t blanks;
    if (!w->resync || !w->scan->open[index] || !at_line_start(w, &blanks)) return;
    struct presumed wanted = presumed_at(w->presume, index);
    if (!agrees(w, wanted)) set_line(w, wanted);
    w->resync = false;
}

/* Follows a conditional directive that was copied; the line at `index` comes next. When the lines
 * of an arm were shifted, they are wrong for a compiler that skips it. */
static void follow_group(struct writer *w, const struct directive *directive, uint32_t index) {
    struct group *group = &w->groups[directive->group];
    struct presumed wanted = presumed_at(w->presume, index);
    int64_t shift = w->lines - index;
    bool right = agrees(w, wanted);
    if (directive->kind == DIRECTIVE_IF) {
        *group = (struct group){.seen = true, .right = right, .shift = shift};
        return;
    }
    group->right = group->right && right && group->seen && group->shift == shift;
    if (group->right) return;
    w->now.path = NULL;
    w->resync = true;
}

/* After a newline of the source was copied: the line at `index` comes next, in the source. */
static void end_line(struct writer *w, uint32_t index) {
    w->now.line++;
    w->lines++;
    if (!w->scan->after[index]) return;
    const struct directive *directive = &w->scan->directives[w->scan->after[index] - 1];
    if (directive->group != NO_GROUP) follow_group(w, directive, index);
    if (directive->kind == DIRECTIVE_LINE && !directive->dead)
        w->now = presumed_at(w->presume, index);
}

/* Copies [start, end) of the source, following the lines. */
static void copy_lines(struct writer *w, uint32_t start, uint32_t end) {
    const struct source *source = w->edits->source;
    uint32_t index = source_line(source, start) - 1;
    while (start < end) {
        if (start == source->lines[index]) start_line(w, index);
        uint32_t stop = ++index < source->line_count ? source->lines[index] : end;
        if (stop > end) stop = end;
        buffer_add(w->out, source->text + start, stop - start);
        if (source->text[stop - 1] == '\n') end_line(w, index);
        start = stop;
    }
}

static void write_source(struct writer *w, uint32_t start, uint32_t end) {
    if (start >= end) return;
    if (w->scan)
        copy_lines(w, start, end);
    else
        buffer_add(w->out, w->edits->source->text + start, end - start);
}

static void write_edit(struct writer *w, struct edit *edit);

/* The rank of the first edit that may be part of a range which starts where `within` does. What sorts
 * before was applied before it or contains it; insertions at one place are no part of each other. */
static size_t rank_within(const struct order *order, const struct edit *within) {
    size_t rank = within->rank + 1;
    while (is_insertion(within) && rank < order->count && is_insertion(order->sorted[rank]) &&
           order->sorted[rank]->start == within->start)
        rank++;
    return rank;
}

/* Writes [start, end) with the edits in it, as a part of `within`, or of nothing (NULL). */
static void write_range(struct writer *w, uint32_t start, uint32_t end, const struct edit *within) {
    size_t rank = within && within->start == start ? rank_within(w->edits->order, within) : 0;
    /* An insertion at the very end of the text belongs to the whole text. */
    uint32_t limit = !within && end == w->edits->source->length ? end + 1 : end;
    struct edit *edit;
    while ((edit = next_edit(w->edits->order, rank, start, limit, end))) {
        write_source(w, start, edit->start);
        write_edit(w, edit);
        start = edit->end;
        rank = edit->rank + 1;
    }
    write_source(w, start, end);
}

static void write_part(struct writer *w, uint32_t start, uint32_t end, const struct edit *edit) {
    uint32_t moved = w->moved;
    if (start < edit->start || end > edit->end) w->moved = start;
    write_range(w, start, end, edit);
    w->moved = moved;
}

static void write_edit(struct writer *w, struct edit *edit) {
    edit->active = true;
    for (const struct fragment *fragment = edit->first; fragment; fragment = fragment->next) {
        switch (fragment->kind) {
        case FRAGMENT_TEXT: write_text(w, fragment->text); break;
        case FRAGMENT_RANGE: write_part(w, fragment->start, fragment->end, edit); break;
        case FRAGMENT_VERBATIM: write_source(w, fragment->start, fragment->end); break;
        case FRAGMENT_SYNC: write_sync(w, edit, fragment->start); break;
        case FRAGMENT_LEVEL: write_level(w, edit, fragment->start); break;
        case FRAGMENT_REST: write_rest(w, edit, fragment->start); break;
        case FRAGMENT_COVERED: break;
        }
    }
    edit->active = false;
    if (edit->resync) w->resync = true;
}

/* The end of what must stay first: a byte order mark, a `#!` line. */
static uint32_t preamble(const struct source *source) {
    uint32_t end = source_mark(source->text, source->length);
    if (source->line_count > 1 && strncmp(source->text + end, "#!", 2) == 0) end = source->lines[1];
    return end;
}

/* As the first line of the source ends. */
static const char *newline_of(const struct source *source) {
    if (source->line_count < 2 || source->lines[1] < 2) return "\n";
    return source->text[source->lines[1] - 2] == '\r' ? "\r\n" : "\n";
}

void edits_apply(const struct edits *edits, const char *prologue, bool no_line,
                 struct buffer *out) {
    const struct source *source = edits->source;
    if (!edits->count) {
        buffer_add(out, source->text, source->length);
        return;
    }
    const struct scan *scan = edits->scan ? edits->scan : scan_source(edits->arena, source);
    struct writer w = {.edits = edits,
                       .out = out,
                       .base = out->length,
                       .newline = newline_of(source),
                       .no_line = no_line,
                       .scan = scan,
                       .groups = arena_array(edits->arena, scan->count, sizeof(struct group)),
                       .presume = presumed_new(edits->arena, source, scan)};
    uint32_t start = preamble(source);
    sort(edits);
    buffer_reserve(out, (size_t)source->length * 2); /* what is not used costs nothing */
    buffer_add(out, source->text, start);
    write_text(&w, prologue);
    if (out->length > w.base + start && out->text[out->length - 1] != '\n') write_newline(&w);
    set_line(&w, presumed_at(w.presume, source_line(source, start) - 1));
    write_range(&w, start, source->length, NULL);
}

void edits_render(const struct edits *edits, uint32_t start, uint32_t end, struct buffer *out) {
    sort(edits);
    struct writer w = {.edits = edits, .out = out, .base = out->length, .newline = "\n"};
    write_range(&w, start, end, NULL);
}
