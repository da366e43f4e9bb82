/* How programs end: panics, deadlocks, stack overflow, SIGQUIT, exit. Each is a scenario; its
 * standard error is compared with a pattern of fnmatch. */
#include "runtime_test.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>

struct scenario {
    const char *name;
    void (*run)(void);
};

/* --- panics ----------------------------------------------------------------------------------- */

static void send_on_closed(void) {
    chanc_chan *c = MAKE(1);
    atexit(abort); /* not run */
    fputs("lost", stdout);
    CLOSE(c);
    SEND(c, 1);
}

static void close_later(void *p) {
    chanc_sleep(5 * MILLISECOND);
    CLOSE(*(chanc_chan **)p);
}

static void blocked_sender_sees_close(void) {
    chanc_chan *c = MAKE(0);
    GO(close_later, (chanc_chan *){c});
    SEND(c, 1);
}

static void selecting_sender_sees_close(void) {
    chanc_chan *c = MAKE(0);
    chanc_case cases[2];
    int v = 0;
    GO(close_later, (chanc_chan *){c});
    cases[0] = chanc_case_send(c, &v);
    cases[1] = chanc_case_recv(NULL, &v);
    chanc_select(cases, 2, CHANC_AT);
}

static void close_twice(void) {
    chanc_chan *c = MAKE(0);
    CLOSE(c);
    CLOSE(c);
}

static void close_nil(void) {
    CLOSE(NULL);
}

static void make_negative(void) {
    MAKE(-1);
}

static void make_too_large(void) {
    chanc_make(1, 1LL << 40, CHANC_AT);
}

static void make_overflowing(void) {
    chanc_make(SIZE_MAX / 4, 1 << 20, CHANC_AT);
}

static void receive(void *p) {
    RECV(*(chanc_chan **)p);
}

static void free_in_use(void) {
    chanc_chan *c = MAKE(0);
    GO(receive, (chanc_chan *){c});
    wait_until_blocked(c, 1);
    FREE(c);
}

static void group_below_zero(void) {
    chanc_wg group = {0};
    chanc_wg_done(&group);
}

static void own_panic(void) {
    chanc_panic("%s and %d", "text", 42);
}

static void panic_without_place(void) {
    (chanc_panic)("only %d", 1);
}

static void chanc_panicking_block_go12(void *p) {
    (void)p;
    CLOSE(NULL);
}

static void panic_in_block(void) {
    chanc_go(chanc_panicking_block_go12, NULL, 0, CHANC_AT);
    chanc_sleep(1000 * MILLISECOND);
}

static void *panic_cancelled(void *unused) {
    pthread_cancel(pthread_self()); /* where it next writes, for instance */
    CLOSE(NULL);
    return unused;
}

static void panic_in_cancelled_thread(void) {
    pthread_t thread;
    EXPECT_EQUAL(pthread_create(&thread, NULL, panic_cancelled, NULL), 0);
    pthread_join(thread, NULL);
}

/* --- deadlocks -------------------------------------------------------------------------------- */

static void send_one(void *p) {
    SEND(*(chanc_chan **)p, 1);
}

static void select_nothing(void *p) {
    (void)p;
    chanc_block(CHANC_AT);
}

static void wait_group(void *p) {
    chanc_wg_wait(*(chanc_wg **)p);
}

static void all_blocked(void) {
    chanc_chan *c = MAKE(0), *d = MAKE(0);
    chanc_wg group = {0};
    chanc_wg_add(&group, 1);
    GO(send_one, (chanc_chan *){c});
    GO(select_nothing, (int){0});
    GO(wait_group, (chanc_wg *){&group});
    GO(receive, (chanc_chan *){NULL});
    GO(send_one, (chanc_chan *){NULL});
    RECV(d);
}

static void select_blocked(void) {
    chanc_case cases[1];
    cases[0] = chanc_case_recv(MAKE(0), NULL);
    chanc_sleep(MILLISECOND);
    chanc_select(cases, 1, CHANC_AT);
}

/* Timers that nobody waits for wake nobody. */
static void blocked_beside_timers(void) {
    chanc_tick(MILLISECOND);
    chanc_after(3600000 * MILLISECOND);
    RECV(MAKE(0));
}

