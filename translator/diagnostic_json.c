/* diagnostic_json.c: errors as other programs read them: our own JSON, and SARIF 2.1.0.
 *
 * Ours is one object:
 *
 *   {"version": 1, "diagnostics": [
 *     {"severity": "error", "name": "send-direction", "message": "...",
 *      "path": "a.gc", "line": 3, "column": 5, "endLine": 3, "endColumn": 8,
 *      "notes": [{"kind": "note", "message": "...", "path": ..., "endColumn": ...}],
 *      "includedFrom": [{"path": ..., "line": ..., "column": ..., ...}]}],
 *   "complaints": [{"message": "..."}]}
 *
 * Lines and columns count from 1, columns in characters; the end is past the last character. The
 * kind of a note is "note" or "hint". "includedFrom" lists the #includes that led to a header,
 * innermost first. "complaints" are about the command or files, in SARIF notifications. Texts are made valid UTF-8. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "diagnostic_list.h"

/* Takes what jansson made, which is NULL when memory ran out. */
static json_t *made(json_t *value) {
    if (!value) out_of_memory();
    return value;
}

/* Adds a member, whose value is now the object's. */
static void set(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, made(value))) out_of_memory();
}

static void append(json_t *array, json_t *value) {
    if (json_array_append_new(array, made(value))) out_of_memory();
}

/* A JSON string; bytes that are no UTF-8 become U+FFFD. */
static json_t *string(const char *text) {
    struct source source = {.text = text, .length = (uint32_t)strlen(text)};
    struct buffer valid = {0};
    for (uint32_t at = 0, size; at < source.length; at += size) {
        size = source_character(&source, at);
        if (size == 1 && text[at] & 0x80)
            buffer_add_string(&valid, "\xEF\xBF\xBD");
        else
            buffer_add(&valid, text + at, size);
    }
    json_t *value = made(json_stringn(valid.text ? valid.text : "", valid.length));
    buffer_free(&valid);
    return value;
}

static void set_position(json_t *object, const struct source *source, uint32_t offset,
                         const char *line, const char *column) {
    struct position position = source_position(source, offset);
    set(object, line, json_integer(position.line));
    set(object, column, json_integer(position.column));
}

static void set_span(json_t *object, struct span span) {
    set(object, "path", string(span.source->path));
    set_position(object, span.source, span.start, "line", "column");
    set_position(object, span.source, span.end, "endLine", "endColumn");
}

static json_t *json_notes(const struct diagnostic *error) {
    json_t *notes = made(json_array());
    for (const struct note *note = error->notes; note; note = note->next) {
        json_t *object = made(json_object());
        set(object, "kind", json_string(note->hint ? "hint" : "note"));
        set(object, "message", string(note->message));
        set_span(object, note->at);
        append(notes, object);
    }
    return notes;
}

static json_t *json_inclusions(const struct diagnostics *all, const struct source *source) {
    json_t *inclusions = made(json_array());
    const struct inclusion *inclusion = diagnostics_inclusion(all, source);
    for (; inclusion; inclusion = diagnostics_inclusion(all, inclusion->at.source)) {
        json_t *object = made(json_object());
        set_span(object, inclusion->at);
        append(inclusions, object);
    }
    return inclusions;
}

static json_t *json_error(const struct diagnostics *all, const struct diagnostic *error) {
    json_t *object = made(json_object());
    set(object, "severity", json_string("error"));
    set(object, "name", json_string(diagnostic_name_text(error->name)));
    set(object, "message", string(error->message));
    set_span(object, error->at);
    set(object, "notes", json_notes(error));
    set(object, "includedFrom", json_inclusions(all, error->at.source));
    return object;
}

/* An object with one member. */
static json_t *wrapped(const char *key, json_t *value) {
    json_t *object = made(json_object());
    set(object, key, value);
    return object;
}

static json_t *json_complaints(const struct diagnostics *all) {
    json_t *complaints = made(json_array());
    const struct complaint *complaint = diagnostics_complaints(all);
    for (; complaint; complaint = complaint->next)
        append(complaints, wrapped("message", string(complaint->message)));
    return complaints;
}

/* Prints a document and gives it back. */
static void print(json_t *document, FILE *to) {
    char *text = json_dumps(document, JSON_INDENT(2));
    if (!text) out_of_memory();
    fprintf(to, "%s\n", text);
    free(text);
    json_decref(document);
}

