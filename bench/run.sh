#!/usr/bin/env bash
# Measures chanc beside Go and beside C with threads: run.sh [WORKLOAD]...
#
# Every program is run RUNS times (5), the sides in turn; a figure is the median. Before and after
# each run two pinned threads must get done nearly twice what one does; a run between checks of which
# one fails is thrown away and repeated, up to TRIES times (4), then kept and its figure marked.
#
#   GO=PROGRAM   the Go to compare with, else `go` on the path; without any, its columns are empty
#   CC=PROGRAM   compiles the programs with threads
#
# Writes $BUILD/bench/: table.md, ratios.svg, machine.txt, runs.tsv (every single run), and, unless
# workloads are named, pieces.md: what pieces.gc measures.
set -u -o pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "$0")/.." && pwd)
here=$root/bench
BUILD=$(cd "$root" && realpath -m "${BUILD:-build}")
out=$BUILD/bench
RUNS=${RUNS:-5}
TRIES=${TRIES:-4}
CC=${CC:-cc}
GO=${GO:-go}
chanc=$BUILD/chanc

die() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

# --- building ------------------------------------------------------------------------------------

# Go without modules, without the network, and with its cache under $BUILD.
run_go() {
    env GO111MODULE=off GOTOOLCHAIN=local GOPROXY=off GOFLAGS= GOPATH="$out/go" \
        GOCACHE="$out/go-cache" "$GO" "$@"
}

build() { # workload
    "$chanc" -O2 "$here/$1.gc" -o "$out/bin/$1.chanc" || die "$1.gc does not compile"
    if [ -n "$GO" ]; then
        run_go build -o "$out/bin/$1.go" "$here/$1.go" "$here/bench.go" || die "$1.go does not compile"
    fi
    if [ -f "$here/$1_threads.c" ]; then
        "$CC" -O2 -pthread "$here/$1_threads.c" -o "$out/bin/$1.threads" || die "$1_threads.c does not compile"
    fi
}

# The table's lines `name|label|unit|aim` of the workloads that are asked for; all without arguments.
select_workloads() {
    awk -F ' *[|] *' -v OFS='|' -v wanted=" $* " '
        !/^#/ && NF == 4 && (wanted == "  " || index(wanted, " " $1 " ")) { $1 = $1; print }
    ' "$here/workloads.txt"
}

# --- measuring -----------------------------------------------------------------------------------

# Whether two cores are there. With one core nothing can be checked.
two_cores() {
    local status
    [ -z "$single" ] || return 0
    "$out/bin/cores" 1.8 >/dev/null
    status=$?
    [ $status != 2 ] || single=yes
    [ $status != 1 ]
}

# Waits a little for the second core.
wait_for_cores() {
    local i
    for ((i = 0; i < 10; i++)); do
        two_cores && return
        sleep 0.1
    done
    return 1
}

# Adds one run to runs.tsv: workload, side, value, ok or disturbed.
measure() { # workload side
    local try value
    for ((try = 0; try < TRIES; try++)); do
        wait_for_cores || [ $try = $((TRIES - 1)) ] || continue
        value=$(timeout 120 "$out/bin/$1.$2") || die "$1 failed for $2"
        two_cores || continue
        printf '%s\t%s\t%s\tok\n' "$1" "$2" "${value%% *}" >>"$out/runs.tsv"
        return
    done
    printf '%s\t%s\t%s\tdisturbed\n' "$1" "$2" "${value%% *}" >>"$out/runs.tsv"
}

measure_all() { # workload
    local run side
    for ((run = 0; run < RUNS; run++)); do
        for side in go chanc threads; do
            [ ! -x "$out/bin/$1.$side" ] || measure "$1" $side
        done
    done
}

# Measures the pieces, and prints them as a table.
measure_pieces() {
    local run
    "$chanc" -O2 -pthread "$here/pieces.gc" -o "$out/bin/pieces" || die "pieces.gc does not compile"
    for ((run = 0; run < RUNS; run++)); do
        wait_for_cores
        timeout 120 "$out/bin/pieces" || die "pieces failed"
    done | sed 's/ ns per op: /\t/' | sort -t $'\t' -k 2,2 -k 1,1g | awk -F '\t' '
        BEGIN { print "| piece | ns |\n|---|--:|"; fflush() }
        { value[$2, ++n[$2]] = $1 }
        END {
            for (what in n)
                printf "| %s | %.1f |\n", what, value[what, int((n[what] + 1) / 2)] | "sort -t \"|\" -k 3,3n"
        }'
}

# --- telling -------------------------------------------------------------------------------------

# The medians: workload, side, value, how many of its runs were disturbed.
medians() {
    sort -t $'\t' -k 1,2 -k 3,3g "$out/runs.tsv" | awk -F '\t' -v OFS='\t' '
        function flush() {
            if (n) print workload, side, n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2, bad
            n = bad = 0
        }
        workload != $1 || side != $2 { flush(); workload = $1; side = $2 }
        { v[++n] = $3; bad += $4 != "ok" }
        END { flush() }'
}

machine() {
    local model
    model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
    echo "date:    $(date -u '+%Y-%m-%d %H:%M UTC')"
    echo "chanc:   $("$chanc" --version | head -n 1), $(git -C "$root" describe --always --dirty 2>/dev/null || echo no git)"
    echo "CPU:     ${model:-unknown}, $(nproc) cores of $(uname -m)"
    echo "memory:  $(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)"
    echo "kernel:  $(uname -sr)"
    echo "C:       $("${CHANC_CC:-cc}" --version | head -n 1)"
    echo "threads: $("$CC" --version | head -n 1)"
    [ -z "$GO" ] || echo "Go:      $(run_go version)"
    echo "load:    $(cut -d ' ' -f 1-3 /proc/loadavg) at the start"
}

GO=$(command -v "$GO") || {
    GO=
    echo 'bench: there is no Go (Debian: golang-go; or GO=PROGRAM): its columns stay empty' >&2
}
[ -x "$chanc" ] || die "$chanc is not built: run make"
mapfile -t workloads < <(select_workloads "$@")
[ ${#workloads[@]} != 0 ] || die "no such workload: $*"

rm -rf "${out:?}/bin" "$out/runs.tsv"
mkdir -p "$out/bin"
single=
"$CC" -O2 -pthread "$here/cores.c" -o "$out/bin/cores" || die "cores.c does not compile"
machine | tee "$out/machine.txt"
for line in "${workloads[@]}"; do build "${line%%|*}"; done
for line in "${workloads[@]}"; do
    [ ! -t 2 ] || printf '\r\033[K%s ' "${line%%|*}" >&2
    measure_all "${line%%|*}"
done
[ ! -t 2 ] || printf '\r\033[K' >&2
echo "load:    $(cut -d ' ' -f 1-3 /proc/loadavg) at the end" | tee -a "$out/machine.txt"
[ -z "$single" ] || echo "only one core was there: no figure is checked for a second" | tee -a "$out/machine.txt"

printf '%s\n' "${workloads[@]}" >"$out/workloads"
medians | awk -f "$here/table.awk" - "$out/workloads" >"$out/table.tsv"
awk -f "$here/markdown.awk" "$out/table.tsv" | tee "$out/table.md"
awk -f "$here/plot.awk" "$out/table.tsv" >"$out/ratios.svg"
[ $# != 0 ] || {
    echo
    measure_pieces | tee "$out/pieces.md"
}
echo "written to $out: table.md, ratios.svg, machine.txt, runs.tsv, pieces.md"
