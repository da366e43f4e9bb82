/* Channels: order, capacity, close, nil, len and cap, free, values of all sizes. */
#include "runtime_test.h"

struct two {
    chanc_chan *a, *b;
};

struct range {
    chanc_chan *c;
    int from, to;
};

static void send_range(void *p) {
    struct range *r = p;
    for (int i = r->from; i < r->to; i++) SEND(r->c, i);
}

static void send_range_and_close(void *p) {
    send_range(p);
    CLOSE(((struct range *)p)->c);
}

static void unbuffered_passes_in_order(void) {
    chanc_chan *c = MAKE(0);
    int expected = 0;
    GO(send_range_and_close, (struct range){c, 0, 1000});
    for (int v; chanc_next(c, &v, CHANC_AT);) EXPECT_EQUAL(v, expected++);
    EXPECT_EQUAL(expected, 1000);
    FREE(c);
}

static void buffered_passes_in_order(void) {
    for (int capacity = 1; capacity < 20; capacity += 6) {
        chanc_chan *c = MAKE(capacity);
        int expected = 0;
        GO(send_range_and_close, (struct range){c, 0, 1000});
        for (int v; chanc_next(c, &v, CHANC_AT);) EXPECT_EQUAL(v, expected++);
        EXPECT_EQUAL(expected, 1000);
        FREE(c);
    }
}

static void len_and_cap_count(void) {
    chanc_chan *c = MAKE(3);
    EXPECT_EQUAL(chanc_cap(c), 3);
    for (int i = 0; i < 3; i++) {
        EXPECT_EQUAL(chanc_len(c), i);
        SEND(c, i);
    }
    EXPECT_EQUAL(chanc_len(c), 3);
    EXPECT_EQUAL(RECV(c), 0);
    EXPECT_EQUAL(chanc_len(c), 2);
    EXPECT_EQUAL(chanc_len(NULL), 0);
    EXPECT_EQUAL(chanc_cap(NULL), 0);
    FREE(c);
}

static void waiting_senders_are_served_in_order(void) {
    chanc_chan *c = MAKE(2);
    SEND(c, 0);
    SEND(c, 1);
    for (int i = 2; i < 12; i++) {
        GO(send_range, (struct range){c, i, i + 1});
        wait_until_blocked(c, i - 1);
    }
    EXPECT_EQUAL(chanc_len(c), 2);
    for (int i = 0; i < 12; i++) EXPECT_EQUAL(RECV(c), i);
    EXPECT_EQUAL(chanc_len(c), 0);
    FREE(c);
}

struct receiver {
    chanc_chan *from, *to;
    int number;
};

static void receive_and_tell(void *p) {
    struct receiver *r = p;
    int v = RECV(r->from);
    SEND(r->to, r->number * 100 + v);
}

static void waiting_receivers_are_served_in_order(void) {
    chanc_chan *c = MAKE(0), *told = MAKE(10);
    for (int i = 0; i < 10; i++) {
        GO(receive_and_tell, (struct receiver){c, told, i});
        wait_until_blocked(c, i + 1);
    }
    for (int i = 0; i < 10; i++) {
        SEND(c, i);
        EXPECT_EQUAL(RECV(told), i * 101);
    }
    FREE(c);
    FREE(told);
}

static void closed_drains_then_gives_zero(void) {
    chanc_chan *c = MAKE(3);
    int v = 9;
    SEND(c, 4);
    SEND(c, 5);
    CLOSE(c);
    EXPECT_EQUAL(chanc_len(c), 2);
    EXPECT(chanc_recv_ok(c, &v, CHANC_AT));
    EXPECT_EQUAL(v, 4);
    EXPECT_EQUAL(RECV(c), 5);
    EXPECT(!chanc_recv_ok(c, &v, CHANC_AT));
    EXPECT_EQUAL(v, 0);
    v = 9;
    EXPECT(!chanc_next(c, &v, CHANC_AT));
    EXPECT_EQUAL(v, 9);
    EXPECT_EQUAL(RECV(c), 0);
    EXPECT(chanc_recv(c, NULL, CHANC_AT) == NULL);
    FREE(c);
}

static void count_closed(void *p) {
    struct two *t = p;
    int v = 7;
    bool ok = chanc_recv_ok(t->a, &v, CHANC_AT);
    SEND(t->b, ok ? 1000 : v);
}

static void close_wakes_all(void) {
    chanc_chan *c = MAKE(0), *told = MAKE(0);
    for (int i = 0; i < 20; i++) GO(count_closed, (struct two){c, told});
    wait_until_blocked(c, 20);
    CLOSE(c);
    FREE(c); /* nobody is blocked on it any more */
    for (int i = 0; i < 20; i++) EXPECT_EQUAL(RECV(told), 0);
    FREE(told);
}

/* A value of any size: its bytes say which. */
static void fill(unsigned char *value, size_t size, unsigned seed) {
    for (size_t i = 0; i < size; i++) value[i] = (unsigned char)(seed + i * 7);
}

struct sized {
    chanc_chan *c;
    size_t size;
};

static void send_three(void *p) {
    struct sized *s = p;
    unsigned char *value = malloc(s->size + 1);
    for (unsigned i = 0; i < 3; i++) {
        fill(value, s->size, i);
        chanc_send(s->c, value, CHANC_AT);
    }
    free(value);
    CLOSE(s->c);
}

