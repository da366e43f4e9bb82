#!/usr/bin/env bash
# Samples, and programs of tests/run, with the thread sanitizer, and the runtime as it is: what channels order is no
# race. Those that tests/tsan.skip names are left out, each with why.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    [ -z "$SANITIZE" ] || return 0 # one sanitizer at a time
    names samples .gc | grep -vx direction_errors | sed 's/$/.sample/'
    programs_elsewhere "$root/tests/tsan.skip" about_runtime
}

run() {
    local WORK=$work MORE_FLAGS='-O1 -fsanitize=thread' MATRIX=fibers-2 LIMIT=180
    export TSAN_OPTIONS=report_thread_leaks=0
    case $1 in # what is about how the runtime orders things, not about what is translated to what
    runtime_* | select_* | library_*) MATRIX='threads fibers-2' ;;
    esac
    case $1 in
    *.sample) . "$root/tests/suites/samples.sh" run "${1%.sample}" ;;
    *) . "$root/tests/suites/run.sh" run "$1" ;;
    esac
}

suite "$@"
