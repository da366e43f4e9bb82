/* channel.c - make, send, receive, close, free, len, cap. Invariants are in channel.h. */
#include "channel.h"

#include <limits.h>
#include <stdlib.h>

/* --- queues of waiters ------------------------------------------------------------------------ */

static inline struct chanc_waiter *waiter_of(struct chanc_link *link) {
    return (struct chanc_waiter *)link;
}

/* Whether the caller is the one to serve w, which is of a select. Not inline: most are of none. */
static __attribute__((noinline)) bool win_select(struct chanc_waiter *w) {
    if (!chanc_claim(w->g)) return false;
    w->g->context.result = (uintptr_t)w;
    return true;
}

/* Whether the caller is the one to serve w. */
static CHANC_INLINE bool win(struct chanc_waiter *w) {
    return !w->selecting || win_select(w);
}

/* Takes off waiters, which cannot be served from w on, up to the first that can, which stays. */
static __attribute__((noinline)) struct chanc_waiter *pass_over(chanc_chan *c, chanc_ring *queue,
                                                                struct chanc_waiter *w) {
    do {
        chanc_ring_remove(queue, &w->link);
        w->link.next = NULL;
        c->leaving++;
        w = waiter_of(chanc_ring_first(queue));
    } while (w && !win(w));
    return w;
}

/* Takes off the first waiter that can be served; NULL if there is none. Those before it go as well, so that nobody
 * passes over them again. Each is won or lost before it goes: else chanc_may_be_ready would not see a select that
 * still waits. */
static inline struct chanc_waiter *take(chanc_chan *c, chanc_ring *queue) {
    struct chanc_waiter *w = waiter_of(chanc_ring_first(queue));
    if (!w) return NULL;
    if (CHANC_UNLIKELY(c->forks != chanc_forks)) {
        chanc_channel_renew(c);
        return NULL;
    }
    if (CHANC_UNLIKELY(!win(w)) && !(w = pass_over(c, queue, w))) return NULL;
    chanc_ring_remove(queue, &w->link);
    return w;
}

void chanc_channel_leave(chanc_chan *c, chanc_ring *queue, struct chanc_waiter *w) {
    if (w->link.next == NULL)
        c->leaving--;
    else
        chanc_ring_remove(queue, &w->link);
}

/* --- the buffer ------------------------------------------------------------------------------- */

static inline uint32_t held(const chanc_chan *c) {
    return chanc_get(c->count); /* written under the lock only */
}

static inline void set_held(chanc_chan *c, uint32_t count) {
    atomic_store_explicit(&c->count, count, memory_order_release); /* see channel.h */
}

static inline bool is_closed(const chanc_chan *c) {
    return CHANC_UNLIKELY(chanc_get(c->closed)); /* under lock */
}

static inline char *after(chanc_chan *c, char *place) {
    place += c->size;
    return place == c->end ? c->values : place;
}

static inline void put(chanc_chan *c, const void *value) {
    chanc_copy(c->tail, value, c->size);
    c->tail = after(c, c->tail);
}

static inline void get(chanc_chan *c, void *to) {
    if (to) chanc_copy(to, c->head, c->size);
    c->head = after(c, c->head);
}

/* --- tries: under the lock -------------------------------------------------------------------- */

/* Notes that another thread uses the channel, whose memory has to come from another core. */
static __attribute__((noinline)) void cross(chanc_chan *c) {
    enum { CROSSING = 100 }; /* ns that this takes, about */
    c->user = chanc_user;
    if (chanc_fibers) chanc_fiber_lose(CROSSING);
}

static CHANC_INLINE void use(chanc_chan *c) {
    if (CHANC_UNLIKELY(c->user != chanc_user)) cross(c);
}

static CHANC_INLINE enum chanc_outcome try_send(chanc_chan *c, const void *value,
                                                struct chanc_g **wake) {
    struct chanc_waiter *receiver;
    *wake = NULL;
    use(c);
    chanc_order_to_send(c);
    if (is_closed(c)) return CHANC_WAS_CLOSED;
    receiver = take(c, &c->receivers);
    if (receiver) {
        if (receiver->value) chanc_copy(receiver->value, value, c->size);
        receiver->ok = true;
        *wake = receiver->g;
        return CHANC_PASSED;
    }
    if (held(c) == c->capacity) return CHANC_BLOCKED;
    put(c, value);
    set_held(c, held(c) + 1);
    return CHANC_PASSED;
}

/* Receives from a channel without buffered values: from a sender that waits, if there is one. */
static inline enum chanc_outcome receive_directly(chanc_chan *c, void *to, struct chanc_g **wake) {
    struct chanc_waiter *sender = take(c, &c->senders);
    if (!sender) return is_closed(c) ? CHANC_WAS_CLOSED : CHANC_BLOCKED;
    if (to) chanc_copy(to, sender->value, c->size);
    sender->ok = true;
    *wake = sender->g;
    return CHANC_PASSED;
}

