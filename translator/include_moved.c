/* include_moved.c: what headers of channel code include themselves, other than such headers.
 *
 * The text of a .gh stands in that of the file that is translated, the root, and the C compiler looks for
 * what it includes from there. Where that would be another file, or none, the root's text gets a path that
 * leads to the one that is meant. */
#define _GNU_SOURCE
#include "include.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_same_file(const struct stat *one, const struct stat *other) {
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static const char *skip_here(const char *path) {
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

/* The way to `path` from the root's directory, by the names of directories alone. */
static const char *way_from(struct arena *arena, const char *root, const char *path) {
    size_t common = 0;
    root = skip_here(root);
    path = skip_here(path);
    for (size_t i = 0; root[i] != '\0' && root[i] == path[i]; i++)
        if (root[i] == '/') common = i + 1;
    const char *way = path + common;
    for (const char *at = strchr(root + common, '/'); at != NULL; at = strchr(at + 1, '/'))
        way = arena_printf(arena, "../%s", way);
    return way;
}

static const char *absolute(struct arena *arena, const char *path) {
    char *here = path[0] != '/' ? get_current_dir_name() : NULL;
    if (here != NULL) path = arena_printf(arena, "%s/%s", here, skip_here(path));
    free(here);
    return path;
}

const char *include_moved(struct arena *arena, const struct translate_options *options,
                          const char *root, const char *path, const char *at, const char *end,
                          size_t *length) {
    const char *close = at < end && *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
    if (close == NULL) return NULL;
    const char *name = arena_strndup(arena, at + 1, (size_t)(close - at - 1));
    *length = strlen(name) + 2;
    struct header_place meant, taken;
    const char *found = include_find(arena, options, path, name, true, &meant);
    if (found == NULL) return NULL; /* in a directory of the C compiler's own, if anywhere */
    bool there = include_find(arena, options, root, name, true, &taken) != NULL;
    if (there && is_same_file(&meant.status, &taken.status)) return NULL;
    const char *way = way_from(arena, root, found);
    there = include_find(arena, options, root, way, true, &taken) != NULL;
    return there && is_same_file(&meant.status, &taken.status) ? way : absolute(arena, found);
}
