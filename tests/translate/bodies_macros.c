#include <chanc.h>
#line 1 "bodies_macros.gc"
// Types that macros declare of channels among their arguments: the functions that use these name no word of channels.
#define BOX_(T) typedef struct { T held; } box
#define BOX(T) BOX_(T)
int close(int);

BOX(chanc_chan *);

void close_box(box *b)
{
    chanc_close(b->held, CHANC_AT);
}
