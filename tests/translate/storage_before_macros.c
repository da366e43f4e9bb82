#include <chanc.h>
#line 1 "storage_before_macros.gc"
/* `static` before a macro that declares something: the macro reads as the type. */
#include <unistd.h>

typedef chanc_chan *ints;
struct job {
    ints quit;
};
#define OBJECT(type, name) type name
#define DEFINE_JOB(name) struct job name = {0}
#define VECTOR(type) \
    struct { \
        type *data; \
    }

static OBJECT(ints, one), other;
static DEFINE_JOB(job);
static OBJECT(struct job *, place) = &job, last;
extern OBJECT(ints, far);
static VECTOR(ints) all;
static OBJECT(chanc_chan, *whole);
static OBJECT(chanc_chan, *text) = 0;

void stop(void)
{
    static OBJECT(ints, kept), too;
    const OBJECT(ints, fixed) = one, again = other;
    static DEFINE_JOB(mine);
    static OBJECT(chanc_chan, *last_kept);
    chanc_close(one, CHANC_AT);
    chanc_close(whole, CHANC_AT);
    chanc_close(text, CHANC_AT);
    chanc_close(last_kept, CHANC_AT);
    chanc_close(other, CHANC_AT);
    chanc_close(job.quit, CHANC_AT);
    chanc_close(place->quit, CHANC_AT);
    chanc_close(last.quit, CHANC_AT);
    chanc_close(far, CHANC_AT);
    chanc_close(all.data[0], CHANC_AT);
    chanc_close(kept, CHANC_AT);
    chanc_close(too, CHANC_AT);
    chanc_close(fixed, CHANC_AT);
    chanc_close(again, CHANC_AT);
    chanc_close(mine.quit, CHANC_AT);
}
