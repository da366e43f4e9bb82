#!/usr/bin/env bash
# Headers compile alone: the public one as C and C++ in every mode and without pulling in another,
# the translator's and the runtime's own as C. The runtime also compiles and links without fibers, as it does for
# processors that have no context_*.S.
. "${BASH_SOURCE[0]%/*}/lib.sh"

strict="-Wall -Wextra -Wpedantic -Werror"

list() {
    echo public-c
    echo public-c++
    echo public-alone
    echo public-features
    echo without-fibers
    (cd "$root" && printf '%s\n' translator/*.h runtime/*.h | grep -vxF runtime/chanc.h)
}

try() { # compiler and flags ...; the text comes from standard input
    "$@" -I"$BUILD/include" -fsyntax-only - >"$work/log" 2>&1 || fail "$*:" "$(head -n 20 "$work/log")"
}

run() {
    local compiler standard
    case $1 in
    public-c)
        for compiler in gcc clang; do
            for standard in c11 c17 c2x gnu11 gnu17; do
                echo '#include <chanc.h>
                      #include <errno.h>
                      int f(chanc_chan *c); int f(chanc_chan *c) { errno = 0; return chanc_len(c) + errno; }' |
                    try $compiler -x c -std=$standard $strict || exit 1
            done
        done
        ;;
    public-c++)
        for compiler in g++ clang++; do
            for standard in c++11 c++17 c++20; do
                echo '#include <cerrno>
                      #include <chanc.h>
                      int f(chanc_chan *c); int f(chanc_chan *c) { return chanc_len(c) + errno; }' |
                    try $compiler -x c++ -std=$standard $strict || exit 1
            done
            echo '#include <chanc.h>
                  void f(chanc_chan *c); void f(chanc_chan *c) { if (chanc_len(c) == 0) chanc_panic("%s", "empty"); }' |
                try $compiler -x c++ -std=c++98 $strict || exit 1
        done
        ;;
    public-alone)
        echo '#include <chanc.h>' | gcc -std=c11 -M -I"$BUILD/include" -x c - >"$work/deps" || exit 1
        grep -oE '[^ ]+\.h' "$work/deps" | grep -v '/include/chanc\.h$' | grep -v stdc-predef &&
            fail "chanc.h includes the headers above"
        return 0
        ;;
    public-features)
        # Feature-test macros that come after it still count.
        echo '#include <chanc.h>
              #define _GNU_SOURCE
              #include <stdio.h>
              #include <errno.h>
              int f(void); int f(void) { char *s = 0; return asprintf(&s, "%s", program_invocation_name); }' |
            try gcc -x c -std=c11 $strict
        ;;
    without-fibers)
        local level # no call of fibers is left for an optimizer to remove
        for level in -O2 -O0; do
            echo 'int chanc_main(void); int chanc_main(void) { return 0; }' |
                gcc -std=c11 $strict $level -D_GNU_SOURCE= -DCHANC_HAVE_FIBERS=0 -pthread -Wl,--wrap=exit,--wrap=pthread_exit,--wrap=thrd_exit \
                    -o "$work/program" "$root"/runtime/*.[cS] -x c - >"$work/log" 2>&1 || fail "with $level:" "$(tail -n 20 "$work/log")"
        done
        ;;
    *)
        echo "#include \"$root/$1\"" | try gcc -x c -std=c11 $strict -Wstrict-prototypes -D_GNU_SOURCE
        ;;
    esac
}

suite "$@"
