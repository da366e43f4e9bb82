#include <chanc.h>
#line 1 "bodies_letters.gc"
// Names of channels that are no words of ASCII letters.
int close(int);
chanc_chan *é;

void close_letter(void)
{
    chanc_close(é, CHANC_AT);
}
