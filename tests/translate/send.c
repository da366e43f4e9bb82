#include <chanc.h>
#line 1 "send.gc"
/* Sends: names, expressions, braces, arms without braces. */
struct job {
    int id;
    const char *name;
};

void send(chanc_chan *out, chanc_chan *jobs, chanc_chan *replies, chanc_chan *done, int n)
{
    chanc_send(out, &(int){n}, CHANC_AT);
    chanc_send(out, &(int){n ? 1 : 2}, CHANC_AT);
    if (n > 3)
        chanc_send(out, &(int){n + 1}, CHANC_AT);
    else
        chanc_send(out, &(int){'x'}, CHANC_AT);
    chanc_send(jobs, &(struct job){.id = n, .name = "job"}, CHANC_AT);
    chanc_send(jobs, &(struct job [1]){(struct job){n, "literal"}}, CHANC_AT);
    { chanc_chan *chanc_c1 = *(chanc_chan **)chanc_recv(replies, &(chanc_chan *){0}, CHANC_AT); chanc_send(chanc_c1, &(int){4}, CHANC_AT); }
    chanc_send(done, 0, CHANC_AT);
}
