#include <chanc.h>
#line 1 "prototype_macros.gc"
/* Prototypes in the way of compilers that might not know them. */
#define P(args) args
#define ID(x) x
int f P((chanc_chan *c, int k));
extern int g P((chanc_chan *c));
int f(chanc_chan *c, int k)
{
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT) + (k);
}
int g(chanc_chan *c)
{
    chanc_send(c, &(int){ID((1))}, CHANC_AT);
    return 0;
}
void (*h) P((chanc_chan *)) = 0;
