/* driver_list.h: lists of words, such as the arguments of a command. */
#ifndef CHANC_DRIVER_LIST_H
#define CHANC_DRIVER_LIST_H

#include "arena.h"

/* Words in an arena, all zero but `arena` to start with. `items` is NULL-ended once a word was
 * added, so that it can be given to exec. */
struct list {
    struct arena *arena; /* where items is; the words themselves may be anywhere */
    const char **items;
    size_t count;    /* words, the NULL not counted */
    size_t capacity; /* entries allocated in items */
};

void list_add(struct list *list, const char *word);
void list_add_all(struct list *list, const struct list *more);
/* Adds the words that blanks separate in `text`. */
void list_add_split(struct list *list, const char *text);

#endif
