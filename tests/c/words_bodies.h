/* A function with a word's name, for the macros beside it. */
int chan(int (*select)(int));
