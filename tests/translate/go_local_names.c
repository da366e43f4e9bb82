#include <chanc.h>
#line 1 "go_local_names.gc"
/* Enumerators and local typedefs in a block. */
struct point {
    int x;
};

struct chanc_start_go1 { int n; struct point p; chanc_chan *out; };
static void chanc_start_go1(void *) __asm__("start.go1");
#line 13 "go_local_names.gc"
    static void chanc_start_go1(void *chanc_argument) { struct chanc_start_go1 *chanc_given = (struct chanc_start_go1 *)chanc_argument; enum { FIRST = 3, SECOND }; typedef struct point point; typedef int number; const int n = chanc_given->n; const struct point p = chanc_given->p; chanc_chan *const out = chanc_given->out; {
        number m = n + FIRST;
        point q = p;
        chanc_send(out, &(int){m + q.x + SECOND + (int)sizeof(point)}, CHANC_AT);
    } }

#line 6 "go_local_names.gc"
void start(chanc_chan *out)
{
    enum { FIRST = 3, SECOND };
    typedef struct point point;
    typedef int number;
    point p = {1};
    number n = 2;
    chanc_go(chanc_start_go1, &(struct chanc_start_go1){n, p, out}, sizeof(struct chanc_start_go1), CHANC_AT);
#line 18 "go_local_names.gc"
}

struct chanc_only_go2 { chanc_chan *out; int n; };
static void chanc_only_go2(void *) __asm__("only.go2");
#line 27 "go_local_names.gc"
        static void chanc_only_go2(void *chanc_argument) { struct chanc_only_go2 *chanc_given = (struct chanc_only_go2 *)chanc_argument; typedef struct point point; typedef point *pointer; chanc_chan *const out = chanc_given->out; const int n = chanc_given->n; {
            pointer p = 0;
            chanc_send(out, &(int){n + (p != 0) + (int)sizeof (*(int *)0)}, CHANC_AT);
        } }

struct chanc_only_go1 { chanc_chan *out; int n; };
static void chanc_only_go1(void *) __asm__("only.go1");
#line 26 "go_local_names.gc"
    static void chanc_only_go1(void *chanc_argument) { struct chanc_only_go1 *chanc_given = (struct chanc_only_go1 *)chanc_argument; chanc_chan *const out = chanc_given->out; const int n = chanc_given->n; {
        chanc_go(chanc_only_go2, &(struct chanc_only_go2){out, n}, sizeof(struct chanc_only_go2), CHANC_AT);
#line 31 "go_local_names.gc"
    } }

#line 20 "go_local_names.gc"
/* What only blocks name; the inner one alone needs it. */
void only(chanc_chan *out)
{
    typedef struct point point;
    typedef point *pointer;
    int measured = 0, n = 1;
    (void)measured, (void)(pointer *)0, chanc_go(chanc_only_go1, &(struct chanc_only_go1){out, n}, sizeof(struct chanc_only_go1), CHANC_AT);
#line 32 "go_local_names.gc"
}
