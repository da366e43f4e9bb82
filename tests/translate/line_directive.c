#include <chanc.h>
#line 1 "line_directive.gc"
/* The user's own #line keeps its meaning. */
void f(int n);
int before(chanc_chan *c) { return *(int *)chanc_recv(c, &(int){0}, CHANC_AT); }
#line 100 "grammar.y"
struct chanc_after_call1 { int chanc_1; };
static void chanc_after_call1(void *) __asm__("after.call1");
#line 103 "grammar.y"
    static void chanc_after_call1(void *chanc_argument) { struct chanc_after_call1 *chanc_given = (struct chanc_after_call1 *)chanc_argument; f(chanc_given->chanc_1); }

static void chanc_after_go1(void *) __asm__("after.go1");
#line 104 "grammar.y"
    static void chanc_after_go1(void *chanc_argument) { (void)chanc_argument; {
        f(__LINE__);
    } }

#line 100 "grammar.y"
int after(chanc_chan *c)
{
    chanc_send(c, &(int){__LINE__}, CHANC_AT);
    chanc_go(chanc_after_call1, &(struct chanc_after_call1){__LINE__}, sizeof(struct chanc_after_call1), CHANC_AT);
    chanc_go(chanc_after_go1, 0, 0, CHANC_AT);
#line 107 "grammar.y"
#line 200 "other.y"
    { chanc_case chanc_s1[2];
#line 201 "other.y"
    chanc_s1[0] = chanc_case_recv(c, 0);
#line 202 "other.y"
    chanc_s1[1] = chanc_case_send(c, 0); chanc_s1[1].send = &(int){__LINE__};
#line 200 "other.y"
    switch (chanc_select(chanc_s1, 2, CHANC_AT)) {
    case 0: { f(__LINE__); break; }
    default: { break; }
    } }
#line 300
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
