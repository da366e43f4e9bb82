#include <chanc.h>
#line 1 "declared_in_any_order.gc"
// What a macro declares whose arguments are a name and a channel's type, with storage classes, initialisers, further names.
#include <chanc.h>
typedef int t;
#define NAMED(n, T) T n
#define POINTER(n, T) T *n
#define POINTED(T, n) T *n
#define ARRAY(n, T, size) T n[size]
#define CALLED(n, R, P) R (*n)(P)
#define ROUND(n, T) T (n)
#define SIZED(size, T, n) T n[size]
#define MEMBER(n, T) T n;
#define MEMBERS t m10, m11
#define SEVERAL(T, ...) T __VA_ARGS__
#define BOTH(n, T, m, U) T n; U m
NAMED(a1, chanc_chan *), *a2, **a3;
static NAMED /* two */ (b1, chanc_chan *), *b2[2];
extern NAMED(c1, chanc_chan *);
static POINTER(d1, chanc_chan *) = 0, *d2 = 0;
_Thread_local POINTER(e1, chanc_chan *), *e2;
static ARRAY(f1, chanc_chan *, 2) = {0}, *f2;
static CALLED(g1, chanc_chan *, chanc_chan *) = 0;
static /* all */ POINTED(chanc_chan *, h1), *h2 // two
    ;
NAMED(i1, chanc_chan *const ) = 0;
static __attribute__((unused)) NAMED(j1, chanc_chan *) = 0, *j2;
__attribute__((unused)) POINTER(k1, chanc_chan *);
BOTH(n1, int, n2, chanc_chan *), *n3;
BOTH(n4, chanc_chan *, n5, int), n6;
struct members {
    NAMED(m1, chanc_chan *);
    NAMED(m2, chanc_chan *), *m3, **m4;
    POINTER(m5, chanc_chan *);
    NAMED(m6, chanc_chan **);
    ARRAY(m7, chanc_chan *, 3);
    CALLED(m8, void, chanc_chan *);
    MEMBER(m9, chanc_chan *)
    MEMBERS;
    POINTED(chanc_chan *, m12), *m13, **m14;
    MEMBER(m15, chanc_chan *) MEMBER(m16, chanc_chan *) int count;
};
struct { MEMBER(first, chanc_chan *) MEMBER(last, chanc_chan *) } ends;

int all(struct members *s)
{
    static NAMED(l1, chanc_chan *), *l2;
    static POINTER(l3, chanc_chan *) = {0}, *l4;
    extern NAMED(a1, chanc_chan *);
    static SIZED(2, chanc_chan *, l12), *l13[2] = {0};
    extern POINTED(chanc_chan *, a3);
    static ROUND(l14, chanc_chan *), *l15;
    ROUND(l16, chanc_chan *) = 0, **l17 = &l16;
    NAMED(l5, chanc_chan *) = 0, *l6 = 0, **l7 = &l5;
    SEVERAL(chanc_chan *, l8 = a1, *l9 = l8);
    POINTER(l10, chanc_chan *) = {0}, *l11 = 0;
    struct { int n; NAMED(m, chanc_chan *), *k; } local = {1, l9, l9};
    chanc_send(a1, &(int){1}, CHANC_AT);
    chanc_send(a2, &(int){2}, CHANC_AT);
    chanc_send(*a3, &(int){3}, CHANC_AT);
    chanc_send(b1, &(t){4}, CHANC_AT);
    chanc_send(b2[1], &(t){5}, CHANC_AT);
    chanc_send(c1, &(int){6}, CHANC_AT);
    int v = *(t *)chanc_recv(*d1, &(t){0}, CHANC_AT) + *(t *)chanc_recv(d2, &(t){0}, CHANC_AT);
    chanc_send(*e1, &(t *){&v}, CHANC_AT);
    chanc_send(e2, &(t *){&v}, CHANC_AT);
    chanc_send(f1[1], &(int){7}, CHANC_AT);
    { chanc_chan *chanc_c1 = f2; chanc_send(chanc_c1, &(int){*(int *)chanc_recv(g1(b1), &(int){0}, CHANC_AT)}, CHANC_AT); }
    chanc_send(*h1, &(t){8}, CHANC_AT);
    chanc_send(h2, &(t){9}, CHANC_AT);
    v += *(int *)chanc_recv(i1, &(int){0}, CHANC_AT);
    chanc_send(s->m1, &(t){10}, CHANC_AT);
    { chanc_chan *chanc_c2 = s->m2; chanc_send(chanc_c2, &(int){*(int *)chanc_recv(s->m3, &(int){0}, CHANC_AT)}, CHANC_AT); }
    chanc_send(*s->m4, &(int){11}, CHANC_AT);
    v += *(t *)chanc_recv(*s->m5, &(t){0}, CHANC_AT);
    chanc_send(*s->m6, &(t){12}, CHANC_AT);
    chanc_send(s->m7[0], &(t *){&v}, CHANC_AT);
    { chanc_chan *chanc_c3 = s->m9; chanc_send(chanc_c3, &(int){*(int *)chanc_recv(l12[0], &(int){0}, CHANC_AT) + *(int *)chanc_recv(l13[1], &(int){0}, CHANC_AT)}, CHANC_AT); }
    chanc_send(j2, &(int){s->m11}, CHANC_AT);
    s->m8(s->m3);
    { chanc_chan *chanc_c4 = l1; chanc_send(chanc_c4, &(int){*(int *)chanc_recv(l2, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c5 = *l3; chanc_send(chanc_c5, &(t){*(t *)chanc_recv(l4, &(t){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c6 = l5; chanc_send(chanc_c6, &(int){*(int *)chanc_recv(l6, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c7 = *l7; chanc_send(chanc_c7, &(int){*(t *)chanc_recv(l8, &(t){0}, CHANC_AT) + *(t *)chanc_recv(l9, &(t){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c8 = *l10; chanc_send(chanc_c8, &(t){*(t *)chanc_recv(l11, &(t){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c9 = l14; chanc_send(chanc_c9, &(int){*(int *)chanc_recv(l15, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c10 = s->m15; chanc_send(chanc_c10, &(int){**(t **)chanc_recv(s->m16, &(t *){0}, CHANC_AT) + s->count}, CHANC_AT); }
    { chanc_chan *chanc_c11 = ends.first; chanc_send(chanc_c11, &(t){*(int *)chanc_recv(ends.last, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c12 = *l17; chanc_send(chanc_c12, &(t *){*(t **)chanc_recv(l16, &(t *){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c13 = n2; chanc_send(chanc_c13, &(int){*(int *)chanc_recv(n3, &(int){0}, CHANC_AT) + n5 + n6}, CHANC_AT); }
    { chanc_chan *chanc_c14 = *s->m12; chanc_send(chanc_c14, &(int){*(int *)chanc_recv(s->m13, &(int){0}, CHANC_AT) + *(int *)chanc_recv(*s->m14, &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c15 = local.k; chanc_send(chanc_c15, &(t){*(t *)chanc_recv(local.m, &(t){0}, CHANC_AT)}, CHANC_AT); }
    return v;
}
