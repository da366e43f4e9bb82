#include <chanc.h>
#line 1 "operator_arguments.gc"
/* Operators that macros take as arguments: `<--` is no receive there. */
#include "operator_arguments_plain.h"
#define COMPARE(a, operator, b) ((a)operator(b))

int count(chanc_chan *c, int n)
{
    int less = COMPARE(1, <--, n);
    less += OF_HEADER(1, <--, n);
    chanc_send(c, &(int){COMPARE(n, <, 2)}, CHANC_AT);
    return less;
}
