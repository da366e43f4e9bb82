#include <chanc.h>
#line 1 "make.gc"
/* make, close, len, cap and free. */
typedef __typeof__((void)sizeof(struct job { int id; }), (chanc_chan *)0) jobs;

int lifetime(int n)
{
    chanc_chan *c = chanc_make(sizeof(int), 0, CHANC_AT);
    jobs queue = chanc_make(sizeof(struct job), 2 * n, CHANC_AT);
    int room = chanc_cap(queue) - chanc_len(queue);
    chanc_close(c, CHANC_AT);
    chanc_free(c, CHANC_AT), chanc_free(queue, CHANC_AT);
    return room;
}
