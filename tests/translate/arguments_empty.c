#include <chanc.h>
#line 1 "arguments_empty.gc"
// Arguments of a macro's arguments may be empty, beside channel syntax, too.
int h(int, ...);
#define IGNORE(x)
#define TEXT(x) #x
struct chanc_g_go1 { chanc_chan *c; };
static void chanc_g_go1(void *) __asm__("g.go1");
#line 9 "arguments_empty.gc"
    static void chanc_g_go1(void *chanc_argument) { struct chanc_g_go1 *chanc_given = (struct chanc_g_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; { IGNORE(h(1, )); chanc_send(c, &(int){1}, CHANC_AT); IGNORE(h(, 1)); } }

#line 5 "arguments_empty.gc"
const char *g(chanc_chan *c)
{
    IGNORE(h(1, *(int *)chanc_recv(c, &(int){0}, CHANC_AT), ));
    IGNORE((h(1, ) + *(int *)chanc_recv(c, &(int){0}, CHANC_AT)));
    chanc_go(chanc_g_go1, &(struct chanc_g_go1){c}, sizeof(struct chanc_g_go1), CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT) ? TEXT(h(1, )) : TEXT(h(1, , 2));
}
