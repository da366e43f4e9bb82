#include <chanc.h>
#line 1 "make.gc"
/* make, close, len, cap and free. */
typedef __typeof__((void)sizeof(struct job { int id; }), (chanc_chan *)0) jobs;

int lifetime(int n)
{
    chanc_chan *c = chanc_make(sizeof(int), 0, CHANC_AT);
    jobs queue = chanc_make(sizeof(struct job), 2 * n, CHANC_AT);
    int room = chanc_cap(queue) - chanc_len(queue);
    chanc_close(c, CHANC_AT);
    chanc_free(c, CHANC_AT), chanc_free(queue, CHANC_AT);
    return room;
}

static void chanc_defined_within_go1(void *) __asm__("defined_within.go1");
#line 19 "make.gc"
    static void chanc_defined_within_go1(void *chanc_argument) { (void)chanc_argument; { chanc_chan *own = chanc_make(sizeof(const struct chanc_element2 { int q; }), 0, CHANC_AT); (void)own; } }

#line 14 "make.gc"
/* What an element in parentheses defines stays, too. */
unsigned long defined_within(void)
{
    chanc_chan *points = chanc_make(sizeof(struct chanc_element1 { int x, y; }), 3, CHANC_AT);
    chanc_send(points, &(struct chanc_element1){1, 2}, CHANC_AT);
    chanc_go(chanc_defined_within_go1, 0, 0, CHANC_AT);
    chanc_chan *pointers = chanc_make(sizeof(struct named { int q; } *), 0, CHANC_AT);
    chanc_free(pointers, CHANC_AT);
    return sizeof(struct named) + (*(struct chanc_element1 *)chanc_recv(points, &(struct chanc_element1){0}, CHANC_AT)).x;
}

/* The type may stand in parentheses, or a macro stand for its name. */
#define SAME(T) T
#define QUEUE jobs
void otherwise_said(void)
{
    jobs queue = chanc_make(sizeof(struct job), 2, CHANC_AT);
    queue = chanc_make(sizeof(struct job), 0, CHANC_AT);
    queue = chanc_make(sizeof(struct job), 3, CHANC_AT);
    queue = chanc_make(sizeof(struct job), 3, CHANC_AT);
    chanc_free(queue, CHANC_AT);
}
