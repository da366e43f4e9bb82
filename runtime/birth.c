/* birth.c - how goroutines on stacks of their own begin and end.
 *
 * `go` makes a record, with the arguments in it, and no stack: that comes when a worker first runs the
 * goroutine. One that ends hands its stack straight to the next if that begins, so that goroutines
 * that do not block run one after the other on the same, warm stack.
 *
 * Invariants
 *  - A fiber whose context has no stack pointer has not begun; its `start` is valid until then.
 *  - The stack of an ended fiber is in use until the switch away from it is done, and only its own
 *    thread knows when: it is kept in `spare` until that thread needs or frees it.
 */
#include "sched.h"

#if CHANC_HAVE_FIBERS

#include "copy.h"
#include "fiber.h"

#include <errno.h>

enum {
    COLOURS = 16, /* as many different cache lines of a page for stacks to start at */
    LINE = 64,
    IDS = 16 /* taken at once: all workers take them from one place */
};

/* The supplies of all foreign threads; its other fields are unused. */
static pthread_mutex_t foreign_lock = PTHREAD_MUTEX_INITIALIZER;
static struct chanc_worker foreign;

/* The upper end for use of the stack at `low`. Stacks are many pages apart: were all used from the very end,
 * they would share a few sets of the caches. */
static char *top_of(void *low) {
    size_t size = chanc_stack_size();
    return (char *)low + size - (uintptr_t)low / size % COLOURS * LINE;
}

/* Keeps the stack of a fiber that ended, which the caller is about to leave. */
static void keep_stack(struct chanc_worker *w, void *stack) {
    if (w->spare != NULL) chanc_supply_give(&chanc_stacks, &w->stacks, w->spare);
    w->spare = stack;
}

/* Tells the sanitizers that the fiber on a stack has ended, and that `to`, on another, is next. */
static void tell_end(struct chanc_worker *w, void *stack, struct chanc_g *to) {
    if (to->context.sp == NULL) chanc_fiber_begin(w, to);
    chanc_order_release(stack); /* to who uses it next */
    chanc_sanitize_leave(NULL, chanc_fiber_sanitize(to));
    chanc_sanitize_end(chanc_sanitize_of(stack));
}

/* Goes on with what comes after `ended`; returns it if it begins now, on the same stack, which can be
 * only if the caller is the first code on it. */
static CHANC_INLINE struct chanc_g *succeed(struct chanc_g *ended, bool first) {
    struct chanc_worker *w = ended->worker;
    void *stack = ended->stack;
    chanc_worker_count(w, -1);
    ended->id = 0;
    chanc_supply_give(&chanc_records, &w->records, ended);
    struct chanc_g *to = chanc_fiber_pick(w);
    if (to == NULL) to = &w->loop;
    chanc_fiber_enter(w, to);
    if (CHANC_UNLIKELY(chanc_sanitized)) {
        tell_end(w, stack, to);
    } else if (to->context.sp == NULL) {
        if (!first) {
            chanc_fiber_begin(w, to);
        } else {
            to->stack = stack;
            chanc_context_set_control(to->start.control);
            return to;
        }
    }
    keep_stack(w, stack);
    chanc_context_leave(&to->context, &w->nowhere);
}

/* The first code on a stack. */
static void run(void *argument) {
    struct chanc_g *self = argument;
    if (CHANC_UNLIKELY(chanc_sanitized)) {
        chanc_sanitize_enter(chanc_fiber_sanitize(self));
        chanc_order_acquire(self->stack);
        chanc_order_acquire(self);
    }
    for (;;) {
        void (*fn)(void *) = self->start.fn;
        fn(self->start.args);
        chanc_order_release(self); /* its arguments are read */
        self = succeed(self, true);
    }
}

void chanc_birth_leave(struct chanc_g *self) {
    chanc_order_release(self);
    succeed(self, false);
    __builtin_unreachable();
}

void chanc_fiber_begin(struct chanc_worker *w, struct chanc_g *f) {
    f->stack = w->spare != NULL ? w->spare : chanc_supply_take(&chanc_stacks, &w->stacks);
    if (f->stack == NULL) chanc_fatal(chanc_stack_limit(), errno);
    w->spare = NULL;
    if (CHANC_UNLIKELY(chanc_sanitized))
        chanc_sanitize_begin(chanc_sanitize_of(f->stack), (char *)f->stack + CHANC_STACK_GUARD,
                             chanc_stack_size() - CHANC_STACK_GUARD);
    chanc_context_make(&f->context, top_of(f->stack), run, f, f->start.control);
}

