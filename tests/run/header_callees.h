/* What is called here is declared where only the preprocessor finds it. */
struct ops {
    void (*run)(int);
    struct ops *next;
    void (*table[2])(int);
    void (*print)(const char *, ...);
    union {
        void (*plain)(int);
        void (*other)(long);
    } handlers;
#define handler handlers.plain
};
typedef void run_t(int);
typedef void (*run_pointer)(int);
typedef run_pointer run_pointers[2];
extern struct ops global_ops;
extern void (*global_table[2])(int);
void (*get_run(void))(int);
extern void (*global_hook)(int);
struct table {
    int values[3];
};
extern struct table numbers;
