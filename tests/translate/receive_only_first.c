#include <chanc.h>
#line 1 "receive_only_first.gc"
/* Declarations that an arrow begins, where nothing before them is of channels. */
typedef int T;
chanc_chan **both(void);
chanc_chan **of_channels;
void locals(void)
{
    chanc_chan **p = of_channels;
    chanc_chan **q = 0;
    (void)p, (void)q;
}
