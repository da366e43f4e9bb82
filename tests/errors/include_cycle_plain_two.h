#ifdef CYCLE_PART
#define CYCLE_two 1
#else
#include "include_cycle_plain.h"
#ifdef CYCLE_TARGET_ONE
int cycle_two(void);
#endif
#endif
