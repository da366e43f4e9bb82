#include <chanc.h>
#line 1 "initializers_by_macros.gc"
/* Variables that macros declare in functions, with initialisers in braces. */
typedef chanc_chan *C;
struct job {
    C done;
};
#define OBJECT(T, n) T n
#define OWN(n) C own_##n
#define HEAD(name, T) struct name { T *first; }

void finish(C d) {
    OBJECT(C, all)[2] = {d};
    chanc_close(all[1], CHANC_AT);
    OBJECT(C, one) = {0}, other = 0;
    chanc_close(other, CHANC_AT);
    OWN(x) = {*(int *)chanc_recv(d, &(int){0}, CHANC_AT) ? d : 0}, *more[2] = {0};
    chanc_close(own_x, CHANC_AT);
    chanc_close(*more[1], CHANC_AT);
    HEAD(jobs, struct job) head = {0}, *p = {&head};
    chanc_close(p->first->done, CHANC_AT);
    (void)one;
}
