#include <chanc.h>
#line 1 "go_arms_unused.gc"
/* What only an arm of an #if uses, in a version of the text that shows all there is, is not unused in the others. */
void work(int n);

#ifdef ONE
#define chanc_used_go1_b
#endif
struct chanc_used_go1 { int a;
#ifdef chanc_used_go1_b
 int b;
#endif
#line 7 "go_arms_unused.gc"
     };
static void chanc_used_go1(void *) __asm__("used.go1") __attribute__((unused));
#line 7 "go_arms_unused.gc"
    static void chanc_used_go1(void *chanc_argument) { struct chanc_used_go1 *chanc_given = (struct chanc_used_go1 *)chanc_argument; const int a __attribute__((unused)) = chanc_given->a;
#ifdef chanc_used_go1_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 7 "go_arms_unused.gc"
     {
        work(a);
#ifdef ONE
        work(b);
#endif
    } }

#line 4 "go_arms_unused.gc"
void used(int a, int b)
{
    work(b);
    (void)b, chanc_go(chanc_used_go1, &(struct chanc_used_go1){a, 
#ifdef chanc_used_go1_b
b,
#endif
#line 7 "go_arms_unused.gc"
    }, sizeof(struct chanc_used_go1), CHANC_AT);
#line 13 "go_arms_unused.gc"
}

#ifdef ONE
struct chanc_there_go1 { int a; };
static void chanc_there_go1(void *) __asm__("there.go1") __attribute__((unused));
#line 19 "go_arms_unused.gc"
    static void chanc_there_go1(void *chanc_argument) { struct chanc_there_go1 *chanc_given = (struct chanc_there_go1 *)chanc_argument; const int a __attribute__((unused)) = chanc_given->a; { work(a); } }
#endif

#ifdef ONE
struct chanc_there_call1 { int chanc_1; };
static void chanc_there_call1(void *) __asm__("there.call1") __attribute__((unused));
#line 20 "go_arms_unused.gc"
    static void chanc_there_call1(void *chanc_argument) { struct chanc_there_call1 *chanc_given = (struct chanc_there_call1 *)chanc_argument; work(chanc_given->chanc_1); }
#endif

#line 15 "go_arms_unused.gc"
void there(int a)
{
    work(a);
#ifdef ONE
    chanc_go(chanc_there_go1, &(struct chanc_there_go1){a}, sizeof(struct chanc_there_go1), CHANC_AT);
    chanc_go(chanc_there_call1, &(struct chanc_there_call1){a}, sizeof(struct chanc_there_call1), CHANC_AT);
#endif
}
