#!/usr/bin/env bash
# Golden translations: `chanc --emit-c` of tests/translate/NAME.gc (NAME.gh) prints exactly NAME.c (NAME.h). The cases
# COMPILER:STANDARD are about all of these: gcc and clang take them without a warning, headers as C++, too.
# `translate.sh golden [NAME...]` rewrites the expectations.
. "${BASH_SOURCE[0]%/*}/lib.sh"

sources() {
    names tests/translate .gc
    names tests/translate .gh | sed 's/$/.gh/'
}

list() {
    if [ -n "$SANITIZE" ]; then # the compilers have nothing else to say of the same text
        sources | by_initials
        return
    fi
    sources
    printf '%s\n' {gcc,clang}:{c11,c2x,gnu17} {g++,clang++}:{c++11,c++20}
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

# The words that translate a case, one a line. Meant for its own directory, so that #line names the bare file.
command_for() { # case output
    local flags=
    [ ! -f "$1.flags" ] || flags=$(<"$1.flags")
    # shellcheck disable=SC2086  # flags are words
    printf '%s\n' --emit-c $flags "$(source_of "$1")" -o "$2"
}

emit() { # case output
    local words
    mapfile -t words < <(command_for "$1" "$2")
    translator 20 "${words[@]}" 2>&1
}

# The translations of all that begin so, made in one process.
translate_together() { # pattern
    local case bad=0 cases
    # shellcheck disable=SC2053  # a pattern
    mapfile -t cases < <(sources | while read -r case; do [[ $case != $1 ]] || echo "$case"; done)
    for case in "${cases[@]}"; do
        command_for "$case" "$work/$(golden_of "$case")" | tr '\n' '\t'
        echo
    done | each >"$work/log" 2>&1 || fail "status $?" "$(<"$work/log")"
    [ ! -s "$work/log" ] || fail "it said:" "$(<"$work/log")"
    for case in "${cases[@]}"; do
        case=$(golden_of "$case")
        same "$case" "$case" "$work/$case" || bad=1
    done
    return $bad
}

# Has a compiler read all golden files; the whole way to assembler in one mode, as some warnings come only from the optimiser.
compile() { # compiler standard
    local source golden more=() bad=0 command=("$1" -x c "-std=$2" -Wall -Wextra -Wpedantic -Werror "-I$BUILD/include")
    local apart=() together=()
    command -v "$1" >/dev/null || fail "$1 is not there"
    case $1:$2 in
    clang:gnu17) command+=(-O2 -S -Xclang -emit-codegen-only) ;;
    *:gnu17) command+=(-O2 -S) ;;
    *) command+=(-fsyntax-only) ;;
    esac
    for source in *.gc *.gh; do
        golden=${source/%.gc/.c} golden=$PWD/${golden/%.gh/.h}
        if [ "$1" != clang ] || [[ $(<"$golden") == *pragma*diagnostic* ]]; then
            apart+=("$golden")
        else
            together+=("${more[@]}" "$golden")
            more=(-Xclang)
        fi
    done
    cd "$work" || exit 1
    "${command[@]}" "${apart[@]}" || bad=1
    # clang reads them in one process, where what follows -Xclang and is no option is another input. Pragmas about warnings
    # would count for the next ones, too.
    [ ${#together[@]} = 0 ] || "${command[@]}" "${together[@]}" || bad=1
    return $bad
}

compile_headers() { # compiler standard
    local header bad=0
    for header in *.gh; do
        "$1" -x c++ "-std=$2" -Wall -Wextra -Wpedantic -Werror -I"$BUILD/include" -fsyntax-only \
            -include "$PWD/${header%.gh}.h" /dev/null || bad=1
    done
    return $bad
}

run() {
    local golden
    cd "$root/tests/translate" || exit 1
    case $1 in
    *++:*) compile_headers "${1%:*}" "${1#*:}" || fail "the headers above do not compile cleanly as C++" ;;
    *:*) compile "${1%:*}" "${1#*:}" || fail "the translations above do not compile cleanly" ;;
    *\*) translate_together "$1" || fail "(make golden rewrites the expectations)" ;;
    *)
        golden=$(golden_of "$1")
        [ -f "$golden" ] || fail "there is no tests/translate/$golden: write it with make golden"
        emit "$1" "$work/$golden" || fail "is refused"
        same "$golden" "$golden" "$work/$golden" || fail "(make golden rewrites the expectation)"
        ;;
    esac
}

if [ "${1:-}" = golden ]; then
    shift
    [ $# != 0 ] || mapfile -t all < <(sources)
    cd "$root/tests/translate" || exit 1
    for case in "${@:-${all[@]}}"; do
        emit "$case" "$(golden_of "$case")" || echo "refused: $case"
    done
    exit
fi
suite "$@"
