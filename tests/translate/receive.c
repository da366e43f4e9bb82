#include <chanc.h>
#line 1 "receive.gc"
/* A receive is an expression. */
struct item {
    struct item *next;
    int n;
};
int add(int a, int b);

int receive(chanc_chan *c, chanc_chan *items, chanc_chan *nested)
{
    chanc_recv(c, 0, CHANC_AT);
    int x = *(int *)chanc_recv(c, &(int){0}, CHANC_AT), y = -*(int *)chanc_recv(c, &(int){0}, CHANC_AT) + 1;
    x += add(*(int *)chanc_recv(c, &(int){0}, CHANC_AT), *(int *)chanc_recv(c, &(int){0}, CHANC_AT)) << (y < *(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    (*(struct item **)chanc_recv(items, &(struct item *){0}, CHANC_AT))->n = (**(struct item **)chanc_recv(items, &(struct item *){0}, CHANC_AT)).n;
    while (*(int *)chanc_recv(c, &(int){0}, CHANC_AT) && x) y++;
    return x ? *(int *)chanc_recv(*(chanc_chan **)chanc_recv(nested, &(chanc_chan *){0}, CHANC_AT), &(int){0}, CHANC_AT) : (int)sizeof *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
