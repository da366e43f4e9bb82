#include <chanc.h>
#line 1 "generic_comments.gc"
/* What _Generic does not choose stays, for a type that nothing has, with the comments and the lines in it. */
int f(chanc_chan *c, int y) {
    int x = _Generic(c, /* why */ default: 1, /* never */ chanc_chan (*(*)[1])(void): 3);
    x += _Generic(c, // the channel
                  // numbers
                  chanc_chan (*(*)[1])(void): 2, /* two
                           lines */
                  default: /* before */ y /* after */,
                  chanc_chan (*(*)[2])(void): 3 // other
                  );         // outside
    x += _Generic(/* what */ c, chanc_chan (*(*)[1])(void): "/* no comment */", chanc_chan (*(*)[2])(void): '"', default: __LINE__);
    x += _Generic(
        c,
        chanc_chan (*(*)[1])(void): 1,
        default: y + // inside
            2
        // last
    );
    return x;
}
