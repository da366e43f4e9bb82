/* syntax_fuzz.c: a libFuzzer target: one input is one text to parse.
 *
 * What the tables alone can parse (quick.h) must have the tree that tree-sitter's library gives, node for node: read whole, and
 * without its directives, as masks leave them out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "scan.h"
#include "syntax.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_GAPS = 64 };

static void compare(struct syntax *syntax, const char *text, uint32_t length,
                    const struct gap *gaps, uint32_t count) {
    const struct node *quick = syntax_parse_parts(syntax, text, 0, length, gaps, count);
    const struct node *right = syntax_parse_all_ways(syntax, text, 0, length, gaps, count);
    if (quick == NULL || right == NULL) abort();
    for (uint32_t i = 0; i < right->size; i++) {
        if (i < quick->size && memcmp(&quick[i], &right[i], sizeof quick[i]) == 0) continue;
        fprintf(stderr, "node %u of %u is not that at %u to %u\n", i, quick->size, right[i].start,
                right[i].end);
        abort();
    }
    syntax_drop(syntax, right);
    syntax_drop(syntax, quick);
}

/* The directives; how many. */
static uint32_t find_directives(struct arena *arena, const char *text, uint32_t length,
                                struct gap *gaps) {
    const struct scan *scan = scan_source(arena, source_new(arena, "fuzz.gc", text, length));
    uint32_t count = 0;
    for (; count < scan->count && count < MOST_GAPS; count++)
        gaps[count] = (struct gap){scan->directives[count].start, scan->directives[count].end};
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct gap gaps[MOST_GAPS];
    struct arena *arena = arena_new();
    struct syntax *syntax = syntax_new(arena);
    const char *text = arena_strndup(arena, (const char *)data, size);
    if (syntax == NULL) abort();
    if (strlen(text) == size) { /* else a source is refused before it is parsed */
        compare(syntax, text, (uint32_t)size, gaps, 0);
        uint32_t count = find_directives(arena, text, (uint32_t)size, gaps);
        if (count > 0) compare(syntax, text, (uint32_t)size, gaps, count);
    }
    syntax_free(syntax);
    arena_free(arena);
    return 0;
}
