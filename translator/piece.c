/* piece.c: where a text can be cut. See piece.h.
 *
 * A cut is looked for in the layout alone. It may be in the wrong place, within a group of brackets, but then the
 * piece before it does not parse; so the brackets are counted in those that don't. */
#include "piece.h"

#include <string.h>

#include "scan.h"
#include "spelling.h"
#include "token.h"

/* Pieces have this many bytes at least, unless another size is wanted. */
enum { PIECE_SIZE = 8 * 1024 };

/* Past the first function in the usual layout that ends at `from` or later: a brace in the first column and an empty
 * line, neither in a comment nor in parentheses. */
static uint32_t next_cut(const struct unit *unit, const char *text, uint32_t from) {
    static const char between[] = "\n}\n\n";
    const size_t size = sizeof between - 1;
    uint32_t length = unit->source->length;
    const char *at;
    while (from < length && (at = memmem(text + from, length - from, between, size)) != NULL) {
        from = (uint32_t)(at + size - text);
        if (masks_scan(unit->masks)->open[source_line(unit->source, from) - 1]) return from;
    }
    return length;
}

/* How many braces are open at the end of what stands between two directives. */
static int32_t depth_between(const char *at, const char *end) {
    int32_t depth = 0;
    for (at = token_skip(at, end); at < end; at = token_skip(token_end(at, end), end)) {
        char c = spelling_byte(at);
        depth += (c == '{') - (c == '}');
    }
    return depth;
}

/* How many braces [start, end) opens and does not close. Macros may have others in their bodies. */
static int32_t depth_after(const struct unit *unit, const char *text, uint32_t start,
                           uint32_t end) {
    const struct scan *scan = masks_scan(unit->masks);
    const struct directive *directive;
    int32_t depth = 0;
    uint32_t next = start;
    while ((directive = scan_next(scan, &next, end)) != NULL) {
        depth += depth_between(text + start, text + directive->start);
        start = next = directive->end;
    }
    return start < end ? depth + depth_between(text + start, text + end) : depth;
}

const struct node *piece_parse(struct unit *unit, const char **text, uint32_t start,
                               uint32_t *end) {
    uint32_t length = unit->source->length, counted = start;
    uint32_t size = unit->options->piece_size;
    *end = next_cut(unit, *text, start + (size > 0 ? size : PIECE_SIZE));
    const struct node *tree = unit_parse_part(unit, text, start, *end);
    if (*end == length || !node_is_broken(tree)) return tree;
    int32_t depth = 0;
    while ((depth += depth_after(unit, *text, counted, *end)) != 0 && *end < length) {
        counted = *end;
        *end = next_cut(unit, *text, *end);
    }
    if (counted == start) return tree;
    syntax_drop(unit->syntax, tree);
    return unit_parse_part(unit, text, start, *end);
}
