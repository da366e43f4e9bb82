#include <chanc.h>
#line 1 "declarators.gc"
/* Channel types, and names of types, before declarators that could be parts of an expression. */
#include <stddef.h>

#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wuninitialized"

typedef int T;
typedef chanc_chan *both_t;
typedef chanc_chan *out_t;
typedef const char *str;
struct pt {
    int x;
};

/* At file scope. */
T (*handler)(chanc_chan *);
T (*handlers[2])(chanc_chan *), (*another)(chanc_chan *) = 0;
both_t (*open_one)(int);
out_t (plain)(int);
out_t (*pick(int))(int);
out_t (*pair)[2];
out_t (object);
both_t *(*to_pointer)(int);
size_t (*sized)(chanc_chan *);
T (*many)(chanc_chan *, chanc_chan *, T *, struct pt *, chanc_chan **);
chanc_chan *(*outs)(int);
chanc_chan *(*ins)(int);
chanc_chan *(*named)(int);
chanc_chan *(one), *two;
chanc_chan *(*from_outs)(int);
chanc_chan *(*from)(int), *(*from_array)[2];
chanc_chan **pointer, *value;

void file_scope(chanc_chan *c) {
    handler(c);
    handlers[1](c);
    { chanc_chan *chanc_c1 = open_one(1); chanc_send(chanc_c1, &(int){*(int *)chanc_recv(open_one(2), &(int){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c2 = *to_pointer(1); chanc_send(chanc_c2, &(int){1}, CHANC_AT); }
    sized(c);
    many(c, c, 0, 0, &c);
    { chanc_chan *chanc_c3 = ins(1); chanc_send(chanc_c3, &(chanc_chan *){c}, CHANC_AT); }
    { chanc_chan *chanc_c4 = named(1); chanc_send(chanc_c4, &(T){*(T *)chanc_recv(from(2), &(T){0}, CHANC_AT)}, CHANC_AT); }
    { chanc_chan *chanc_c5 = one; chanc_send(chanc_c5, &(T){*(T *)chanc_recv(*pointer, &(T){0}, CHANC_AT)}, CHANC_AT); }
}

/* In a block. */
void both(void) {
    chanc_chan *(*f)(chanc_chan *) = 0, *g = 0, **h = 0;
    chanc_chan *(*i)(chanc_chan *);
    chanc_chan *(j) = 0;
    chanc_chan **k = 0;
    chanc_chan *(*l)(int) = 0;
    { chanc_chan *chanc_c6 = f(g); chanc_send(chanc_c6, &(T){*(T *)chanc_recv(i(*h), &(T){0}, CHANC_AT)}, CHANC_AT); }
    chanc_send(j, &(T){*(T *)chanc_recv(*k, &(T){0}, CHANC_AT)}, CHANC_AT);
    { chanc_chan *chanc_c7 = l(1); chanc_send(chanc_c7, &(chanc_chan *){g}, CHANC_AT); }
}

void send_only(chanc_chan *c) {
    chanc_chan *a[2] = {0};
    chanc_chan **b = 0;
    chanc_chan *const d = 0;
    chanc_chan *e = 0;
    chanc_chan *f = 0;
    chanc_chan *g = 0;
    chanc_chan **h;
    chanc_chan **i;
    chanc_chan *j[2];
    chanc_chan *k[2];
    chanc_chan *l[2];
    chanc_chan *m[2];
    chanc_chan *(*n)(void);
    chanc_chan *o(void);
    chanc_chan *(p) = 0;
    chanc_chan *q __attribute__((unused)) = 0;
    chanc_chan *r = 0, *s[2], **t(int);
    (void)(chanc_chan *[2]){0};
    (void)(chanc_chan *(*)(int))0;
    (void)(chanc_chan *)c;
    (void)sizeof(chanc_chan *);
    for (chanc_chan *u[2] = {0};;) (void)u;
    for (chanc_chan *v = 0;;) (void)v;
}

void receive_only(void) {
    chanc_chan **a;
    chanc_chan **b;
    chanc_chan **c = 0;
    chanc_chan *d[2];
    chanc_chan *(e) = 0;
    chanc_chan *(*f)(int);
    chanc_chan **(*g)(int), **h = 0;
    chanc_recv(*c, 0, CHANC_AT);
    chanc_recv(e, 0, CHANC_AT);
    chanc_recv(f(1), 0, CHANC_AT);
    chanc_recv(*g(2), 0, CHANC_AT);
    chanc_recv(*h, 0, CHANC_AT);
}

void literals(void) {
    (void)((chanc_chan *[2]){0})[1];
    (void)((chanc_chan *[2]){0})[1];
    (void)((chanc_chan *[2]){0})[1];
    (void)((chanc_chan *[2]){0})[1];
    (void)((chanc_chan *[2]){0})[1];
    (void)(chanc_chan **)0;
    (void)(chanc_chan *(*)(int))0;
    (void)sizeof(chanc_chan *[2]);
    (void)sizeof(chanc_chan * (*)(int));
}

/* What the name stands for here makes C of the same text. */
void compared(int d, int y) {
    int chan = 3;
    (void)(chan <- (T)d);
    (void)(chan <- (int)y);
    (void)(chan <- d * y);
}

void sent(int d, int y) {
    chanc_chan *chan = 0;
    chanc_send(chan, &(int){(T)d}, CHANC_AT);
    chanc_send(chan, &(int){(int)y}, CHANC_AT);
    chanc_send(chan, &(int){(d) * y}, CHANC_AT);
    chanc_send(chan, &(int){d * y}, CHANC_AT);
}
