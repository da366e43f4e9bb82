/* driver_process.c: running other programs. */
#define _GNU_SOURCE
#include "driver_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver_command.h"
#include "driver_output.h"

const char *process_compiler(void) {
    const char *compiler = getenv("CHANC_CC");
    return compiler && compiler[strspn(compiler, " \t\n")] ? compiler : "cc";
}

void process_add_compiler(struct list *command) {
    list_add_split(command, process_compiler());
}

static int cannot_run(const struct list *command, int error) {
    complain("cannot run %s: %s", command->items[0], strerror(error));
    return 2;
}

/* A file's path with links followed; NULL when there is none. */
static const char *real_path(struct arena *arena, const char *path) {
    char place[PATH_MAX];
    return realpath(path, place) ? arena_printf(arena, "%s", place) : NULL;
}

/* Where the C compiler is found, links followed; NULL when it is nowhere. */
static const char *compiler_path(struct arena *arena) {
    struct list words = {.arena = arena};
    process_add_compiler(&words);
    const char *name = words.items[0], *path = getenv("PATH");
    if (strchr(name, '/') || !path) return real_path(arena, name);
    char *rest = arena_strndup(arena, path, strlen(path)), *directory;
    while ((directory = strsep(&rest, ":"))) {
        const char *file = arena_printf(arena, "%s/%s", *directory ? directory : ".", name);
        if (!access(file, X_OK)) return real_path(arena, file);
    }
    return NULL;
}

bool process_compiler_is_own(struct arena *arena) {
    const char *path = compiler_path(arena);
    struct stat file, own;
    return path && !stat(path, &file) && !stat("/proc/self/exe", &own) &&
           file.st_dev == own.st_dev && file.st_ino == own.st_ino;
}

bool process_compiler_called(struct arena *arena, const char *name) {
    const char *path = compiler_path(arena);
    return strstr(process_compiler(), name) || (path && strstr(base_name(path), name));
}

/* Starts the command; returns an error number or 0. */
static int start(const struct list *command, const char *output, pid_t *child) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    if (output)
        error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output,
                                                 O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!error)
        error = posix_spawnp(child, command->items[0], &actions, NULL,
                             (char *const *)command->items, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int process_run(const struct list *command, enum child_kind kind, const char *output) {
    pid_t child;
    int status, error = start(command, output, &child);
    if (error) return cannot_run(command, error);
    temporary_child(child, kind);
    pid_t ended;
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    temporary_child(0, CHILD_NONE);
    if (ended < 0) return cannot_run(command, errno);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_become(const struct list *command) {
    fflush(stdout);
    execvp(command->items[0], (char *const *)command->items);
    return cannot_run(command, errno);
}
