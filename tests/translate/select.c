#include <chanc.h>
#line 1 "select.gc"
/* Every form of a case. */
int value(void);

int choose(chanc_chan *a, chanc_chan *b, chanc_chan *quit, int list[])
{
    int n = 0;
    _Bool ok;
    { chanc_case chanc_s1[7]; int chanc_v2; int chanc_v3; int chanc_v4; int chanc_v5; int chanc_v6;
#line 9 "select.gc"
    chanc_s1[0] = chanc_case_recv(a, &chanc_v2);
#line 11 "select.gc"
    chanc_s1[1] = chanc_case_recv(a, &chanc_v3);
#line 13 "select.gc"
    chanc_s1[2] = chanc_case_recv(b, &chanc_v4);
#line 14 "select.gc"
    chanc_s1[3] = chanc_case_recv(b, &chanc_v5);
#line 17 "select.gc"
    chanc_s1[4] = chanc_case_recv(a, &chanc_v6);
#line 19 "select.gc"
    chanc_s1[5] = chanc_case_send(b, 0); chanc_s1[5].send = &(int){value()};
#line 21 "select.gc"
    chanc_s1[6] = chanc_case_recv(quit, 0);
#line 8 "select.gc"
    switch (chanc_poll(chanc_s1, 7, CHANC_AT)) {
    case 0: { int v = chanc_v2;
        n = v; break; }
    case 1: { long v = chanc_v3;
        n = (int)v; break; }
    case 2: { list[n] = chanc_v4; break; }
    case 3: { int v = chanc_v5; _Bool more = chanc_s1[3].ok;
        n = v + more;
        break; }
    case 4: { n = chanc_v6; ok = chanc_s1[4].ok;
        if (!ok) return -1; break; }
    case 5: {
        n = 2; break; }
    case 6: { /* leaves */
        return n; }
    default: {
        n = 3; break; }
    } }
    return n;
}
