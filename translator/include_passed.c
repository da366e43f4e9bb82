/* include_passed.c: headers of channel code that the C compiler would read as they are.
 *
 * A plain header can include one, and a macro can stand for its name: neither is translated. Which headers come so the
 * preprocessor knows, that is asked where there may be any. */
#include "include.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

static bool is_passed(const struct origin *origin) {
    return origin->line == 1 && include_is_channel_header(origin->path);
}

bool include_any_passed(const struct source *headers) {
    for (uint32_t i = 0; headers != NULL && i < headers->origin_count; i++)
        if (is_passed(&headers->origins[i])) return true;
    return false;
}

/* Where the file's own #include names what brought in the preprocessed text from an offset on; nowhere where that is no
 * #include of the file's. */
static struct span included_at(struct unit *unit, uint32_t offset) {
    static const char mark[] = "#define " PROBE_INCLUDE;
    const char *text = unit->headers->text, *end = text + offset, *last = NULL;
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1));)
        last = at += sizeof mark - 1;
    char *digits = (char *)(uintptr_t)last;
    uint32_t start = last != NULL ? (uint32_t)strtoul(last, &digits, 10) : 0;
    const struct directive *directive =
        digits != last ? scan_next(masks_scan(unit->masks), &start, UINT32_MAX) : NULL;
    if (directive == NULL) return unit_span_of(unit, 0, 0);
    uint32_t past =
        directive->body + (uint32_t)strcspn(unit->source->text + directive->body, "\r\n");
    return unit_span_of(unit, directive->body, past < directive->end ? past : directive->end);
}

static void refuse(struct unit *unit, uint32_t index) {
    const struct origin *origins = unit->headers->origins;
    const char *by = index > 0 ? origins[index - 1].path : "<";
    unit->lost_header = true;
    struct span at = included_at(unit, origins[index].offset);
    bool macro = by[0] == '<';
    struct diagnostic *error =
        macro ? diagnostic_error(unit->errors, D_INCLUDE, at,
                                 "a macro cannot name a header of channel code, as '%s' is",
                                 origins[index].path)
              : diagnostic_error(unit->errors, D_INCLUDE, at,
                                 "'%s' includes '%s', a header of channel code, and is plain C", by,
                                 origins[index].path);
    diagnostic_hint(error, macro ? "write the name itself" : "call it .gh as well");
}

void include_check_passed(struct unit *unit) {
    if (!unit->passed_header) return;
    const struct source *headers = unit->headers;
    for (uint32_t i = 0; i < headers->origin_count; i++) {
        if (!is_passed(&headers->origins[i])) continue;
        const struct source *header = source_read(unit->arena, headers->origins[i].path);
        if (header == NULL || translate_may_change(header)) refuse(unit, i);
    }
}
