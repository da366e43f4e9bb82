#include <chanc.h>
#line 1 "names_by_macros.gc"
/* Names that macros make: of typedefs, functions, parameters and objects. Each is declared as what it is in the end. */
#include <unistd.h>

#define NAME(x) lib_##x

typedef chanc_chan *NAME(ints);
typedef chanc_chan *NAME(longs);
int NAME(stop)(chanc_chan *c);
int NAME(count)(chanc_chan *c);
static NAME(ints) NAME(all);

int NAME(stop)(chanc_chan *c)
{
    return lib_count(0) + *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}

struct chanc_use_go1 { chanc_chan *lib_c; };
static void chanc_use_go1(void *) __asm__("use.go1");
#line 27 "names_by_macros.gc"
    static void chanc_use_go1(void *chanc_argument) { struct chanc_use_go1 *chanc_given = (struct chanc_use_go1 *)chanc_argument; chanc_chan *const lib_c = chanc_given->lib_c; { chanc_close(lib_c, CHANC_AT); } }

#line 17 "names_by_macros.gc"
void use(lib_ints a, lib_longs *b, chanc_chan *NAME(c), chanc_chan **NAME(d))
{
    chanc_chan *NAME(e) = 0, *NAME(f)[2] = {a};
    chanc_close(a, CHANC_AT);
    chanc_close(*b, CHANC_AT);
    chanc_close(lib_c, CHANC_AT);
    chanc_close(*lib_d, CHANC_AT);
    chanc_close(lib_e, CHANC_AT);
    chanc_close(lib_f[1], CHANC_AT);
    chanc_close(lib_all, CHANC_AT);
    chanc_go(chanc_use_go1, &(struct chanc_use_go1){lib_c}, sizeof(struct chanc_use_go1), CHANC_AT);
    lib_stop(a);
    NAME(stop)(a);
}
