/* Tests of diagnostic.h: what is unique, in which order it comes, and its three forms. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "diagnostic.h"

static struct arena *arena;
static struct diagnostics *all;
static struct source *source; /* the one that errors are in */

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    all = diagnostics_new(arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    diagnostics_free(all);
    arena_free(arena);
    return 0;
}

static struct source *new_source(const char *path, const char *text) {
    return source = source_new(arena, path, text, (uint32_t)strlen(text));
}

/* The first place of `text` in the source. */
static struct span place(const char *text) {
    const char *found = strstr(source->text, text);
    assert_non_null(found);
    uint32_t start = (uint32_t)(found - source->text);
    return (struct span){source, start, start + (uint32_t)strlen(text)};
}

static char *printed(enum diagnostic_format format, bool color) {
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    diagnostics_print(all, to, format, color);
    fclose(to);
    char *copy = arena_strndup(arena, text, size);
    free(text);
    return copy;
}

static void expect(const char *expected) {
    assert_string_equal(printed(FORMAT_TEXT, false), expected);
}

static void an_error_has_place_line_and_caret(void **state) {
    (void)state;
    new_source("a.gc", "int x;\n  out <- 1;\n");
    assert_non_null(diagnostic_error(all, D_SEND_DIRECTION, place("out"), "no %s", "way"));
    expect("a.gc:2:3: error: no way [send-direction]\n"
           "    2 |   out <- 1;\n"
           "      |   ^~~\n");
    assert_int_equal(diagnostics_count(all), 1);
}

static void the_second_of_a_kind_at_a_place_is_dropped(void **state) {
    (void)state;
    new_source("a.gc", "ab\n");
    assert_non_null(diagnostic_error(all, D_SYNTAX, place("a"), "one"));
    struct diagnostic *again = diagnostic_error(all, D_SYNTAX, place("ab"), "two");
    assert_null(again);
    diagnostic_note(again, place("a"), "ignored");
    diagnostic_hint(again, "ignored");
    assert_non_null(diagnostic_error(all, D_INCLUDE, place("a"), "three"));
    assert_non_null(diagnostic_error(all, D_SYNTAX, place("b"), "four"));
    assert_int_equal(diagnostics_count(all), 3);
}

static void errors_can_be_taken_back(void **state) {
    (void)state;
    new_source("a.gc", "ab\n");
    diagnostic_error(all, D_SYNTAX, place("a"), "1");
    diagnostic_error(all, D_SYNTAX, place("b"), "2");
    diagnostics_rewind(all, 1);
    assert_int_equal(diagnostics_count(all), 1);
    assert_null(diagnostic_error(all, D_SYNTAX, place("a"), "3"));
    assert_non_null(diagnostic_error(all, D_SYNTAX, place("b"), "4"));
    assert_null(diagnostic_error(all, D_SYNTAX, place("b"), "5"));
    expect("a.gc:1:1: error: 1 [syntax]\n    1 | ab\n      | ^\n"
           "a.gc:1:2: error: 4 [syntax]\n    1 | ab\n      |  ^\n");
}

static void what_another_reading_finds_at_a_place_is_a_note(void **state) {
    (void)state;
    new_source("a.gc", "ab\n");
    assert_non_null(diagnostic_error(all, D_SYNTAX, place("a"), "1"));
    diagnostics_next_reading(all);
    assert_null(diagnostic_error(all, D_SYNTAX, place("a"), "1"));
    assert_non_null(diagnostic_error(all, D_SYNTAX, place("a"), "2"));
    assert_null(diagnostic_error(all, D_SYNTAX, place("a"), "3"));
    expect("a.gc:1:1: error: 1 [syntax]\n    1 | ab\n      | ^\n"
           "a.gc:1:1: note: with another arm of an #if: 2\n    1 | ab\n      | ^\n");
}

static void errors_are_sorted_by_source_and_place(void **state) {
    (void)state;
    struct source *first = new_source("one.gc", "ab\n");
    diagnostic_error(all, D_SYNTAX, place("b"), "1");
    new_source("two.gc", "c\n");
    diagnostic_error(all, D_SYNTAX, place("c"), "2");
    source = first;
    diagnostic_error(all, D_SYNTAX, place("a"), "3");
    expect("one.gc:1:1: error: 3 [syntax]\n    1 | ab\n      | ^\n"
           "one.gc:1:2: error: 1 [syntax]\n    1 | ab\n      |  ^\n"
           "two.gc:1:1: error: 2 [syntax]\n    1 | c\n      | ^\n");
}

