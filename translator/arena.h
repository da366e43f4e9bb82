/* arena.h: memory that dies together.
 *
 * A translation allocates thousands of small things that all live as long as the translation. They
 * come from an arena and are given back in one call. An arena never returns NULL: when memory runs
 * out the process says so on standard error and exits with status 2 (after the hooks of `atexit`,
 * so that temporary files are removed). Invariant: memory from an arena is zeroed and aligned for
 * pointers and numbers. */
#ifndef CHANC_ARENA_H
#define CHANC_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/* Opaque; made by arena_new. */
struct arena;

struct arena *arena_new(void);
/* Gives everything back; NULL is allowed. */
void arena_free(struct arena *arena);
/* Gives everything back but for a little; the arena can be used again. */
void arena_clear(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size);
/* An array of `count` objects of `size` bytes; overflow is treated as memory running out. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of `length` bytes. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* A growing text, all zero to start with. NUL-terminated once anything was appended. */
struct buffer {
    char *text;      /* malloc'ed, or NULL while empty */
    size_t length;   /* bytes used, the NUL not counted */
    size_t capacity; /* bytes allocated */
};
/* Makes room for `more` bytes and a NUL. */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, const char *text, size_t length);
void buffer_add_string(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
/* Gives the text back and leaves the buffer empty. */
void buffer_free(struct buffer *buffer);

/* Ends the process as arenas do when memory runs out. */
_Noreturn void out_of_memory(void);
/* What it prints from now on, instead of a line of text. */
void out_of_memory_says(const char *text);

#endif
