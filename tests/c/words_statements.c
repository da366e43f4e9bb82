/* The words as macros in statements that read as declarations where nobody knows that. */
int g(void);
#define go goto
int first(int n)
{
    void *labels[] = {&&fail};
    if (n) {
        go fail;
    }
    go *labels[n];
fail:
    return 1;
}
#undef go
#define go else
int second(int n)
{
    if (n) g(); go g();
    if (n) g();
    go { g(); }
    return 0;
}
#undef go
#define go return
int third(int n)
{
    go third(n - 1);
}
#define func third
int func(int n);
#define chan struct channel
chan { int member; };
int fourth(chan *c)
{
    chan d = *c;
    return (chan){1}.member + sizeof(chan) + d.member;
}
