#include <chanc.h>
#line 1 "main_only_some_arms.gc"
/* The first arm has no channel; main is the runtime's all the same, as the other arm needs it. */
#ifdef PLAIN
static int one(void)
{
    return 1;
}
#else
static int one(void)
{
    chanc_chan *c = chanc_make(sizeof(int), 1, CHANC_AT);
    chanc_send(c, &(int){1}, CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}
#endif

int main(void) __asm__("chanc_main");

#line 16 "main_only_some_arms.gc"
int main(void)
{
    return one() - 1;
}
