#include <chanc.h>
#line 1 "send_order.gc"
/* Where both sides may have effects the channel is evaluated first. */
chanc_chan *channel(void);
int value(void);
struct node {
    chanc_chan *out;
};

void send(struct node *p, chanc_chan **list, int i)
{
    { chanc_chan *chanc_c1 = channel(); chanc_send(chanc_c1, &(int){value()}, CHANC_AT); }
    { chanc_chan *chanc_c2 = list[i++]; chanc_send(chanc_c2, &(int){i}, CHANC_AT); }
    { chanc_chan *chanc_c3 = p->out; chanc_send(chanc_c3, &(int){value()}, CHANC_AT); }
    { chanc_chan *chanc_c4 = channel(); chanc_send(chanc_c4, &(int){1}, CHANC_AT); }
    chanc_send(list[2], &(int){p->out == list[i]}, CHANC_AT);
}
