/* C as it was: definitions in the old style, implicit int, words as names of everything. */
int select();
extern close(), chan();
static go(chan, make)
    int chan;
    char *make;
{
    register range;
    auto func;
    range = chan, func = *make;
    return range<-func;
}

make(go, select, len)
    register int go, (*select)();
    struct chan { int chan; } *len;
{
    if (go <- 1) return (*select)(len -> chan);
    return len->chan<-go;
}

range(chan) { return chan<-chan; }

chan()
{
    static cap[3];
    go(1, "x"), go (2, "y");
    return *cap;
}

main(argc, argv) char **argv; {
    chan(); chan (); make(1, chan, 0);
    if(argc<-1)select(argc);
}
