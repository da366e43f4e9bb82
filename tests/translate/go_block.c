#include <chanc.h>
#line 1 "go_block.gc"
/* Blocks and literals take copies of what they name. */
static int counter;

struct chanc_start_go1 { int *starts; int n; chanc_chan *out; const char *text; };
static void chanc_start_go1(void *) __asm__("start.go1");
#line 10 "go_block.gc"
    static void chanc_start_go1(void *chanc_argument) { struct chanc_start_go1 *chanc_given = (struct chanc_start_go1 *)chanc_argument; int *const chanc_starts = chanc_given->starts; const int n = chanc_given->n; chanc_chan *const out = chanc_given->out; const char *const text = chanc_given->text; {
        counter++;
        (*chanc_starts)++;
        for (int i = 0; i < n; i++) chanc_send(out, &(int){text[i]}, CHANC_AT);
    } }

struct chanc_start_go3 { chanc_chan *out; int from; int n; };
static void chanc_start_go3(void *) __asm__("start.go3");
#line 17 "go_block.gc"
        static void chanc_start_go3(void *chanc_argument) { struct chanc_start_go3 *chanc_given = (struct chanc_start_go3 *)chanc_argument; chanc_chan *const out = chanc_given->out; const int from = chanc_given->from; const int n = chanc_given->n; {
            chanc_send(out, &(int){from + n}, CHANC_AT);
        } }

struct chanc_start_go2 { int from; double by; int (*pair)[2]; chanc_chan *out; int n; };
static void chanc_start_go2(void *) __asm__("start.go2");
#line 15 "go_block.gc"
    static void chanc_start_go2(void *chanc_argument) { struct chanc_start_go2 *chanc_given = (struct chanc_start_go2 *)chanc_argument; int from = chanc_given->from; double by = chanc_given->by; int (*const pair)[2] = chanc_given->pair; chanc_chan *const out = chanc_given->out; const int n = chanc_given->n; (void)from; (void)by; {
        if (pair) return;
        chanc_go(chanc_start_go3, &(struct chanc_start_go3){out, from, n}, sizeof(struct chanc_start_go3), CHANC_AT);
#line 20 "go_block.gc"
        chanc_send(out, &(int){(int)(from * by)}, CHANC_AT);
    } }

#line 4 "go_block.gc"
int start(chanc_chan *out, const char *text, int n)
{
    static int starts;
    int (*pair)[2] = 0;
    double scale = 1.5;

    chanc_go(chanc_start_go1, &(struct chanc_start_go1){&starts, n, out, text}, sizeof(struct chanc_start_go1), CHANC_AT);
#line 15 "go_block.gc"
    chanc_go(chanc_start_go2, &(struct chanc_start_go2){n, scale, pair, out, n}, sizeof(struct chanc_start_go2), CHANC_AT);
#line 22 "go_block.gc"
    return n;
}
