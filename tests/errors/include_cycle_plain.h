/* No guard as the translator knows them, as something is behind it. */
#ifndef CYCLE_H
#define CYCLE_H
#define CYCLE_PART
#ifdef CYCLE_TARGET_ONE
#include "include_cycle_plain_one.h"
#include "include_cycle_plain_two.h"
#elif defined CYCLE_TARGET_TWO
#include "include_cycle_plain_two.h"
#include "include_cycle_plain_three.h"
#else
#include "include_cycle_plain_one.h"
#include "include_cycle_plain_three.h"
#endif
#undef CYCLE_PART
#endif
#undef CYCLE_WIDE
