#include <chanc.h>
#line 1 "receive_parentheses.gc"
/* Names in parentheses below a receive: operands, and types where they are typedefs. */
typedef int number;
typedef chanc_chan *ints;
typedef chanc_chan **slot;
chanc_chan *get(int n);

int operands(chanc_chan *c, chanc_chan **a, chanc_chan ***b, chanc_chan *nested, void *any, int k)
{
    int n = *(int *)chanc_recv(( c ), &(int){0}, CHANC_AT) * k + *(int *)chanc_recv((c /* x */), &(int){0}, CHANC_AT) + 1, m = (*(int *)chanc_recv((c ), &(int){0}, CHANC_AT) && k) - *(int *)chanc_recv((c), &(int){0}, CHANC_AT) - k * 2;
    n += *(int *)chanc_recv((a[0]), &(int){0}, CHANC_AT) * k + *(int *)chanc_recv((b[0][1]), &(int){0}, CHANC_AT) - k + (*(int *)chanc_recv((a[k]), &(int){0}, CHANC_AT) & k);
    n += *(int *)chanc_recv((ints)(any), &(int){0}, CHANC_AT) - k + (*(int *)chanc_recv((ints)(any), &(int){0}, CHANC_AT) && k) + *(int *)chanc_recv((chanc_chan *)(any), &(int){0}, CHANC_AT) * k;
    n += *(int *)chanc_recv(*(chanc_chan **)chanc_recv((nested), &(chanc_chan *){0}, CHANC_AT), &(int){0}, CHANC_AT) * k - *(int *)chanc_recv(*(chanc_chan **)chanc_recv((nested), &(chanc_chan *){0}, CHANC_AT), &(int){0}, CHANC_AT) - (k);
    n += *(int *)chanc_recv(*(a), &(int){0}, CHANC_AT) * k + *(int *)chanc_recv(*&(c), &(int){0}, CHANC_AT) - k + (*(int *)chanc_recv(__extension__ c, &(int){0}, CHANC_AT) & k) - *(int *)chanc_recv((get)(2), &(int){0}, CHANC_AT) * k;
    double v = *(int *)chanc_recv((c), &(int){0}, CHANC_AT) * 2.5;
    int w = *(*(char **)chanc_recv((chanc_chan *)(any), &(char *){0}, CHANC_AT)) - 1;
    return n + m + (int)v + w;
}

int types(chanc_chan **a, void **any, chanc_chan *c, int k)
{
    int n = *(int *)chanc_recv((ints)*a, &(int){0}, CHANC_AT) * k - *(int *)chanc_recv((ints)*any, &(int){0}, CHANC_AT) + *(int *)chanc_recv(*(slot)&c, &(int){0}, CHANC_AT) - k * -*(int *)chanc_recv((ints)*a, &(int){0}, CHANC_AT);
    int v = *(int *)chanc_recv((ints)*a, &(int){0}, CHANC_AT);
    int w; _Bool ok = chanc_recv_ok((ints)*any, &w, CHANC_AT);
    ok = chanc_recv_ok((ints)*a, &w, CHANC_AT);
    chanc_recv((ints)*a, 0, CHANC_AT), chanc_recv((ints)*any, 0, CHANC_AT);
    { chanc_case chanc_s1[4]; int chanc_v2; int chanc_v3;
#line 27 "receive_parentheses.gc"
    chanc_s1[0] = chanc_case_recv((ints)*a, &chanc_v2);
#line 28 "receive_parentheses.gc"
    chanc_s1[1] = chanc_case_recv((ints)*any, 0);
#line 29 "receive_parentheses.gc"
    chanc_s1[2] = chanc_case_recv((ints)*a, &chanc_v3);
#line 30 "receive_parentheses.gc"
    chanc_s1[3] = chanc_case_send((get)(k), 0); chanc_s1[3].send = &(int){1};
#line 26 "receive_parentheses.gc"
    switch (chanc_select(chanc_s1, 4, CHANC_AT)) {
    case 0: { int x = chanc_v2; n += x; break; }
    case 1: { break; }
    case 2: { w = chanc_v3; break; }
    default: { break; }
    } }
    chanc_send(*((slot)&a[0] + 1), &(int){3}, CHANC_AT);
    n += (number)(unsigned char)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) + (number)(int)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) * k + (number)(number)(unsigned)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    return n + v + w + ok;
}

struct chanc_sends_go1 { int q; };
static void chanc_sends_go1(void *) __asm__("sends.go1");
#line 42 "receive_parentheses.gc"
    static void chanc_sends_go1(void *chanc_argument) { struct chanc_sends_go1 *chanc_given = (struct chanc_sends_go1 *)chanc_argument; const int q = chanc_given->q; { { chanc_chan *chanc_c7 = (get)(2); chanc_send(chanc_c7, &(int){q}, CHANC_AT); } } }

#line 37 "receive_parentheses.gc"
int sends(chanc_chan **(*slots)(int), int q)
{
    { { chanc_chan *chanc_c4 = (get)(2); chanc_send(chanc_c4, &(int){q}, CHANC_AT); } }
    if (q) { chanc_chan *chanc_c5 = (get)(2); chanc_send(chanc_c5, &(int){q}, CHANC_AT); } else q++;
    do { chanc_chan *chanc_c6 = (get)(2); chanc_send(chanc_c6, &(int){q}, CHANC_AT); } while (0);
    chanc_go(chanc_sends_go1, &(struct chanc_sends_go1){q}, sizeof(struct chanc_sends_go1), CHANC_AT);
    { { chanc_chan *chanc_c8 = (slots)(2)[0]; chanc_send(chanc_c8, &(int){q + 1}, CHANC_AT); } }
    return q;
}

int extension(chanc_chan *c, int k)
{
    return -__extension__ (number)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) + k * __extension__ (unsigned char)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
