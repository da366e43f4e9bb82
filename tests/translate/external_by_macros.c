#include <chanc.h>
#line 1 "external_by_macros.gc"
/* Variables of elsewhere that macros declare in functions; a go block shares those that the file declares, too. */
typedef chanc_chan *C;
#define OBJECT(T, n) T n
#define USE_COUNT extern int count
#define HAVE_LAST extern C last

C done;
int count;

void use(void) {
    extern OBJECT(C, first);
    chanc_close(first, CHANC_AT);
    extern OBJECT(C, all)[3], next;
    chanc_close(all[1], CHANC_AT);
    chanc_close(next, CHANC_AT);
    HAVE_LAST;
    chanc_close(last, CHANC_AT);
}

static void chanc_share_go1(void *) __asm__("share.go1");
#line 23 "external_by_macros.gc"
    static void chanc_share_go1(void *chanc_argument) { (void)chanc_argument; { count++; chanc_close(done, CHANC_AT); } }

#line 20 "external_by_macros.gc"
void share(void) {
    extern OBJECT(C, done);
    USE_COUNT;
    chanc_go(chanc_share_go1, 0, 0, CHANC_AT);
    chanc_close(done, CHANC_AT);
}
