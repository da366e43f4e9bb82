/* Tests of edit.h: nesting, moves, insertions, and where #line stands. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "edit.h"

/* The text under test, and the edits of it. */
static struct arena *arena;
static struct source *source;
static struct edits *edits;

static void start(const char *text) {
    source = source_new(arena, "a.gc", text, (uint32_t)strlen(text));
    edits = edits_new(arena, source);
}

/* The offset of `text` in the source. */
static uint32_t at(const char *text) {
    const char *found = strstr(source->text, text);
    assert_non_null(found);
    return (uint32_t)(found - source->text);
}

static uint32_t past(const char *text) {
    return at(text) + (uint32_t)strlen(text);
}

/* An edit of the first place where `text` stands. */
static struct edit *edit_of(const char *text) {
    return edit_new(edits, at(text), past(text));
}

static void insert(uint32_t offset, const char *text) {
    edit_text(edit_new(edits, offset, offset), "%s", text);
}

static void expect_text(const char *prologue, bool no_line, const char *expected) {
    struct buffer out = {0};
    edits_apply(edits, prologue, no_line, &out);
    assert_string_equal(out.text, expected);
    buffer_free(&out);
}

/* Expects the edited text to be the head of every output followed by `expected`. */
static void expect(const char *expected) {
    char *all = arena_printf(arena, "#include <chanc.h>\n#line 1 \"a.gc\"\n%s", expected);
    expect_text("#include <chanc.h>\n", false, all);
}

static void expect_render(uint32_t from, uint32_t to, const char *expected) {
    struct buffer out = {0};
    edits_render(edits, from, to, &out);
    assert_string_equal(out.text ? out.text : "", expected);
    buffer_free(&out);
}

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

static void no_edits_copy_every_byte(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBF#!x\r\n\0\\\n'";
    source = source_new(arena, "a.gc", text, sizeof text - 1);
    edits = edits_new(arena, source);
    struct buffer out = {0};
    edits_apply(edits, "#include <chanc.h>\n", false, &out);
    assert_int_equal(out.length, sizeof text - 1);
    assert_memory_equal(out.text, text, sizeof text - 1);
    assert_int_equal(edits_count(edits), 0);
    buffer_free(&out);
}

static void a_range_is_replaced(void **state) {
    (void)state;
    start("x = <-c;\n");
    edit_text(edit_of("<-c"), "recv(%s, %d)", "c", 7);
    expect("x = recv(c, 7);\n");
    assert_int_equal(edits_count(edits), 1);
}

static void an_empty_edit_deletes(void **state) {
    (void)state;
    start("abc\n");
    edit_of("b");
    expect("ac\n");
}

static void the_head_ends_its_line(void **state) {
    (void)state;
    start("abc\n");
    edit_of("b");
    expect_text("#include \"chanc.h\"", false, "#include \"chanc.h\"\n#line 1 \"a.gc\"\nac\n");
    expect_text("", false, "#line 1 \"a.gc\"\nac\n");
    expect_text("", true, "ac\n");
}

static void the_path_is_escaped(void **state) {
    (void)state;
    start("abc\n");
    source->path = "d\\\"e\"\t\xC3\xA9.gc";
    edit_of("b");
    expect_text("", false, "#line 1 \"d\\\\\\\"e\\\"\\011\xC3\xA9.gc\"\nac\n");
}

static void a_byte_order_mark_and_a_hash_bang_stay_first(void **state) {
    (void)state;
    start("\xEF\xBB\xBF"
          "b\n");
    edit_of("b");
    expect_text("P\n", false, "\xEF\xBB\xBFP\n#line 1 \"a.gc\"\n\n");
    start("#!/usr/bin/chanc run\nb\n");
    edit_of("b\n");
    expect_text("P\n", false, "#!/usr/bin/chanc run\nP\n#line 2 \"a.gc\"\n");
}

