/* piece.c: where a text can be cut. See piece.h.
 *
 * A cut is looked for in the layout alone. It may be in the wrong place, within a group of brackets, but then the
 * piece before it does not parse; so the brackets are counted in those that don't. */
#include "piece.h"

#include <string.h>

#include "scan.h"
#include "spelling.h"
#include "spelling_text.h"
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

/* Whether a line, which begins in the first column, begins a function in the usual layout: `static int *f(`, and no
 * semicolon at the end. */
static bool begins_function(const char *line, const char *end) {
    static const char *const statements[] = {"return", "else",   "case", "goto",
                                             "do",     "sizeof", NULL};
    const char *list = memchr(line, '(', (size_t)(end - line));
    if (list == NULL || memchr(line, ';', (size_t)(list - line)) != NULL ||
        memchr(line, '=', (size_t)(list - line)) != NULL || !is_word_byte(*line))
        return false;
    const char *word = token_end(line, list), *last = memrchr(list, ';', (size_t)(end - list));
    const char *next = token_skip(word, list);
    return !is_one_of(line, (size_t)(word - line), statements) && next < list &&
           (is_word_byte(*next) || *next == '*') &&
           (last == NULL || token_skip(last + 1, end) < end);
}

/* Whether a line, which begins in the first column, ends with a brace, comments apart. */
static bool ends_with_brace(const char *line, const char *end) {
    if (line == end || is_space_byte(*line)) return false;
    const char *brace = memrchr(line, '}', (size_t)(end - line));
    return brace != NULL && token_skip(brace + 1, end) == end;
}

/* Whether what follows a line can be no declarator, as that of a struct may be: nothing does, or a word that begins a
 * declaration. */
static bool is_apart(const char *at, const char *end) {
    static const char *const words[] = {"static", "extern",   "typedef", "struct", "union", "enum",
                                        "void",   "char",     "short",   "int",    "long",  "float",
                                        "double", "unsigned", "signed",  "chan",   NULL};
    if (*at == '\n' || (end - at > 1 && memcmp(at, "\r\n", 2) == 0)) return true;
    at = token_skip(at, end);
    return at < end && is_one_of(at, (size_t)(token_end(at, end) - at), words);
}

/* Where the next function begins, as far as its layout tells, or past one that closes its braces and that an empty line or
 * another declaration follows. */
static uint32_t function_end(const struct unit *unit, const char *text, uint32_t start) {
    const bool *open = masks_scan(unit->masks)->open;
    uint32_t length = unit->source->length;
    for (uint32_t line = start, next; line < length; line = next) {
        const char *at = text + line, *newline = memchr(at, '\n', length - line);
        if (newline == NULL) return length;
        next = (uint32_t)(newline + 1 - text);
        uint32_t number = source_line(unit->source, line);
        if (line > start && open[number - 1] && begins_function(at, newline)) return line;
        bool ends = next < length && open[number] && ends_with_brace(at, newline);
        if (ends && is_apart(text + next, text + length) &&
            depth_after(unit, text, start, next) == 0)
            return next;
    }
    return length;
}

const struct node *piece_parse(struct unit *unit, const char **text, uint32_t start,
                               uint32_t *end) {
    uint32_t length = unit->source->length, counted = start;
    uint32_t size = unit->options->piece_size;
    if (start == 0) unit->cut_until = 0;
    if (start < unit->cut_until) {
        *end = function_end(unit, *text, start);
        return unit_parse_part(unit, text, start, *end);
    }
    *end = next_cut(unit, *text, start + (size > 0 ? size : PIECE_SIZE));
    const struct node *tree = unit_parse_part(unit, text, start, *end);
    if (!node_is_broken(tree)) return tree;
    if (unit->cut) {
        unit->cut_until = *end;
        *end = function_end(unit, *text, start);
        syntax_drop(unit->syntax, tree);
        return unit_parse_part(unit, text, start, *end);
    }
    int32_t depth = 0;
    while (*end < length && (depth += depth_after(unit, *text, counted, *end)) != 0) {
        counted = *end;
        *end = next_cut(unit, *text, *end);
    }
    if (counted == start) return tree;
    syntax_drop(unit->syntax, tree);
    return unit_parse_part(unit, text, start, *end);
}
