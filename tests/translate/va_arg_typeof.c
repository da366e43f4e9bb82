#include <chanc.h>
#line 1 "va_arg_typeof.gc"
// Types in va_arg, in typeof of va_arg and in make that begin as expressions or with qualifiers do.
#include <stdarg.h>
struct S { chanc_chan *c; int n; };
typedef chanc_chan *ints;
void f(int n, ...) {
    va_list ap;
    int x;
    va_start(ap, n);
    __typeof__(x) *p = va_arg(ap, __typeof__(x) *);
    __typeof__(chanc_chan *) *q = va_arg(ap, __typeof__(chanc_chan *) *);
    chanc_send(*q, &(int){*p}, CHANC_AT);
    chanc_chan *c = va_arg(ap, __typeof__(chanc_chan *));
    chanc_send(c, &(int){1}, CHANC_AT);
    __typeof__(va_arg(ap, struct S *)) y = 0;
    chanc_close(y->c, CHANC_AT);
    chanc_close(va_arg(ap, __typeof__(chanc_chan *)), CHANC_AT);
    chanc_chan *const e = va_arg(ap, chanc_chan *const );
    chanc_recv(e, 0, CHANC_AT);
    chanc_chan *m = chanc_make(sizeof(int), 0, CHANC_AT);
    chanc_send(m, &(int){2}, CHANC_AT);
    __typeof__(ints (*)[2]) r = 0;
    __typeof__(ints *const *) s = 0;
    chanc_close(**s, CHANC_AT); chanc_close((*r)[1], CHANC_AT);
    va_end(ap);
}