/* Copies arguments that the record has no room for onto the fiber's stack, above where it begins. */
static void begin_with(struct chanc_worker *w, struct chanc_g *f, const void *args, size_t size) {
    if (size > chanc_stack_size() / 2) chanc_fatal("go: arguments too large for a stack", 0);
    chanc_fiber_begin(w, f);
    char *copy = top_of(f->stack) - (size + LINE - 1) / LINE * LINE;
    chanc_context_make(&f->context, copy, run, f, f->start.control);
    chanc_order_acquire(f->stack); /* who had it before is gone */
    f->start.args = memcpy(copy, args, size);
}

/* The signals that the program blocks before it starts goroutines are for all threads to block. */
static void keep_signals(void) {
    pthread_sigmask(SIG_SETMASK, NULL, &chanc_signals);
}

static uint64_t next_id(struct chanc_worker *w) {
    static pthread_once_t first = PTHREAD_ONCE_INIT;
    if (w->ids_left == 0) {
        pthread_once(&first, keep_signals);
        w->next_id = chanc_next_ids(IDS);
        w->ids_left = IDS;
    }
    w->ids_left--;
    return w->next_id++;
}

/* Fills in the record of a goroutine that has not begun. */
static void conceive(struct chanc_worker *w, struct chanc_g *f, void (*fn)(void *), void *args,
                     const chanc_site *site) {
    /* Field by field: compilers clear a whole record by an instruction that is slow to start.
     * Relaxed: nobody else knows of it yet, but for reports. */
    f->context.sp = NULL;
    f->start.fn = fn;
    f->start.args = args;
    f->start.control = chanc_context_control();
    chanc_set(f->on_stack, 0);
    f->is_thread = f->foreign = f->failed = false;
    f->worker = NULL;
    chanc_set(f->where, NULL);
    chanc_set(f->reason, CHANC_RUNNING);
    chanc_set(f->claim, 0);
    f->started = site;
    f->stack = NULL;
    f->saved_errno = 0;
    f->id = next_id(w);
    f->random = chanc_seed(f->id);
}

void chanc_fiber_spawn(void (*fn)(void *), const void *args, size_t size, const chanc_site *site) {
    struct chanc_worker *here = chanc_worker_here();
    if (here == NULL) pthread_mutex_lock(&foreign_lock);
    struct chanc_worker *w = here != NULL ? here : &foreign;
    struct chanc_record *record = chanc_supply_take(&chanc_records, &w->records);
    if (record == NULL) chanc_fatal("no memory for a goroutine", ENOMEM);
    struct chanc_g *f = &record->g;
    chanc_order_acquire(f); /* who had the record before has read its arguments */
    conceive(w, f, fn, record->args, site);
    if (size > sizeof record->args)
        begin_with(w, f, args, size);
    else
        chanc_copy(record->args, args, (uint32_t)size);
    /* To ThreadSanitizer a fiber comes after all that its maker did: that must be the spawner. */
    if (CHANC_UNLIKELY(chanc_tsan) && !f->stack) chanc_fiber_begin(w, f);
    chanc_worker_count(w, 1);
    if (here == NULL) pthread_mutex_unlock(&foreign_lock);
    chanc_order_release(f);
    if (here != NULL)
        chanc_fiber_nurse(here, f);
    else
        chanc_pool_inject(f);
}

int64_t chanc_fiber_count(void) {
    int64_t sum = chanc_get(foreign.balance);
    CHANC_EACH_WORKER(w) sum += chanc_get(w->balance);
    return sum;
}

/* --- fork --- */

void chanc_fiber_lock(void) {
    pthread_mutex_lock(&foreign_lock);
    pthread_mutex_lock(&chanc_stacks.lock);
    pthread_mutex_lock(&chanc_records.lock);
}

void chanc_fiber_unlock(void) {
    pthread_mutex_unlock(&chanc_records.lock);
    pthread_mutex_unlock(&chanc_stacks.lock);
    pthread_mutex_unlock(&foreign_lock);
}

/* What v had: nobody counts, and no record has been used, in the child. */
static void forget_supply(struct chanc_worker *v) {
    chanc_set(v->balance, 0); /* there is no other thread */
    v->records.count = 0;
}

void chanc_birth_forget(struct chanc_worker *here, struct chanc_g *self) {
    chanc_record_forget(self);
    chanc_stacks.trimmed = NULL; /* the monitor is gone */
    forget_supply(&foreign);
    CHANC_EACH_WORKER(v) {
        forget_supply(v);
        if (v == here) continue;
        v->stacks.count = 0; /* its thread may have been in the middle of it */
        v->spare = NULL;
    }
}

#endif
