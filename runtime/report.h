/* report.h - what the runtime says of goroutines at the end of a program; see also sched.h. */
#ifndef CHANC_REPORT_H
#define CHANC_REPORT_H

#include "sched.h"

/* The exit status of a program that the runtime ends. */
enum { CHANC_FAILURE = 2 };

/* Has SIGQUIT list the goroutines, unless the program does something else with it; reads CHANC_DEBUG. */
void chanc_report_start(void);

/* The value of a variable of the environment; NULL if it is not set, or empty. */
const char *chanc_setting(const char *name);

/* Says that a value means nothing, and counts as not set; `allowed` is what would mean something. */
void chanc_setting_ignored(const char *name, const char *value, const char *allowed);

/* With CHANC_DEBUG=leaks lists the goroutines that are blocked while the program ends. */
void chanc_report_leaks(void);

/* Reports an overflow of g's stack and ends the program; async-signal-safe. */
_Noreturn void chanc_report_overflow(const struct chanc_g *g);

#endif
