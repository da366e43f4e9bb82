#include <chanc.h>
#line 1 "macro_statements.gc"
/* Macros that are statements or declarations take no semicolon, one after the other and before channel syntax. */
#define ONCE count++;
#define REPORT if (count > 1) { report(count); }
#define MEMBERS int first; int second;
#define LOCALS int n = 1, m = 2;
#define LEAVE return;
MEMBERS
int count;
void report(int n);
struct s {
    MEMBERS
    chanc_chan *c;
};
struct chanc_f_call1 { int chanc_1; };
static void chanc_f_call1(void *) __asm__("f.call1");
#line 33 "macro_statements.gc"
        static void chanc_f_call1(void *chanc_argument) { struct chanc_f_call1 *chanc_given = (struct chanc_f_call1 *)chanc_argument; report(chanc_given->chanc_1); }

struct chanc_f_go1 { chanc_chan *c; };
static void chanc_f_go1(void *) __asm__("f.go1");
#line 29 "macro_statements.gc"
    static void chanc_f_go1(void *chanc_argument) { struct chanc_f_go1 *chanc_given = (struct chanc_f_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; {
        ONCE
        REPORT
        ONCE
        chanc_go(chanc_f_call1, &(struct chanc_f_call1){*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, sizeof(struct chanc_f_call1), CHANC_AT);
    } }

#line 14 "macro_statements.gc"
void f(chanc_chan *c, struct s *s)
{
    LOCALS
    chanc_chan *d = c;
    ONCE REPORT
    ONCE /* again */
    REPORT // and again
    chanc_send(c, &(int){n}, CHANC_AT);
    ONCE
    ONCE
    d = c;
    chanc_send(d, &(int){m}, CHANC_AT);
    if (n) ONCE
    else ONCE
    int v = *(int *)chanc_recv(d, &v, CHANC_AT);
    chanc_go(chanc_f_go1, &(struct chanc_f_go1){c}, sizeof(struct chanc_f_go1), CHANC_AT);
#line 35 "macro_statements.gc"
    switch (v) {
    case 1: ONCE break;
    default:
        ONCE
        REPORT
        chanc_recv(c, 0, CHANC_AT);
    }
    ONCE
    REPORT
    chanc_send(s->c, &(int){s->first}, CHANC_AT);
    LEAVE
}
