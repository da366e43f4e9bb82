#define PNG_FUNCTION(type, name, args, attributes) attributes type name args
#define PNG_EXPORT(ordinal, type, name, args) extern type name args
#define PNGAPI
#define PNG_EMPTY
#define PNG_UNUSED __attribute__((unused))
#define FDECL(name, args) name args
struct args { int a, b, c[3]; };
static inline int f_(struct args a) { return a.a * 100 + a.b * 10 + a.c[1]; }
#define f(...) f_((struct args){__VA_ARGS__})
#define g(x, ...) (f_((struct args){__VA_ARGS__}) + (x))
