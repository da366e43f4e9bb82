#include <chanc.h>
#line 1 "macro_arguments.gc"
/* No directive may stand among the arguments of a macro. */
#define ID(...) __VA_ARGS__
#define CALL(f, ...) f(__VA_ARGS__)

int add(int a, int b);

struct chanc_constructs_go1 { chanc_chan *c; chanc_chan *d; };
static void chanc_constructs_go1(void *) __asm__("constructs.go1");
#line 19 "macro_arguments.gc"
            static void chanc_constructs_go1(void *chanc_argument) { struct chanc_constructs_go1 *chanc_given = (struct chanc_constructs_go1 *)chanc_argument; chanc_chan *const c = chanc_given->c; chanc_chan *const d = chanc_given->d; {
                { chanc_case chanc_s3[2];
#line 21 "macro_arguments.gc"
                chanc_s3[0] = chanc_case_send(c, &(int){1});
#line 22 "macro_arguments.gc"
                chanc_s3[1] = chanc_case_recv(d, 0);
#line 20 "macro_arguments.gc"
                switch (chanc_select(chanc_s3, 2, CHANC_AT)) {
                case 0: { break; }
                default: { break; }
                } }
                chanc_send(d, &(int){CALL(add, __extension__({ int v = 0; { chanc_case chanc_s4[2]; int chanc_v5; chanc_s4[0] = chanc_case_recv(c, &chanc_v5); chanc_s4[1] = chanc_case_send(d, &(int){1}); switch (chanc_select(chanc_s4, 2, CHANC_AT)) {
                case 0: { v = chanc_v5; break; }
                default: { break; }
                } }; v; }),
                    2)}, CHANC_AT);
            } }

#line 7 "macro_arguments.gc"
int constructs(chanc_chan *c, chanc_chan *d)
{
    int r = ID(
        /* one */
        ID(__extension__({ int q = 0;
            { chanc_case chanc_s1[2]; int chanc_v2; chanc_s1[0] = chanc_case_recv(c, &chanc_v2); chanc_s1[1] = chanc_case_send(d, &(int){4}); switch (chanc_select(chanc_s1, 2, CHANC_AT)) {
            case 0: { int v = chanc_v2;
                q = v; break; }
            default: { // four

                q = 5; break; }
            } }
            chanc_go(chanc_constructs_go1, &(struct chanc_constructs_go1){c, d}, sizeof(struct chanc_constructs_go1), CHANC_AT);










            q; }))), s = CALL(add, *(int *)chanc_recv(
c, &(int){0}, CHANC_AT), *(int *)chanc_recv(d, &(int){0}, CHANC_AT));
    chanc_send(c, &(int){__extension__({ int q;
        { chanc_case chanc_s6[2]; int chanc_v7; int chanc_v8;
#line 34 "macro_arguments.gc"
        chanc_s6[0] = chanc_case_recv(c, &chanc_v7);
#line 35 "macro_arguments.gc"
        chanc_s6[1] = chanc_case_recv(d, &chanc_v8);
#line 33 "macro_arguments.gc"
        switch (chanc_select(chanc_s6, 2, CHANC_AT)) {
        case 0: { q = chanc_v7; break; }
        default: { q = chanc_v8;
            q++; break; }
        } }
        q; })}, CHANC_AT);
    return r + s;
}
