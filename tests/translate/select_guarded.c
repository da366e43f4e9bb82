#include <chanc.h>
#line 1 "select_guarded.gc"
/* A case that ends in the unbraced arm of an if: what ends the case stands on a line of its own. */
int next(chanc_chan *in, chanc_chan *quit, int limit)
{
    int n = 0;

    { chanc_case chanc_s1[2]; int chanc_v2;
#line 7 "select_guarded.gc"
    chanc_s1[0] = chanc_case_recv(in, &chanc_v2);
#line 10 "select_guarded.gc"
    chanc_s1[1] = chanc_case_recv(quit, 0);
#line 6 "select_guarded.gc"
    switch (chanc_poll(chanc_s1, 2, CHANC_AT)) {
    case 0: { int v = chanc_v2;
        if (v > limit)
            n = v;
break; }
    case 1: {
#line 11 "select_guarded.gc"
        if (n == 0) n = limit;
        else {
            n = 0;
        } break; }
    default: {
        while (n < limit)
            n++;
break; }
    } }
#line 19 "select_guarded.gc"
    return n;
}
