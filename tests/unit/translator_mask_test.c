/* Tests of mask.h: which directives are blanked, and which arms each version shows. */
#define _GNU_SOURCE
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mask.h"
#include "syntax.h"

static struct arena *arena;
static struct source *source;
static struct masks *masks;

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static void mask(const char *text) {
    source = source_new(arena, "a.gc", text, (uint32_t)strlen(text));
    masks = masks_new(arena, source, NULL, NULL);
}

/* Expects a version to show what `expected` says, where a newline stands for any blanked lines
 * between and blanks at the ends of lines do not count. */
static void expect_version(uint32_t version, const char *expected) {
    assert_true(version < masks_count(masks));
    const char *text = masks_text(masks, version);
    assert_int_equal(strlen(text), source->length);
    struct buffer shown = {0};
    for (uint32_t i = 0; i < source->length; i++) {
        assert_true(text[i] == source->text[i] || (text[i] == ' ' && source->text[i] != '\n'));
        if (!masks_shows(masks, version, i)) assert_true(text[i] == ' ' || text[i] == '\n');
        if (masks_shows(masks, version, i)) assert_int_equal(text[i], source->text[i]);
        if (text[i] == '\n' && shown.length && shown.text[shown.length - 1] == '\n') continue;
        if (!isblank((unsigned char)text[i])) buffer_add(&shown, text + i, 1);
    }
    const char *start = shown.text ? shown.text + strspn(shown.text, "\n") : "";
    assert_string_equal(start, expected);
    buffer_free(&shown);
}

static void expect_count(uint32_t count) {
    assert_int_equal(masks_count(masks), count);
}

/* As mask, where arms that read together are shown together. */
static void mask_together(const char *text) {
    struct syntax *syntax = syntax_new(arena);
    assert_non_null(syntax);
    source = source_new(arena, "a.gc", text, (uint32_t)strlen(text));
    masks = masks_new(arena, source, syntax, NULL);
    syntax_free(syntax);
}

/* One version only, which shows `expected`. */
static void expect_one(const char *text, const char *expected) {
    mask(text);
    expect_count(1);
    expect_version(0, expected);
}

static void text_without_groups_is_itself(void **state) {
    (void)state;
    mask("chan int c;\n#define X 1\n#include <x.h>\n#error don't\n#\n");
    expect_count(1);
    assert_ptr_equal(masks_text(masks, 0), source->text);
    assert_true(masks_shows(masks, 0, 0));
    mask("");
    expect_count(1);
    assert_ptr_equal(masks_text(masks, 0), source->text);
}

static void pragmas_and_lines_are_blanked(void **state) {
    (void)state;
    mask("a\n#pragma y \\\n z\nb\n#line 3\n#define pragma\n");
    expect_count(1);
    assert_string_equal(masks_text(masks, 0), "a\n           \n  \nb\n       \n#define pragma\n");
}

static void the_first_arm_is_shown_first(void **state) {
    (void)state;
    mask("a\n#if A\nchan c1\n#elif B\nchan c\n#else\n<-\n#endif\nb\n");
    expect_version(0, "a\nchanc1\nb\n");
    expect_version(1, "a\nchanc\nb\n");
    expect_version(2, "a\n<-\nb\n");
    expect_count(3);
}

static void every_spelling_of_a_directive_is_known(void **state) {
    (void)state;
    expect_one("#ifdef A\na\n#elifdef B\nb\n#elifndef C\nc\n#else\nd\n#endif\n", "a\n");
    expect_one("  #  ifndef A // x\na\n\t#\telse /* y */\nb\n # endif A\n", "a\n");
    expect_one("%:if A\na\n%: else\nb\n%:endif\n", "a\n");
    expect_one("#i\\\nf A\na\n#el\\\nse\nb\n#endif\n", "a\n");
    expect_one("/* x */ #if A\na\n/* y\n */ # /* z */ else\nb\n#endif\n", "/*x*/\na\n/*y\n*/\n");
    expect_one("#if\\\n A && \\\n B\na\n#else\\\n\nb\n#endif", "a\n");
    expect_one("#if A /* one\n two */\na\n#else\nb\n#endif", "a\n");
    expect_one("#if A \\  \n B\r\na\r\n#else\r\nb\r\n#endif\r\n", "a\r\n");
    expect_one("\xEF\xBB\xBF#if A\na\n#else\nb\n#endif\n", "\xEF\xBB\xBF\na\n");
}

