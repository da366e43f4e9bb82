#include <chanc.h>
#line 1 "if_0_typed_short.gc"
/* What is no statement stays as it is in an arm that is never compiled. */
void f(chanc_chan *c)
{
    chanc_send(c, &(int){1}, CHANC_AT);
#if 0
    T v := 3;
    int w := 4;
    U x := <-c;
#endif
}
