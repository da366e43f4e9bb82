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
