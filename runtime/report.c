/* report.c - panics, fatal errors, lists of goroutines, what the environment asks for. All but the last and
 * CHANC_DEBUG=leaks end the program, with status 2.
 *
 * Everything here may run in a signal handler, but for the formatting of a panic's message: text is
 * put together in a buffer on the stack and leaves through write; memory comes from mmap.
 *
 * Invariant: of all that want to report one does; others stop, so that reports are never mixed.
 */
#include "report.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* --- text to standard error ------------------------------------------------------------------- */

struct text {
    size_t used;
    char bytes[2000];
};

static void flush(struct text *t) {
    size_t done = 0;
    while (done < t->used) {
        ssize_t n = write(STDERR_FILENO, t->bytes + done, t->used - done);
        if (n > 0)
            done += (size_t)n;
        else if (n < 0 && errno == EAGAIN) /* the program had it so */
            poll(&(struct pollfd){.fd = STDERR_FILENO, .events = POLLOUT}, 1, -1);
        else if (n == 0 || errno != EINTR)
            break; /* there is nobody to tell */
    }
    t->used = 0;
}

static void put_bytes(struct text *t, const char *from, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (t->used == sizeof t->bytes) flush(t);
        t->bytes[t->used++] = from[i];
    }
}

static void put(struct text *t, const char *string) {
    put_bytes(t, string, strlen(string));
}

static void put_number(struct text *t, uint64_t n) {
    char digits[20];
    size_t i = sizeof digits;
    do digits[--i] = (char)('0' + n % 10);
    while (n /= 10);
    put_bytes(t, digits + i, sizeof digits - i);
}

/* The part of a hoisted function's name that stands for the function around it: of
 * `chanc_NAME_goN`, NAME; *suffix becomes `goN`. NULL for other names. */
static const char *hoisted(const char *function, size_t *length, const char **suffix) {
    static const char prefix[] = "chanc_";
    const char *name = function + sizeof prefix - 1, *end = function + strlen(function);
    const char *digits = end;
    if (strncmp(function, prefix, sizeof prefix - 1) != 0) return NULL;
    while (digits > name && digits[-1] >= '0' && digits[-1] <= '9') digits--;
    if (digits == end || digits - name < 4 || strncmp(digits - 3, "_go", 3) != 0) return NULL;
    *length = (size_t)(digits - 3 - name);
    *suffix = digits - 2;
    return name;
}

static void put_function(struct text *t, const char *function) {
    size_t length;
    const char *suffix, *name = hoisted(function, &length, &suffix);
    if (!name) {
        put(t, function);
        return;
    }
    put_bytes(t, name, length);
    put(t, ".");
    put(t, suffix);
}

/* A line `LEAD FUNCTION at FILE:LINE`; nothing without a site. */
static void put_site(struct text *t, const char *lead, const chanc_site *site) {
    if (!site) return;
    put(t, lead);
    put_function(t, site->function);
    put(t, " at ");
    put(t, site->file);
    put(t, ":");
    put_number(t, (uint64_t)site->line);
    put(t, "\n");
}

/* --- a goroutine's paragraph ------------------------------------------------------------------ */

/* What a report says of one goroutine. */
struct entry {
    uint64_t id;
    enum chanc_reason reason;
    bool foreign;
    bool stopped; /* since the program ends */
    const chanc_site *where;
    const chanc_site *started;
};

static struct entry entry_of(const struct chanc_g *g) {
    /* Relaxed: the goroutine may be running; what is read is a moment old at worst. */
    struct entry e = {.id = g->id,
                      .reason = chanc_get(g->reason),
                      .foreign = g->foreign,
                      .stopped = chanc_is_stopped(g),
                      .where = chanc_get(g->where),
                      .started = g->started};
    return e;
}

static const char *reason_text(enum chanc_reason reason) {
    static const char *const texts[CHANC_REASONS] = {
        [CHANC_RUNNING] = "running",
        [CHANC_SENDING] = "chan send",
        [CHANC_RECEIVING] = "chan receive",
        [CHANC_SELECTING] = "select",
        [CHANC_SENDING_NIL] = "chan send (nil chan)",
        [CHANC_RECEIVING_NIL] = "chan receive (nil chan)",
        [CHANC_NO_CASES] = "select (no cases)",
        [CHANC_SLEEPING] = "sleep",
        [CHANC_WAITING_GROUP] = "wait group",
        [CHANC_WAITING_FD] = "IO wait",
    };
    return texts[reason];
}

