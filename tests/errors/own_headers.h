#include "own_headers_inner.h"
#define SHARED jobs
#define STOP() close(jobs)
#define OF(name) name##_jobs
#define SAFE_FREE(x) (free(x), (x) = NULL)
#define MADE(name) typedef name name##_type
#define quit inner.quit_channel
