#define PASSED(x) (void)(x);
