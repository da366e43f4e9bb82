#include <chanc.h>
#line 1 "attributes.gc"
/* Attributes in the places that C's grammars forget. */
struct __attribute__((packed)) __attribute__((aligned(4))) pair {
    char a;
    int b;
};
union __attribute__((aligned(8))) both {
    int a;
    chanc_chan *c;
};
static int *
__attribute__((noinline, const))
first(int *p)
{
    return p;
}

int attributes(chanc_chan *c, __attribute__((unused)) int n)
{
    int x = *(int *)chanc_recv(c, &(int){0}, CHANC_AT), __attribute__((unused)) y = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    union both u = {0};
    int (__attribute__((unused)) z) = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    if (x) goto out;
    for (int v; chanc_next(c, &v, CHANC_AT);) {
        switch (v) {
        case 1: chanc_send(c, &(int){1}, CHANC_AT); __attribute__((fallthrough));
        case 2: x = *first(&x) + *(int *)chanc_recv(c, &(int){0}, CHANC_AT) + (int)sizeof(struct __attribute__((aligned(4))) __attribute__((packed)) { char a; });
        }
    }
    chanc_send(c, &(int){u.a}, CHANC_AT);
out: __attribute__((unused))
    chanc_send(c, &(int){x}, CHANC_AT);
    return x;
}
