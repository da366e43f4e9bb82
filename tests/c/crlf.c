#include <stdio.h>
/* CRLF
   everywhere */
#define go(x) \
    (x)
int chan(int a, int b)
{
    // <-chan
    a <- b;
    return a<-b \
        + go(1);
}
