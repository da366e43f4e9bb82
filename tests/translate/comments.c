#include <chanc.h>
#line 1 "comments.gc"
/* Comments inside every construct are kept. */
void f(int n);
typedef /*1*/ chanc_chan /*2*/ /*3*/ *ints /*4*/;
chanc_chan /*5*/ /*6*/ /*7*/ **pointer;

static void chanc_comments_call1(void *) __asm__("comments.call1");
#line 28 "comments.gc"
    static void chanc_comments_call1(void *chanc_argument) { (void)chanc_argument; f(1); }

struct chanc_comments_go1 { int n; };
static void chanc_comments_go1(void *) __asm__("comments.go1");
#line 29 "comments.gc"
    static void chanc_comments_go1(void *chanc_argument) { struct chanc_comments_go1 *chanc_given = (struct chanc_comments_go1 *)chanc_argument; const int n = chanc_given->n; { /*102*/
        f(n); // 103
        /*104*/ } }

struct chanc_comments_go2 { int i; };
static void chanc_comments_go2(void *) __asm__("comments.go2");
#line 32 "comments.gc"
    static void chanc_comments_go2(void *chanc_argument) { struct chanc_comments_go2 *chanc_given = (struct chanc_comments_go2 *)chanc_argument; int i = chanc_given->i; (void)i; { /*112*/ f(i); } }

#line 6 "comments.gc"
void comments(chanc_chan /*8*/ /*9*/ /*10*/ *out, ints c, chanc_chan *done)
{
    chanc_chan *e /*11*/ = /*12*/ chanc_make(sizeof(int), 3, CHANC_AT) /*13*/ /*14*/ /*15*/ /*16*/ /*17*/ /*18*/ /*19*/;
    chanc_send(out, /*20*/ /*21*/ &(int){1 /*22*/ + /*23*/ 2}, CHANC_AT)/*24*/ ; /*25*/
    chanc_send(done, /*26*/ /*27*/ 0, CHANC_AT)/*29*/ ; /*28*/
    int n = /*30*/ *(int *)chanc_recv(/*31*/ c, &(int){0}, CHANC_AT) /*32*/ + /*33*/ 1;
    int v; _Bool ok = chanc_recv_ok(c, &v, CHANC_AT); /*34*/ /*35*/ /*36*/ /*37*/ /*38*/ /*39*/
    ok = chanc_recv_ok(c, &v, CHANC_AT); /*40*/ /*41*/ /*42*/ /*43*/ /*44*/ /*45*/
    int w =  /*46*/ /*47*/n /*48*/;
    for (int x; chanc_next(c, &x, CHANC_AT);) /*55*/ f(x /*56*/); /*49*/ /*50*/ /*51*/ /*52*/ /*53*/ /*54*/
    for (int /*57*/ x; chanc_next(c, &x, CHANC_AT);) f(x); /*58*/ /*59*/ /*60*/
    while (chanc_next(c, &n, CHANC_AT)) /*64*/ ; /*61*/ /*62*/ /*63*/
    while (chanc_next(c, 0, CHANC_AT)) f(w); /*65*/ /*66*/ /*67*/
    { chanc_case chanc_s1[4]; int chanc_v2; int chanc_v3; int chanc_v4;
#line 20 "comments.gc"
    chanc_s1[0] = chanc_case_recv(c, &chanc_v2);
#line 22 "comments.gc"
    chanc_s1[1] = chanc_case_send(e, &(int){1});
#line 24 "comments.gc"
    chanc_s1[2] = chanc_case_recv(c, &chanc_v3);
#line 25 "comments.gc"
    chanc_s1[3] = chanc_case_recv(c, &chanc_v4);
#line 19 "comments.gc"
    switch (chanc_poll(chanc_s1, 4, CHANC_AT)) { /*69*/
    /*70*/ case 0: { int x = chanc_v2; /*76*/
        f(x); break; } /*77*/
    case 1: { break; } // 82
        // 83
    case 2: { int /*84*/ x = chanc_v3; f(x); break; }
    case 3: { n = chanc_v4; ok = chanc_s1[3].ok; break; } /*90*/
    /*91*/ default: { break; } /*93*/
    /*94*/ } } /*68*/ /*71*/ /*72*/ /*73*/ /*74*/ /*75*/ /*78*/ /*79*/ /*80*/ /*81*/ /*85*/ /*86*/ /*87*/ /*88*/ /*89*/ /*92*/ /*95*/
    chanc_go(chanc_comments_call1, 0, 0, CHANC_AT); /*96*/ /*97*/ /*98*/ /*99*/ /*100*/
    chanc_go(chanc_comments_go1, &(struct chanc_comments_go1){n}, sizeof(struct chanc_comments_go1), CHANC_AT); /*101*/ /*105*/
#line 32 "comments.gc"
    chanc_go(chanc_comments_go2, &(struct chanc_comments_go2){n}, sizeof(struct chanc_comments_go2), CHANC_AT); /*106*/ /*107*/ /*108*/ /*109*/ /*110*/ /*111*/ /*113*/ /*114*/ /*115*/ /*116*/
    chanc_close(c, CHANC_AT) /*117*/ /*118*/ /*119*/ /*120*/;
    if (chanc_len(c) /*121*/ /*122*/ /*123*/ /*124*/) // 125
        chanc_block(CHANC_AT); // 126
    (void)ok;
}
