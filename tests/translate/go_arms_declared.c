#include <chanc.h>
#line 1 "go_arms_declared.gc"
/* What only an arm of an #if declares and uses is carried under the same condition. */
void work(int n);

#ifdef ONE
#define chanc_parameter_go1_b
#endif
#  if defined(TWO) && \
      TWO > 1
#define chanc_parameter_go1_n
#endif
#ifdef chanc_parameter_go1_n
#define chanc_1_parameter_go1_n (*chanc_n)
#endif
#ifndef chanc_1_parameter_go1_n
#define chanc_1_parameter_go1_n n
#endif
struct chanc_parameter_go1 { int a;
#ifdef chanc_parameter_go1_b
 int b;
#endif
#line 14 "go_arms_declared.gc"
    
#ifdef chanc_parameter_go1_n
 int *n;
#endif
#line 14 "go_arms_declared.gc"
     };
static void chanc_parameter_go1(void *) __asm__("parameter.go1") __attribute__((unused));
#line 14 "go_arms_declared.gc"
    static void chanc_parameter_go1(void *chanc_argument) { struct chanc_parameter_go1 *chanc_given = (struct chanc_parameter_go1 *)chanc_argument; const int a __attribute__((unused)) = chanc_given->a;
#ifdef chanc_parameter_go1_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 14 "go_arms_declared.gc"
    
#ifdef chanc_parameter_go1_n
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
        work(chanc_1_parameter_go1_n);
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
    
#ifdef ONE
(void)b, 
#endif
#line 14 "go_arms_declared.gc"
    
#  if defined(TWO) && \
      TWO > 1
(void)n, 
#endif
#line 14 "go_arms_declared.gc"
    chanc_go(chanc_parameter_go1, &(struct chanc_parameter_go1){a, 
#ifdef chanc_parameter_go1_b
b,
#endif
#line 14 "go_arms_declared.gc"
    
#ifdef chanc_parameter_go1_n
&n,
#endif
#line 14 "go_arms_declared.gc"
    }, sizeof(struct chanc_parameter_go1), CHANC_AT);
#line 25 "go_arms_declared.gc"
    return a;
}

#ifdef ONE
#ifdef ONE
#define chanc_alone_go2_b
#endif
struct chanc_alone_go2 { char chanc_nothing;
#ifdef chanc_alone_go2_b
 int b;
#endif
#line 35 "go_arms_declared.gc"
         };
static void chanc_alone_go2(void *) __asm__("alone.go2") __attribute__((unused));
#line 35 "go_arms_declared.gc"
        static void chanc_alone_go2(void *chanc_argument) { struct chanc_alone_go2 *chanc_given __attribute__((unused)) = (struct chanc_alone_go2 *)chanc_argument;
#ifdef chanc_alone_go2_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 35 "go_arms_declared.gc"
         { work(b); } }
#endif

#ifdef ONE
#define chanc_alone_go1_b
#endif
struct chanc_alone_go1 { char chanc_nothing;
#ifdef chanc_alone_go1_b
 int b;
#endif
#line 33 "go_arms_declared.gc"
     };
static void chanc_alone_go1(void *) __asm__("alone.go1") __attribute__((unused));
#line 33 "go_arms_declared.gc"
    static void chanc_alone_go1(void *chanc_argument) { struct chanc_alone_go1 *chanc_given __attribute__((unused)) = (struct chanc_alone_go1 *)chanc_argument;
#ifdef chanc_alone_go1_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 33 "go_arms_declared.gc"
     {
#ifdef ONE
        chanc_go(chanc_alone_go2, &(struct chanc_alone_go2){0, 
#ifdef chanc_alone_go2_b
b,
#endif
#line 35 "go_arms_declared.gc"
        }, sizeof(struct chanc_alone_go2), CHANC_AT);
#endif
#line 37 "go_arms_declared.gc"
    } }

#ifdef ONE
#define chanc_alone_go3_b
#endif
struct chanc_alone_go3 { char chanc_nothing;
#ifdef chanc_alone_go3_b
 int b;
#endif
#line 38 "go_arms_declared.gc"
     };
static void chanc_alone_go3(void *) __asm__("alone.go3") __attribute__((unused));
#line 38 "go_arms_declared.gc"
    static void chanc_alone_go3(void *chanc_argument) { struct chanc_alone_go3 *chanc_given __attribute__((unused)) = (struct chanc_alone_go3 *)chanc_argument;
#ifdef chanc_alone_go3_b
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
    
#ifdef ONE
(void)b, 
#endif
#line 33 "go_arms_declared.gc"
    chanc_go(chanc_alone_go1, &(struct chanc_alone_go1){0, 
#ifdef chanc_alone_go1_b
b,
#endif
#line 33 "go_arms_declared.gc"
    }, sizeof(struct chanc_alone_go1), CHANC_AT);
#line 38 "go_arms_declared.gc"
    
#ifdef ONE
(void)b, 
#endif
#line 38 "go_arms_declared.gc"
    chanc_go(chanc_alone_go3, &(struct chanc_alone_go3){0, 
#ifdef chanc_alone_go3_b
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

#ifdef ONE
#define chanc_versions_go1_b
#endif
#ifdef THREE
#define chanc_versions_go1_d
#endif
#ifdef ONE
#else
#define chanc_versions_go1_a
#endif
struct chanc_versions_go1 { chanc_chan *out;
#ifdef chanc_versions_go1_b
 int b;
#endif
#line 75 "go_arms_declared.gc"
     int c;
#ifdef chanc_versions_go1_d
 int d;
#endif
#line 75 "go_arms_declared.gc"
    
#ifdef chanc_versions_go1_a
 int a;
#endif
#line 75 "go_arms_declared.gc"
     };
static void chanc_versions_go1(void *) __asm__("versions.go1") __attribute__((unused));
#line 75 "go_arms_declared.gc"
    static void chanc_versions_go1(void *chanc_argument) { struct chanc_versions_go1 *chanc_given = (struct chanc_versions_go1 *)chanc_argument; chanc_chan *const out __attribute__((unused)) = chanc_given->out;
#ifdef chanc_versions_go1_b
 const int b __attribute__((unused)) = chanc_given->b;
#endif
#line 75 "go_arms_declared.gc"
     const int c __attribute__((unused)) = chanc_given->c;
#ifdef chanc_versions_go1_d
 const int d __attribute__((unused)) = chanc_given->d;
#endif
#line 75 "go_arms_declared.gc"
    
#ifdef chanc_versions_go1_a
 const int a __attribute__((unused)) = chanc_given->a;
#endif
#line 75 "go_arms_declared.gc"
     {
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
    
#ifdef ONE
(void)b, 
#endif
#line 75 "go_arms_declared.gc"
    
#ifdef THREE
(void)d, 
#endif
#line 75 "go_arms_declared.gc"
    (void)a, chanc_go(chanc_versions_go1, &(struct chanc_versions_go1){out, 
#ifdef chanc_versions_go1_b
b,
#endif
#line 75 "go_arms_declared.gc"
    c, 
#ifdef chanc_versions_go1_d
d,
#endif
#line 75 "go_arms_declared.gc"
    
#ifdef chanc_versions_go1_a
a,
#endif
#line 75 "go_arms_declared.gc"
    }, sizeof(struct chanc_versions_go1), CHANC_AT);
#line 90 "go_arms_declared.gc"
}
