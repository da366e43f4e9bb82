#define ever for (;;)
