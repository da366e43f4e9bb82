#include "own_headers_inner.h"
#define SHARED jobs
#define STOP() close(jobs)
#define OF(name) name##_jobs
