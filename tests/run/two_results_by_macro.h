#define THROUGH(p) (*(p))
