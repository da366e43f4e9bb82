#!/usr/bin/env bash
# What programs say of themselves: panics, deadlock, what the sanitizers find and the environment asks for.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-cases.sh"

# AddressSanitizer says where a channel was made that is lost, and where one is used that was freed.
case_leak_report() {
    [ -z "$SANITIZE" ] || return 0 # then no leaks are looked for
    cat >lost.gc <<'END'
static void lose(void) { c := make(chan int); (void)c; }
static void lose_after(void) { c := chanc_after(1000); (void)c; chanc_sleep(1000000); <-c; }
static void free_it(chan int c) { free(c); }
static void send_it(chan int c) { c <- 1; }
int main(int argc, char **argv)
{
    (void)argv;
    lose();
    lose_after();
    if (argc > 1) {
        c := make(chan int);
        free_it(c);
        if (argc > 2) send_it(c);
        free_it(c);
    }
}
END
    does 0 "$chanc" -g -fno-omit-frame-pointer -fsanitize=address lost.gc -o lost
    does 1 ./lost
    contains err " in lose "
    does 1 ./lost twice
    contains err "heap-use-after-free"
    contains err " in free_it "
    does 1 ./lost and used
    contains err "heap-use-after-free"
    contains err " in send_it "
}

# ThreadSanitizer reports a real race, where both accesses are and where the goroutine was started.
case_race_report() {
    local scheduler
    [ -z "$SANITIZE" ] || return 0 # one sanitizer at a time
    cat >race.gc <<'END'
static int shared;
static void work(chan int done)
{
    shared++;
    done <- 1;
}
static void start(chan int done)
{
    go work(done);
}
int main(void)
{
    chan int done = make(chan int);
    start(done);
    shared--;
    <-done;
    free(done);
}
END
    does 0 "$chanc" -g -fsanitize=thread race.gc -o race
    for scheduler in fibers threads; do
        CHANC_SCHED=$scheduler does 66 ./race
        contains err "WARNING: ThreadSanitizer: data race"
        contains err " work $PWD/race.gc:4"
        contains err " chanc_main $PWD/race.gc:15"
        contains err " start $PWD/race.gc:9"
        contains err " chanc_main $PWD/race.gc:14"
    done
}

# LeakSanitizer without another: it reads goroutines' stacks, and gets past their guards. What main allocates on
# another worker's thread it cannot trace, and takes for used.
case_leak_report_alone() {
    local compiler
    [ -z "$SANITIZE" ] || return 0 # one sanitizer at a time
    cat >kept.gc <<'END'
#include <stdlib.h>
static void *lose(void) { return malloc(12345); }
int main(int argc, char **argv)
{
    (void)argv;
    chan int started = make(chan int), never = make(chan int);
    go { char *kept = malloc(10); started <- 1; <-never; *kept = 0; }
    <-started;
    for (int i = 0; argc > 1 && i < 20; i++) lose(); /* a stale word somewhere may seem to keep one */
    free(started);
}
END
    for compiler in gcc clang; do
        CHANC_CC=$compiler does 0 "$chanc" -g -fsanitize=leak kept.gc -o kept
        does 0 ./kept
        empty err
        CHANC_PROCS=1 does 23 ./kept lost
        contains err " in lose "
    done
}

# What a program takes from its environment; one line about each value that means nothing.
case_environment() {
    local setting
    does 0 "$chanc" answer.gc half.c -o answer
    for setting in CHANC_PROCS= CHANC_PROCS=1 CHANC_PROCS=16384 CHANC_SCHED= CHANC_SCHED=threads CHANC_STACK= \
        CHANC_STACK=65536 CHANC_STACK=1M CHANC_STACK=100k CHANC_DEBUG=; do
        (export "${setting?}" && does 0 ./answer && prints 42 && empty err) || exit 1
    done
    for setting in CHANC_PROCS=abc CHANC_PROCS=-1 CHANC_PROCS=0 CHANC_PROCS=4x CHANC_PROCS=16385 \
        CHANC_PROCS=99999999999999999999 CHANC_SCHED=fibre CHANC_SCHED=Threads CHANC_STACK=12q CHANC_STACK=K \
        CHANC_STACK=0 CHANC_STACK=1MB CHANC_STACK=-1 CHANC_STACK=99999999999999999999 CHANC_DEBUG=leak; do
        (export "${setting?}" && does 0 ./answer && prints 42) || exit 1
        contains err "warning: $setting is ignored: it may be "
        [ "$(wc -l <err)" = 1 ] || fail "not one line:" "$(<err)"
    done
}

# The whole report, line by line.
case_panic_report() {
    printf 'static void stop(chan int c)\n{\n    close(c);\n    c <- 1;\n}\nint main(void)\n{\n    stop(make(chan int));\n}\n' >panic.gc
    does 0 "$chanc" -g panic.gc -o panic
    does 2 ./panic
    empty out
    printf 'panic: send on closed channel\n\ngoroutine 1 [running]:\n*\tstop at panic\\.gc:4|stop at panic\\.gc:4\n...\n' >pattern
    matches pattern err || fail "the report:" "$(<err)"
}

case_deadlock_report() {
    printf 'static void get(chan int c)\n{\n    <-c;\n}\nint main(void)\n{\n    chan int c = make(chan int);\n    go get(c);\n    for (;;) {\n        select {\n        case <-c:\n        }\n    }\n}\n' >stuck.gc
    does 0 "$chanc" -g stuck.gc -o stuck
    does 2 ./stuck
    empty out
    printf '%s\n' 'fatal error: all goroutines are asleep - deadlock!' '' 'goroutine 1 [select]:' \
        '*\s*main at stuck\.gc:10' '...' '*goroutine [0-9]+ \[chan receive\]:' '*\s*get at stuck\.gc:3' \
        '...' '*.*stuck\.gc:8' '...' >pattern
    matches pattern err || fail "the report:" "$(<err)"
}

suite "$@"
