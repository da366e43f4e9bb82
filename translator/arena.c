/* arena.c: memory that dies together, and growing texts.
 *
 * An arena is a list of chunks; small allocations are cut from the newest one, and an allocation
 * that would waste a chunk gets a chunk to itself, put behind the newest so that cutting goes on.
 * Chunks grow with the arena. They come from the system as pages of zeros, which calloc would write to, and so have the
 * system make, before they are needed; the largest as huge pages where it has them, as a fault costs the more the smaller
 * pages are.
 * Invariant: the bytes of a chunk past `used` are zero, as they came so and are handed out only once. */
#include "arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    HUGE_PAGE = 2 * 1024 * 1024,
    PAGES = 64 * 1024,      /* a multiple of all sizes of small pages */
    CHUNK_SIZE = 64 * 1024, /* of the first one */
    MOST = HUGE_PAGE,       /* sizes that chunks grow to */
    LARGE = CHUNK_SIZE / 4  /* allocations that may get one to themselves */
};

/* One piece of memory. */
struct chunk {
    struct chunk *next;            /* the chunk before it, or NULL */
    size_t size;                   /* bytes in data */
    size_t used;                   /* bytes of data handed out */
    alignas(uint64_t) char data[]; /* the memory itself */
};

struct arena {
    struct chunk *newest; /* where small allocations are cut from; never NULL */
};

static const char *last_words = "chanc: out of memory\n";

void out_of_memory_says(const char *text) {
    last_words = text;
}

_Noreturn void out_of_memory(void) {
    fputs(last_words, stderr);
    exit(2);
}

static void *map(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) out_of_memory();
    return memory;
}

/* The same for a multiple of PAGES, from the boundary of a huge page on; the system may give these, or not. */
static void *map_huge(size_t size) {
    char *memory = map(size + HUGE_PAGE);
    size_t before = HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE;
    munmap(memory, before);
    if (before < HUGE_PAGE) munmap(memory + before + size, HUGE_PAGE - before);
    madvise(memory + before, size, MADV_HUGEPAGE);
    return memory + before;
}

/* A chunk of `whole` bytes, itself included, not yet in any list. */
static struct chunk *chunk_new(size_t whole) {
    if (whole > SIZE_MAX - HUGE_PAGE - PAGES) out_of_memory();
    if (whole >= HUGE_PAGE) whole = (whole + PAGES - 1) / PAGES * PAGES;
    struct chunk *chunk = whole < HUGE_PAGE ? map(whole) : map_huge(whole);
    chunk->size = whole - sizeof *chunk;
    return chunk;
}

static void chunk_free(struct chunk *chunk) {
    munmap(chunk, sizeof *chunk + chunk->size);
}

struct arena *arena_new(void) {
    struct arena *arena = malloc(sizeof *arena);
    if (!arena) out_of_memory();
    arena->newest = chunk_new(CHUNK_SIZE);
    return arena;
}

static void free_chunks(struct chunk *chunk) {
    for (struct chunk *next; chunk; chunk = next) {
        next = chunk->next;
        chunk_free(chunk);
    }
}

void arena_free(struct arena *arena) {
    if (!arena) return;
    free_chunks(arena->newest);
    free(arena);
}

void arena_clear(struct arena *arena) {
    struct chunk *kept = arena->newest;
    free_chunks(kept->next);
    kept->next = NULL;
    memset(kept->data, 0, kept->used);
    kept->used = 0;
}

/* An allocation in a chunk of its own. */
static void *alloc_large(struct arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(struct chunk)) out_of_memory();
    struct chunk *chunk = chunk_new(sizeof *chunk + size);
    chunk->used = size;
    chunk->next = arena->newest->next;
    arena->newest->next = chunk;
    return chunk->data;
}

/* An allocation at a multiple of `align`. */
static void *alloc(struct arena *arena, size_t size, size_t align) {
    if (size > LARGE) return alloc_large(arena, size);
    size_t used = (arena->newest->used + align - 1) / align * align;
    if (used + size > arena->newest->size) {
        size_t last = sizeof(struct chunk) + arena->newest->size;
        struct chunk *chunk = chunk_new(last < MOST ? last * 2 : last);
        chunk->next = arena->newest;
        arena->newest = chunk;
        used = 0;
    }
    arena->newest->used = used + size;
    return arena->newest->data + used;
}

void *arena_alloc(struct arena *arena, size_t size) {
    return alloc(arena, size, alignof(uint64_t));
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) out_of_memory();
    return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX) out_of_memory();
    char *copy = alloc(arena, length + 1, 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

/* As vsnprintf, but several times as fast, where strings alone are to be converted and there is room; -1 elsewhere. */
static int print_strings(char *to, size_t room, const char *format, va_list arguments) {
    size_t length = 0;
    while (*format != '\0') {
        bool converts = format[0] == '%';
        if (converts && format[1] != 's') return -1;
        const char *from = converts ? va_arg(arguments, const char *) : format;
        size_t size = converts ? strlen(from) : strcspn(from, "%");
        if (size >= room - length) return -1;
        memcpy(to + length, from, size);
        length += size;
        format += converts ? 2 : size;
    }
    to[length] = '\0';
    return (int)length;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments) {
    char brief[256]; /* most texts fit, and are then formatted only once */
    va_list again;
    va_copy(again, arguments);
    int length = print_strings(brief, sizeof brief, format, again);
    va_end(again);
    if (length >= 0) return arena_strndup(arena, brief, (size_t)length);
    va_copy(again, arguments);
    length = vsnprintf(brief, sizeof brief, format, again);
    va_end(again);
    if (length < 0) out_of_memory();
    if ((size_t)length < sizeof brief) return arena_strndup(arena, brief, (size_t)length);
    char *text = alloc(arena, (size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

/* Doubling keeps appending linear. */
void buffer_reserve(struct buffer *buffer, size_t more) {
    if (more >= SIZE_MAX / 2 - buffer->length) out_of_memory();
    size_t need = buffer->length + more + 1;
    if (need <= buffer->capacity) return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
    if (capacity < need) capacity = need;
    char *text = realloc(buffer->text, capacity);
    if (!text) out_of_memory();
    buffer->text = text;
    buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, const char *text, size_t length) {
    buffer_reserve(buffer, length);
    if (length) memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void buffer_add_string(struct buffer *buffer, const char *text) {
    buffer_add(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(buffer, format, arguments);
    va_end(arguments);
}

void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    buffer_reserve(buffer, 0);
    /* Mostly there is room, and the text is formatted only once. */
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->text + buffer->length, room, format, again);
    va_end(again);
    if (length < 0) out_of_memory();
    if ((size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
    }
    buffer->length += (size_t)length;
}

void buffer_free(struct buffer *buffer) {
    free(buffer->text);
    *buffer = (struct buffer){0};
}
