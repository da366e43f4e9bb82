/* GNU C around the words. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#define chan_of(x) __extension__ ({ __typeof__(x) chan = (x); chan; })
typedef int vector __attribute__((vector_size(16)));
struct empty {};
struct zero { int len; char cap[0]; };
struct flexible { int len; struct { int go; }; union { int make; float range; }; int : 3; int select : 4, : 0; char cap[]; };
static __thread int chan __attribute__((unused)) = 3;
extern int go(int) __asm__("_go") __attribute__((nonnull));
__attribute__((constructor)) static void make(void) {}
static inline __attribute__((always_inline)) int func(int n, int list[static const 3]) { return n<-list[0]; }
int (*attribute(void))(int) __attribute__((noinline));
int select[] = {[0 ... 3] = 1, [5] = 2, [6 ... 7] = 3};
struct old { int range, go; } old = {range: 1, go: 1<-2};
int nested(int n)
{
    __label__ out;
    int inner(int chan) { if (chan<-n) goto out; return chan ?: n; }
    static void *labels[] = {&&out, &&chan, &&go};
    auto int later(int);
    goto *labels[n & 1];
chan:
    n = inner(1) + ({ int go = 1; go <-n; });
go: __attribute__((unused));
    switch (n) { case 1 ... 5: case 'a' ... 'z': n = 1; }
    int later(int select) { return select; }
out:
    return n ? : __builtin_choose_expr(1, n<-1, n) + __builtin_types_compatible_p(int, long) + later(2);
}
long assembly(long chan, long *go)
{
    __asm__ volatile("lea <-chan(%%rip), %0\n\tmov %1, %0" : "=r"(chan), "+m"(*go) : "r"(chan), [make] "i"(3) : "memory", "cc");
    asm("nop" ::: "memory");
    asm goto("" :::: range);
range:
    return chan + __real__ (1.0 + 2.0i) + (long)__func__[0] + __LINE__<-chan;
}
int types(int n, ...)
{
    va_list list;
    va_start(list, n);
    int x = va_arg(list, int)<-va_arg(list, int *)[0];
    x += offsetof(struct flexible, cap[2]) + __alignof__(struct zero) + __alignof__ x + sizeof(int[n]);
    __typeof__(x) y = x; typeof(int *) p = &y; __auto_type z = *p;
    _Complex double c = 1.0i; __int128 wide = z; _Float128 quad = 1.0Q;
    vector v = {1, 2, 3, 4}; v = v < -v;
    enum __attribute__((packed)) { RED, GREEN, } e = GREEN;
    union u { int i; float f; } u = (union u)x;
    struct zero *s = &(struct zero){.len = 1};
    _Static_assert(sizeof(int) == 4, "int"); _Static_assert(1 <2, "<-");
    return __extension__ (x ? y : -x) + (e == GREEN) + s->len + u.i + (int)wide + (quad <-1) + !c + v[0] + chan_of(n)<-1;
    __builtin_unreachable();
}
int chan_extra(void) { return _Generic(chan, int: 1, default: 2)<-_Generic(1 <-2, int: 3); }
