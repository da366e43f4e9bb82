#include <chanc.h>
#line 1 "nil.gc"
/* A channel variable in a block starts nil; everything else follows C. */
typedef chanc_chan *ints;

int count(ints parameter)
{
    chanc_chan *a = 0, **pointer, *list[2], *b = parameter;
    ints c = 0;
    static chanc_chan *kept;
    extern chanc_chan *elsewhere;
    pointer = &a;
    list[0] = b;
    for (chanc_chan *d = 0; !d; d = list[0])
        if (a == 0 || c) return 1;
    return *pointer != kept && kept == elsewhere;
}
