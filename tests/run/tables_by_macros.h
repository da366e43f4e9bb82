#define TABLE(name) static const int name[][2] = {
#define END_TABLE };
