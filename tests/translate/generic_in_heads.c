#include <chanc.h>
#line 1 "generic_in_heads.gc"
/* _Generic over channels where no tag may be declared: in the head of a for loop and among parameters. */
int loops(chanc_chan *c, chanc_chan *l)
{
    int n = 0;
    for (int x = _Generic(c, default: 1, chanc_chan (*(*)[1])(void): 0); x; x--) n++;
    for (int i = _Generic(l, chanc_chan (*(*)[1])(void): 1, default: 2); i; i--) n++;
    for (chanc_chan *d = _Generic(c, default: c, chanc_chan (*(*)[1])(void): l); d; d = 0) n++;
    return n;
}

void parameters(chanc_chan *c, int a[sizeof(_Generic(c, default: 1, chanc_chan (*(*)[1])(void): 3))]);
