#!/usr/bin/env bash
# Refusals: `chanc --check` of tests/errors/NAME.gc reports exactly what the `//~` comments in it (and
# in headers NAME*.gh) announce; a file without any passes.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-errors.sh"

list() {
    names tests/errors .gc
}

run() {
    cd "$root/tests/errors" || exit 1
    [ -f "$1.gc" ] || fail "there is no tests/errors/$1.gc"
    local flags= status header sources=("$1.gc")
    for header in "$1"*.gh; do
        [ ! -f "$header" ] || sources+=("$header")
    done
    [ ! -f "$1.flags" ] || flags=$(<"$1.flags")
    # shellcheck disable=SC2086  # flags are words
    translator 20 --check $flags "$1.gc" >"$work/out" 2>"$work/err"
    status=$?
    [ ! -s "$work/out" ] || fail "--check printed on standard output:" "$(<"$work/out")"
    expected_errors "$status" "$work/err" "${sources[@]}" || fail "--- what it said:" "$(<"$work/err")"
}

suite "$@"
