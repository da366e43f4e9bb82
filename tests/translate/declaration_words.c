#include <chanc.h>
#line 1 "declaration_words.gc"
/* Words that stand among an element's qualifiers and belong to the declaration. */
chanc_chan _Alignas(16) *aligned;
extern chanc_chan *number;

int use(chanc_chan *in)
{
    chanc_chan _Alignas(32) *own = in, *other = 0;
    other = own;
    return *(int *)chanc_recv(other, &(int){0}, CHANC_AT);
}
