#include <chanc.h>
#line 1 "range_typedef.gc"
// A type called range takes nothing from loops: no C has a type in their place.
typedef struct {
    int low, high;
} range;
static range whole[2] = {{0, 1}, {1, 2}};

int sum(chanc_chan *c, chanc_chan *ranges)
{
    int n = 0, v;
    while (chanc_next(c, &v, CHANC_AT)) n += v;
    for (int w; chanc_next(c, &w, CHANC_AT);) n += w;
    for (range r = {0, 3}; r.low < r.high; r.low++) n += r.low;
    for (range r; chanc_next(ranges, &r, CHANC_AT);) n += r.high;
    while (chanc_next(c, 0, CHANC_AT)) n++;
    range one = *(range *)chanc_recv(ranges, &(range){0}, CHANC_AT);
    return n + one.low + (int)sizeof(range) + whole[1].high;
}
