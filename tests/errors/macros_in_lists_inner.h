OWN(1)
#include "macros_in_lists.h"
OWN(2)
