#!/bin/sh
# Prints the configurations in which programs are tried: the back ends that the runtime has, fibers
# with few and with many workers. The sanitizers follow fibers only if the runtime tells them of each
# switch. Other processors have no fibers.
cd "$(dirname "$0")/.." || exit 1
echo threads
case $(uname -m) in
x86_64 | aarch64) ;;
*) exit 0 ;;
esac
if [ -z "${SANITIZE:-}" ] || grep -q __sanitizer_start_switch_fiber runtime/*.[chS]; then
    printf 'fibers-%s\n' 1 2 8
fi
