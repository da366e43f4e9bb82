#define NAMES_COUNT count
#define NAMES_ADD(x) ((x) + NAMES_COUNT)
