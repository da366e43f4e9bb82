/* Tests of the grammar: the trees of grammar/test/corpus, and what those do not show.
 *
 * A corpus file holds cases: a name between two lines of `=`, the text, a line `---`, and the tree
 * as ts_node_string writes it, white space apart. */
#define _GNU_SOURCE
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <tree_sitter/api.h>

#define CORPUS "../../grammar/test/corpus/*.txt"
#define HIGHLIGHTS "../../grammar/queries/highlights.scm"

const TSLanguage *tree_sitter_chanc(void);

/* One case of a corpus file. */
struct corpus_case {
    char *name, *text, *tree;
};

static TSParser *parser;

static int set_up(void **state) {
    (void)state;
    parser = ts_parser_new();
    return parser == NULL || !ts_parser_set_language(parser, tree_sitter_chanc());
}

static int tear_down(void **state) {
    (void)state;
    ts_parser_delete(parser);
    return 0;
}

static TSTree *parse(const char *text, size_t length) {
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, (uint32_t)length);
    assert_non_null(tree);
    return tree;
}

/* A whole file, ended by a zero byte; the caller frees it. */
static char *read_file(const char *path) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(getdelim(&text, &size, '\0', file) > 0);
    fclose(file);
    return text;
}

/* --- corpus -------------------------------------------------------------------------------------
 */

/* The first line from `text` on that is made of that character only, three or more; or NULL. */
static const char *find_ruler(const char *text, char of) {
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        size_t ruled = strspn(line, (char[]){of, '\0'});
        if (ruled >= 3 && ruled == length) return line;
        line += length + (line[length] == '\n');
    }
    return NULL;
}

static const char *after_line(const char *line) {
    const char *end = strchrnul(line, '\n');
    return *end == '\0' ? end : end + 1;
}

static char *copy(const char *start, const char *end) {
    char *text = strndup(start, (size_t)(end - start));
    assert_non_null(text);
    return text;
}

/* Takes the case at *at, where a ruler is, and moves *at to the next one's. False at the end. */
static bool next_case(const char **at, struct corpus_case *one) {
    if (*at == NULL) return false;
    const char *name = after_line(*at), *ruler = find_ruler(name, '=');
    assert_non_null(ruler);
    const char *text = after_line(ruler), *middle = find_ruler(text, '-');
    assert_non_null(middle);
    const char *tree = after_line(middle);
    *at = find_ruler(tree, '=');
    one->name = copy(name, ruler - 1);
    one->text = copy(text + (*text == '\n'), middle);
    one->tree = copy(tree, *at == NULL ? strchr(tree, '\0') : *at);
    return true;
}

static void free_case(struct corpus_case one) {
    free(one.name);
    free(one.text);
    free(one.tree);
}

/* Makes every run of white space one space, none before `)` or at the ends. */
static void squeeze(char *text) {
    char *to = text;
    for (char *from = text; *from != '\0'; from++) {
        bool space = strchr(" \t\r\n", *from) != NULL;
        if (space && (to == text || to[-1] == ' ')) continue;
        if (*from == ')' && to > text && to[-1] == ' ') to--;
        *to++ = space ? ' ' : *from;
    }
    if (to > text && to[-1] == ' ') to--;
    *to = '\0';
}

static bool has_tree(const char *path, struct corpus_case one) {
    TSTree *tree = parse(one.text, strlen(one.text));
    char *found = ts_node_string(ts_tree_root_node(tree));
    squeeze(one.tree);
    bool same = strcmp(found, one.tree) == 0;
    if (!same)
        print_error("%s: %s\n  expected %s\n  found    %s\n", path, one.name, one.tree, found);
    free(found);
    ts_tree_delete(tree);
    return same;
}

