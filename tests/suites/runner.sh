#!/usr/bin/env bash
# What runs the tests, all.sh, with suites made up here: whatever becomes of a case, it is counted, and nothing of it stays.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-cases.sh"

export BUILD long=$((1000000 + $$)) # seconds, as no other test waits

# A tree with one suite, `made`, in a directory whose name has a blank. Its `run` is a case statement with these arms.
made() { # list arms
    mkdir -p "a tree/tests/suites" "a tree/scripts"
    cp "$root/tests/all.sh" "a tree/tests/"
    cp "$root/tests/suites/lib.sh" "a tree/tests/suites/"
    cp "$root/scripts/matrix.sh" "a tree/scripts/"
    printf '%s\n' '#!/usr/bin/env bash' '. "${BASH_SOURCE[0]%/*}/lib.sh"' "list() { $1; }" 'run() {' 'case $1 in' "$2" 'esac' '}' \
        'suite "$@"' >"a tree/tests/suites/made.sh"
    chmod +x "a tree/tests/suites/made.sh"
}

runs() { # status argument ...
    local status=$1
    shift
    TMPDIR=$PWD does "$status" "a tree/tests/all.sh" -j 2 "$@"
    [ -z "$(compgen -G 'chanc-test*')" ] || fail "files are left:" chanc-test*
}

counts() { # passed failed
    [ "$(tail -n 1 out)" = "$1 passed, $2 failed" ] || fail "the last line:" "$(<out)" "$(<err)"
}

# What waits without an end is killed with all its processes, whatever it waits for; the others go on.
case_hangs() {
    made "printf '%s\n' pipe deaf holds child good" '
        pipe) sleep $long | cat ;;
        deaf) bash -c "trap : TERM INT HUP; while :; do sleep $long; done" ;;
        holds) said=$( (sleep $long &) ; echo started) ;;
        child) mkfifo "$work/fifo"; timeout $long cat "$work/fifo" <"$work/fifo" ;;
        good) sleep $long & ;;'
    CASE_LIMIT=1 runs 1
    counts 1 4
    local name
    for name in pipe deaf holds child; do
        [ "$(grep -A 1 "^--- failed: made $name$" out | tail -n 1)" = "does not end: killed after 1 seconds" ] ||
            fail "$name:" "$(<out)"
    done
    no_process
}

no_process() {
    ! grep -lxz "${long/#1/[1]}" /proc/[0-9]*/cmdline 2>/dev/null || fail "the processes above are left"
}

# Who interrupts the tests finds nothing left either.
case_interrupted() {
    local signal
    made 'echo waits' 'waits) : >"$READY"; sleep $long | cat ;;'
    for signal in TERM HUP; do
        rm -f ready
        # Whoever runs the tests may ignore these signals, as nohup does.
        READY=$PWD/ready TMPDIR=$PWD env --default-signal "a tree/tests/all.sh" >out 2>err &
        until [ -e ready ]; do sleep 0.1; done
        kill -$signal $!
        ! wait $! || fail "passed"
        [ -z "$(compgen -G 'chanc-test*')" ] || fail "files are left:" chanc-test*
        no_process
    done
}

# A case whose shell dies with it is counted; so is one that cannot be read to its end, or says nothing.
case_dies() {
    made 'echo dies; echo killed; echo unset; echo silent; echo good; echo none' '
        dies) kill -KILL $$ ;;
        killed) kill -KILL $BASHPID ;;
        unset) echo "$nothing" ;;
        silent) false ;;
        none) skip "there is no such thing" ;;'
    runs 1
    counts 1 4
    contains out "the shell that ran it died"
    contains out "nothing: unbound variable"
    contains out "skipped: made none: there is no such thing"
}

# A file that is not there is not what was expected, and where nothing can be written no case passes.
case_missing_files() {
    made 'printf "%s\n" golden output both empty directory' '
        golden) : >"$work/out"; same text "$work/golden" "$work/out" ;;
        output) : >"$work/golden"; same text "$work/golden" "$work/out" ;;
        both) same text "$work/golden" "$work/out" ;;
        empty) : >"$work/out"; same text /dev/null "$work/out" ;;
        directory) same text /dev/null "$work" ;;'
    runs 1
    counts 1 4
    contains out "No such file or directory"
    TMPDIR=$PWD/nowhere does 1 "a tree/tests/all.sh"
    WORK= TMPDIR=$PWD/nowhere does 1 "a tree/tests/suites/made.sh" run empty
}

# A suite that cannot say its cases, or a case that is not there, is no success.
case_lists() {
    made 'echo one; echo "$nothing"; echo two' '*) ;;'
    runs 1
    counts 0 1
    contains out "made does not list its cases"
    made 'echo one; echo two' '*) ;;'
    runs 0 made made/one 'made/*'
    counts 2 0
    runs 1 made/one made/three
    counts 0 1
    contains out "no test is called: made/three"
    # Of two functions with one name the first would never run.
    cp "$root/tests/suites/lib-cases.sh" "a tree/tests/suites/"
    printf '. "${0%%/*}/lib.sh"\n. "${0%%/*}/lib-cases.sh"\ncase_a() { :; }\n\ncase_a() { :; }\nsuite "$@"\n' >"a tree/tests/suites/made.sh"
    runs 1
    counts 0 1
    contains err "a case has the name of another: case_a"
}

suite "$@"
