/* A list for macros. */
#ifdef ALL
ENTRY(0)
#endif
ENTRY(1)
ENTRY(2)
#undef ENTRY
#define OWN(n) n
