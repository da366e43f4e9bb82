/* base.h - what all of the runtime says in short: hints to the compiler, relaxed accesses. */
#ifndef CHANC_BASE_H
#define CHANC_BASE_H

#include "context.h"

#include <stdatomic.h>

#define CHANC_LIKELY(x) __builtin_expect(!!(x), 1)
#define CHANC_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define CHANC_INLINE inline __attribute__((always_inline))

/* Weak within the shared library alone, where what the program has may be missing. */
#if defined(__PIC__) && !defined(__PIE__)
#define CHANC_MAYBE __attribute__((weak))
#else
#define CHANC_MAYBE
#endif

/* Whether fiber.c is part of the library; see context.h. */
#ifndef CHANC_HAVE_FIBERS
#define CHANC_HAVE_FIBERS CHANC_HAS_CONTEXT
#endif

/* What is atomic, relaxed: for hints and numbers, for what a lock guards, for what only its owner writes. */
#define chanc_get(field) atomic_load_explicit(&(field), memory_order_relaxed)
#define chanc_set(field, value) atomic_store_explicit(&(field), value, memory_order_relaxed)

#endif
