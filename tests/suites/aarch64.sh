#!/usr/bin/env bash
# Programs of tests/run on another processor: translated here, compiled by Debian's cross compiler,
# run under qemu-user with fibers. Those that tests/aarch64.skip names are left out, each with why.
. "$(dirname "$0")/lib.sh"

CROSS=${CROSS:-aarch64-linux-gnu-gcc}
library=$BUILD/aarch64/libchanc.a

list() {
    [ -z "$SANITIZE" ] || return 0 # the sanitizers need the kernel's own memory layout
    [ "$(uname -m)" = x86_64 ] || return 0
    names tests/run .gc | grep -vxF -f <(grep -oE '^[a-z0-9_]+' "$root/tests/aarch64.skip")
}

run() {
    [ -f "$library" ] || fail "$library is not built: run make test"
    cd "$root/tests/run" || exit 1
    limited 20 "$chanc" --emit-c "$1.gc" -o "$work/$1.c" || fail "is refused"
    "$CROSS" -w -O1 -static -I. -I"$BUILD/include" -pthread -o "$work/program" "$work/$1.c" "$library" -lm ||
        fail "does not compile"
    CHANC_RUNNER=qemu-aarch64 PROGRAM=$work/program MATRIX=fibers-2 "$root/tests/suites/run.sh" run "$1"
}

suite "$@"
