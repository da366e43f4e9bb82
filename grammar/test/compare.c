/* compare: parses C files with tree-sitter-c and with Channel C and compares the trees.
 *
 * A file that tree-sitter-c parses without error must have the same tree in both: same kinds,
 * fields and places, node for node. Of the others it only says how many bytes stand in ERROR nodes.
 * Reads the names of files from standard input; prints each file that differs and the sums. Exit
 * status 1 if a clean file differs. Built and fed by compare.sh; no part of the product. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_c(void);
const TSLanguage *tree_sitter_chanc(void);

/* One of the two grammars, and what it made of all files. */
struct side {
    TSParser *parser;
    TSTree *tree;         /* of the current file */
    uint64_t error_bytes; /* in ERROR nodes, all files */
    uint64_t errors;      /* number of ERROR and MISSING nodes */
    double seconds;
};

struct counts {
    unsigned files, clean, differing, worse, better;
    uint64_t bytes;
};

static bool same_node(TSTreeCursor *a, TSTreeCursor *b) {
    TSNode x = ts_tree_cursor_current_node(a), y = ts_tree_cursor_current_node(b);
    const char *f = ts_tree_cursor_current_field_name(a), *g = ts_tree_cursor_current_field_name(b);
    if ((f == NULL) != (g == NULL) || (f != NULL && strcmp(f, g) != 0)) return false;
    return strcmp(ts_node_type(x), ts_node_type(y)) == 0 &&
           ts_node_is_named(x) == ts_node_is_named(y) &&
           ts_node_start_byte(x) == ts_node_start_byte(y) &&
           ts_node_end_byte(x) == ts_node_end_byte(y);
}

/* Walks both trees in step; the offset of the first difference, or -1. */
static int64_t first_difference(TSNode left, TSNode right) {
    TSTreeCursor a = ts_tree_cursor_new(left), b = ts_tree_cursor_new(right);
    int64_t difference = -1;
    for (bool more = true; more;) {
        bool same = same_node(&a, &b);
        bool down = ts_tree_cursor_goto_first_child(&a);
        if (!same || down != ts_tree_cursor_goto_first_child(&b)) {
            difference = ts_node_start_byte(ts_tree_cursor_current_node(&a));
            break;
        }
        while (more && !down) {
            down = ts_tree_cursor_goto_next_sibling(&a);
            if (down != ts_tree_cursor_goto_next_sibling(&b)) {
                difference = ts_node_start_byte(ts_tree_cursor_current_node(&a));
                more = false;
            } else if (!down) {
                more = ts_tree_cursor_goto_parent(&a) && ts_tree_cursor_goto_parent(&b);
            }
        }
    }
    ts_tree_cursor_delete(&a);
    ts_tree_cursor_delete(&b);
    return difference;
}

static void count_errors(TSNode root, struct side *side) {
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    for (bool more = true; more;) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool down = false;
        if (ts_node_is_missing(node)) side->errors++;
        if (strcmp(ts_node_type(node), "ERROR") == 0) {
            side->errors++;
            side->error_bytes += ts_node_end_byte(node) - ts_node_start_byte(node);
        } else if (ts_node_has_error(node)) {
            down = ts_tree_cursor_goto_first_child(&cursor);
        }
        while (more && !down) {
            down = ts_tree_cursor_goto_next_sibling(&cursor);
            if (!down) more = ts_tree_cursor_goto_parent(&cursor);
        }
    }
    ts_tree_cursor_delete(&cursor);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void parse(struct side *side, const char *text, uint32_t length) {
    double start = now();
    side->tree = ts_parser_parse_string(side->parser, NULL, text, length);
    side->seconds += now() - start;
}

static char *read_file(const char *path, uint32_t *length) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size;
    if (file == NULL) return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
        fseek(file, 0, SEEK_SET) == 0) {
        text = malloc((size_t)size + 1);
        *length = text == NULL ? 0 : (uint32_t)fread(text, 1, (size_t)size, file);
    }
    fclose(file);
    return text;
}

static unsigned line_of(const char *text, int64_t offset) {
    unsigned line = 1;
    for (int64_t i = 0; i < offset; i++) line += text[i] == '\n';
    return line;
}

static void compare(const char *path, const char *text, struct side sides[2],
                    struct counts *counts) {
    TSNode c = ts_tree_root_node(sides[0].tree), ours = ts_tree_root_node(sides[1].tree);
    int64_t difference = first_difference(c, ours);
    counts->files++;
    if (!ts_node_has_error(c)) {
        counts->clean++;
        if (difference < 0) return;
        counts->differing++;
        printf("%s:%u: differs\n", path, line_of(text, difference));
        return;
    }
    uint64_t before[2] = {sides[0].error_bytes, sides[1].error_bytes};
    count_errors(c, &sides[0]);
    count_errors(ours, &sides[1]);
    uint64_t theirs = sides[0].error_bytes - before[0], mine = sides[1].error_bytes - before[1];
    counts->worse += mine > theirs;
    counts->better += mine < theirs || !ts_node_has_error(ours);
    if (mine > theirs)
        printf("%s:%u: more ERROR: %llu bytes, tree-sitter-c %llu\n", path,
               line_of(text, difference), (unsigned long long)mine, (unsigned long long)theirs);
}

static void compare_file(const char *path, struct side sides[2], struct counts *counts) {
    uint32_t length = 0;
    char *text = read_file(path, &length);
    if (text == NULL) {
        fprintf(stderr, "compare: cannot read %s\n", path);
        return;
    }
    for (int i = 0; i < 2; i++) parse(&sides[i], text, length);
    counts->bytes += length;
    if (sides[0].tree != NULL && sides[1].tree != NULL) compare(path, text, sides, counts);
    for (int i = 0; i < 2; i++) ts_tree_delete(sides[i].tree);
    free(text);
}

static void print_side(const char *name, const struct side *side, uint64_t bytes) {
    printf("%s: %llu errors, %llu bytes in ERROR (%.3f %%), %.1f MB/s\n", name,
           (unsigned long long)side->errors, (unsigned long long)side->error_bytes,
           100.0 * (double)side->error_bytes / (double)bytes, (double)bytes / 1e6 / side->seconds);
}

int main(void) {
    struct side sides[2] = {{.parser = ts_parser_new()}, {.parser = ts_parser_new()}};
    struct counts counts = {0};
    char path[4096];
    if (!ts_parser_set_language(sides[0].parser, tree_sitter_c()) ||
        !ts_parser_set_language(sides[1].parser, tree_sitter_chanc()))
        return 2;
    while (fgets(path, sizeof path, stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        compare_file(path, sides, &counts);
    }
    printf("%u files, %.1f MB; %u clean with tree-sitter-c, of these %u differ; "
           "of the others %u have less ERROR, %u more\n",
           counts.files, (double)counts.bytes / 1e6, counts.clean, counts.differing, counts.better,
           counts.worse);
    print_side("tree-sitter-c", &sides[0], counts.bytes);
    print_side("Channel C", &sides[1], counts.bytes);
    for (int i = 0; i < 2; i++) ts_parser_delete(sides[i].parser);
    return counts.differing != 0;
}
