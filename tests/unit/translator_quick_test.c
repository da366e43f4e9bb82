/* Tests of quick.c: what it parses has the tree that tree-sitter's library gives. */
#define _GNU_SOURCE
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "syntax.h"

enum { MOST_GAPS = 512 };

static struct arena *arena;
static struct syntax *syntax;

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    syntax = syntax_new(arena);
    return syntax == NULL;
}

static int tear_down(void **state) {
    (void)state;
    syntax_free(syntax);
    arena_free(arena);
    return 0;
}

static void compare(const char *text, const struct gap *gaps, uint32_t count) {
    uint32_t length = (uint32_t)strlen(text);
    const struct node *right = syntax_parse_all_ways(syntax, text, 0, length, gaps, count);
    const struct node *quick = syntax_parse_parts(syntax, text, 0, length, gaps, count);
    assert_int_equal(quick->size, right->size);
    for (uint32_t i = 0; i < quick->size; i++)
        if (memcmp(&quick[i], &right[i], sizeof quick[i]) != 0)
            fail_msg("node %u: %u to %u, not %u to %u: %.60s", i, quick[i].start, quick[i].end,
                     right[i].start, right[i].end, text + right[i].start);
    syntax_drop(syntax, quick);
    syntax_drop(syntax, right);
}

/* A text as it is, and without its empty lines. */
static void compare_both(const char *text) {
    struct gap gaps[MOST_GAPS] = {{0, 0}};
    uint32_t count = 0;
    compare(text, gaps, 0);
    for (const char *at = text; count < MOST_GAPS && (at = strstr(at, "\n\n")) != NULL; at += 2) {
        uint32_t start = (uint32_t)(at - text) + 1;
        gaps[count++] = (struct gap){start, start + 1};
    }
    compare(text, gaps, count);
}

static void compare_files(const char *pattern) {
    glob_t files;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *file = fopen(files.gl_pathv[i], "r");
        assert_non_null(file);
        if (getdelim(&text, &size, '\0', file) > 0) compare_both(text);
        fclose(file);
        free(text);
    }
    globfree(&files);
}

static void programs(void **state) {
    (void)state;
    compare_files("../run/*.gc");
    compare_files("../translate/*.gc");
}

static void plain_c(void **state) {
    (void)state;
    compare_files("../c/*");
}

static void choices(void **state) {
    static const char *const texts[] = {
        "",
        "/* */",
        " \n",
        "\xef\xbb\xbfint x;",
        "int \xc3\xa4 = 1;",
        "int \xe4 = 1;",
        "int f(unsigned n, long m) { return sizeof(n) + sizeof (m)->x + sizeof(n)-1; }",
        "typedef long unsigned int size; unsigned long x; unsigned T y;",
        "void f(void) { g(x); T(x); T * x; a * b + 1; (T)(x); (f)(x); (a) - b; (T)<-c; }",
        "int n = (int)sizeof(__typeof__(*({ static char k; &k; })));",
        "void f(a, b) int a; T b; { a = sizeof(a /* */); M(x) y = 1; }",
        "int f(int (x), T (y), T z);",
        "int n = (a) * sizeof(b);",
        "void f(void) { if (a <= (b) * (int)sizeof(c)) g((d) - sizeof(e)); }",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) compare_both(texts[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(programs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_c, set_up, tear_down),
        cmocka_unit_test_setup_teardown(choices, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
