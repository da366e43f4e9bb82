#include <chanc.h>
#line 1 "range.gc"
/* The forms of range. */
int sum(chanc_chan *in, chanc_chan *channels, chanc_chan *events)
{
    int total = 0, last = 0;
    for (int v; chanc_next(in, &v, CHANC_AT);) total += v;
    for (int chanc_v1; chanc_next(in, &chanc_v1, CHANC_AT);) { long v = chanc_v1; {
        if (v < 0) break;
        total += (int)v;
    } }
    while (chanc_next(in, &last, CHANC_AT))
        if (last == 3) continue;
    while (chanc_next(events, 0, CHANC_AT)) total++;
    for (chanc_chan *c; chanc_next(channels, &c, CHANC_AT);)
        for (int v; chanc_next(c, &v, CHANC_AT);) total += v;
    return total + last;
}
