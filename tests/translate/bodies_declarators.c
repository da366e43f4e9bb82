#include <chanc.h>
#line 1 "bodies_declarators.gc"
// Names of channels that stand in parentheses, in declarations that begin with more than one word.
#define EXPORT
#define CALL
struct job {
    int number;
};
typedef struct job job_t;
typedef chanc_chan *jobs;
int close(int);

chanc_chan *(*pointer);
chanc_chan *(*called)(int);
EXPORT jobs (CALL *called_so)(int);
EXPORT jobs (*array[4]);

void close_pointed(void)
{
    chanc_close(*pointer, CHANC_AT);
}

void close_returned(void)
{
    chanc_close(called(1), CHANC_AT);
}

void close_returned_so(void)
{
    chanc_close(called_so(1), CHANC_AT);
}

void close_element(void)
{
    chanc_close(*array[1], CHANC_AT);
}
