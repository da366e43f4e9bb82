#include <chanc.h>
#line 1 "generic_comments.gc"
/* What _Generic does not choose stays, for a type that nothing has, with the comments and the lines in it. */
int f(chanc_chan *c, int y) {
    int x = _Generic(c, /* why */ default: 1, /* never */ struct chanc_other1 *: 3);
    x += _Generic(c, // the channel
                  // numbers
                  struct chanc_other1 *: 2, /* two
                           lines */
                  default: /* before */ y /* after */,
                  struct chanc_other2 *: 3 // other
                  );         // outside
    x += _Generic(/* what */ c, struct chanc_other1 *: "/* no comment */", struct chanc_other2 *: '"', default: __LINE__);
    x += _Generic(
        c,
        struct chanc_other1 *: 1,
        default: y + // inside
            2
        // last
    );
    return x;
}
