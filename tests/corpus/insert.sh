#!/usr/bin/env bash
# Puts channel syntax at random places of real C files, translates them, and checks that every line which
# was there before is still there, in order.
#
#   BUILD=build tests/corpus/insert.sh SEED COUNT DIRECTORY...
#
# COUNT is the number of insertions a file. Prints the failures by class, each with its first example,
# then the totals. With KEEP=DIRECTORY, files that fail are kept there. With CC_CHECK=FLAGS, a file that
# the C compiler accepts with these flags when plain C is put there must be accepted after translation too; and a
# refusal where it does not is told apart.
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
chanc=$(cd "$root" && realpath "${BUILD:-build}/chanc")
[ $# -ge 3 ] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 2; }
seed=$1 each=$2
shift 2
work=$(mktemp -d "${TMPDIR:-/tmp}/chanc-insert.XXXXXX")
trap 'rm -rf "$work"' EXIT
"${CC:-cc}" -std=c11 -O1 -o "$work/insert" "$root/tests/corpus/insert.c" || exit 2

# Prints the first line of a text that the output lost; inserted lines do not count.
lost() { # text output
    awk 'NR == FNR { out[count++] = $0; next }
        /chanx_/ { next }
        { while (at < count && out[at] != $0) at++
          if (at++ >= count) { print FNR ": " $0; exit } }' "$2" "$1"
}

# Prints a line for each error: CLASS <tab> PLACE. The class is the error's name, the kind of the insertion (or
# "elsewhere") and the message without the names in it.
classify() { # text messages
    awk -v file="$3" 'NR == FNR { if ($0 ~ /chanx_/) kind[FNR] = $0; next }
        match($0, /:[0-9]+:[0-9]+: error: /) {
            split(substr($0, RSTART + 1), place, ":")
            what = "elsewhere"
            if (place[1] in kind) { what = kind[place[1]]; sub(/.*chanx_/, "", what); sub(/ .*/, "", what) }
            message = substr($0, RSTART + RLENGTH)
            gsub(/\047[^\047]*\047/, "X", message)
            print what ": " message "\t" file ":" place[1]
        }' "$1" "$2"
}

# Whether the compiler takes a file with plain C where the channel syntax would be.
takes_plain() { # file
    "$work/insert" -p "$seed" "$each" "$1" >"$work/plain.c" && compiles "$work/plain.c" "$(dirname "$1")"
}

# Where the compiler is asked: whether it takes a file, seen from the directory of the original.
compiles() { # file directory
    # shellcheck disable=SC2086  # flags are words
    "${CC:-cc}" -x c -fsyntax-only -w -I"$root/runtime" -I"$2" $CC_CHECK "$1" 2>"$work/cc"
}

failed() { # file class
    printf '%s\t%s\n' "$2" "$1" >>"$work/failures"
}

try() { # file
    local status text=$work/text.gc
    "$work/insert" "$seed" "$each" "$1" >"$text" || return
    inserted=$((inserted + $(grep -ao '/\* chanx_[a-z_]* \*/' "$text" | wc -l)))
    (cd "$(dirname "$1")" && timeout -k 2 20 "$chanc" --emit-c "$text" -o "$work/out.c" 2>"$work/err")
    status=$?
    if [ $status = 1 ] && [ -n "${CC_CHECK+set}" ] && ! takes_plain "$1"; then
        classify "$text" "$work/err" "$1" | sed 's/^/no C either way: /' >>"$work/failures"
    elif [ $status = 1 ]; then classify "$text" "$work/err" "$1" >>"$work/failures"
    elif [ $status != 0 ]; then failed "$1" "status $status"
    elif lost=$(lost "$text" "$work/out.c") && [ -n "$lost" ]; then failed "$1:$lost" "lost line"
    elif [ -n "${CC_CHECK+set}" ] && takes_plain "$1" && ! compiles "$work/out.c" "$(dirname "$1")"; then
        failed "$1: $(grep -m 1 error: "$work/cc")" "no longer compiles"
    else return 0
    fi
    [ -z "${KEEP:-}" ] || cp "$text" "$KEEP/$(basename "$1" .c).$seed.gc"
    return 1
}

files=0 bad=0 inserted=0
touch "$work/failures"
while IFS= read -r -d '' file; do
    files=$((files + 1))
    try "$file" || bad=$((bad + 1))
done < <(find "$@" -type f -name '*.c' -print0 | sort -z)

awk -F '\t' '{ if (!count[$1]++) first[$1] = $2 } END { for (c in count) printf "%6d  %s  (%s)\n", count[c], c, first[c] }' \
    "$work/failures" | sort -rn
failures=$(wc -l <"$work/failures")
echo "$files files, $bad with failures; $inserted insertions, $failures failed" \
    "($(awk -v a="$inserted" -v b="$failures" 'BEGIN { printf "%.2f", a ? 100 * (a - b) / a : 0 }') % translated)"
