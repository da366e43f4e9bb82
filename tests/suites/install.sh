#!/usr/bin/env bash
# The installed tool: make install into a scratch directory, and what it put there works alone.
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    printf '%s\n' layout project moved places spaces pkg-config shared uninstall
}

# Installs under $work/stage with PREFIX=/opt/chanc.
install_there() {
    (cd "$root" && make -s install-files BUILD="$BUILD" DESTDIR="$work/stage" \
        PREFIX=/opt/chanc) >"$work/log" 2>&1 || fail "make install-files:" "$(tail -n 20 "$work/log")"
    prefix=$work/stage/opt/chanc
}

hello() {
    cat >"$work/hello.gc" <<'END'
#include <stdio.h>
int main(void)
{
    c := make(chan int);
    go { c <- 42; }
    printf("%d\n", <-c);
}
END
}

answers() { # program ...
    local said
    said=$(program 20 "$@" 2>&1)
    [ "$said" = 42 ] || fail "does not print 42: $said"
}

run() {
    install_there
    sanitize_all
    case $1 in
    layout)
        for file in bin/chanc include/chanc.h lib/libchanc.a lib/libchanc.so lib/pkgconfig/chanc.pc; do
            [ -e "$prefix/$file" ] || fail "$file is not installed"
        done
        find "$work/stage" -type f -path '*opt*' ! -perm -444 | grep . && fail "files above cannot be read by all"
        return 0
        ;;
    project)
        # The sample project, by its own Makefile and the installed tool, twice: the second time nothing
        # is left to do; a change of the .gh makes what includes it again.
        cp -r "$root/samples/build" "$work/project"
        cd "$work/project" || exit 1
        make CHANC="$prefix/bin/chanc" >"$work/log" 2>&1 || fail "make:" "$(tail -n 20 "$work/log")"
        [ "$(limited 60 ./steps)" = "837799 takes 524 steps" ] || fail "steps prints: $(./steps)"
        make -q CHANC="$prefix/bin/chanc" || fail "a second make still has something to do"
        touch -d '+2 seconds' pool.gh
        make -n CHANC="$prefix/bin/chanc" | grep 'pool.o pool.gc' >/dev/null || fail "pool.gc is not made again for pool.gh"
        make -n CHANC="$prefix/bin/chanc" | grep 'collatz.c' >/dev/null && fail "collatz.c is made again for nothing"
        return 0
        ;;
    moved)
        # Header and library are found from the tool's own place, also through a symbolic link.
        mv "$prefix" "$work/elsewhere"
        hello
        ln -s "$work/elsewhere/bin/chanc" "$work/link"
        (cd "$work" && ./link hello.gc -o hello) >"$work/log" 2>&1 || fail "chanc:" "$(<"$work/log")"
        answers "$work/hello"
        ;;
    places)
        # The library's directory may be one for the machine; of what the tool cannot find there is a warning.
        local there="$work/places/usr" machine
        machine=$(gcc -print-multiarch)
        mkdir -p "$there/lib/another-machine" && touch "$there/lib/another-machine/libchanc.a"
        (cd "$root" && make -s install-files BUILD="$BUILD" PREFIX="$there" libdir="$there/lib/$machine") >"$work/log" 2>&1 ||
            fail "make install-files:" "$(<"$work/log")"
        hello
        "$there/bin/chanc" "$work/hello.gc" -o "$work/hello" >"$work/log" 2>&1 || fail "chanc:" "$(<"$work/log")"
        answers "$work/hello"
        (cd "$root" && make -s install-files BUILD="$BUILD" PREFIX="$there/sub" includedir="$there/h") >"$work/log" 2>&1 ||
            fail "make install-files:" "$(<"$work/log")"
        grep -qF "cannot find chanc.h" "$work/log" || fail "does not say what is wrong:" "$(<"$work/log")"
        return 0
        ;;
    spaces)
        (cd "$root" && make -s install-files BUILD="$BUILD" PREFIX="$work/a place") >"$work/log" 2>&1 ||
            fail "make install-files:" "$(<"$work/log")"
        hello
        "$work/a place/bin/chanc" "$work/hello.gc" -o "$work/hello" >"$work/log" 2>&1 || fail "chanc:" "$(<"$work/log")"
        answers "$work/hello"
        mkdir -p "$work/place/bin" && touch "$work/place/bin/chanc" "$work/a"
        (cd "$root" && make -s uninstall PREFIX="$work/a place") >"$work/log" 2>&1 || fail "make uninstall:" "$(<"$work/log")"
        [ -z "$(find "$work/a place" ! -type d)" ] || fail "not all is uninstalled"
        [ -e "$work/a" ] || fail "uninstall removed something else"
        ;;
    pkg-config)
        hello
        export PKG_CONFIG_PATH=$prefix/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$work/stage
        "$prefix/bin/chanc" --emit-c "$work/hello.gc" -o "$work/hello.c" || fail "--emit-c failed"
        # shellcheck disable=SC2046  # flags are words
        "$plain_cc" $(pkg-config --cflags chanc) "$work/hello.c" -o "$work/hello" \
            $(pkg-config --libs chanc) >"$work/log" 2>&1 || fail "gcc:" "$(<"$work/log")"
        LD_LIBRARY_PATH=$prefix/lib answers "$work/hello"
        [ "$(pkg-config --modversion chanc)" = "$("$prefix/bin/chanc" --version | grep -oE '[0-9]+\.[0-9.]+' | head -n 1)" ] ||
            fail "chanc.pc and chanc --version disagree"
        ;;
    shared)
        # A program whose main is plain C, with the shared library.
        cat >"$work/main.c" <<'END'
#include <chanc.h>
#include <stdio.h>
static void answer(void *argument) { int value = 42; chanc_send(*(chanc_chan **)argument, &value, CHANC_AT); }
int main(void)
{
    chanc_chan *c = chanc_make(sizeof(int), 0, CHANC_AT);
    int value = 0;
    chanc_go(answer, &c, sizeof c, CHANC_AT);
    chanc_recv(c, &value, CHANC_AT);
    printf("%d\n", value);
    return 0;
}
END
        "$plain_cc" -Wall -Wextra -I"$prefix/include" "$work/main.c" -o "$work/main" \
            -L"$prefix/lib" -lchanc -pthread >"$work/log" 2>&1 || fail "gcc:" "$(<"$work/log")"
        LD_LIBRARY_PATH=$prefix/lib answers "$work/main"
        ;;
    uninstall)
        (cd "$root" && make -s uninstall DESTDIR="$work/stage" PREFIX=/opt/chanc) >"$work/log" 2>&1 ||
            fail "make uninstall:" "$(<"$work/log")"
        find "$work/stage" ! -type d | grep . && fail "the files above are left"
        return 0
        ;;
    *) fail "there is no such case: $1" ;;
    esac
}

suite "$@"
