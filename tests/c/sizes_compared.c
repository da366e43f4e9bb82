/* The size of a type, compared with what is negative: nothing is cast. */
#include <stddef.h>
#include <stdint.h>
typedef int T;
struct s {
    int a;
};
int f(int b, int *p) { return sizeof(int)<-b; }
int g(int b)
{
    int n = sizeof(int) <-1, m = 2*sizeof(struct s)<-1 || sizeof(union { int x; })<- b;
    n += sizeof(int *)<-b && sizeof(T *)<-b, n += sizeof(char[4])<-b, n -= sizeof (int (*)(void)) <- b;
    n = sizeof(size_t)<-b ? sizeof(uint8_t)<-b : sizeof(T)<-b;
    n = sizeof(unsigned long)<-b + 1, n = -sizeof(long)<-b, n = sizeof sizeof(int)<-b;
    n = sizeof b<-b, n = sizeof(b)<-b, n = (sizeof(int))<-b, n = sizeof(int){1}<-b;
    if (sizeof(int) <-b) return _Alignof(int)<-b;
    for (; sizeof(double) <-b;) return __alignof__(int)<-b;
    switch (sizeof(short)<-b) { case sizeof(int)<-1: return __alignof(T *)<-b; }
    sizeof(int)<-b;
    return n + m;
}
_Static_assert(sizeof(int)<-1, "");
int a[1 + (sizeof(long)<-1)];