void diagnostics_print_json(const struct diagnostics *all, FILE *to) {
    const struct diagnostic *const *errors = diagnostics_sorted(all);
    json_t *document = made(json_object()), *list = made(json_array());
    for (size_t i = 0; i < diagnostics_count(all); i++) append(list, json_error(all, errors[i]));
    set(document, "version", json_integer(1));
    set(document, "diagnostics", list);
    set(document, "complaints", json_complaints(all));
    print(document, to);
}

/* A path as a URI reference: absolute paths as file URIs, relative ones as they are. */
static json_t *uri(const char *path) {
    struct buffer text = {0};
    if (*path == '/') buffer_add_string(&text, "file://");
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (isalnum(c) || strchr("/-._~", c))
            buffer_add(&text, path, 1);
        else
            buffer_printf(&text, "%%%02X", (unsigned)c);
    }
    json_t *value = made(json_stringn(text.text ? text.text : "", text.length));
    buffer_free(&text);
    return value;
}

static json_t *sarif_location(struct span span) {
    json_t *region = made(json_object()), *physical = made(json_object());
    set_position(region, span.source, span.start, "startLine", "startColumn");
    set_position(region, span.source, span.end, "endLine", "endColumn");
    set(physical, "artifactLocation", wrapped("uri", uri(span.source->path)));
    set(physical, "region", region);
    return wrapped("physicalLocation", physical);
}

/* A place with something to say about it. */
static json_t *sarif_related(struct span span, const char *message) {
    json_t *location = sarif_location(span);
    set(location, "message", wrapped("text", string(message)));
    return location;
}

static json_t *sarif_result(const struct diagnostics *all, const struct diagnostic *error) {
    json_t *result = made(json_object());
    set(result, "ruleId", json_string(diagnostic_name_text(error->name)));
    set(result, "ruleIndex", json_integer(error->name));
    set(result, "level", json_string("error"));
    set(result, "message", wrapped("text", string(error->message)));
    json_t *locations = made(json_array()), *related = made(json_array());
    append(locations, sarif_location(error->at));
    set(result, "locations", locations);
    for (const struct note *note = error->notes; note; note = note->next)
        append(related, sarif_related(note->at, note->message));
    const struct inclusion *inclusion = diagnostics_inclusion(all, error->at.source);
    for (; inclusion; inclusion = diagnostics_inclusion(all, inclusion->at.source))
        append(related, sarif_related(inclusion->at, "included from here"));
    set(result, "relatedLocations", related);
    return result;
}

static json_t *sarif_tool(void) {
    json_t *driver = made(json_object()), *rules = made(json_array());
    for (enum diagnostic_name name = 0; name < D_COUNT; name++) {
        json_t *rule = wrapped("id", json_string(diagnostic_name_text(name)));
        set(rule, "shortDescription", wrapped("text", json_string(diagnostic_name_summary(name))));
        append(rules, rule);
    }
    set(driver, "name", json_string("chanc"));
    set(driver, "version", json_string(CHANC_VERSION));
    set(driver, "rules", rules);
    return wrapped("driver", driver);
}

/* How the run of the tool itself went. */
static json_t *sarif_invocation(const struct diagnostics *all) {
    json_t *invocation = made(json_object()), *notifications = made(json_array());
    const struct complaint *complaint = diagnostics_complaints(all);
    set(invocation, "executionSuccessful", json_boolean(!complaint));
    for (; complaint; complaint = complaint->next) {
        json_t *notification = wrapped("level", json_string("error"));
        set(notification, "message", wrapped("text", string(complaint->message)));
        append(notifications, notification);
    }
    set(invocation, "toolExecutionNotifications", notifications);
    return invocation;
}

void diagnostics_print_sarif(const struct diagnostics *all, FILE *to) {
    static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                                 "schemas/sarif-schema-2.1.0.json";
    const struct diagnostic *const *errors = diagnostics_sorted(all);
    json_t *document = made(json_object()), *runs = made(json_array());
    json_t *run = made(json_object()), *results = made(json_array());
    json_t *invocations = made(json_array());
    for (size_t i = 0; i < diagnostics_count(all); i++)
        append(results, sarif_result(all, errors[i]));
    set(run, "tool", sarif_tool());
    append(invocations, sarif_invocation(all));
    set(run, "invocations", invocations);
    set(run, "columnKind", json_string("unicodeCodePoints"));
    set(run, "results", results);
    append(runs, run);
    set(document, "$schema", json_string(schema));
    set(document, "version", json_string("2.1.0"));
    set(document, "runs", runs);
    print(document, to);
}
