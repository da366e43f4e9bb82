/* Lines spliced \
   anywhere. */
#include <std\
io.h>
#define go(x) \
    do { \
        (x) <- 1; \
    } while (0)
ch\
ar *te\
xt = "<\
-ch\
an";
int f(int a, int ch\
an)
{
    a <\
- chan;
    a <\
\
-\
chan;
    a = a<\
-chan; // a comment \
    chan int c; c <- 1; \
    go { }
    /\
* chan int c; *\
/ ret\
urn a /\
/ chan int c
    < - 1;
}
