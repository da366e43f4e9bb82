#include <chanc.h>
/* Without #line. */
int receive(chanc_chan *c)
{
    int v; _Bool ok = chanc_recv_ok(c, &v, CHANC_AT);
    return ok ? v : 0;
}
