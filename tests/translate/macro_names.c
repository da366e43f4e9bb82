#include <chanc.h>
#line 1 "macro_names.gc"
/* Macros that are statements, with neither arguments nor a semicolon. */
#define BEGIN_QUIET f(0);
#define END_QUIET f(1);
#define FAILURE return 1;
struct box {
    chanc_chan *out;
};
void f(int n);

struct chanc_names_call1 { int chanc_1; };
static void chanc_names_call1(void *) __asm__("names.call1");
#line 23 "macro_names.gc"
    static void chanc_names_call1(void *chanc_argument) { struct chanc_names_call1 *chanc_given = (struct chanc_names_call1 *)chanc_argument; f(chanc_given->chanc_1); }

#line 10 "macro_names.gc"
int names(chanc_chan *c, struct box *box, int n)
{
    BEGIN_QUIET
    chanc_send(c, &(int){1}, CHANC_AT);
    END_QUIET
    if (*(int *)chanc_recv(c, &(int){0}, CHANC_AT) != n) FAILURE
    BEGIN_QUIET
    int v; _Bool ok = chanc_recv_ok(c, &v, CHANC_AT);
    END_QUIET
    for (int w; chanc_next(c, &w, CHANC_AT);) f(w + ok);
    BEGIN_QUIET
    chanc_send(box->out, &(int){v}, CHANC_AT);
    END_QUIET
    chanc_go(chanc_names_call1, &(struct chanc_names_call1){*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, sizeof(struct chanc_names_call1), CHANC_AT);
    BEGIN_QUIET
    { chanc_case chanc_s1[1];
#line 26 "macro_names.gc"
    chanc_s1[0] = chanc_case_recv(c, 0);
#line 25 "macro_names.gc"
    switch (chanc_poll(chanc_s1, 1, CHANC_AT)) {
    case 0: { BEGIN_QUIET break; }
    default: { END_QUIET break; }
    } }
    if (n)
        BEGIN_QUIET
    else
        FAILURE
    do
        BEGIN_QUIET
    while (*(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    END_QUIET
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}

#define ITEMS ITEM(1) ITEM(2)

struct chanc_lists_call1 { int chanc_1; };
static void chanc_lists_call1(void *) __asm__("lists.call1");
#line 49 "macro_names.gc"
        static void chanc_lists_call1(void *chanc_argument) { struct chanc_lists_call1 *chanc_given = (struct chanc_lists_call1 *)chanc_argument; f(chanc_given->chanc_1); }

#line 42 "macro_names.gc"
void lists(chanc_chan *c, int n)
{
    if (n) {
        for (int chanc_v2; chanc_next(c, &chanc_v2, CHANC_AT);) { unsigned v = chanc_v2; f((int)v); }
#define ITEM(name) f(name);
ITEMS
#undef ITEM
        chanc_go(chanc_lists_call1, &(struct chanc_lists_call1){*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, sizeof(struct chanc_lists_call1), CHANC_AT);
#define ITEM(name) f(-name);
ITEMS
#undef ITEMS
        if (n) chanc_send(c, &(int){n}, CHANC_AT);
    }
}

/* A macro that brings a comma is an argument's only where one may stand. */
#define SET_ last = 1,
int last;
void set(chanc_chan *c)
{
    int ok;
    SET_ ok = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    (void)ok;
}
