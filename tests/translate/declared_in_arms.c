#include <chanc.h>
#line 1 "declared_in_arms.gc"
// What macros declare in arms, behind storage classes.
#define NAMED(n, T) T n
#define VAR(T, n) T n
void g(void) {
#ifdef B
  NAMED(q, chanc_chan *) = 0;
#else
  NAMED(q, chanc_chan *) = 0;
#endif
  chanc_send(q, &(int){1}, CHANC_AT);
}
void i(void) {
#ifdef B
  static VAR(chanc_chan, *q);
#else
  static VAR(chanc_chan, *q) = 0;
#endif
  chanc_send(q, &(int){1}, CHANC_AT);
}
void k(void) {
#ifdef B
  static VAR(chanc_chan, *q), *r;
#else
  static NAMED(q, chanc_chan *) = 0, *r;
#endif
  chanc_send(q, &(int){1}, CHANC_AT); chanc_send(r, &(int){1}, CHANC_AT);
}
#ifdef B
static VAR(chanc_chan, *x), *y;
#elif C
extern NAMED(x, chanc_chan *), *y;
#else
static __attribute__((unused)) NAMED(x, chanc_chan *) = 0, *y = 0;
#endif
void z(void) { chanc_send(x, &(int){1}, CHANC_AT); chanc_send(y, &(int){1}, CHANC_AT); }
