#include <chanc.h>
#line 1 "declared_with_macros.gc"
/* Declarations of which a macro is only the beginning: what stands behind its use is declared by it as well. */
#include <stdlib.h>
#include <unistd.h>

typedef chanc_chan *ints;
#define OBJECT(type, name) type name
#define HEAD(name, type) \
    struct name { \
        type *first; \
    }

struct job {
    ints quit;
};
OBJECT(ints, one), other;
OBJECT(ints, several)[2];
OBJECT(ints, unset) = 0, *place;
HEAD(jobs, struct job) list;

void outside(struct jobs *p)
{
    chanc_close(one, CHANC_AT);
    chanc_close(other, CHANC_AT);
    chanc_close(several[1], CHANC_AT);
    chanc_free(unset, CHANC_AT);
    chanc_close(*place, CHANC_AT);
    (void)(list.first == p->first);
    chanc_close(p->first->quit, CHANC_AT);
}

void inside(void)
{
    OBJECT(ints, a) = 0, b = 0 /* nil */, c = 0 // too
        ;
    OBJECT(ints, d) = chanc_make(sizeof(int), 0, CHANC_AT), *e = &d, f = 0;
    OBJECT(ints, g)[2];
    HEAD(heads, struct job) head;
    HEAD(tails, struct job) *tail = 0, end;
    struct heads *p = &head;
    g[1] = d;
    head.first = end.first = list.first;
    chanc_send(b, &(int){2}, CHANC_AT);
    chanc_free(a, CHANC_AT);
    chanc_close(c, CHANC_AT);
    chanc_close(*e, CHANC_AT);
    chanc_close(f, CHANC_AT);
    chanc_close(g[1], CHANC_AT);
    chanc_close(p->first->quit, CHANC_AT);
    chanc_close(tail->first->quit, CHANC_AT);
    chanc_close(end.first->quit, CHANC_AT);
}

void loops(ints c)
{
    for (OBJECT(ints, i) = c, k = chanc_make(sizeof(int), 0, CHANC_AT);;) {
        chanc_send(k, &(int){1}, CHANC_AT);
        chanc_close(i, CHANC_AT);
    }
    for (OBJECT(ints, n) = 0;;) chanc_close(n, CHANC_AT);
}
