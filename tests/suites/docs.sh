#!/usr/bin/env bash
# The examples in README.md, CONTRIBUTING.md and docs/: each ```c block is translated and compiled.
# docs-block.pl says how a block is made a program; what the documents claim is tried:
#   a block with main, followed by a block ```output   it prints that
#   <!-- refused: NAME... --> before a block           those errors, and no others, are reported
#   <!-- translation --> before a block                 the block before it translates to this
#   <!-- given: DECLARATIONS --> before a block         declarations that the fragment needs
. "${BASH_SOURCE[0]%/*}/lib.sh"

list() {
    cd "$root" && "$root/tests/suites/docs-block.pl" list README.md CONTRIBUTING.md docs/*.md
}

run() {
    cd "$root" || exit 1
    "$root/tests/suites/docs-block.pl" extract "${1%:*}" "${1##*:}" "$work" || fail "no such block"
    cd "$work" || exit 1
    if [ -f translation ]; then
        limited 20 "$chanc" --emit-c --no-line example.gc -o example.c 2>err || fail "is refused:" "$(<err)"
        tail -n +2 example.c >actual # without the line that includes the runtime's header
        same "translation" translation actual || exit 1
    elif [ -f refused ]; then
        limited 20 "$chanc" --check example.gc 2>err
        [ $? = 1 ] || fail "is not refused"
        sed -nE 's/.*: error: .* \[([a-z-]+)\]$/\1/p' err | sort -u >actual
        same "errors" refused actual || fail "it said:" "$(<err)"
    elif [ -f output ]; then
        limited 60 "$chanc" -Wall -Wextra -Werror ${SANITIZE:+-fsanitize=$SANITIZE} example.gc -o example -lm \
            >err 2>&1 || fail "does not compile:" "$(<err)"
        program 60 ./example >actual 2>&1 </dev/null
        same "output" output actual || exit 1
    else
        limited 60 "$chanc" -c example.gc -o example.o >err 2>&1 || fail "does not compile:" "$(<err)" "$(cat -n example.gc)"
    fi
}

suite "$@"
