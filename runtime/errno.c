/* errno.c - where errno is at the moment, through a function that compilers may not take as constant.
 *
 * It does not include chanc.h, which renames the library's own function. */
#include "sanitize.h"

#include <errno.h>

int *chanc_errno_location(void) __attribute__((visibility("default")));

int *chanc_errno_location(void) {
    /* To ThreadSanitizer fibers that use errno on one thread in turn would be racing for it. */
    chanc_order_acquire(&errno);
    return &errno;
}
