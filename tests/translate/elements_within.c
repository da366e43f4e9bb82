#include <chanc.h>
#line 1 "elements_within.gc"
/* Types that are defined as elements of channels that are elements themselves: the definitions stay. */
__typeof__((void)sizeof(__typeof__((void)sizeof(struct deep { int d; }), (chanc_chan *)0)), (chanc_chan *)0) deeper;
__typeof__((void)sizeof(__typeof__((void)sizeof(struct within { int d; }), (chanc_chan *)0) *), (chanc_chan *)0) pointers;
__typeof__((void)sizeof(__typeof__((void)sizeof(__typeof__((void)sizeof(struct chanc_element1 { int d; }), (chanc_chan *)0)), (chanc_chan *)0)), (chanc_chan *)0) nameless;
chanc_chan *again;
__typeof__((void)sizeof(__typeof__((void)sizeof(enum chanc_element2 { RED, BLUE }), (chanc_chan *)0)), (chanc_chan *)0) colours;

int main(void) __asm__("chanc_main");

#line 8 "elements_within.gc"
int main(void) {
    struct deep d;
    struct within w = {RED};
    __typeof__((void)sizeof(__typeof__((void)sizeof(struct made { int m; }), (chanc_chan *)0)), (chanc_chan *)0) c = (void *)0;
    void *p = chanc_make(sizeof(__typeof__((void)sizeof(struct local { int l; }), (chanc_chan *)0)), 1, CHANC_AT);
    struct local l = {w.d};
    struct made m = {(int)sizeof(__typeof__((void)sizeof(__typeof__((void)sizeof(struct sized { int s; }), (chanc_chan *)0)), (chanc_chan *)0)) - (int)sizeof(struct sized)};
    deeper = chanc_make(sizeof(chanc_chan *), 1, CHANC_AT);
    { chanc_chan *chanc_c1 = deeper; chanc_send(chanc_c1, &(chanc_chan *){chanc_make(sizeof(struct deep), 1, CHANC_AT)}, CHANC_AT); }
    d = *(struct deep *)chanc_recv(*(chanc_chan **)chanc_recv(deeper, &(chanc_chan *){0}, CHANC_AT), &(struct deep){0}, CHANC_AT);
    return c && p && d.d == l.l && m.m;
}
