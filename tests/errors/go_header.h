struct ops {
    void (*run)(int);
    struct ops *next;
    int count;
};
typedef struct {
    int value;
} number_t[1];
typedef void run_t(int);
