#include <chanc.h>
#line 1 "go_arms_carry.gc"
#ifdef ONE
#else
#define chanc_first_go1_b
#endif
struct chanc_first_go1 { chanc_chan *out; int a;
#ifdef chanc_first_go1_b
 int b;
#endif
#line 5 "go_arms_carry.gc"
     };
static void chanc_first_go1(void *) __asm__("first.go1") __attribute__((unused));
#line 5 "go_arms_carry.gc"
    static void chanc_first_go1(void *chanc_argument) { struct chanc_first_go1 *chanc_given = (struct chanc_first_go1 *)chanc_argument; chanc_chan *const out __attribute__((unused)) = chanc_given->out; const int a __attribute__((unused)) = chanc_given->a;
#ifdef chanc_first_go1_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 5 "go_arms_carry.gc"
     {
        chanc_send(out, &(int){a}, CHANC_AT);
#ifdef ONE
        chanc_send(out, &(int){-a}, CHANC_AT);
#else
        chanc_send(out, &(int){b}, CHANC_AT);
#endif
    } }

#line 1 "go_arms_carry.gc"
/* What a go block carries hangs on arms of an #if in it, seen one version after the other: the first function is
 * read and written before the second is. */
static int first(chanc_chan *out, int a, int b)
{
    (void)b, chanc_go(chanc_first_go1, &(struct chanc_first_go1){out, a, 
#ifdef chanc_first_go1_b
b,
#endif
#line 5 "go_arms_carry.gc"
    }, sizeof(struct chanc_first_go1), CHANC_AT);
#line 13 "go_arms_carry.gc"
    return *(int *)chanc_recv(out, &(int){0}, CHANC_AT) + *(int *)chanc_recv(out, &(int){0}, CHANC_AT) + b;
}

struct chanc_second_go1 { chanc_chan *out; int a; };
static void chanc_second_go1(void *) __asm__("second.go1") __attribute__((unused));
static void chanc_second_go1(void *chanc_argument) { struct chanc_second_go1 *chanc_given = (struct chanc_second_go1 *)chanc_argument; chanc_chan *const out __attribute__((unused)) = chanc_given->out; const int a __attribute__((unused)) = chanc_given->a; { chanc_send(out, &(int){a}, CHANC_AT); } }

#line 16 "go_arms_carry.gc"
int second(chanc_chan *out, int a)
{
    chanc_go(chanc_second_go1, &(struct chanc_second_go1){out, a}, sizeof(struct chanc_second_go1), CHANC_AT);
    return first(out, a, 1) + *(int *)chanc_recv(out, &(int){0}, CHANC_AT);
}
