#include <chanc.h>
#line 1 "conditional_inside.gc"
/* Directives inside channel constructs. */
void f(int n);

#ifdef LARGE
#else
#define chanc_inside_go1_d
#endif
struct chanc_inside_go1 { char chanc_nothing;
#ifdef chanc_inside_go1_d
 chanc_chan *d;
#endif
#line 20 "conditional_inside.gc"
     };
static void chanc_inside_go1(void *) __asm__("inside.go1") __attribute__((unused));
#line 20 "conditional_inside.gc"
    static void chanc_inside_go1(void *chanc_argument) { struct chanc_inside_go1 *chanc_given __attribute__((unused)) = (struct chanc_inside_go1 *)chanc_argument;
#ifdef chanc_inside_go1_d
 chanc_chan *const d __attribute__((unused)) = chanc_given->d;
#endif
#line 20 "conditional_inside.gc"
     {
#ifdef LARGE
        f(3);
#else
        chanc_send(d, &(int){4}, CHANC_AT);
#endif
    } }

#line 4 "conditional_inside.gc"
int inside(chanc_chan *c, chanc_chan *d)
{
    chanc_chan *e = chanc_make(sizeof(int), 1, CHANC_AT);
    { chanc_case chanc_s1[3]; int chanc_v2;
#line 8 "conditional_inside.gc"
    chanc_s1[0] = chanc_case_recv(c, &chanc_v2);
#line 14 "conditional_inside.gc"
    chanc_s1[1] = chanc_case_recv(d, 0);
#line 15 "conditional_inside.gc"
    chanc_s1[2] = chanc_case_send(e, &(int){2});
#line 7 "conditional_inside.gc"
    switch (chanc_select(chanc_s1, 3, CHANC_AT)) {
    case 0: { int v = chanc_v2;
#ifdef LARGE
        return v;
#else
        f(v);
#endif
break; }
#line 14 "conditional_inside.gc"
    case 1: { f(1); break; }
    default: {
#if 1
        f(2);
#endif
break; }
#line 19 "conditional_inside.gc"
    } }
    (void)d, chanc_go(chanc_inside_go1, &(struct chanc_inside_go1){0, 
#ifdef chanc_inside_go1_d
d,
#endif
#line 20 "conditional_inside.gc"
    }, sizeof(struct chanc_inside_go1), CHANC_AT);
#line 27 "conditional_inside.gc"
    for (int v; chanc_next(c, &v, CHANC_AT);) {
#ifdef LARGE
        f(v);
#endif
    }
    return 0;
}
