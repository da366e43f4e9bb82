#undef MODE
#undef LEVEL
#define LEVEL 2
