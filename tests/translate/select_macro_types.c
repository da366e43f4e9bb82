#include <chanc.h>
#line 1 "select_macro_types.gc"
/* Cases that declare a pointer to what a macro or typeof makes read as products. */
#define STACK_OF(T) struct stack_of_##T
#define FIELD(x) (x).member
STACK_OF(ITEM) {
    int member;
};
int take(chanc_chan *c, chanc_chan *d, chanc_chan *e)
{
    STACK_OF(ITEM) s = {0};
    { chanc_case chanc_s1[5]; STACK_OF(ITEM) *chanc_v2; STACK_OF(ITEM) chanc_v3; STACK_OF(ITEM) *chanc_v4; int chanc_v5; int chanc_v6;
#line 11 "select_macro_types.gc"
    chanc_s1[0] = chanc_case_recv(c, &chanc_v2);
#line 12 "select_macro_types.gc"
    chanc_s1[1] = chanc_case_recv(d, &chanc_v3);
#line 13 "select_macro_types.gc"
    chanc_s1[2] = chanc_case_recv(c, &chanc_v4);
#line 14 "select_macro_types.gc"
    chanc_s1[3] = chanc_case_recv(e, &chanc_v5);
#line 15 "select_macro_types.gc"
    chanc_s1[4] = chanc_case_recv(e, &chanc_v6);
#line 10 "select_macro_types.gc"
    switch (chanc_select(chanc_s1, 5, CHANC_AT)) {
    case 0: { STACK_OF(ITEM) *q = chanc_v2; return q->member; }
    case 1: { STACK_OF(ITEM) q = chanc_v3; return q.member; }
    case 2: { __typeof__(s) *const q = chanc_v4; return q->member; }
    case 3: { FIELD(s) = chanc_v5; return s.member; }
    default: { FIELD(*&s) = chanc_v6; break; }
    } }
    for (STACK_OF(ITEM) *q; chanc_next(c, &q, CHANC_AT);) return q->member;
    return 0;
}
