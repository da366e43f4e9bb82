#include <chanc.h>
#line 1 "go_arms_declared.gc"
/* What only an arm of an #if declares and uses is carried under the same condition. */
void work(int n);

struct chanc_parameter_go1 { int a;
#ifdef ONE
 int b;
#endif
#line 14 "go_arms_declared.gc"
    
#  if defined(TWO) && \
      TWO > 1
 int *n;
#endif
#line 14 "go_arms_declared.gc"
     };
static void chanc_parameter_go1(void *) __asm__("parameter.go1") __attribute__((unused));
#line 14 "go_arms_declared.gc"
    static void chanc_parameter_go1(void *chanc_argument) { struct chanc_parameter_go1 *chanc_given = chanc_argument; const int a = chanc_given->a; (void)a;
#ifdef ONE
 const int b = chanc_given->b; (void)b;
#endif
#line 14 "go_arms_declared.gc"
    
#  if defined(TWO) && \
      TWO > 1
 int *const chanc_n = chanc_given->n; (void)chanc_n;
#endif
#line 14 "go_arms_declared.gc"
     {
        work(a);
#ifdef ONE
        work(b + b);
#endif
#  if defined(TWO) && \
      TWO > 1
        work((*chanc_n));
#endif
        work(a);
    } }

#line 4 "go_arms_declared.gc"
int parameter(int a
#ifdef ONE
              , int b
#endif
)
{
#  if defined(TWO) && \
      TWO > 1
    static int n;
#endif
    chanc_go(chanc_parameter_go1, &(struct chanc_parameter_go1){a, 
#ifdef ONE
b,
#endif
#line 14 "go_arms_declared.gc"
    
#  if defined(TWO) && \
      TWO > 1
&n,
#endif
#line 14 "go_arms_declared.gc"
    }, sizeof(struct chanc_parameter_go1), CHANC_AT);
#line 25 "go_arms_declared.gc"
    return a;
}

struct chanc_alone_go2 { int b; };
static void chanc_alone_go2(void *) __asm__("alone.go2") __attribute__((unused));
#line 35 "go_arms_declared.gc"
        static void chanc_alone_go2(void *chanc_argument) { struct chanc_alone_go2 *chanc_given = chanc_argument; const int b = chanc_given->b; (void)b; { work(b); } }

struct chanc_alone_go1 { char chanc_nothing;
#ifdef ONE
 int b;
#endif
#line 33 "go_arms_declared.gc"
     };
static void chanc_alone_go1(void *) __asm__("alone.go1") __attribute__((unused));
#line 33 "go_arms_declared.gc"
    static void chanc_alone_go1(void *chanc_argument) { struct chanc_alone_go1 *chanc_given = chanc_argument; (void)chanc_given;
#ifdef ONE
 const int b = chanc_given->b; (void)b;
#endif
#line 33 "go_arms_declared.gc"
     {
#ifdef ONE
        chanc_go(chanc_alone_go2, &(struct chanc_alone_go2){b}, sizeof(struct chanc_alone_go2), CHANC_AT);
#endif
    } }

struct chanc_alone_go3 { char chanc_nothing;
#ifdef ONE
 int b;
#endif
#line 38 "go_arms_declared.gc"
     };
static void chanc_alone_go3(void *) __asm__("alone.go3") __attribute__((unused));
#line 38 "go_arms_declared.gc"
    static void chanc_alone_go3(void *chanc_argument) { struct chanc_alone_go3 *chanc_given = chanc_argument; (void)chanc_given;
#ifdef ONE
 const int b = chanc_given->b; (void)b;
#endif
#line 38 "go_arms_declared.gc"
     {
#ifdef ONE
        work(b);
#endif
    } }

#line 28 "go_arms_declared.gc"
void alone(void)
{
#ifdef ONE
    int b = 1;
#endif
    chanc_go(chanc_alone_go1, &(struct chanc_alone_go1){0, 
#ifdef ONE
b,
#endif
#line 33 "go_arms_declared.gc"
    }, sizeof(struct chanc_alone_go1), CHANC_AT);
#line 38 "go_arms_declared.gc"
    chanc_go(chanc_alone_go3, &(struct chanc_alone_go3){0, 
#ifdef ONE
b,
#endif
#line 38 "go_arms_declared.gc"
    }, sizeof(struct chanc_alone_go3), CHANC_AT);
#line 43 "go_arms_declared.gc"
}

struct chanc_either_go1 { int b; };
static void chanc_either_go1(void *) __asm__("either.go1") __attribute__((unused));
#line 52 "go_arms_declared.gc"
    static void chanc_either_go1(void *chanc_argument) { struct chanc_either_go1 *chanc_given = chanc_argument; const int b = chanc_given->b; (void)b; {
#ifdef ONE
        work(b);
#endif
        work(b);
    } }

#line 45 "go_arms_declared.gc"
void either(void)
{
#ifdef ONE
    int b = 1;
#else
    int b = 2;
#endif
    chanc_go(chanc_either_go1, &(struct chanc_either_go1){b}, sizeof(struct chanc_either_go1), CHANC_AT);
#line 58 "go_arms_declared.gc"
}
