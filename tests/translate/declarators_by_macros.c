#include <chanc.h>
#line 1 "declarators_by_macros.gc"
/* Channel syntax in declarators behind one that a macro makes. */
typedef chanc_chan *C;
#define OBJECT(T, n) T n

unsigned long sizes(void) {
    static OBJECT(C, first), (*taker)(chanc_chan *), all[sizeof(chanc_chan *)];
    OBJECT(C, second)[sizeof(chanc_chan *)], *at = &(chanc_chan *){0};
    OBJECT(C, third)[2] = {(chanc_chan *)0}, *more[sizeof(chanc_chan *)];
    more[0] = at;
    taker(first);
    return sizeof all + sizeof second + sizeof third + sizeof more;
}
