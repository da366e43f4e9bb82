#include <chanc.h>
#line 1 "generic.gc"
/* _Generic over channel types is decided before they become one type. */
int kind(chanc_chan *c, chanc_chan *in, int n)
{
    return _Generic(c, default: 1, chanc_chan (*(*)[1])(void): 2, chanc_chan (*(*)[2])(void): 3) +
           _Generic(in, chanc_chan (*(*)[1])(void): 10, default: 20) + _Generic(n, int: 100, long: 200);
}

static int of_long(int n) { return n; }
int only(chanc_chan *c, chanc_chan *l, int n)
{
    return _Generic(c, chanc_chan (*(*)[1])(void): of_long(n), default: n) +
           _Generic(l, chanc_chan (*(*)[1])(void): *(int *)chanc_recv(c, &(int){0}, CHANC_AT), chanc_chan (*(*)[2])(void): 1, default: _Generic(c, default: *(long *)chanc_recv(l, &(long){0}, CHANC_AT), chanc_chan (*(*)[1])(void): 0));
}