/* The rest of a paragraph, after who it is about. */
static void put_state(struct text *t, const struct entry *e) {
    put(t, " [");
    put(t, e->reason == CHANC_RUNNING && e->stopped ? "stopped" : reason_text(e->reason));
    put(t, e->foreign ? ", foreign thread]:\n" : "]:\n");
    put_site(t, e->reason == CHANC_RUNNING ? "last blocked in " : "", e->where);
    put_site(t, "started by ", e->started);
}

static void put_entry(struct text *t, const struct entry *e) {
    put(t, "\ngoroutine ");
    put_number(t, e->id);
    put_state(t, e);
}

/* The paragraph of the goroutine that a panic or fatal error is about; `at`: where it is, if known.
 */
static void put_culprit(struct text *t, const struct chanc_g *g, const chanc_site *at) {
    struct entry e = {.id = g->id, .reason = CHANC_RUNNING, .foreign = g->foreign};
    put_entry(t, &e);
    put_site(t, "", at);
    put_site(t, "started by ", g->started);
}

/* --- all goroutines --------------------------------------------------------------------------- */

/* Copies of what there is, since goroutines may go on and end. */
struct listing {
    struct entry *entries;
    size_t count; /* how many there are, which may be more than ... */
    size_t room;  /* ... this many entries */
};

static void visit(const struct chanc_g *g, void *context) {
    struct listing *l = context;
    if (l->count < l->room) l->entries[l->count] = entry_of(g);
    l->count++;
}

static void visit_all(struct listing *l) {
    l->count = 0;
    chanc_thread_each(visit, l);
    if (chanc_fibers) chanc_fiber_each(visit, l);
}

typedef bool comes_before(const struct entry *, const struct entry *);

static bool by_id(const struct entry *a, const struct entry *b) {
    return a->id < b->id;
}

static bool by_place(const struct entry *a, const struct entry *b) {
    if (a->where != b->where) return (uintptr_t)a->where < (uintptr_t)b->where;
    if (a->started != b->started) return (uintptr_t)a->started < (uintptr_t)b->started;
    return a->reason != b->reason ? a->reason < b->reason : a->foreign < b->foreign;
}

