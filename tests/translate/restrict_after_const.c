#include <chanc.h>
#line 1 "restrict_after_const.gc"
// Qualifiers after a star, in any order, GNU's word for restrict among them.
void f(char *const __restrict p, chanc_chan *c) { chanc_send(c, &(int){*p}, CHANC_AT); }
void g(chanc_chan *c, char *p) { chanc_send(c, &(char *){p}, CHANC_AT); char *q = *(char **)chanc_recv(c, &q, CHANC_AT); (void)q; }
char *__restrict__ const *k(chanc_chan *c);
