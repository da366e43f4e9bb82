/* driver_depend.c: dependency rules, in the form that make reads and C compilers write. */
#include "driver_depend.h"

#include <string.h>

/* Appends a name with what make would not take literally escaped: blanks, `#` and `$`. */
static void add_name(struct buffer *out, const char *name) {
    size_t backslashes = 0;
    for (; *name; name++) {
        bool blank = *name == ' ' || *name == '\t';
        for (; blank && backslashes; backslashes--) buffer_add(out, "\\", 1);
        backslashes = *name == '\\' ? backslashes + 1 : 0;
        if (blank || *name == '#') buffer_add(out, "\\", 1);
        if (*name == '$') buffer_add(out, "$", 1);
        buffer_add(out, name, 1);
    }
}

static void add_headers(struct buffer *out, const struct list *headers) {
    for (size_t i = 0; i < headers->count; i++) {
        buffer_add_string(out, " \\\n ");
        add_name(out, headers->items[i]);
    }
}

static void add_phony_rules(struct buffer *out, const struct list *headers) {
    for (size_t i = 0; i < headers->count; i++) {
        add_name(out, headers->items[i]);
        buffer_add_string(out, ":\n");
    }
}

/* The length of the name at `text`; escaped blanks are part of it. */
static size_t name_length(const char *text) {
    size_t length = 0;
    while (text[length] && !strchr(" \t\n", text[length])) {
        bool escaped = text[length] == '\\' && text[length + 1] && text[length + 1] != '\n';
        if (text[length] == '\\' && !escaped) break;
        length += escaped ? 2 : 1;
    }
    return length;
}

/* A rewriting under way. */
struct rewriter {
    const struct dependent *files;
    struct list stand_ins; /* of the files, as rules spell them */
    bool local;            /* drop `./` */
    bool phony;            /* collect rules for headers */
    bool found;            /* a stand-in was among the names */
    struct buffer *out;
    struct buffer rules; /* for headers, to follow all else */
};

/* The file that the name of `length` bytes stands for, or NULL. */
static const struct dependent *find_file(const struct rewriter *r, const char *name,
                                         size_t length) {
    for (size_t i = 0; i < r->stand_ins.count; i++) {
        const char *stand_in = r->stand_ins.items[i];
        if (strncmp(stand_in, name, length) == 0 && !stand_in[length]) return &r->files[i];
    }
    return NULL;
}

/* Appends a prerequisite, or what it stands for. */
static void rewrite_name(struct rewriter *r, const char *name, size_t length) {
    const struct dependent *file = find_file(r, name, length);
    size_t skip = r->local && length > 2 && strncmp(name, "./", 2) == 0 ? 2 : 0;
    if (!file) {
        buffer_add(r->out, name + skip, length - skip);
        return;
    }
    r->found = true;
    add_name(r->out, file->path);
    add_headers(r->out, file->headers);
    if (r->phony) add_phony_rules(&r->rules, file->headers);
}

/* Rewrites the names of all rules; those up to a rule's colon are targets, and stay. */
static void rewrite_rules(struct rewriter *r, const char *text) {
    bool target = true;
    while (*text) {
        size_t length = name_length(text);
        if (!length) {
            bool continued = *text == '\\' && text[1];
            if (*text == '\n') target = true;
            length = continued ? 2 : 1;
            buffer_add(r->out, text, length);
        } else if (target) {
            buffer_add(r->out, text, length);
            target = text[length - 1] != ':';
        } else {
            rewrite_name(r, text, length);
        }
        text += length;
    }
}

bool depend_rewrite(struct arena *arena, const char *text, const struct dependent *files,
                    size_t count, bool phony, bool local, struct buffer *out) {
    struct rewriter rewriter = {
        .files = files, .stand_ins = {.arena = arena}, .local = local, .phony = phony, .out = out};
    for (size_t i = 0; i < count; i++) {
        struct buffer name = {0};
        add_name(&name, files[i].stand_in);
        list_add(&rewriter.stand_ins, arena_strndup(arena, name.text, name.length));
        buffer_free(&name);
    }
    rewrite_rules(&rewriter, text);
    if (rewriter.rules.length) buffer_add(out, rewriter.rules.text, rewriter.rules.length);
    buffer_free(&rewriter.rules);
    return rewriter.found;
}

void depend_rule(const char *target, bool quoted, const struct dependent *file, bool phony,
                 struct buffer *out) {
    if (quoted)
        add_name(out, target);
    else
        buffer_add_string(out, target);
    buffer_add_string(out, ": ");
    add_name(out, file->path);
    add_headers(out, file->headers);
    buffer_add_string(out, "\n");
    if (phony) add_phony_rules(out, file->headers);
}

void depend_rule_of_headers(const char *target, const struct list *headers, struct buffer *out) {
    buffer_add_string(out, target);
    buffer_add_string(out, ":");
    add_headers(out, headers);
    buffer_add_string(out, "\n");
}