static void nested_edits_render_inside_out(void **state) {
    (void)state;
    start("<-<-<-c");
    for (uint32_t i = 0; i < 6; i += 2) {
        struct edit *edit = edit_new(edits, i, 7);
        edit_text(edit, "r(");
        edit_range(edit, i + 2, 7);
        edit_text(edit, ")");
    }
    expect("r(r(r(c)))");
    expect_render(2, 7, "r(r(c))");
    expect_render(4, 6, "<-");
}

static void the_order_of_adding_does_not_matter(void **state) {
    (void)state;
    start("f(<-a, <-b);");
    edit_text(edit_of("<-b"), "B");
    struct edit *call = edit_of("f(<-a, <-b)");
    edit_text(call, "(");
    edit_range(call, call ? at("f(") : 0, past("b)"));
    edit_text(call, ")");
    edit_text(edit_of("<-a"), "A");
    expect("(f(A, B));");
}

static void of_two_with_one_range_the_first_is_outer(void **state) {
    (void)state;
    start("[x]");
    for (int i = 0; i < 3; i++) {
        struct edit *edit = edit_of("x");
        edit_text(edit, "%d(", i);
        edit_range(edit, at("x"), past("x"));
        edit_text(edit, ")");
    }
    expect("[0(1(2(x)))]");
}

static void an_outer_edit_can_drop_inner_ones(void **state) {
    (void)state;
    start("a <- b; c");
    edit_text(edit_of("b"), "B");
    edit_text(edit_of("a <- b"), "gone");
    expect("gone; c");
}

static void verbatim_ignores_edits(void **state) {
    (void)state;
    start("a <- b; c");
    edit_text(edit_of("b"), "B");
    struct edit *outer = edit_of("a <- b");
    edit_verbatim(outer, at("a"), past("b"));
    edit_text(outer, " or ");
    edit_range(outer, at("a"), past("b"));
    expect("a <- b or a <- B; c");
}

static void text_moves(void **state) {
    (void)state;
    start("one two three");
    edit_text(edit_of("three"), "3");
    struct edit *one = edit_of("one");
    edit_range(one, at("three"), past("three"));
    edit_of("two ");
    expect("3 3");
}

static void a_piece_of_an_edited_range_moves_without_the_edit(void **state) {
    (void)state;
    start("x; go { <-c; }");
    edit_text(edit_of("<-c"), "R");
    edit_text(edit_of("go { <-c; }"), "chanc_go();");
    struct edit *hoist = edit_new(edits, 0, 0);
    edit_range(hoist, at("{"), past("}"));
    edit_text(hoist, " ");
    expect("{ R; } x; chanc_go();");
}

static void insertions_come_in_the_order_added(void **state) {
    (void)state;
    start("ab");
    insert(1, "1");
    insert(1, "2");
    insert(0, "0");
    insert(2, "end");
    expect("0a12bend");
}

static void an_insertion_comes_once_and_before_the_edit_at_its_place(void **state) {
    (void)state;
    start("abc");
    struct edit *outer = edit_of("bc");
    edit_text(outer, "<");
    edit_range(outer, at("b"), past("c"));
    edit_text(outer, ">");
    struct edit *inner = edit_of("b");
    edit_text(inner, "(");
    edit_range(inner, at("b"), past("b"));
    edit_text(inner, ")");
    insert(at("b"), "!");
    expect("a!<(b)c>");
}

static void an_insertion_belongs_to_the_range_it_starts(void **state) {
    (void)state;
    start("[ab]");
    struct edit *edit = edit_of("[ab]");
    edit_range(edit, at("a"), past("a"));
    edit_text(edit, "|");
    edit_range(edit, at("b"), past("b"));
    insert(at("b"), "!");
    insert(at("]"), "?");
    expect("a|!b");
}

static void an_insertion_at_the_end_stays_out_of_pieces(void **state) {
    (void)state;
    start("ab");
    struct edit *edit = edit_of("b");
    edit_range(edit, at("b"), past("b"));
    insert(2, "!");
    expect("ab!");
}

