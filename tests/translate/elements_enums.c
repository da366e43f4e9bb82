#include <chanc.h>
#line 1 "elements_enums.gc"
/* An enum without a tag that is an element gets a name before its enumerators, as a struct does. */
__typeof__((void)sizeof(enum chanc_element1 { RED, GREEN }), (chanc_chan *)0) colours;
struct shop {
    __typeof__((void)sizeof(enum chanc_element2 { OPEN, CLOSED }), (chanc_chan *)0) state;
};
int paint(struct shop *shop)
{
    int first = *(enum chanc_element1 *)chanc_recv(colours, &(enum chanc_element1){(enum chanc_element1)0}, CHANC_AT);
    chanc_send(colours, &(enum chanc_element1){GREEN}, CHANC_AT);
    enum chanc_element1 next = *(enum chanc_element1 *)chanc_recv(colours, &next, CHANC_AT);
    chanc_send(shop->state, &(enum chanc_element2){OPEN}, CHANC_AT);
    return first + (int)next;
}
