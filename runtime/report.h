/* report.h - what the runtime says of goroutines at the end of a program; see also sched.h. */
#ifndef CHANC_REPORT_H
#define CHANC_REPORT_H

#include "sched.h"

/* The exit status of a program that the runtime ends. */
enum { CHANC_FAILURE = 2 };

/* Has SIGQUIT list the goroutines, unless the program does something else with it. */
void chanc_report_start(void);

/* With CHANC_DEBUG=leaks lists the goroutines that are blocked while the program ends. */
void chanc_report_leaks(void);

/* Reports an overflow of g's stack and ends the program; async-signal-safe. */
_Noreturn void chanc_report_overflow(const struct chanc_g *g);

#endif
