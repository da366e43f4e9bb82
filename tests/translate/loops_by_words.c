#include <chanc.h>
#line 1 "loops_by_words.gc"
/* Macros without arguments, in small letters too, before statements with channels on the same line. */
#define forever for (;;)
#define twice for (int i = 0; i < 2; i++)
struct s {
    chanc_chan *c, *list[2];
};
void f(chanc_chan *c, chanc_chan *list[2], struct s *p, struct s q);

struct chanc_f_call1 { chanc_chan *chanc_1; chanc_chan **chanc_2; struct s *chanc_3; struct s chanc_4; };
static void chanc_f_call1(void *) __asm__("f.call1");
#line 15 "loops_by_words.gc"
    static void chanc_f_call1(void *chanc_argument) { struct chanc_f_call1 *chanc_given = (struct chanc_f_call1 *)chanc_argument; f(chanc_given->chanc_1, chanc_given->chanc_2, chanc_given->chanc_3, chanc_given->chanc_4); }

struct chanc_f_go1 { chanc_chan *c; };
static void chanc_f_go1(void *) __asm__("f.go1");
#line 20 "loops_by_words.gc"
    static void chanc_f_go1(void *chanc_argument) { struct chanc_f_go1 *chanc_given = (struct chanc_f_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; {
        forever {
            if (*(int *)chanc_recv(c, &(int){0}, CHANC_AT)) break;
        }
        forever
            chanc_send(c, &(int){1}, CHANC_AT);
    } }

#line 7 "loops_by_words.gc"
void f(chanc_chan *c, chanc_chan *list[2], struct s *p, struct s q)
{
    twice chanc_send(c, &(int){1}, CHANC_AT);
    twice chanc_send(list[1], &(int){1}, CHANC_AT);
    twice chanc_send(p->c, &(int){2}, CHANC_AT);
    twice chanc_send(q.list[0], &(int){3}, CHANC_AT);
    twice chanc_send(p->list[0], &(int){4}, CHANC_AT);
    twice chanc_send(p[0].c, &(int){5}, CHANC_AT);
    twice chanc_go(chanc_f_call1, &(struct chanc_f_call1){c, list, p, q}, sizeof(struct chanc_f_call1), CHANC_AT);
    forever {
        int v = *(int *)chanc_recv(c, &v, CHANC_AT);
        if (v) break;
    }
    chanc_go(chanc_f_go1, &(struct chanc_f_go1){c}, sizeof(struct chanc_f_go1), CHANC_AT);
#line 27 "loops_by_words.gc"
}
struct chanc_arms_go1 { int x; chanc_chan *c; };
static void chanc_arms_go1(void *) __asm__("arms.go1");
#line 39 "loops_by_words.gc"
    static void chanc_arms_go1(void *chanc_argument) { struct chanc_arms_go1 *chanc_given = (struct chanc_arms_go1 *)chanc_argument; const int x = chanc_given->x; chanc_chan *const c = chanc_given->c; { if (x) forever chanc_send(c, &(int){4}, CHANC_AT); } }

#line 28 "loops_by_words.gc"
/* The same as arms. */
void arms(chanc_chan *c, int x)
{
    if (x) forever chanc_send(c, &(int){1}, CHANC_AT);
    else twice x = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    while (x) twice forever chanc_send(c, &(int){2}, CHANC_AT);
    if (x)
        twice /* times */
            chanc_send(c, &(int){3}, CHANC_AT);
    if (x) forever if (*(int *)chanc_recv(c, &(int){0}, CHANC_AT)) break;
    do twice chanc_recv_ok(c, &x, CHANC_AT); while (x);
    chanc_go(chanc_arms_go1, &(struct chanc_arms_go1){x, c}, sizeof(struct chanc_arms_go1), CHANC_AT);
}
