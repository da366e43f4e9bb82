#define STOP_OF(name) close(name##_jobs)
#define JOBS jobs_t
#  define \
    LENGTH (len(jobs))
