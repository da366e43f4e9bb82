/* A macro is no attribute when more than attributes is in it. */
#ifdef __GNUC__
#define CHECKED __attribute__((warn_unused_result)) result
#else
#define CHECKED result
#endif
#define ALIGNED [[gnu::aligned(8)]]
#define LATER __attribute__((unused, \
                             deprecated))
#define NEVER _Noreturn void
typedef const char *result;
typedef int chan;

static CHECKED check(chan a, chan b) {
    return a <-b ? "less" : 0;
}
NEVER go(void);
static LATER chan select(chan make) { return make <-1; }
