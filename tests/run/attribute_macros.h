#define FAST __attribute__((noinline))
