#include <chanc.h>
#line 1 "macros_convert.gc"
/* What only the compiler knows of a conversion in a macro's use is left to it. */
#define POINTER(T) T *
#define SAME(x) x
#define SET(a, b) ((a) = (b))
#define START(n, T, v) T n = v
void send(chanc_chan *to, int *p);
#line 9 "macros_convert.gc"
    _Static_assert(__builtin_types_compatible_p(POINTER(int), int *), "the element types POINTER(int) and int * differ");
_Static_assert(__builtin_types_compatible_p(int *, POINTER(int)), "the element types int * and POINTER(int) differ");
_Static_assert(__builtin_types_compatible_p(POINTER(int), int *), "the element types POINTER(int) and int * differ");
#line 7 "macros_convert.gc"
void convert(chanc_chan *a, chanc_chan *b, int *p)
{
    SET(a, b);
    START(c, chanc_chan *, a);
    send(SAME(c), p);
    SAME(c) = b;
}
