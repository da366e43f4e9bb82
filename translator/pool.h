/* pool.h: the memory of trees.
 *
 * tree-sitter takes memory for each node alone and gives it back alone. From a pool that costs less of both
 * time and memory, and all can be dropped at once, whatever is still in use. */
#ifndef CHANC_POOL_H
#define CHANC_POOL_H

/* Makes tree-sitter take its memory from the pool; to be called before it takes any. The pool is one for the
 * process and not for several threads at a time. */
void pool_use(void);
/* Frees all that tree-sitter has taken: no parser, tree or cursor may be used any more. */
void pool_drop(void);

#endif
