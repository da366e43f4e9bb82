/* driver_temporary.c: the temporary directory, and its end.
 *
 * The signal handler may interrupt anything, malloc included, so it calls only what POSIX allows in
 * handlers. It removes the directory through rm(1), since reading a directory is not among that. */
#define _GNU_SOURCE
#include "driver_temporary.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver_output.h"

static const int signals[] = {SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
enum { SIGNALS = sizeof signals / sizeof *signals };

static char directory[PATH_MAX];       /* "" before it is made */
static unsigned subdirectories;        /* made in it so far */
static const char *volatile watched;   /* a file to be removed too, or NULL */
static volatile sig_atomic_t child_is; /* an enum child_kind */
static volatile pid_t child_id;        /* when child_is not CHILD_NONE */

static void remove_in_handler(void) {
    if (watched) unlink(watched);
    if (!*directory) return;
    pid_t remover = _Fork();
    if (remover == 0) {
        execl("/bin/rm", "rm", "-rf", "--", directory, (char *)NULL);
        _exit(127);
    }
    if (remover > 0) waitpid(remover, NULL, 0);
}

static void handle(int number, siginfo_t *info, void *context) {
    (void)context;
    int error = errno;
    bool from_terminal = info->si_code > 0; /* the child has got it as well */
    if (child_is == CHILD_PROGRAM && number != SIGPIPE) {
        if (!from_terminal) kill(child_id, number);
        errno = error;
        return;
    }
    if (child_is == CHILD_TOOL) {
        kill(child_id, number);
        waitpid(child_id, NULL, 0);
    }
    remove_in_handler();
    signal(number, SIG_DFL);
    raise(number);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *where) {
    (void)status;
    (void)type;
    (void)where;
    remove(path);
    return 0;
}

static void remove_at_exit(void) {
    if (watched) unlink(watched);
    if (*directory) nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    *directory = '\0';
}

/* Installs the handlers, once. Signals that are ignored stay so. */
static bool prepare(void) {
    static bool prepared;
    if (prepared) return true;
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_RESTART};
    struct sigaction before;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNALS; i++) sigaddset(&action.sa_mask, signals[i]);
    for (int i = 0; i < SIGNALS; i++) {
        if (sigaction(signals[i], NULL, &before)) return false;
        if (before.sa_handler != SIG_IGN && sigaction(signals[i], &action, NULL)) return false;
    }
    prepared = atexit(remove_at_exit) == 0;
    return prepared;
}

/* Keeps the signals away, so that the handler sees what was made. */
static void block_signals(sigset_t *before) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < SIGNALS; i++) sigaddset(&set, signals[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

/* Makes the directory in a parent. */
static bool make_directory_in(const char *parent) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/chanc-XXXXXX", parent) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    sigset_t before;
    block_signals(&before);
    bool made = mkdtemp(path) != NULL;
    if (made) memcpy(directory, path, sizeof directory);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return made;
}

/* Makes it where TMPDIR says; where C compilers do when that is of no use. */
static bool make_directory(void) {
    const char *parent = getenv("TMPDIR");
    return (parent && *parent && make_directory_in(parent)) || make_directory_in("/tmp");
}

const char *temporary_path(struct arena *arena, const char *name) {
    if (prepare() && (*directory || make_directory())) {
        char *own = arena_printf(arena, "%s/%u", directory, ++subdirectories);
        if (!mkdir(own, 0700)) return arena_printf(arena, "%s/%s", own, name);
    }
    complain("cannot make temporary files: %s", strerror(errno));
    return NULL;
}

void temporary_watch_file(const char *path) {
    if (path) prepare();
    watched = path;
}

void temporary_child(pid_t child, enum child_kind kind) {
    child_is = CHILD_NONE;
    child_id = child;
    child_is = kind;
}
