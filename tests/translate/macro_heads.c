#include <chanc.h>
#line 1 "macro_heads.gc"
/* Functions whose heads are macros, with words before them or without arguments. */
#define TASK(name, argument) void name(void *argument)
#define LEXER int lexer(void)

struct chanc_timer_go1 { chanc_chan *c; };
static void chanc_timer_go1(void *) __asm__("timer.go1");
#line 12 "macro_heads.gc"
        static void chanc_timer_go1(void *chanc_argument) { struct chanc_timer_go1 *chanc_given = chanc_argument; chanc_chan *const c = chanc_given->c; { chanc_send(c, &(int){2}, CHANC_AT); } }

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

void use(void) { (void)timer, (void)other, (void)lexer; }
