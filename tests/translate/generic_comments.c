#include <chanc.h>
#line 1 "generic_comments.gc"
/* What _Generic does not choose goes, but for the comments and the lines in it. */
int f(chanc_chan *c, int y) {
    int x = _Generic(c, /* why */ default: 1 /* never */);
    x += _Generic(c, // the channel
                  // numbers
                  /* two
                           lines */
                  /* before */ default: y /* after */
                  // other
                  );         // outside
    x += _Generic( /* what */ c, default: __LINE__);
    x += _Generic(
        c,

        default: y + // inside
            2
        // last
    );
    return x;
}