static void notes_follow_and_hints_come_last(void **state) {
    (void)state;
    new_source("a.gc", "ab\nc\n");
    struct diagnostic *error = diagnostic_error(all, D_GO_CALL, place("c"), "bad");
    diagnostic_hint(error, "write %s", "go f()");
    diagnostic_note(error, place("a"), "declared here");
    diagnostic_note(error, place("b"), "and here");
    expect("a.gc:2:1: error: bad [go-call]\n    2 | c\n      | ^\n"
           "a.gc:1:1: note: declared here\n    1 | ab\n      | ^\n"
           "a.gc:1:2: note: and here\n    1 | ab\n      |  ^\n"
           "a.gc:2:1: note: write go f()\n");
}

static void headers_say_how_they_were_included(void **state) {
    (void)state;
    new_source("a.gc", "\n#include \"b.gh\"\n");
    struct span outer = place("#include");
    struct source *middle = new_source("b.gh", "#include \"c.gh\"\n");
    diagnostics_included(all, middle, outer);
    struct span inner = place("#include");
    struct source *header = new_source("c.gh", "xy\n");
    diagnostics_included(all, header, inner);
    diagnostic_error(all, D_SYNTAX, place("x"), "1");
    diagnostic_error(all, D_SYNTAX, place("y"), "2");
    expect("In file included from b.gh:1,\n"
           "                 from a.gc:2:\n"
           "c.gh:1:1: error: 1 [syntax]\n    1 | xy\n      | ^\n"
           "c.gh:1:2: error: 2 [syntax]\n    1 | xy\n      |  ^\n");
}

/* The lines under an error in `text` that marks `marked`. */
static void expect_excerpt(const char *text, const char *marked, const char *expected) {
    set_up(NULL);
    new_source("a.gc", text);
    diagnostic_error(all, D_SYNTAX, place(marked), "m");
    const char *lines = strchr(printed(FORMAT_TEXT, false), '\n') + 1;
    assert_string_equal(lines, expected);
    tear_down(NULL);
}

static void carets_stand_under_their_operand(void **state) {
    (void)state;
    tear_down(NULL);
    expect_excerpt("\tx\ty z", "y", "    1 | \tx\ty z\n      | \t \t^\n");
    expect_excerpt("\xC3\xA9 x", "x", "    1 | \xC3\xA9 x\n      |   ^\n");
    expect_excerpt("e\xCC\x81 x", "x", "    1 | e\xCC\x81 x\n      |   ^\n");
    expect_excerpt("\xE6\xBC\xA2 x", "x", "    1 | \xE6\xBC\xA2 x\n      |    ^\n");
    expect_excerpt("\xE6\xBC\xA2", "\xE6\xBC\xA2", "    1 | \xE6\xBC\xA2\n      | ^~\n");
    expect_excerpt("ab\ncd", "b\nc", "    1 | ab\n      |  ^\n");
    expect_excerpt("ab\r\n", "b", "    1 | ab\n      |  ^\n");
    expect_excerpt("ab", "", "    1 | ab\n      | ^\n");
    set_up(NULL);
}

static void a_point_past_the_text_has_a_caret(void **state) {
    (void)state;
    new_source("a.gc", "ab");
    diagnostic_error(all, D_SYNTAX, (struct span){source, 2, 2}, "m");
    expect("a.gc:1:3: error: m [syntax]\n    1 | ab\n      |   ^\n");
}

