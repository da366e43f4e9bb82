/* check_broken_report.c: says where channel syntax does not parse, and why, as far as the text tells. */
#include "check_broken.h"
#include "macro.h"
#include "spelling_text.h"
#include "token.h"

#include <string.h>

/* Whether it follows, on its line, what was reported; and notes that it was reported itself. */
static bool follows_broken(struct unit *unit, const struct node *node) {
    bool follows = check_follows_broken(unit, node);
    unit->broken_source = unit->source;
    unit->broken_line = source_line(unit->source, node_end(node));
    return follows;
}

/* Says of the first macro on the lines of an error that it is one: what it makes of them is not what was read. */
static void note_macro(struct unit *unit, struct diagnostic *error, const struct finding *finding) {
    const struct source *source = unit->source;
    const char *text = source->text, *end = text + source->length, *past;
    uint32_t start = finding->start < finding->error_at ? finding->start : finding->error_at,
             last = finding->end > finding->error_at ? finding->end : finding->error_at;
    const char *at = token_line(text, text + start),
               *line_end = memchr(text + last, '\n', source->length - last);
    if (line_end == NULL) line_end = end;
    for (at = token_skip(at, end); at < line_end; at = token_skip(past, end)) {
        past = token_end(at, end);
        if (!is_word_byte(*at)) continue;
        const struct name *name = scope_name(unit->scopes, at, (size_t)(past - at));
        if (name->macro == NULL || name->macro->body.source == NULL) continue;
        diagnostic_note(error, name->macro->body,
                        "'%s' is a macro, which is expanded after translation", name->text);
        return;
    }
}

/* Whether an error is a statement that lacks no more than its semicolon before the brace that follows: `{ c <- 1 }`. */
static bool is_all_but_ended(const struct unit *unit, const struct node *error) {
    const char *text = unit->source->text, *end = text + node_end(error);
    int32_t depth = 0;
    bool steps = end - text > 1 && end[-1] == end[-2] && strchr("+-", end[-1]) != NULL; /* `n++` */
    if (error->kind != K_ERROR ||
        !(is_word_byte(end[-1]) || strchr(")]\"'", end[-1]) != NULL || steps) ||
        *token_skip(end, text + unit->source->length) != '}')
        return false;
    for (const char *at = text + node_start(error); at < end;
         at = token_skip(token_end(at, end), end))
        depth += (strchr("([{", *at) != NULL) - (strchr(")]}", *at) != NULL);
    return depth == 0;
}

/* Where a line of the broken text lacks its semicolon; 0 where none does. If that is another line of channel syntax than
 * the first, it is the one to speak of. */
static uint32_t find_unended(const struct unit *unit, const struct node *node,
                             struct finding *finding) {
    const char *text = unit->source->text, *limit = text + unit->source->length;
    uint32_t start = node_start(node) < finding->start ? node_start(node) : finding->start;
    uint32_t last = node_end(node) > finding->error_at ? node_end(node) : finding->error_at;
    const char *end = token_skip(text + last, limit); /* what the statement runs into */
    const char *past =
        check_unended_line(unit, token_line(text, text + start),
                           end < limit ? token_end(end, limit) : end, unit->function != NULL);
    bool missing = finding->missing != NULL && strcmp(finding->missing, ";") == 0;
    if (past == NULL && is_all_but_ended(unit, node)) past = text + node_end(node);
    if (past == NULL || (missing && past > text + finding->error_at)) return 0;
    uint32_t line = check_past_blanks(unit, (uint32_t)(token_line(text, past) - text)),
             end_of_line = (uint32_t)(past - text);
    bool elsewhere = source_line(unit->source, line) != source_line(unit->source, finding->start);
    if (elsewhere && check_skipped_syntax(unit, line, end_of_line) < end_of_line) {
        finding->start = line;
        finding->end = end_of_line;
    }
    if (finding->end > end_of_line) finding->end = end_of_line;
    return end_of_line;
}

