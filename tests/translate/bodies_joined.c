#include <chanc.h>
#line 1 "bodies_joined.gc"
// Types that macros declare that make names of parts: the functions that use these name no word of channels.
#define LIST_(T, name) struct name##_list { T first; }
#define LIST(T, name) LIST_(T, name)
int close(int);

LIST(chanc_chan *, joined);

void close_first(struct joined_list *list)
{
    chanc_close(list->first, CHANC_AT);
}
