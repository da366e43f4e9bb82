/* driver_output.c: complaints and output files.
 *
 * A file is written under a name of its own in the directory of the one that it will replace, since
 * only there a rename is sure to work and to be atomic. */
#define _GNU_SOURCE
#include "driver_output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostic.h"
#include "driver_temporary.h"

static struct diagnostics *complaints; /* where they are added, or NULL */

void complain_to(struct diagnostics *collection) {
    complaints = collection;
}

void complain(const char *format, ...) {
    va_list arguments;
    char *message = NULL;
    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0) out_of_memory();
    va_end(arguments);
    if (complaints)
        diagnostics_complain(complaints, message);
    else
        fprintf(stderr, "chanc: %s\n", message);
    free(message);
}

static bool write_all(int fd, const char *text, size_t length) {
    while (length) {
        ssize_t written = write(fd, text, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* Writes into what stands at `path`, or into `fd` when path is NULL. */
static bool write_straight(const char *path, int fd, const char *text, size_t length) {
    if (path) fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return false;
    bool done = write_all(fd, text, length);
    int error = errno;
    if (path && close(fd) && done) return false;
    errno = error;
    return done;
}

/* The permissions that a new file at the place gets. */
static mode_t permissions(const struct stat *old) {
    if (old) return old->st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Writes a new file and puts it at `path`, where `old` describes what stands there, if anything. */
static bool replace(const char *path, const struct stat *old, const char *text, size_t length) {
    char *beside = NULL;
    if (asprintf(&beside, "%s.XXXXXX", path) < 0) return false;
    int fd = mkostemp(beside, O_CLOEXEC);
    bool done = fd >= 0;
    if (done) temporary_watch_file(beside);
    done = done && write_all(fd, text, length) && !fchmod(fd, permissions(old));
    if (fd >= 0 && close(fd)) done = false;
    done = done && !rename(beside, path);
    int error = errno;
    if (fd >= 0 && !done) unlink(beside);
    temporary_watch_file(NULL);
    free(beside);
    errno = error;
    return done;
}

/* Whether a path leads to where standard output goes. */
static bool is_standard_output(const struct stat *status) {
    struct stat output;
    return !fstat(STDOUT_FILENO, &output) && output.st_dev == status->st_dev &&
           output.st_ino == status->st_ino;
}

/* Writes to a path; a symbolic link stays, and what it leads to is replaced. */
static bool write_path(const char *path, const char *text, size_t length) {
    struct stat status;
    bool exists = !stat(path, &status);
    if (!exists) return replace(path, NULL, text, length);
    if (is_standard_output(&status)) return write_straight(NULL, STDOUT_FILENO, text, length);
    if (!S_ISREG(status.st_mode)) return write_straight(path, -1, text, length);
    char real[PATH_MAX];
    if (!realpath(path, real)) return false;
    return replace(real, &status, text, length);
}

bool output_write(const char *path, const char *text, size_t length) {
    if (path && strcmp(path, "-") == 0) path = NULL;
    bool done =
        path ? write_path(path, text, length) : write_straight(NULL, STDOUT_FILENO, text, length);
    if (!done) complain("%s: %s", path ? path : "standard output", strerror(errno));
    return done;
}

bool output_spares(const char *path, const char *input) {
    struct stat a, b;
    bool same = path && !stat(path, &a) && !stat(input, &b) && S_ISREG(a.st_mode) &&
                a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    if (same) complain("%s: the output would replace the input", path);
    return !same;
}
