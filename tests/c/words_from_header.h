/* Typedefs that only the preprocessor shows to the file beside it. */
#ifndef WORDS_FROM_HEADER_H
#define WORDS_FROM_HEADER_H
typedef struct chan { int n; } chan;
typedef int go, make;
typedef enum { RANGE_ONE } range;
#define select do
#define func(name) int name(void)
#endif
