#include <chanc.h>
#line 1 "unusual_forms.gc"
/* Forms of C that few write, with channels. */
#define A "a"
#define B "b"
#define STRING(x) #x

struct pair {
    int a;
    chanc_chan *c;
};

int length(const char *text, int more);

chanc_chan __attribute__((aligned(16))) *aligned;
chanc_chan *small;
chanc_chan *smaller;
chanc_chan *named __asm__("named_so"), *other __asm__("other");
chanc_chan *atomic;

typedef float four __attribute__((vector_size(16)));
chanc_chan *fours;

struct chanc_vectors_go1 { four w; };
static void chanc_vectors_go1(void *) __asm__("vectors.go1");
#line 26 "unusual_forms.gc"
    static void chanc_vectors_go1(void *chanc_argument) { struct chanc_vectors_go1 *chanc_given = (struct chanc_vectors_go1 *)chanc_argument; const four w = chanc_given->w; { chanc_send(fours, &(four [1]){w}, CHANC_AT); } }

#line 22 "unusual_forms.gc"
float vectors(void) {
    four v = {1, 2};
    chanc_send(fours, &(four [1]){v}, CHANC_AT);
    four w; chanc_recv(fours, &w, CHANC_AT);
    chanc_go(chanc_vectors_go1, &(struct chanc_vectors_go1){w}, sizeof(struct chanc_vectors_go1), CHANC_AT);
    return w[1] + (*(four *)chanc_recv(fours, &(four){0}, CHANC_AT))[0];
}

int forms(chanc_chan *c, int n) {
    switch (*(int *)chanc_recv(c, &(int){0}, CHANC_AT))
        ;
    switch (*(int *)chanc_recv(c, &(int){0}, CHANC_AT)) default: n++;
    switch (*(int *)chanc_recv(c, &(int){0}, CHANC_AT)) case 2: case 3: chanc_send(c, &(int){n}, CHANC_AT);
    chanc_send(c, &(int){length(A B, *(int *)chanc_recv(c, &(int){0}, CHANC_AT))}, CHANC_AT);
    chanc_send(c, &(int){length("a" STRING(x) "b" A, *(int *)chanc_recv(c, &(int){0}, CHANC_AT)) + length(STRING(x) B, *(int *)chanc_recv(c, &(int){0}, CHANC_AT))}, CHANC_AT);
    (int){0} = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    (struct pair){0}.a = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    chanc_send((struct pair){.c = c}.c, &(int){1}, CHANC_AT);
    _Generic(n, default: n) = *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    chanc_send(_Generic(n, int: c), &(int){1}, CHANC_AT);
    return n;
}

/* An element in parentheses that a typedef names, where nothing else is named. */
typedef int item_t;
#define SIZE_OF(type, n) ((n) * sizeof(type))
int unnamed(chanc_chan *, chanc_chan *[2], int (*)(chanc_chan *));
int unnamed(chanc_chan *c, chanc_chan *more[2], int (*each)(chanc_chan *))
{
    return (int)SIZE_OF(chanc_chan *, *(item_t *)chanc_recv(c, &(item_t){0}, CHANC_AT)) + **(item_t **)chanc_recv(more[0], &(item_t *){0}, CHANC_AT) + each(c);
}
