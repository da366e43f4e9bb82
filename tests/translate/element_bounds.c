#include <chanc.h>
#line 1 "element_bounds.gc"
// Bounds that only the compiler can reckon count as equal; it cannot be asked before the function what they mean in it.
#define THREE 3
typedef int (*three)[THREE];

void bounds(int n, chanc_chan *a, chanc_chan *b, chanc_chan *c)
{
    a = b;
    b = c;
#define LOCAL 3
    chanc_chan *d = a;
    chanc_chan *e = a;
    struct local {
        int member[3];
    };
    chanc_chan *f = b;
    (void)n;
    (void)d;
    (void)e;
    (void)f;
}

void quotes(chanc_chan *a, chanc_chan *b)
{
    a = b;
    (void)a;
}

#define N 3
extern chanc_chan *earlier;
#undef N
#define N 5
extern chanc_chan *later;
void redefined(void)
{
    later = earlier;
}

int chosen(chanc_chan *a, chanc_chan *b)
{
    return _Generic(a, default: 1, chanc_chan (*(*)[1])(void): 2) +
           _Generic(b, default: 1, chanc_chan (*(*)[1])(void): 2);
}
