#include <chanc.h>
#line 1 "arms_no_statement.gc"
// What reads and yet is no statement of C's is copied in an arm that only another version of the text shows, all of it.
int h(int, ...);
void f(chanc_chan *c)
{
    chanc_send(c, &(int){1}, CHANC_AT);
#if 0
    if (<-c) else ;
    c <- h(1, );
    chanc_send(c, &(int){h(1, 2)}, CHANC_AT);
    if (h(1)) { while (<-c) else; chanc_send(c, &(int){2}, CHANC_AT); }
    if (h(1)) c <- h(, 1); else c <- 3;
    go { c <- h(1, ); }
    select { case c <- h(, 2): case <-c: <-c; }
    v := h(<-c, );
#endif
    chanc_send(c, &(int){4}, CHANC_AT);
}
