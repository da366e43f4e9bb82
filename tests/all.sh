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

# Ends with one failure, as no case can be tried.
fail() { # why
    printf '%s\n' "$1" "0 passed, 1 failed"
    exit 1
}

results=$(mktemp -d "${TMPDIR:-/tmp}/chanc-tests.XXXXXX") || fail "there is no place for results"
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Writes `SUITE CASE` for each case that SUITE or SUITE/CASE selects; both may be patterns.
select_cases() { # selector
    local suite name case cases
    : >"$results/selected"
    for suite in "$here"/suites/*.sh; do
        name=$(basename "$suite" .sh)
        [[ $name != lib* && $name == ${1%%/*} ]] || continue
        cases=$("$suite" list) || fail "$name does not list its cases"
        while read -r case; do
            [[ -z $case || $1 == */* && $case != ${1#*/} ]] || echo "$name $case"
        done <<<"$cases" >>"$results/selected"
    done
}

# How many seconds a case may take, whatever it waits for.
limit_of() { # suite
    case ${SANITIZE:+sanitized-}$1 in
    tsan | sanitized-*) echo "${CASE_LIMIT:-600}" ;; # two runs of three minutes
    *) echo "${CASE_LIMIT:-400}" ;;
    esac
}

# Runs one case and keeps what it said under its number.
one() { # number suite case
    local log=$results/$1 start=$EPOCHREALTIME status
    {
        (
            set +o noclobber
            # shellcheck disable=SC1090  # which suite it is
            . "$here/suites/$2.sh" run "$3"
        ) >"$log.log" 2>&1 </dev/null
    } 2>/dev/null # `Killed`, from this shell
    status=$?
    echo "$status $((${EPOCHREALTIME/./} - ${start/./})) $2 $3" >"$log.result"
    if [ $status != 0 ] && [ $status != 77 ]; then echo "FAIL     $2 $3"; fi
}

# One of several processes that take cases nobody has taken yet: the file that says so can be made once. All of them read the
# suites themselves, since a process for each case would cost as much as many a case. So does one that makes a directory for the
# files of each case: it makes many. What a case starts is in the session that the worker leads.
worker() { # its number
    local number suite case place=$results/work-$1 count=0
    set -o noclobber
    while read -r number suite case; do
        { : >"$results/$number.taken"; } 2>/dev/null || continue
        if [ $((count % 20)) = 0 ]; then
            kill_session $$ $$ # what earlier cases have left
            rm -rf "$place"
            mkdir -p "$place"/{0..19}
        fi
        export WORK=$place/$((count++ % 20))
        echo "$$ $number $EPOCHSECONDS $(limit_of "$suite")" >|"$results/worker-$1"
        one "$number" "$suite" "$case"
    done <"$results/cases"
    kill_session $$ $$
    rm -f "$results/worker-$1"
}

# Kills the processes of a session, but for one: whatever has become of their parents, and of the groups that `timeout` makes.
kill_session() { # its number [process]
    local stat session
    for stat in /proc/[0-9]*/stat; do
        session=
        { read -r -d '' session <"$stat"; } 2>/dev/null # PID (NAME) STATE PARENT GROUP SESSION ...
        read -r _ _ _ session _ <<<"${session##*) }"
        stat=${stat//[!0-9]/}
        [ "$session" != "$1" ] || [ "$stat" = "${2:-}" ] || kill -KILL "$stat" 2>/dev/null
    done
}

# Ends the cases that take too long.
end_late_cases() {
    local file session number start limit
    for file in "$results"/worker-*; do
        { read -r session number start limit <"$file"; } 2>/dev/null && ((EPOCHSECONDS - start > limit)) || continue
        echo "does not end: killed after $limit seconds" >"$results/$number.late"
        kill_session "$session" "$session"
    done
}

finish() {
    local file session
    for file in "$results"/worker-*; do
        { read -r session _ <"$file"; } 2>/dev/null && kill_session "$session"
    done
    rm -rf "$results"
}
export -f limit_of one worker kill_session
export here results

start_workers() {
    local number
    for ((number = 1; number <= jobs; number++)); do
        setsid bash -c 'worker "$1"' worker "$number" &
    done
}

[ $# != 0 ] || set -- '*'
for selector in "$@"; do
    select_cases "$selector"
    [ -s "$results/selected" ] || fail "no test is called: $selector"
    cat "$results/selected" >>"$results/all"
done
awk '!seen[$0]++ { print NR, $0 }' "$results/all" >"$results/cases"
tree_before=$(cd "$here" && git status --porcelain 2>/dev/null)
# Workers say what fails; at the end of the last their pipe ends, too.
while read -r -t 1 line || [ $? -gt 128 ]; do
    [ -z "$line" ] || echo "  $line"
    end_late_cases
done < <(start_workers)

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
            [ "$status" != lost ] || echo "the shell that ran it died"
            [ ! -f "$file.late" ] || cat "$file.late"
            [ ! -f "$file.log" ] || head -c 6000 "$file.log"
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
