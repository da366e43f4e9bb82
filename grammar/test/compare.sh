#!/usr/bin/env bash
# compare.sh DIR...: do the C files under these directories have the trees that tree-sitter-c gives them?
#
# Needs what `make grammar` has fetched (generate.sh), and makes tree-sitter-c's own parser from it,
# in a form that the installed libtree-sitter reads. See compare.c for what is printed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
grammar=$(dirname "$here")
work=${BUILD:-$grammar/../build}/grammar
generator=${TREE_SITTER:-$work/generator/tree-sitter}
[ $# != 0 ] || { echo "usage: compare.sh DIR..." >&2; exit 2; }
[ -d "$work/node_modules/tree-sitter-c" ] || "$grammar/generate.sh" --check

plain=$work/plain
mkdir -p "$plain"
cp "$work/node_modules/tree-sitter-c/grammar.js" "$plain/"
generator=$(realpath "$generator")
(cd "$plain" && "$generator" generate --abi 14 --no-bindings)

cc=${CC:-cc}
"$cc" -O2 -w -c -I"$plain/src" -o "$plain/c.o" "$plain/src/parser.c"
"$cc" -O2 -w -c -I"$grammar/src" -o "$plain/parser.o" "$grammar/src/parser.c"
"$cc" -O2 -c -I"$grammar/src" -o "$plain/scanner.o" "$grammar/src/scanner.c"
"$cc" -std=c11 -D_GNU_SOURCE -O2 -o "$plain/compare" "$here/compare.c" \
    "$plain"/{c,parser,scanner}.o -ltree-sitter
find "$@" -type f -name '*.[ch]' -print | sort | "$plain/compare"
