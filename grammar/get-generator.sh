#!/usr/bin/env bash
# get-generator.sh DIR: unpacks Debian trixie's tree-sitter-cli under DIR, with the C library that it wants.
#
# Newer distributions have the generator as a package, the one this project is built on does not. apt fetches it from
# the mirror that this machine uses anyway, with lists and settings of its own under DIR: nothing is
# installed, and the system's package state is neither read for versions nor changed. DIR/tree-sitter runs it.
set -euo pipefail

release=trixie
packages=(tree-sitter-cli libc6 libgcc-s1)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

die() {
    echo "get-generator.sh: $*" >&2
    exit 1
}

# The address of the first Debian archive among apt's sources, in either of the two formats.
mirror() {
    local files
    shopt -s nullglob
    files=(/etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list)
    [ ! -f /etc/apt/sources.list ] || files+=(/etc/apt/sources.list)
    [ ${#files[@]} != 0 ] || return 1
    awk '
        FNR == 1 { deb822 = FILENAME ~ /\.sources$/ }
        deb822 && tolower($1) == "uris:" { print $2 }
        !deb822 && $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\//) { print $i; break } }
    ' "${files[@]}" | grep -m 1 '/debian/*$'
}

[ $# = 1 ] || die "usage: get-generator.sh DIR"
command -v apt-get >/dev/null || die "apt-get is needed; or set TREE_SITTER to a tree-sitter 0.22.6"
[ -r "$keyring" ] || die "$keyring is missing (package debian-archive-keyring)"
archive=$(mirror) || die "no Debian archive among apt's sources"

mkdir -p "$1"
dir=$(cd "$1" && pwd)
apt=$dir/apt
mkdir -p "$apt"/etc/{apt.conf.d,preferences.d} "$apt/state/lists/partial" "$apt/cache/archives/partial" "$apt/debs"
: >"$apt/status"
echo "deb [signed-by=$keyring] $archive $release main" >"$apt/etc/sources.list"
# Proxies and the like stay as the machine has them.
cp /etc/apt/apt.conf.d/* "$apt/etc/apt.conf.d/" 2>/dev/null || true
[ ! -f /etc/apt/apt.conf ] || cp /etc/apt/apt.conf "$apt/etc/"

private=(
    -qq
    -o "Dir::Etc=$apt/etc" -o "Dir::Etc::sourcelist=$apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
    -o "APT::Sandbox::User=$(id -un)"
)
apt-get "${private[@]}" update
(cd "$apt/debs" && apt-get "${private[@]}" download "${packages[@]}")
rm -rf "$dir/root"
mkdir "$dir/root"
for deb in "$apt"/debs/*.deb; do dpkg-deb -x "$deb" "$dir/root"; done
rm -rf "$apt"

# The program starts through the loader that came with it, so that the system's C library does not matter.
loader=$(find "$dir/root" -name 'ld-linux*.so.*' -print -quit)
libraries=$(dirname "$(find "$dir/root" -name libc.so.6 -print -quit)")
cat >"$dir/tree-sitter" <<END
#!/bin/sh
exec "$loader" --library-path "$libraries" "$dir/root/usr/bin/tree-sitter" "\$@"
END
chmod +x "$dir/tree-sitter"
