#include <chanc.h>
#line 1 "statements_after_heads.gc"
/* What stands after a macro that is a head, without a semicolon, may read as a declaration or a product with it. */
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define TWICE(x) for (int x##_i = 0; x##_i < 2; x##_i++)
#define FOREVER for (;;)
#define UNLESS(x) if (!(x))
typedef struct { chanc_chan *c, **pc; } queue;
chanc_chan *get(void);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
static void chanc_after_call1(void *) __asm__("after.call1");
#line 27 "statements_after_heads.gc"
    static void chanc_after_call1(void *chanc_argument) { (void)chanc_argument; get(); }
#pragma GCC diagnostic pop

#line 9 "statements_after_heads.gc"
int after(chanc_chan *c, chanc_chan **p, queue *q, int n, int x)
{
    int v, ok;
    TWICE(n) chanc_send(*p, &(int){n}, CHANC_AT);
    FOREVER { chanc_chan *chanc_c1 = *q->pc++; chanc_send(chanc_c1, &(int){n}, CHANC_AT); }
    UNLESS(n)
    chanc_send(*p, &(int){n}, CHANC_AT);
    UNLESS(n) chanc_close(c, CHANC_AT);
    UNLESS(get()) chanc_close(get(), CHANC_AT);
    FOREVER chanc_free(c, CHANC_AT);
    UNLESS(n) ok = chanc_recv_ok(c, &v, CHANC_AT);
    FOREVER ok = chanc_recv_ok(c, &v, CHANC_AT);
    UNLESS (chanc_len(c)) return 1;
    UNLESS (chanc_len(c)) x = 1;
    UNLESS (chanc_len(c)) *p = get();
    UNLESS (chanc_len(c)) (void)n;
    UNLESS (chanc_len(c)) chanc_send(c, &(int){1}, CHANC_AT);
    UNLESS (chanc_len(c)) chanc_recv(c, 0, CHANC_AT);
    UNLESS (chanc_len(c)) chanc_go(chanc_after_call1, 0, 0, CHANC_AT);
    EACH(i, n) UNLESS (chanc_cap(c)) TWICE (x) chanc_send(*p, &(int){n}, CHANC_AT);
    return v + ok + x;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
static void chanc_otherwise_call1(void *) __asm__("otherwise.call1");
#line 39 "statements_after_heads.gc"
    static void chanc_otherwise_call1(void *chanc_argument) { (void)chanc_argument; get(); }
#pragma GCC diagnostic pop

struct chanc_otherwise_go1 { int n; chanc_chan *c; };
static void chanc_otherwise_go1(void *) __asm__("otherwise.go1");
#line 42 "statements_after_heads.gc"
    static void chanc_otherwise_go1(void *chanc_argument) { struct chanc_otherwise_go1 *chanc_given = (struct chanc_otherwise_go1 *)chanc_argument; const int n = chanc_given->n; chanc_chan *const c = chanc_given->c; {
        UNLESS (n) return;
        else chanc_send(c, &(int){n}, CHANC_AT);
    } }

#line 32 "statements_after_heads.gc"
void otherwise(chanc_chan *c, chanc_chan **p, int n)
{
    UNLESS (chanc_cap(c)) n = 1; else n = 2;
    UNLESS (chanc_cap(c)) { n = 1; } else chanc_recv(c, 0, CHANC_AT);
    UNLESS (chanc_cap(c)) { *p = c; }
    else chanc_send(*p, &(int){n}, CHANC_AT);
    UNLESS (n) *p = get(); else *p = c;
    UNLESS (n) chanc_go(chanc_otherwise_call1, 0, 0, CHANC_AT); else chanc_close(c, CHANC_AT);
    UNLESS (n) FOREVER if (n) chanc_close(c, CHANC_AT); else chanc_recv(c, 0, CHANC_AT); else n = 3;
    chanc_send(*p, &(int){n}, CHANC_AT);
    chanc_go(chanc_otherwise_go1, &(struct chanc_otherwise_go1){n, c}, sizeof(struct chanc_otherwise_go1), CHANC_AT);
#line 46 "statements_after_heads.gc"
}

struct chanc_repeated_go1 { chanc_chan *c; long v; };
static void chanc_repeated_go1(void *) __asm__("repeated.go1");
static void chanc_repeated_go1(void *chanc_argument) { struct chanc_repeated_go1 *chanc_given = (struct chanc_repeated_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; const long v = chanc_given->v; { chanc_send(c, &(int){(int)v}, CHANC_AT); } }

#line 48 "statements_after_heads.gc"
void repeated(chanc_chan *c, int n)
{
    for (int chanc_v2; chanc_next(c, &chanc_v2, CHANC_AT);) { long v = chanc_v2; EACH(j, 2) chanc_go(chanc_repeated_go1, &(struct chanc_repeated_go1){c, v}, sizeof(struct chanc_repeated_go1), CHANC_AT); }
    { chanc_chan *chanc_c3 = get(); while (chanc_next(chanc_c3, &n, CHANC_AT)) UNLESS (n) chanc_recv(c, 0, CHANC_AT); else chanc_send(c, &(int){n}, CHANC_AT); }
    if (n) { chanc_chan *chanc_c4 = get(); while (chanc_next(chanc_c4, &n, CHANC_AT)) UNLESS (chanc_len(c)) n = 1; else n = 2; }
    else FOREVER { chanc_chan *chanc_c5 = get(); for (int v; chanc_next(chanc_c5, &v, CHANC_AT);) EACH (i, v) EACH (j, i) chanc_send(c, &(int){j}, CHANC_AT); }
    for (int v; chanc_next(c, &v, CHANC_AT);) FOREVER EACH(i, v) { chanc_send(c, &(int){i}, CHANC_AT); }
    FOREVER { chanc_case chanc_s6[1];
#line 56 "statements_after_heads.gc"
    chanc_s6[0] = chanc_case_recv(c, 0);
#line 55 "statements_after_heads.gc"
    switch (chanc_select(chanc_s6, 1, CHANC_AT)) {
    default: { continue; }
    } }
}
