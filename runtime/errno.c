/* errno.c - where errno is at the moment, through a function that compilers may not take as
 * constant.
 *
 * The only file that does not include chanc.h, which renames the library's own function. */
#include <errno.h>

int *chanc_errno_location(void) __attribute__((visibility("default")));

int *chanc_errno_location(void) {
    return &errno;
}
