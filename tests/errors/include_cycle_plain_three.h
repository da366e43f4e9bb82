#ifdef CYCLE_PART
#define CYCLE_three 1
#else
#include "include_cycle_plain.h"
#ifdef CYCLE_TARGET_ONE
int cycle_three(void);
#endif
#endif
