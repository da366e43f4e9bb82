#define go else
