/* driver_list.c: lists of words. */
#include "driver_list.h"

#include <string.h>

void list_add(struct list *list, const char *word) {
    if (list->count + 1 >= list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 16;
        const char **items = arena_array(list->arena, capacity, sizeof *items);
        if (list->count) memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = word;
    list->items[list->count] = NULL;
}

void list_add_all(struct list *list, const struct list *more) {
    for (size_t i = 0; i < more->count; i++) list_add(list, more->items[i]);
}

void list_add_split(struct list *list, const char *text) {
    static const char blanks[] = " \t\n";
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t length = strcspn(text, blanks);
        list_add(list, arena_strndup(list->arena, text, length));
        text += length;
    }
}
