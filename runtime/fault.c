/* fault.c - tells an overflow of a goroutine's stack from any other bad access.
 *
 * An overflow is an access to the guard below the stack in use, or where the stack pointer is: that memory is not
 * there means that the stack has come to its end. Everything else goes on as if the
 * runtime were not there: to the handler that was installed before, or to the system.
 *
 * The handler runs on an alternate stack, as the one in use is full. Threads of the program's own
 * have none of ours: what happens there is not explained.
 *
 * Invariants
 *  - Until it reports, the handler only reads what is complete at any time: it may have interrupted anything.
 *  - A thread has its alternate stack for as long as it runs goroutines.
 */
#include "report.h"
#include "stack.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* What the thread was given by chanc_fault_thread_start, from malloc; NULL: it had one before. */
static _Thread_local void *alternate __attribute__((tls_model("initial-exec")));

static struct sigaction before_segv, before_bus;

/* How far below the stack pointer may be written before the pointer moves. */
static const uintptr_t BELOW = 4096;

/* Where the interrupted code had its stack; 0 if this machine is not known. */
static uintptr_t stack_pointer(const void *context) {
    const ucontext_t *c = context;
#if defined(__x86_64__)
    return (uintptr_t)c->uc_mcontext.gregs[REG_RSP];
#elif defined(__i386__)
    return (uintptr_t)c->uc_mcontext.gregs[REG_ESP];
#elif defined(__aarch64__)
    return (uintptr_t)c->uc_mcontext.sp;
#else
    (void)c;
    return 0;
#endif
}

/* Whether there is memory at an address: the kernel reads the set of signals before it refuses the rest. */
static bool is_there(uintptr_t address) {
    return syscall(SYS_rt_sigprocmask, -1, address & ~(uintptr_t)7, NULL, 8) == 0 ||
           errno != EFAULT;
}

/* Whether an access met the low end of the stack. One that ran over its upper end, from an array there, leaves the memory
 * at the pointer where it is. */
static bool met_low_end(uintptr_t at, uintptr_t sp) {
    return (at <= sp && at + BELOW >= sp) || !is_there(sp);
}

/* The goroutine that overflowed its stack by this access, or NULL. */
static const struct chanc_g *overflowed(const siginfo_t *info, const void *context) {
    const char *address = info->si_addr;
    uintptr_t sp = stack_pointer(context);
    const void *fiber_stack = chanc_stack_find((const void *)sp);
    const struct chanc_g *g = chanc_fibers ? chanc_fiber_overflowed(address, fiber_stack) : NULL;
    if (g || fiber_stack || !chanc_current) return g; /* whose guard is known */
    return sp && met_low_end((uintptr_t)address, sp) ? chanc_current : NULL;
}

static void pass_on(int signal, siginfo_t *info, void *context) {
    const struct sigaction *before = signal == SIGSEGV ? &before_segv : &before_bus;
    if (before->sa_flags & SA_SIGINFO)
        before->sa_sigaction(signal, info, context);
    else if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN)
        before->sa_handler(signal);
    else {
        sigaction(signal, before, NULL); /* the access is repeated, and meets what was there */
        if (info->si_code <= 0) raise(signal); /* sent, not caused by an access */
    }
}

static void on_fault(int signal, siginfo_t *info, void *context) {
    int saved = errno;
    const struct chanc_g *g = info->si_code > 0 ? overflowed(info, context) : NULL;
    if (g) chanc_report_overflow(g);
    pass_on(signal, info, context);
    errno = saved;
}

void chanc_fault_start(void) {
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &before_segv);
    sigaction(SIGBUS, &action, &before_bus);
}

/* --- threads ---------------------------------------------------------------------------------- */

void chanc_fault_thread_start(void) {
    stack_t stack;
    size_t size = 32 * 1024;
    int saved = errno;
    if (sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE)) return;
    if (sysconf(_SC_MINSIGSTKSZ) > 0) size += (size_t)sysconf(_SC_MINSIGSTKSZ);
    stack =
        (stack_t){.ss_sp = malloc(size), .ss_size = size}; /* NULL: an overflow stays unexplained */
    if (stack.ss_sp && sigaltstack(&stack, NULL) == 0)
        alternate = stack.ss_sp;
    else
        free(stack.ss_sp);
    errno = saved;
}

void chanc_fault_thread_end(void) {
    const stack_t none = {.ss_flags = SS_DISABLE};
    if (!alternate) return;
    sigaltstack(&none, NULL);
    free(alternate);
    alternate = NULL;
}
