#include <chanc.h>
#line 1 "macro_parameters.gc"
/* Channel types among the arguments of macros that declare parameters, or spell their types. */
#define ARG(type, name) type name
#define TYPE(x) x

static int e(ARG(chanc_chan *, n))
{
    return n != 0;
}

int h(ARG(chanc_chan *, n), int x)
{
    return e(0) + (n != 0) + x;
}

extern int (*callback)(ARG(chanc_chan *, n));
void f(TYPE(chanc_chan *), TYPE(chanc_chan *), TYPE(chanc_chan *n));
void g(ARG(int, n), TYPE(chanc_chan *));
