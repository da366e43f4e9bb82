/* The words as macros: what follows them is C, whatever it looks like. */
#include <stdio.h>
#define chan static
#define go goto
#define select do
#define range(from, to) int i = (from); i < (to); i++
#define make(chan) chan
#define func
#define len(x) (sizeof(x) / sizeof *(x))
#define cap 3

chan int hidden = 1;
chan unsigned long wide;
chan const char *text = "text";
chan int function(chan_parameter)
    int chan_parameter;
{
    if (chan_parameter) go out;
    for (range(0, cap)) hidden += i;
    select { hidden++; } while (hidden < 10);
    make(hidden) = 2;
    hidden = make (text)[0];
    func hidden++;
out:
    return hidden;
}
#undef go
#define go if (hidden)
int other(void)
{
    int list[cap];
    go { hidden = 2; }
    go printf("%d\n", hidden);
    go hidden++;
    go function(1);
    return len(list);
}
#undef chan
#undef select
#define chan(x) x
#define select
int third(int n)
{
    select { n++; }
    chan(int) declared = n;
    return chan(n) + chan (declared);
}
