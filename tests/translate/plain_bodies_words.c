#include <chanc.h>
#line 1 "plain_bodies_words.gc"
/* Words of channel syntax as names of C: no declaration is one of channels for these alone. */
typedef unsigned int number;
struct span {
    number range, select;
};
struct port {
    struct span func;
    chanc_chan *go;
};

number width(struct span range, number func);
number width(struct span range, number func)
{
    return range.select - range.range + func;
}

void put(struct port *select, number make);
void put(struct port *select, number make)
{
    chanc_send(select->go, &(number){make}, CHANC_AT);
}

void put_all(struct port *make);
void put_all(struct port *make)
{
    for (number range = 0; range < width(make->func, 1); range++) put(make, range);
}

number get(struct port range);
number get(struct port range)
{
    number *go = &range.func.range;
    return *go + *(number *)chanc_recv(range.go, &(number){0}, CHANC_AT);
}
