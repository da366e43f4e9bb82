#!/usr/bin/env bash
# C is Channel C: files without channel syntax come out of `chanc --emit-c` byte for byte. Tried on
# this project's own sources and on the headers under /usr/include, of which there may be so many that only every second
# or third is taken. C++ there may be refused.
. "${BASH_SOURCE[0]%/*}/lib.sh"

parts=8
most=2400 # of the system's headers

list() {
    echo project
    seq -f 'system-%g' $parts
}

# Prints the files of a case; the system's headers are dealt out in turn.
files() {
    case $1 in
    project) (cd "$root" && git ls-files -c -o --exclude-standard '*.c' '*.h' | sed "s|^|$root/|") ;;
    system-*) system_headers | awk -v "n=${1#system-}" -v "of=$parts" 'NR % of == n % of' ;;
    esac
}

system_headers() {
    find /usr/include -path '*/c++' -prune -o -path '*/llvm*' -prune -o -name '*.h' -type f -print | sort |
        awk -v "most=$most" '{ file[NR] = $0 }
            END { step = int((NR + most - 1) / most); for (i = 1; i <= NR; i += step) print file[i] }'
}

is_cplusplus() { # file
    grep -qE '^[[:space:]]*(template[[:space:]]*<|namespace[[:space:]{]|class[[:space:]]|using[[:space:]])' "$1"
}

run() {
    local file status count=0 bad=0
    while read -r file; do
        count=$((count + 1))
        "$chanc" --emit-c "$file" -o "$work/out" 2>"$work/err"
        status=$?
        if [ $status = 1 ] && is_cplusplus "$file"; then
            continue
        elif [ $status != 0 ]; then
            echo "$file: status $status:"
            head -n 4 "$work/err"
            bad=$((bad + 1))
        elif ! cmp -s "$file" "$work/out"; then
            echo "$file: changed:"
            diff "$file" "$work/out" | head -n 6
            bad=$((bad + 1))
        fi
    done < <(files "$1")
    [ $count != 0 ] || fail "no file to try"
    [ $bad = 0 ] || fail "$bad of $count files did not come out as they were"
}

suite "$@"