/* A timer's value that was received does not come again. */
static void blocked_on_spent_timer(void) {
    chanc_chan *c = chanc_after(MILLISECOND);
    chanc_recv(c, NULL, CHANC_AT);
    chanc_recv(c, NULL, CHANC_AT);
}

static chanc_chan *foreign_channel;

static void *send_from_thread(void *p) {
    usleep(30000);
    if (p) SEND(foreign_channel, 1);
    return NULL;
}

static void start_foreign(void *send) {
    pthread_t thread;
    foreign_channel = MAKE(0);
    pthread_create(&thread, NULL, send_from_thread, send);
    pthread_detach(thread);
    RECV(foreign_channel);
}

static void foreign_thread_helps(void) {
    start_foreign(&foreign_channel);
    exit(7);
}

static void foreign_thread_ends(void) {
    start_foreign(NULL);
}

static void *sleep_on_thread(void *unused) {
    for (int i = 0; i < 3; i++) chanc_sleep(MILLISECOND);
    exit(7);
    return unused;
}

static void foreign_thread_sleeps(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_on_thread, NULL);
    pthread_join(thread, NULL); /* blocks goroutine 1 in the kernel */
}

static void sleep_in_the_kernel(void *p) {
    usleep(50000);
    SEND(*(chanc_chan **)p, 1);
}

static void c_call_is_no_deadlock(void) {
    chanc_chan *c = MAKE(0);
    GO(sleep_in_the_kernel, (chanc_chan *){c});
    RECV(c);
    exit(7);
}

/* --- overflow, SIGQUIT, exit ------------------------------------------------------------------ */

static volatile int deepest = 1 << 30;

static int go_deeper(int depth) {
    volatile char frame[1000];
    frame[0] = (char)depth;
    return depth == deepest ? 0 : go_deeper(depth + 1) + frame[0];
}

static void overflow(void *p) {
    (void)p;
    go_deeper(0);
}

static void overflow_in_goroutine(void) {
    GO(overflow, (int){0});
    chanc_sleep(10000 * MILLISECOND);
}

static void overflow_in_main(void) {
    overflow(NULL);
}

/* Writes beyond an array, as far as there is a stack. */
static void overrun(void *p) {
    static volatile char *volatile at; /* not where it writes */
    (void)p;
    for (at = __builtin_frame_address(0);; at++) *at = 1;
}

static void overrun_in_goroutine(void) {
    chanc_chan *c = MAKE(0);
    GO(send_one, (chanc_chan *){c}); /* its guard is met */
    wait_until_blocked(c, 1);
    GO(overrun, (int){0});
    chanc_sleep(10000 * MILLISECOND);
}

static void overrun_in_main(void) {
    overrun(NULL);
}

static volatile int *volatile nowhere = (int *)64;

static void plain_fault(void) {
    *nowhere = 1;
}

static void on_fault(int signal) {
    (void)signal;
    _exit(55);
}

static void handled_fault(void) {
    signal(SIGSEGV, on_fault);
    chanc_yield();
    *nowhere = 1;
}

static void quit_running(void) {
    chanc_chan *c = MAKE(0);
    GO(send_one, (chanc_chan *){c});
    chanc_sleep(MILLISECOND); /* where main is seen */
    wait_until_blocked(c, 1);
    raise(SIGQUIT);
    chanc_sleep(10000 * MILLISECOND);
}

static void exit_now(void *p) {
    (void)p;
    fputs("flushed ", stdout);
    exit(5);
}

static void say_bye(void) {
    fputs("bye", stdout);
}

static void exit_in_goroutine(void) {
    atexit(say_bye);
    GO(exit_now, (int){0});
    for (;;) chanc_sleep(MILLISECOND);
}

static void talk(void *p) {
    for (;;) SEND(*(chanc_chan **)p, 1);
}

static void receive_for_ever(void *p) {
    for (;;) RECV(*(chanc_chan **)p);
}

static void exit_within_exit(void) {
    exit(6);
}

