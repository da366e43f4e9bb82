/* No guard: header_macros.gc includes it in a function. */
#define HEADER_BASE 40
#define HEADER_SUM(x) ((x) + HEADER_BASE + factor)
#define HEADER_FACTOR factor
