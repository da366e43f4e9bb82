#include <chanc.h>
#line 1 "plain_bodies.gc"
// What does not read as C, in bodies that name nothing of channels, spoils nothing around it.
#define BEGIN_TABLE(n) static int rows[] = {0
#define ROW ,
#define END_TABLE };
#define FOREACH for (int
#define IN = 0; *rows <
#define DO ;) {
#define DONE }
#define UNLESS if (!(
#define THEN ))
#define PRIVATE static

typedef chanc_chan *ints;
struct set { int wide, narrow; };

static int table(int n)
{
    BEGIN_TABLE(n) ROW 1, 2 ROW 3, 4 END_TABLE
    FOREACH x IN n DO n += x; DONE
    return n;
}

void consumer(chanc_chan *c)
{
    for (int v; chanc_next(c, &v, CHANC_AT);)
        ;
}

PRIVATE int
select_all(register struct set *range)
{
#define FIRST(s) ((s)->wide
#ifdef WIDE
    if (range->wide) {
        return FIRST(range));
    }
#else
    UNLESS range->narrow THEN { return range->wide; }
#endif
    int make = FIRST(range)); {
#undef FIRST
    return make + table(1); }
}

struct chanc_main_call1 { chanc_chan *chanc_1; };
static void chanc_main_call1(void *) __asm__("main.call1") __attribute__((unused));
#line 49 "plain_bodies.gc"
    static void chanc_main_call1(void *chanc_argument) { struct chanc_main_call1 *chanc_given = (struct chanc_main_call1 *)chanc_argument; consumer(chanc_given->chanc_1); }

int main(void) __asm__("chanc_main");

#line 45 "plain_bodies.gc"
int main(void)
{
    chanc_chan *c = chanc_make(sizeof(int), 1, CHANC_AT);
    chanc_send(c, &(int){select_all(&(struct set){1, 2})}, CHANC_AT);
    chanc_go(chanc_main_call1, &(struct chanc_main_call1){c}, sizeof(struct chanc_main_call1), CHANC_AT);
    return 0;
}
