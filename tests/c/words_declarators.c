/* `chan` and names of types before what could be declarators, all of it C. */
typedef int T;
int chan;
T (*handler)(T);
T (x), (y);
T (*z)[3];
T (w) = 3;
T (fn)(T a) { return a; }
FOO (bar);
FOO (*baz)(int);
FOO (a)(b);

int f(int d)
{
    chan <- (T) d;
    chan<-(int) d;
    chan <- d * d;
    M (chan <-(T)d);
    T (x);
    M (d);
    T (*p)(int), (*q);
    (void)sizeof(chan<-(T)d);
    chan <- (T) -d;
    if (chan <-(T)d) chan<-d;
    for (chan <- (T) d; ;) ;
    return chan<-(T)2;
}
