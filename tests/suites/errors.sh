#!/usr/bin/env bash
# Refusals: `chanc --check` of tests/errors/NAME.gc reports exactly what the `//~` comments in it (and
# in headers NAME*.gh) announce; a file without any passes.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-errors.sh"

list() {
    if [ -z "$SANITIZE" ]; then
        names tests/errors .gc
    else
        names tests/errors .gc | by_initials
    fi
}

check() { # name ...: several have no flags
    local flags= status name header sources=()
    for name in "$@"; do
        for header in "$name".gc "$name"*.gh; do
            [ ! -f "$header" ] || sources+=("$header")
        done
    done
    [ ! -f "$1.flags" ] || flags=$(<"$1.flags")
    # shellcheck disable=SC2086  # flags are words
    translator 60 --check $flags "${@/%/.gc}" >"$work/out" 2>"$work/err"
    status=$?
    [ ! -s "$work/out" ] || fail "--check printed on standard output:" "$(<"$work/out")"
    expected_errors "$status" "$work/err" "${sources[@]}" || fail "--- what it said:" "$(<"$work/err")"
}

run() {
    local source together=()
    cd "$root/tests/errors" || exit 1
    for source in $1.gc; do # may be a pattern
        [ -f "$source" ] || fail "there is no tests/errors/$source"
        if [ -f "${source%.gc}.flags" ]; then check "${source%.gc}"; else together+=("${source%.gc}"); fi
    done
    [ ${#together[@]} = 0 ] || check "${together[@]}"
}

suite "$@"
