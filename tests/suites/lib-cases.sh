# What suites share whose cases are functions case_NAME, run in an empty directory that holds the files of
# `sources`. Comes after lib.sh.

list() {
    local twice
    twice=$(grep -oE '^case_[a-z0-9_]+' "$0" | sort | uniq -d)
    [ -z "$twice" ] || fail "a case has the name of another: $twice" >&2
    declare -F | sed -n 's/^declare -f case_//p'
}

sources() {
    cat >answer.gc <<'END'
#include <stdio.h>
#include "half.h"
int main(int argc, char **argv)
{
    chan int c = make(chan int);
    go { c <- 2 * half(); }
    printf("%d", <-c);
    for (int i = 1; i < argc; i++) printf(" %s", argv[i]);
    printf("\n");
    return argc > 3 ? 7 : 0;
}
END
    echo 'int half(void);' >half.h
    printf '#include "half.h"\nint half(void) { return 21; }\n' >half.c
    printf 'int main(void)\n{\n    chan int c;\n    c <- "text"[0] + nothing;\n    <-5;\n}\n' >wrong.gc
    printf 'int f(int a, int b)\n{\n    return a <-b;\n}\n' >plain.gc
}

# Runs a command, keeps its output in out and err, and checks its status.
does() { # status command ...
    local expected=$1 status
    shift
    case $1 in
    ./*) program 60 "$@" >out 2>err ;;
    *) limited 60 "$@" >out 2>err ;;
    esac
    status=$?
    [ $status = "$expected" ] || fail "status $status, not $expected: $*" "$(head -n 20 err)"
}

contains() { # file text
    grep -qF -e "$2" "$1" || fail "$1 does not contain: $2" "$(head -n 20 "$1")"
}

prints() { # text: what is in out
    [ "$(<out)" = "$1" ] || fail "prints: $(<out)" "not: $1"
}

empty() { # file
    [ ! -s "$1" ] || fail "$1 is not empty:" "$(head -n 20 "$1")"
}

run() {
    declare -F "case_$1" >/dev/null || fail "there is no such case: $1"
    sanitize_all
    # shellcheck disable=SC2154  # lib.sh sets it
    mkdir "$work/here"
    cd "$work/here" || exit 1
    sources
    "case_$1"
}