/* Whether what lacks its end there is the label of a case. */
static bool is_label(const struct unit *unit, uint32_t end) {
    static const char *const words[] = {"case", "default", NULL};
    const char *text = unit->source->text, *limit = text + end;
    const char *word = token_skip(token_line(text, limit), limit);
    return word < limit && is_one_of(word, (size_t)(token_end(word, limit) - word), words);
}

static struct diagnostic *refuse_text(struct unit *unit, uint32_t start, uint32_t end) {
    return diagnostic_error(unit->errors, D_SYNTAX, unit_span_of(unit, start, end),
                            "channel syntax in text that cannot be read");
}

static void note_unended(struct unit *unit, struct diagnostic *report, uint32_t end) {
    check_note_missing(unit, report, end, is_label(unit, end) ? ":" : ";");
    if (report != NULL) check_hint_line(unit, report, end); /* with it the line reads no better */
}

/* Refuses the other lines of channel syntax that lack their semicolons in text where the one that ends at `at` does: who is used
 * to Go leaves out all. */
static void report_others(struct unit *unit, const struct node *node, uint32_t at) {
    const char *text = unit->source->text, *limit = text + unit->source->length;
    const char *end = token_skip(text + node_end(node), limit), *past = text + at;
    if (end < limit) end = token_end(end, limit);
    while ((past = check_unended_line(unit, past, end, unit->function != NULL)) != NULL) {
        uint32_t line = check_past_blanks(unit, (uint32_t)(token_line(text, past) - text)),
                 end_of_line = (uint32_t)(past - text);
        if (line > at && check_skipped_syntax(unit, line, end_of_line) < end_of_line)
            note_unended(unit, refuse_text(unit, line, end_of_line), end_of_line);
    }
}

uint32_t check_missing_brace(const struct unit *unit, const struct node *node) {
    const char *text = unit->source->text, *end = text + unit->source->length;
    const char *at = text + node_start(node), *past;
    uint32_t depth = 0;
    if (unit->function != NULL) return 0;
    for (; at < end && strchr(";{}=", *at) == NULL; at = token_skip(past, end)) {
        past = token_end(at, end);
        depth += *at == '(';
        if (*at != ')' || --depth > 0) continue;
        at = token_skip(past, end);
        bool line = memchr(past, '\n', (size_t)(at - past)) != NULL;
        return line && at < end && is_word_byte(*at) ? (uint32_t)(past - text) : 0;
    }
    return 0;
}

/* Hints at what was meant between the channel syntax and the error, in whichever order they stand. */
static bool hint(struct unit *unit, struct diagnostic *report, const struct finding *finding) {
    bool after = finding->error_at > finding->start;
    return check_hint(unit, report, after ? finding->start : finding->error_at,
                      after ? finding->error_at : finding->end);
}

/* Says what is wrong with the text: the first that is known. */
static void note_reason(struct unit *unit, struct diagnostic *report, const struct node *node,
                        const struct finding *finding, bool hinted) {
    struct span failed = unit_span_of(unit, finding->error_at, finding->error_at);
    uint32_t headless = check_missing_brace(unit, node);
    if (headless > 0)
        check_note_missing(unit, report, headless, "{");
    else if (finding->unended > 0)
        note_unended(unit, report, finding->unended);
    else if (!hinted && finding->unnamed)
        diagnostic_note(report, failed, "a name is missing here");
    else if (!hinted && finding->missing != NULL && *finding->missing != '\0')
        check_note_missing(unit, report, finding->error_at, finding->missing);
    else
        diagnostic_note(report, failed, "reading failed here");
}

void check_report_broken(struct unit *unit, const struct node *node, const struct finding *found) {
    struct finding finding = *found;
    finding.unended = find_unended(unit, node, &finding);
    bool follows = follows_broken(unit, node);
    check_declare_lost(unit, node_start(node), node_end(node));
    if (follows) return;
    struct diagnostic *report = refuse_text(unit, finding.start, finding.end);
    if (report == NULL) return;
    bool hinted = finding.unended == 0 && hint(unit, report, &finding);
    note_reason(unit, report, node, &finding, hinted);
    if (finding.unended > 0)
        report_others(unit, node, finding.unended);
    else if (!hinted)
        note_macro(unit, report, &finding);
}
