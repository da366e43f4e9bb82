/* `chan` is declared where only the preprocessor sees it. */
#include "words_declared.h"
typedef int T;

void f(int d)
{
    chan <- (T) d;
    chan<-(int) d;
    M (chan <-(T)d);
    (void)sizeof(chan<-(T)d);
    for (chan <- (T) d; ;) ;
}
