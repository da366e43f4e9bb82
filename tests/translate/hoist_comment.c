#include <chanc.h>
#line 1 "hoist_comment.gc"
int x; /* a function with comments before its type */
struct chanc_f_go1 { chanc_chan *c; };
static void chanc_f_go1(void *) __asm__("f.go1");
static void chanc_f_go1(void *chanc_argument) { struct chanc_f_go1 *chanc_given = (struct chanc_f_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; { chanc_send(c, &(int){1}, CHANC_AT); } }

#line 2 "hoist_comment.gc"
/* b */ /*static*/ char *
f(chanc_chan *c)
{ chanc_go(chanc_f_go1, &(struct chanc_f_go1){c}, sizeof(struct chanc_f_go1), CHANC_AT);
  return 0; }
