/* include_own.c: the plain headers of the program's own. See include.h. */
#include "directive.h"
#include "include.h"
#include "token.h"

#include <string.h>

/* Beyond so many headers it costs less to go without knowing them. */
enum { MAX_HEADERS = 256 };

/* The list being made. */
struct work {
    struct arena *arena;
    const struct translate_options *options;
    struct own_headers *headers;
};

static void add(struct work *work, const char *from, const char *name, bool quoted) {
    struct own_headers *headers = work->headers;
    struct header_place place;
    size_t length = strlen(name);
    if (length > 3 && memcmp(name + length - 3, ".gh", 3) == 0) return;
    const char *found = include_find(work->arena, work->options, from, name, quoted, &place);
    if (found == NULL || place.system || !S_ISREG(place.status.st_mode)) return;
    struct own_header **last = &headers->first;
    for (; *last != NULL; last = &(*last)->next)
        if ((*last)->device == place.status.st_dev && (*last)->inode == place.status.st_ino) return;
    headers->unknown |= headers->count == MAX_HEADERS;
    const struct source *source = headers->unknown ? NULL : source_read(work->arena, found);
    if (source == NULL) return;
    *last = arena_alloc(work->arena, sizeof **last);
    **last = (struct own_header){
        .source = source, .device = place.status.st_dev, .inode = place.status.st_ino};
    headers->count++;
}

/* Adds what an #include in [at, end) names, where it stands in a source. Which header a macro names there is not known. */
static void add_named(struct work *work, const struct source *source, const char *at,
                      const char *end) {
    bool quoted = at < end && *at == '"';
    if (at == end) return;
    work->headers->unknown |= !quoted && *at != '<';
    if (!quoted && *at != '<') return;
    const char *close = memchr(at + 1, quoted ? '"' : '>', (size_t)(end - at - 1));
    if (close == NULL) return;
    add(work, source->path, arena_strndup(work->arena, at + 1, (size_t)(close - at - 1)), quoted);
}

static void add_included(struct work *work, const struct source *source) {
    const char *at = source->text, *end = at + source->length, *past;
    for (; (at = memchr(at, '#', (size_t)(end - at))) != NULL; at = past) {
        past = token_line_end(at, end);
        const char *word = directive_word(at, past);
        if (word != NULL && past - word > 7 && memcmp(word, "include", 7) == 0)
            add_named(work, source, token_skip(token_end(word, past), past), past);
    }
}

/* Adds those that the compilation's arguments name. */
static void add_asked(struct work *work) {
    size_t count = 1;
    for (const char *const *words = work->options->cc_args; words != NULL && *words != NULL;
         words += count) {
        const char *name = include_option_name(words, "-include", &count);
        if (name == NULL) name = include_option_name(words, "-imacros", &count);
        if (name == NULL)
            count = 1;
        else
            add(work, "", name, true);
    }
}

void include_own(struct arena *arena, const struct translate_options *options,
                 const struct source *source, struct own_headers *headers) {
    struct work work = {arena, options, headers};
    struct own_header **added = &headers->first;
    while (*added != NULL) added = &(*added)->next;
    add_asked(&work);
    add_included(&work, source);
    for (; *added != NULL; added = &(*added)->next) add_included(&work, (*added)->source);
}
