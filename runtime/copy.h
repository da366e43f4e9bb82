/* copy.h - copies values that are mostly small, without a call. */
#ifndef CHANC_COPY_H
#define CHANC_COPY_H

#include <stdint.h>
#include <string.h>

/* Copies up to 16 bytes by at most two moves, which may overlap. */
static inline void chanc_copy_few(char *to, const char *from, uint32_t size) {
    if (size >= 8) {
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + size - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + size - 8, &last, 8);
    } else if (size >= 4) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + size - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + size - 4, &last, 4);
    } else {
        for (uint32_t i = 0; i < size; i++) to[i] = from[i];
    }
}

/* Copies a value that is most likely that small. */
static inline void chanc_copy(void *to, const void *from, uint32_t size) {
    if (__builtin_expect(size > 16, 0))
        memcpy(to, from, size);
    else
        chanc_copy_few(to, from, size);
}

#endif
