#include <chanc.h>
#line 1 "main_empty.gc"
#include <stdio.h>

int main(void) __asm__("chanc_main");

#line 3 "main_empty.gc"
/* Declared for the linker with a prototype, whatever the definition has. */
int main()
{
    chanc_chan *c = chanc_make(sizeof(int), 1, CHANC_AT);
    chanc_send(c, &(int){1}, CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT) - 1;
}
