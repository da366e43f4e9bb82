#!/usr/bin/env bash
# Real C must come out as it went in: runs `chanc --emit-c` over every .c and .h file under some
# directories and compares byte for byte.
#
#   BUILD=build tests/corpus/unchanged.sh DIRECTORY...
#
# Prints a line for each file that failed, then a table: a line for each directory with its files,
# lines, failures and seconds. Status 1 if anything failed. SECONDS_EACH limits the time for a file.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
chanc=$(cd "$root" && realpath "${BUILD:-build}/chanc")
limit=${SECONDS_EACH:-20}
[ $# != 0 ] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/chanc-corpus.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Why a status of the tool is a failure.
reason() { # status
    case $1 in
    1) echo refused ;;
    2) echo 'not read' ;;
    124 | 137) echo "still running after $limit s" ;;
    *) echo "crashed, status $1" ;;
    esac
}

# Tries one file; says what is wrong with it.
try() { # file
    local status
    timeout -k 2 "$limit" "$chanc" --emit-c "$1" -o "$work/out" 2>"$work/err"
    status=$?
    if [ $status != 0 ]; then
        echo "$1: $(reason $status): $(head -n 1 "$work/err" | cut -c 1-160)"
        return 1
    fi
    cmp -s "$1" "$work/out" && return 0
    echo "$1: changed: $(diff "$1" "$work/out" | sed -n 2p | cut -c 1-160)"
    return 1
}

total_files=0 total_failed=0
for directory; do
    files=0 failed=0 start=$SECONDS
    while IFS= read -r -d '' file; do
        files=$((files + 1))
        try "$file" || failed=$((failed + 1))
    done < <(find "$directory" -type f -name '*.[ch]' -print0 | sort -z)
    lines=$(find "$directory" -type f -name '*.[ch]' -exec cat {} + | wc -l)
    printf '%s\t%d\t%d\t%d\t%d\n' "$directory" $files "$lines" $failed $((SECONDS - start)) >>"$work/table"
    total_files=$((total_files + files)) total_failed=$((total_failed + failed))
done

{
    printf 'directory\tfiles\tlines\tfailed\tseconds\n'
    cat "$work/table"
} | expand -t 48,58,70,80
echo "$total_files files, $total_failed failed"
[ $total_failed = 0 ] && [ $total_files != 0 ]
