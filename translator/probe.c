/* probe.c: running the C preprocessor on a file's directives. See probe.h.
 *
 * The directives go through a pipe of ours, and the answer comes back through another; a
 * thread-free exchange with poll(2), so that neither side waits for the other for ever. */
#define _GNU_SOURCE
#include "probe.h"

#include "include.h"
#include "scan.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The text to preprocess. */

/* What is asked. */
struct question {
    struct arena *arena;
    const struct translate_options *options;
    const char *root;   /* the path of the file itself */
    struct buffer text; /* the directives */
    bool any;           /* something is included */
};

/* Copies an #include of a source; what headers of channel code include is found from where the file is. */
static void copy_include(struct question *question, const struct source *source,
                         const struct directive *directive) {
    bool itself = source->path == question->root;
    size_t length = 0;
    const char *text = source->text + directive->start, *body = source->text + directive->body,
               *end = source->text + directive->end, *name = NULL;
    if (!itself)
        name = include_moved(question->arena, question->options, question->root, source->path, body,
                             end, &length);
    buffer_printf(&question->text, "#define " PROBE_INCLUDE "%s\n",
                  itself ? arena_printf(question->arena, "%u", directive->start) : "");
    if (name != NULL) {
        buffer_add(&question->text, text, (size_t)(body - text));
        buffer_printf(&question->text, "\"%s\"", name);
        text = body + length;
    }
    buffer_add(&question->text, text, (size_t)(end - text));
    buffer_add_string(&question->text, "\n#define " PROBE_OWN);
    question->any = true;
}

/* Copies the directives, each on its line. */
static void copy_directives(struct question *question, const struct source *source) {
    const struct scan *scan = scan_source(question->arena, source);
    buffer_add_string(&question->text, "#define " PROBE_OWN "\n");
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        const char *text = source->text, *end = text + directive->end;
        bool include =
            scan_is(source, directive, "include") || scan_is(source, directive, "import");
        if (directive->kind == DIRECTIVE_LINE || scan_is(source, directive, "pragma") ||
            scan_is(source, directive, "error"))
            continue;
        struct include_name name;
        if (include && include_name_at(question->arena, text + directive->body, end, &name) &&
            include_is_channel_header(name.text))
            continue; /* which is no C */
        if (include)
            copy_include(question, source, directive);
        else
            buffer_add(&question->text, text + directive->start, directive->end - directive->start);
        buffer_add_string(&question->text, "\n");
    }
}

/* The command. */

/* The words of a compiler such as "ccache gcc", the flags, and what makes it read C from its
 * standard input. */
static char **command_of(const struct question *question) {
    struct arena *arena = question->arena;
    const struct translate_options *options = question->options;
    size_t words = 2, given = 0;
    for (const char *at = options->compiler; *at != '\0'; at++) words += is_space_byte(*at) != 0;
    while (options->cc_args != NULL && options->cc_args[given] != NULL) given++;
    char **command = arena_array(arena, words + given + 12, sizeof *command);
    size_t count = 0;
    char *text = arena_strndup(arena, options->compiler, strlen(options->compiler)), *rest = NULL;
    for (char *word = strtok_r(text, " \t\n", &rest); word != NULL;
         word = strtok_r(NULL, " \t\n", &rest))
        command[count++] = word;
    const char *root = question->root, *slash = strrchr(root, '/');
    command[count++] = (char *)"-iquote"; /* the file's own directory first */
    command[count++] =
        slash != NULL ? arena_strndup(arena, root, (size_t)(slash - root)) : (char *)".";
    for (size_t i = 0; i < given; i++) {
        size_t included;
        if (include_of_option(options->cc_args + i, &included) != NULL)
            i += included - 1;
        else
            command[count++] = (char *)(uintptr_t)options->cc_args[i];
    }
    static const char *const last[] = {"-E", "-dD", "-x", "c", "-"};
    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++)
        command[count++] = (char *)(uintptr_t)last[i];
    return command;
}

/* Whether the flags bring in a plain C header, or names of their own. */
static bool is_header_asked(const struct translate_options *options) {
    const char *const *words = options->cc_args;
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        size_t count;
        if (include_of_option(words + i, &count) != NULL)
            i += count - 1;
        else if (strncmp(words[i], "-include", 8) == 0 || strncmp(words[i], "-imacros", 8) == 0 ||
                 strncmp(words[i], "-D", 2) == 0)
            return true;
    }
    return false;
}

/* The exchange. */

/* The two pipes, as we hold them; -1 once closed. */
struct exchange {
    pid_t child;
    int to, from;
};

static void close_end(int *end) {
    if (*end >= 0) close(*end);
    *end = -1;
}

static bool start(char **command, struct exchange *exchange) {
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0) return false;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]), close(in[1]);
        return false;
    }
    posix_spawn_file_actions_t actions;
    bool started = posix_spawn_file_actions_init(&actions) == 0;
    if (started) {
        started = posix_spawn_file_actions_adddup2(&actions, in[0], 0) == 0 &&
                  posix_spawn_file_actions_adddup2(&actions, out[1], 1) == 0 &&
                  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0 &&
                  posix_spawnp(&exchange->child, command[0], &actions, NULL, command, environ) == 0;
        posix_spawn_file_actions_destroy(&actions);
    }
    close(in[0]), close(out[1]);
    exchange->to = in[1];
    exchange->from = out[0];
    if (!started) {
        close_end(&exchange->to);
        close_end(&exchange->from);
    }
    return started;
}

