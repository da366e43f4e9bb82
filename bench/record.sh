#!/usr/bin/env bash
# Puts what was measured last into docs/: the tables and the machine into performance.md, between the
# comments that name them, and the plot beside it.
set -eu -o pipefail
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "$0")/.." && pwd)
measured=$(cd "$root" && realpath -m "${BUILD:-build}")/bench
page=$root/docs/performance.md

# Replaces what stands between `<!-- NAME -->` and `<!-- end of NAME -->`.
fill() { # name file
    [ -f "$2" ] || {
        echo "bench: there is no $2; left as it is" >&2
        return 0
    }
    awk -v name="$1" -v file="$2" '
        $0 == "<!-- end of " name " -->" { filling = 0 }
        !filling { print }
        $0 == "<!-- " name " -->" { filling = 1; while ((getline line < file) > 0) print line }
    ' "$page" >"$page.new"
    mv "$page.new" "$page"
}

{ echo '```text'; cat "$measured/machine.txt"; echo '```'; } >"$measured/machine.md"
fill machine "$measured/machine.md"
fill table "$measured/table.md"
fill pieces "$measured/pieces.md"
fill translation "$measured/translate.md"
cp "$measured/ratios.svg" "$root/docs/performance.svg"
