/* select.c - waiting for several channels at once.
 *
 * A select first looks at its channels without their locks and tries one of those that seem ready;
 * what it does then is right at the moment when it holds that one's lock. Only if none is ready it
 * takes all locks, in the order of addresses, looks again, and puts a waiter into each queue.
 *
 * The choice: each pass counts the cases that seem ready and picks one of them uniformly. One that
 * turns out not to be ready (its waiters belong to selects that have won elsewhere) is set aside
 * and the choice repeated among the others, so that it stays uniform among those that are ready.
 *
 * Invariants
 *  - While a select waits, g->claim is 0 from before its first waiter is in a queue until someone
 *    wins; before, none of its waiters leaves its queue.
 *  - A select returns only when none of its waiters is in a queue, or counted as leaving one.
 */
#include "channel.h"

#include <errno.h>
#include <stdlib.h>

/* Selects of up to this many cases need no allocation. */
enum { FEW = 12 };

/* What a select needs beside its cases when it takes all locks. */
struct plan {
    struct chanc_waiter *waiters; /* one a case */
    chanc_chan **order;           /* its channels by address, each once */
    int channels;                 /* how many those are */
    bool repeated;                /* several cases have one of them */
    struct chanc_waiter few_waiters[FEW];
    chanc_chan *few_order[FEW];
};

/* What a try of one case came to, and what is left to do for it without the lock. */
struct attempt {
    int index; /* the case; -1: none was ready */
    enum chanc_outcome outcome;
    struct chanc_g *wake; /* to be made ready, or NULL */
    bool timed;           /* the channel's `timed` */
};

/* --- trying ----------------------------------------------------------------------------------- */

/* A number from 0 to n - 1; Marsaglia's xorshift, whose state may not be 0. */
static uint32_t random_below(struct chanc_g *g, uint32_t n) {
    uint32_t x = g->random ? g->random : 2463534242U;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    g->random = x;
    return (uint32_t)((uint64_t)x * n >> 32);
}

/* One of the cases that may be ready, or -1; `aside`: those whose `ok` is set are set aside. */
static int choose(const chanc_case *cases, int n, bool aside, struct chanc_g *g) {
    uint32_t ready = 0;
    int chosen = -1;
    for (int i = 0; i < n; i++) {
        if ((aside && cases[i].ok) || !chanc_may_be_ready(&cases[i])) continue;
        /* The i-th of those ready replaces the choice with a chance of 1 in i: all are equal. */
        if (++ready == 1 || random_below(g, ready) == 0) chosen = i;
    }
    return chosen;
}

/* The channel is locked. */
static enum chanc_outcome try_case(chanc_case *c, struct chanc_g **wake) {
    enum chanc_outcome outcome;
    if (c->is_send) return chanc_try_send(c->chan, c->send, wake);
    outcome = chanc_try_recv(c->chan, c->recv, wake);
    if (outcome == CHANC_WAS_CLOSED && c->recv) memset(c->recv, 0, c->chan->size);
    return outcome;
}

/* Tells ThreadSanitizer of a case that was tried, or is put into its queue. */
static void order_done(const chanc_case *c) {
    if (c->is_send)
        chanc_order_sent(c->chan);
    else
        chanc_order_received(c->chan);
}

/* Does one of the cases that are ready; false if none is. `locked`: all channels are; otherwise
 * none is. Fills the attempt in where it is: a copy would have to wait for what was just written.
 */
static bool attempt(struct attempt *a, chanc_case *cases, int n, struct chanc_g *g, bool locked) {
    bool aside = false;
    while ((a->index = choose(cases, n, aside, g)) >= 0) {
        chanc_case *c = &cases[a->index];
        if (!locked) chanc_lock(&c->chan->lock);
        a->outcome = try_case(c, &a->wake);
        order_done(c);
        a->timed = c->chan->timed;
        if (!locked) chanc_unlock(&c->chan->lock);
        if (a->outcome != CHANC_BLOCKED) return true;
        for (int i = 0; i < n && !aside; i++) cases[i].ok = false;
        aside = c->ok = true;
    }
    return false;
}

/* Completes what was done, with no lock held; returns the index. The channel may be gone. */
static int complete(chanc_case *cases, const struct attempt *a, const chanc_site *site) {
    chanc_case *c = &cases[a->index];
    if (c->is_send && a->outcome == CHANC_WAS_CLOSED)
        chanc_panic_at(site, "send on closed channel");
    if (a->wake) chanc_ready(a->wake);
    if (CHANC_UNLIKELY(a->timed) && !c->is_send) chanc_timer_received(c->chan);
    c->ok = a->outcome == CHANC_PASSED;
    return a->index;
}

/* --- all locks -------------------------------------------------------------------------------- */

