/* diagnostic_text.c: errors as people read them, in the form that C compilers use.
 *
 * Under each place stands its source line, cut to a window when it is long, and a caret line. Bytes
 * that would act on a terminal instead of showing on it are written as escapes, and the caret line
 * counts the columns that things really take. */
#define _GNU_SOURCE
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "diagnostic_list.h"

enum {
    WINDOW = 160,        /* characters shown of a long line */
    LEAD = 80,           /* characters shown before the caret in a long line */
    FAR = 4 * WINDOW + 1 /* bytes that are more than a window */
};

/* Terminal sequences, all empty when there is no colour. */
struct palette {
    const char *place, *error, *note, *caret, *name, *plain;
};

static const struct palette colors = {"\033[1m",    "\033[1;31m", "\033[1;36m",
                                      "\033[1;32m", "\033[1;35m", "\033[0m"};
static const struct palette no_colors = {"", "", "", "", "", ""};

/* Where the text goes. */
struct printer {
    FILE *to;
    const struct palette *palette;
    locale_t locale;                /* for the width of characters; 0 when it is missing */
    const struct diagnostics *all;  /* what is printed */
    const struct source *announced; /* the header whose inclusion was printed last, or NULL */
};

/* The code point of the character of `size` bytes. */
static uint32_t code_point(const char *text, uint32_t size) {
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = (unsigned char)text[0] & lead_bits[size];
    for (uint32_t i = 1; i < size; i++) code = code << 6 | ((unsigned char)text[i] & 0x3F);
    return code;
}

