#include <chanc.h>
#line 1 "types_by_macros.gc"
/* Types that macros are: what the macro stands for is read as a type, so that operands of it are known. */
#include <stdlib.h>
#include <unistd.h>

typedef chanc_chan *ints;
struct context {
    chanc_chan *quit;
    int fd;
};
struct ints_vector {
    ints *data;
};

#define CONTEXT struct context
#define CHANNEL ints
#define REFERENCE ints *
#define SHARED static ints
#define NEW_TYPE typedef ints
#define VECTOR(T) struct T##_vector
#define HEAD(name, type) \
    struct name { \
        type *first; \
    }
#define OF(x) __typeof__(x)

CONTEXT whole, *made(void);
VECTOR(ints) all;
REFERENCE one, other; /* the star is the first one's */
NEW_TYPE numbers;
struct job {
    CONTEXT *in;
    HEAD(jobs, struct job) others;
    REFERENCE first, second;
};
static HEAD(heads, struct job) list;

void stop(CONTEXT *p, struct job *j, numbers n)
{
    chanc_close(whole.quit, CHANC_AT);
    close(whole.fd);
    chanc_close(p->quit, CHANC_AT);
    chanc_close(made()->quit, CHANC_AT);
    chanc_close(((CONTEXT *)p)->quit, CHANC_AT);
    chanc_close(all.data[1], CHANC_AT);
    chanc_close(*one, CHANC_AT);
    chanc_close(other, CHANC_AT);
    chanc_close(n, CHANC_AT);
    chanc_free(n, CHANC_AT);
    chanc_close(j->in->quit, CHANC_AT);
    chanc_close(j->others.first->second, CHANC_AT);
    chanc_close(list.first->in->quit, CHANC_AT);
    free(j->first);
}

struct chanc_inside_go1 { ints *kept; };
static void chanc_inside_go1(void *) __asm__("inside.go1");
#line 61 "types_by_macros.gc"
    static void chanc_inside_go1(void *chanc_argument) { struct chanc_inside_go1 *chanc_given = (struct chanc_inside_go1 *)chanc_argument; ints *const chanc_kept = chanc_given->kept; { chanc_send((*chanc_kept), &(int){1}, CHANC_AT); } }

#line 55 "types_by_macros.gc"
int inside(CHANNEL c)
{
    VECTOR(ints) v = {&c};
    SHARED kept;
    OF(c) same = c;
    kept = chanc_make(sizeof(int), 1, CHANC_AT);
    chanc_go(chanc_inside_go1, &(struct chanc_inside_go1){&kept}, sizeof(struct chanc_inside_go1), CHANC_AT);
    chanc_send(same, &(int){2}, CHANC_AT);
    chanc_close(v.data[0], CHANC_AT);
    return *(int *)chanc_recv(same, &(int){0}, CHANC_AT) + chanc_len(kept);
}
