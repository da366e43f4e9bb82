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
    static void chanc_parameter_go1(void *chanc_argument) { struct chanc_parameter_go1 *chanc_given = (struct chanc_parameter_go1 *)chanc_argument; const int a __attribute__((unused)) = chanc_given->a;
#ifdef ONE
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 14 "go_arms_declared.gc"
    
#  if defined(TWO) && \
      TWO > 1
 int *const chanc_n __attribute__((unused)) = chanc_given->n;
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
        static void chanc_alone_go2(void *chanc_argument) { struct chanc_alone_go2 *chanc_given = (struct chanc_alone_go2 *)chanc_argument; const int b __attribute__((unused)) = chanc_given->b; { work(b); } }

struct chanc_alone_go1 { char chanc_nothing;
#ifdef ONE
 int b;
#endif
#line 33 "go_arms_declared.gc"
     };
static void chanc_alone_go1(void *) __asm__("alone.go1") __attribute__((unused));
#line 33 "go_arms_declared.gc"
    static void chanc_alone_go1(void *chanc_argument) { struct chanc_alone_go1 *chanc_given __attribute__((unused)) = (struct chanc_alone_go1 *)chanc_argument;
#ifdef ONE
 const int b __attribute__((unused)) = chanc_given->b;
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
    static void chanc_alone_go3(void *chanc_argument) { struct chanc_alone_go3 *chanc_given __attribute__((unused)) = (struct chanc_alone_go3 *)chanc_argument;
#ifdef ONE
 const int b __attribute__((unused)) = chanc_given->b;
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
    static void chanc_either_go1(void *chanc_argument) { struct chanc_either_go1 *chanc_given = (struct chanc_either_go1 *)chanc_argument; const int b __attribute__((unused)) = chanc_given->b; {
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

struct chanc_versions_go1 { chanc_chan *out;
#ifdef ONE
 int b;
#endif
#line 75 "go_arms_declared.gc"
     int c;
#ifdef THREE
 int d;
#endif
#line 75 "go_arms_declared.gc"
     int a; };
static void chanc_versions_go1(void *) __asm__("versions.go1") __attribute__((unused));
#line 75 "go_arms_declared.gc"
    static void chanc_versions_go1(void *chanc_argument) { struct chanc_versions_go1 *chanc_given = (struct chanc_versions_go1 *)chanc_argument; chanc_chan *const out __attribute__((unused)) = chanc_given->out;
#ifdef ONE
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 75 "go_arms_declared.gc"
     const int c __attribute__((unused)) = chanc_given->c;
#ifdef THREE
 const int d __attribute__((unused)) = chanc_given->d;
#endif
#line 75 "go_arms_declared.gc"
     const int a __attribute__((unused)) = chanc_given->a; {
#ifdef ONE
        chanc_send(out, &(int){b}, CHANC_AT);
#else
        chanc_send(out, &(int){a}, CHANC_AT);
#endif
#ifdef TWO
        chanc_send(out, &(int){c}, CHANC_AT);
#else
        chanc_send(out, &(int){-c}, CHANC_AT);
#endif
#ifdef THREE
        chanc_send(out, &(int){d}, CHANC_AT);
#endif
    } }

#line 60 "go_arms_declared.gc"
/* In several versions of the text. */
void versions(chanc_chan *out, int a
#ifdef ONE
              , int b
#endif
)
{
#ifdef TWO
    int c = 2;
#else
    int c = 3;
#endif
#ifdef THREE
    int d = 4;
#endif
    chanc_go(chanc_versions_go1, &(struct chanc_versions_go1){out, 
#ifdef ONE
b,
#endif
#line 75 "go_arms_declared.gc"
    c, 
#ifdef THREE
d,
#endif
#line 75 "go_arms_declared.gc"
    a}, sizeof(struct chanc_versions_go1), CHANC_AT);
#line 90 "go_arms_declared.gc"
}
