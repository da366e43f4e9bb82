/* Tests of arena.h and source.h: memory, lines and columns. */
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "source.h"

static void arenas_give_zeroed_aligned_memory(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    static const size_t sizes[] = {0, 1, 7, 16, 1000, 16384, 16385, 65536, 1 << 20, 3, 40000};
    for (int round = 0; round < 20; round++) {
        size_t size = sizes[round % (int)(sizeof sizes / sizeof *sizes)];
        unsigned char *memory = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)memory % alignof(uint64_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(memory[i], 0);
        memset(memory, 0xFF, size);
    }
    arena_free(arena);
    arena_free(NULL);
}

static void arenas_copy_and_format_text(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(arena, NULL, 0), "");
    assert_string_equal(arena_printf(arena, "%s-%d", "x", 5), "x-5");
    int *numbers = arena_array(arena, 1000, sizeof *numbers);
    assert_int_equal(numbers[999], 0);
    arena_free(arena);
}

static void buffers_grow(void **state) {
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 1000; i++) buffer_printf(&buffer, "%03d,", i);
    assert_int_equal(buffer.length, 4000);
    assert_memory_equal(buffer.text + 3996, "999,", 5);
    buffer_add(&buffer, "a\0b", 3);
    assert_int_equal(buffer.length, 4003);
    buffer_free(&buffer);
    assert_null(buffer.text);
    buffer_add(&buffer, "", 0);
    assert_string_equal(buffer.text, "");
    buffer_free(&buffer);
}

static struct position position(const char *text, uint32_t offset) {
    struct arena *arena = arena_new();
    struct source *source = source_new(arena, "x", text, (uint32_t)strlen(text));
    struct position found = source_position(source, offset);
    assert_int_equal(source_line(source, offset), found.line);
    arena_free(arena);
    return found;
}

static void expect_position(const char *text, uint32_t offset, uint32_t line, uint32_t column) {
    struct position found = position(text, offset);
    assert_int_equal(found.line, line);
    assert_int_equal(found.column, column);
}

static void lines_and_columns_count_from_one(void **state) {
    (void)state;
    expect_position("", 0, 1, 1);
    expect_position("ab\ncd", 0, 1, 1);
    expect_position("ab\ncd", 2, 1, 3);
    expect_position("ab\ncd", 3, 2, 1);
    expect_position("ab\ncd", 5, 2, 3);
    expect_position("ab\n", 3, 2, 1);
    expect_position("\n\n\n", 2, 3, 1);
    expect_position("\t\tx", 2, 1, 3);
    expect_position("a\r\nb", 3, 2, 1);
}

static void columns_count_characters(void **state) {
    (void)state;
    expect_position("\xC3\xA9x", 2, 1, 2);
    expect_position("\xC3\xA9x", 1, 1, 1);
    expect_position("\xE2\x82\xACx", 3, 1, 2);
    expect_position("\xF0\x9F\x98\x80x", 4, 1, 2);
    expect_position("e\xCC\x81x", 3, 1, 3);
}

static void a_byte_that_is_no_utf8_is_one_character(void **state) {
    (void)state;
    expect_position("\xFF\xFEx", 2, 1, 3);
    expect_position("\x80x", 1, 1, 2);
    expect_position("\xC3x", 1, 1, 2);
    expect_position("\xC0\x80x", 2, 1, 3);
    expect_position("\xE2\x82", 2, 1, 3);
    expect_position("\xE2\x82\nx", 3, 2, 1);
    expect_position("\xF5\x80\x80\x80x", 4, 1, 5);
    expect_position("\xED\xA0\x80x", 3, 1, 4);
    expect_position("\xE0\x80\x80x", 3, 1, 4);
    expect_position("\xF4\x90\x80\x80x", 4, 1, 5);
}

static void files_are_read_whole(void **state) {
    (void)state;
    char path[] = "/tmp/chanc_source_test.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    static const char text[] = "a\0b\nc";
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    struct arena *arena = arena_new();
    struct source *source = source_read(arena, path);
    assert_non_null(source);
    assert_int_equal(source->length, sizeof text - 1);
    assert_memory_equal(source->text, text, sizeof text);
    assert_int_equal(source->line_count, 2);
    assert_string_equal(source->path, path);
    unlink(path);
    arena_free(arena);
}

static void what_cannot_be_read_is_an_error(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    errno = 0;
    assert_null(source_read(arena, "/nonexistent/x.gc"));
    assert_int_equal(errno, ENOENT);
    assert_null(source_read(arena, "/tmp"));
    assert_int_equal(errno, EISDIR);
    arena_free(arena);
}

static void standard_input_is_a_dash(void **state) {
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    fputs("text\n", file);
    fflush(file);
    rewind(file);
    int before = dup(STDIN_FILENO);
    dup2(fileno(file), STDIN_FILENO);
    struct arena *arena = arena_new();
    struct source *source = source_read(arena, "-");
    dup2(before, STDIN_FILENO);
    close(before);
    fclose(file);
    assert_non_null(source);
    assert_string_equal(source->text, "text\n");
    assert_string_equal(source->path, "<stdin>");
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arenas_give_zeroed_aligned_memory),
        cmocka_unit_test(arenas_copy_and_format_text),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(lines_and_columns_count_from_one),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(a_byte_that_is_no_utf8_is_one_character),
        cmocka_unit_test(files_are_read_whole),
        cmocka_unit_test(what_cannot_be_read_is_an_error),
        cmocka_unit_test(standard_input_is_a_dash),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
