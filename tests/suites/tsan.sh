#!/usr/bin/env bash
# Programs of tests/run with the thread sanitizer, and the runtime as it is: what channels order is no
# race. Those that tests/tsan.skip names are left out, each with why.
. "$(dirname "$0")/lib.sh"

list() {
    [ -z "$SANITIZE" ] || return 0 # one sanitizer at a time
    names tests/run .gc | grep -vxF -f <(grep -oE '^[a-z0-9_]+' "$root/tests/tsan.skip")
}

run() {
    MORE_FLAGS='-O1 -fsanitize=thread' MATRIX='threads fibers-2' TSAN_OPTIONS=report_thread_leaks=0 \
        "$root/tests/suites/run.sh" run "$1"
}

suite "$@"
