#include <chanc.h>
#line 1 "typeof_nameless.gc"
// Declarators without a name in a typeof, which could be the arguments of a call as far as they begin.
typedef int t;
typedef t row[3];
__typeof__(t (*(*)(int))(chanc_chan *)) result;
__typeof__(t (**)(chanc_chan *)) twice;
__typeof__(t (*(*)[3])(chanc_chan *)) *rows;
__typeof__(t (*const *(*)(chanc_chan *))(int)) constant;
__typeof__(t (*(*(*)(int))(chanc_chan *))(chanc_chan *)) deep;
__typeof__(t (*(int))(chanc_chan *)) *of_function, *of_chan(__typeof__(t (*(chanc_chan *))(t)) *);

t f(t n, row *p, chanc_chan *c, t chan_of(t))
{
    __typeof__(t (*(*)(t *, t (*)(chanc_chan *)))(chanc_chan *)) local = 0;
    __typeof__(f(*p[0], p, c, chan_of)) v = 1;
    __typeof__(chan_of(*(t *)p)) w = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    { int chan = 1, *q = &chan; __typeof__(chan_of(*(&chan))) u = *q; w += u; }
    (void)sizeof(__typeof__(t (**(*)(int))(chanc_chan *)));
    (void)local;
    return v + w + n;
}
