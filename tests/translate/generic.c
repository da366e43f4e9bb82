#include <chanc.h>
#line 1 "generic.gc"
/* _Generic over channel types is decided before they become one type. */
int kind(chanc_chan *c, chanc_chan *in, int n)
{
    return _Generic(c, default: 1) +
           _Generic(in, default: 20) + _Generic(n, int: 100, long: 200);
}
