/* collatz.c: the part of the project that stays plain C, and is compiled by the C compiler. */
int collatz_steps(unsigned long number);

int collatz_steps(unsigned long number)
{
    int steps = 0;

    for (; number > 1; steps++) number = number % 2 ? 3 * number + 1 : number / 2;
    return steps;
}
