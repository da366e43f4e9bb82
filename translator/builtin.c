/* builtin.c: the table of built-in functions. See builtin.h. */
#include "builtin.h"

#include <string.h>

static const struct builtin builtins[] = {
    {"close", "chanc_close", true, false, true, false},
    {"len", "chanc_len", false, true, false, false},
    {"cap", "chanc_cap", false, true, false, false},
    {"free", "chanc_free", true, false, false, true},
};

const struct builtin *builtin_find(const char *word, size_t length) {
    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++)
        if (strncmp(builtins[i].name, word, length) == 0 && builtins[i].name[length] == '\0')
            return &builtins[i];
    return NULL;
}
