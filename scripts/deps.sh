#!/bin/sh
# Installs the Debian packages that are missing, and only those: deps.sh build|test|lint ...
# Quick and silent when nothing is missing; through sudo when not root.
set -u

build="gcc libc6-dev libtree-sitter-dev uthash-dev libjansson-dev"
test="g++ clang git libcmocka-dev perl pkg-config"
if [ "$(uname -m)" = x86_64 ]; then
    test="$test gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"
fi
lint="clang-format clang-tidy cppcheck shellcheck"

wanted=
for set in "$@"; do
    case $set in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    lint) wanted="$wanted $lint" ;;
    *) echo "deps.sh: no such set of packages: $set" >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    # Not Debian: the compiler will say what is missing.
    exit 0
fi
missing=
installed=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' $wanted 2>/dev/null)"
for package in $wanted; do
    case $installed in
    *" $package:installed "*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

give_up() {
    echo "chanc needs these Debian packages, and $1:" >&2
    echo "   $missing" >&2
    echo "Install them with:" >&2
    echo "    apt-get install$missing" >&2
    exit 1
}

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    give_up "there is neither root nor sudo to install them"
fi

echo "Installing Debian packages:$missing"
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $missing
}
# A fresh machine has no package lists: fetch them only when the first try fails.
install >/dev/null 2>&1 || { $as_root apt-get update -q && install; } ||
    give_up "installing them failed"
