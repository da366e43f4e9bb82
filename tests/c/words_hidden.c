// Channel syntax in comments, strings, directives and macros nobody uses: chan int c; c <- 1;
/* for (v := range ch) select { case v := <-a: default: } */
#include <stdio.h>
#pragma chan int c <- 1
#define UNUSED_TYPE chan int
#define UNUSED_SEND(c, v) c <- v
#define UNUSED_RECEIVE(c) <-c
#define UNUSED_SELECT select { case <-a: default: }
#define UNUSED_GO go { f(); }
#define UNUSED_SHORT v := 1
#define UNUSED_MAKE make(chan int, 3)
#define STRING(x) #x
#ifdef NEVER
#error chan int c; go f(); <-c
#endif
static const char *strings[] = {
    "chan int c = make(chan int);", "<-chan", "c <- 1;", "select {", "go func() {}();", "v := <-c",
    "/* <-c", "\"<-c\"", "a\
<-chan int",
    STRING(chan int c <- 1), STRING(<-chan int), STRING(go f();), STRING(v := <-c),
};
static const char characters[] = {'<', '-', '<' -'-', ':'};
int x /* c <- 1; */ = /* <-c */ 1 // make(chan int)
    ;
int main(void) { return sizeof strings<-1 || characters[0]<-x /* <-*/; }
