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

/* Adds a header that was found. */
static void add(struct work *work, const char *found, const struct stat *status) {
    struct own_headers *headers = work->headers;
    if (!S_ISREG(status->st_mode)) return;
    struct own_header **last = &headers->first;
    for (; *last != NULL; last = &(*last)->next)
        if ((*last)->device == status->st_dev && (*last)->inode == status->st_ino) return;
    headers->unknown |= headers->count == MAX_HEADERS;
    const struct source *source = headers->unknown ? NULL : source_read(work->arena, found);
    if (source == NULL) return;
    *last = arena_alloc(work->arena, sizeof **last);
    **last =
        (struct own_header){.source = source, .device = status->st_dev, .inode = status->st_ino};
    headers->count++;
}

/* Adds what a source names; `next`: all of that name, since which of them is the next one hangs on where the source was found. */
static void add_named(struct work *work, const char *from, const struct include_name *name,
                      bool next) {
    struct include_search search = include_search(work->options, from, name);
    struct header_place place;
    if (include_is_channel_header(name->text)) return;
    for (const char *found; (found = include_found(work->arena, &search, &place)) != NULL;) {
        add(work, found, &place.status);
        if (!next) return;
    }
}

/* Which header an #include names by a macro is not known. */
static void add_included(struct work *work, const struct source *source, bool plain) {
    const char *at = source->text, *end = at + source->length, *past;
    for (; (at = directive_find(at, end)) != NULL; at = past) {
        past = token_line_end(at, end);
        const char *word = directive_word(at, end), *body = NULL;
        if (word != NULL) body = directive_past(word, end, "include");
        if (word != NULL && body == NULL) body = directive_past(word, end, "import");
        if (body == NULL) continue;
        struct include_name name;
        body = token_skip(body, end);
        past = token_line_end(body, end);
        bool named = include_name_at(work->arena, body, past, &name);
        work->headers->passes |= plain && named && include_is_channel_header(name.text);
        if (named)
            add_named(work, source->path, &name, directive_past(word, end, "include_next") != NULL);
        else
            work->headers->unknown |= body < past && is_word_byte(*body);
    }
}

/* Adds macros that an argument defines, as a header of their own. */
static void add_definition(struct work *work, const char *macro) {
    size_t name = strcspn(macro, "=");
    const char *text = arena_printf(work->arena, "#define %.*s %s\n", (int)name, macro,
                                    macro[name] == '=' ? macro + name + 1 : "1");
    struct own_header **last = &work->headers->first;
    while (*last != NULL) last = &(*last)->next;
    *last = arena_alloc(work->arena, sizeof **last);
    (*last)->source = source_new(work->arena, "<command-line>", text, (uint32_t)strlen(text));
}

/* Whether a word says of headers what is not understood here. */
static bool is_unknown(const char *word) {
    static const char *const options[] = {
        "-I-",          "-c-isystem",   "-iprefix", "-isystem-after",
        "-ivfsoverlay", "-iwithprefix", "-remap",   "-working-directory"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (strncmp(word, options[i], strlen(options[i])) == 0) return true;
    return false;
}

/* Adds what the compilation's arguments name. */
static void add_asked(struct work *work) {
    size_t count;
    for (const char *const *words = work->options->cc_args; words != NULL && *words != NULL;
         words += count) {
        const char *macro = include_option_name(words, "-D", &count);
        if (macro != NULL) {
            add_definition(work, macro);
            continue;
        }
        struct include_name name = {include_option_name(words, "-include", &count), true};
        if (name.text == NULL) name.text = include_option_name(words, "-imacros", &count);
        if (name.text != NULL) {
            add_named(work, "", &name, false);
            continue;
        }
        work->headers->unknown |= is_unknown(*words);
        count = 1;
    }
}

void include_own(struct arena *arena, const struct translate_options *options,
                 const struct source *source, struct own_headers *headers) {
    struct work work = {arena, options, headers};
    struct own_header **added = &headers->first;
    while (*added != NULL) added = &(*added)->next;
    if (!headers->asked) add_asked(&work);
    headers->asked = true;
    add_included(&work, source, false);
    for (; *added != NULL; added = &(*added)->next) add_included(&work, (*added)->source, true);
}
