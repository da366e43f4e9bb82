/* driver_install.c: finding the header and the library. */
#define _GNU_SOURCE
#include "driver_install.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The directory of the running program, without a slash at its end; NULL when unknown. */
static char *own_directory(struct arena *arena) {
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || length == sizeof path) return NULL;
    char *directory = arena_strndup(arena, path, (size_t)length);
    *strrchr(directory, '/') = '\0';
    return directory;
}

/* The parent of a directory. */
static const char *parent_of(struct arena *arena, const char *directory) {
    const char *slash = strrchr(directory, '/');
    return slash ? arena_strndup(arena, directory, (size_t)(slash - directory)) : directory;
}

static const char *if_readable(const char *path) {
    return access(path, R_OK) ? NULL : path;
}

static const char *find_library(struct arena *arena, const char *directory, const char *name) {
    /* The last is the directory of this kind of machine, as Debian has them. */
    static const char *const places[] = {"", "lib/", "lib64/", "lib/" CHANC_MACHINE "/"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = arena_printf(arena, "%s/%s%s", directory, places[i], name);
        if (if_readable(path)) return path;
    }
    return NULL;
}

/* Fills in what is found around a directory. False when there is no header. */
static bool find_in(struct arena *arena, const char *directory, struct install *install) {
    if (!if_readable(arena_printf(arena, "%s/include/chanc.h", directory))) return false;
    install->include = arena_printf(arena, "%s/include", directory);
    install->archive = find_library(arena, directory, "libchanc.a");
    install->shared = find_library(arena, directory, "libchanc.so");
    return true;
}

struct install install_find(struct arena *arena) {
    struct install install = {NULL, NULL, NULL};
    const char *own = own_directory(arena);
    if (own && !find_in(arena, own, &install)) find_in(arena, parent_of(arena, own), &install);
    return install;
}

const char *install_include(const struct install *install) {
    const char *include = install->include;
    return include && strcmp(include, "/usr/include") != 0 ? include : NULL;
}
