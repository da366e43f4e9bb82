#include <chanc.h>
#line 1 "macros_with_braces.gc"
/* Macros that hold braces among more, as the Bourne shell's did. */
#define IF if (
#define THEN ) {
#define ELSE } else {
#define FI }
#define LOOP for (;;) {
#define POOL }
int shell(chanc_chan *c, int n)
{
    LOOP
        IF n < 1 THEN chanc_send(c, &(int){1}, CHANC_AT);
        ELSE
            chanc_send(c, &(int){2}, CHANC_AT);
            n = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
        FI
        chanc_send(c, &(int){3}, CHANC_AT);
        if (*(int *)chanc_recv(c, &(int){0}, CHANC_AT) == n) break;
    POOL
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
