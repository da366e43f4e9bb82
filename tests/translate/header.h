#include <chanc.h>
#line 1 "header.gh"
/* What a header becomes for C and C++ callers. */
#ifndef HEADER_GH
#define HEADER_GH
#ifdef __cplusplus
extern "C" {
#endif
#line 4 "header.gh"

struct job {
    int id;
    chanc_chan *answers;
};
typedef chanc_chan *source;

/* Sends numbers until told to stop. */
void generate(chanc_chan *out, chanc_chan *stop);
source start(int n);

#ifdef __cplusplus
}
#endif
#line 15 "header.gh"
#endif
