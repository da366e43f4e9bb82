#define OF_HEADER(a, operator, b) ((a)operator(b))
