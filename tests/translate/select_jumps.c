#include <chanc.h>
#line 1 "select_jumps.gc"
/* A case that jumps away needs no break behind it, which compilers would take for a way out of the select. */
#define UNLESS_READY if (n)
#define ELSE else
int f(chanc_chan *a, chanc_chan *b, int n)
{
    for (;;)
        switch (n) {
        case 1:
            { chanc_case chanc_s1[2]; int chanc_v2;
#line 10 "select_jumps.gc"
            chanc_s1[0] = chanc_case_recv(a, &chanc_v2);
#line 11 "select_jumps.gc"
            chanc_s1[1] = chanc_case_recv(b, 0);
#line 9 "select_jumps.gc"
            switch (chanc_select(chanc_s1, 2, CHANC_AT)) {
            case 0: { n = chanc_v2; continue; }
            default: { return n; }
            } }
        case 2:
            { chanc_case chanc_s3[7]; int chanc_v4; int chanc_v5; int chanc_v6; int chanc_v7;
#line 15 "select_jumps.gc"
            chanc_s3[0] = chanc_case_recv(a, &chanc_v4);
#line 16 "select_jumps.gc"
            chanc_s3[1] = chanc_case_recv(a, &chanc_v5);
#line 17 "select_jumps.gc"
            chanc_s3[2] = chanc_case_recv(a, &chanc_v6);
#line 18 "select_jumps.gc"
            chanc_s3[3] = chanc_case_recv(b, &chanc_v7);
#line 19 "select_jumps.gc"
            chanc_s3[4] = chanc_case_recv(a, 0);
#line 20 "select_jumps.gc"
            chanc_s3[5] = chanc_case_recv(b, 0);
#line 25 "select_jumps.gc"
            chanc_s3[6] = chanc_case_recv(a, 0);
#line 14 "select_jumps.gc"
            switch (chanc_poll(chanc_s3, 7, CHANC_AT)) {
            case 0: { n = chanc_v4; if (n > 1) return 2; ELSE return 3; break; }
            case 1: { n = chanc_v5; UNLESS_READY return 4; break; }
            case 2: { n = chanc_v6; n++; UNLESS_READY break; break; }
            case 3: { n = chanc_v7; if (n) goto last; break; }
            case 4: { goto last; } // that is it
            case 5: {
                return 5;
#ifdef MORE
                n++;
#endif
break; }
#line 25 "select_jumps.gc"
            case 6: {
#ifdef MORE
                return 6;
#else
                n++;
#endif
break; }
#line 31 "select_jumps.gc"
            default: {
            last:
                return 7; break; }
            } }
            break;
        default: return n;
        }
}
