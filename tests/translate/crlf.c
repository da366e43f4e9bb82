#include <chanc.h>
#line 1 "crlf.gc"
/* CRLF line ends are kept. */
void f(int n);
struct chanc_g_go1 { int n; };
static void chanc_g_go1(void *) __asm__("g.go1");
#line 8 "crlf.gc"
    static void chanc_g_go1(void *chanc_argument) { struct chanc_g_go1 *chanc_given = (struct chanc_g_go1 *)chanc_argument; const int n = chanc_given->n; {
        f(n);
    } }

#line 3 "crlf.gc"
void g(chanc_chan *c, int n)
{
    chanc_send(c, &(int){n
        + 1}, CHANC_AT);
    int v; _Bool ok = chanc_recv_ok(c, &v, CHANC_AT);
    chanc_go(chanc_g_go1, &(struct chanc_g_go1){n}, sizeof(struct chanc_g_go1), CHANC_AT);
#line 11 "crlf.gc"
    { chanc_case chanc_s1[1];
#line 12 "crlf.gc"
    chanc_s1[0] = chanc_case_send(c, &(int){2});
#line 11 "crlf.gc"
    switch (chanc_poll(chanc_s1, 1, CHANC_AT)) {
    case 0: {
        f(v); break; }
    default: {
        f(ok); break; }
    } }
#ifdef LONG
    for (int w; chanc_next(c, &w, CHANC_AT);)
        f(w);
#endif
}
