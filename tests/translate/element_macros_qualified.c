#include <chanc.h>
#line 1 "element_macros_qualified.gc"
/* Qualifiers before a macro that is a pointer's type are said of what it points to, before any other of the element, where they
 * say nothing. */
#define STRING char *
#define POINTER(type) type *
#define NUMBER unsigned

#line 9 "element_macros_qualified.gc"
    _Static_assert(__builtin_types_compatible_p(unsigned int, NUMBER), "the element types unsigned int and NUMBER differ");
_Static_assert(__builtin_types_compatible_p(const char *, const STRING), "the element types const char * and const STRING differ");
_Static_assert(__builtin_types_compatible_p(const POINTER(char), const char *), "the element types const POINTER(char) and const char * differ");
#line 7 "element_macros_qualified.gc"
void pass(chanc_chan *a, chanc_chan *b, chanc_chan *c, chanc_chan *d)
{
    chanc_chan *e = d;
    b = a;
    c = b;
    chanc_send(a, &(const STRING [1]){"text"}, CHANC_AT);
    const char *text = *(const POINTER(char) *)chanc_recv(c, &(const POINTER(char)){0}, CHANC_AT);
    NUMBER number; chanc_recv(d, &number, CHANC_AT);
    number++;
    chanc_send(e, &(unsigned int){number + (unsigned)text[0]}, CHANC_AT);
}
