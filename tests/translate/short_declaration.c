#include <chanc.h>
#line 1 "short_declaration.gc"
/* := takes the type of its initialiser, which does not see the new name. */
struct point {
    int x, y;
};
struct point *where(void);

int declare(chanc_chan *c, const char *text, int list[4])
{
    int n = 1;
    struct point copy = *where();
    char letter = text[n];
    chanc_chan *ch = chanc_make(sizeof(int), 2, CHANC_AT);
    int v = *(int *)chanc_recv(c, &v, CHANC_AT);
    int *p = list;
    for (int i = 0; i < n; i++) chanc_send(ch, &(int){i}, CHANC_AT);
    {
        int chanc_v1 = n + 1; int n = chanc_v1;
        int chanc_v2 = *(int *)chanc_recv(c, &(int){0}, CHANC_AT); int c = chanc_v2;
        v += n + c;
    }
    return v + copy.x + letter + *p;
}