/* Calls `each` with every case; the number of those it answered with false. */
static size_t for_each_case(bool (*each)(const char *path, struct corpus_case one)) {
    glob_t files;
    size_t failures = 0, cases = 0;
    assert_int_equal(glob(CORPUS, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text = read_file(files.gl_pathv[i]);
        const char *at = find_ruler(text, '=');
        for (struct corpus_case one; next_case(&at, &one); cases++) {
            failures += !each(files.gl_pathv[i], one);
            free_case(one);
        }
        free(text);
    }
    globfree(&files);
    assert_true(cases > 50);
    return failures;
}

static void corpus_has_its_trees(void **state) {
    (void)state;
    assert_int_equal(for_each_case(has_tree), 0);
}

/* --- robustness ---------------------------------------------------------------------------------
 */

/* Parses each beginning of the text: recovery must come to an end, and the scanner stay inside. */
static bool parses_beginnings(const char *path, struct corpus_case one) {
    (void)path;
    for (size_t length = strlen(one.text); length > 0; length--) {
        char *beginning =
            strndup(one.text, length); /* so that a sanitizer sees reads past its end */
        assert_non_null(beginning);
        TSTree *tree = parse(beginning, length);
        assert_int_equal(ts_node_end_byte(ts_tree_root_node(tree)) <= length, 1);
        ts_tree_delete(tree);
        free(beginning);
    }
    return true;
}

static void any_beginning_parses(void **state) {
    (void)state;
    assert_int_equal(for_each_case(parses_beginnings), 0);
}

/* A text that opens the same thing over and over must not take time in its square. */
static void endless_texts_end(void **state) {
    static const char *const pieces[] = {
        "a(", "chan(",      "chan<- ", "<-chan ",        "<-",       "typeof(", "x, ",
        "A ", "int x A A ", "go f(",   "select { case ", "FOO(x)\n",
    };
    enum { TIMES = 4000 };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t length = strlen(pieces[i]);
        char *text = malloc(TIMES * length);
        assert_non_null(text);
        for (size_t j = 0; j < TIMES; j++) memcpy(text + j * length, pieces[i], length);
        ts_parser_set_timeout_micros(parser, 60 * 1000 * 1000);
        TSTree *tree = parse(text, TIMES * length);
        ts_tree_delete(tree);
        free(text);
    }
    ts_parser_set_timeout_micros(parser, 0);
}

/* --- what the trees above do not show
 * ------------------------------------------------------------- */

static TSNode first_field(TSNode node, const char *field) {
    return ts_node_child_by_field_name(node, field, (uint32_t)strlen(field));
}

static void assert_direction(const char *text, const char *direction) {
    TSTree *tree = parse(text, strlen(text));
    TSNode declaration = ts_node_child(ts_tree_root_node(tree), 0);
    TSNode found = first_field(first_field(declaration, "type"), "direction");
    assert_false(ts_node_is_null(found));
    assert_string_equal(ts_node_type(found), direction);
    assert_false(ts_node_is_named(found));
    ts_tree_delete(tree);
}

static void directions_are_anonymous_nodes(void **state) {
    (void)state;
    assert_direction("chan int c;", "chan");
    assert_direction("chan<- int c;", "chan<-");
    assert_direction("chan /* out */ <- int c;", "chan<-");
    assert_direction("<-chan job_t c;", "<-chan");
    assert_direction("<- chan(job_t) c;", "<-chan");
}

static bool is_clean(const char *text) {
    TSTree *tree = parse(text, strlen(text));
    bool clean = !ts_node_has_error(ts_tree_root_node(tree));
    ts_tree_delete(tree);
    return clean;
}

static void wrong_syntax_has_an_error(void **state) {
    static const char *const texts[] = {
        "void f(void) { x := {1}; }",
        "void f(void) { p->x := 3; }",
        "void f(void) { i := 0, j := 1; }",
        "void f(void) { switch (x) { case v := <-c: ; } }",
        "void f(void) { x = <-; }",
        "void f(void) { c <- ; }",
        "void f(void) { x = {}; for (v := range) ; }",
        "chan int;;; int chan int x;",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (is_clean(texts[i])) fail_msg("no error in: %s", texts[i]);
}

static void highlights_compile(void **state) {
    (void)state;
    char *query_text = read_file(HIGHLIGHTS);
    uint32_t offset = 0;
    TSQueryError error = TSQueryErrorNone;
    TSQuery *query = ts_query_new(tree_sitter_chanc(), query_text, (uint32_t)strlen(query_text),
                                  &offset, &error);
    if (query == NULL) fail_msg("error %d at offset %u", (int)error, (unsigned)offset);
    assert_true(ts_query_capture_count(query) > 10);
    ts_query_delete(query);
    free(query_text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_has_its_trees),
        cmocka_unit_test(any_beginning_parses),
        cmocka_unit_test(endless_texts_end),
        cmocka_unit_test(directions_are_anonymous_nodes),
        cmocka_unit_test(wrong_syntax_has_an_error),
        cmocka_unit_test(highlights_compile),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
