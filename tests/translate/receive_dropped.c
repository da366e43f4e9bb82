#include <chanc.h>
#line 1 "receive_dropped.gc"
struct pair { int a, b; };

void drain(chanc_chan *c, chanc_chan *d, chanc_chan *e, int a)
{
    int i;
    for (i = 0, chanc_recv(c, 0, CHANC_AT); i < 3; i++, chanc_recv(d, 0, CHANC_AT)) ;
    a++, chanc_recv(c, 0, CHANC_AT);
    a++, (a--, chanc_recv(d, 0, CHANC_AT));
    a ? chanc_recv(c, 0, CHANC_AT) : chanc_recv(c, 0, CHANC_AT);
    a ? (a++, chanc_recv(c, 0, CHANC_AT)) : a > 1 ? chanc_recv(d, 0, CHANC_AT) : (chanc_recv(d, 0, CHANC_AT));
    (a ? chanc_recv(e, 0, CHANC_AT) : chanc_recv(e, 0, CHANC_AT));
    (void)(a ? *(int *)chanc_recv(c, &(int){0}, CHANC_AT) : 0);
    for ((void)(a && *(int *)chanc_recv(c, &(int){0}, CHANC_AT)); a < 9; (void)(a || *(int *)chanc_recv(c, &(int){0}, CHANC_AT) || (a++, *(int *)chanc_recv(c, &(int){0}, CHANC_AT)))) (void)(a ? a : i ? /* or */ 1 : *(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    (void)(a ? (a++, i && *(int *)chanc_recv(c, &(int){0}, CHANC_AT)) : (chanc_recv(c, 0, CHANC_AT), 0));
    a = (i++, *(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    a = a ? *(int *)chanc_recv(c, &(int){0}, CHANC_AT) : *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    a = __extension__({ i++, *(int *)chanc_recv(c, &(int){0}, CHANC_AT); });
}
