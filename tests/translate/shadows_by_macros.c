#include <chanc.h>
#line 1 "shadows_by_macros.gc"
/* What macros declare in inner blocks hides variables of the function; nothing else here is of channels but by their uses. */
typedef chanc_chan *C;
#define OBJECT(T, n) T n
int close(int);

void elsewhere(void) {
    extern OBJECT(C, queue);
    chanc_close(queue, CHANC_AT);
}

void within(void) {
    int queue = 0;
    {
        OBJECT(C, queue) = 0;
        chanc_close(queue, CHANC_AT);
    }
    {
        extern OBJECT(C, queue);
        chanc_close(queue, CHANC_AT);
    }
    queue++;
}

void without(C queue, int (*close_of)(int)) {
    {
        OBJECT(int, queue) = 3;
        queue = queue <-1 ? queue + 1 : close_of(queue);
        close(queue);
    }
    for (OBJECT(long, queue) = 3; queue > 0; queue--) close(+queue);
    chanc_close(queue, CHANC_AT);
}
