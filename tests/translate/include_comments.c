#include <chanc.h>
#line 1 "include_comments.gc"
/* Comments stand in directives wherever blanks do, and stay. */
#ifdef __clang__
#line 2 "include_comments.gc"
# 1 "header.gh" 1
#endif
#line 1 "header.gh"
/* What a header becomes for C and C++ callers. */
#ifndef HEADER_GH
#define HEADER_GH

struct job {
    int id;
    chanc_chan *answers;
};
typedef chanc_chan *source;

/* Sends numbers until told to stop. */
void generate(chanc_chan *out, chanc_chan *stop);
source start(int n);

#endif
#ifdef __clang__
# 4 "include_comments.gc" 2
#endif
 /* before */ /* and after, on
  two lines */ /* at the end */
#line 4 "include_comments.gc"

 /* once */ // only
#line 5 "include_comments.gc"
source in;
#define A 1 /* not in the body */

#line 9 "include_comments.gc"
source other;
