#include <chanc.h>
#line 1 "switch_tags.gc"
/* Tags that are declared alone among the statements of a case. */
void task(int n);
struct chanc_run_call1 { int chanc_1; };
static void chanc_run_call1(void *) __asm__("run.call1");
#line 9 "switch_tags.gc"
        static void chanc_run_call1(void *chanc_argument) { struct chanc_run_call1 *chanc_given = (struct chanc_run_call1 *)chanc_argument; task(chanc_given->chanc_1); }

static void chanc_run_call2(void *) __asm__("run.call2");
#line 16 "switch_tags.gc"
        static void chanc_run_call2(void *chanc_argument) { (void)chanc_argument; task(1); }

#line 3 "switch_tags.gc"
void run(int g, chanc_chan *c)
{
    switch (g) {
    case 1:
        ;
        enum { E = 3 };
        chanc_go(chanc_run_call1, &(struct chanc_run_call1){E}, sizeof(struct chanc_run_call1), CHANC_AT);
        struct pair { int a; };
        chanc_send(c, &(int){1}, CHANC_AT);
        break;
    default:
        ;
        union u;
        chanc_go(chanc_run_call2, 0, 0, CHANC_AT);
    }
}
