#!/usr/bin/env bash
# The programs of bench/ do their work right, at small sizes; nothing is timed. Those in Channel C run
# in every configuration of $MATRIX.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    (cd "$root/bench" && printf '%s\n' *.gc *_threads.c workloads.txt generate.awk)
}

works() { # program
    program 60 "$1" 1000 >"$work/out" 2>"$work/err" || fail "status $?" "$(head -n 20 "$work/err")"
    [ -s "$work/out" ] || fail "prints nothing"
    ! grep -vxE '[0-9]+\.[0-9]{3} (ns per op|us per op|s|times)(: .+)?' "$work/out" || fail "prints the above"
    [ ! -s "$work/err" ] || fail "standard error:" "$(head -n 20 "$work/err")"
}

run() {
    local configuration
    cd "$root/bench" || exit 1
    case $1 in
    *.gc)
        limited 120 "$chanc" -O1 -g -Wall -Wextra -Werror ${SANITIZE:+-fsanitize=$SANITIZE} -o "$work/program" \
            "$1" >"$work/log" 2>&1 || fail "does not compile cleanly:" "$(head -n 30 "$work/log")"
        for configuration in $MATRIX; do
            export CHANC_SCHED=${configuration%%-*} CHANC_PROCS=${configuration#*-}
            [ "$CHANC_PROCS" != "$CHANC_SCHED" ] || unset CHANC_PROCS
            echo "with $configuration:"
            works "$work/program"
        done
        ;;
    *.c)
        limited 120 cc -O1 -Wall -Wextra -Werror -pthread -o "$work/program" "$1" >"$work/log" 2>&1 ||
            fail "does not compile cleanly:" "$(head -n 30 "$work/log")"
        works "$work/program"
        ;;
    workloads.txt) # names every program but pieces.gc
        sed -nE 's/^([a-z0-9_]+) +\|.*/\1.gc/p' "$1" | sort >"$work/named"
        printf '%s\n' *.gc | grep -vx pieces.gc | sort >"$work/there"
        same "list of programs" "$work/there" "$work/named"
        ;;
    generate.awk) # what the translator is measured with is sound, and computes what it should
        awk -v lines=5000 -f "$1" >"$work/generated.gc"
        limited 120 "$chanc" -Wall -Wextra -Werror ${SANITIZE:+-fsanitize=$SANITIZE} -o "$work/program" \
            "$work/generated.gc" >"$work/log" 2>&1 || fail "is refused:" "$(head -n 30 "$work/log")"
        program 60 "$work/program"
        [ $? = 101 ] || fail "status is not 101"
        ;;
    esac
}

suite "$@"