static void what_looks_like_a_directive_is_left(void **state) {
    (void)state;
    static const char *const texts[] = {
        "x #if A\n",     "/*\n#if A\n*/",          "// x \\\n#if A\n",      "\"\\\n#if A\"\n",
        "x \\\n#if A\n", "#ifx\n#iff A\n#elsex\n", "#define X \\\n#if A\n", "'\"'/*\n#if A*/"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mask(texts[i]);
        assert_ptr_equal(masks_text(masks, 0), source->text);
    }
}

static void unended_quotes_end_with_their_line(void **state) {
    (void)state;
    expect_one("#error don't\n#if A\na\n#else\nb\n#endif\n", "#errordon't\na\n");
    expect_one("#if 0\nisn't \"it\n /* #endif\n#else */\n#else\nb\n#endif\n", "b\n");
    expect_one("it's /*\n#if A\na\n#else\nb\n#endif\n", "it's/*\na\n");
    expect_one("x = 1'000; /*\n#if A\n*/\n", "x=1'000;/*\n#ifA\n*/\n");
}

static void unbalanced_groups_are_tolerated(void **state) {
    (void)state;
    expect_one("#endif\na\n#else\nb\n#elif X\nc\n", "a\nb\nc\n");
    expect_one("#if A\na\n#if B\nb\n#else\nc", "a\nb\n");
    expect_one("#if A\na\n#else\nb\n#else\nc\n#elif D\nd\n#endif\ne\n#endif\nf", "a\ne\nf");
}

static void a_header_guard_makes_one_version(void **state) {
    (void)state;
    expect_one("#ifndef X_H\n#define X_H\nchan int c;\n#endif\n", "#defineX_H\nchanintc;\n");
}

static void disabled_code_is_shown_later(void **state) {
    (void)state;
    mask("#if 0\nchan c\n#endif\n#if 0 // x\nc <- 1;\n#else\nb\n#endif\n");
    expect_version(0, "b\n");
    expect_version(1, "chanc\nc<-1;\n");
    expect_count(2);
    expect_one("#if 0\na\n#elif 1\nb\n#else\nc\n#endif\n;chan x", "b\n;chanx");
    expect_one("#if (!1)\na\n#elif ! 0\nb\n#else\nc\n#endif\n;chan x", "b\n;chanx");
}

static void arms_without_channel_syntax_need_no_version(void **state) {
    (void)state;
    expect_one("chan int c;\n#if A\na\n#else\nb; // chan\n\"go\"; /* := */\n#endif\n",
               "chanintc;\na\n");
    expect_one("#if A\nclose(1);\n#else\nfree(p);\n#endif\n", "close(1);\n");
}

/* Expects an arm with `code` to get a version, given that there is a channel c. */
static void expect_needed(const char *code) {
    mask(arena_printf(arena, "chan int c;\n#if A\n#else\n%s\n#endif\n", code));
    expect_count(2);
}

static void arms_with_channel_syntax_need_a_version(void **state) {
    (void)state;
    expect_needed("x = <-y;");
    expect_needed("n := 0;");
    expect_needed("go f();");
    expect_needed("chan char d;");
    expect_needed("select { }");
    expect_needed("for (range x);");
    expect_needed("y = make(t);");
    expect_needed("free(x);");
    expect_needed("close(x);");
    expect_needed("len(x) + cap(x);");
    expect_needed("x = c;");
    expect_needed("#define X c");
}

static void names_near_channel_syntax_count(void **state) {
    (void)state;
    mask("typedef chan int numbers;\nvoid f(numbers n);\nint other;\n"
         "#if A\n#else\nf(0);\n#endif\n");
    expect_count(2);
    mask("typedef chan int numbers;\nvoid f(numbers n);\nint other;\n"
         "#if A\n#else\nother = 0;\n#endif\n");
    expect_count(1);
    mask("#include \"x.gh\"\n#if A\n#else\nother = 0;\n#endif\n#if B\n#else\n1;\n#endif\n");
    expect_count(2);
    mask("#include <x.gh>\n#if A\n#else\n;\n#endif\n");
    expect_count(1);
}

