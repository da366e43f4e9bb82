/* No channel syntax: the text is left as it is. */
#include <stdio.h>

int main(void)
{
    int chan = 1, go = 2;
    if (chan <-go) puts("less");
    return 0;
}
