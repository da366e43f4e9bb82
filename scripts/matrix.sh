#!/bin/sh
# Prints the configurations in which programs are tried: the back ends that the runtime has, fibers
# with few and with many workers.
cd "$(dirname "$0")/.." || exit 1
echo threads
if ls runtime/*.S >/dev/null 2>&1; then
    printf 'fibers-%s\n' 1 2 8
fi
