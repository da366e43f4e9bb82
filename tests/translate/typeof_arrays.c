#include <chanc.h>
#line 1 "typeof_arrays.gc"
// Arrays of a typeof with an operand, as what compound literals are of.
struct s { int n[3]; int m; };
void f(chanc_chan *c, struct s *s, chanc_chan *d) {
    chanc_send(d, &(int *){(__typeof__(s->m)[2]){*(int *)chanc_recv(c, &(int){0}, CHANC_AT), 2}}, CHANC_AT);
    int *p = (__typeof__(s->m)[2]){1, 2};
    (void)p;
    chanc_send(c, &(int){sizeof (__typeof__(s->m)[4])}, CHANC_AT);
}
