/* pool.h: the memory of trees.
 *
 * tree-sitter takes memory for each node alone and gives it back alone. From a pool that costs less of both
 * time and memory, and all can be dropped at once, whatever is still in use. */
#ifndef CHANC_POOL_H
#define CHANC_POOL_H

/* Makes tree-sitter take its memory from the pool; to be called before it takes any. The pool is one for the
 * process and not for several threads at a time. */
void pool_use(void);
/* Takes back all that tree-sitter has taken, to be taken again: no parser, tree or cursor may be used any
 * more. */
void pool_reset(void);
/* The same, and returns it to the system. */
void pool_free(void);

#endif
