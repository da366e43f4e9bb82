#include <chanc.h>
#line 1 "main_function.gc"
/* main runs as the first goroutine. */
#include <stdio.h>

static void squares(chanc_chan *out)
{
    for (int i = 0; i < 3; i++) chanc_send(out, &(int){i * i}, CHANC_AT);
    chanc_close(out, CHANC_AT);
}

struct chanc_main_call1 { chanc_chan *chanc_1; };
static void chanc_main_call1(void *) __asm__("main.call1");
#line 13 "main_function.gc"
    static void chanc_main_call1(void *chanc_argument) { struct chanc_main_call1 *chanc_given = (struct chanc_main_call1 *)chanc_argument; squares(chanc_given->chanc_1); }

int main(int argc, char **argv) __asm__("chanc_main");

#line 10 "main_function.gc"
int main(int argc, char **argv)
{
    chanc_chan *out = chanc_make(sizeof(int), argc, CHANC_AT);
    chanc_go(chanc_main_call1, &(struct chanc_main_call1){out}, sizeof(struct chanc_main_call1), CHANC_AT);
    for (int v; chanc_next(out, &v, CHANC_AT);) printf("%s %d\n", argv[0], v);
}
