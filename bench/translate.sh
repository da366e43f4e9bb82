#!/usr/bin/env bash
# Measures the translator: bench/translate.sh [LINES]...   (1000 and 100000 without)
#
# For generated programs of so many lines: how fast they are translated, with all checks (CPU time, so
# that what else the machine does counts little; medians of RUNS), how much memory that takes for a
# byte of the source, and which share it is of what the C compiler takes for `-O2 -c` of the output.
# What is the same for all files is told apart, as what the shortest of these programs costs, which has each
# construct once: starting, and the parser's tables. Writes $BUILD/bench/translate.md.
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

# The bytes of a program, and what its translation costs.
translated() { # lines
    local source=$out/program$1.gc
    awk -v lines="$1" -f "$here/generate.awk" >"$source"
    echo "$(stat -c %s "$source") $(cost "$chanc" --emit-c "$source" -o "$out/program$1.c")"
}

row() { # lines
    local translating compiling
    translating=$(translated "$1") || exit 1
    compiling=$(RUNS=1 cost "$CC" -O2 -I"$BUILD/include" -c "$out/program$1.c" -o "$out/program.o") || exit 1
    echo "$1 $translating $compiling $least" | awk '{
        bytes = $2 - $7
        printf "| %d | %.1f KB | %.2f ms | %.1f MB/s | %.1f | %.2f s | %.2f %% |\n", $1, $2 / 1e3,
            $3 * 1e3, bytes / ($3 - $8) / 1e6, ($4 - $9) * 1024 / bytes, $5, 100 * $3 / $5
    }'
}

[ -x "$chanc" ] || die "$chanc is not built: run make"
mkdir -p "$out"
"$CC" -O2 "$here/usage.c" -o "$out/usage" || die "usage.c does not compile"
least=$(translated 10) || exit 1
[ $# != 0 ] || set -- 1000 100000

{
    echo '| lines | source | translation | speed | memory, bytes a source byte | `cc -O2 -c` of the output | share |'
    echo '|--:|--:|--:|--:|--:|--:|--:|'
    for lines in "$@"; do row "$lines" || exit 1; done
    echo "$least" | awk '{ printf "\nOf that the first %.1f KB, with each construct once, take %.2f ms and %.1f MB; ", $1 / 1e3,
        $2 * 1e3, $3 * 1024 / 1e6; print "speed and memory are those of the rest." }'
} | tee "$out/../translate.md"
