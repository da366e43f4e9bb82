#include <chanc.h>
#line 1 "arms_together.gc"
/* Many arms of one #if: those that are complete in themselves are read together, each as it is read alone. */
typedef chanc_chan *T;
extern chanc_chan *e;
#if A
static void send(chanc_chan *c) { chanc_send(c, &(int){1}, CHANC_AT); }
#elif B
static void send(chanc_chan *c) { chanc_send(c, &(int){2}, CHANC_AT); }
#elif C
static void send(chanc_chan *c) { chanc_send(e, &(int){3}, CHANC_AT); chanc_send(c, &(int){3}, CHANC_AT); }
#else
static void send(chanc_chan *c) { chanc_send(c, &(int){4}, CHANC_AT); }
#endif

/* What agrees with arms of which a version has to show one. */
#if D
extern chanc_chan *g;
#elif E
extern chanc_chan *g;
#else
extern chanc_chan *g;
#endif

void f(chanc_chan *c, int n)
{
#if D
    chanc_send(g, &(int){1}, CHANC_AT);
#elif E
    chanc_send(g, &(long){2}, CHANC_AT);
#else
    chanc_send(g, &(char){3}, CHANC_AT);
#endif
    send(c);
#if A
    if (n > 1) chanc_send(c, &(int){1}, CHANC_AT);
#elif B
    for (int v; chanc_next(c, &v, CHANC_AT);) { n += v; }
#elif C
    while (n > 0) n = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
#if F
    { chanc_case chanc_s1[2]; int chanc_v2; chanc_s1[0] = chanc_case_recv(c, &chanc_v2); chanc_s1[1] = chanc_case_send(c, &(int){1}); switch (chanc_select(chanc_s1, 2, CHANC_AT)) { case 0: { int v = chanc_v2; n = v; break; } default: { break; } } }
#elif G
    { int v = *(int *)chanc_recv(c, &v, CHANC_AT); n = v; }
#else
    return;
#endif
#else
    n = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
#endif
    chanc_send(c, &(int){n}, CHANC_AT);
}

/* What reads as an expression declares something. */
void h(void)
{
#if K
    chanc_send(e, &(int){1}, CHANC_AT);
#elif L
    T (e) = 0;
    chanc_send(e, &(long){2}, CHANC_AT);
#elif M
    chanc_send(e, &(int){3}, CHANC_AT);
#else
    chanc_send(e, &(int){4}, CHANC_AT);
#endif
}

/* Macros that only the arms name which define them. */
void m(chanc_chan *c, int x)
{
#if A
#define AMOUNT 1
    chanc_send(c, &(int){AMOUNT}, CHANC_AT);
#elif B
#define AMOUNT x
    chanc_send(c, &(int){AMOUNT}, CHANC_AT);
#elif C
#define AMOUNT (x + 1)
    if (AMOUNT > 2) chanc_send(c, &(int){AMOUNT}, CHANC_AT);
#endif
    chanc_send(c, &(int){x}, CHANC_AT);
}
