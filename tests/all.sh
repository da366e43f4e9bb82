#!/usr/bin/env bash
# Runs suites of tests in parallel: all.sh [-j JOBS] [SUITE | SUITE/PATTERN]...
# Lists what failed, with the command that repeats it; the last line is `N passed, N failed`.
set -u
here=$(cd "$(dirname "$0")" && pwd)
repeated="BUILD=${BUILD:-build}${SANITIZE:+ SANITIZE=$SANITIZE}${MATRIX:+ MATRIX='$MATRIX'}"
# What each case would find out anew.
BUILD=$(cd "$here/.." && realpath -m "${BUILD:-build}")
MATRIX=${MATRIX:-$("$here/../scripts/matrix.sh")}
export BUILD MATRIX
# More than processors: many a case sleeps, or waits for one that does.
jobs=$((($(nproc) * 3 + 1) / 2))
while getopts j: option; do
    case $option in
    j) jobs=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))

results=$(mktemp -d "${TMPDIR:-/tmp}/chanc-tests.XXXXXX")
trap 'rm -rf "$results"' EXIT

# Prints `SUITE CASE` for each case that SUITE or SUITE/CASE selects; both may be patterns.
cases_of() { # selector
    local suite name case
    for suite in "$here"/suites/*.sh; do
        name=$(basename "$suite" .sh)
        [[ $name != lib* && $name == ${1%%/*} ]] || continue
        while read -r case; do
            [[ $1 == */* && $case != ${1#*/} ]] || echo "$name $case"
        done < <("$suite" list)
    done
}

# Runs one case and keeps what it said under its number. What computes without an end is stopped by the limit; what may wait
# without one, a suite runs with a time limit.
one() { # number suite case
    local log=$results/$1 start=$EPOCHREALTIME status
    (
        ulimit -t 600
        set +o noclobber
        # shellcheck disable=SC1090  # which suite it is
        . "$here/suites/$2.sh" run "$3"
    ) >"$log.log" 2>&1 </dev/null
    status=$?
    echo "$status $((${EPOCHREALTIME/./} - ${start/./})) $2 $3" >"$log.result"
    if [ $status != 0 ] && [ $status != 77 ]; then echo "  FAIL     $2 $3"; fi
}

# One of several processes that take cases nobody has taken yet: the file that says so can be made once. All of them read the
# suites themselves, since a process for each case would cost as much as many a case. So does one that makes a directory for the
# files of each case: it makes many.
worker() { # its number
    local number suite case place=$results/work-$1 count=0
    set -o noclobber
    while read -r number suite case; do
        { : >"$results/$number.taken"; } 2>/dev/null || continue
        if [ $((count % 20)) = 0 ]; then
            rm -rf "$place"
            mkdir -p "$place"/{0..19}
        fi
        export WORK=$place/$((count++ % 20))
        one "$number" "$suite" "$case"
    done <"$results/cases"
}
export -f one worker
export here results

[ $# != 0 ] || set -- '*'
for selector in "$@"; do
    cases_of "$selector" >"$results/selected"
    if ! [ -s "$results/selected" ]; then
        echo "no test is called: $selector"
        echo "0 passed, 1 failed"
        exit 1
    fi
    cat "$results/selected" >>"$results/all"
done
awk '!seen[$0]++ { print NR, $0 }' "$results/all" >"$results/cases"
tree_before=$(cd "$here" && git status --porcelain 2>/dev/null)
seq "$jobs" | xargs -P "$jobs" -n 1 bash -c 'worker "$@"' worker

report() {
    local status suite case number file passed=0 failed=0 skipped=0
    while read -r number suite case; do
        file=$results/$number
        status=lost
        [ ! -f "$file.result" ] || read -r status _ <"$file.result"
        case $status in
        0) passed=$((passed + 1)) ;;
        77)
            skipped=$((skipped + 1))
            echo "skipped: $suite $case: $(head -n 1 "$file.log")"
            ;;
        *)
            failed=$((failed + 1))
            printf '\n--- failed: %s %s\n' "$suite" "$case"
            head -c 6000 "$file.log"
            printf 'repeat with: %s tests/suites/%s.sh run %q\n' "$repeated" "$suite" "$case"
            ;;
        esac
    done <"$results/cases"
    # In CI nobody else writes to the tree: the tests must leave it as it was.
    if [ -n "${CI:-}" ] && [ "$tree_before" != "$(cd "$here" && git status --porcelain 2>/dev/null)" ]; then
        failed=$((failed + 1))
        printf '\n--- failed: the tests left changes in the tree:\n'
        git -C "$here" status --porcelain
    fi
    if [ -n "${TIMES:-}" ]; then
        echo "slowest:"
        cat "$results"/*.result | sort -k2nr | head -n "$TIMES" | awk '{ $2 /= 1e6; $1 = ""; print }'
    fi
    [ $skipped = 0 ] || echo "($skipped could not be tried here)"
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
}
report