static void nested_arms_are_all_shown(void **state) {
    (void)state;
    mask("#if A\n#if B\nchan c1\n#else\nchan c2\n#endif\n#else\n#if C\nchan c3\n#else\nchan c4\n"
         "#endif\n#endif\n");
    expect_version(0, "chanc1\n");
    expect_version(1, "chanc2\n");
    expect_version(2, "chanc3\n");
    expect_version(3, "chanc4\n");
    expect_count(4);
}

static void independent_groups_share_versions(void **state) {
    (void)state;
    mask("#if A\n1\n#else\nchan c2\n#endif\n#if B\n3\n#else\nchan c4\n#endif\n");
    expect_version(0, "1\n3\n");
    expect_version(1, "chanc2\nchanc4\n");
    expect_count(2);
}

static void equal_conditions_agree(void **state) {
    (void)state;
    mask("#ifdef A\n1\n#else\n2\n#endif\n#if defined(A)\n3\n#else\nchan c4\n#endif\n"
         "#if ! defined A\n5\n#endif\n#ifndef A\n6\n#else\n7\n#endif\n");
    expect_version(0, "1\n3\n7\n");
    expect_version(1, "2\nchanc4\n5\n6\n");
    expect_count(2);
    mask("#if X > 1\n1\n#else\n2\n#endif\n#if (X>1) /* x */\n3\n#else\nchan c4\n#endif\n"
         "#if !(X > 1)\n5\n#endif\n");
    expect_version(0, "1\n3\n");
    expect_version(1, "2\nchanc4\n5\n");
    mask("#if !A && B\nchan c1\n#endif\n#if A && B\nchan c2\n#endif\n#if !F(x)\n#else\nchan c3\n"
         "#endif\n#if F(x)\nchan c4\n#endif\n");
    expect_version(0, "chanc1\n");
    expect_version(1, "chanc2\nchanc3\nchanc4\n");
    expect_count(2);
}

static void parts_of_conditions_agree(void **state) {
    (void)state;
    mask("#ifdef A\nchan a\n#elif defined B\nchan b\n#else\nchan n\n#endif\n"
         "#if !defined A && !defined B\nchan 1\n#endif\n"
         "#if defined(A) || (defined B && X)\nchan 2\n#endif\n");
    expect_version(0, "chana\nchan2\n");
    expect_version(1, "chanb\nchan2\n");
    expect_version(2, "chann\nchan1\n");
    expect_count(3);
    mask("#if defined A && defined B\nchan 1\n#else\nchan 2\n#endif\n"
         "#ifdef A\nchan a\n#endif\n#ifdef B\nchan b\n#endif\n");
    expect_version(0, "chan1\nchana\nchanb\n");
    expect_version(1, "chan2\nchanb\n");
    expect_count(2);
    mask("#if !(A || B)\nchan 1\n#endif\n#if A\nchan a\n#endif\n#if B\nchan b\n#endif\n"
         "#if A ? B : B\nchan 2\n#endif\n");
    expect_version(0, "chan1\nchan2\n");
    expect_version(1, "chana\nchanb\nchan2\n");
    expect_count(2);
    mask("#if defined A || defined __cplusplus\nchan 1\n#elif defined B && defined __cplusplus\n"
         "2\n#else\nchan c\n#endif\n");
    expect_version(0, "chan1\n");
    expect_version(1, "chanc\n");
    expect_count(2);
}

static void definitions_are_followed(void **state) {
    (void)state;
    expect_one("#ifndef N\n#define N 5\n#endif\n#ifdef N\nchan c\n#endif\n", "#defineN5\nchanc\n");
    expect_one("#ifdef N\n#undef N\n#endif\n#ifndef N\nchan c\n#endif\n", "#undefN\nchanc\n");
    mask("#if 0\n#define N\n#endif\n#ifndef N\nchan c\n#endif\n#ifdef N\nchan c\n#endif\n");
    expect_count(3);
}

static void cplusplus_is_another_language(void **state) {
    (void)state;
    expect_one(
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\nchan c\n#ifdef __cplusplus\n}\n#endif\n",
        "chanc\n");
    expect_one("#ifndef __cplusplus\nchan c\n#else\n}\n#endif\n", "chanc\n");
    mask("#ifdef __cplusplus\nchan c\n#endif\n");
    expect_version(0, "");
    expect_version(1, "chanc\n");
}