static void exit_among_busy_ones(void) {
    chanc_chan *c = MAKE(0);
    atexit(say_bye);
    atexit(exit_within_exit);
    GO(talk, (chanc_chan *){c});
    for (int i = 0; i < 1000; i++) RECV(c);
    fputs("flushed ", stdout);
    exit(1);
}

static void leave_blocked_ones(void) {
    chanc_chan *c = MAKE(0), *d = MAKE(0);
    if (!getenv("CHANC_DEBUG")) { /* which only the start reads */
        setenv("CHANC_DEBUG", "leaks", 1);
        execl("/proc/self/exe", "scenario", __func__, (char *)NULL);
    }
    for (int i = 0; i < 3; i++) GO(send_one, (chanc_chan *){c});
    GO(receive, (chanc_chan *){d});
    wait_until_blocked(c, 3);
    wait_until_blocked(d, 1);
    exit(7);
}

/* A child of fork has the calling goroutine alone; it may exit, or run a program. */
static void fork_among_busy_ones(void) {
    chanc_chan *c = MAKE(0), *d = MAKE(1);
    GO(talk, (chanc_chan *){c});
    GO(talk, (chanc_chan *){d});
    GO(receive_for_ever, (chanc_chan *){d});
    for (int i = 0; i < 60; i++) {
        pid_t child;
        RECV(c);
        child = fork();
        if (child == 0 && i % 2) execl("/bin/true", "true", (char *)NULL);
        if (child == 0) exit(i);
        EXPECT_EQUAL(status_of(child), i % 2 ? 0 : i);
    }
    exit(7);
}

/* The first thread may leave the others alone. */
static void leave_first_thread(void) {
    GO(send_one, (chanc_chan *){MAKE(0)});
    const char *back_end = getenv("CHANC_SCHED");
    if (back_end == NULL || strcmp(back_end, "threads") == 0) pthread_exit(NULL);
    chanc_block(CHANC_AT);
}

/* --- what is expected ------------------------------------------------------------------------- */

struct expected {
    const char *name;
    int status;
    const char *error;
    const char *output;
};

#define PANIC(message, at) "panic: " message "\n\ngoroutine 1 [[]running]:\n" at " at *.c:[0-9]*\n"
#define DEADLOCK "fatal error: all goroutines are asleep - deadlock!\n\n"
#define FILE_LINE " at *runtime_panic_test.c:[0-9]*\n"

static const struct scenario scenarios[] = {
    {"send_on_closed", send_on_closed},
    {"blocked_sender_sees_close", blocked_sender_sees_close},
    {"selecting_sender_sees_close", selecting_sender_sees_close},
    {"close_twice", close_twice},
    {"close_nil", close_nil},
    {"make_negative", make_negative},
    {"make_too_large", make_too_large},
    {"make_overflowing", make_overflowing},
    {"free_in_use", free_in_use},
    {"group_below_zero", group_below_zero},
    {"own_panic", own_panic},
    {"panic_without_place", panic_without_place},
    {"panic_in_block", panic_in_block},
    {"panic_in_cancelled_thread", panic_in_cancelled_thread},
    {"all_blocked", all_blocked},
    {"select_blocked", select_blocked},
    {"blocked_beside_timers", blocked_beside_timers},
    {"blocked_on_spent_timer", blocked_on_spent_timer},
    {"foreign_thread_helps", foreign_thread_helps},
    {"foreign_thread_ends", foreign_thread_ends},
    {"foreign_thread_sleeps", foreign_thread_sleeps},
    {"c_call_is_no_deadlock", c_call_is_no_deadlock},
    {"overflow_in_goroutine", overflow_in_goroutine},
    {"overflow_in_main", overflow_in_main},
    {"overrun_in_goroutine", overrun_in_goroutine},
    {"overrun_in_main", overrun_in_main},
    {"plain_fault", plain_fault},
    {"handled_fault", handled_fault},
    {"quit_running", quit_running},
    {"exit_in_goroutine", exit_in_goroutine},
    {"exit_among_busy_ones", exit_among_busy_ones},
    {"leave_blocked_ones", leave_blocked_ones},
    {"fork_among_busy_ones", fork_among_busy_ones},
    {"leave_first_thread", leave_first_thread},
    {NULL, NULL},
};

