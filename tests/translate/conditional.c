#include <chanc.h>
#line 1 "conditional.gc"
/* Both arms of a conditional are translated. */
#include <stddef.h>
#ifdef NARROW
typedef short number;
#else
typedef int number;
#endif
typedef chanc_chan *numbers;

static number receive(numbers c)
{
#ifdef VERBOSE
    chanc_send(c, &(number [1]){1}, CHANC_AT);
    number n = *(number *)chanc_recv(c, &(number){0}, CHANC_AT);
#elif defined QUIET
    number n = *(number *)chanc_recv(c, &(number){0}, CHANC_AT);
#else
    number v; _Bool ok = chanc_recv_ok(c, &v, CHANC_AT);
    number n = ok ? v : -1;
#endif
#if 0
    this does not parse <- at all {
#endif
    return n;
}

int use(numbers c)
{
    if (c == NULL) {
        return 1;
#ifdef NEVER
    } else if (chanc_len(c)) {
        return 2;
#endif
    }
    return receive(c);
}
