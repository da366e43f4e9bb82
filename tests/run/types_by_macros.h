#define STACK_OF(T) struct stack_of_##T
struct stack_of_TASK { int n; };