static const struct expected panics[] = {
    {"send_on_closed", 2, PANIC("send on closed channel", "send_on_closed"), ""},
    {"blocked_sender_sees_close", 2, PANIC("send on closed channel", "blocked_sender_sees_close"),
     ""},
    {"selecting_sender_sees_close", 2,
     PANIC("send on closed channel", "selecting_sender_sees_close"), ""},
    {"close_twice", 2, PANIC("close of closed channel", "close_twice"), ""},
    {"close_nil", 2, PANIC("close of nil channel", "close_nil"), ""},
    {"make_negative", 2, PANIC("make: size out of range", "make_negative"), ""},
    {"make_too_large", 2, PANIC("make: size out of range", "make_too_large"), ""},
    {"make_overflowing", 2, PANIC("make: size out of range", "make_overflowing"), ""},
    {"free_in_use", 2, PANIC("free of channel in use", "free_in_use"), ""},
    {"group_below_zero", 2, PANIC("negative wait group counter", "group_below_zero"), ""},
    {"own_panic", 2, PANIC("text and 42", "own_panic"), ""},
    {"panic_without_place", 2, "panic: only 1\n\ngoroutine 1 [[]running]:\n", ""},
    {"panic_in_block", 2,
     "panic: close of nil channel\n\ngoroutine 2 [[]running]:\npanicking_block.go12" FILE_LINE
     "started by panic_in_block" FILE_LINE,
     ""},
    {"panic_in_cancelled_thread", 2,
     "panic: close of nil channel\n\ngoroutine * [[]running, foreign thread]:\n"
     "panic_cancelled" FILE_LINE,
     ""},
};

static const struct expected deadlocks[] = {
    {"all_blocked", 2,
     DEADLOCK "goroutine 1 [[]chan receive]:\nall_blocked" FILE_LINE
              "\ngoroutine 2 [[]chan send]:\nsend_one" FILE_LINE "started by all_blocked" FILE_LINE
              "\ngoroutine 3 [[]select (no cases)]:\nselect_nothing" FILE_LINE
              "started by all_blocked" FILE_LINE
              "\ngoroutine 4 [[]wait group]:\nwait_group" FILE_LINE
              "started by all_blocked" FILE_LINE
              "\ngoroutine 5 [[]chan receive (nil chan)]:\nreceive" FILE_LINE
              "started by all_blocked" FILE_LINE
              "\ngoroutine 6 [[]chan send (nil chan)]:\nsend_one" FILE_LINE
              "started by all_blocked" FILE_LINE,
     ""},
    {"select_blocked", 2, DEADLOCK "goroutine 1 [[]select]:\nselect_blocked" FILE_LINE, ""},
    {"blocked_beside_timers", 2,
     DEADLOCK "goroutine 1 [[]chan receive]:\nblocked_beside_timers" FILE_LINE, ""},
    {"blocked_on_spent_timer", 2,
     DEADLOCK "goroutine 1 [[]chan receive]:\nblocked_on_spent_timer" FILE_LINE, ""},
    {"foreign_thread_ends", 2, DEADLOCK "goroutine 1 [[]chan receive]:\nstart_foreign" FILE_LINE,
     ""},
    {"foreign_thread_helps", 7, "", ""},
    {"foreign_thread_sleeps", 7, "", ""},
    {"c_call_is_no_deadlock", 7, "", ""},
};

