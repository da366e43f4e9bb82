#include <chanc.h>
#line 1 "types.gc"
/* A channel type becomes the runtime's pointer, wherever it stands. */
typedef chanc_chan *ints;
typedef chanc_chan *source, **sources;

struct request {
    int number;
    chanc_chan *reply;
    chanc_chan *nested[2];
};

chanc_chan *shared;
extern chanc_chan /* receive only */ *input;
chanc_chan *callbacks(chanc_chan *, chanc_chan *in[3]);
chanc_chan *(*factory)(void);

int sizes(ints c, sources list, chanc_chan **pointer)
{
    chanc_chan *d = (chanc_chan *)(void *)c;
    return sizeof(chanc_chan *) == sizeof d && sizeof(chanc_chan *[2]) > _Alignof(ints) &&
           list != 0 && *pointer == (chanc_chan *){c};
}
