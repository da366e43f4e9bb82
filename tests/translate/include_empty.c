#include <chanc.h>
#line 1 "include_empty.gc"
// Headers with nothing but comments in them, where no declaration nor statement stands: they stay.
void send(chanc_chan *c,
#include "include_empty.def"
          int n)
{
    chanc_send(c, &(int){n}, CHANC_AT);
}
void prototype(
#include "include_empty.def"
    chanc_chan *c
#include "include_empty.def"
);
enum order { FIRST,
#include "include_empty.def"
    SECOND = sizeof(chanc_chan *) };
struct pair {
#include "include_empty.def"
    chanc_chan *c;
#include "include_empty.def"
};
struct chanc_all_call1 { chanc_chan *chanc_1; int chanc_2; };
static void chanc_all_call1(void *) __asm__("all.call1");
#line 37 "include_empty.gc"
    static void chanc_all_call1(void *chanc_argument) { struct chanc_all_call1 *chanc_given = (struct chanc_all_call1 *)chanc_argument; send(chanc_given->chanc_1, chanc_given->chanc_2); }

#line 21 "include_empty.gc"
void all(chanc_chan *c, int n)
#include "include_empty.def"
{
    struct pair pair = {
#include "include_empty.def"
        .c = c
#include "include_empty.def"
    };
    send(
#include "include_empty.def"
        pair.c, 1 +
#include "include_empty.def"
        *(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    if (n)
#include "include_empty.def"
        chanc_send(c, &(int){FIRST}, CHANC_AT);
    chanc_go(chanc_all_call1, &(struct chanc_all_call1){c,

        SECOND}, sizeof(struct chanc_all_call1),
#line 37 "include_empty.gc"
    CHANC_AT);
#line 40 "include_empty.gc"
    { chanc_case chanc_s1[1];
#line 42 "include_empty.gc"
    chanc_s1[0] = chanc_case_recv(c, 0);
#line 40 "include_empty.gc"
    switch (chanc_poll(chanc_s1, 1, CHANC_AT)) {
#include "include_empty.def"
    case 0: {
#include "include_empty.def"
 break; }    default: { break; }
    } }
}
