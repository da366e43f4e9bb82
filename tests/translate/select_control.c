#include <chanc.h>
#line 1 "select_control.gc"
/* break leaves the select, continue and goto the loop around it. */
void control(chanc_chan *in, chanc_chan *quit, chanc_chan *out)
{
    for (;;) {
        { chanc_case chanc_s1[2]; int chanc_v2;
#line 6 "select_control.gc"
        chanc_s1[0] = chanc_case_recv(in, &chanc_v2);
#line 14 "select_control.gc"
        chanc_s1[1] = chanc_case_recv(quit, 0);
#line 5 "select_control.gc"
        switch (chanc_select(chanc_s1, 2, CHANC_AT)) {
        case 0: { int v = chanc_v2;
            if (v == 1) continue;
            if (v == 2) break;
            switch (v) {
            case 3: break;
            default: goto done;
            }
            chanc_send(out, &(int){v}, CHANC_AT); break; }
        default: { return; }
        } }
        chanc_send(out, &(int){0}, CHANC_AT);
    }
done:
    if (in == quit)
        chanc_block(CHANC_AT);
    else
        { switch (chanc_poll(0, 0, CHANC_AT)) {
        default: { break; }
        } }
}
