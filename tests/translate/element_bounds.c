#include <chanc.h>
#line 1 "element_bounds.gc"
// Whether bounds are the same that only the compiler can reckon is left to it.
#define THREE 3
typedef int (*three)[THREE];

#line 7 "element_bounds.gc"
    _Static_assert(__builtin_types_compatible_p(three, int (*)[3]), "the element types three and int (*)[3] differ");
_Static_assert(__builtin_types_compatible_p(int (*)[3], int (*)[sizeof(int) - 1]), "the element types int (*)[3] and int (*)[sizeof(int) - 1] differ");
#line 5 "element_bounds.gc"
void bounds(int n, chanc_chan *a, chanc_chan *b, chanc_chan *c)
{
    a = b;
    b = c;
#define LOCAL 3
    chanc_chan *d = a;
    chanc_chan *e = a;
    (void)n;
    (void)d;
    (void)e;
}