static void nothing_acts_on_the_terminal(void **state) {
    (void)state;
    tear_down(NULL);
    expect_excerpt("\x1b[2J\x07x", "x", "    1 | \\x1b[2J\\x07x\n      |            ^\n");
    expect_excerpt("\x7f\xFFx", "x", "    1 | \\x7f\\xffx\n      |         ^\n");
    expect_excerpt("\xC2\x9B\xE2\x80\xAEx", "x",
                   "    1 | \\u009b\\u202ex\n      |             ^\n");
    expect_excerpt("\x1b", "\x1b", "    1 | \\x1b\n      | ^~~~\n");
    expect_excerpt("a\rb", "b", "    1 | a\\x0db\n      |      ^\n");
    set_up(NULL);
    new_source("a.gc", "x");
    diagnostic_error(all, D_SYNTAX, place("x"), "\x1b[1m\n'\xC3\xA9'");
    expect("a.gc:1:1: error: \\x1b[1m\\x0a'\xC3\xA9' [syntax]\n    1 | x\n      | ^\n");
}

static void long_lines_are_cut(void **state) {
    (void)state;
    char text[1001], expected[1001];
    memset(text, 'a', 1000);
    text[500] = 'b';
    text[1000] = '\0';
    new_source("a.gc", text);
    diagnostic_error(all, D_SYNTAX, place("b"), "m");
    snprintf(expected, sizeof expected,
             "a.gc:1:501: error: m [syntax]\n    1 | ...%.80sb%.79s...\n      | %83s^\n", text,
             text, "");
    expect(expected);
}

static void colors_come_only_when_asked_for(void **state) {
    (void)state;
    new_source("a.gc", "x");
    diagnostic_error(all, D_SYNTAX, place("x"), "m");
    assert_null(strchr(printed(FORMAT_TEXT, false), '\033'));
    assert_non_null(strstr(printed(FORMAT_TEXT, true), "\033[1;31merror:\033[0m m ["));
}

static void every_name_is_its_own(void **state) {
    (void)state;
    for (enum diagnostic_name name = 0; name < D_COUNT; name++)
        for (enum diagnostic_name other = 0; other < name; other++)
            assert_string_not_equal(diagnostic_name_text(name), diagnostic_name_text(other));
}

static void many_errors_take_linear_time(void **state) {
    (void)state;
    enum { COUNT = 100000 };
    char *text = arena_alloc(arena, COUNT + 1);
    memset(text, 'x', COUNT);
    new_source("a.gc", text);
    for (uint32_t i = COUNT; i-- > 0;)
        diagnostic_error(all, D_SYNTAX, (struct span){source, i, i + 1}, "m");
    assert_int_equal(diagnostics_count(all), COUNT);
}

/* Two errors, in a file and in a header of it, the first with a note and a hint. */
static void fill(void) {
    new_source("a b.gc", "\n#include \"b.gh\"\nx \xFF y;\n");
    struct span include = place("#include \"b.gh\"");
    struct diagnostic *error = diagnostic_error(all, D_GO_CALL, place("x"), "say \"\xFF\"");
    diagnostic_note(error, place("y"), "declared here");
    diagnostic_hint(error, "write go");
    struct source *header = new_source("/tmp/b.gh", "z");
    diagnostics_included(all, header, include);
    diagnostic_error(all, D_SYNTAX, place("z"), "m");
}

/* Follows keys and, given as digits, indices. */
static json_t *follow(json_t *value, const char *path) {
    char *copy = arena_strndup(arena, path, strlen(path)), *rest = copy, *step;
    while ((step = strsep(&rest, "/"))) {
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(step))
                                     : json_object_get(value, step);
        if (!value) fail_msg("no %s", path);
    }
    return value;
}

static void expect_json(json_t *document, const char *path, const char *expected) {
    char *found = json_dumps(follow(document, path), JSON_ENCODE_ANY | JSON_COMPACT);
    assert_string_equal(found, expected);
    free(found);
}

static void json_has_everything(void **state) {
    (void)state;
    fill();
    json_t *document = json_loads(printed(FORMAT_JSON, false), 0, NULL);
    assert_non_null(document);
    expect_json(document, "version", "1");
    assert_int_equal(json_array_size(follow(document, "diagnostics")), 2);
    expect_json(
        document, "diagnostics/0",
        "{\"severity\":\"error\",\"name\":\"go-call\",\"message\":\"say \\\"\xEF\xBF\xBD\\\"\","
        "\"path\":\"a b.gc\",\"line\":3,\"column\":1,\"endLine\":3,\"endColumn\":2,"
        "\"notes\":[{\"kind\":\"note\",\"message\":\"declared here\",\"path\":\"a b.gc\","
        "\"line\":3,\"column\":5,\"endLine\":3,\"endColumn\":6},"
        "{\"kind\":\"hint\",\"message\":\"write go\",\"path\":\"a b.gc\","
        "\"line\":3,\"column\":1,\"endLine\":3,\"endColumn\":2}],\"includedFrom\":[]}");
    expect_json(document, "diagnostics/1/includedFrom/0/line", "2");
    json_decref(document);
}

