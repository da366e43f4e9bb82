#include <chanc.h>
#line 1 "macro_else.gc"
/* Macros that are the heads of `if`. */
#define UNLESS(c) if (!(c))
void a(chanc_chan *c, int x)
{
    UNLESS(x) chanc_send(c, &(int){1}, CHANC_AT);
    else chanc_send(c, &(int){2}, CHANC_AT);
    UNLESS(x) {
        chanc_send(c, &(int){3}, CHANC_AT);
    } else if (*(int *)chanc_recv(c, &(int){0}, CHANC_AT) > x) {
        chanc_send(c, &(int){4}, CHANC_AT);
    } else
        chanc_send(c, &(int){5}, CHANC_AT);
}
