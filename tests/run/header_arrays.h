/* Names of types that are arrays, functions or const, as GMP's mpz_t and jmp_buf are. */
typedef struct {
    int value;
} number_t[1];
typedef struct named {
    int value;
} named_t[1];
typedef number_t numbers_t[2];
typedef const int fixed_t;
struct holder {
    number_t number;
    int other;
};
