/* pool.c: the memory of trees, in blocks of pieces of one size. See pool.h.
 *
 * A piece has no header: its size stands at the beginning of its block, and blocks begin at multiples
 * of their size. Blocks are cut from extents, which are what is taken from the system. Pieces that are given
 * back are kept in a list by size and taken again first. What is larger than pieces get has an extent of its
 * own, which begins as a block does. */
#include "pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tree_sitter/api.h>

#include "arena.h"

enum {
    GRAIN = 8,               /* sizes of pieces are multiples of it */
    LARGEST = 512,           /* size of the largest piece */
    BLOCK_SIZE = 32 * 1024,  /* a power of two */
    EXTENT_SIZE = 256 * 1024 /* of extents that are cut into blocks; a multiple of the above */
};

/* What a block begins with; pieces follow. */
struct block {
    size_t size;           /* of each piece, or of the one that is larger than pieces get */
    struct extent *extent; /* of that one; NULL in blocks of pieces */
};

/* What was taken from the system. It stands apart from the memory itself, which is aligned. */
struct extent {
    char *memory;
    struct extent *next, *before; /* in the list that it is in */
};

/* A piece that nobody uses. */
struct spare {
    struct spare *next;
};

/* Pieces of one size. */
struct sort {
    struct spare *spares; /* given back, the last one first */
    char *at;             /* where the next one is cut */
    char *end;            /* of the block that it is cut from */
};

static struct {
    struct extent *extents; /* that are cut into blocks, newest first */
    /* those among them that are to be cut again: this one and what follows */
    struct extent *unused;
    struct extent *large; /* of one piece each */
    char *at, *end;       /* where the next block is cut */
    struct sort sorts[LARGEST / GRAIN + 1];
} pool;

static struct extent *extent_new(struct extent **list, size_t size) {
    struct extent *extent = malloc(sizeof *extent);
    if (size > SIZE_MAX - BLOCK_SIZE) out_of_memory();
    size = (size + BLOCK_SIZE - 1) / BLOCK_SIZE * BLOCK_SIZE;
    char *memory = aligned_alloc(BLOCK_SIZE, size);
    if (extent == NULL || memory == NULL) out_of_memory();
    *extent = (struct extent){.memory = memory, .next = *list};
    if (*list != NULL) (*list)->before = extent;
    *list = extent;
    return extent;
}

static void extents_free(struct extent *extent) {
    for (struct extent *next; extent != NULL; extent = next) {
        next = extent->next;
        free(extent->memory);
        free(extent);
    }
}

/* Frees one of those that are of one piece. */
static void large_free(struct extent *extent) {
    if (extent->next != NULL) extent->next->before = extent->before;
    if (extent->before != NULL)
        extent->before->next = extent->next;
    else
        pool.large = extent->next;
    extent->next = NULL;
    extents_free(extent);
}

static struct block *block_of(void *memory) {
    return (struct block *)((char *)memory - (uintptr_t)memory % BLOCK_SIZE);
}

static void *take_large(size_t size) {
    if (size > SIZE_MAX - sizeof(struct block)) out_of_memory();
    struct extent *extent = extent_new(&pool.large, size + sizeof(struct block));
    struct block *block = (struct block *)extent->memory;
    *block = (struct block){size, extent};
    return block + 1;
}

/* A block of the sort becomes the one that pieces are cut from. */
static void add_block(struct sort *sort, size_t size) {
    if (pool.at == pool.end) {
        struct extent *extent = pool.unused;
        if (extent != NULL)
            pool.unused = extent->next;
        else
            extent = extent_new(&pool.extents, EXTENT_SIZE);
        pool.at = extent->memory;
        pool.end = pool.at + EXTENT_SIZE;
    }
    struct block *block = (struct block *)pool.at;
    *block = (struct block){size, NULL};
    pool.at += BLOCK_SIZE;
    sort->at = (char *)(block + 1);
    sort->end = pool.at;
}

static void *take(size_t size) {
    if (size > LARGEST) return take_large(size);
    struct sort *sort = &pool.sorts[(size + GRAIN - 1) / GRAIN];
    struct spare *spare = sort->spares;
    if (spare != NULL) {
        sort->spares = spare->next;
        return spare;
    }
    size = size == 0 ? GRAIN : (size + GRAIN - 1) / GRAIN * GRAIN;
    if ((size_t)(sort->end - sort->at) < size) add_block(sort, size);
    void *piece = sort->at;
    sort->at += size;
    return piece;
}

static void give_back(void *memory) {
    if (memory == NULL) return;
    struct block *block = block_of(memory);
    if (block->extent != NULL) {
        large_free(block->extent);
        return;
    }
    struct sort *sort = &pool.sorts[block->size / GRAIN];
    struct spare *spare = memory;
    spare->next = sort->spares;
    sort->spares = spare;
}

static void *take_zeroed(size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) out_of_memory();
    return memset(take(count * size), 0, count * size);
}

static void *take_again(void *memory, size_t size) {
    if (memory == NULL) return take(size);
    size_t had = block_of(memory)->size;
    if (size <= had) return memory;
    void *larger = memcpy(take(size), memory, had);
    give_back(memory);
    return larger;
}

void pool_use(void) {
    ts_set_allocator(take, take_zeroed, take_again, give_back);
}

void pool_reset(void) {
    extents_free(pool.large);
    pool.large = NULL;
    pool.unused = pool.extents;
    pool.at = pool.end = NULL;
    memset(pool.sorts, 0, sizeof pool.sorts);
}

void pool_free(void) {
    extents_free(pool.extents);
    pool.extents = NULL;
    pool_reset();
}
