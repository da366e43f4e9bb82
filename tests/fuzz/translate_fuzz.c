/* translate_fuzz.c: a libFuzzer target: one input is one source to translate.
 *
 * Whatever the input, a translation must
 *   - end, without a fault, a leak or undefined behaviour;
 *   - leave no output when it found an error;
 *   - give an input back as it is, byte for byte, when it has no channel syntax;
 *   - give C otherwise: a second translation finds no channel syntax in the output, unless an arm of an #if does not
 *     parse, which is copied; or text of a header does not, which reads otherwise between the lines that make it
 *     one for C++;
 *   - say the same again when it is asked only to check;
 *   - be the same when the text is read in the smallest pieces.
 * Instead of the C compiler's preprocessor a fixed text (FUZZ_HEADERS, headers.h preprocessed) answers for headers. An input that begins
 * with the line `//.gh` is a header to be made one for C and C++. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe.h"
#include "translate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *count, char ***arguments);

/* What the headers of every input say: the text of FUZZ_HEADERS. */
static struct arena *headers_arena;
static const struct source *headers;

/* libFuzzer calls it once, before all else. */
int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    headers_arena = arena_new();
    headers = source_read(headers_arena, FUZZ_HEADERS);
    if (headers == NULL) perror(FUZZ_HEADERS);
    return headers == NULL;
}

/* Takes the place of the translator's own, which runs a compiler. */
const struct source *probe_headers(struct arena *arena, const struct source *const *sources,
                                   size_t count, const struct translate_options *options,
                                   bool *whole) {
    (void)sources, (void)count, (void)options;
    *whole = false;
    return source_new(arena, "<headers>", headers->text, headers->length);
}

/* What came of one translation. */
struct outcome {
    bool accepted;
    struct translation result;
    char *messages; /* as printed; malloc'ed */
    size_t length;  /* of messages */
};

static void print(struct outcome *outcome, struct diagnostics *errors) {
    static const enum diagnostic_format formats[] = {FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF};
    FILE *to = open_memstream(&outcome->messages, &outcome->length);
    if (to == NULL) abort();
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        diagnostics_print(errors, to, formats[i], false);
    fclose(to);
}

static struct outcome run(const char *text, size_t length,
                          const struct translate_options *options) {
    struct outcome outcome = {0};
    struct arena *arena = arena_new();
    struct diagnostics *errors = diagnostics_new(arena);
    const struct source *source = source_new(arena, "tests/run/fuzz.gc",
                                             arena_strndup(arena, text, length), (uint32_t)length);
    outcome.accepted = translate(arena, source, options, errors, &outcome.result);
    print(&outcome, errors);
    outcome.result.dependencies = NULL; /* dies with the arena */
    diagnostics_free(errors);
    arena_free(arena);
    return outcome;
}

static void drop(struct outcome *outcome) {
    buffer_free(&outcome->result.output);
    free(outcome->messages);
}

/* Ends the run: libFuzzer keeps the input. */
static void expect(bool holds, const char *what, const struct outcome *outcome) {
    if (holds) return;
    fprintf(stderr, "property violated: %s\n%.*s\n--- output:\n%.*s\n", what, (int)outcome->length,
            outcome->messages, (int)outcome->result.output.length, outcome->result.output.text);
    abort();
}

static bool is_text(const struct buffer *output, const char *text, size_t length) {
    return output->length == length && (length == 0 || memcmp(output->text, text, length) == 0);
}

/* A check is the same translation without output. */
static void expect_repeatable(const struct outcome *first, const char *text, size_t length,
                              struct translate_options options) {
    options.check_only = true;
    struct outcome check = run(text, length, &options);
    expect(check.accepted == first->accepted && check.length == first->length &&
               memcmp(check.messages, first->messages, first->length) == 0,
           "checking says what translating says", &check);
    expect(check.result.output.length == 0, "checking has no output", &check);
    drop(&check);
}

/* Output is plain C. Of text that the parser had to guess at, only that reading it again ends: another text around it
 * may make it guess otherwise. */
static void expect_plain(const struct outcome *first, struct translate_options options) {
    options.header = false;
    struct outcome second = run(first->result.output.text, first->result.output.length, &options);
    bool guessed = first->result.broken;
    expect(guessed || second.accepted, "the output is accepted", &second);
    expect(guessed || is_text(&second.result.output, first->result.output.text,
                              first->result.output.length),
           "the output is plain C", &second);
    drop(&second);
}

/* What is read function by function reads as it does at once. Not so text that the parser has to guess at. */
static void expect_pieces(const struct outcome *first, const char *text, size_t length,
                          struct translate_options options) {
    if (first->result.broken || memmem(text, length, "\n}\n\n", 4) == NULL) return;
    options.piece_size = 1;
    struct outcome pieces = run(text, length, &options);
    expect(pieces.accepted && is_text(&pieces.result.output, first->result.output.text,
                                      first->result.output.length),
           "pieces give the same output", &pieces);
    drop(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *text = (const char *)data;
    struct translate_options options = {.compiler = "cc", .c_header = "<chanc.h>"};
    options.header = size >= 6 && memcmp(data, "//.gh\n", 6) == 0;
    struct outcome first = run(text, size, &options);
    if (!first.accepted)
        expect(first.result.output.length == 0, "refused input has no output", &first);
    else if (!first.result.needs_runtime && !options.header)
        expect(is_text(&first.result.output, text, size), "plain C is left alone", &first);
    else if (!first.result.copied)
        expect_plain(&first, options);
    expect_repeatable(&first, text, size, options);
    if (first.accepted) expect_pieces(&first, text, size, options);
    drop(&first);
    return 0;
}
