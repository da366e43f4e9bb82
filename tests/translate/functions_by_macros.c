#include <chanc.h>
#line 1 "functions_by_macros.gc"
/* Macros that take the name of a function and its parameters stay where they declare it. */
#define FDECL(f, p) f p

static int FDECL(sum, (chanc_chan *,
                       long)); /* over lines */
extern chanc_chan **FDECL(many, (chanc_chan *, void FDECL((*each), (chanc_chan *))));

static int sum(chanc_chan *c, long n)
{
    return (int)(*(int *)chanc_recv(c, &(int){0}, CHANC_AT) + n);
}

int call(chanc_chan *c)
{
    int FDECL(inner, (chanc_chan *));
    return sum(c, 1L) + inner(c) + *(many(0, 0) != 0 ? &(int){1} : &(int){2});
}
