#include <chanc.h>
#line 1 "macros_before_parentheses.gc"
/* Functions whose names stand in parentheses, after macros that are storage classes. */
#define API extern
typedef int number;
typedef chanc_chan *numbers;
API int (plain)(chanc_chan *c);
API int *(pointer) (chanc_chan *c);
API number (named) (chanc_chan *c);
API number *(both) (chanc_chan *c);
API numbers (result) (numbers c);
API chanc_chan *(made)(int n);
API const char *(text) (numbers c);
API void (*variable)(chanc_chan *c);
int (plain)(chanc_chan *c)
{
    chanc_send(c, &(int){1}, CHANC_AT);
    (*variable)(c);
    return *(pointer)(c) + named(c);
}
