#include <chanc.h>
#line 1 "arms_together_parts.gc"
/* Arms are not read together where their conditions are parts of those that decide about a type. */
#if !defined B || !defined A
extern chanc_chan *c;
#else
extern chanc_chan *c;
#endif
extern chanc_chan *e;

void f(void)
{
#ifdef A
    chanc_send(e, &(int){1}, CHANC_AT);
#elif C
    chanc_send(c, &(int){2}, CHANC_AT);
#else
    chanc_send(c, &(int){3}, CHANC_AT);
#endif
}