/* Shell's sort, which for a handful is insertion. */
static void sort(chanc_chan **order, int n) {
    for (int gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (int i = gap; i < n; i++) {
            chanc_chan *c = order[i];
            int j = i;
            for (; j >= gap && (uintptr_t)order[j - gap] > (uintptr_t)c; j -= gap)
                order[j] = order[j - gap];
            order[j] = c;
        }
}

static void plan_begin(struct plan *p, const chanc_case *cases, int n) {
    int all = 0, distinct = 0;
    p->waiters = p->few_waiters;
    p->order = p->few_order;
    if (n > FEW) {
        p->waiters = calloc((size_t)n, sizeof *p->waiters + sizeof *p->order);
        if (!p->waiters) chanc_fatal("no memory for a select", ENOMEM);
        p->order = (chanc_chan **)(p->waiters + n);
    }
    for (int i = 0; i < n; i++)
        if (cases[i].chan) p->order[all++] = cases[i].chan;
    sort(p->order, all);
    for (int i = 0; i < all; i++)
        if (i == 0 || p->order[i] != p->order[i - 1]) p->order[distinct++] = p->order[i];
    p->channels = distinct;
    p->repeated = distinct < all;
}

static void plan_end(struct plan *p) {
    if (p->waiters != p->few_waiters) free(p->waiters);
}

static void lock_all(struct plan *p) {
    bool alone = chanc_section_begin();
    for (int i = 0; i < p->channels; i++) chanc_lock_within(&p->order[i]->lock, alone);
}

static void unlock_all(struct plan *p) {
    for (int i = p->channels; i-- > 0;) chanc_unlock_within(&p->order[i]->lock);
    chanc_section_end();
}

/* --- waiting ---------------------------------------------------------------------------------- */

static chanc_ring *queue_of(const chanc_case *c) {
    return c->is_send ? &c->chan->senders : &c->chan->receivers;
}

/* Puts a waiter for a case into its queue. */
static void enter(struct chanc_waiter *w, const chanc_case *c, struct chanc_g *g) {
    w->g = g;
    if (!c->chan) return;
    w->value = c->is_send ? (void *)(uintptr_t)c->send : c->recv;
    w->size = c->chan->size;
    w->selecting = true;
    order_done(c);
    chanc_channel_renew(c->chan);
    chanc_ring_add(queue_of(c), &w->link);
}

/* The same for all, in random order: of several cases on one channel the first in its queue is served. */
static void enter_shuffled(struct plan *p, const chanc_case *cases, int n, struct chanc_g *g) {
    for (int i = 0; i < n; i++) p->waiters[i].g = NULL;
    for (int left = n; left > 0; left--) {
        uint32_t skipped = random_below(g, (uint32_t)left);
        int i = 0;
        while (p->waiters[i].g != NULL || skipped-- > 0) i++;
        enter(&p->waiters[i], &cases[i], g);
    }
}

/* Puts a waiter for each case into its queue; all channels are locked. */
static void enter_queues(struct plan *p, const chanc_case *cases, int n, struct chanc_g *g) {
    /* Relaxed: others see it by the locks. */
    chanc_set(g->claim, 0);
    if (p->repeated)
        enter_shuffled(p, cases, n, g);
    else
        for (int i = 0; i < n; i++) enter(&p->waiters[i], &cases[i], g);
}

/* Takes all waiters but the one that was served out of their queues, which keep those channels. Not inline, as it follows a park. */
static __attribute__((noinline)) void leave_queues(struct plan *p, const chanc_case *cases, int n,
                                                   int served) {
    bool alone = chanc_section_begin();
    for (int i = 0; i < n; i++) {
        if (i == served || !cases[i].chan) continue;
        chanc_lock_within(&cases[i].chan->lock, alone);
        chanc_channel_leave(cases[i].chan, queue_of(&cases[i]), &p->waiters[i]);
        chanc_unlock_within(&cases[i].chan->lock);
    }
    chanc_section_end();
}

/* Waits in all queues; all channels are locked, which is given up. Returns the case served. */
static int wait_for_any(struct plan *p, chanc_case *cases, int n, struct chanc_g *g,
                        const chanc_site *site) {
    struct chanc_waiter *w;
    int served;
    enter_queues(p, cases, n, g);
    unlock_all(p);
    w = (struct chanc_waiter *)chanc_park(g, NULL, CHANC_SELECTING, site);
    served = (int)(w - p->waiters);
    leave_queues(p, cases, n, served);
    if (cases[served].is_send && !w->ok) chanc_panic_at(site, "send on closed channel");
    if (!w->ok && w->value) memset(w->value, 0, w->size);
    cases[served].ok = w->ok;
    return served;
}

/* --- select ----------------------------------------------------------------------------------- */

static int select_locked(chanc_case *cases, int n, bool wait, struct chanc_g *g,
                         const chanc_site *site) {
    struct plan p;
    struct attempt a;
    int index = -1;
    plan_begin(&p, cases, n);
    lock_all(&p);
    if (attempt(&a, cases, n, g, true)) {
        unlock_all(&p);
        index = complete(cases, &a, site);
    } else if (wait) {
        index = wait_for_any(&p, cases, n, g, site);
    } else {
        unlock_all(&p);
    }
    plan_end(&p);
    return index;
}

/* Does one of the cases and returns its index; -1: none was ready, and it is not to wait. */
static CHANC_INLINE int do_one(chanc_case *cases, int n, bool wait, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    struct attempt a;
    if (attempt(&a, cases, n, g, false)) return complete(cases, &a, site);
    /* None was ready, but for several not at one moment. */
    return wait || n > 1 ? select_locked(cases, n, wait, g, site) : -1;
}

int chanc_select(chanc_case *cases, int n, const chanc_site *site) {
    if (n <= 0) chanc_block(site);
    return do_one(cases, n, true, site);
}

int chanc_try_select(chanc_case *cases, int n, const chanc_site *site) {
    return do_one(cases, n, false, site);
}