/* Writes what the pipe takes; closes it when all is written or nobody reads. */
static void give(struct exchange *exchange, const struct buffer *text, size_t *done) {
    ssize_t written = write(exchange->to, text->text + *done, text->length - *done);
    if (written > 0) *done += (size_t)written;
    bool over = *done == text->length || (written < 0 && errno != EAGAIN && errno != EINTR);
    if (over) close_end(&exchange->to);
}

static void take(struct exchange *exchange, struct buffer *answer) {
    char piece[65536];
    ssize_t got = read(exchange->from, piece, sizeof piece);
    if (got > 0)
        buffer_add(answer, piece, (size_t)got);
    else if (got == 0 || errno != EINTR)
        close_end(&exchange->from);
}

static void run(struct exchange *exchange, const struct buffer *text, struct buffer *answer) {
    size_t done = 0;
    fcntl(exchange->to, F_SETFL, O_NONBLOCK);
    while (exchange->from >= 0) {
        struct pollfd ends[2] = {{exchange->from, POLLIN, 0}, {exchange->to, POLLOUT, 0}};
        if (poll(ends, exchange->to >= 0 ? 2 : 1, -1) < 0 && errno != EINTR) break;
        if (exchange->to >= 0 && ends[1].revents != 0) give(exchange, text, &done);
        if (ends[0].revents != 0) take(exchange, answer);
    }
    close_end(&exchange->to);
    close_end(&exchange->from);
    while (waitpid(exchange->child, NULL, 0) < 0 && errno == EINTR) {
    }
}

/* The answer. */

/* Reads `# 3 "file.h"`, where the text that follows comes from; false for any other line. */
static bool read_marker(struct arena *arena, const char *line, const char *end,
                        struct origin *origin) {
    if (end - line < 4 || line[0] != '#' || line[1] != ' ' || !isdigit((unsigned char)line[2]))
        return false;
    char *rest;
    origin->line = (uint32_t)strtoul(line + 2, &rest, 10);
    const char *open = memchr(rest, '"', (size_t)(end - rest)),
               *close = memrchr(rest, '"', (size_t)(end - rest));
    origin->path = open != close ? arena_strndup(arena, open + 1, (size_t)(close - open - 1)) : "";
    return true;
}

/* The answer without its markers of lines, and what these say. */
static const struct source *read_answer(struct arena *arena, const struct buffer *answer) {
    const char *end = answer->text + answer->length, *next;
    struct buffer text = {0};
    struct origin *origins = NULL;
    uint32_t count = 0;
    for (const char *line = answer->text; line < end; line = next) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        next = newline != NULL ? newline + 1 : end;
        struct origin origin = {.offset = (uint32_t)text.length};
        if (!read_marker(arena, line, next, &origin)) {
            buffer_add(&text, line, (size_t)(next - line));
            continue;
        }
        if ((count & (count - 1)) == 0) { /* grow at powers of two */
            struct origin *grown = arena_array(arena, count == 0 ? 1 : 2 * count, sizeof *grown);
            if (count > 0) memcpy(grown, origins, count * sizeof *grown);
            origins = grown;
        }
        origins[count++] = origin;
    }
    buffer_add_string(&text, ""); /* there may be nothing else */
    struct source *headers = source_new(
        arena, "<headers>", arena_strndup(arena, text.text, text.length), (uint32_t)text.length);
    headers->origins = origins;
    headers->origin_count = count;
    buffer_free(&text);
    return headers;
}

const struct source *probe_headers(struct arena *arena, const struct source *const *sources,
                                   size_t count, const struct translate_options *options,
                                   bool *whole) {
    static const char end[] = "#define chanc_headers_end\n"; /* not reached after a fatal error */
    struct buffer answer = {0};
    const struct source *headers = NULL;
    struct exchange exchange = {-1, -1, -1};
    struct question question = {.arena = arena,
                                .options = options,
                                .root = sources[count - 1]->path,
                                .any = is_header_asked(options)};
    for (size_t i = 0; i < count; i++) copy_directives(&question, sources[i]);
    buffer_add_string(&question.text, end);
    *whole = !question.any;
    if (question.any && start(command_of(&question), &exchange)) {
        struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
        sigaction(SIGPIPE, &ignore,
                  &before); /* a preprocessor that ends early is no reason for us to */
        run(&exchange, &question.text, &answer);
        sigaction(SIGPIPE, &before, NULL);
        *whole =
            answer.length > 0 && memmem(answer.text, answer.length, end, sizeof end - 2) != NULL;
        if (answer.length > 0) headers = read_answer(arena, &answer);
    }
    buffer_free(&question.text);
    buffer_free(&answer);
    return headers;
}
