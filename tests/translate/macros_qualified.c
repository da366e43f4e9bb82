#include <chanc.h>
#line 1 "macros_qualified.gc"
// Qualifiers before a macro that is given a channel's type are the channel's, as they are without the macro.
#define OBJECT(n, T) T n
#define REVERSE(T, n) T n

extern const OBJECT(global, __typeof__(chanc_chan *));
static volatile OBJECT(local, __typeof__(chanc_chan *)) = 0;
void take(const OBJECT(c, __typeof__(chanc_chan *)), int *n);
void all(int n, const OBJECT(c, __typeof__(chanc_chan *)), volatile REVERSE(__typeof__(chanc_chan *), d), const REVERSE(__typeof__(chanc_chan *) *, p));

void all(int n, const OBJECT(c, __typeof__(chanc_chan *)), volatile REVERSE(__typeof__(chanc_chan *), d), const REVERSE(__typeof__(chanc_chan *) *, p))
{
    const OBJECT(e, __typeof__(chanc_chan *)) = c;
    chanc_send(e, &(int){n}, CHANC_AT);
    d = c;
    { chanc_chan *chanc_c1 = *p; chanc_send(chanc_c1, &(int){*(int *)chanc_recv(d, &(int){0}, CHANC_AT)}, CHANC_AT); }
    p = &e;
    take(e, &n), local = d;
}

struct pair {
    const OBJECT(c, __typeof__(chanc_chan *));
};
#undef OBJECT
