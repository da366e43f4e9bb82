/* Tests of the driver's parts: command lines, response files, dependency rules, output files. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "driver_command.h"
#include "driver_headers.h"
#include "driver_depend.h"
#include "driver_output.h"
#include "driver_process.h"

static struct arena *arena;
static struct command command;
static char directory[] = "/tmp/chanc_driver_test.XXXXXX"; /* each test's current directory */

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    strcpy(strrchr(directory, '.'), ".XXXXXX");
    return mkdtemp(directory) ? chdir(directory) : -1;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    struct list remove = {0};
    arena = remove.arena = arena_new();
    list_add_split(&remove, arena_printf(arena, "rm -rf %s", directory));
    int status = chdir("/") || process_run(&remove, CHILD_TOOL, NULL);
    arena_free(arena);
    return status;
}

/* Parses a command line given as words that blanks separate, after the tool's name. */
static bool parse(const char *words) {
    struct list list = {.arena = arena};
    list_add(&list, "chanc");
    list_add_split(&list, words);
    return command_parse(arena, (int)list.count, (char **)list.items, &command);
}

/* As parse, with what the command complains about kept from standard error. */
static bool parse_quietly(const char *words) {
    int before = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);
    dup2(null, STDERR_FILENO);
    bool done = parse(words);
    dup2(before, STDERR_FILENO);
    close(before);
    close(null);
    return done;
}

/* The inputs of a command: those that are translated in brackets. */
static const char *inputs_of(const char *words) {
    struct buffer text = {0};
    assert_true(parse(words));
    for (size_t i = 0; i < command.input_count; i++)
        buffer_printf(&text, command.inputs[i].translated ? "[%s]" : "%s ", command.inputs[i].path);
    const char *copy = arena_strndup(arena, text.text, text.length);
    buffer_free(&text);
    return copy;
}

