#include <chanc.h>
#line 1 "library.gc"
/* The library beside the syntax. */
#include <chanc.h>

struct chanc_wait_call1 { chanc_wg *chanc_1; };
static void chanc_wait_call1(void *) __asm__("wait.call1");
#line 13 "library.gc"
    static void chanc_wait_call1(void *chanc_argument) { struct chanc_wait_call1 *chanc_given = (struct chanc_wait_call1 *)chanc_argument; chanc_wg_done(chanc_given->chanc_1); }

#line 4 "library.gc"
int wait(chanc_chan *in, chanc_wg *group)
{
    { chanc_case chanc_s1[2]; int chanc_v2;
#line 7 "library.gc"
    chanc_s1[0] = chanc_case_recv(in, &chanc_v2);
#line 8 "library.gc"
    chanc_s1[1] = chanc_case_recv(chanc_after(1000), 0);
#line 6 "library.gc"
    switch (chanc_select(chanc_s1, 2, CHANC_AT)) {
    case 0: { int v = chanc_v2; return v; }
    default: { return 0; }
    } }
    chanc_chan *t = chanc_tick(5);
    chanc_recv(t, 0, CHANC_AT);
    chanc_free(t, CHANC_AT);
    chanc_go(chanc_wait_call1, &(struct chanc_wait_call1){group}, sizeof(struct chanc_wait_call1), CHANC_AT);
    chanc_wg_wait(group);
    chanc_sleep(1);
    return -1;
}
