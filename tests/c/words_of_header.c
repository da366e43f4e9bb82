/* The same with the macros in a header. */
#include "words_of_header.h"
int g(void);
int first(int n)
{
    void *labels[] = {&&fail};
    if (n) {
        go fail;
    }
    go *labels[n];
fail:
    return 1;
}
int second(int n)
{
    if (n) g(); range g();
    return 0;
}
chan { int member; };
int fourth(chan *c)
{
    chan d = *c;
    select { d.member++; }
    return (chan){1}.member + sizeof(chan) + d.member;
}
