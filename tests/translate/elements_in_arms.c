#include <chanc.h>
#line 1 "elements_in_arms.gc"
/* Unnamed elements have the same names in every arm of an #if. */
#if A
__typeof__((void)sizeof(struct chanc_element1 { int a; }), (chanc_chan *)0) x;
#endif
__typeof__((void)sizeof(struct chanc_element2 { int b; }), (chanc_chan *)0) y;
void f(void) {
#if A
    struct chanc_element1 v; chanc_recv(x, &v, CHANC_AT); (void)v;
#else
    struct chanc_element2 w; chanc_recv(y, &w, CHANC_AT); w.b = 1; chanc_send(y, &(struct chanc_element2 [1]){w}, CHANC_AT);
#endif
}
int main(void) __asm__("chanc_main");

#line 13 "elements_in_arms.gc"
int main(void) { return 0; }
