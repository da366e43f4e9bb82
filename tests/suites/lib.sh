# What the suites share. A suite defines `list` (prints its cases, one a line) and `run CASE`
# (status 0: passed, 77: cannot be tried here, else failed; says why), then calls `suite "$@"`.

set -u -o pipefail
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL

cd "${BASH_SOURCE[0]%/*}/../.." && root=$PWD && cd "$OLDPWD" || exit 1
BUILD=${BUILD:-build}
[[ $BUILD == /* ]] || BUILD=$(cd "$root" && realpath -m "$BUILD")
export SANITIZE=${SANITIZE:-}
chanc=$BUILD/chanc
work=

fail() {
    printf '%s\n' "$@"
    exit 1
}

skip() {
    printf '%s\n' "$@"
    exit 77
}

MATRIX=${MATRIX:-$("$root/scripts/matrix.sh")}
# Programs that are run once take the default back end, if that may be tried.
case $MATRIX in
*fibers*) ;;
*) export CHANC_SCHED=threads ;;
esac

# What the sanitizers are told in programs under test: many keep channels until they end, and a fault
# is the runtime's to explain. The tool itself is held to giving its memory back.
[ -z "$SANITIZE" ] || export PROGRAM_ASAN=detect_leaks=0:handle_segv=0 UBSAN_OPTIONS=print_stacktrace=1

# The sanitized library needs the sanitizers in every program: from here on the tool's C compiler and
# $plain_cc bring them along.
sanitize_all() {
    plain_cc=gcc
    [ -n "$SANITIZE" ] || return 0
    plain_cc=$work/sanitizing-cc
    printf '#!/bin/sh\nexec gcc -fsanitize=%s "$@"\n' "$SANITIZE" >"$plain_cc"
    chmod +x "$plain_cc"
    export CHANC_CC=$plain_cc
}

# Runs a program under test with a time limit in seconds.
program() {
    ASAN_OPTIONS=${PROGRAM_ASAN:-} limited "$@"
}

# Runs a command with a time limit in seconds; the whole group is killed when it ends.
limited() {
    timeout -k 2 "$@"
}

# Runs the translator with a limit of processor time in seconds: it waits for nobody, and `timeout` would be one process more.
translator() {
    (ulimit -t "$1" && shift && exec "$chanc" "$@")
}

# Carries out the commands of chanc on standard input, one a line with tabs between the words, in one process: see
# tests/tools/each.c.
each() {
    "$BUILD/each"
}

# Whether what came is what was expected; prints the difference. A file that is missing is one.
same() { # what expected actual
    if { [ -e "$2" ] && [ -f "$3" ] && [ ! -s "$2" ] && [ ! -s "$3" ]; } || cmp -s "$2" "$3"; then return 0; fi
    diff -u --label "expected $1" --label "actual $1" "$2" "$3" 2>&1 | head -n 40
    return 1
}

# Whether a text is as a pattern file says: fixed lines, lines `*REGEX`, and `...` for any lines.
matches() { # pattern-file file
    perl -e '
        my ($pattern, $file) = @ARGV;
        open my $p, "<", $pattern or die "$pattern: $!\n";
        open my $f, "<", $file or die "$file: $!\n";
        local $/;
        my $text = <$f>;
        my $want = "";
        for (split /\n/, <$p>) {
            if    ($_ eq "...") { $want .= "(?:.*\\n)*?" }
            elsif (s/^\*//)     { $want .= "(?:$_)\\n" }
            else                { $want .= quotemeta($_) . "\\n" }
        }
        exit($text =~ /\A$want\z/ ? 0 : 1);' "$1" "$2"
}

# Names of the files DIRECTORY/*SUFFIX, without both.
names() { # directory suffix
    local file
    for file in "$root/$1"/*"$2"; do
        file=${file##*/}
        [[ $file == '*'* ]] || echo "${file%"$2"}"
    done
}

# With a sanitizer what is only translated makes few cases, as a process costs more than most files: `a*` is about all whose names
# begin so. Reads the names.
by_initials() {
    cut -c 1 | sort -u | sed 's/$/*/'
}

# Whether a program of tests/run is about how text is read, by its name: running, it does what others do.
about_text() { # name
    local text='arms|attributes?|bounds|calls|capture|case|casts|comments|conditional|declarators|digraphs|directive|disguised'
    text+='|elements?|go_(arms|callee|conditions|declared|diagnostics|generic|hard|hidden|macros|places|pushed|unnamed)'
    text+='|headers?|heads|hidden|if|include|initializer|lines?|macros?|members|objects|old|parameters|prose|short|specifiers'
    text+='|star|strict|tables|tag|targets|trigraphs|truth|typedef|typeof|variables|wrapped'
    [[ $1 =~ ^($text)(_|$) ]]
}

# Whether it is about what the runtime does; of those that try the same in another notation, some.
about_runtime() { # name
    local runtime='deadlock_(after_main|many|select|wait_group)|errno|exit|go_(calls|captures|large|sizes|shared)|library|main_exit'
    runtime+='|panic_(blocked|close|first|free|in_select|own|send|wg)|range_forms|receive_control|runtime'
    runtime+='|select_(blocking|fairness|forms|many|one|repeated)|send_values|small_stacks|stacks'
    runtime+='|two_results_order'
    [[ $1 =~ ^($runtime)(_|$) ]]
}

# Whether it is about what the compiler makes of a translation, which depends on the processor: the order of evaluation, how
# values are passed and aligned.
about_compiler() { # name
    local compiler='element_vectors|evaluation|go_library|select_(operands|order)|send_order'
    compiler+='|types_(complex|elements|empty_struct|forms|int128|struct_values|unusual|wide)'
    [[ $1 =~ ^($compiler)(_|$) ]]
}

# The programs of tests/run for another processor or the thread sanitizer, which take seconds there: those for which a
# condition holds and that a list does not name, each with why.
programs_elsewhere() { # list condition ...
    local name about
    names tests/run .gc | grep -vxF -f <(grep -oE '^[a-z0-9_]+' "$1") | while read -r name; do
        for about in "${@:2}"; do
            ! "$about" "$name" || echo "$name"
        done
    done
}

suite() {
    case ${1:-} in
    list) list ;;
    run)
        [ $# = 2 ] || fail "usage: $0 run CASE"
        [ -x "$chanc" ] || fail "$chanc is not built: run make"
        work=${WORK:-}
        if [ -z "$work" ]; then # otherwise who runs several cases has made the directory, and will remove it
            work=$(mktemp -d "${TMPDIR:-/tmp}/chanc-test.XXXXXX") || exit 1
            trap 'rm -rf "$work"' EXIT
        fi
        run "$2"
        ;;
    *)
        echo "usage: $0 list | run CASE" >&2
        exit 2
        ;;
    esac
}