/* Control characters, and those that turn the direction of writing. */
static bool acts(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200E && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* Writes one character as it is to be shown into `shown`; returns how many columns it takes. A tab
 * is left to the terminal. */
static int show(const struct printer *p, const char *text, uint32_t size, char shown[16]) {
    uint32_t code = code_point(text, size);
    if (size == 1 && *text & 0x80) return sprintf(shown, "\\x%02x", (unsigned)(*text & 0xFF));
    if (size == 1 && *text != '\t' && acts(code)) return sprintf(shown, "\\x%02x", (unsigned)code);
    if (size > 1 && acts(code)) return sprintf(shown, "\\u%04x", (unsigned)code);
    memcpy(shown, text, size);
    shown[size] = '\0';
    if (size == 1 || !p->locale) return 1;
    locale_t before = uselocale(p->locale);
    int width = wcwidth((wchar_t)code);
    uselocale(before);
    return width < 0 ? 1 : width;
}

/* Prints text of one line with what could act on the terminal escaped. */
static void print_escaped(const struct printer *p, const char *text) {
    struct source line = {.text = text, .length = (uint32_t)strlen(text)};
    char shown[16];
    for (uint32_t at = 0, size; at < line.length; at += size) {
        size = source_character(&line, at);
        show(p, text + at, size, shown);
        fputs(shown, p->to);
    }
}

/* The end of the line that holds the offset, without its newline; of a long one what is more than a window will do. */
static uint32_t line_end(const struct source *source, uint32_t offset) {
    uint32_t length = source->length - offset;
    if (length > FAR) length = FAR;
    const char *newline = memchr(source->text + offset, '\n', length);
    uint32_t end = newline ? (uint32_t)(newline - source->text) : offset + length;
    return end > offset && source->text[end - 1] == '\r' ? end - 1 : end;
}

/* The part of a line that is printed. */
struct window {
    uint32_t start, end;     /* bytes of the source */
    bool cut_start, cut_end; /* the line goes on there */
};

static struct window window_of(const struct source *source, uint32_t offset) {
    uint32_t first = source->lines[source_line(source, offset) - 1];
    struct window window = {.start = first, .end = line_end(source, offset)};
    if (window.end < offset) window.end = offset;
    if (window.end - first <= WINDOW) return window;
    if (offset - first > LEAD) window.start = offset - LEAD;
    while ((source->text[window.start] & 0xC0) == 0x80 && window.start < offset) window.start++;
    uint32_t end = window.start, count = 0;
    for (; end < window.end && count < WINDOW; count++) end += source_character(source, end);
    window.cut_start = window.start > first;
    window.cut_end = end < window.end;
    window.end = end;
    return window;
}

/* Writes `c` once for each column that a character takes, except that a tab stays one. */
static void underline(struct buffer *line, const char *text, int columns, char c) {
    if (*text == '\t') {
        buffer_add(line, c == ' ' ? "\t" : &c, 1);
        return;
    }
    while (columns-- > 0) buffer_add(line, &c, 1);
}

/* Prints the source line of the span and, under it, `^~~~` from its start to its end. */
static void print_excerpt(const struct printer *p, struct span span) {
    const struct source *source = span.source;
    struct window window = window_of(source, span.start);
    struct buffer carets = {0};
    const char *cut = window.cut_start ? "..." : "";
    fprintf(p->to, "%5u | %s", (unsigned)source_line(source, span.start), cut);
    buffer_printf(&carets, "%*s", (int)strlen(cut), "");
    for (uint32_t at = window.start, size; at < window.end; at += size) {
        char shown[16];
        size = source_character(source, at);
        int columns = show(p, source->text + at, size, shown);
        fputs(shown, p->to);
        if (at < span.start) underline(&carets, source->text + at, columns, ' ');
        if (at > span.start && at < span.end) underline(&carets, source->text + at, columns, '~');
        if (at == span.start) {
            buffer_add_string(&carets, "^");
            if (span.end > span.start) underline(&carets, "", columns - 1, '~');
        }
    }
    if (span.start >= window.end) buffer_add_string(&carets, "^");
    fprintf(p->to, "%s\n      | %s%s%s\n", window.cut_end ? "..." : "", p->palette->caret,
            carets.text, p->palette->plain);
    buffer_free(&carets);
}

static void print_place(const struct printer *p, struct span span) {
    struct position position = source_position(span.source, span.start);
    fprintf(p->to, "%s%s:%u:%u:%s ", p->palette->place, span.source->path, (unsigned)position.line,
            (unsigned)position.column, p->palette->plain);
}

/* Before the first error of a header: how it came to be read. */
static void print_inclusion(struct printer *p, const struct source *source) {
    const struct inclusion *inclusion = diagnostics_inclusion(p->all, source);
    if (source == p->announced) return;
    p->announced = source;
    const char *lead = "In file included from";
    while (inclusion) {
        const struct source *from = inclusion->at.source;
        const struct inclusion *outer = diagnostics_inclusion(p->all, from);
        fprintf(p->to, "%21s %s%s:%u%s%s\n", lead, p->palette->place, from->path,
                (unsigned)source_line(from, inclusion->at.start), p->palette->plain,
                outer ? "," : ":");
        lead = "from";
        inclusion = outer;
    }
}

static void print_note(const struct printer *p, const struct note *note) {
    print_place(p, note->at);
    fprintf(p->to, "%snote:%s ", p->palette->note, p->palette->plain);
    print_escaped(p, note->message);
    fputc('\n', p->to);
    if (!note->hint) print_excerpt(p, note->at);
}

static void print_error(struct printer *p, const struct diagnostic *error) {
    print_inclusion(p, error->at.source);
    print_place(p, error->at);
    fprintf(p->to, "%serror:%s ", p->palette->error, p->palette->plain);
    print_escaped(p, error->message);
    fprintf(p->to, " [%s%s%s]\n", p->palette->name, diagnostic_name_text(error->name),
            p->palette->plain);
    print_excerpt(p, error->at);
    for (const struct note *note = error->notes; note; note = note->next) print_note(p, note);
}

void diagnostics_print_text(const struct diagnostics *all, FILE *to, bool color) {
    struct printer printer = {.to = to, .palette = color ? &colors : &no_colors, .all = all};
    if (diagnostics_count(all) > 0) /* it costs as much as starting up */
        printer.locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    const struct diagnostic *const *errors = diagnostics_sorted(all);
    for (size_t i = 0; i < diagnostics_count(all); i++) print_error(&printer, errors[i]);
    const struct complaint *complaint = diagnostics_complaints(all);
    for (; complaint; complaint = complaint->next) fprintf(to, "chanc: %s\n", complaint->message);
    if (printer.locale) freelocale(printer.locale);
}
