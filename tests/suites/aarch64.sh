#!/usr/bin/env bash
# Programs of tests/run on another processor: compiled by chanc with Debian's cross compiler, run under
# qemu-user with fibers. Those that tests/aarch64.skip names are left out, each with why.
. "${BASH_SOURCE[0]%/*}/lib.sh"

CROSS=${CROSS:-aarch64-linux-gnu-gcc}
library=$BUILD/aarch64/libchanc.a

list() {
    [ -z "$SANITIZE" ] || return 0 # the sanitizers need the kernel's own memory layout
    [ "$(uname -m)" = x86_64 ] || return 0
    programs_elsewhere "$root/tests/aarch64.skip" about_runtime about_compiler
}

run() {
    [ -f "$library" ] || fail "$library is not built: run make test"
    cd "$root/tests/run" || exit 1
    local flags=()
    [ ! -f "$1.flags" ] || read -ra flags <"$1.flags"
    CHANC_CC=$CROSS limited 60 "$chanc" -w -O1 "${flags[@]}" -c "$1.gc" -o "$work/$1.o" ||
        fail "does not compile"
    local link # what chanc links with: the library, and words for the linker
    read -ra link <<<"$("$chanc" --libs)"
    "$CROSS" -static -o "$work/program" "$work/$1.o" "$library" "${link[@]:1}" -lm || fail "does not link"
    local WORK=$work CHANC_RUNNER=qemu-aarch64 PROGRAM=$work/program MATRIX=fibers-2
    . "$root/tests/suites/run.sh" run "$1"
}

suite "$@"