static void what_is_never_compiled_is_shown_apart(void **state) {
    (void)state;
    mask("#if 0\nchan a\n#endif\n#ifdef A\nint b\n#else\nchan c\n#endif\n");
    expect_version(0, "intb\n");
    expect_version(1, "chana\nintb\n");
    expect_version(2, "chanc\n");
    assert_true(masks_counts(masks, 1, 6) && !masks_counts(masks, 1, 31));
    assert_true(masks_counts(masks, 2, 39));
}

static void contradictions_are_shown_all_the_same(void **state) {
    (void)state;
    mask("#ifdef A\n#ifndef A\nchan c\n#endif\n#endif\n");
    expect_version(0, "");
    expect_version(1, "chanc\n");
    expect_count(2);
}

static void bytes_of_directives_are_not_shown(void **state) {
    (void)state;
    mask("a\n#if A\nb\n#endif\nc");
    assert_true(masks_shows(masks, 0, 0));
    assert_false(masks_shows(masks, 0, 2));
    assert_false(masks_shows(masks, 0, 6));
    assert_true(masks_shows(masks, 0, 9));
    assert_true(masks_shows(masks, 0, source->length - 1));
}

/* Expects so many versions of a text whose arms begin with `start` and hold what follows, in a function or outside. */
static void expect_versions(uint32_t count, const char *before, const char *const *arms,
                            const char *after) {
    struct buffer text = {0};
    buffer_printf(&text, "%s\n", before);
    for (unsigned i = 0; arms[i] != NULL; i++)
        buffer_printf(&text, "#%s A%u\n%s\n", i > 0 ? "elif" : "if", i, arms[i]);
    buffer_printf(&text, "#endif\n%s\n", after);
    mask_together(text.text);
    expect_count(count);
    buffer_free(&text);
}

#define ARMS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void whole_arms_are_shown_together(void **state) {
    (void)state;
    mask_together("void f(void) {\n#if A\nc <- 1;\n#elif B\nif (x) { c <- 2; }\n#else\n"
                  "#if C\n<-c;\n#else\nfor (range c) g();\n#endif\n#endif\n}");
    expect_version(0, "voidf(void){\nc<-1;\n}");
    expect_version(1, "voidf(void){\nif(x){c<-2;}\n<-c;\nfor(rangec)g();\n}");
    expect_count(2);
    expect_versions(2, "int x;",
                    ARMS("void f() { c <- 1; }", "void g() { <-c; }", "void h() { <-c; }"), "");
    expect_versions(2, "", ARMS("void f() { c <- 1; }", "void f() { <-c; }", "void f() { <-c; }"),
                    "");
}

static void macros_of_one_arm_are_no_matter(void **state) {
    (void)state;
    const char *const *arms =
        ARMS("#define N 1\nc <- N;", "#define N 2\n#undef M\nc <- N;", "#define N 3\nc <- N;");
    expect_versions(2, "{", arms, "}");
    expect_versions(3, "{", arms, "c <- N; }");
    expect_versions(3, "#define X N\n{", arms, "}");
    expect_versions(3, "#if N\nint n;\n#endif\n{", arms, "}");
    expect_versions(3, "{", ARMS("c <- N;\n#define N 1", "#define N 2\nc <- 2;", "c <- 3;"), "}");
    expect_versions(3, "{", ARMS("#define N 1\nc <- N;", "c <- N;", "c <- 3;"), "}");
    expect_versions(3, "{", ARMS("#include <n.h>\nc <- N;", "c <- 2;", "c <- 3;"), "}");
}

