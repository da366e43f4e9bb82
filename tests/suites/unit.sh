#!/usr/bin/env bash
# Unit tests: each tests/unit/NAME_test.c is a cmocka program in $BUILD/unit.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    names tests/unit _test.c
}

run() {
    local program=$BUILD/unit/$1_test
    [ -x "$program" ] || fail "$program is not built: run make units"
    cd "$root/tests/unit" || exit 1
    export CMOCKA_MESSAGE_OUTPUT=STDOUT
    case $1 in
    runtime_*) program 300 "$program" >"$work/log" 2>&1 ;;
    *) limited 300 "$program" >"$work/log" 2>&1 ;;
    esac
    local status=$?
    if [ $status != 0 ] || ! grep -q '^\[  PASSED  \] [1-9]' "$work/log"; then
        grep -v -e '^\[       OK \]' -e '^\[ RUN      \]' "$work/log"
        fail "status $status"
    fi
}

suite "$@"