static void an_edit_is_not_applied_inside_itself(void **state) {
    (void)state;
    start("abc");
    struct edit *edit = edit_of("b");
    edit_text(edit, "(");
    edit_range(edit, 0, 3);
    edit_text(edit, ")");
    expect("a(abc)c");
}

static void edits_added_after_rendering_count(void **state) {
    (void)state;
    start("ab");
    edit_text(edit_of("a"), "1");
    expect_render(0, 2, "1b");
    edit_text(edit_of("b"), "2");
    expect_render(0, 2, "12");
}

static void lines_that_agree_get_no_directive(void **state) {
    (void)state;
    start("a\nb\nc\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "B");
    edit_resync(edit);
    expect("a\nB\nc\n");
}

static void resync_sets_the_next_line_right(void **state) {
    (void)state;
    start("a\n  b;\nc\nd\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n  2");
    edit_resync(edit);
    expect("a\n  1\n  2;\n#line 3 \"a.gc\"\nc\nd\n");
    expect_text("", true, "a\n  1\n  2;\nc\nd\n");
}

static void without_resync_nothing_is_set_right(void **state) {
    (void)state;
    start("a\nb\nc\n");
    edit_text(edit_of("b"), "1\n2");
    expect("a\n1\n2\nc\n");
}

static void two_resyncs_on_a_line_make_one_directive(void **state) {
    (void)state;
    start("b; b2\nc\n");
    for (int i = 0; i < 2; i++) {
        struct edit *edit = edit_of(i ? "b2" : "b");
        edit_text(edit, "1\n2");
        edit_resync(edit);
    }
    expect("1\n2; 1\n2\n#line 2 \"a.gc\"\nc\n");
}

static void text_that_lost_lines_is_resynchronised(void **state) {
    (void)state;
    start("a\nb\nc\nd\ne\n");
    struct edit *edit = edit_of("b\nc");
    edit_text(edit, "x");
    edit_resync(edit);
    expect("a\nx\n#line 4 \"a.gc\"\nd\ne\n");
}

/* `x` takes the place of `lost`, which has several lines; the rest of the last stays. */
static void lose(const char *text, const char *lost) {
    start(text);
    struct edit *edit = edit_of(lost);
    edit_text(edit, "x");
    edit_resync(edit);
    edit_rest(edit, past(lost));
}

static void rest_of_a_line_gets_the_lost_lines(void **state) {
    (void)state;
    lose("a\n  b\n  c d\ne\n", "b\n  c");
    expect("a\n  x\n   d\ne\n");
    lose("a(b\nc\n)\n", "b\nc");
    expect("a(x\n\n)\n");
}

static void nothing_left_on_the_line_gets_a_directive(void **state) {
    (void)state;
    lose("b\nc; } /* d */ // e\nf\n", "b\nc");
    expect("x; } /* d */ // e\n#line 3 \"a.gc\"\nf\n");
}

static void lines_of_a_directive_are_not_made_up(void **state) {
    (void)state;
    lose("#define a b \\\nc d\ne\n", "b \\\nc");
    expect("#define a x d\n#line 3 \"a.gc\"\ne\n");
}

static void resync_at_the_end_writes_nothing(void **state) {
    (void)state;
    start("a\n");
    struct edit *edit = edit_of("a");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    expect("1\n2\n");
}

/* Where resync must wait: `body` follows an edit that adds a line, and the directive comes before
 * the line that holds `there` and no other. */
static void resync_waits(const char *body, const char *there) {
    start(arena_printf(arena, "B%s", body));
    struct edit *edit = edit_new(edits, 0, 1);
    edit_text(edit, "1\n2");
    edit_resync(edit);
    uint32_t line = source_line(source, at(there)), offset = source->lines[line - 1];
    expect(arena_printf(arena, "1\n2%.*s#line %u \"a.gc\"\n%s", (int)offset - 1, source->text + 1,
                        (unsigned)line, source->text + offset));
}

static void resync_waits_for_an_open_line(void **state) {
    (void)state;
    resync_waits("\nhere\n", "here");
    resync_waits(" /* one\n two\n three */ x\nhere\n", "here");
    resync_waits("/* \\\n *\\\n/ x\nhere\n", "here");
    resync_waits(" // one \\\n two\nhere\n", "here");
    resync_waits("\\\n two\nhere\n", "here");
    resync_waits("\\  \n two\nhere\n", "here");
    resync_waits(" \"one \\\n two \\\" \\\n three\"\nhere\n", "here");
    resync_waits(" \"/*\"\nhere\n*/", "here");
    resync_waits(" '\"'\nhere\n\"", "here");
    resync_waits(" f(a,\n b(c,\n d),\n e);\nhere\n", "here");
    resync_waits(" f(a, ')', \")\",\n /* ) */ e);\nhere\n", "here");
    resync_waits(" 1'000 /* ( \n */\nhere\n", "here");
    resync_waits(" x = u8'(';\nhere\n", "here");
    resync_waits("\n#define here \\\n two(\nthree\n", "#define");
    resync_waits(" /*\n*/ \\\n\nhere\n", "here");
}

static void resync_follows_parentheses_through_groups(void **state) {
    (void)state;
    resync_waits(" f(\n#if A\n a(\n#else\n b(\n#endif\n c));\nhere\n", "here");
    resync_waits(" f(\n#ifdef A\n a\n#elif (B\n b\n#else\n c\n#endif\n );\nhere\n", "here");
    resync_waits(" f(\n\n}\nhere\n", "here");
    resync_waits("\n#endif\n)\n#else\nhere\n", "#endif");
}

/* A directive in an arm does nothing for a compiler that skips the arm. */
static void every_arm_is_resynchronised(void **state) {
    (void)state;
    start("#if A\nb\nc\n#elif B\nd\n#else\ne\n#endif\nf\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    expect("#if A\n1\n2\n#line 3 \"a.gc\"\nc\n#elif B\n#line 5 \"a.gc\"\nd\n#else\n"
           "#line 7 \"a.gc\"\ne\n#endif\n#line 9 \"a.gc\"\nf\n");
}

static void arms_of_the_same_length_need_no_directive(void **state) {
    (void)state;
    start("#if A\nb\n#else\nx\n#endif\nf\n");
    edit_text(edit_of("b"), "1");
    edit_resync(edit_of("x"));
    expect("#if A\n1\n#else\n\n#endif\nf\n");
}

static void a_group_after_a_wrong_line_is_set_right(void **state) {
    (void)state;
    start("b (\n#if A\n) c\n#else\n) d\n#endif\nf\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    expect("1\n2 (\n#if A\n) c\n#line 4 \"a.gc\"\n#else\n) d\n#line 6 \"a.gc\"\n#endif\n"
           "#line 7 \"a.gc\"\nf\n");
}

static void nested_groups_are_set_right(void **state) {
    (void)state;
    start("#if A\n#if B\nb\n#endif\nc\n#endif\nd\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    expect("#if A\n#if B\n1\n2\n#line 4 \"a.gc\"\n#endif\n#line 5 \"a.gc\"\nc\n#endif\n"
           "#line 7 \"a.gc\"\nd\n");
}

static void resync_is_kept_for_copied_text(void **state) {
    (void)state;
    start("B\nx\ny\n");
    struct edit *edit = edit_of("B");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    edit_text(edit_of("x"), "X");
    expect("1\n2\nX\n#line 3 \"a.gc\"\ny\n");
}

static void sync_puts_what_follows_on_its_line(void **state) {
    (void)state;
    start("a\n\tgo { b }\n");
    struct edit *edit = edit_of("go {");
    edit_text(edit, "1\n2   ");
    edit_sync(edit, at("b"));
    edit_text(edit, "{");
    expect("a\n\t1\n2\n#line 2 \"a.gc\"\n\t{ b }\n");
    expect_text("", true, "a\n\t1\n2\n\t{ b }\n");
}

static void sync_that_agrees_writes_nothing(void **state) {
    (void)state;
    start("a\n  b\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "( ");
    edit_sync(edit, at("b"));
    edit_text(edit, ")");
    expect("a\n  ( )\n");
}

static void sync_at_a_line_start_adds_no_newline(void **state) {
    (void)state;
    start("a\n  b\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n    ");
    edit_sync(edit, at("b"));
    edit_text(edit, "2");
    expect("a\n  1\n#line 2 \"a.gc\"\n  2\n");
    expect_text("", true, "a\n  1\n  2\n");
}

static void hoisted_text_keeps_its_lines(void **state) {
    (void)state;
    start("int f(void)\n{\n  go {\n    <-c;\n  }\n  return 1;\n}\n");
    edit_text(edit_of("<-c"), "R");
    struct edit *go = edit_of("go {\n    <-c;\n  }");
    edit_text(go, "chanc_go();");
    edit_resync(go);
    struct edit *hoist = edit_new(edits, 0, 0);
    edit_text(hoist, "static void go1(void)\n");
    edit_sync(hoist, at("{\n    <-c"));
    edit_range(hoist, at("{\n    <-c"), past("<-c;\n  }"));
    edit_text(hoist, "\n\n");
    edit_sync(hoist, 0);
    expect("static void go1(void)\n#line 3 \"a.gc\"\n  {\n    R;\n  }\n\n"
           "#line 1 \"a.gc\"\nint f(void)\n{\n  chanc_go();\n"
           "#line 6 \"a.gc\"\n  return 1;\n}\n");
}

static void the_users_own_lines_are_presumed(void **state) {
    (void)state;
    start("a\n#line 70 \"g.y\"\nb\nc\n# 9\nd\ne\n#line __LINE__ \"h.y\" // x\nf\ng\n");
    for (int i = 0; i < 4; i++) {
        static const char *const names[] = {"a\n", "b\n", "d\n", "f\n"};
        struct edit *edit = edit_new(edits, at(names[i]), at(names[i]) + 1);
        edit_text(edit, "%d\n", i);
        edit_resync(edit);
    }
    expect("0\n\n#line 2 \"a.gc\"\n#line 70 \"g.y\"\n1\n\n#line 71 \"g.y\"\nc\n# 9\n2\n\n"
           "#line 10 \"g.y\"\ne\n#line __LINE__ \"h.y\" // x\n3\n\n#line 12 \"h.y\"\ng\n");
}

static void disabled_directives_do_not_count(void **state) {
    (void)state;
    start("#if 0\n#line 70 \"g.y\"\n#if 1\n#line 3\n#endif\n#else\nb\nc\n#endif\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    expect("#if 0\n#line 70 \"g.y\"\n#if 1\n#line 3\n#endif\n#else\n1\n2\n#line 8 \"a.gc\"\nc\n"
           "#endif\n");
}

static void lines_set_by_macros_are_left_alone(void **state) {
    (void)state;
    start("#line N\nb\nc\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2");
    edit_resync(edit);
    edit_sync(edit, at("b"));
    expect("#line N\n1\n2\n\nc\n");
}

static void a_directive_in_inserted_text_is_noticed(void **state) {
    (void)state;
    start("#include \"x.gh\"\nb\n");
    struct edit *edit = edit_of("#include \"x.gh\"");
    edit_text(edit, "#line 1 \"x.gh\"\nint x;");
    edit_resync(edit);
    expect("#line 1 \"x.gh\"\nint x;\n#line 2 \"a.gc\"\nb\n");
}

static void carriage_returns_are_kept(void **state) {
    (void)state;
    start("a\r\nb\r\nc\r\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1\n2\r\n3");
    edit_resync(edit);
    expect_text("P\n", false,
                "P\r\n#line 1 \"a.gc\"\r\na\r\n1\r\n2\r\n3\r\n#line 3 \"a.gc\"\r\nc\r\n");
}

static void rendering_writes_no_directives(void **state) {
    (void)state;
    start("a\n\n\nb\n");
    struct edit *edit = edit_of("b");
    edit_text(edit, "1 ");
    edit_sync(edit, 0);
    edit_range(edit, at("b"), past("b"));
    edit_resync(edit);
    expect_render(0, source->length, "a\n\n\n1 b\n");
}

static void many_edits_take_linear_time(void **state) {
    (void)state;
    enum { COUNT = 300000 };
    struct buffer text = {0};
    for (int i = 0; i < COUNT; i++) buffer_add_string(&text, "{x}\n");
    start(text.text);
    for (uint32_t i = 0; i < COUNT; i++) {
        struct edit *outer = edit_new(edits, 4 * i, 4 * i + 3);
        edit_range(outer, 4 * i, 4 * i + 3);
        edit_text(edit_new(edits, 4 * i + 1, 4 * i + 2), "yz");
        edit_resync(outer);
    }
    struct buffer out = {0};
    edits_apply(edits, "", true, &out);
    assert_int_equal(out.length, 5 * COUNT);
    buffer_free(&out);
    buffer_free(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(no_edits_copy_every_byte),
        TEST(a_range_is_replaced),
        TEST(an_empty_edit_deletes),
        TEST(the_head_ends_its_line),
        TEST(the_path_is_escaped),
        TEST(a_byte_order_mark_and_a_hash_bang_stay_first),
        TEST(nested_edits_render_inside_out),
        TEST(the_order_of_adding_does_not_matter),
        TEST(of_two_with_one_range_the_first_is_outer),
        TEST(an_outer_edit_can_drop_inner_ones),
        TEST(verbatim_ignores_edits),
        TEST(text_moves),
        TEST(a_piece_of_an_edited_range_moves_without_the_edit),
        TEST(insertions_come_in_the_order_added),
        TEST(an_insertion_comes_once_and_before_the_edit_at_its_place),
        TEST(an_insertion_belongs_to_the_range_it_starts),
        TEST(an_insertion_at_the_end_stays_out_of_pieces),
        TEST(an_edit_is_not_applied_inside_itself),
        TEST(edits_added_after_rendering_count),
        TEST(lines_that_agree_get_no_directive),
        TEST(resync_sets_the_next_line_right),
        TEST(without_resync_nothing_is_set_right),
        TEST(two_resyncs_on_a_line_make_one_directive),
        TEST(text_that_lost_lines_is_resynchronised),
        TEST(rest_of_a_line_gets_the_lost_lines),
        TEST(nothing_left_on_the_line_gets_a_directive),
        TEST(lines_of_a_directive_are_not_made_up),
        TEST(resync_at_the_end_writes_nothing),
        TEST(resync_waits_for_an_open_line),
        TEST(resync_follows_parentheses_through_groups),
        TEST(every_arm_is_resynchronised),
        TEST(arms_of_the_same_length_need_no_directive),
        TEST(a_group_after_a_wrong_line_is_set_right),
        TEST(nested_groups_are_set_right),
        TEST(resync_is_kept_for_copied_text),
        TEST(sync_puts_what_follows_on_its_line),
        TEST(sync_that_agrees_writes_nothing),
        TEST(sync_at_a_line_start_adds_no_newline),
        TEST(hoisted_text_keeps_its_lines),
        TEST(the_users_own_lines_are_presumed),
        TEST(disabled_directives_do_not_count),
        TEST(lines_set_by_macros_are_left_alone),
        TEST(a_directive_in_inserted_text_is_noticed),
        TEST(carriage_returns_are_kept),
        TEST(rendering_writes_no_directives),
        TEST(many_edits_take_linear_time),
    };
    return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