static void receive_three(chanc_chan *c, size_t size) {
    unsigned char *value = malloc(size + 1), *expected = malloc(size + 1);
    unsigned n = 0;
    value[size] = 0xA5; /* must stay */
    for (; chanc_next(c, value, CHANC_AT); n++) {
        fill(expected, size, n);
        EXPECT(memcmp(value, expected, size) == 0);
        EXPECT_EQUAL(value[size], 0xA5);
    }
    EXPECT_EQUAL(n, 3);
    free(value);
    free(expected);
}

static void values_of_all_sizes_pass(void) {
    const size_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 32, 100, 4096, 65535};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int capacity = 0; capacity < 4; capacity++) {
            chanc_chan *c = chanc_make(sizes[i], capacity, CHANC_AT);
            GO(send_three, (struct sized){c, sizes[i]});
            receive_three(c, sizes[i]);
            FREE(c);
        }
}

static void send_events(void *p) {
    chanc_chan *c = *(chanc_chan **)p;
    for (int i = 0; i < 5; i++) chanc_send(c, NULL, CHANC_AT);
    CLOSE(c);
}

static void events_have_no_value(void) {
    for (int capacity = 0; capacity < 4; capacity++) {
        chanc_chan *c = chanc_make(0, capacity, CHANC_AT);
        int n = 0;
        GO(send_events, (chanc_chan *){c});
        while (chanc_next(c, NULL, CHANC_AT)) n++;
        EXPECT_EQUAL(n, 5);
        FREE(c);
    }
}

static void many_events_need_no_memory(void) {
    chanc_chan *c = chanc_make(0, 2147483647, CHANC_AT);
    EXPECT_EQUAL(chanc_cap(c), 2147483647);
    FREE(c);
}

static void received_values_may_be_dropped(void) {
    chanc_chan *c = MAKE(1), *u = MAKE(0);
    SEND(c, 1);
    chanc_recv(c, NULL, CHANC_AT);
    GO(send_range, (struct range){u, 0, 1});
    chanc_recv(u, NULL, CHANC_AT);
    FREE(c);
    FREE(u);
}

static void errno_stays(void) {
    chanc_chan *c = MAKE(0);
    errno = 77;
    GO(send_range_and_close, (struct range){c, 0, 100});
    for (int v; chanc_next(c, &v, CHANC_AT);) EXPECT_EQUAL(errno, 77);
    chanc_sleep(MILLISECOND);
    chanc_yield();
    EXPECT_EQUAL(errno, 77);
    FREE(c);
}

static void free_of_nil_does_nothing(void) {
    FREE(NULL);
}

static void pass_on(void *p) {
    struct two *t = p;
    for (int v; chanc_next(t->a, &v, CHANC_AT);) SEND(t->b, v + 1);
    CLOSE(t->b);
}

static void a_long_chain_passes_all(void) {
    enum { LINKS = 100, VALUES = 50 };
    chanc_chan *links[LINKS + 1];
    int expected = 0;
    for (int i = 0; i <= LINKS; i++) links[i] = MAKE(i % 3);
    for (int i = 0; i < LINKS; i++) GO(pass_on, (struct two){links[i], links[i + 1]});
    GO(send_range_and_close, (struct range){links[0], 0, VALUES});
    for (int v; chanc_next(links[LINKS], &v, CHANC_AT);) EXPECT_EQUAL(v, LINKS + expected++);
    EXPECT_EQUAL(expected, VALUES);
    for (int i = 0; i <= LINKS; i++) FREE(links[i]);
}

struct aligned {
    _Alignas(64) char bytes[64];
    chanc_chan *answer;
};

static void check_alignment(void *p) {
    struct aligned *a = p;
    SEND(a->answer, (uintptr_t)p % 64 == 0 && a->bytes[63] == 'x');
}

static void arguments_are_copied_and_aligned(void) {
    chanc_chan *c = MAKE(0);
    for (int i = 0; i < 10; i++) {
        struct aligned a = {{0}, c};
        a.bytes[63] = 'x';
        chanc_go(check_alignment, &a, sizeof a, CHANC_AT);
        memset(a.bytes, 0, sizeof a.bytes);
        EXPECT_EQUAL(RECV(c), 1);
    }
    FREE(c);
}

static void goroutines_are_counted(void) {
    chanc_chan *c = MAKE(0);
    int64_t before = chanc_goroutines();
    for (int i = 0; i < 5; i++) GO(send_range, (struct range){c, 0, 1});
    EXPECT_EQUAL(chanc_goroutines(), before + 5);
    for (int i = 0; i < 5; i++) RECV(c);
    for (int i = 0; i < 1000 && chanc_goroutines() != before; i++) chanc_sleep(MILLISECOND);
    EXPECT_EQUAL(chanc_goroutines(), before);
    FREE(c);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        TEST(goroutines_are_counted),
        TEST(unbuffered_passes_in_order),
        TEST(buffered_passes_in_order),
        TEST(len_and_cap_count),
        TEST(waiting_senders_are_served_in_order),
        TEST(waiting_receivers_are_served_in_order),
        TEST(closed_drains_then_gives_zero),
        TEST(close_wakes_all),
        TEST(values_of_all_sizes_pass),
        TEST(events_have_no_value),
        TEST(many_events_need_no_memory),
        TEST(received_values_may_be_dropped),
        TEST(errno_stays),
        TEST(free_of_nil_does_nothing),
        TEST(a_long_chain_passes_all),
        TEST(arguments_are_copied_and_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv) {
    (void)argc;
    return run_everywhere(argv, all_tests);
}