static const char *preprocess_of(const char *words) {
    struct list list = {.arena = arena};
    struct buffer text = {0};
    assert_true(parse(words));
    command_add_preprocess(&command, &list);
    for (size_t i = 0; i < list.count; i++)
        buffer_printf(&text, "%s%s", i ? " " : "", list.items[i]);
    const char *copy = arena_strndup(arena, text.text, text.length);
    buffer_free(&text);
    return copy;
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *read_file(const char *path) {
    const struct source *source = source_read(arena, path);
    return source ? source->text : NULL;
}

static void inputs_are_told_from_options(void **state) {
    (void)state;
    assert_string_equal(inputs_of("a.gc b.c -O2 c.o -lm dir/d.gc -o e.gc"),
                        "[a.gc]b.c c.o [dir/d.gc]");
    assert_string_equal(command.output, "e.gc");
    assert_string_equal(inputs_of("-I a.gc -D b.gc -include c.gc -MF d.gc -Xlinker e.gc -L f.gc"),
                        "");
    assert_string_equal(inputs_of("-Ia.gc -Db.gc -oc.gc -T d.gc -u e.gc -z f.gc --param g.gc"), "");
    assert_string_equal(command.output, "c.gc");
    assert_string_equal(
        inputs_of("--force-link a.gc --prefix b.gc --specs c.gc --dumpbase d.gc --assert e.gc"
                  " -MJ f.gc -Xanalyzer g.gc -resource-dir h.gc -c-isystem i.gc"
                  " -include-pch j.gc -dependency-file k.gc --std l.gc -isystem-after m.gc"),
        "");
    assert_string_equal(inputs_of("--specs=a --prefix=b --shared a.gc --static -Gb c.gc"),
                        "[a.gc][c.gc]");
    assert_true(command.shared);
    assert_string_equal(inputs_of("-undef a.gc -Wl,-T b.gc -static c.gc -M d.gc"),
                        "[a.gc][b.gc][c.gc][d.gc]");
    assert_string_equal(inputs_of(".gc x.gc.c gc"), ".gc x.gc.c gc ");
    assert_string_equal(inputs_of("-- -a.gc"), "[-a.gc]");
    assert_false(parse_quietly("-o"));
}

static void languages_decide_what_is_translated(void **state) {
    (void)state;
    assert_string_equal(inputs_of("-x gc a b.c - -x none c d.c e.gc"), "[a][b.c][-]c d.c [e.gc]");
    assert_null(command.language);
    assert_string_equal(inputs_of("-xc a.gc b.c -"), "[a.gc]b.c - ");
    assert_string_equal(inputs_of("-x assembler a.gc"), "a.gc ");
    assert_string_equal(inputs_of("--language=gc a"), "[a]");
    assert_int_equal(command.translated, 1);
}

static void the_first_stage_counts(void **state) {
    (void)state;
    static const struct {
        const char *words;
        enum stage stage;
    } cases[] = {{"a.gc", STAGE_LINK},           {"-c a.gc", STAGE_OBJECT},
                 {"-c -S a.gc", STAGE_ASSEMBLY}, {"-E -c a.gc", STAGE_PREPROCESS},
                 {"-M -c a.gc", STAGE_DEPEND},   {"-MM -E a.gc", STAGE_DEPEND},
                 {"-MD a.gc", STAGE_LINK},       {"-fsyntax-only -c a.gc", STAGE_SYNTAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(parse(cases[i].words));
        assert_int_equal(command.stage, cases[i].stage);
    }
}

static void actions_are_told_by_our_options(void **state) {
    (void)state;
    static const struct {
        const char *words;
        enum action action;
    } cases[] = {{"a.gc -v", ACTION_COMPILE}, {"a.gc --emit-c", ACTION_EMIT},
                 {"--check", ACTION_CHECK},   {"--version", ACTION_VERSION},
                 {"--help", ACTION_HELP},     {"--cflags --libs", ACTION_FLAGS},
                 {"--emitc", ACTION_COMPILE}, {"--help=warnings", ACTION_COMPILE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(parse(cases[i].words));
        assert_int_equal(command.action, cases[i].action);
    }
    assert_true(parse("--diagnostics=sarif --no-line a.gc"));
    assert_int_equal(command.format, FORMAT_SARIF);
    assert_true(command.no_line);
}

static void senseless_commands_are_refused(void **state) {
    (void)state;
    assert_false(parse_quietly(""));
    assert_false(parse_quietly("--diagnostics=xml a.gc"));
    assert_false(parse_quietly("--diagnostics="));
    assert_false(parse_quietly("run"));
    assert_false(parse_quietly("run -O2"));
    assert_false(parse_quietly("run -c a.gc"));
}

static void run_leaves_the_programs_arguments_alone(void **state) {
    (void)state;
    assert_string_equal(inputs_of("run -O2 -I inc --no-line a.gc -o b.gc --emit-c @c"), "[a.gc]");
    assert_int_equal(command.action, ACTION_RUN);
    assert_true(command.no_line);
    assert_null(command.output);
    assert_int_equal(command.run_arguments.count, 4);
    assert_string_equal(command.run_arguments.items[0], "-o");
    assert_string_equal(command.run_arguments.items[3], "@c");
    assert_string_equal(inputs_of("x run a.gc"), "x run [a.gc]");
}

static void response_files_are_looked_into(void **state) {
    (void)state;
    write_file("words", "a.gc 'b c.gc'\n\t\"d\\\"e.gc\" f\\ g.gc \"\" @more -o\n");
    write_file("more", "h.gc");
    assert_string_equal(inputs_of("@words out @missing"),
                        "[a.gc][b c.gc][d\"e.gc][f g.gc] [h.gc]@missing ");
    assert_string_equal(command.output, "out");
    assert_string_equal(command.words[0].response, "@words");
    assert_string_equal(command.words[5].response, "@words");
    assert_null(command.words[command.count - 1].response);
    write_file("loop", "@loop");
    assert_string_equal(inputs_of("@loop"), "@loop ");
}

static void dependency_options_are_noted(void **state) {
    (void)state;
    assert_true(parse("-MD -MP -MF a.d -MT t a.gc"));
    assert_true(command.depends && command.phony);
    assert_string_equal(command.depend_files.items[0], "a.d");
    assert_string_equal(command.target, "t");
    assert_true(parse("-Wp,-MMD,b.d -Wp,-MP a.gc"));
    assert_true(command.depends && command.phony);
    assert_string_equal(command.depend_files.items[0], "b.d");
    assert_true(parse("-MM a.gc"));
    assert_true(command.depends);
    assert_true(parse("-MFx a.gc"));
    assert_false(command.depends);
}

static void headers_are_read_as_in_the_compilation(void **state) {
    (void)state;
    assert_string_equal(
        preprocess_of("-I a -DX=1 -std=c99 -O2 -include b.h -fopenmp -m32 -pthread"),
        "-I a -DX=1 -std=c99 -O2 -include b.h -fopenmp -m32 -pthread");
    assert_string_equal(preprocess_of("--std=c2x --ansi --trigraphs --no-standard-includes"),
                        "-std=c2x -ansi -trigraphs -nostdinc");
    assert_string_equal(
        preprocess_of("-c -o x -Wall -g -MD -MF d -L l -lm -x gc a.gc -v -save-temps"
                      " -Wl,-z -fdiagnostics-color -fsyntax-only -fdump-tree-all"),
        "");
    assert_string_equal(preprocess_of("-Wp,-DA -Wp,-MD,x -Xpreprocessor -DB -isystem s -iquote q"),
                        "-isystem s -iquote q -DA -DB");
    assert_string_equal(
        preprocess_of("-Wp,-I,a,-v,-MD,-Db -Xclang -foo -Xclang -imacros -Xclang m -Ic"),
        "-Ic -I a -Xpreprocessor -v -Xpreprocessor -foo -imacros m");
    assert_string_equal(preprocess_of("--sysroot=/r -I=/a -isystem $SYSROOT/b -iquote c -I =/d"),
                        "--sysroot=/r -I/r/a -isystem /r/b -iquote c -I /r/d");
}

static void paths_are_taken_apart(void **state) {
    (void)state;
    assert_string_equal(base_name("a/b/c.gc"), "c.gc");
    assert_string_equal(base_name("c.gc"), "c.gc");
    assert_string_equal(directory_of(arena, "a/b/c.gc"), "a/b");
    assert_string_equal(directory_of(arena, "c.gc"), ".");
    assert_string_equal(directory_of(arena, "/c.gc"), "/");
    assert_string_equal(path_with_suffix(arena, "a.b/c", ".d"), "a.b/c.d");
    assert_string_equal(path_with_suffix(arena, "a.b/c.x.gc", ".d"), "a.b/c.x.d");
    assert_string_equal(path_with_suffix(arena, ".gc", ".d"), ".gc.d");
    assert_string_equal(base_with_suffix(arena, "a.b/c.gc", ".c"), "c.c");
    assert_string_equal(base_with_suffix(arena, "-", ".c"), "-.c");
}

/* Rewrites a rule in which tmp/a.c stands for `path`, which read the headers given as words. */
static const char *rewritten(const char *path, const char *headers, bool phony, bool local,
                             const char *rule) {
    struct list list = {.arena = arena};
    struct buffer out = {0};
    list_add_split(&list, headers);
    struct dependent file = {path, "/tmp/x y/a.c", &list};
    depend_rewrite(arena, rule, &file, 1, phony, local, &out);
    const char *copy = arena_strndup(arena, out.text, out.length);
    buffer_free(&out);
    return copy;
}

static void rules_name_the_source_and_its_headers(void **state) {
    (void)state;
    assert_string_equal(rewritten("s/a.gc", "", false, false, "a.o: /tmp/x\\ y/a.c h.h\n"),
                        "a.o: s/a.gc h.h\n");
    assert_string_equal(rewritten("a.gc", "x.gh y.gh", false, false, "a.o: \\\n /tmp/x\\ y/a.c\n"),
                        "a.o: \\\n a.gc \\\n x.gh \\\n y.gh\n");
    assert_string_equal(rewritten("a.gc", "x.gh", true, false, "a.o: /tmp/x\\ y/a.c h.h\nh.h:\n"),
                        "a.o: a.gc \\\n x.gh h.h\nh.h:\nx.gh:\n");
    assert_string_equal(rewritten("a b#$.gc", "", false, false, "a.o: /tmp/x\\ y/a.c"),
                        "a.o: a\\ b\\#$$.gc");
    assert_string_equal(rewritten("a.gc", "", false, true, "./a.o: /tmp/x\\ y/a.c ./h.h ../i.h\n"),
                        "./a.o: a.gc h.h ../i.h\n");
    assert_string_equal(rewritten("a.gc", "", false, false, "t1 t\\ 2: ./h.h\\\n\\ x.h\n"),
                        "t1 t\\ 2: ./h.h\\\n\\ x.h\n");
}

static void rules_are_made_for_translations(void **state) {
    (void)state;
    struct list headers = {.arena = arena};
    struct buffer out = {0};
    list_add(&headers, "x y.gh");
    struct dependent file = {"a.gc", "", &headers};
    depend_rule("a b.c", true, &file, true, &out);
    depend_rule("a b.c", false, &file, false, &out);
    assert_string_equal(out.text,
                        "a\\ b.c: a.gc \\\n x\\ y.gh\nx\\ y.gh:\na b.c: a.gc \\\n x\\ y.gh\n");
    buffer_free(&out);
}

static bool write_output(const char *path, const char *text) {
    return output_write(path, text, strlen(text));
}

static void outputs_replace_what_was_there(void **state) {
    (void)state;
    struct stat status;
    umask(022);
    assert_true(write_output("new", "one"));
    assert_string_equal(read_file("new"), "one");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    chmod("new", 0755);
    assert_true(write_output("new", "two"));
    assert_string_equal(read_file("new"), "two");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0755);
}

static void links_stay_links(void **state) {
    (void)state;
    struct stat status;
    assert_int_equal(mkdir("sub", 0777), 0);
    assert_true(write_output("sub/file", "one"));
    assert_int_equal(symlink("sub/file", "link"), 0);
    assert_true(write_output("link", "two"));
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_string_equal(read_file("sub/file"), "two");
}

static void outputs_that_fail_change_nothing(void **state) {
    (void)state;
    int before = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);
    dup2(null, STDERR_FILENO);
    assert_false(write_output("none/file", "text"));
    assert_false(write_output("/dev/full", "text"));
    assert_false(write_output(directory, "text"));
    dup2(before, STDERR_FILENO);
    close(before);
    close(null);
    assert_int_equal(access("none", F_OK), -1);
}

static void compilers_may_be_several_words(void **state) {
    (void)state;
    struct list words = {.arena = arena};
    setenv("CHANC_CC", " ccache  gcc -DX ", 1);
    process_add_compiler(&words);
    assert_int_equal(words.count, 3);
    assert_string_equal(words.items[2], "-DX");
    assert_null(words.items[3]);
    setenv("CHANC_CC", " ", 1);
    assert_string_equal(process_compiler(), "cc");
    unsetenv("CHANC_CC");
    assert_string_equal(process_compiler(), "cc");
}

static int run(const char *words, const char *output) {
    struct list list = {.arena = arena};
    list_add_split(&list, words);
    return process_run(&list, CHILD_TOOL, output);
}

static void processes_report_how_they_ended(void **state) {
    (void)state;
    write_file("kill", "kill -9 $$");
    assert_int_equal(run("true", NULL), 0);
    assert_int_equal(run("test a = b", NULL), 1);
    assert_int_equal(run("sh kill", NULL), 137);
    assert_int_equal(run("echo text", "captured"), 0);
    assert_string_equal(read_file("captured"), "text\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(inputs_are_told_from_options),
        TEST(languages_decide_what_is_translated),
        TEST(the_first_stage_counts),
        TEST(actions_are_told_by_our_options),
        TEST(senseless_commands_are_refused),
        TEST(run_leaves_the_programs_arguments_alone),
        TEST(response_files_are_looked_into),
        TEST(dependency_options_are_noted),
        TEST(headers_are_read_as_in_the_compilation),
        TEST(paths_are_taken_apart),
        TEST(rules_name_the_source_and_its_headers),
        TEST(rules_are_made_for_translations),
        TEST(outputs_replace_what_was_there),
        TEST(links_stay_links),
        TEST(outputs_that_fail_change_nothing),
        TEST(compilers_may_be_several_words),
        TEST(processes_report_how_they_ended),
    };
    return cmocka_run_group_tests_name("driver", tests, NULL, NULL);
}