static const struct expected ends[] = {
    {"overflow_in_goroutine", 2,
     "fatal error: stack overflow\n\ngoroutine 2 [[]running]:\nstarted by "
     "overflow_in_goroutine" FILE_LINE,
     ""},
    {"overflow_in_main", 2, "fatal error: stack overflow\n\ngoroutine 1 [[]running]:\n", ""},
#if !ADDRESS_SANITIZER && !THREAD_SANITIZER /* which explain it in their own way */
    {"plain_fault", 128 + SIGSEGV, "", ""},
    {"overrun_in_goroutine", 128 + SIGSEGV, "", ""},
    {"overrun_in_main", 128 + SIGSEGV, "", ""},
#endif
    {"handled_fault", 55, "", ""},
    {"quit_running", 2,
     "SIGQUIT: the goroutines at this moment\n\ngoroutine 1 [[]running]:\nlast blocked in "
     "quit_running" FILE_LINE "\ngoroutine 2 [[]chan send]:\nsend_one" FILE_LINE
     "started by quit_running" FILE_LINE,
     ""},
    {"exit_in_goroutine", 5, "", "flushed bye"},
    {"exit_among_busy_ones", 6, "", "flushed bye"},
    {"leave_blocked_ones", 7,
     "leaks: the goroutines still blocked at the end, by place\n*\n3 goroutines [[]chan send]:\n"
     "send_one" FILE_LINE "started by leave_blocked_ones" FILE_LINE "*",
     ""},
#if !ADDRESS_SANITIZER /* which looks for leaks in the child too, among threads that it has not */
    {"fork_among_busy_ones", 7, "", ""},
#endif
    {"leave_first_thread", 2, DEADLOCK "*goroutine 2 [[]chan send]:\nsend_one*", ""},
};

static void check(const struct expected *e, size_t n) {
    char error[4000], output[sizeof error];
    for (size_t i = 0; i < n; i++) {
        int status = run_scenario(e[i].name, error, output, sizeof error);
        if (fnmatch(e[i].error, error, 0) != 0) {
            print_error("%s: expected\n%sbut standard error was\n%s", e[i].name, e[i].error, error);
            fail();
        }
        if (status != e[i].status) print_error("%s: status %d\n", e[i].name, status);
        EXPECT_EQUAL(status, e[i].status);
        /* ThreadSanitizer flushes stdio even in _exit. */
        if (!THREAD_SANITIZER) assert_string_equal(output, e[i].output);
    }
}

#define CHECK(list) check(list, sizeof list / sizeof *list)

static void panics_say_where(void **state) {
    (void)state;
    CHECK(panics);
}

static void deadlocks_are_reported(void **state) {
    (void)state;
    CHECK(deadlocks);
}

static void programs_end_as_they_should(void **state) {
    (void)state;
    CHECK(ends);
}

/* Waits until the process sleeps, and goes on sleeping. */
static void wait_until_asleep(pid_t child) {
    char path[64], state;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)child);
    for (int looks = 0, asleep = 0; asleep < 20; looks++) {
        FILE *file = fopen(path, "r");
        EXPECT(file != NULL);
        EXPECT_EQUAL(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
        fclose(file);
        asleep = state == 'S' ? asleep + 1 : 0;
        EXPECT(looks < 10000);
        usleep(1000);
    }
}

/* Where nobody reads what was written before to standard error, which does not block. */
static void a_report_waits_without_spinning(void **state) {
    char text[1 << 17] = "";
    int pipe_ends[2];
    (void)state;
    EXPECT_EQUAL(pipe2(pipe_ends, O_NONBLOCK), 0);
    while (write(pipe_ends[1], text, sizeof text) > 0) continue;
    pid_t child = fork();
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        execl("/proc/self/exe", "scenario", "own_panic", (char *)NULL);
        _exit(99);
    }
    close(pipe_ends[1]);
    wait_until_asleep(child);
    EXPECT_EQUAL(fcntl(pipe_ends[0], F_SETFL, 0), 0);
    read_all(pipe_ends[0], text, sizeof text);
    EXPECT_EQUAL(status_of(child), 2);
    EXPECT(memmem(text, sizeof text, "panic: text and 42", 18) != NULL);
}

static int all_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panics_say_where),
        cmocka_unit_test(deadlocks_are_reported),
        cmocka_unit_test(programs_end_as_they_should),
        cmocka_unit_test(a_report_waits_without_spinning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* As in a translated program: scenarios run in goroutine 1. */
int main(int argc, char **argv) __asm__("chanc_main");

int main(int argc, char **argv) {
    if (argc == 1) return run_everywhere(argv, all_tests);
    for (const struct scenario *s = scenarios; s->name; s++)
        if (strcmp(s->name, argv[1]) == 0) {
            s->run();
            return 0;
        }
    return 98;
}
