#include <chanc.h>
#line 1 "types_named_in_arms.gc"
/* A name that stands for a type in one arm only: what is made of it, too, is spelt by that name. */
#ifdef POOL
int job;
#else
typedef int job;
#endif
int use(chanc_chan *c, chanc_chan *d)
{
    job v; chanc_recv(c, &v, CHANC_AT);
    chanc_send(c, &(job [1]){v}, CHANC_AT);
    int (*f)(job) = *(int (**)(job))chanc_recv(d, &f, CHANC_AT);
    return f(v);
}

int use_in_block(chanc_chan *c)
{
#ifdef POOL
    int count = 0;
#else
    typedef int count;
#endif
    chanc_chan *d = chanc_make(sizeof(int (*)(count)), 1, CHANC_AT);
    for (int (*f)(count); chanc_next(d, &f, CHANC_AT);) chanc_send(c, &(int){f(1)}, CHANC_AT);
    return 0;
}