/* Shell's sort: in place, without allocation, quick enough for a million. */
static void sort(struct entry *entries, size_t n, comes_before *before) {
    for (size_t gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (size_t i = gap; i < n; i++) {
            struct entry e = entries[i];
            size_t j = i;
            for (; j >= gap && before(&e, &entries[j - gap]); j -= gap)
                entries[j] = entries[j - gap];
            entries[j] = e;
        }
}

/* All there are at the moment, in order; false if there is no memory. */
static bool take_list(struct listing *l, comes_before *before) {
    *l = (struct listing){.room = 0};
    visit_all(l);
    l->room = l->count + 64; /* some may start meanwhile */
    l->entries = mmap(NULL, l->room * sizeof *l->entries, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (l->entries == MAP_FAILED) return false;
    visit_all(l);
    if (l->count > l->room) l->count = l->room;
    sort(l->entries, l->count, before);
    return true;
}

static void list_all(struct text *t) {
    struct listing l;
    if (!take_list(&l, by_id)) {
        put(t, "\n(no memory for the list of goroutines)\n");
        return;
    }
    for (size_t i = 0; i < l.count; i++) put_entry(t, &l.entries[i]);
}

/* --- CHANC_DEBUG=leaks ------------------------------------------------------------------------ */

/* A paragraph for those blocked at one place; returns how many that were. */
static size_t put_place(struct text *t, const struct entry *entries, size_t n) {
    size_t same = 1;
    while (same < n && !by_place(&entries[0], &entries[same])) same++;
    if (entries[0].reason == CHANC_RUNNING) return same;
    put(t, "\n");
    put_number(t, same);
    put(t, same == 1 ? " goroutine" : " goroutines");
    put_state(t, &entries[0]);
    return same;
}

static bool wants_leaks; /* written once, by chanc_report_start */

void chanc_report_leaks(void) {
    struct text t = {.used = 0};
    struct listing l;
    if (!wants_leaks || !take_list(&l, by_place)) return;
    put(&t, "leaks: the goroutines still blocked at the end, by place\n");
    for (size_t i = 0; i < l.count;) i += put_place(&t, &l.entries[i], l.count - i);
    flush(&t);
    munmap(l.entries, l.room * sizeof *l.entries);
}

/* --- reports ---------------------------------------------------------------------------------- */

/* Makes the caller the one that reports. */
static void begin(struct text *t) {
    static _Atomic pid_t reporter;
    pid_t nobody = 0, me = gettid();
    t->used = 0;
    chanc_thread_uncancel(); /* what writes would end a thread that is cancelled, and the program go on */
    /* Relaxed: only who is first matters. */
    if (atomic_compare_exchange_strong_explicit(&reporter, &nobody, me, memory_order_relaxed,
                                                memory_order_relaxed))
        return;
    if (nobody == me) _exit(CHANC_FAILURE); /* a fault in the report itself */
    chanc_stop_thread();
}

static _Noreturn void finish(struct text *t) {
    flush(t);
    _exit(CHANC_FAILURE);
}

static _Noreturn void panic(const chanc_site *site, const char *format, va_list values) {
    struct text t;
    char *message;
    bool formatted = vasprintf(&message, format, values) >= 0;
    struct chanc_g *g = chanc_self(); /* a thread may panic before it does anything else here */
    begin(&t);
    put(&t, "panic: ");
    put(&t, formatted ? message : format); /* the format itself if there is no memory */
    put(&t, "\n");
    put_culprit(&t, g, site);
    finish(&t);
}

void chanc_panic_at(const chanc_site *site, const char *format, ...) {
    va_list values;
    va_start(values, format);
    panic(site, format, values);
    va_end(values);
}

void(chanc_panic)(const char *format, ...) {
    va_list values;
    va_start(values, format);
    panic(NULL, format, values);
    va_end(values);
}

static void put_fatal(struct text *t, const char *message) {
    put(t, "fatal error: ");
    put(t, message);
}

void chanc_fatal(const char *message, int error) {
    struct text t;
    begin(&t);
    put_fatal(&t, message);
    if (error) {
        put(&t, ": ");
        put(&t, strerror(error));
    }
    put(&t, "\n");
    if (chanc_current) put_culprit(&t, chanc_current, NULL);
    finish(&t);
}

void chanc_report_deadlock(void) {
    struct text t;
    begin(&t);
    put_fatal(&t, chanc_is_ending()
                      ? "a handler of exit waits, and no goroutine runs any more - deadlock!\n"
                      : "all goroutines are asleep - deadlock!\n");
    list_all(&t);
    finish(&t);
}

void chanc_report_overflow(const struct chanc_g *g) {
    struct text t;
    begin(&t);
    put_fatal(&t, "stack overflow\n");
    put_culprit(&t, g, NULL);
    finish(&t);
}

/* --- the environment -------------------------------------------------------------------------- */

const char *chanc_setting(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

void chanc_setting_ignored(const char *name, const char *value, const char *allowed) {
    dprintf(STDERR_FILENO, "warning: %s=%s is ignored: it may be %s\n", name, value, allowed);
}

static void read_debug(void) {
    const char *value = chanc_setting("CHANC_DEBUG");
    wants_leaks = value && strcmp(value, "leaks") == 0;
    if (value && !wants_leaks) chanc_setting_ignored("CHANC_DEBUG", value, "leaks");
}

/* --- SIGQUIT ---------------------------------------------------------------------------------- */

static void on_quit(int signal) {
    struct text t;
    (void)signal;
    begin(&t);
    put(&t, "SIGQUIT: the goroutines at this moment\n");
    list_all(&t);
    finish(&t);
}

void chanc_report_start(void) {
    struct sigaction action = {.sa_handler = on_quit, .sa_flags = SA_ONSTACK | SA_RESTART}, before;
    read_debug();
    /* Only where the program would have died of the signal anyway. */
    if (sigaction(SIGQUIT, NULL, &before) != 0) return;
    if ((before.sa_flags & SA_SIGINFO) || before.sa_handler != SIG_DFL) return;
    sigfillset(&action.sa_mask);
    sigaction(SIGQUIT, &action, NULL);
}