static void arms_that_need_others_are_shown_alone(void **state) {
    (void)state;
    /* They declare, or define, what others may mean otherwise, */
    expect_versions(3, "{", ARMS("int n = <-c;", "c <- n;", "c <- 3;"), "}");
    expect_versions(3, "{", ARMS("n := <-c;", "c <- n;", "c <- 3;"), "}");
    expect_versions(3, "{", ARMS("#define n 1\nc <- n;", "c <- n;", "c <- 3;"), "}");
    expect_versions(3, "{", ARMS("l: c <- 1;", "goto l; <-c;", "c <- 3;"), "}");
    expect_versions(
        3, "",
        ARMS("int f(chan int c) { <-c; }", "void g(chan int c) { f(c); }", "void h() { <-c; }"),
        "");
    expect_versions(
        3, "",
        ARMS("int f(chan int c) { <-c; }", "int f(chan char c) { <-c; }", "void h() { <-c; }"), "");
    expect_versions(3, "", ARMS("int f() { <-c; }", "int f() { <-c; }", "void h() { <-c; }"), "");
    expect_versions(3, "", ARMS("int main() { <-c; }", "int g() { <-c; }", "void h() { <-c; }"),
                    "");
    /* are no whole statements, */
    expect_versions(3, "{", ARMS("if (x) {\nc <- 1;", "if (y) {\nc <- 2;", "{\nc <- 3;"), "} }");
    expect_versions(3, "{ n =", ARMS("<-c;", "<-d;", "f(<-c);"), "}");
    expect_versions(3, "{ if (x)", ARMS("c <- 1;", "c <- 2;", "c <- 3;"), "}");
    expect_versions(3, "{\n#if B\nn =\n#endif", ARMS("<-c;", "<-d;", "f(<-c);"), "}");
    /* or are numbered, */
    expect_versions(3, "{", ARMS("go f(c);", "go f(d);", "go f(e);"), "}");
    /* and their conditions decide about something else. */
    expect_versions(3, "#if A1\nchan int c;\n#elif A2\nchan long c;\n#endif\nvoid f(void) {",
                    ARMS("c <- 1;", "c <- 2;", "c <- 3;"), "}");
    expect_versions(4, "#if !B || !A0\nchan int c;\n#else\nchan long c;\n#endif\nvoid f(void) {",
                    ARMS("f(<-c);", "c <- 2;", "c <- 3;"), "}");
}

static void many_groups_take_linear_time(void **state) {
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 20000; i++)
        buffer_printf(&text, "#if A%d\nchan %d\n#else\nf(%d);\nchan x;\n#endif\n", i, i, i);
    for (int i = 0; i < 20000; i++) buffer_add_string(&text, "#if B\n");
    mask(text.text);
    expect_count(2);
    buffer_free(&text);
}

/* Each condition has the one before it in it twice. */
static void chains_of_definitions_take_little_time(void **state) {
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 500; i++)
        buffer_printf(&text, "#if A%d\n#define A%d 1\n#else\n#define A%d 0\n#endif\n", i, i + 1,
                      i + 1);
    for (int i = 0; i < 500; i++)
        buffer_printf(&text, "#if B && C\n#define %c f(%d)\n#endif\n", "BC"[i % 2], i);
    buffer_add_string(&text, "#if A500 && B\nchan x;\n#else\nchan y;\n#endif\n");
    mask(text.text);
    expect_count(2);
    buffer_free(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(text_without_groups_is_itself),
        TEST(pragmas_and_lines_are_blanked),
        TEST(the_first_arm_is_shown_first),
        TEST(every_spelling_of_a_directive_is_known),
        TEST(what_looks_like_a_directive_is_left),
        TEST(unended_quotes_end_with_their_line),
        TEST(unbalanced_groups_are_tolerated),
        TEST(a_header_guard_makes_one_version),
        TEST(disabled_code_is_shown_later),
        TEST(arms_without_channel_syntax_need_no_version),
        TEST(arms_with_channel_syntax_need_a_version),
        TEST(names_near_channel_syntax_count),
        TEST(nested_arms_are_all_shown),
        TEST(independent_groups_share_versions),
        TEST(equal_conditions_agree),
        TEST(parts_of_conditions_agree),
        TEST(definitions_are_followed),
        TEST(cplusplus_is_another_language),
        TEST(what_is_never_compiled_is_shown_apart),
        TEST(contradictions_are_shown_all_the_same),
        TEST(bytes_of_directives_are_not_shown),
        TEST(whole_arms_are_shown_together),
        TEST(macros_of_one_arm_are_no_matter),
        TEST(arms_that_need_others_are_shown_alone),
        TEST(many_groups_take_linear_time),
        TEST(chains_of_definitions_take_little_time),
    };
    return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
