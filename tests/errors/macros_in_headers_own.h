#include "macros_in_headers_undefined.h"
int SEND(int, int);
