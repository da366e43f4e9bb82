/* The eight words as ordinary identifiers in every role that C has for one. */
#include <stdio.h>

struct chan { int chan, go, select, make, range, func, close, len, cap; struct chan *next; };
union select { int select; char make[4]; };
enum go { range_go, make_go = 3 };
enum { cap_one = 1, close_two };

static int close(int fd) { return fd; }
static int len(const char *s) { return *s; }
static int cap(int n) { return n; }
static int make(int n, ...) { return n; }
static int range(int from, int to) { return to - from; }
static int func(int func) { return func; }
static int select(int n, void *r, void *w, void *e, void *t) { return n + !r + !w + !e + !t; }
static int go(int n) { return n; }
static int chan(int chan) { return chan; }

static int parameters(int chan, int go, int *select, int make[], int (*range)(int, int), int func)
{
    if (chan < go) goto make;
    for (int close = 0; close < func; close++) select[0] += close;
chan:
    if (range) return range(chan, go) + make[0];
go:
    return 0;
make:
    if (go) goto chan;
    goto go;
}

static int members(struct chan *chan, struct chan go)
{
    chan->chan = chan->go + go.select;
    chan->next->make = chan -> range - go . func;
    (*chan).close = (chan)->len;
    chan[0].cap = chan[1].cap++;
    union select select = {.select = 1};
    struct chan make = {.chan = 1, .go = 2, .select = select.select, .len = sizeof select.make};
    return make.chan<-make.go;
}

int main(void)
{
    int x = 0;
    select(1, &x, 0, 0, 0);
    close(3), len("x"), cap(2);
    make(3, x);
    make (4);
    go(1);
    go (2);
    range(1, 2);
    func (3);
    chan(5);
    chan (6);
    x = go (1) + make (2) * chan (3);
    if (go (x)) select (x, 0, 0, 0, 0);
    (go)(1);
    (*make)(2);
    int (*function)(int) = go, (*table[])(int) = {go, chan, cap, close};
    function = &chan;
    table[0](x);
    {
        int chan = 1, go = 2, select = 3, make = 4, range = 5, func = 6, close = 7, len = 8, cap = 9;
        chan = go;
        go = select++;
        select += make;
        make = range * func;
        range = -func;
        func = !close;
        close = len ? cap : chan;
        len = (chan), (void)(go);
        chan++;
        ++go;
        --make;
        select--;
        x = chan * go + *&make;
        x = sizeof chan + sizeof(go) + sizeof select[&make];
        if (chan) go = 1; else make = 2;
        while (select) select = 0;
        for (range = 0; range < 3; range++) x += range;
        for (; range; ) range = 0;
        for (int i = range; i < range; i += range) x = i;
        for (x = range; x; x = range) break;
        switch (func) { case 1: make = 1; default: make = 2; }
        return chan;
    }
}
