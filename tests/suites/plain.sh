#!/usr/bin/env bash
# C is Channel C: files without channel syntax come out of `chanc --emit-c` byte for byte. Tried on
# this project's own sources and on the headers under /usr/include, of which there may be so many that only every second
# or third is taken. C++ there may be refused.
. "${BASH_SOURCE[0]%/*}/lib.sh"

parts=3
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

# Says which of some files is the first that did not come out as it is.
find_changed() { # file ...
    local file size at
    at=$(cat "$@" | cmp - "$work/out" 2>&1 | grep -oE 'byte [0-9]+')
    at=${at#byte }
    while read -r size file; do
        if [ "$at" -le "$size" ]; then
            echo "$file: changed; alone it gives:"
            "$chanc" --emit-c "$file" 2>&1 | diff "$file" - | head -n 6
            return
        fi
        at=$((at - size))
    done < <(stat -c '%s %n' "$@")
}

run() {
    local all file accepted=() bad=0
    local -A refused
    mapfile -t all < <(files "$1")
    [ ${#all[@]} != 0 ] || fail "no file to try"
    # All that is not refused comes out in one text.
    printf -- '--emit-c\t%s\n' "${all[@]}" | each >"$work/out" 2>"$work/err" || fail "status $?" "$(tail -n 20 "$work/err")"
    while IFS=$'\t' read -r _ file; do
        refused["$file"]=1
        is_cplusplus "$file" && continue
        echo "$file:"
        grep -m 4 -F "$file:" "$work/err"
        bad=1
    done < <(grep -a '^status ' "$work/err")
    for file in "${all[@]}"; do
        [ -n "${refused["$file"]+there}" ] || accepted+=("$file")
    done
    cat "${accepted[@]}" | cmp -s - "$work/out" || {
        find_changed "${accepted[@]}"
        bad=1
    }
    [ $bad = 0 ] || fail "the above did not come out as they were"
}

suite "$@"
