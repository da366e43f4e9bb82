#include <chanc.h>
#line 1 "bodies_headers.gc"
// Types that macros of a plain header declare of channels among their arguments.
#include "bodies_headers_plain.h"
int close(int);

PLAIN_BOX(chanc_chan *);

void close_box(plain_box *b)
{
    chanc_close(b->held, CHANC_AT);
}
