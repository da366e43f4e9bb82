#include <chanc.h>
#line 1 "nil_switch.gc"
/* Nothing before the first case of a switch runs: a value there would be for nobody, and gcc says so. */
int f(chanc_chan *c, int n)
{
    switch (n) {
        chanc_chan *unreached, **pointer;
    case 1: {
        chanc_chan *starts_nil = 0;
        unreached = starts_nil = c;
        return unreached == starts_nil;
    }
    default:
        switch (n) {
        again:;
            chanc_chan *after_label = 0;
            pointer = &after_label;
            if (pointer) goto again;
        }
        chanc_chan *after = 0;
        return after == c;
    }
}
