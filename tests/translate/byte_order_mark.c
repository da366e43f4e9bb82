#include <chanc.h>
#line 1 "byte_order_mark.gc"
int f(chanc_chan *c) { return *(int *)chanc_recv(c, &(int){0}, CHANC_AT); }
