/* The words in the bodies of macros, as names of C: members, tags, labels, parameters, variables. */
#include "words_bodies.h"
#define TAGGED(name) struct chan name
#define DEFINED struct select { int a; }
#define GENERATED(type) enum go type
#define MEMBER(p) p->chan(1)
#define COMPARED(p) (p.chan < 3 && p.chan<-3)
#define PARAMETERS(chan, go, x) chan x; go x##_2
#define GIVEN(x, range) (range x)
#define VARIADIC(go, chan...) (go chan (1))
#define JUMP goto go
#define COUNT { int chan, n = 0; for (chan = 0; chan < 3; chan++) n += chan <4; }
#define COUNT_TO(n) for (int chan = 0; chan <n; chan++);
#define LOCAL (chan (go (limit)))
#define FROM_HEADER (chan (limit))
struct chan { int a; };
struct functions { int (*chan)(int); };
struct number { int chan; };
DEFINED;
enum go { ONE };

int first(struct functions *p, int (*limit)(int), struct number q)
{
    TAGGED(c), d = {1};
    PARAMETERS(int, long, k);
    GENERATED(e) = ONE;
    c = d;
    MEMBER(p);
    COUNT
    COUNT_TO(7)
    if (COMPARED(q)) JUMP;
    k = k_2 = GIVEN(1, -) + VARIADIC(-, -);
go:
    return FROM_HEADER + c.a + k + (int)e;
}

int second(int (*chan)(int), int (*go)(int), int limit)
{
    return LOCAL;
}