static CHANC_INLINE enum chanc_outcome try_recv(chanc_chan *c, void *to, struct chanc_g **wake) {
    struct chanc_waiter *sender;
    *wake = NULL;
    use(c);
    chanc_order_to_receive(c);
    if (held(c) == 0) return receive_directly(c, to, wake);
    get(c, to);
    sender = take(c, &c->senders);
    if (!sender) {
        set_held(c, held(c) - 1);
        return CHANC_PASSED;
    }
    /* First in, first out: the value of one that waits goes behind those held. */
    put(c, sender->value);
    chanc_order_sent(c); /* in its name */
    sender->ok = true;
    *wake = sender->g;
    return CHANC_PASSED;
}

enum chanc_outcome chanc_try_send(chanc_chan *c, const void *value, struct chanc_g **wake) {
    return try_send(c, value, wake);
}

enum chanc_outcome chanc_try_recv(chanc_chan *c, void *to, struct chanc_g **wake) {
    return try_recv(c, to, wake);
}

/* --- send and receive ---------------------------------------------------------------------------
 *
 * What blocks ends in a tail call of park, so that waking goes straight to the caller: all that is
 * left to do for it then is done by who wakes it. */

static _Noreturn void block_for_good(enum chanc_reason reason, const chanc_site *site) {
    struct chanc_g *g = chanc_self();
    for (;;) chanc_park(g, NULL, reason, site);
}

/* Puts the caller into a queue; park will return `result`. The channel is locked. */
static CHANC_INLINE struct chanc_g *queue_up(chanc_ring *queue, void *value, uintptr_t result) {
    struct chanc_g *g = chanc_self();
    g->context.result = result;
    g->waiter.g = g;
    g->waiter.value = value;
    g->waiter.selecting = false;
    chanc_ring_add(queue, &g->waiter.link);
    return g;
}

void chanc_send_failed(const struct chanc_g *g) {
    chanc_panic_at(chanc_get(g->where), "send on closed channel");
}

void chanc_send(chanc_chan *c, const void *value, const chanc_site *site) {
    struct chanc_g *wake;
    enum chanc_outcome outcome;
    if (CHANC_UNLIKELY(!c)) block_for_good(CHANC_SENDING_NIL, site);
    chanc_lock(&c->lock);
    outcome = try_send(c, value, &wake);
    chanc_order_sent(c);
    if (outcome == CHANC_BLOCKED) {
        /* The value is only read, but a waiter's may be either. */
        chanc_channel_renew(c);
        struct chanc_g *g = queue_up(&c->senders, (void *)(uintptr_t)value, 0);
        chanc_park(g, &c->lock, CHANC_SENDING, site);
        return;
    }
    chanc_unlock(&c->lock);
    if (CHANC_UNLIKELY(outcome == CHANC_WAS_CLOSED)) chanc_panic_at(site, "send on closed channel");
    if (wake) chanc_ready(wake);
}

/* Tries to receive; true when that is done: *passed says how. Else the channel is locked. */
static CHANC_INLINE bool received(chanc_chan *c, void *to, bool clears, bool *passed,
                                  const chanc_site *site) {
    struct chanc_g *wake;
    enum chanc_outcome outcome;
    bool timed;
    if (CHANC_UNLIKELY(!c)) block_for_good(CHANC_RECEIVING_NIL, site);
    chanc_lock(&c->lock);
    outcome = try_recv(c, to, &wake);
    chanc_order_received(c);
    if (outcome == CHANC_BLOCKED) return false;
    *passed = outcome == CHANC_PASSED;
    if (CHANC_UNLIKELY(!*passed) && clears && to) memset(to, 0, c->size);
    timed = c->timed;
    chanc_unlock(&c->lock);
    if (CHANC_UNLIKELY(timed)) chanc_timer_received(c);
    if (wake) chanc_ready(wake);
    return true;
}

/* Puts the caller into the queue of receivers. */
static CHANC_INLINE struct chanc_g *queue_up_to_receive(chanc_chan *c, void *to, uintptr_t result,
                                                        bool clears, bool tells) {
    chanc_channel_renew(c);
    struct chanc_g *g = queue_up(&c->receivers, to, result);
    g->waiter.size = c->size;
    g->waiter.clears = clears;
    g->waiter.tells = tells;
    return g;
}

bool chanc_next(chanc_chan *c, void *to, const chanc_site *site) {
    bool ok;
    if (received(c, to, false, &ok, site)) return ok;
    return chanc_park_bool(queue_up_to_receive(c, to, true, false, true), &c->lock, CHANC_RECEIVING,
                           site);
}

