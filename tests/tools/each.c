/* each.c: carries out the commands of chanc that standard input holds, one a line, with tabs between the words.
 *
 * One process for all, since one each would cost more than the work, above all with the sanitizers, which look for what was not
 * given back at the end. Of a command that fails `status N: LINE` is said on standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "driver.h"

#define MOST_WORDS 64

/* Cuts a line into its words, from the second on; says how many there are then. */
static int split(char *line, char **words) {
    int count = 1;
    char *rest;
    for (char *word = strtok_r(line, "\t", &rest); word; word = strtok_r(NULL, "\t", &rest)) {
        if (count == MOST_WORDS) abort();
        words[count++] = word;
    }
    words[count] = NULL;
    return count;
}

int main(void) {
    static char name[] = "chanc";
    char *words[MOST_WORDS + 1] = {name}, *line = NULL;
    size_t size = 0;
    for (ssize_t length; (length = getline(&line, &size, stdin)) > 0;) {
        line[strcspn(line, "\n")] = '\0';
        char *copy = strdup(line);
        if (!copy) abort();
        int status = driver_main(split(copy, words), words);
        if (status) fprintf(stderr, "status %d: %s\n", status, line);
        free(copy);
    }
    free(line);
    return 0;
}
