#!/usr/bin/env bash
# Golden translations: `chanc --emit-c` of tests/translate/NAME.gc (NAME.gh) prints exactly NAME.c
# (NAME.h), which gcc and clang take without a warning in every mode of $STANDARDS, a header as C++, too.
# `translate.sh golden [NAME...]` rewrites the expectations.
. "${BASH_SOURCE[0]%/*}/lib.sh"

STANDARDS=${STANDARDS:-c11 c2x gnu17}
compilers="gcc clang"

list() {
    names tests/translate .gc
    names tests/translate .gh | sed 's/$/.gh/'
}

# Prints the golden file of a case: NAME is a .gc, NAME.gh a header.
golden_of() {
    case $1 in
    *.gh) echo "${1%.gh}.h" ;;
    *) echo "$1.c" ;;
    esac
}

source_of() {
    case $1 in
    *.gh) echo "$1" ;;
    *) echo "$1.gc" ;;
    esac
}

# Translates a case in its own directory, so that #line names the bare file.
emit() { # case output
    local flags=
    [ ! -f "$1.flags" ] || flags=$(<"$1.flags")
    # shellcheck disable=SC2086  # flags are words
    limited 20 "$chanc" --emit-c $flags "$(source_of "$1")" -o "$2" 2>&1
}

# The golden file through each compiler and mode; the whole way to an object in one of them, as some
# warnings come only from the optimiser.
compile() { # golden
    local compiler standard mode language=c bad=
    for compiler in $compilers; do
        command -v "$compiler" >/dev/null || fail "$compiler is not there"
        for standard in $STANDARDS; do
            mode=-fsyntax-only
            [ "$standard" != gnu17 ] || mode="-O2 -c -o $work/object.o"
            # shellcheck disable=SC2086  # mode is words
            "$compiler" -x $language "-std=$standard" -Wall -Wextra -Wpedantic -Werror \
                -I"$BUILD/include" $mode "$1" >"$work/log" 2>&1 && continue
            echo "$compiler -std=$standard:"
            head -n 20 "$work/log"
            bad=1
        done
    done
    [ -z "$bad" ]
}

compile_as_cxx() { # golden
    local compiler standard
    for compiler in g++ clang++; do
        for standard in c++11 c++20; do
            "$compiler" -x c++ "-std=$standard" -Wall -Wextra -Wpedantic -Werror -I"$BUILD/include" \
                -fsyntax-only -include "$PWD/$1" /dev/null >"$work/log" 2>&1 && continue
            echo "$compiler -std=$standard:"
            head -n 20 "$work/log"
            return 1
        done
    done
}

run() {
    local golden
    golden=$(golden_of "$1")
    cd "$root/tests/translate" || exit 1
    [ -f "$golden" ] || fail "there is no tests/translate/$golden: write it with make golden"
    emit "$1" "$work/$golden" || fail "is refused"
    same "$golden" "$golden" "$work/$golden" || fail "(make golden rewrites the expectation)"
    [ -z "$SANITIZE" ] || return 0 # the compilers have nothing else to say of the same text
    compile "$golden" || fail "the translation does not compile cleanly"
    case $golden in
    *.h) compile_as_cxx "$golden" || fail "the header does not compile cleanly as C++" ;;
    esac
}

if [ "${1:-}" = golden ]; then
    shift
    [ $# != 0 ] || mapfile -t all < <(list)
    cd "$root/tests/translate" || exit 1
    for case in "${@:-${all[@]}}"; do
        emit "$case" "$(golden_of "$case")" || echo "refused: $case"
    done
    exit
fi
suite "$@"
