#define CLEAN(f) __attribute__((cleanup(f)))
#define pg_attribute_unused() __attribute__((unused))
#define ALIGNED(n) __attribute__((aligned(n)))
#define PG_UNUSED(x) x __attribute__((unused))
