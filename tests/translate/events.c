#include <chanc.h>
#line 1 "events.gc"
/* A channel of nothing. */
void events(chanc_chan *a, chanc_chan *b, int n)
{
    chanc_send(a, 0, CHANC_AT);
    chanc_recv(b, 0, CHANC_AT);
    n ? chanc_recv(a, 0, CHANC_AT) : chanc_recv(b, 0, CHANC_AT);
    (void)(void)chanc_recv(a, 0, CHANC_AT);
    _Bool ok = chanc_recv_ok(a, 0, CHANC_AT);
    if (ok) a = b;
    for (; n; chanc_recv(a, 0, CHANC_AT)) n--;
    { chanc_case chanc_s1[3];
#line 12 "events.gc"
    chanc_s1[0] = chanc_case_send(a, 0);
#line 13 "events.gc"
    chanc_s1[1] = chanc_case_recv(b, 0);
#line 15 "events.gc"
    chanc_s1[2] = chanc_case_recv(a, 0);
#line 11 "events.gc"
    switch (chanc_select(chanc_s1, 3, CHANC_AT)) {
    case 0: { break; }
    case 1: { _Bool more = chanc_s1[1].ok;
        if (more) n = 1; break; }
    default: { break; }
    } }
}
