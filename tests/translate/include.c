#include <chanc.h>
#line 1 "include.gc"
/* A .gh is replaced by its translation, once. */
#ifdef __clang__
#line 2 "include.gc"
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
# 3 "include.gc" 2
#endif
#line 3 "include.gc"
#include <stddef.h>


int use(source in)
{
    chanc_chan *stop = chanc_make(0, 0, CHANC_AT);
    chanc_chan *jobs = NULL;
    generate(NULL, stop);
    chanc_close(stop, CHANC_AT);
    return *(int *)chanc_recv(in, &(int){0}, CHANC_AT) + (*(struct job *)chanc_recv(jobs, &(struct job){0}, CHANC_AT)).id;
}
