#include <chanc.h>
#line 1 "macro_elements_in_arms.gc"
/* Words that are spelt otherwise for the parser are so in the versions that show them, and leave the others alone. */
#define VEC(T) T *
struct holder {
#ifdef B
    chanc_chan *member;
    chanc_chan *received;
#else
    chanc_chan *member;
    chanc_chan *received;
#endif
};
