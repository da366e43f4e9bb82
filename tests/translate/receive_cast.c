#include <chanc.h>
#line 1 "receive_cast.gc"
/* A cast of a receive to a named type reads as C's comparison, alone or after other operators. */
#include <stdint.h>
typedef unsigned char byte;
typedef int *pointer;
int f(int n);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-result"
struct chanc_receive_cast_call1 { int chanc_1; };
static void chanc_receive_cast_call1(void *) __asm__("receive_cast.call1");
#line 19 "receive_cast.gc"
    static void chanc_receive_cast_call1(void *chanc_argument) { struct chanc_receive_cast_call1 *chanc_given = (struct chanc_receive_cast_call1 *)chanc_argument; f(chanc_given->chanc_1); }
#pragma GCC diagnostic pop

#line 7 "receive_cast.gc"
int receive_cast(chanc_chan *c, chanc_chan *pointers, int x)
{
    int n = (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    n = 1 + (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT), n = ~(uint8_t)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) << 1;
    int m = x - (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) * 2;
    n += x < (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT), n += x << (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    unsigned long u = (unsigned long)(byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) | 1UL << (uint8_t)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    n = *(pointer)*(int **)chanc_recv(pointers, &(int *){0}, CHANC_AT) + !(byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    n = (__INT32_TYPE__)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) >> 1 & -(__INTPTR_TYPE__)*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    *(pointer)*(int **)chanc_recv(pointers, &(int *){0}, CHANC_AT) = n, ++*(pointer)*(int **)chanc_recv(pointers, &(int *){0}, CHANC_AT);
    n += (*(byte (*)[2])*(int **)chanc_recv(pointers, &(int *){0}, CHANC_AT))[1] - (__typeof__(n))*(int *)chanc_recv(c, &(int){0}, CHANC_AT);
    chanc_send(c, &(int){1 + (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, CHANC_AT);
    chanc_go(chanc_receive_cast_call1, &(struct chanc_receive_cast_call1){2 * (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)}, sizeof(struct chanc_receive_cast_call1), CHANC_AT);
    if (x == 1 + (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT) && 2 > (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT)) return f(1 - (byte)*(int *)chanc_recv(c, &(int){0}, CHANC_AT));
    return n + m + (int)u + (x <-n) + (1 + (x)<-n);
}
