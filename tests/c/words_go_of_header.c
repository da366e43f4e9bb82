/* `go f();` with a macro of a header, and nothing else that could be channel syntax. */
#include "words_go_of_header.h"
void f(int);
int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) f(1); go f(2);
    return 0;
}
