#include <chanc.h>
#line 1 "two_results.gc"
/* Two results, new and old, kept and dropped. */
int drain(chanc_chan *in, int list[])
{
    int total = 0, i = 0;
    _Bool ok;
    int first; _Bool more = chanc_recv_ok(in, &first, CHANC_AT);
    more = chanc_recv_ok(in, 0, CHANC_AT);
    ok = chanc_recv_ok(in, &total, CHANC_AT);
    { int chanc_v1; _Bool chanc_ok2 = chanc_recv_ok(in, &chanc_v1, CHANC_AT); list[i++] = chanc_v1; ok = chanc_ok2; }
    if (ok) chanc_recv_ok(in, &total, CHANC_AT);
    int second; more = chanc_recv_ok(in, &second, CHANC_AT);
    return first + second + more + total;
}