bool chanc_recv_ok(chanc_chan *c, void *to, const chanc_site *site) {
    bool ok;
    if (received(c, to, true, &ok, site)) return ok;
    return chanc_park_bool(queue_up_to_receive(c, to, true, true, true), &c->lock, CHANC_RECEIVING,
                           site);
}

void *chanc_recv(chanc_chan *c, void *to, const chanc_site *site) {
    bool ok;
    if (received(c, to, true, &ok, site)) return to;
    return (void *)chanc_park(queue_up_to_receive(c, to, (uintptr_t)to, true, false), &c->lock,
                              CHANC_RECEIVING, site);
}

void chanc_block(const chanc_site *site) {
    block_for_good(CHANC_NO_CASES, site);
}

/* --- make, close, free, len, cap -------------------------------------------------------------- */

void chanc_channel_init(chanc_chan *c, uint32_t size, uint32_t capacity) {
    memset(c, 0, sizeof *c);
    c->user = chanc_user;
    c->forks = chanc_forks;
    c->size = size;
    c->capacity = capacity;
    c->head = c->tail = c->values;
    c->end = c->values + (size_t)size * capacity;
}

chanc_chan *chanc_make(size_t size, long long capacity, const chanc_site *site) {
    chanc_chan *c = NULL;
    size_t bytes;
    CHANC_FRAME();
    if (capacity >= 0 && capacity <= INT_MAX && size <= UINT32_MAX &&
        !__builtin_mul_overflow(size, (size_t)capacity, &bytes) && bytes <= PTRDIFF_MAX - sizeof *c)
        c = malloc(sizeof *c + bytes);
    if (!c) chanc_panic_at(site, "make: size out of range");
    chanc_channel_init(c, (uint32_t)size, (uint32_t)capacity);
    return c;
}

/* Zeroes a value for the goroutine that waits for it. As volatile, so that no call of memset is
 * made of it: ThreadSanitizer would see one, and take it for an access of the closing goroutine's
 * own. */
static void clear(volatile char *value, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) value[i] = 0;
}

/* Does what is left to do for a plain operation that a close ends. */
static void end_plain(struct chanc_waiter *w, bool sends) {
    if (sends) {
        w->g->failed = true;
        return;
    }
    if (w->clears && w->value) clear(w->value, w->size);
    if (w->tells) w->g->context.result = false;
}

/* Takes all that can be served off a queue and adds their goroutines to a list, in order. */
static void take_all(chanc_chan *c, chanc_ring *queue, bool sends, struct chanc_list *taken) {
    struct chanc_waiter *w;
    while ((w = take(c, queue)) != NULL) {
        w->ok = false;
        if (!w->selecting) end_plain(w, sends);
        chanc_list_add(taken, w->g);
    }
}

void chanc_close(chanc_chan *c, const chanc_site *site) {
    struct chanc_list wake = {NULL, NULL};
    if (!c) chanc_panic_at(site, "close of nil channel");
    chanc_lock(&c->lock);
    if (is_closed(c)) {
        chanc_unlock(&c->lock);
        chanc_panic_at(site, "close of closed channel");
    }
    chanc_order_release(c);
    chanc_set(c->closed, 1); /* who waits sees it by the lock */
    take_all(c, &c->receivers, false, &wake);
    take_all(c, &c->senders, true, &wake);
    chanc_unlock(&c->lock);
    chanc_ready_all(wake);
}

/* Whether a goroutine is blocked on the queue's channel, not only on its way out of a select. */
static bool has_blocked(const chanc_ring *queue) {
    for (struct chanc_link *l = chanc_ring_first(queue); l; l = chanc_ring_next(queue, l)) {
        const struct chanc_waiter *w = waiter_of(l);
        if (!w->selecting || !chanc_get(w->g->claim)) return true;
    }
    return false;
}

/* Whether nobody waits on the channel, so that it may be freed. Not inline, as it is done again after others have run. */
static __attribute__((noinline)) bool is_left(chanc_chan *c, const chanc_site *site) {
    chanc_lock(&c->lock);
    chanc_channel_renew(c);
    bool used = has_blocked(&c->receivers) || has_blocked(&c->senders);
    bool empty = !chanc_channel_is_waited_for(c);
    chanc_unlock(&c->lock);
    if (used) chanc_panic_at(site, "free of channel in use");
    return empty;
}

void chanc_free(chanc_chan *c, const chanc_site *site) {
    CHANC_FRAME();
    if (!c) return;
    while (!is_left(c, site)) {
        /* Selects that another case has won are about to leave; at the end they may not come to it, and the memory stays. */
        if (chanc_is_ending()) return;
        chanc_yield();
    }
    if (c->timed)
        chanc_timer_free(c);
    else
        free(c);
}

int chanc_len(const chanc_chan *c) {
    return c ? (int)held(c) : 0;
}

int chanc_cap(const chanc_chan *c) {
    return c ? (int)c->capacity : 0;
}
