#!/usr/bin/env bash
# The samples: each is built with warnings as errors and run in every configuration of $MATRIX; what
# it prints is in tests/samples.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-errors.sh"

expected=$root/tests/samples

list() {
    names samples .gc
}

build() { # source program
    limited 120 "$chanc" -O1 -g -Wall -Wextra -Werror ${MORE_FLAGS:-} ${SANITIZE:+-fsanitize=$SANITIZE} -o "$2" "$1" \
        >"$work/log" 2>&1 || fail "$1 does not compile cleanly:" "$(head -n 30 "$work/log")"
}

# Runs the sample with these arguments and standard input, and compares what it prints.
prints() { # expected-output arguments ...
    local pattern=$1 status
    shift
    program 60 "$work/sample" "$@" >"$work/out" 2>"$work/err"
    status=$?
    [ $status = 0 ] || fail "status $status" "$(head -n 20 "$work/err")"
    matches "$pattern" "$work/out" || fail "prints:" "$(head -n 40 "$work/out")" "not what $pattern says"
}

says_nothing() {
    [ ! -s "$work/err" ] || fail "standard error:" "$(head -n 20 "$work/err")"
}

try_pipeline1() {
    awk 'BEGIN { for (x = 0; x < 1000; x++) print x * x }' >"$work/expected"
    program 60 "$work/sample" 2>"$work/err" | head -n 1000 >"$work/out"
    # A closed pipe ends it as it ends any program: by SIGPIPE.
    [ "${PIPESTATUS[0]}" = 141 ] || fail "did not end when its output was closed"
    same "output" "$work/expected" "$work/out" || exit 1
    says_nothing
}

try_direction_errors() {
    cd "$root/samples" || exit 1
    translator 20 --check direction_errors.gc 2>"$work/err"
    expected_errors $? "$work/err" direction_errors.gc || fail "it said:" "$(<"$work/err")"
}

try_netcat3() {
    local port= server i
    [ -x "$work/server" ] || build "$expected/server.gc" "$work/server"
    : >"$work/port"
    program 60 "$work/server" >"$work/port" 2>"$work/server.err" &
    server=$!
    for ((i = 0; i < 200; i++)); do
        port=$(<"$work/port")
        [ -z "$port" ] || break
        sleep 0.05
    done
    [ -n "$port" ] || fail "the server does not listen:" "$(<"$work/server.err")"
    for ((i = 0; i < 2000; i++)); do echo "line $i of a text"; done >"$work/text"
    tr a-z A-Z <"$work/text" >"$work/expected"
    program 30 "$work/sample" 127.0.0.1 "$port" <"$work/text" >"$work/out" 2>"$work/err" ||
        fail "status $?" "$(<"$work/err")" "$(<"$work/server.err")"
    wait $server || fail "the server failed:" "$(<"$work/server.err")"
    same "output" "$work/expected" "$work/out" || exit 1
    [ "$(<"$work/err")" = "done" ] || fail "standard error:" "$(<"$work/err")"

    # Nobody listens there now.
    program 30 "$work/sample" 127.0.0.1 "$port" </dev/null >"$work/out" 2>"$work/err"
    [ $? = 1 ] || fail "a refused connection did not end it with status 1"
}

try_tally() {
    prints "$expected/tally.out" "$expected/tally-1.txt" "$expected/tally-2.txt" </dev/null
    says_nothing
    # A file that is not there is told, the others are counted.
    program 60 "$work/sample" "$expected/tally-1.txt" "$work/none" </dev/null >"$work/out" 2>"$work/err"
    [ $? = 1 ] || fail "a missing file did not end it with status 1"
    grep -q 'in 1 files$' "$work/out" || fail "it did not count the other file:" "$(<"$work/out")"
    grep -q "^tally: $work/none: No such file" "$work/err" || fail "standard error:" "$(<"$work/err")"
    # A tick while it waits for a file that blocks, then the key that stops it.
    mkfifo "$work/fifo" "$work/keys"
    { sleep 1.2; echo; sleep 0.3; : >"$work/fifo"; } >"$work/keys" &
    program 60 "$work/sample" "$work/fifo" <"$work/keys" >"$work/out" 2>"$work/err" || fail "status $?"
    grep -q '^tally: 0 of 1 files$' "$work/err" || fail "no tick:" "$(<"$work/err")"
    grep -q '^tally: stopped$' "$work/err" || fail "the key did not stop it:" "$(<"$work/err")"
}

run() {
    local name=$1 configuration
    [ -f "$root/samples/$name.gc" ] || fail "there is no samples/$name.gc"
    if [ "$name" = direction_errors ]; then
        try_direction_errors
        return
    fi
    build "$root/samples/$name.gc" "$work/sample"
    for configuration in $MATRIX; do
        export CHANC_SCHED=${configuration%%-*} CHANC_PROCS=${configuration#*-}
        [ "$CHANC_PROCS" != "$CHANC_SCHED" ] || unset CHANC_PROCS
        echo "with $configuration:"
        if declare -F "try_$name" >/dev/null; then
            "try_$name" || exit 1
        else
            prints "$expected/$name.out" </dev/null
            says_nothing
        fi
        rm -f "$work/fifo" "$work/keys"
    done
}

suite "$@"
