#define DECLARE_OBJECT(Name, name)                                                                 \
    typedef struct name##_object Name;                                                             \
    typedef struct { int size; } Name##Class;                                                      \
    Name *name##_new(void);                                                                        \
    static inline Name *name##_cast(void *p) { return p; }
#define DECLARE_PAIR(T, name) struct name { T first; T second; }
#define DECLARE_KIND(name) enum name { name##_ONE = 1, name##_TWO }
#define DEFINE_OBJECT(Name, name)                                                                  \
    static void name##_init(Name *);                                                               \
    Name *name##_new(void) {                                                                       \
        static Name object;                                                                        \
        name##_init(&object);                                                                      \
        return &object;                                                                            \
    }
