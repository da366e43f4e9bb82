#define HANDLER static int handler(void)
#define HANDLER_TWO static int handler_two(void)
