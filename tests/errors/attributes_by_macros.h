#define ATTRIBUTE_UNUSED __attribute__((unused))
#define ATTRIBUTE_ALIGNED(n) __attribute__((aligned(n)))
#define NOTHING
#define EXPORTED ATTRIBUTE_UNUSED
#define API(type) extern EXPORTED type
