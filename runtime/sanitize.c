/* sanitize.c - talks to the sanitizers that the program was built with; see sanitize.h. */
#include "sanitize.h"

#include "context.h"
#include "stack.h"

#include <errno.h>
#include <pthread.h>

#define WEAK __attribute__((weak))

extern void __sanitizer_start_switch_fiber(void **save, const void *bottom, size_t size) WEAK;
extern void __sanitizer_finish_switch_fiber(void *save, const void **bottom, size_t *size) WEAK;
extern void __asan_unpoison_memory_region(const volatile void *start, size_t size) WEAK;
extern void __asan_loadN(const volatile void *start, size_t size) WEAK;
extern void __lsan_register_root_region(const void *start, size_t size) WEAK;
extern void *__tsan_create_fiber(unsigned flags) WEAK;
extern void *__tsan_get_current_fiber(void) WEAK;
extern void __tsan_switch_to_fiber(void *fiber, unsigned flags) WEAK;
extern void __tsan_destroy_fiber(void *fiber) WEAK;

enum { WITHOUT_ORDER = 1 }; /* __tsan_switch_to_fiber_no_sync */

bool chanc_tsan;
bool chanc_sanitized;

static bool asan;

void chanc_sanitize_start(void) {
    asan = __sanitizer_start_switch_fiber != NULL && __asan_unpoison_memory_region != NULL;
    chanc_tsan = __tsan_create_fiber != NULL && __tsan_release != NULL;
    chanc_sanitized = asan || chanc_tsan;
#if CHANC_HAS_CONTEXT
    /* LeakSanitizer, alone or in another, reads all that the kernel lists as readable. */
    if (__lsan_register_root_region != NULL) chanc_stack_guard_by(CHANC_GUARD_PROTECT);
#endif
}

void chanc_sanitize_begin(struct chanc_sanitize *s, const void *bottom, size_t size) {
    *s = (struct chanc_sanitize){.bottom = bottom, .size = size};
    if (asan) __asan_unpoison_memory_region(bottom, size); /* who ran there may have jumped out */
    if (chanc_tsan) s->thread = __tsan_create_fiber(0);
}

/* Stands for what a thread's start did to memory of its own, such as the C library's tables, which
 * every fiber that runs on it may use. */
static __thread char thread_made;

void chanc_sanitize_adopt(struct chanc_sanitize *s) {
    pthread_attr_t attributes;
    void *bottom = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &bottom, &size);
        pthread_attr_destroy(&attributes);
    }
    *s = (struct chanc_sanitize){.bottom = bottom, .size = size};
    if (!chanc_tsan) return;
    __tsan_release(&errno);       /* the thread's, which has just been made */
    __tsan_release(&thread_made); /* and with it all that is the thread's */
    s->thread = __tsan_get_current_fiber();
}

void chanc_sanitize_leave(struct chanc_sanitize *from, const struct chanc_sanitize *to) {
    if (asan)
        __sanitizer_start_switch_fiber(from != NULL ? &from->fake_stack : NULL, to->bottom,
                                       to->size);
    if (!chanc_tsan) return;
    __tsan_release(
        &errno); /* which the next fiber on this thread may use: see chanc_errno_location */
    __tsan_switch_to_fiber(to->thread, WITHOUT_ORDER);
}

void chanc_sanitize_enter(struct chanc_sanitize *now) {
    if (asan) __sanitizer_finish_switch_fiber(now->fake_stack, NULL, NULL);
    if (chanc_tsan) __tsan_acquire(&thread_made);
}

void chanc_sanitize_end(struct chanc_sanitize *s) {
    if (chanc_tsan) __tsan_destroy_fiber(s->thread);
}

void chanc_sanitize_check(const volatile void *memory, size_t size) {
    if (__asan_loadN != NULL) __asan_loadN(memory, size);
}

void chanc_sanitize_root(const void *start, size_t size) {
    if (__lsan_register_root_region != NULL) __lsan_register_root_region(start, size);
}
