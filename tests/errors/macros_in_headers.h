#ifndef MACROS_IN_HEADERS_H
#define MACROS_IN_HEADERS_H
#include "macros_in_headers.h"
int SEND(int, int);
#endif
