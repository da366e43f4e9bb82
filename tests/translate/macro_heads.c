#include <chanc.h>
#line 1 "macro_heads.gc"
/* Functions whose heads are macros, with words before them or without arguments. */
#define TASK(name, argument) void name(void *argument)
#define LEXER int lexer(void)

struct chanc_timer_go1 { chanc_chan *c; };
static void chanc_timer_go1(void *) __asm__("timer.go1");
#line 12 "macro_heads.gc"
        static void chanc_timer_go1(void *chanc_argument) { struct chanc_timer_go1 *chanc_given = (struct chanc_timer_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; { chanc_send(c, &(int){2}, CHANC_AT); } }

#line 5 "macro_heads.gc"
static TASK(timer, given)
{
    chanc_chan *c = given;
    { chanc_case chanc_s1[1]; chanc_s1[0] = chanc_case_send(c, &(int){1}); switch (chanc_poll(chanc_s1, 1, CHANC_AT)) { case 0: { break; } default: { ; break; } } }
    for (;;) {
        for (int v; chanc_next(c, &v, CHANC_AT);) {}
        chanc_send(c, &(int){1}, CHANC_AT);
        chanc_go(chanc_timer_go1, &(struct chanc_timer_go1){c}, sizeof(struct chanc_timer_go1), CHANC_AT);
    }
}

static inline TASK(other, given) { chanc_send(*(chanc_chan **)given, &(int){1}, CHANC_AT); }

LEXER
{
    chanc_chan *c = chanc_make(sizeof(int), 1, CHANC_AT);
    chanc_send(c, &(int){1}, CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}

/* Of one name to the parser. */
#define STATIC static
#define JOB(name) int name##_job(void)
extern chanc_chan *jobs;
extern int puts(const char *);
static void chanc_JOB_go1(void *) __asm__("JOB.go1");
#line 30 "macro_heads.gc"
static void chanc_JOB_go1(void *chanc_argument) { (void)chanc_argument; { chanc_send(jobs, &(int){1}, CHANC_AT); } }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
static void chanc_JOB_call1(void *) __asm__("JOB.call1");
#line 30 "macro_heads.gc"
static void chanc_JOB_call1(void *chanc_argument) { (void)chanc_argument; puts("1"); }
#pragma GCC diagnostic pop

#line 30 "macro_heads.gc"
STATIC JOB(one) { chanc_go(chanc_JOB_go1, 0, 0, CHANC_AT); chanc_go(chanc_JOB_call1, 0, 0, CHANC_AT); return 1; }
static void chanc_JOB_go2(void *) __asm__("JOB.go2");
#line 31 "macro_heads.gc"
static void chanc_JOB_go2(void *chanc_argument) { (void)chanc_argument; { chanc_send(jobs, &(int){2}, CHANC_AT); } }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
static void chanc_JOB_call2(void *) __asm__("JOB.call2");
#line 31 "macro_heads.gc"
static void chanc_JOB_call2(void *chanc_argument) { (void)chanc_argument; puts("2"); }
#pragma GCC diagnostic pop

#line 31 "macro_heads.gc"
STATIC JOB(two) { chanc_go(chanc_JOB_go2, 0, 0, CHANC_AT); chanc_go(chanc_JOB_call2, 0, 0, CHANC_AT); return 2; }

void use(void) { (void)timer, (void)other, (void)lexer, (void)one_job, (void)two_job; }
