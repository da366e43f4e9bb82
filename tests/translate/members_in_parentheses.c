#include <chanc.h>
#line 1 "members_in_parentheses.gc"
/* Members whose names stand in parentheses: with a typedef that reads as a macro's call. */
typedef chanc_chan *ints;
#define MAKES(name) ints name

struct all {
    ints (c);
    const ints (d);
    ints const (e);
    ints (ints); /* hides nothing: members have names of their own */
    ints (f), (*g);
    ints (h)[2];
    ints (*k)(int);
    chanc_chan *(l);
    chanc_chan *(m);
    int (n);
    struct { ints (in); };
    union { MAKES(o); int (p); };
};

int all(struct all *a)
{
    chanc_send(a->c, &(int){1}, CHANC_AT);
    chanc_send(a->d, &(int){2}, CHANC_AT);
    { chanc_chan *chanc_c1 = a->e; chanc_send(chanc_c1, &(int){*(int *)chanc_recv(a->ints, &(int){0}, CHANC_AT)}, CHANC_AT); }
    chanc_send(*a->g, &(int){3}, CHANC_AT);
    { chanc_chan *chanc_c2 = a->h[1]; chanc_send(chanc_c2, &(int){*(int *)chanc_recv(a->k(4), &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c3 = a->l; chanc_send(chanc_c3, &(int){*(int *)chanc_recv(a->m, &(int){0}, CHANC_AT)}, CHANC_AT); }
    chanc_close(a->in, CHANC_AT);
    return a->n + *(int *)chanc_recv(a->f, &(int){0}, CHANC_AT);
}
