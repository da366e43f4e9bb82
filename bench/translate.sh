#!/usr/bin/env bash
# Measures the translator: bench/translate.sh [LINES]...   (1000 and 100000 without)
#
# For generated programs of so many lines: how fast they are translated, with all checks (CPU time, so
# that what else the machine does counts little; medians of RUNS), how much memory that takes for a
# byte of the source, and which share it is of what the C compiler takes for `-O2 -c` of the output.
# What the tool costs for an empty file is told apart. Writes $BUILD/bench/translate.md.
set -u -o pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "$0")/.." && pwd)
here=$root/bench
BUILD=$(cd "$root" && realpath -m "${BUILD:-build}")
out=$BUILD/bench/translate
RUNS=${RUNS:-5}
CC=${CC:-cc}
chanc=$BUILD/chanc

die() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

# Median CPU seconds and memory in KiB of a command that is run RUNS times.
cost() { # command ...
    local run
    for ((run = 0; run < RUNS; run++)); do
        "$out/usage" "$@" || die "failed: $*"
    done | sort -k 2,2g | awk '{ cpu[NR] = $2; if ($3 > memory) memory = $3 }
        END { print cpu[int((NR + 1) / 2)], memory }'
}

row() { # lines
    local source=$out/program$1.gc output=$out/program$1.c translating compiling
    awk -v lines="$1" -f "$here/generate.awk" >"$source"
    translating=$(cost "$chanc" --emit-c "$source" -o "$output") || exit 1
    compiling=$(RUNS=1 cost "$CC" -O2 -I"$BUILD/include" -c "$output" -o "$out/program.o") || exit 1
    echo "$1 $(stat -c %s "$source") $translating $compiling $empty" | awk '{
        printf "| %d | %.1f KB | %.2f ms | %.1f MB/s | %.1f | %.2f s | %.2f %% |\n", $1, $2 / 1e3,
            $3 * 1e3, $2 / ($3 - $7) / 1e6, ($4 - $8) * 1024 / $2, $5, 100 * $3 / $5
    }'
}

[ -x "$chanc" ] || die "$chanc is not built: run make"
mkdir -p "$out"
"$CC" -O2 "$here/usage.c" -o "$out/usage" || die "usage.c does not compile"
: >"$out/empty.gc"
empty=$(cost "$chanc" --emit-c "$out/empty.gc" -o "$out/empty.c") || exit 1
[ $# != 0 ] || set -- 1000 100000

{
    echo '| lines | source | translation | speed | memory, bytes a source byte | `cc -O2 -c` of the output | share |'
    echo '|--:|--:|--:|--:|--:|--:|--:|'
    for lines in "$@"; do row "$lines" || exit 1; done
    echo "$empty" | awk '{ printf "\nOf that an empty file takes %.2f ms and %.1f MB; speed and memory are without it.\n",
        $1 * 1e3, $2 * 1024 / 1e6 }'
} | tee "$out/../translate.md"
