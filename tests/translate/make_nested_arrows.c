#include <chanc.h>
#line 1 "make_nested_arrows.gc"
/* What chan(chan<- (T)) reads as where T is a name: a call with a comparison in it. */
typedef int number;
typedef chanc_chan *source;

void nested(void)
{
    chanc_chan *a = chanc_make(sizeof(chanc_chan *), 1, CHANC_AT);
    chanc_chan *b = chanc_make(sizeof(chanc_chan *), 0, CHANC_AT);
    chanc_chan *c = chanc_make(sizeof(chanc_chan *), 1, CHANC_AT);
    chanc_chan *d = chanc_make(sizeof(chanc_chan *), 1, CHANC_AT);
    (void)a, (void)b, (void)c, (void)d;
}

int compared(int (*chan)(int), int (*make)(int, int), int number)
{
    return make(chan(number<- (number)), 1);
}
