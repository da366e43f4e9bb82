#include <chanc.h>
#line 1 "go_call.gc"
/* go with calls: arguments are evaluated here. */
struct object {
    void (*method)(struct object *self, chanc_chan *out);
};
void worker(int id, chanc_chan *results);
int printer(const char *format, ...);
void tick(void);

struct chanc_start_call1 { int chanc_1; chanc_chan *chanc_2; };
static void chanc_start_call1(void *) __asm__("start.call1");
static void chanc_start_call1(void *chanc_argument) { struct chanc_start_call1 *chanc_given = (struct chanc_start_call1 *)chanc_argument; worker(chanc_given->chanc_1, chanc_given->chanc_2); }

static void chanc_start_call2(void *) __asm__("start.call2");
#line 12 "go_call.gc"
    static void chanc_start_call2(void *chanc_argument) { (void)chanc_argument; tick(); }

struct chanc_start_call3 { void (*chanc_function)(struct object *, chanc_chan *); struct object *chanc_1; chanc_chan *chanc_2; };
static void chanc_start_call3(void *) __asm__("start.call3");
#line 13 "go_call.gc"
    static void chanc_start_call3(void *chanc_argument) { struct chanc_start_call3 *chanc_given = (struct chanc_start_call3 *)chanc_argument; chanc_given->chanc_function(chanc_given->chanc_1, chanc_given->chanc_2); }

struct chanc_start_call4 { void (*chanc_function)(int, chanc_chan *); int chanc_1; chanc_chan *chanc_2; };
static void chanc_start_call4(void *) __asm__("start.call4");
#line 14 "go_call.gc"
    static void chanc_start_call4(void *chanc_argument) { struct chanc_start_call4 *chanc_given = (struct chanc_start_call4 *)chanc_argument; chanc_given->chanc_function(chanc_given->chanc_1, chanc_given->chanc_2); }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
struct chanc_start_call5 { int chanc_2; };
static void chanc_start_call5(void *) __asm__("start.call5");
#line 15 "go_call.gc"
    static void chanc_start_call5(void *chanc_argument) { struct chanc_start_call5 *chanc_given = (struct chanc_start_call5 *)chanc_argument; printer("%d %s\n", chanc_given->chanc_2, "text"); }
#pragma GCC diagnostic pop

#line 9 "go_call.gc"
void start(struct object *o, void (*table[])(int, chanc_chan *), chanc_chan *results, int n)
{
    for (int i = 0; i < n; i++) chanc_go(chanc_start_call1, &(struct chanc_start_call1){i, results}, sizeof(struct chanc_start_call1), CHANC_AT);
    chanc_go(chanc_start_call2, 0, 0, CHANC_AT);
    chanc_go(chanc_start_call3, &(struct chanc_start_call3){o->method, o, results}, sizeof(struct chanc_start_call3), CHANC_AT);
    chanc_go(chanc_start_call4, &(struct chanc_start_call4){table[n], n + 1, results}, sizeof(struct chanc_start_call4), CHANC_AT);
    chanc_go(chanc_start_call5, &(struct chanc_start_call5){n}, sizeof(struct chanc_start_call5), CHANC_AT);
}
