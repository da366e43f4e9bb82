/* builtin.h: the built-in functions over channels, by name. */
#ifndef CHANC_BUILTIN_H
#define CHANC_BUILTIN_H

#include <stdbool.h>
#include <stddef.h>

/* A built-in function that takes a channel. */
struct builtin {
    const char *name;
    const char *lowered; /* what the output calls */
    bool with_place;     /* takes the place of the call, for panics */
    bool gives_int;      /* else void */
    bool sends;          /* for the sending side only */
    bool of_c;           /* C has a function called so that takes pointers, declared or not */
};

/* The built-in that a word names, whatever it means in the scope at hand; NULL for any other word. */
const struct builtin *builtin_find(const char *word, size_t length);

#endif
