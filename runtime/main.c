/* main.c - the C main of a program whose own main was translated: runs it as goroutine 1.
 *
 * In a file of its own: the archive gives it only to programs that have no C main. The program's
 * function has the symbol chanc_main. In the shared library it may be missing, so there it is weak;
 * in the archive it is not, so that the linker looks for it in the program's own archives too.
 */
#include "sched.h"

extern int chanc_main(int argc, char **argv, char **envp) CHANC_MAYBE;

struct arguments {
    int argc;
    char **argv;
    char **envp;
};

static int run(void *pointer) {
    struct arguments *a = pointer;
    return chanc_main(a->argc, a->argv, a->envp);
}

__attribute__((visibility("default"))) int main(int argc, char **argv, char **envp) {
    struct arguments a = {argc, argv, envp};
    chanc_exit(chanc_run_main(run, &a));
}
