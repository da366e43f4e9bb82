#include <chanc.h>
#line 1 "send_order_cast.gc"
// A send's channel is evaluated before its value, which may be a cast of a receive that another goroutine waits for.
typedef int number;
static chanc_chan *to, *places[2];

void send(chanc_chan *c)
{
    { chanc_chan *chanc_c1 = to; chanc_send(chanc_c1, &(int){(number)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c2 = places[(number)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)]; chanc_send(chanc_c2, &(int){1}, CHANC_AT); }
    { chanc_case chanc_s3[1];
#line 10 "send_order_cast.gc"
    chanc_s3[0] = chanc_case_send(to, 0); chanc_s3[0].send = &(int){1 + (number)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)};
#line 9 "send_order_cast.gc"
    switch (chanc_select(chanc_s3, 1, CHANC_AT)) {
    default: { break; }
    } }
}
