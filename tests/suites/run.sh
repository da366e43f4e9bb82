#!/usr/bin/env bash
# Programs: each tests/run/NAME.gc is compiled once and run in every configuration of $MATRIX
# (BACKEND or BACKEND-WORKERS); what it prints and its status must be as the files beside it say.
# $MORE_FLAGS are added for the compiler; $LIMIT is for how many seconds a run may take, 60 without. With $PROGRAM set
# that program is run instead, through $CHANC_RUNNER (an emulator).
# With a sanitizer programs about text are translated only, as running them tries nothing that others don't: whole and
# function by function, which must give the same. `a*` is those of them that begin so, translated in one process.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    local name
    if [ -z "$SANITIZE" ]; then
        names tests/run .gc
        return
    fi
    names tests/run .gc | while read -r name; do about_text "$name" || echo "$name"; done
    names tests/run .gc | while read -r name; do ! about_text "$name" || echo "$name"; done | by_initials
}

# Whether each line of a .err file is found in a standard error, which is empty where there is no such
# file: a line is that line, `*REGEX` one that the expression matches.
says() { # expected actual
    local line found=0
    if [ "$1" = /dev/null ]; then
        [ ! -s "$2" ]
        return
    fi
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '*'*) grep -qE -e "${line#\*}" "$2" ;;
        *) grep -qxF -e "$line" "$2" ;;
        esac || {
            echo "not in standard error: $line"
            found=1
        }
    done <"$1"
    return $found
}

# One run of the program as NAME's files say.
run_once() { # name configuration
    local name=$1 backend=${2%%-*} workers=${2#*-} status expected=0 variables=() arguments=()
    local input=/dev/null output=/dev/null errors=/dev/null
    [ "$workers" != "$2" ] || workers=
    [ ! -f "$name.in" ] || input=$name.in
    [ ! -f "$name.out" ] || output=$name.out
    [ ! -f "$name.err" ] || errors=$name.err
    [ ! -f "$name.status" ] || expected=$(<"$name.status")
    [ ! -f "$name.args" ] || eval "arguments=($(<"$name.args"))"
    [ ! -f "$name.env" ] || mapfile -t variables <"$name.env"
    (
        export "ASAN_OPTIONS=${PROGRAM_ASAN:-}" "CHANC_SCHED=$backend" ${workers:+"CHANC_PROCS=$workers"} "${variables[@]}"
        exec timeout -k 2 "${LIMIT:-60}" ${CHANC_RUNNER:-} "$program" "${arguments[@]}"
    ) <"$input" >"$work/out" 2>"$work/err"
    status=$?
    [ $status = "$expected" ] || echo "status $status, not $expected$(test $status = 124 && echo ': time-out')"
    same "standard output" "$output" "$work/out" || status=bad
    if ! says "$errors" "$work/err"; then
        echo "standard error:"
        head -c 3000 "$work/err"
        status=bad
    fi
    [ "$status" = "$expected" ]
}

# The words of a program's .flags.
flags_of() { # name
    [ ! -f "$1.flags" ] || cat "$1.flags"
}

translate() { # pattern
    local size source names=() bad=0
    for source in $1.gc; do
        ! about_text "${source%.gc}" || names+=("${source%.gc}")
    done
    for size in 1 1000000; do
        for name in "${names[@]}"; do
            printf -- '--emit-c'
            # shellcheck disable=SC2046  # flags are words
            printf '\t%s' $(flags_of "$name") "$name.gc" -o "$work/$name.$size.c"
            echo
        done | CHANC_PIECE_SIZE=$size each 2>"$work/err" || fail "status $?" "$(<"$work/err")"
        ! grep '^status' "$work/err" || fail "refused in pieces of $size bytes:" "$(<"$work/err")"
    done
    for name in "${names[@]}"; do
        same "$name.c in pieces" "$work/$name.1000000.c" "$work/$name.1.c" || bad=1
    done
    [ $bad = 0 ] || fail "read in pieces the above are not translated the same"
}

compile() { # name
    local name=$1 flags
    flags=$(flags_of "$name")
    # shellcheck disable=SC2086  # flags are words
    limited 120 "$chanc" -g -Wall -Wextra $flags ${MORE_FLAGS:-} ${SANITIZE:+-fsanitize=$SANITIZE} -o "$program" "$name.gc" \
        >"$work/log" 2>&1 || fail "does not compile:" "$(<"$work/log")"
    [ ! -s "$work/log" ] || fail "compiles with warnings:" "$(<"$work/log")"
}

run() {
    local name=$1 program=${PROGRAM:-$work/program} configuration bad=
    cd "$root/tests/run" || exit 1
    if [[ $name == *'*' ]]; then
        translate "$name"
        return
    fi
    [ -f "$name.gc" ] || fail "there is no tests/run/$name.gc"
    [ -n "${PROGRAM:-}" ] || compile "$name"
    ! about_text "$name" || MATRIX=${MATRIX##* } # one will do
    for configuration in $MATRIX; do
        run_once "$name" "$configuration" >"$work/said" || {
            bad="$bad $configuration"
            echo "with $configuration:"
            cat "$work/said"
        }
    done
    [ -z "$bad" ] || fail "failed with:$bad"
}

suite "$@"
