#!/usr/bin/env bash
# generate.sh [--check]: makes src/parser.c and its companions from grammar.js, or says whether they differ.
#
# Nobody who builds chanc needs this: what it makes is committed. It wants node and npm, and uses
#   - tree-sitter-c, the grammar that ours extends, in the version of package.json, from npm;
#   - tree-sitter-cli 0.22.6 as Debian trixie packages it (get-generator.sh); TREE_SITTER names another.
# Other versions of either give other files. All is kept under build/grammar (BUILD names another place).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${BUILD:-$here/../build}/grammar
wanted="tree-sitter 0.22.6"
made=(parser.c grammar.json node-types.json tree_sitter/parser.h tree_sitter/alloc.h tree_sitter/array.h)

die() {
    echo "generate.sh: $*" >&2
    exit 1
}

case ${1-} in
'' | --check) ;;
*) die "usage: generate.sh [--check]" ;;
esac
for tool in node npm; do
    command -v "$tool" >/dev/null || die "$tool is needed to read grammar.js"
done
mkdir -p "$work"
work=$(cd "$work" && pwd)

# The generator.
if [ -z "${TREE_SITTER-}" ]; then
    TREE_SITTER=$work/generator/tree-sitter
    [ -x "$TREE_SITTER" ] || "$here/get-generator.sh" "$work/generator"
fi
found=$("$TREE_SITTER" --version) || die "$TREE_SITTER does not run"
case $found in
"$wanted"*) ;;
*) die "$TREE_SITTER is '$found', not '$wanted': its output would differ" ;;
esac

# The grammar below ours: unpacked where node looks for it, none of its scripts run.
version=$(node -p 'require(process.argv[1]).devDependencies["tree-sitter-c"]' "$here/package.json")
base=$work/node_modules/tree-sitter-c
if [ "$(node -p 'require(process.argv[1]).version' "$base/package.json" 2>/dev/null)" != "$version" ]; then
    rm -rf "$base"
    mkdir -p "$base"
    tarball=$(cd "$work" && npm pack --silent "tree-sitter-c@$version" | tail -n 1)
    tar -xzf "$work/$tarball" -C "$base" --strip-components=1
    rm -f "$work/$tarball"
fi

cp "$here"/{grammar,c}.js "$work/"
(cd "$work" && "$TREE_SITTER" generate --abi 14 --no-bindings)

differing=0
for file in "${made[@]}"; do
    cmp -s "$work/src/$file" "$here/src/$file" && continue
    differing=1
    if [ "${1-}" = --check ]; then
        echo "generate.sh: src/$file is not what grammar.js gives" >&2
    else
        mkdir -p "$(dirname "$here/src/$file")"
        cp "$work/src/$file" "$here/src/$file"
        echo "generate.sh: src/$file is new"
    fi
done
[ "${1-}" = --check ] && exit $differing
exit 0
