#!/usr/bin/env bash
# Measures the translator on years of C: bench/translate_old.sh DIRECTORY...
#
# Every C file of 20 KB or more under the directories gets a function with a channel at its end, and is translated, RUNS
# times (3). Prints how many there are, how much text, the CPU time of it all by the median for each file, and the speed.
# Those that are refused, since the text does not parse where the channel stands, are told apart.
set -u -o pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
BUILD=$(cd "$root" && realpath -m "${BUILD:-build}")
RUNS=${RUNS:-3}
chanc=$BUILD/chanc
[ $# != 0 ] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 2; }
[ -x "$chanc" ] || { echo "bench: $chanc is not built: run make" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/chanc-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"${CC:-cc}" -O2 "$root/bench/usage.c" -o "$work/usage" || exit 1

# Bytes, and the median of CPU seconds; or the bytes alone of a file that is refused.
cost() { # file
    local text=$work/text.gc run
    { cat "$1" && printf '\nvoid chanx_last(chan int chanx_c)\n{\n    chanx_c <- 1;\n}\n'; } >"$text"
    stat -c %s "$text" | tr '\n' ' '
    for ((run = 0; run < RUNS; run++)); do
        "$work/usage" "$chanc" --emit-c -I"$(dirname "$1")" "$text" -o "$work/out.c" 2>/dev/null || break
    done | sort -k 2,2g | awk '{ cpu[NR] = $2 } END { print NR ? cpu[int((NR + 1) / 2)] : "" }'
}

find "$@" -name '*.c' -size +19k -print0 | while IFS= read -r -d '' file; do cost "$file"; done | awk '
    NF < 2 { refused++; next }
    { files++; bytes += $1; cpu += $2 }
    END {
        if (files) printf "%d files, %.1f MB, %.2f s: %.1f MB/s\n", files, bytes / 1e6, cpu, bytes / 1e6 / cpu
        if (refused) printf "%d more are refused\n", refused
    }'
