/* #if splits what belongs together. */
#include <stdio.h>
#ifdef A
int select(int go) {
#elif defined(B)
static int select(int go, int chan) {
#else
int select(go) int go; {
#endif
#if defined(A) || \
    defined(B)
    if (go<-1) {
#else
    while (go <-1) {
#endif
        go++;
    }
#ifdef A
    if (go) {
#endif
    go <- 1;
#ifdef A
    } else
#endif
    go = 2;
    switch (go) {
#ifdef C
    case 1: {
#else
    case 2: {
#endif
        break;
    }
#if 0
    case 3: don't parse this; "unterminated
    chan int c <- ;;; ) } ]
#endif
    }
    return go
#ifdef A
        + 1
#else
        <-2
#endif
        ;
}
int list[] = {
#ifdef A
    1,
#else
    2<-3,
#endif
#if 1
    3
};
#else
    4};
#endif
enum { ONE,
#ifdef A
TWO };
#else
THREE };
#endif
#if 0
chan int c = make(
#endif
#ifdef A
struct s { int chan;
#else
union s { int go;
#endif
    int make; };
int f(int a,
#ifdef A
      int chan)
#else
      int go)
#endif
{ return a<-1; }
#ifdef A
# if B
#  define chan int
# endif
#else /* not A */
#endif
int g(void) {
#ifdef A
    { {
#endif
    return 1;
#ifdef A
    } }
#endif
}
