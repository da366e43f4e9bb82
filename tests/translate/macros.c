#include <chanc.h>
#line 1 "macros.gc"
/* Receives in the arguments of macros; macros beside channels. */
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define SIZE 4
#define FOREVER for (;;)

int largest(chanc_chan *c)
{
    chanc_chan *buffered = chanc_make(sizeof(int), SIZE, CHANC_AT);
    int x = LARGER(*(int *)chanc_recv(c, &(int){0}, CHANC_AT), SIZE);
    FOREVER {
        chanc_send(buffered, &(int){x + SIZE}, CHANC_AT);
        if (chanc_len(buffered) == SIZE) break;
    }
    return LARGER(x, *(int *)chanc_recv(buffered, &(int){0}, CHANC_AT));
}