static void json_of_no_errors_is_complete(void **state) {
    (void)state;
    json_t *document = json_loads(printed(FORMAT_JSON, false), 0, NULL);
    expect_json(document, "diagnostics", "[]");
    json_decref(document);
    document = json_loads(printed(FORMAT_SARIF, false), 0, NULL);
    expect_json(document, "runs/0/results", "[]");
    json_decref(document);
}

static void sarif_has_what_the_standard_requires(void **state) {
    (void)state;
    fill();
    json_t *document = json_loads(printed(FORMAT_SARIF, false), 0, NULL);
    assert_non_null(document);
    expect_json(document, "version", "\"2.1.0\"");
    expect_json(document, "runs/0/tool/driver/name", "\"chanc\"");
    expect_json(document, "runs/0/columnKind", "\"unicodeCodePoints\"");
    assert_int_equal(json_array_size(follow(document, "runs/0/tool/driver/rules")), D_COUNT);
    expect_json(document, "runs/0/tool/driver/rules/8/id", "\"go-call\"");
    expect_json(document, "runs/0/results/0/ruleId", "\"go-call\"");
    expect_json(document, "runs/0/results/0/ruleIndex", "8");
    expect_json(document, "runs/0/results/0/locations/0",
                "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a%20b.gc\"},"
                "\"region\":{\"startLine\":3,\"startColumn\":1,\"endLine\":3,\"endColumn\":2}}}");
    expect_json(document, "runs/0/results/0/relatedLocations/0/message/text", "\"declared here\"");
    expect_json(document, "runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri",
                "\"file:///tmp/b.gh\"");
    expect_json(document, "runs/0/results/1/relatedLocations/0/message/text",
                "\"included from here\"");
    json_decref(document);
}

static void complaints_are_in_every_form(void **state) {
    (void)state;
    assert_true(diagnostics_is_empty(all));
    diagnostics_complain(all, "a.gc: lost");
    diagnostics_complain(all, "b.gc: lost");
    assert_false(diagnostics_is_empty(all));
    assert_string_equal(printed(FORMAT_TEXT, false), "chanc: a.gc: lost\nchanc: b.gc: lost\n");
    json_t *document = json_loads(printed(FORMAT_JSON, false), 0, NULL);
    expect_json(document, "diagnostics", "[]");
    expect_json(document, "complaints/1", "{\"message\":\"b.gc: lost\"}");
    json_decref(document);
    document = json_loads(printed(FORMAT_SARIF, false), 0, NULL);
    expect_json(document, "runs/0/invocations/0/executionSuccessful", "false");
    expect_json(document, "runs/0/invocations/0/toolExecutionNotifications/0",
                "{\"level\":\"error\",\"message\":{\"text\":\"a.gc: lost\"}}");
    json_decref(document);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_error_has_place_line_and_caret),
        TEST(the_second_of_a_kind_at_a_place_is_dropped),
        TEST(what_another_reading_finds_at_a_place_is_a_note),
        TEST(errors_can_be_taken_back),
        TEST(errors_are_sorted_by_source_and_place),
        TEST(notes_follow_and_hints_come_last),
        TEST(headers_say_how_they_were_included),
        TEST(carets_stand_under_their_operand),
        TEST(a_point_past_the_text_has_a_caret),
        TEST(nothing_acts_on_the_terminal),
        TEST(long_lines_are_cut),
        TEST(colors_come_only_when_asked_for),
        TEST(every_name_is_its_own),
        TEST(many_errors_take_linear_time),
        TEST(json_has_everything),
        TEST(json_of_no_errors_is_complete),
        TEST(sarif_has_what_the_standard_requires),
        TEST(complaints_are_in_every_form),
    };
    return cmocka_run_group_tests_name("diagnostic", tests, NULL, NULL);
}
