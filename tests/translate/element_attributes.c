#include <chanc.h>
#line 1 "element_attributes.gc"
/* Attributes at the end of a type's name, of a channel's element among others. */
struct pair {
    int first, second;
};
void take(chanc_chan *c, chanc_chan *p)
{
    struct pair one = *(struct pair *)chanc_recv(c, &(struct pair){0}, CHANC_AT);
    chanc_send(p, &(struct pair *){&one}, CHANC_AT);
}
int main(void) __asm__("chanc_main");

#line 10 "element_attributes.gc"
int main(void)
{
    chanc_chan *c = chanc_make(sizeof(struct pair), 1, CHANC_AT);
    chanc_chan *v = chanc_make(sizeof(int __attribute__((vector_size(16)))), 1, CHANC_AT);
    chanc_send(v, &(int __attribute__((vector_size(16))) [1]){(int __attribute__((vector_size(16)))){1, 2, 3, 4}}, CHANC_AT);
    int __attribute__((vector_size(16))) one; chanc_recv(v, &one, CHANC_AT);
    take(c, 0);
    return one[0];
}
