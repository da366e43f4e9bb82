#include <chanc.h>
#line 1 "casts_dropped.gc"
// Casts of receives as statements.
typedef void nothing;
typedef chanc_chan *ints;
struct box { chanc_chan *c; };

void dropped(chanc_chan *c, chanc_chan *cc, chanc_chan *done, struct box *p, int n)
{
    (nothing)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    (void)(nothing)*(int *)chanc_recv(p->c, &(int){0}, CHANC_AT);
    (nothing)(void)chanc_recv(done, 0, CHANC_AT);
    if (n)
        (nothing) /* a */ *(int *)chanc_recv(/* b */ c, &(int){0}, CHANC_AT);
    else
        (nothing)*(int *)chanc_recv(*(ints *)chanc_recv(cc, &(ints){0}, CHANC_AT), &(int){0}, CHANC_AT);
    chanc_recv(((ints)*(ints *)chanc_recv(cc, &(ints){0}, CHANC_AT)), 0, CHANC_AT);
}
