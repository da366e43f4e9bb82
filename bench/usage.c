/* usage: runs a command and prints what it cost: seconds by the clock, seconds of CPU, and the most
 * memory it held at once, in KiB. Status 1 if the command failed. Its children count as well. */
#include "bench.h"
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv) {
    struct rusage used;
    int status;
    int64_t start = bench_now();
    pid_t child = argc > 1 ? fork() : -1;

    if (child < 0) return 1;
    if (child == 0) {
        execvp(argv[1], &argv[1]);
        perror(argv[1]);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child || status != 0) return 1;
    double clock = (double)(bench_now() - start) / 1e9;
    if (getrusage(RUSAGE_CHILDREN, &used) != 0) return 1;
    printf("%.4f %.4f %ld\n", clock, seconds(used.ru_utime) + seconds(used.ru_stime),
           used.ru_maxrss);
    return 0;
}
