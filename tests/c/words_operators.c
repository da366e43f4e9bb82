/* `<-` is two operators: less than a negative. */
#include <stdio.h>
typedef int T;
struct s { int x; int *p; int a[3]; };
static int f(int n) { return n; }
static int g(int a, int b) { return a<-b; }
int comparisons(int a, int b, int c, int *p, struct s *s, int (*fp)(int))
{
    int x, i, n = 3, m[4] = {0}, chan = 1, y = 2;
    x = a<-b;
    x = a <-b;
    x = a<- b;
    x = a <- b;
    x = a < -b;
    x = a<-b<-c;
    x = a<-1;
    x = a<-1<-2;
    x = (a<-b);
    x = (a)<-b;
    x = (a)<-(b);
    x = f(a)<-b;
    x = p[0]<-1;
    x = *p<-*p;
    x = s->x<-s->a[1];
    x = a+++b<-c;
    x = a<--b;
    x = a<<-b;
    x = a<<--b;
    x = a<=-b;
    if (a<-b) x = 1;
    if (a <-b && b <-c || c<-a) x = 1; else if (a<-1) x = 2;
    while (a<-b) a++;
    do a++; while (a <-b);
    for (i = 0; i<-n; i++) x = i;
    for (i = -9; i <-n && i<-1; i++, x<-1) x = i;
    switch (a<-b) { case 1<-2: x = 1; break; case -1 <-0: break; }
    x = a ? b<-c : c<-b;
    x = a<-b ? a<-c : b<-a;
    x = f(a<-b) + g(a<-b, b <-c);
    x = m[a<-b] + m[1<-2];
    x = sizeof(a<-b) + sizeof a<-b;
    x = (a<-b) + (int)(a<-b) + !(a<-b) + -(a<-b);
    x = (T)a<-b;
    int list[] = {a<-b, 1<-2, [3] = a <-b}, z = a<-b, w[1<-2 ? 3 : 4];
    struct s t = {.x = a<-b, .a = {1<-2}};
    x += a<-b, x = y<-1, y = a <-b;
    a<-b;
    a <- b;
    a <-1;
    (a)<-b;
    (a) <- (b);
    *p <- b;
    p[0] <- 1;
    s->x <- s->x;
    s->a[f(1)] <- b;
    t.x <-1;
    f(a) <- f(b);
    fp(a) <- b;
    (*fp)(a) <- b;
    -a <- b;
    !a <- b;
    a + b <- c;
    a<-b, b<-c;
    a <- b ? c : 1;
    a<-b == c;
    m[0]++ <- 1;
    ++a <- b;
    1 <- 2;
    'a' <- 'b';
    x = chan<-y;
    x = (chan<-y);
    x = (chan<- y);
    x = (chan<-y) + 1;
    x = sizeof(chan<-y);
    x = f(chan<-y);
    x = y<-chan;
    x = y <-chan;
    x = (y)<-chan;
    x = (y <-chan);
    x = f(y <-chan), x = f(-chan);
    if (y<-chan) x = 1;
    if (chan<-1) x = 1;
    chan<-y;
    chan <- y;
    chan<-y * x;
    chan<-y + f(x);
    y <-chan;
    y<-chan;
    x = chan * y;
    chan * y;
    chan & x, chan * (+1);
    if (a) a<-b; else a <- b;
    for (;;) if (x) a <- b; else break;
    goto label;
label:
    a <- b;
    { a <- b; }
    return a<-b;
}
