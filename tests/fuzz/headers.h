/* headers.h: what the preprocessor is taken to answer for every input of the fuzzer. */
#include "../../runtime/chanc.h"

typedef unsigned long size_t;
typedef struct _IO_FILE FILE;
extern FILE *stdout;
int printf(const char *restrict format, ...);
int puts(const char *);
void *malloc(size_t);
void free(void *);
int close(int);
int select(int, void *, void *, void *, void *);
#define NULL ((void *)0)
#define EOF (-1)
