/* The words as typedefs and macros of a header: declarations that look like the start of channels. */
#include "words_from_header.h"

chan global, *pointer;
chan const constant = {1};
static chan list[3];
int takes(chan c);
int takes(chan c) { return c.n; }
int unnamed(chan, go, make);
chan result(chan a, chan *b, go c) { return c ? a : *b; }
func(defined) { return 1; }

int locals(chan c, go g, range r)
{
    chan copy = c, *p = &copy;
    chan other;
    go h = g;
    go (i), j;
    make m = 1;
    make (n);
    chan (parenthesised);
    chan const fixed = {2};
    i = j = n = r;
    other = parenthesised = *p;
    select { h++; } while (h < 3);
    return other.n + fixed.n + (int)sizeof(chan) + (make)m + i;
}
