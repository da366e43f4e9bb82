#include <chanc.h>
#line 1 "elements_in_parentheses.gc"
/* A typedef in parentheses after `chan`: where an expression may stand too, `chan(number)` reads as a call. */
typedef int number;
typedef chanc_chan *numbers;
struct holder {
    numbers c;
};
void close_all(numbers c, struct holder *h, numbers *all, chanc_chan *sinks, chanc_chan *queue)
{
    chanc_close((chanc_chan *)(c), CHANC_AT);
    chanc_close((chanc_chan *)(h)->c, CHANC_AT), chanc_close((chanc_chan *)*all, CHANC_AT);
    chanc_recv((chanc_chan *)(c), 0, CHANC_AT);
    { chanc_chan *chanc_c1 = (chanc_chan *)(c); for (number v; chanc_next(chanc_c1, &v, CHANC_AT);) (void)v; }
    chanc_chan *in = chanc_make(sizeof(number), 3, CHANC_AT);
    __typeof__(chanc_chan *) same = in;
    numbers made = chanc_make(sizeof(number), 0, CHANC_AT);
    numbers next = (chanc_chan *)*(numbers *)chanc_recv(queue, &(numbers){0}, CHANC_AT);
    int compatible = 0;
    { chanc_chan *chanc_c2 = ((chanc_chan *)(made)); chanc_send(chanc_c2, &(number){compatible + (*(number *)chanc_recv(same, &(number){0}, CHANC_AT))}, CHANC_AT); }
    { chanc_case chanc_s3[2]; chanc_chan *chanc_v4; numbers chanc_v5;
#line 20 "elements_in_parentheses.gc"
    chanc_s3[0] = chanc_case_recv(sinks, &chanc_v4);
#line 22 "elements_in_parentheses.gc"
    chanc_s3[1] = chanc_case_recv(queue, &chanc_v5);
#line 19 "elements_in_parentheses.gc"
    switch (chanc_select(chanc_s3, 2, CHANC_AT)) {
    case 0: { chanc_chan *sink = chanc_v4;
        chanc_send(sink, &(number){1}, CHANC_AT); break; }
    default: { chanc_chan *some = chanc_v5;
        chanc_send(some, &(number){chanc_len(next)}, CHANC_AT); break; }
    } }
}
void nested(void)
{
    chanc_chan *x = chanc_make(sizeof(chanc_chan *), sizeof(chanc_chan *), CHANC_AT);
    chanc_recv(chanc_make(sizeof(chanc_chan *), 0, CHANC_AT), 0, CHANC_AT);
    { chanc_chan *chanc_c6 = chanc_make(sizeof(chanc_chan *), 0, CHANC_AT); while (chanc_next(chanc_c6, 0, CHANC_AT))
        chanc_close(x, CHANC_AT); }
}
/* A type in parentheses is a type to `make`, as in Go. */
void parenthesised(int n)
{
    numbers x = chanc_make(sizeof(int), 0, CHANC_AT);
    numbers y = chanc_make(sizeof(int), n, CHANC_AT), z = chanc_make(sizeof(number), 0, CHANC_AT);
    chanc_close(x, CHANC_AT), chanc_close(y, CHANC_AT), chanc_close(z, CHANC_AT);
}
