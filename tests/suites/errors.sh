#!/usr/bin/env bash
# Refusals: `chanc --check` of tests/errors/NAME.gc reports exactly what the `//~` comments in it (and
# in headers NAME*.gh) announce; a file without any passes.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    names tests/errors .gc
}

run() {
    cd "$root/tests/errors" || exit 1
    [ -f "$1.gc" ] || fail "there is no tests/errors/$1.gc"
    local flags= status headers
    mapfile -t headers < <(compgen -G "$1*.gh")
    [ ! -f "$1.flags" ] || flags=$(<"$1.flags")
    # shellcheck disable=SC2086  # flags are words
    limited 20 "$chanc" --check $flags "$1.gc" >"$work/out" 2>"$work/err"
    status=$?
    [ ! -s "$work/out" ] || fail "--check printed on standard output:" "$(<"$work/out")"
    "$root/tests/suites/expected-errors.pl" "$status" "$work/err" "$1.gc" "${headers[@]}" || {
        echo "--- what it said:"
        cat "$work/err"
        exit 1
    }
}

suite "$@"
