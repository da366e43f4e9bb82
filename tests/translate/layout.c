#include <chanc.h>
#line 1 "layout.gc"
/* Comments, odd spacing and line breaks stay where they were. */
int   f( chanc_chan/*one*/ *c,int n )   // two
{
        /* three */ chanc_send(c, /* four */ /* five */ &(int){n}, CHANC_AT)/* six */ ; /* seven */

    int x=*(int *)chanc_recv(c, &(int){0}, CHANC_AT)+n ; // eight: c <- 1;
	n	=	*(int *)chanc_recv(/* nine */ c, &(int){0}, CHANC_AT);	/* ten */
    chanc_send(c, 

&(int){n
        + 1}, CHANC_AT)
;
    for (int v; chanc_next(c, &v, CHANC_AT);){x+=v;} while (chanc_next(c, 0, CHANC_AT)) ; /* eleven */ /* twelve */
    { chanc_case chanc_s1[2]; chanc_s1[0] = chanc_case_recv(c, 0); chanc_s1[1] = chanc_case_send(c, &(int){n}); switch (chanc_poll(chanc_s1, 2, CHANC_AT)) {case 0: {x=1; break; }case 1: {x=2; break; }default: {; break; }} }
    return x; }


int g( void ) ;

/* The place of each construct is where it begins. */
void places(chanc_chan *c)
{
    int v; _Bool ok = chanc_recv_ok(
        c, &v,
#line 23 "layout.gc"
    CHANC_AT);
#line 25 "layout.gc"
    for (int x; chanc_next(
             c, &x,
#line 25 "layout.gc"
    CHANC_AT);)
              v += x;
    (void)v, (void)ok;
    chanc_close(
        c,
#line 28 "layout.gc"
    CHANC_AT);
#line 31 "layout.gc"
}
