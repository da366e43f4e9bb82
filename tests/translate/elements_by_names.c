#include <chanc.h>
#line 1 "elements_by_names.gc"
/* Elements by the names of a header's types and of macros, where an expression may stand, too. */
#include <stddef.h>
#define BYTE unsigned char
#define OCTET BYTE
#define LIMIT 3
#define NOW limit
typedef int T;
void take(chanc_chan *c, chanc_chan *d);
int from_headers(void *p)
{
    chanc_close(chanc_make(sizeof(size_t), 0, CHANC_AT), CHANC_AT);
    chanc_close(chanc_make(sizeof(T), 0, CHANC_AT), CHANC_AT);
    take(chanc_make(sizeof(size_t), 1, CHANC_AT), chanc_make(sizeof(T), 0, CHANC_AT));
    return sizeof(chanc_chan *) + sizeof(chanc_chan *) + ((chanc_chan *)p != 0);
}
int by_macros(void *p)
{
    chanc_chan **all = p;
    chanc_chan *made = chanc_make(sizeof(OCTET), 0, CHANC_AT);
    chanc_chan *sink = made;
    chanc_send(sink, &(OCTET [1]){1}, CHANC_AT);
    return sizeof(chanc_chan *) + chanc_len(*all);
}
int compared(int chan, int limit)
{
    return (chan<-(limit)) + (chan<-limit) + (chan<- LIMIT) + (chan<- NOW);
}
