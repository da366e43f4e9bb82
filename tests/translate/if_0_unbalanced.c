#include <chanc.h>
#line 1 "if_0_unbalanced.gc"
/* The other head of a function, with the beginning of its body, in an arm that is never compiled: it stays as it is. */
#if 0
int helper(chan int c)
{
    chan void done = make(chan void);
    c <- 1;
    if (<-c) {
#ifdef OTHER
        go helper;
#endif
#endif
int helper(int n, chanc_chan *c)
{
    chanc_send(c, &(int){n}, CHANC_AT);
#if 0
    go {
        <-c;
        <-done;
#endif
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
