/* The words as typedef names: each declaration that looks like the start of a channel. */
typedef int chan;
typedef struct { int n; } make;
typedef long go;
typedef enum { ONE } select;
typedef int (*func)(int);
typedef char range[4];

chan global, *pointer, array[3], function(chan);
chan const constant = 1;
chan volatile *shaky;
const chan also_constant = 2;
static chan s1, *s2;
extern chan e1;
chan (parenthesised);
chan (*function_pointer)(chan);
chan (*array_pointer)[3];
chan (*table[2])(chan, chan *);
chan (in_parentheses)[2], (*another);
chan (prototype)(chan a, chan (*)(chan), chan[], chan *);
chan *(*returns_pointer)(void);
unsigned go_counter;
go g1 = 1, *g2 = &g1;
go (g3);
go (*g4)(go);
go function_of_go(go go);
make m1 = {1}, *m2;
make (m3);
make (*m4)(make);
select s3 = ONE;
select (s4);
func f1;
func (f2);
range r1 = "abc";

struct members { chan a, *b; chan c : 3; chan (*d)(chan); go e; make f; select g; range h; func i; };

chan function(chan chan)
{
    return chan + (chan) + sizeof chan;
}

static int casts(chan c, go g)
{
    int x = (chan)1 + (chan)-1 + (go)g + (chan)(c) + (int)(chan)c;
    x += sizeof(chan) + sizeof(chan *) + sizeof(go[3]) + _Alignof(chan);
    chan *p = (chan *)&x;
    make m = (make){1};
    chan a = *(chan[]){1, 2};
    return x + *p + m.n + a;
}

static int locals(void)
{
    go a;
    go b = 1, *c = &b;
    go (d);
    go *e;
    go (*f)(int);
    a = b = d = *c, e = c, f = 0;
    chan x;
    chan *y = &x;
    chan (z), (*w) = &z;
    chan const k = 1;
    x = k, z = *y;
    for (chan i = 0; i < 3; i++) x += i;
    for (chan range = 0; range < 3; range++) x += range;
    chan chan = 5;
    chan = chan * chan;
    {
        make make = {2};
        select select = ONE;
        go go = 3;
        return chan + make.n + select + go + (a && e && f && w);
    }
}
