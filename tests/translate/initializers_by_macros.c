#include <chanc.h>
#line 1 "initializers_by_macros.gc"
/* Variables that macros declare in functions, with initialisers in braces. */
typedef chanc_chan *C;
struct job {
    C done;
};
#define OBJECT(T, n) T n
#define OBJECT_OF(n, T) T n
#define OWN(n) C own_##n
#define HEAD(name, T) struct name { T *first; }

struct chanc_finish_go1 { C d; struct job job; };
static void chanc_finish_go1(void *) __asm__("finish.go1");
#line 26 "initializers_by_macros.gc"
    static void chanc_finish_go1(void *chanc_argument) { struct chanc_finish_go1 *chanc_given = (struct chanc_finish_go1 *)chanc_argument; const C d = chanc_given->d; const struct job job = chanc_given->job; { OBJECT_OF(inner, chanc_chan *) = {d}, *next = job.done; chanc_close(inner, CHANC_AT); chanc_close(next, CHANC_AT); } }

#line 11 "initializers_by_macros.gc"
void finish(C d, struct job job) {
    OBJECT(C, all)[2] = {d};
    chanc_close(all[1], CHANC_AT);
    OBJECT(C, one) = {0}, other = 0;
    chanc_close(other, CHANC_AT);
    OWN(x) = {*(int *)chanc_recv(d, &(int){0}, CHANC_AT) ? d : 0}, *more[2] = {0};
    chanc_close(own_x, CHANC_AT);
    chanc_close(*more[1], CHANC_AT);
    HEAD(jobs, struct job) head = {0}, *p = {&head};
    chanc_close(p->first->done, CHANC_AT);
    OBJECT_OF(braced, chanc_chan *) = {d}, *behind = 0;
    behind = braced;
    chanc_close(behind, CHANC_AT);
    OBJECT_OF(member, chanc_chan *) = {p->first->done}, *copy = member;
    chanc_close(copy, CHANC_AT);
    chanc_go(chanc_finish_go1, &(struct chanc_finish_go1){d, job}, sizeof(struct chanc_finish_go1), CHANC_AT);
    (void)one;
}
