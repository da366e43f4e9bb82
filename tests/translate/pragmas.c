#include <chanc.h>
#line 1 "pragmas.gc"
/* Pragmas and #line may stand between any two tokens. */
void f(int n);

int pragmas(chanc_chan *c, int n)
{
    while (n)
#pragma GCC diagnostic push
#pragma GCC diagnostic pop
        for (int i = 0; i < 3; i++) chanc_send(c, &(int){i}, CHANC_AT);
    n = n +
#line 100 "elsewhere.c"
        *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
#line 15 "pragmas.gc"
    { chanc_case chanc_s1[1]; int chanc_v2;
#line 16 "pragmas.gc"
    chanc_s1[0] = chanc_case_recv(c, &chanc_v2);
#line 15 "pragmas.gc"
    switch (chanc_select(chanc_s1, 1, CHANC_AT)) {
    default: { int v = chanc_v2;
#pragma GCC diagnostic push
        f(v); break; }
#pragma GCC diagnostic pop
    } }
    return n;
}
